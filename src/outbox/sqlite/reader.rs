//! A thread that reads. Delivery has one and people have one: their long lists hold up nobody.

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::fault::Fault;
use crate::outbox::StoreError;

type Question = Box<dyn FnOnce(&Connection) + Send>;

/// Questions may wait here; they are few.
const WAITING: usize = 4_096;

/// The asking side.
#[derive(Debug)]
pub(super) struct Reader(mpsc::Sender<Question>);

impl Reader {
    /// The asking side, and what the thread has to run.
    pub(super) fn new(db: Connection) -> (Self, Box<dyn FnOnce() + Send>) {
        let (sender, mut questions) = mpsc::channel::<Question>(WAITING);
        let run = move || {
            while let Some(question) = questions.blocking_recv() {
                question(&db);
            }
        };
        (Self(sender), Box::new(run))
    }

    pub(super) fn ask<T: Send + 'static>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, StoreError>>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let question = move |db: &Connection| {
            // Who asked may have gone away, before or meanwhile.
            if !reply.is_closed() {
                let _ = reply.send(run(db).map_err(StoreError::from));
            }
        };
        let busy = |_| StoreError::Unavailable("too many questions are waiting for the disk".to_owned());
        self.0.try_send(Box::new(question)).map_err(busy)?;
        Ok(answer)
    }
}
