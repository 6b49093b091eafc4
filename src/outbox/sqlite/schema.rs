//! The tables, how they came to be, and how each connection is set up.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::checkpoint::BUSY;
use super::fault::fault_of;
use crate::outbox::StoreError;

/// "tlal": says that a file is an outbox.
const APPLICATION: i64 = 0x746c_616c;

/// SQLite from 3.7.0 to 3.51.2 can corrupt a database in WAL mode when a second connection runs a checkpoint.
const SOUND_SQLITE: i32 = 3_051_003;

/// Bytes of a page of a new database; one that has tables keeps its own. A packed body takes 1 to 3 kB, so that pages
/// of 4 kB, which SQLite would make, are half empty.
const PAGE: i64 = 8192;

/// One step a version. A step that was released is never changed; what is to be different is a new step.
const STEPS: [&str; 5] = [
    "
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    event TEXT NOT NULL,
    order_number TEXT,
    site_domain TEXT NOT NULL,
    receiver TEXT,
    dedupe_key BLOB NOT NULL,
    accepted_at INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    kept INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL,
    channel TEXT,
    attempts INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    round INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    lease_until INTEGER,
    begun INTEGER NOT NULL,
    tried TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    cause_code TEXT,
    cause_detail TEXT,
    provider_id TEXT
) STRICT;
CREATE INDEX entry_same ON entry (dedupe_key);
CREATE INDEX entry_order ON entry (order_number) WHERE order_number IS NOT NULL;
CREATE INDEX entry_receiver ON entry (receiver) WHERE receiver IS NOT NULL;
CREATE INDEX entry_waiting ON entry (channel, due_at) WHERE state IN ('accepted', 'due');
CREATE INDEX entry_expiring ON entry (expires_at) WHERE state IN ('accepted', 'due');
CREATE INDEX entry_sending ON entry (lease_until) WHERE state = 'sending';
CREATE INDEX entry_dead ON entry (id) WHERE state = 'dead';
CREATE INDEX entry_kept ON entry (ended_at) WHERE ended_at IS NOT NULL AND kept = 1;
CREATE INDEX entry_forgotten ON entry (ended_at) WHERE ended_at IS NOT NULL AND kept = 0;
-- Bodies and messages stand apart: an entry changes several times, they do not.
CREATE TABLE body (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE message (seq INTEGER PRIMARY KEY, message BLOB NOT NULL) STRICT;
CREATE TABLE attempt (
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    channel TEXT NOT NULL,
    at INTEGER NOT NULL,
    cause_code TEXT NOT NULL,
    cause_detail TEXT NOT NULL,
    PRIMARY KEY (seq, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE opt_out (
    channel TEXT NOT NULL,
    receiver TEXT NOT NULL,
    at INTEGER NOT NULL,
    cause_code TEXT NOT NULL,
    cause_detail TEXT NOT NULL,
    PRIMARY KEY (channel, receiver)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE tally (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    quarantine_entries INTEGER NOT NULL,
    quarantine_bytes INTEGER NOT NULL,
    probe INTEGER NOT NULL
) STRICT;
INSERT INTO tally VALUES (1, 0, 0, 0);
",
    "
-- Figures are asked for all the time; counting entries would take longer the more there are.
CREATE TABLE state_count (state TEXT PRIMARY KEY, entries INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO state_count SELECT state, count(*) FROM entry GROUP BY state;
CREATE INDEX entry_live ON entry (accepted_at) WHERE ended_at IS NULL;
ALTER TABLE tally ADD COLUMN opt_outs INTEGER NOT NULL DEFAULT 0;
UPDATE tally SET opt_outs = (SELECT count(*) FROM opt_out);
CREATE INDEX quarantine_at ON quarantine (at);
-- A provider's name for a message may be made of the receiver's number, and is forgotten with it.
UPDATE entry SET provider_id = NULL WHERE kept = 0;
",
    "
-- What begins with a hash or a phone number lies anywhere in its index, so that each event that is taken in writes a
-- page of its own there. Order numbers of one time lie together, and the same event is of the same order (events of no order
-- still lie anywhere); who is to receive is looked for by people only, and stands in the index from the first time that the
-- entry is handed out.
DROP INDEX entry_same;
DROP INDEX entry_order;
DROP INDEX entry_receiver;
CREATE INDEX entry_order ON entry (order_number, dedupe_key);
CREATE INDEX entry_receiver ON entry (receiver) WHERE receiver IS NOT NULL AND state <> 'accepted';
-- What is delivered at once never waits for another time, and is in neither of these.
DROP INDEX entry_live;
DROP INDEX entry_expiring;
CREATE INDEX entry_due ON entry (accepted_at) WHERE state = 'due';
CREATE INDEX entry_expiring ON entry (expires_at) WHERE state = 'due';
",
    "
-- What was never handed out is looked for by itself, and what was started again may be much.
DROP INDEX entry_waiting;
CREATE INDEX entry_waiting ON entry (channel, state, due_at) WHERE state IN ('accepted', 'due');
",
    "
-- Bodies and messages may be packed with a dictionary, which earlier versions do not know.
",
];

/// Sets a connection up. `FULL` because `NORMAL` loses acknowledged events when the power fails;
/// `secure_delete` because what is forgotten is not to be found in the file. Plans are stable, whatever the values,
/// because a statement whose plan may hang on a value is else prepared again for each.
pub(super) fn prepare(db: &Connection) -> Result<(), StoreError> {
    let set_up = || {
        db.busy_timeout(BUSY)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        db.set_prepared_statement_cache_capacity(96);
        db.pragma_update(None, "page_size", PAGE)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;
             PRAGMA journal_size_limit = 134217728; PRAGMA cache_size = -16384; PRAGMA trusted_schema = OFF;
             PRAGMA secure_delete = ON;",
        )
    };
    set_up().map_err(|error| fault_of(&error))
}

/// Refuses a SQLite that is known to lose data.
pub(super) fn check_library() -> Result<(), StoreError> {
    let version = rusqlite::version_number();
    if version < SOUND_SQLITE {
        let message =
            format!("SQLite {} can corrupt its database; 3.51.3 or later is needed", rusqlite::version());
        return Err(StoreError::Foreign(message));
    }
    Ok(())
}

/// Which step the file is at.
///
/// # Errors
/// [`StoreError::Foreign`] for a database of another program or a later version.
pub(super) fn version(db: &Connection) -> Result<usize, StoreError> {
    let found = || -> rusqlite::Result<(i64, usize, i64)> {
        let application = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((application, usize::try_from(version).unwrap_or(usize::MAX), tables))
    };
    let (application, version, tables) = found().map_err(|error| fault_of(&error))?;
    if application != APPLICATION && (version > 0 || tables > 0) {
        return Err(StoreError::Foreign("the file is a database of another program".to_owned()));
    }
    if version > STEPS.len() {
        let path = db.path().filter(|path| !path.is_empty()).unwrap_or("the store");
        let message = format!(
            "{path} was written by a later version of tellal: its form is {version}, and this version knows forms \
             up to {}; use that version, or the backup from before the upgrade",
            STEPS.len()
        );
        return Err(StoreError::Foreign(message));
    }
    Ok(version)
}

/// Whether no step is missing.
pub(super) fn is_current(db: &Connection) -> Result<bool, StoreError> {
    Ok(version(db)? == STEPS.len())
}

/// Makes the tables, or brings those of an earlier version up to date.
pub(super) fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    migrate_to(db, STEPS.len())
}

fn migrate_to(db: &mut Connection, last: usize) -> Result<(), StoreError> {
    let version = version(db)?;
    for (step, sql) in STEPS.iter().enumerate().take(last).skip(version) {
        let run = |db: &mut Connection| {
            let step_up = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            step_up.execute_batch(sql)?;
            step_up.pragma_update(None, "application_id", APPLICATION)?;
            step_up.pragma_update(None, "user_version", i64::try_from(step + 1).unwrap_or(i64::MAX))?;
            step_up.commit()
        };
        run(db).map_err(|error| fault_of(&error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store as the first version left it.
    const OF_THE_FIRST: &str = "
        INSERT INTO entry (id, event, site_domain, dedupe_key, accepted_at, request_id, kept, state, attempts,
            tries, lapses, round, fence, begun, tried, due_at, expires_at, ended_at, provider_id)
        VALUES (x'01', 'order_delivered', '', x'', 10, '', 1, 'due', 0, 0, 0, 0, 0, 0, '', 0, 0, NULL, 'a'),
               (x'02', 'order_delivered', '', x'', 20, '', 1, 'due', 0, 0, 0, 0, 0, 0, '', 0, 0, NULL, NULL),
               (x'03', 'order_delivered', '', x'', 30, '', 1, 'dead', 0, 0, 0, 0, 0, 0, '', 0, 0, 50, 'b'),
               (x'04', 'order_delivered', '', x'', 30, '', 0, 'dead', 0, 0, 0, 0, 0, 0, '', 0, 0, 50, 'c');
        INSERT INTO opt_out VALUES ('sms', '+905551234567', 0, 'asked', '');";

    #[test]
    fn a_store_of_the_first_version_is_brought_up_to_date() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate_to(&mut db, 1).unwrap();
        db.execute_batch(OF_THE_FIRST).unwrap();
        assert_eq!(is_current(&db), Ok(false));
        migrate(&mut db).unwrap();
        assert_eq!(is_current(&db), Ok(true));
        let stats = super::super::people::stats(&db).map_err(StoreError::from).unwrap();
        let states = [(crate::outbox::State::Due, 2), (crate::outbox::State::Dead, 2)];
        assert_eq!(stats.states, states.into());
        assert_eq!((stats.oldest_waiting, stats.opt_outs), (Some(crate::clock::from_millis(10)), 1));
        let names: Vec<Option<String>> = db
            .prepare("SELECT provider_id FROM entry ORDER BY seq")
            .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
            .unwrap();
        let kept = |name: &str| Some(name.to_owned());
        assert_eq!(names, [kept("a"), None, kept("b"), None], "what was forgotten has no name either");
        migrate(&mut db).unwrap();
    }
}
