//! Checkpoints, on a connection and a thread of their own. Who writes waits for their fsyncs alone.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::mpsc;

use super::fault::fault_of;
use super::file::{beside, room};
use super::writer::Message;
use crate::outbox::StoreError;

const PAUSE: Duration = Duration::from_millis(100);
/// So many pages (64 MiB) that the database has not yet are worth a checkpoint's two fsyncs.
const MANY: i64 = 16_384;
/// A checkpoint is made after so many pauses in any case, if anything was written.
const LONG: u32 = 10;
/// So many pauses between two looks at what was wrong.
const TICK: u32 = 10;
/// A log of so many pages (128 MiB) is to start again from its beginning. That needs a moment in which nobody
/// writes, which under load only the writer can make.
const LARGE: i64 = 32_768;
/// A file that is larger is cut off once there is nothing in it any more, and has not been much for a while. Else it
/// would keep, behind what few events write over, what was forgotten long ago; but to make it anew costs more than to
/// write over it.
const KEPT: u64 = 4 << 20;
/// So many pages in the log that the database has not yet are much.
const MUCH: i64 = 1_024;
/// So many pauses are a while.
const QUIET: u32 = 100;

/// The log.
#[derive(Debug, Clone, Copy, Default)]
struct Log {
    pages: i64,
    /// Those of which the database has what they say.
    moved: i64,
}

impl Log {
    fn ask(db: &Connection, mode: &str) -> rusqlite::Result<Self> {
        let sql = format!("PRAGMA wal_checkpoint({mode})");
        db.prepare_cached(&sql)?.query_row([], |row| Ok(Self { pages: row.get(1)?, moved: row.get(2)? }))
    }

    fn left(self) -> i64 {
        self.pages - self.moved
    }
}

/// Runs checkpoints until the other end of `stop` is dropped.
pub(super) fn run(
    db: &Connection,
    written: &Arc<AtomicU64>,
    writer: &mpsc::WeakSender<Message>,
    stop: &Receiver<()>,
) {
    let tell = |message| {
        if let Some(writer) = writer.upgrade() {
            let _ = writer.try_send(message);
        }
    };
    let (mut before, mut pauses, mut quiet, mut turn) = (0, 0, 0u32, 0u32);
    while stop.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
        let now = written.load(Ordering::Relaxed);
        let log = Log::ask(db, "NOOP").unwrap_or_default();
        pauses += 1;
        quiet = if log.left() > MUCH { 0 } else { quiet.saturating_add(1) };
        if log.left() >= MANY || (pauses >= LONG && log.left() > 0) {
            match checkpoint(db) {
                Ok(pages) if pages > LARGE => tell(Message::Rewind),
                Err(StoreError::Full) => tell(Message::Full),
                // One that fails otherwise is made up for by the next one.
                Ok(_) | Err(_) => {}
            }
            pauses = 0;
        } else if quiet > QUIET && now == before && log.left() == 0 && log_bytes(db) > KEPT {
            tell(Message::CutOff);
        }
        before = now;
        turn = turn.wrapping_add(1);
        if turn.is_multiple_of(TICK) {
            tell(Message::Tick);
        }
    }
}

/// Moves what it can from the log to the database, and answers how many pages the log has.
///
/// # Errors
/// [`StoreError::Full`] where the database finds no room for it, and what else the disk says.
pub(super) fn checkpoint(db: &Connection) -> Result<i64, StoreError> {
    if !can_take_in_its_log(db, 0) {
        // A part of it would use up the room, and the log could still not start again.
        return Err(StoreError::Full);
    }
    Log::ask(db, "PASSIVE").map(|log| log.pages).map_err(|error| fault_of(&error))
}

/// Cuts the log's file off, if all that is in it was moved and nobody reads it.
pub(super) fn cut_off(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::ZERO)?;
    let cut = Log::ask(db, "TRUNCATE");
    db.busy_timeout(BUSY)?;
    cut.map(|_| ())
}

/// How long a connection waits for another one.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// Whether there is room on the disk for as much as the database grows by when it takes in its log, and so much more.
/// Where the room cannot be known, it is believed to be there.
pub(super) fn can_take_in_its_log(db: &Connection, more: u64) -> bool {
    let number = |sql| -> rusqlite::Result<i64> { db.prepare_cached(sql)?.query_row([], |row| row.get(0)) };
    let Some(path) = db.path().map(Path::new) else { return true };
    let Some(room) = room(path) else { return true };
    let pages = number("PRAGMA page_count").unwrap_or_default();
    let size = pages.saturating_mul(number("PRAGMA page_size").unwrap_or_default()).cast_unsigned();
    size.saturating_sub(bytes_of(path)).saturating_add(more) <= room
}

fn log_bytes(db: &Connection) -> u64 {
    db.path().map_or(0, |path| bytes_of(&beside(Path::new(path), "-wal")))
}

fn bytes_of(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}
