//! The one thread that writes. What waits for it is committed together, and answered after the commit: one
//! fsync serves all who came meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::checkpoint::checkpoint;
use super::fault::{Fault, fault_of};
use super::file::Reserve;
use super::health::Health;
use crate::outbox::StoreError;

/// At most so many requests share a commit.
const GROUP: usize = 256;
/// So many requests may wait.
pub(super) const WAITING: usize = 4_096;

/// What kind of request it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Takes in something new; refused at once while the disk is full.
    Intake,
    /// Brings forward what was taken in.
    Work,
}

/// A request to the writer.
pub(super) trait Order: Send {
    fn kind(&self) -> Kind;
    /// Carries it out inside a transaction. An error here is the database's and rolls everything back.
    fn run(&mut self, db: &Connection) -> rusqlite::Result<()>;
    /// Answers: as it was carried out, once that is durable, or with why it could not be.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// What the writer is told.
pub(super) enum Message {
    Order(Box<dyn Order>),
    /// A moment to see whether what was wrong has mended itself.
    Tick,
    /// The log is large: finish its checkpoint, so that the next write starts it again.
    Rewind,
}

/// A request whose work is a closure. It may run twice: the first time may have been rolled back.
pub(super) struct Request<T, F> {
    kind: Kind,
    run: F,
    result: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Request<T, F>
where
    T: Send + 'static,
    F: FnMut(&Connection) -> Result<T, Fault> + Send + 'static,
{
    pub(super) fn order(kind: Kind, run: F) -> (Box<dyn Order>, oneshot::Receiver<Result<T, StoreError>>) {
        let (reply, answer) = oneshot::channel();
        (Box::new(Self { kind, run, result: None, reply }), answer)
    }
}

impl<T, F> Order for Request<T, F>
where
    T: Send,
    F: FnMut(&Connection) -> Result<T, Fault> + Send,
{
    fn kind(&self) -> Kind {
        self.kind
    }

    fn run(&mut self, db: &Connection) -> rusqlite::Result<()> {
        self.result = Some(match (self.run)(db) {
            Ok(value) => Ok(value),
            Err(Fault::Request(error)) => Err(error),
            Err(Fault::Database(error)) => return Err(error),
        });
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let unasked = || Err(StoreError::Unavailable("the request was never carried out".to_owned()));
        let Self { result, reply, .. } = *self;
        // Who asked may have gone away.
        let _ = reply.send(outcome.and_then(|()| result.unwrap_or_else(unasked)));
    }
}

/// The writer's side.
pub(super) struct Writer {
    pub(super) db: Connection,
    pub(super) reserve: Reserve,
    pub(super) health: Arc<Health>,
    /// Requests committed so far.
    pub(super) written: Arc<AtomicU64>,
}

impl Writer {
    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut group = Vec::with_capacity(GROUP);
        while let Some(first) = messages.blocking_recv() {
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Order(order) => group.push(order),
                    Message::Tick => self.tick(),
                    Message::Rewind => {
                        let _ = checkpoint(&self.db);
                    }
                }
                next = if group.len() < GROUP { messages.try_recv().ok() } else { None };
            }
            self.commit(std::mem::take(&mut group));
        }
    }

    fn commit(&mut self, group: Vec<Box<dyn Order>>) {
        let mut orders = self.refuse_while_full(group);
        if orders.is_empty() {
            return;
        }
        match self.attempt(&mut orders) {
            Ok(()) => {
                for order in orders {
                    order.answer(Ok(()));
                }
            }
            Err(error @ StoreError::Unavailable(_)) => {
                self.health.fail(&error);
                for order in orders {
                    order.answer(Err(error.clone()));
                }
            }
            Err(error) => {
                if error == StoreError::Full {
                    self.fill_up();
                }
                // One of them may be at fault; the others shall not suffer for it.
                for order in self.refuse_while_full(orders) {
                    self.commit_alone(order);
                }
            }
        }
    }

    fn commit_alone(&mut self, order: Box<dyn Order>) {
        let mut alone = [order];
        let outcome = self.attempt(&mut alone);
        if outcome == Err(StoreError::Full) {
            self.fill_up();
        }
        let [order] = alone;
        order.answer(outcome);
    }

    fn attempt(&mut self, orders: &mut [Box<dyn Order>]) -> Result<(), StoreError> {
        let run = |orders: &mut [Box<dyn Order>]| -> rusqlite::Result<()> {
            self.db.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            for order in orders {
                order.run(&self.db)?;
            }
            self.db.prepare_cached("COMMIT")?.execute([])?;
            Ok(())
        };
        let outcome = run(orders).map_err(|error| fault_of(&error));
        if outcome.is_ok() {
            self.written.fetch_add(orders.len() as u64, Ordering::Relaxed);
            self.health.work();
        } else if !self.db.is_autocommit() {
            // Where this fails as well, SQLite has rolled back by itself.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        outcome
    }

    /// Answers what would take in more while there is no room, and returns the rest.
    fn refuse_while_full(&self, group: Vec<Box<dyn Order>>) -> Vec<Box<dyn Order>> {
        if !self.health.is_full() {
            return group;
        }
        let (refused, orders): (Vec<_>, Vec<_>) =
            group.into_iter().partition(|order| order.kind() == Kind::Intake);
        for order in refused {
            order.answer(Err(StoreError::Full));
        }
        orders
    }

    fn fill_up(&self) {
        self.health.fill_up();
        self.reserve.give_up();
    }

    /// Looks whether there is room again, and whether a store that failed can be written.
    fn tick(&mut self) {
        if self.health.is_full() {
            if self.reserve.set_aside() && self.probe() == Ok(()) {
                self.health.make_room();
            }
        } else if self.health.state().is_err() {
            let _ = self.probe();
        }
    }

    fn probe(&mut self) -> Result<(), StoreError> {
        let (probe, _) = Request::order(Kind::Work, |db: &Connection| {
            db.execute("UPDATE tally SET probe = probe + 1", []).map_err(Fault::from)
        });
        self.attempt(&mut [probe])
    }
}
