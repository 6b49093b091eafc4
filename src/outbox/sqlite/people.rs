//! What people ask for: lists, one entry, redrive, cancel, purge; and the clearing away.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::fault::Fault;
use super::rows::{
    BODY, COLUMNS, MESSAGE, at, attempts, blob, drop_message, entry_of, find, numbers, save, unpack,
};
use super::take_in::release;
use super::work::{lapse, oldest_waiting};
use crate::clock::{earlier, from_millis};
use crate::outbox::{
    Cause, Entry, EntryId, Filter, OptOut, OutboxConfig, ReceiverKey, Refusal, Refused, RefusedId, Shown,
    State, Stats, Swept,
};
use crate::recipient::channel::Channel;

/// At most so many entries are cleared away in one transaction: those who deliver wait for it.
const SWEEP: i64 = 500;

/// The rows that a filter means, the newest first.
fn selection(filter: &Filter, columns: &str, ended: bool) -> (String, Vec<Value>) {
    let mut conditions: Vec<String> = Vec::new();
    let mut values = Vec::new();
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(format!("{condition} ?{}", values.len()));
    };
    if let Some(event) = filter.event {
        add("event =", Value::Text(event.as_str().to_owned()));
    }
    if let Some(number) = &filter.order_number {
        add("order_number =", Value::Text(number.clone()));
    }
    if let Some(receiver) = &filter.receiver {
        add("receiver =", Value::Text(receiver.reveal().to_owned()));
    }
    if let Some(before) = filter.before {
        add("accepted_at <", Value::Integer(before.as_millisecond()));
    }
    if let Some(id) = filter.older_than {
        add("id <", Value::Blob(id.as_bytes().to_vec()));
    }
    // States are written out, so that the small indexes of single states can serve.
    match filter.states.as_slice() {
        [] => {}
        [one] => conditions.push(format!("state = '{one}'")),
        several => {
            let names: Vec<String> = several.iter().map(|state| format!("'{state}'")).collect();
            conditions.push(format!("state IN ({})", names.join(", ")));
        }
    }
    if ended {
        conditions.push("ended_at IS NOT NULL".to_owned());
    }
    let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
    let limit = filter.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!("SELECT {columns} FROM entry WHERE {conditions} ORDER BY id DESC LIMIT {limit}");
    (sql, values)
}

pub(super) fn list(db: &Connection, filter: &Filter) -> Result<Vec<Entry>, Fault> {
    let (sql, values) = selection(filter, COLUMNS, false);
    let mut statement = db.prepare(&sql)?;
    let found = statement.query_map(params_from_iter(values), |row| Ok(entry_of(row)?.entry))?;
    Ok(found.collect::<Result<_, _>>()?)
}

pub(super) fn show(db: &Connection, id: EntryId) -> Result<Option<Shown>, Fault> {
    let Some(found) = find(db, id)? else { return Ok(None) };
    Ok(Some(Shown {
        body: blob(db, BODY, found.seq)?,
        message: blob(db, MESSAGE, found.seq)?,
        attempts: attempts(db, found.seq)?,
        entry: found.entry,
    }))
}

pub(super) fn redrive(
    db: &Connection,
    id: EntryId,
    now: Timestamp,
    config: &OutboxConfig,
) -> Result<Result<(), Refusal>, Fault> {
    let Some(mut found) = find(db, id)? else { return Ok(Err(Refusal::Unknown)) };
    if found.entry.progress.state.is_end() && blob(db, BODY, found.seq)?.is_none() {
        return Ok(Err(Refusal::Pruned));
    }
    let life = config.useful_life(found.entry.event);
    if let Err(refusal) = found.entry.progress.redrive(now, life) {
        return Ok(Err(refusal));
    }
    drop_message(db, found.seq)?;
    save(db, &found)?;
    Ok(Ok(()))
}

pub(super) fn cancel(
    db: &Connection,
    id: EntryId,
    cause: &Cause,
    now: Timestamp,
) -> Result<Result<(), Refusal>, Fault> {
    let Some(mut found) = find(db, id)? else { return Ok(Err(Refusal::Unknown)) };
    let withdrawn = found.entry.progress.withdraw(State::Cancelled, cause.clone(), now);
    if withdrawn.is_ok() {
        save(db, &found)?;
    }
    Ok(withdrawn)
}

/// Deletes ended entries that a filter means.
pub(super) fn purge(db: &Connection, filter: &Filter) -> Result<usize, Fault> {
    let (sql, values) = selection(filter, "seq", true);
    let rows = numbers(db, &sql, params_from_iter(values))?;
    delete(db, &rows)
}

fn delete(db: &Connection, rows: &[i64]) -> Result<usize, Fault> {
    for seq in rows {
        for table in ["body", "message", "attempt", "entry"] {
            db.prepare_cached(&format!("DELETE FROM {table} WHERE seq = ?1"))?.execute([seq])?;
        }
    }
    Ok(rows.len())
}

pub(super) fn sweep(
    db: &Connection,
    now: Timestamp,
    chance: f64,
    holds: &[EntryId],
    config: &OutboxConfig,
) -> Result<Swept, Fault> {
    let lapsed = lapse(db, now, chance, holds, &config.rules)?;
    let sql = "SELECT seq FROM entry WHERE state IN ('accepted', 'due') AND expires_at <= ?1
         ORDER BY expires_at LIMIT ?2";
    let expired = numbers(db, sql, (now.as_millisecond(), SWEEP))?;
    for seq in &expired {
        if let Some(mut found) = at(db, *seq)?
            && found.entry.progress.expire(now)
        {
            save(db, &found)?;
        }
    }
    let sql = "SELECT seq FROM entry WHERE ended_at IS NOT NULL AND kept = 1 AND ended_at <= ?1
         ORDER BY ended_at LIMIT ?2";
    let forgotten = numbers(db, sql, (earlier(now, config.keep_bodies).as_millisecond(), SWEEP))?;
    for seq in &forgotten {
        db.prepare_cached("DELETE FROM body WHERE seq = ?1")?.execute([seq])?;
        drop_message(db, *seq)?;
        db.prepare_cached("UPDATE entry SET receiver = NULL, kept = 0 WHERE seq = ?1")?.execute([seq])?;
    }
    let sql = "SELECT seq FROM entry WHERE ended_at IS NOT NULL AND kept = 0 AND ended_at <= ?1
         ORDER BY ended_at LIMIT ?2";
    let old = numbers(db, sql, (earlier(now, config.keep_entries).as_millisecond(), SWEEP))?;
    let deleted = delete(db, &old)?;
    Ok(Swept { expired: expired.len(), lapsed, forgotten: forgotten.len(), deleted })
}

pub(super) fn stats(db: &Connection) -> Result<Stats, Fault> {
    let mut statement = db.prepare_cached("SELECT state, count(*) FROM entry GROUP BY state")?;
    let counted = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
    let mut states = BTreeMap::new();
    for row in counted {
        let (name, count) = row?;
        let state = State::from_name(&name).ok_or_else(|| Fault::corrupt("an unknown state"))?;
        states.insert(state, count);
    }
    let count =
        |sql| db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0).map(i64::cast_unsigned));
    Ok(Stats {
        states,
        oldest_waiting: oldest_waiting(db)?,
        quarantined: count("SELECT quarantine_entries FROM tally")?,
        opt_outs: count("SELECT count(*) FROM opt_out")?,
    })
}

pub(super) fn opt_outs(db: &Connection, limit: Option<usize>) -> Result<Vec<OptOut>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT channel, receiver, at, cause_code, cause_detail FROM opt_out ORDER BY at DESC LIMIT ?1",
    )?;
    let mut rows = statement.query([limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX))])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let channel = Channel::from_name(&row.get::<_, String>(0)?);
        found.push(OptOut {
            channel: channel.ok_or_else(|| Fault::corrupt("an unknown channel"))?,
            receiver: ReceiverKey::stored(&row.get::<_, String>(1)?),
            at: from_millis(row.get(2)?),
            cause: Cause { code: row.get(3)?, detail: row.get(4)? },
        });
    }
    Ok(found)
}

pub(super) fn quarantine_list(db: &Connection, limit: Option<usize>) -> Result<Vec<Refused>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, at, request_id, code, detail, bytes FROM quarantine ORDER BY id DESC LIMIT ?1",
    )?;
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let found = statement.query_map([limit], refused_of)?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn refused_of(row: &Row) -> rusqlite::Result<Refused> {
    Ok(Refused {
        id: row.get(0)?,
        at: from_millis(row.get(1)?),
        request_id: row.get(2)?,
        code: row.get(3)?,
        detail: row.get(4)?,
        bytes: row.get::<_, i64>(5)?.cast_unsigned(),
        body: Vec::new(),
    })
}

pub(super) fn quarantine_show(db: &Connection, id: RefusedId) -> Result<Option<Refused>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, at, request_id, code, detail, bytes, body FROM quarantine WHERE id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let body = unpack(&row.get::<_, Vec<u8>>(6)?)?;
    Ok(Some(Refused { body, ..refused_of(row)? }))
}

pub(super) fn quarantine_purge(db: &Connection, before: Timestamp) -> Result<usize, Fault> {
    let old = numbers(db, "SELECT id FROM quarantine WHERE at < ?1", [before.as_millisecond()])?;
    for id in &old {
        release(db, *id)?;
    }
    Ok(old.len())
}
