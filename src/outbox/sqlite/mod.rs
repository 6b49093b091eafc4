//! The outbox in a SQLite file.
//!
//! One thread writes ([`writer`]), one runs checkpoints ([`checkpoint`]), one reads for delivery and one for
//! people. The file is served by one process at a time; tools may look into it and change single entries meanwhile.

mod checkpoint;
mod fault;
mod file;
mod health;
mod ledger;
mod packing;
mod people;
mod reader;
mod rows;
mod schema;
mod take_in;
#[cfg(test)]
mod tests;
mod work;
mod writer;

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc as blocking;
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use tokio::sync::{Notify, mpsc};

use self::fault::{Fault, fault_of};
use self::health::Health;
use self::ledger::Ledger;
use self::reader::Reader;
use self::work::Packed;
use self::writer::{Kind, Message, Request, WAITING, Writer};
use super::{
    Accepted, Begun, Cause, Claim, Claims, Each, Entry, EntryId, Filter, Intake, NewEntry, OptOut,
    OutboxConfig, Pending, Progress, ReceiverKey, Refused, RefusedId, Report, Shown, Stats, Store,
    StoreError, Swept, Ticket, Written,
};
use crate::clock::{Clock, SystemClock};
use crate::recipient::channel::Channel;

/// When it is dropped, so long is waited for what is still being written. A disk that hangs is not to keep the
/// process, and what was acknowledged is on it.
const AT_THE_END: Duration = Duration::from_millis(500);

/// The outbox in a SQLite file.
///
/// ```
/// use tellal::outbox::{Intake, OutboxConfig, SqliteStore, Store};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("tellal.db");
/// let store = SqliteStore::open(&path, OutboxConfig::default(), &tellal::clock::SystemClock)?;
/// assert!(store.ready().is_ok());
///
/// let again = SqliteStore::open(&path, OutboxConfig::default(), &tellal::clock::SystemClock);
/// assert_eq!(again.unwrap_err().code(), "store_in_use");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SqliteStore {
    config: Arc<OutboxConfig>,
    // Without anybody to ask them the threads end, and with the writer goes the lock.
    writer: Option<mpsc::Sender<Message>>,
    /// For delivery, which never waits behind people.
    reader: Option<Reader>,
    people: Option<Reader>,
    stop_checkpoints: Option<blocking::Sender<()>>,
    threads: Vec<JoinHandle<()>>,
    changed: Arc<Notify>,
    health: Arc<Health>,
    recovered: Vec<Entry>,
}

impl SqliteStore {
    /// Opens, or makes, the outbox in order to serve it. What a process that was killed had in hand is taken
    /// back at once.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process serves it, [`StoreError::Foreign`] for a file of another
    /// program or a later version, and what the disk says.
    pub fn open(path: impl AsRef<Path>, config: OutboxConfig, clock: &dyn Clock) -> Result<Self, StoreError> {
        let path = path.as_ref();
        file::create_private(path)?;
        let lock = file::Lock::take(path)?;
        let mut db = Self::connect(path)?;
        schema::migrate(&mut db)?;
        let db = Ledger::new(db);
        let lapse = || {
            db.begin()?;
            let recovered = work::lapse_all(&db, clock.now(), crate::clock::chance(), &config.rules)?;
            db.commit()?;
            Ok::<_, Fault>(recovered)
        };
        let recovered = lapse()?;
        let mut store = Self::start(path, db, config, Some(lock))?;
        store.recovered = recovered;
        Ok(store)
    }

    /// What a process that was killed had in hand, as it stands now.
    pub fn recovered(&self) -> &[Entry] {
        &self.recovered
    }

    /// Opens an outbox that another process may be serving, to look into it and to change single entries.
    ///
    /// # Errors
    /// As [`SqliteStore::open`], but for [`StoreError::InUse`]; and [`StoreError::Foreign`] while an earlier
    /// version serves it, whose file is not to be changed beneath it.
    pub fn open_beside(path: impl AsRef<Path>, config: OutboxConfig) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(StoreError::Unavailable(format!("there is no outbox at {}", path.display())));
        }
        let mut db = Self::connect(path)?;
        if !schema::is_current(&db)? {
            let _lock = file::Lock::take(path).map_err(|error| match error {
                StoreError::InUse(path) => StoreError::Foreign(format!(
                    "{path} has an earlier form, and an earlier version of tellal is serving it: use that \
                     version's commands, or restart the server with this version"
                )),
                error => error,
            })?;
            schema::migrate(&mut db)?;
        }
        Self::start(path, Ledger::new(db), OutboxConfig { reserve_bytes: 0, ..config }, None)
    }

    fn connect(path: &Path) -> Result<Connection, StoreError> {
        schema::check_library()?;
        let db = Connection::open(path).map_err(|error| fault_of(&error))?;
        // Nothing is changed in a file of somebody else's, not even how it is written.
        schema::version(&db)?;
        schema::prepare(&db)?;
        Ok(db)
    }

    fn start(
        path: &Path,
        db: Ledger,
        config: OutboxConfig,
        lock: Option<file::Lock>,
    ) -> Result<Self, StoreError> {
        let (health, written) = (Arc::new(Health::default()), Arc::new(AtomicU64::new(0)));
        let reserve = file::Reserve::beside(path, config.reserve_bytes);
        let mut threads = Vec::new();
        let mut spawn = |name: &str, run: Box<dyn FnOnce() + Send>| {
            let thread = std::thread::Builder::new().name(name.to_owned()).spawn(run);
            let failed = |error| StoreError::Unavailable(format!("cannot start a thread: {error}"));
            thread.map(|thread| threads.push(thread)).map_err(failed)
        };
        let (sender, messages) = mpsc::channel(WAITING);
        let (checkpoints, reads) = (Self::connect(path)?, Self::connect(path)?);
        let people = Self::connect(path)?;
        let (state, done) = (Arc::clone(&health), Arc::clone(&written));
        let look_at = Duration::ZERO;
        let writer = Writer { db, reserve, health: state, written: done, ticks: 0, look_at, lock };
        if writer.lock.is_some() && !writer.has_room() {
            health.fill_up();
        }
        spawn("outbox-writer", Box::new(move || writer.run(messages)))?;
        let (stop_checkpoints, stop) = blocking::channel();
        let weak = sender.downgrade();
        let run = move || checkpoint::run(&checkpoints, &written, &weak, &stop);
        spawn("outbox-checkpoint", Box::new(run))?;
        let (reader, run) = Reader::new(reads);
        spawn("outbox-reader", run)?;
        let (people, run) = Reader::new(people);
        spawn("outbox-people", run)?;
        Ok(Self {
            config: Arc::new(config),
            writer: Some(sender),
            reader: Some(reader),
            people: Some(people),
            stop_checkpoints: Some(stop_checkpoints),
            threads,
            changed: Arc::default(),
            health,
            recovered: Vec::new(),
        })
    }

    /// Asks the writer.
    fn write<T: Send + 'static>(
        &self,
        kind: Kind,
        run: impl FnMut(&Ledger) -> Result<T, Fault> + Send + 'static,
    ) -> Pending<'_, T> {
        Box::pin(async move {
            let gone = || StoreError::Unavailable("the writer has ended".to_owned());
            let writer = self.writer.as_ref().ok_or_else(gone)?;
            let (order, answer) = Request::order(kind, run);
            if kind == Kind::Intake {
                // Whoever brings something new is told at once; what is under way may wait its turn.
                writer.try_send(Message::Order(order)).map_err(|_| {
                    StoreError::Unavailable("too many requests are waiting for the disk".to_owned())
                })?;
            } else {
                writer.send(Message::Order(order)).await.map_err(|_| gone())?;
            }
            answer.await.map_err(|_| gone())?
        })
    }

    /// Asks the writer, and says afterwards that something may have become due.
    fn change<T: Send + 'static>(
        &self,
        kind: Kind,
        run: impl FnMut(&Ledger) -> Result<T, Fault> + Send + 'static,
    ) -> Pending<'_, T> {
        Box::pin(async move {
            let answer = self.write(kind, run).await;
            self.changed.notify_one();
            answer
        })
    }

    /// Asks for people.
    fn look<T: Send + 'static>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Pending<'_, T> {
        Self::read(self.people.as_ref(), run)
    }

    fn read<T: Send + 'static>(
        reader: Option<&Reader>,
        run: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Pending<'_, T> {
        Box::pin(async move {
            let gone = || StoreError::Unavailable("the reader has ended".to_owned());
            reader.ok_or_else(gone)?.ask(run)?.await.map_err(|_| gone())?
        })
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        (self.writer, self.reader, self.people, self.stop_checkpoints) = (None, None, None, None);
        let since = SystemClock.elapsed();
        while self.threads.iter().any(|thread| !thread.is_finished())
            && SystemClock.elapsed().saturating_sub(since) < AT_THE_END
        {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore").field("state", &self.ready()).finish_non_exhaustive()
    }
}

fn pack(written: Written) -> Packed {
    let Written { channel, receiver, message } = written;
    Packed { channel, receiver, message: packing::pack(&message) }
}

impl Intake for SqliteStore {
    fn accept(&self, mut entry: NewEntry) -> Pending<'_, Accepted> {
        let config = Arc::clone(&self.config);
        // The writer needs only what is packed, and memory goes back cheapest to the thread that took it.
        let packed = packing::pack(&std::mem::take(&mut entry.body));
        self.change(Kind::Intake, move |db| take_in::accept(db, &entry, &packed, &config))
    }

    fn quarantine(&self, refused: Refused) -> Pending<'_, RefusedId> {
        let config = Arc::clone(&self.config);
        let packed = packing::pack(&refused.body);
        self.write(Kind::Intake, move |db| take_in::quarantine(db, &refused, &packed, &config))
    }

    fn ready(&self) -> Result<(), StoreError> {
        if self.writer.as_ref().is_none_or(mpsc::Sender::is_closed) {
            return Err(StoreError::Unavailable("the writer has ended".to_owned()));
        }
        self.health.state(SystemClock.elapsed())
    }
}

impl Store for SqliteStore {
    fn claim(&self, claim: Claim) -> Pending<'_, Claims> {
        let config = Arc::clone(&self.config);
        self.write(Kind::Work, move |db| work::claim(db, &claim, &config.rules))
    }

    fn begin(&self, ticket: Ticket, written: Written) -> Pending<'_, Begun> {
        let packed = pack(written);
        self.write(Kind::Work, move |db| work::begin(db, ticket, &packed))
    }

    fn hand_back(&self, ticket: Ticket, written: Option<Written>) -> Pending<'_, ()> {
        let packed = written.map(pack);
        self.write(Kind::Work, move |db| work::hand_back(db, ticket, packed.as_ref()))
    }

    fn record(&self, ticket: Ticket, report: Report) -> Pending<'_, Progress> {
        let config = Arc::clone(&self.config);
        self.write(Kind::Work, move |db| work::record(db, ticket, &report, &config.rules))
    }

    fn changed(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.changed.notified())
    }

    fn opted_out(&self, of: Vec<(Channel, ReceiverKey)>) -> Pending<'_, Vec<Channel>> {
        Self::read(self.reader.as_ref(), move |db| {
            let mut out = Vec::new();
            for (channel, receiver) in of {
                if work::has_opted_out(db, channel, &receiver)? {
                    out.push(channel);
                }
            }
            Ok(out)
        })
    }

    fn opt_out_add(&self, opt_out: OptOut) -> Pending<'_, ()> {
        self.write(Kind::Work, move |db| work::opt_out_add(db, &opt_out))
    }

    fn opt_out_remove(&self, channel: Channel, receiver: ReceiverKey) -> Pending<'_, bool> {
        self.write(Kind::Work, move |db| work::opt_out_remove(db, channel, &receiver))
    }

    fn opt_out_list(&self, limit: Option<usize>) -> Pending<'_, Vec<OptOut>> {
        self.look(move |db| people::opt_outs(db, limit))
    }

    fn list(&self, filter: Filter) -> Pending<'_, Vec<Entry>> {
        self.look(move |db| people::list(db, &filter))
    }

    fn show(&self, id: EntryId) -> Pending<'_, Option<Shown>> {
        self.look(move |db| people::show(db, id))
    }

    fn redrive(&self, ids: Vec<EntryId>, now: Timestamp) -> Pending<'_, Each> {
        let config = Arc::clone(&self.config);
        self.change(Kind::Work, move |db| {
            ids.iter().map(|id| Ok((*id, people::redrive(db, *id, now, &config)?))).collect()
        })
    }

    fn cancel(&self, ids: Vec<EntryId>, cause: Cause, now: Timestamp) -> Pending<'_, Each> {
        self.write(Kind::Work, move |db| {
            ids.iter().map(|id| Ok((*id, people::cancel(db, *id, &cause, now)?))).collect()
        })
    }

    fn purge(&self, ids: Vec<EntryId>) -> Pending<'_, usize> {
        self.write(Kind::Work, move |db| people::purge(db, &ids))
    }

    fn sweep(&self, now: Timestamp, chance: f64, holds: Vec<EntryId>) -> Pending<'_, Swept> {
        let config = Arc::clone(&self.config);
        self.write(Kind::Work, move |db| people::sweep(db, now, chance, &holds, &config))
    }

    fn stats(&self) -> Pending<'_, Stats> {
        self.look(people::stats)
    }

    fn quarantine_list(&self, limit: Option<usize>) -> Pending<'_, Vec<Refused>> {
        self.look(move |db| people::quarantine_list(db, limit))
    }

    fn quarantine_show(&self, id: RefusedId) -> Pending<'_, Option<Refused>> {
        self.look(move |db| people::quarantine_show(db, id))
    }

    fn quarantine_purge(&self, before: Timestamp) -> Pending<'_, usize> {
        self.write(Kind::Work, move |db| people::quarantine_purge(db, before))
    }
}
