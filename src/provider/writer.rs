//! A thread that writes one message after another, so that an output which nobody reads holds up nothing else.

use std::io;
use std::sync::{Mutex, OnceLock};

use tokio::sync::{mpsc, oneshot};

use super::{Answer, Reason, code};

/// Messages that wait for the output at once: as many as a provider may have under way.
const WAITING: usize = 1024;

/// Writes a message.
type Write = Box<dyn FnMut(&[u8]) -> io::Result<()> + Send>;

/// What is to be written, and who waits for it.
struct Job {
    bytes: Vec<u8>,
    written: oneshot::Sender<io::Result<()>>,
}

/// An output with a thread of its own, which begins with the first message.
pub(super) struct Writer {
    write: Mutex<Option<Write>>,
    jobs: OnceLock<mpsc::Sender<Job>>,
}

impl Writer {
    pub(super) fn new(write: impl FnMut(&[u8]) -> io::Result<()> + Send + 'static) -> Self {
        Self { write: Mutex::new(Some(Box::new(write))), jobs: OnceLock::new() }
    }

    /// Writes a message. Who gives up before its turn has it not written.
    pub(super) async fn write(&self, bytes: Vec<u8>) -> Answer {
        let io = |why: &str| Answer::transient(Reason::new(code::IO, why));
        let (written, wait) = oneshot::channel();
        if self.jobs().try_send(Job { bytes, written }).is_err() {
            return io("the output does not take what waits for it");
        }
        match wait.await {
            Ok(Ok(())) => Answer::Sent { provider_id: None },
            Ok(Err(error)) => io(&error.kind().to_string()),
            Err(_) => io("writing was interrupted"),
        }
    }

    fn jobs(&self) -> &mpsc::Sender<Job> {
        self.jobs.get_or_init(|| {
            let (jobs, mut waiting) = mpsc::channel::<Job>(WAITING);
            let write = self.write.lock().ok().and_then(|mut write| write.take());
            // Where there can be no thread there is nobody to take a job, and each is told so.
            let _ = std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
                let Some(mut write) = write else { return };
                while let Some(Job { bytes, written }) = waiting.blocking_recv() {
                    if !written.is_closed() {
                        let _ = written.send(write(&bytes));
                    }
                }
            });
            jobs
        })
    }
}
