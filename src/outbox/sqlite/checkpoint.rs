//! Checkpoints, on a connection and a thread of their own: who writes never waits for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::mpsc;

use super::writer::Message;

const PAUSE: Duration = Duration::from_millis(100);
/// After so many requests a checkpoint is worth its two fsyncs, for which all who write meanwhile wait.
const MANY: u64 = 10_000;
/// A checkpoint is made after so many pauses in any case, if anything was written.
const LONG: u32 = 10;
/// So many pauses between two looks at what was wrong.
const TICK: u32 = 10;
/// A log of so many pages (128 MiB) is to start again from its beginning. That needs a moment in which nobody
/// writes, which under load only the writer can make.
const LARGE: i64 = 32_768;

/// Runs checkpoints until the other end of `stop` is dropped.
pub(super) fn run(
    db: &Connection,
    written: &Arc<AtomicU64>,
    writer: &mpsc::WeakSender<Message>,
    stop: &Receiver<()>,
) {
    let (mut done, mut pauses, mut turn) = (0, 0, 0u32);
    while stop.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
        let now = written.load(Ordering::Relaxed);
        pauses += 1;
        if now - done >= MANY || (pauses >= LONG && now > done) {
            // A checkpoint that fails is made up for by the next one.
            let pages = checkpoint(db).unwrap_or_default();
            if pages > LARGE
                && let Some(writer) = writer.upgrade()
            {
                let _ = writer.try_send(Message::Rewind);
            }
            (done, pauses) = (now, 0);
        }
        turn = turn.wrapping_add(1);
        if turn.is_multiple_of(TICK)
            && let Some(writer) = writer.upgrade()
        {
            let _ = writer.try_send(Message::Tick);
        }
    }
}

/// Moves what it can from the log to the database, and answers how many pages the log has.
pub(super) fn checkpoint(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("PRAGMA wal_checkpoint(PASSIVE)")?.query_row([], |row| row.get(1))
}
