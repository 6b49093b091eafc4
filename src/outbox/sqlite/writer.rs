//! The one thread that writes. What waits for it is committed together, and answered after the commit: one
//! fsync serves all who came meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::ErrorCode;
use tokio::sync::{mpsc, oneshot};

use super::checkpoint::{can_take_in_its_log, checkpoint, cut_off};
use super::fault::{Fault, fault_of};
use super::file::{Lock, Reserve};
use super::health::Health;
use super::ledger::Ledger;
use crate::clock::{Clock, SystemClock};
use crate::outbox::StoreError;

/// At most so many requests share a commit.
const GROUP: usize = 256;
/// So many requests may wait.
pub(super) const WAITING: usize = 4_096;

/// How long what was seen of the disk's room holds. Far less is written meanwhile than is set aside.
const LOOK: Duration = Duration::from_millis(10);

/// Room on the disk is looked for once in so many ticks: to set it aside is to write it.
const SELDOM: u32 = 10;

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
    fn run(&mut self, db: &Ledger) -> rusqlite::Result<()>;
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
    /// The log is empty, and its file large.
    CutOff,
    /// The database finds no room for what is in its log.
    Full,
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
    F: FnMut(&Ledger) -> Result<T, Fault> + Send + 'static,
{
    pub(super) fn order(kind: Kind, run: F) -> (Box<dyn Order>, oneshot::Receiver<Result<T, StoreError>>) {
        let (reply, answer) = oneshot::channel();
        (Box::new(Self { kind, run, result: None, reply }), answer)
    }
}

impl<T, F> Order for Request<T, F>
where
    T: Send,
    F: FnMut(&Ledger) -> Result<T, Fault> + Send,
{
    fn kind(&self) -> Kind {
        self.kind
    }

    fn run(&mut self, db: &Ledger) -> rusqlite::Result<()> {
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
    pub(super) db: Ledger,
    pub(super) reserve: Reserve,
    pub(super) health: Arc<Health>,
    /// Requests committed so far.
    pub(super) written: Arc<AtomicU64>,
    /// Ticks so far.
    pub(super) ticks: u32,
    /// When the room on the disk is looked at again, as of the clock that never goes back.
    pub(super) look_at: Duration,
    /// Held for as long as something may be written.
    pub(super) lock: Option<Lock>,
}

impl Writer {
    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut group = Vec::with_capacity(GROUP);
        while let Some(first) = messages.blocking_recv() {
            let now = SystemClock.elapsed();
            self.health.begin(now);
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Order(order) => group.push(order),
                    Message::Tick => self.tick(),
                    Message::Rewind => {
                        let _ = checkpoint(&self.db);
                    }
                    Message::CutOff => {
                        let _ = cut_off(&self.db);
                    }
                    Message::Full => self.fill_up(),
                }
                next = if group.len() < GROUP { messages.try_recv().ok() } else { None };
            }
            self.look_for_room(now);
            self.commit(std::mem::take(&mut group));
            self.health.end();
        }
    }

    /// Events are refused as soon as the room would not do.
    fn look_for_room(&mut self, now: Duration) {
        if now < self.look_at {
            return;
        }
        self.look_at = now + LOOK;
        if !self.can_take_in() {
            // The reserve is kept for the time when there is no room at all.
            self.health.fill_up();
            let _ = checkpoint(&self.db);
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
                self.health.fail(&error, Kind::Work);
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
        let [order] = alone;
        match &outcome {
            Ok(()) => {}
            Err(StoreError::Full) => self.fill_up(),
            Err(error) => self.health.fail(error, order.kind()),
        }
        order.answer(outcome);
    }

    fn attempt(&mut self, orders: &mut [Box<dyn Order>]) -> Result<(), StoreError> {
        let run = || -> rusqlite::Result<()> {
            self.db.begin()?;
            for order in &mut *orders {
                order.run(&self.db)?;
            }
            self.db.commit()
        };
        // One request that panics is not to end what all others need.
        let outcome = match catch_unwind(AssertUnwindSafe(run)) {
            Ok(done) => done.map_err(|error| self.meaning(&error)),
            Err(_) => {
                Err(StoreError::Corrupt("the work on it panicked; a defect of this program".to_owned()))
            }
        };
        if outcome.is_ok() {
            self.written.fetch_add(orders.len() as u64, Ordering::Relaxed);
            self.health.work(orders.iter().any(|order| order.kind() == Kind::Intake));
        } else if !self.db.is_autocommit() {
            // Where this fails as well, SQLite has rolled back by itself.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        outcome
    }

    fn meaning(&self, error: &rusqlite::Error) -> StoreError {
        let of_the_disk = error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure);
        if of_the_disk && self.reserve.finds_no_room() { StoreError::Full } else { fault_of(error) }
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
        if self.reserve.give_up() {
            // The room goes to the database first: once it has all that is in the log, the log can start again
            // from its beginning and needs none.
            let _ = checkpoint(&self.db);
        }
    }

    /// Looks whether there is room again, and whether a store that failed can be written.
    fn tick(&mut self) {
        self.ticks = self.ticks.wrapping_add(1);
        let seldom = self.ticks.is_multiple_of(SELDOM);
        if self.health.is_full() {
            let has_room =
                self.has_room_inside() || self.reserve.is_there() || (seldom && self.reserve.set_aside());
            if has_room && self.can_write() && self.can_take_in() {
                self.health.make_room();
            }
        } else if self.health.has_failed() {
            let _ = self.probe();
        } else if seldom && self.lock.is_some() {
            // Where events are taken in again by the room inside, there is none in reserve yet.
            self.reserve.set_aside();
        }
    }

    /// Whether there is room for what comes in, and for finishing what is under way.
    pub(super) fn has_room(&self) -> bool {
        self.reserve.set_aside() || self.has_room_inside()
    }

    /// Whether the database itself has as much free as would be set aside: what was purged left it there, and
    /// the disk sees nothing of it.
    fn has_room_inside(&self) -> bool {
        let number = |name| self.db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap_or(0);
        let free = number("freelist_count").saturating_mul(number("page_size"));
        free > 0 && free.cast_unsigned() >= self.reserve.bytes()
    }

    /// Whether the database has room for its log, and some more for what is under way. A log that it has no room for
    /// could never start again from its beginning.
    fn can_take_in(&self) -> bool {
        can_take_in_its_log(&self.db, self.reserve.bytes() / 4)
    }

    /// Whether something can be committed. The log starts again from its beginning before, where it may: on a
    /// full disk it cannot grow.
    fn can_write(&mut self) -> bool {
        let _ = checkpoint(&self.db);
        self.probe() == Ok(())
    }

    fn probe(&mut self) -> Result<(), StoreError> {
        let (probe, _) = Request::order(Kind::Work, |db: &Ledger| {
            db.execute("UPDATE tally SET probe = probe + 1", []).map_err(Fault::from)
        });
        self.attempt(&mut [probe])
    }
}
