//! Entries as rows, and rows as entries.

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::fault::Fault;
use super::ledger::Ledger;
use super::packing::unpack;
use crate::clock::from_millis;
use crate::event::EventKind;
use crate::outbox::{Attempt, Cause, Entry, EntryId, Lease, Progress, ReceiverKey, State};
use crate::provider::ProviderId;
use crate::recipient::channel::Channel;

/// The columns of an entry, in the order in which [`entry_of`] reads them.
pub(super) const COLUMNS: &str = "seq, id, event, order_number, site_domain, receiver, accepted_at, request_id, \
     provider_id, state, channel, attempts, tries, lapses, round, fence, lease_until, begun, tried, \
     due_at, expires_at, ended_at, cause_code, cause_detail";

/// What the column `begun` is made of.
const BEGUN: i64 = 1;
const WITHDRAWN: i64 = 2;

/// An entry and the number of its row.
pub(super) struct Found {
    pub(super) seq: i64,
    pub(super) entry: Entry,
    /// Where it stood when it was read.
    was: State,
}

/// What a column says, or that it says nothing that this program ever writes.
fn named<T>(row: &Row, column: usize, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    read(text).ok_or_else(|| {
        let why = "not a name that this program knows".into();
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why)
    })
}

pub(super) fn entry_of(row: &Row) -> rusqlite::Result<Found> {
    let time = |column| row.get(column).map(from_millis);
    let maybe_time = |column| row.get::<_, Option<i64>>(column).map(|millis| millis.map(from_millis));
    let begun: i64 = row.get(17)?;
    let lease = maybe_time(16)?.map(|until| Lease {
        until,
        begun: begun & BEGUN != 0,
        withdrawn: begun & WITHDRAWN != 0,
    });
    let channel = match row.get_ref(10)?.as_str_or_null()? {
        Some(_) => Some(named(row, 10, Channel::from_name)?),
        None => None,
    };
    let cause = row.get::<_, Option<String>>(22)?;
    let detail = row.get::<_, Option<String>>(23)?.unwrap_or_default();
    let was = named(row, 9, State::from_name)?;
    let progress = Progress {
        state: was,
        channel,
        attempts: row.get(11)?,
        tries: row.get(12)?,
        lapses: row.get(13)?,
        round: row.get(14)?,
        fence: row.get::<_, i64>(15)?.cast_unsigned(),
        lease,
        tried: named(row, 18, channels)?,
        due_at: time(19)?,
        expires_at: time(20)?,
        ended_at: maybe_time(21)?,
        cause: cause.map(|code| Cause { code, detail }),
    };
    let receiver: Option<String> = row.get(5)?;
    let entry = Entry {
        id: EntryId::from_bytes(row.get(1)?),
        event: named(row, 2, EventKind::from_name)?,
        order_number: row.get(3)?,
        site_domain: row.get(4)?,
        receiver: receiver.map(|text| ReceiverKey::stored(&text)),
        accepted_at: time(6)?,
        request_id: row.get(7)?,
        provider_id: row.get::<_, Option<String>>(8)?.map(ProviderId::new),
        progress,
    };
    Ok(Found { seq: row.get(0)?, entry, was })
}

fn channels(text: &str) -> Option<Vec<Channel>> {
    text.split_terminator(',').map(Channel::from_name).collect()
}

/// One entry, by its name.
pub(super) fn find(db: &Connection, id: EntryId) -> Result<Option<Found>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id.as_bytes()], entry_of).optional()?)
}

/// One entry, by the number of its row.
pub(super) fn at(db: &Connection, seq: i64) -> Result<Option<Found>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE seq = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([seq], entry_of).optional()?)
}

/// One entry, by the number of its row; `None` also for one that cannot be read, which is then given up.
pub(super) fn readable_at(db: &Ledger, seq: i64, now: Timestamp) -> Result<Option<Found>, Fault> {
    match at(db, seq) {
        Err(fault) if fault.is_damage() => give_up(db, seq, now).map(|()| None),
        found => found,
    }
}

/// Ends an entry that cannot be read. Left as it is, it would come up for ever; a version that can read it may
/// redrive it.
pub(super) fn give_up(db: &Ledger, seq: i64, now: Timestamp) -> Result<(), Fault> {
    let was: String =
        db.prepare_cached("SELECT state FROM entry WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?;
    db.prepare_cached(
        "UPDATE entry SET state = 'dead', fence = fence + 1, lease_until = NULL, begun = 0, ended_at = ?2,
             cause_code = 'unreadable', cause_detail = 'this version of tellal cannot read it'
         WHERE seq = ?1",
    )?
    .execute((seq, now.as_millisecond()))?;
    db.moves(State::from_name(&was), Some(State::Dead));
    Ok(())
}

/// The numbers of the rows that a query selects.
pub(super) fn numbers(db: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<i64>, Fault> {
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map(values, |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Writes how far an entry has come.
pub(super) fn save(db: &Ledger, found: &Found) -> Result<(), Fault> {
    db.moves(Some(found.was), Some(found.entry.progress.state));
    let Progress { cause, lease, .. } = &found.entry.progress;
    let progress = &found.entry.progress;
    let tried: Vec<&str> = progress.tried.iter().map(|channel| channel.as_str()).collect();
    let mut statement = db.prepare_cached(
        "UPDATE entry SET state = :state, channel = :channel, attempts = :attempts, tries = :tries,
             lapses = :lapses, round = :round, fence = :fence, lease_until = :lease_until,
             begun = :begun, tried = :tried, due_at = :due_at, expires_at = :expires_at,
             ended_at = :ended_at, cause_code = :cause_code, cause_detail = :cause_detail,
             provider_id = :provider_id
         WHERE seq = :seq",
    )?;
    statement.execute(named_params! {
        ":state": progress.state.as_str(),
        ":channel": progress.channel.map(Channel::as_str),
        ":attempts": progress.attempts,
        ":tries": progress.tries,
        ":lapses": progress.lapses,
        ":round": progress.round,
        ":fence": progress.fence.cast_signed(),
        ":lease_until": lease.map(|lease| lease.until.as_millisecond()),
        ":begun": lease.map_or(0, |lease| {
            i64::from(lease.begun) * BEGUN + i64::from(lease.withdrawn) * WITHDRAWN
        }),
        ":tried": tried.join(","),
        ":due_at": progress.due_at.as_millisecond(),
        ":expires_at": progress.expires_at.as_millisecond(),
        ":ended_at": progress.ended_at.map(Timestamp::as_millisecond),
        ":cause_code": cause.as_ref().map(|cause| &cause.code),
        ":cause_detail": cause.as_ref().map(|cause| &cause.detail),
        ":provider_id": found.entry.provider_id.as_ref().map(ProviderId::reveal),
        ":seq": found.seq,
    })?;
    Ok(())
}

pub(super) fn save_attempt(db: &Connection, seq: i64, attempt: &Attempt) -> Result<(), Fault> {
    let Attempt { number, channel, at, cause } = attempt;
    db.prepare_cached("INSERT OR REPLACE INTO attempt VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute((
        seq,
        number,
        channel.as_str(),
        at.as_millisecond(),
        &cause.code,
        &cause.detail,
    ))?;
    Ok(())
}

pub(super) fn attempts(db: &Connection, seq: i64) -> Result<Vec<Attempt>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT number, channel, at, cause_code, cause_detail FROM attempt WHERE seq = ?1 ORDER BY number",
    )?;
    let found = statement.query_map([seq], |row| {
        Ok(Attempt {
            number: row.get(0)?,
            channel: named(row, 1, Channel::from_name)?,
            at: from_millis(row.get(2)?),
            cause: Cause { code: row.get(3)?, detail: row.get(4)? },
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// A stored body or message.
pub(super) fn blob(db: &Connection, sql: &str, key: i64) -> Result<Option<Vec<u8>>, Fault> {
    let found: Option<Vec<u8>> = db.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
    found.map(|packed| unpack(&packed)).transpose()
}

pub(super) const BODY: &str = "SELECT body FROM body WHERE seq = ?1";
pub(super) const MESSAGE: &str = "SELECT message FROM message WHERE seq = ?1";

pub(super) fn keep_message(db: &Connection, seq: i64, packed: &[u8]) -> Result<(), Fault> {
    db.prepare_cached("INSERT OR REPLACE INTO message VALUES (?1, ?2)")?.execute((seq, packed))?;
    Ok(())
}

pub(super) fn drop_message(db: &Connection, seq: i64) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM message WHERE seq = ?1")?.execute([seq])?;
    Ok(())
}
