//! What people ask for: lists, one entry, redrive, cancel, purge; and the clearing away.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::fault::Fault;
use super::ledger::Ledger;
use super::packing::unpack;
use super::rows::{
    BODY, COLUMNS, MESSAGE, attempts, blob, drop_message, entry_of, find, numbers, readable_at, save,
};
use super::take_in::release;
use super::work::lapse;
use crate::clock::{earlier, from_millis};
use crate::outbox::store::PART;
use crate::outbox::{
    Cause, Entry, EntryId, Filter, OptOut, OutboxConfig, ReceiverKey, Refusal, Refused, RefusedId, Shown,
    State, Stats, Swept,
};
use crate::recipient::channel::Channel;

/// The index of receivers has entries only once they were handed out. Those before it are few, unless nothing is
/// delivered at all; then they are gone through.
const OF_RECEIVER: &str = "seq IN (
     SELECT seq FROM entry WHERE receiver = ? AND state <> 'accepted'
     UNION ALL
     SELECT seq FROM entry INDEXED BY entry_waiting
     WHERE state IN ('accepted', 'due') AND channel IS NULL AND state = 'accepted' AND receiver = ?)";

/// The rows that a filter means, the newest first.
fn selection(filter: &Filter) -> (String, Vec<Value>) {
    let mut conditions: Vec<String> = Vec::new();
    let mut values = Vec::new();
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("?{}", values.len())));
    };
    if let Some(event) = filter.event {
        add("event = ?", Value::Text(event.as_str().to_owned()));
    }
    if let Some(number) = &filter.order_number {
        add("order_number = ?", Value::Text(number.clone()));
    }
    if let Some(receiver) = &filter.receiver {
        add(OF_RECEIVER, Value::Text(receiver.reveal().to_owned()));
    }
    if let Some(before) = filter.before {
        add("accepted_at < ?", Value::Integer(before.as_millisecond()));
    }
    if let Some(id) = filter.older_than {
        add("id < ?", Value::Blob(id.as_bytes().to_vec()));
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
    let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
    (format!("SELECT {COLUMNS} FROM entry WHERE {conditions} ORDER BY id DESC"), values)
}

pub(super) fn list(db: &Connection, filter: &Filter) -> Result<Vec<Entry>, Fault> {
    let (sql, values) = selection(filter);
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while filter.limit.is_none_or(|limit| found.len() < limit)
        && let Some(row) = rows.next()?
    {
        match entry_of(row).map_err(Fault::from) {
            Ok(one) => found.push(one.entry),
            // What only another version can read is left out, and counts for no page.
            Err(fault) if fault.is_damage() => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(found)
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
    db: &Ledger,
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
    db: &Ledger,
    id: EntryId,
    cause: &Cause,
    now: Timestamp,
) -> Result<Result<(), Refusal>, Fault> {
    let Some(mut found) = find(db, id)? else { return Ok(Err(Refusal::Unknown)) };
    let withdrawn = found.entry.progress.cancel(cause.clone(), now);
    if withdrawn.is_ok() {
        save(db, &found)?;
    }
    Ok(withdrawn)
}

/// Deletes those of these entries that have ended.
pub(super) fn purge(db: &Ledger, ids: &[EntryId]) -> Result<usize, Fault> {
    let mut ended = Vec::new();
    for id in ids {
        let sql = "SELECT seq FROM entry WHERE id = ?1 AND ended_at IS NOT NULL";
        ended.extend(numbers(db, sql, [id.as_bytes()])?);
    }
    delete(db, &ended)
}

fn delete(db: &Ledger, rows: &[i64]) -> Result<usize, Fault> {
    let mut deleted = 0;
    for seq in rows {
        for table in ["body", "message", "attempt"] {
            db.prepare_cached(&format!("DELETE FROM {table} WHERE seq = ?1"))?.execute([seq])?;
        }
        let state: Option<String> = db
            .prepare_cached("DELETE FROM entry WHERE seq = ?1 RETURNING state")?
            .query_row([seq], |row| row.get(0))
            .optional()?;
        // An entry may have been named twice.
        if let Some(state) = state {
            db.moves(State::from_name(&state), None);
            deleted += 1;
        }
    }
    Ok(deleted)
}

pub(super) fn sweep(
    db: &Ledger,
    now: Timestamp,
    chance: f64,
    holds: &[EntryId],
    config: &OutboxConfig,
) -> Result<Swept, Fault> {
    let before = |time| earlier(now, time).as_millisecond();
    let mut ended = lapse(db, now, chance, holds, &config.rules)?;
    let lapsed = ended.len();
    ended.retain(|entry| entry.progress.state.is_end());
    let expired = numbers(db, EXPIRED, (now.as_millisecond(), PART))?;
    for seq in &expired {
        if let Some(mut found) = readable_at(db, *seq, now)?
            && found.entry.progress.expire(now)
        {
            save(db, &found)?;
            ended.push(found.entry);
        }
    }
    ended.sort_unstable_by_key(|entry| entry.id);
    let sql = "SELECT seq FROM entry WHERE ended_at IS NOT NULL AND kept = 1 AND ended_at <= ?1
         ORDER BY ended_at LIMIT ?2";
    // An entry that goes altogether goes with its body.
    let forgotten = numbers(db, sql, (before(config.keep_bodies.min(config.keep_entries)), PART))?;
    for seq in &forgotten {
        forget(db, *seq)?;
    }
    let sql = "SELECT seq FROM entry WHERE ended_at IS NOT NULL AND kept = 0 AND ended_at <= ?1
         ORDER BY ended_at LIMIT ?2";
    let old = numbers(db, sql, (before(config.keep_entries), PART))?;
    let deleted = delete(db, &old)?;
    let refused = quarantine_purge(db, just_after(earlier(now, config.keep_bodies)))?;
    let (expired, forgotten) = (expired.len(), forgotten.len());
    let more = [expired, forgotten, deleted, refused].contains(&usize::from(PART));
    Ok(Swept { expired, lapsed, forgotten, deleted, refused, more, ended })
}

/// Of those that nobody has looked at only the first are looked at here, since no index has their ends: where more
/// wait, each ends when its turn comes, before anything is sent.
const EXPIRED: &str = "SELECT seq FROM (
     SELECT seq FROM (
         SELECT seq FROM entry WHERE state = 'due' AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
     UNION ALL SELECT seq FROM (
         SELECT seq, expires_at FROM entry INDEXED BY entry_waiting
         WHERE state IN ('accepted', 'due') AND channel IS NULL AND state = 'accepted' ORDER BY due_at LIMIT 1000)
     WHERE expires_at <= ?1) LIMIT ?2";

fn just_after(moment: Timestamp) -> Timestamp {
    from_millis(moment.as_millisecond().saturating_add(1))
}

/// Deletes of an ended entry what says whom it was for and what it said. A provider's name for a message may
/// be made of the receiver's number.
fn forget(db: &Ledger, seq: i64) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM body WHERE seq = ?1")?.execute([seq])?;
    drop_message(db, seq)?;
    let sql = "UPDATE entry SET receiver = NULL, provider_id = NULL, kept = 0 WHERE seq = ?1";
    db.prepare_cached(sql)?.execute([seq])?;
    Ok(())
}

/// Figures of the queue, none of which takes longer the more there is.
pub(super) fn stats(db: &Connection) -> Result<Stats, Fault> {
    let mut states = BTreeMap::new();
    let mut statement = db.prepare_cached(COUNTS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // A state that only another version knows is none that can be shown.
        if let Some(state) = State::from_name(row.get_ref(0)?.as_str().unwrap_or_default()) {
            states.insert(state, row.get::<_, i64>(1)?.cast_unsigned());
        }
    }
    let oldest: Option<i64> = db.prepare_cached(OLDEST)?.query_row([], |row| row.get(0))?;
    let count = |row: &Row, column| row.get::<_, i64>(column).map(i64::cast_unsigned);
    let (quarantined, opt_outs) =
        db.prepare_cached(TALLY)?.query_row([], |row| Ok((count(row, 0)?, count(row, 1)?)))?;
    Ok(Stats { states, oldest_waiting: oldest.map(from_millis), quarantined, opt_outs })
}

const COUNTS: &str = "SELECT state, entries FROM state_count WHERE entries <> 0";
/// What was accepted is due at once; what is being sent is little.
const OLDEST: &str = "SELECT min(oldest) FROM (
     SELECT oldest FROM (
         SELECT accepted_at AS oldest FROM entry INDEXED BY entry_waiting
         WHERE state IN ('accepted', 'due') AND channel IS NULL AND state = 'accepted' ORDER BY due_at LIMIT 1)
     UNION ALL SELECT min(accepted_at) FROM entry INDEXED BY entry_due WHERE state = 'due'
     UNION ALL SELECT min(accepted_at) FROM entry INDEXED BY entry_sending WHERE state = 'sending')";
const TALLY: &str = "SELECT quarantine_entries, opt_outs FROM tally";

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

/// Deletes the oldest refused bodies that came before a moment, a part of them at once.
pub(super) fn quarantine_purge(db: &Connection, before: Timestamp) -> Result<usize, Fault> {
    let sql = "SELECT id FROM quarantine WHERE at < ?1 ORDER BY at LIMIT ?2";
    let old = numbers(db, sql, (before.as_millisecond(), PART))?;
    for id in &old {
        release(db, *id)?;
    }
    Ok(old.len())
}

#[cfg(test)]
mod tests {
    use super::super::take_in::{OF_ORDER, SAME};
    use super::*;

    /// How SQLite would look at entries for a query.
    fn plan(sql: &str) -> Vec<String> {
        let mut db = Connection::open_in_memory().unwrap();
        super::super::schema::migrate(&mut db).unwrap();
        let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let values = vec![Value::Null; plan.parameter_count()];
        let steps = plan.query_map(params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
        steps.map(Result::unwrap).filter(|step| step.contains(" entry")).collect()
    }

    #[test]
    fn figures_look_at_few_entries() {
        let of_oldest = [
            "SEARCH entry USING INDEX entry_waiting (channel=? AND state=?)",
            "SEARCH entry USING COVERING INDEX entry_due",
            "SEARCH entry USING INDEX entry_sending",
        ];
        for (sql, wanted) in [(COUNTS, &[][..]), (OLDEST, &of_oldest), (TALLY, &[])] {
            assert_eq!(plan(sql), wanted, "{sql}");
        }
    }

    #[test]
    fn what_is_looked_for_often_is_in_an_index() {
        let receiver = Some(ReceiverKey::stored("+905551234567"));
        let (of_receiver, _) = selection(&Filter { receiver, ..Filter::default() });
        let (of_order, _) = selection(&Filter { order_number: Some("1".to_owned()), ..Filter::default() });
        let by_order = "SEARCH entry USING INDEX entry_order (order_number=?";
        for (sql, wanted) in [
            (SAME, vec![format!("{by_order} AND dedupe_key=?)")]),
            (OF_ORDER, vec![format!("{by_order})")]),
            (&of_order, vec![format!("{by_order})")]),
            (
                EXPIRED,
                vec![
                    "SEARCH entry USING COVERING INDEX entry_expiring (expires_at<?)".to_owned(),
                    "SEARCH entry USING INDEX entry_waiting (channel=? AND state=?)".to_owned(),
                ],
            ),
            (
                &of_receiver,
                vec![
                    "SEARCH entry USING INTEGER PRIMARY KEY (rowid=?)".to_owned(),
                    "SEARCH entry USING INDEX entry_receiver (receiver=?)".to_owned(),
                    "SEARCH entry USING INDEX entry_waiting (channel=? AND state=?)".to_owned(),
                ],
            ),
        ] {
            assert_eq!(plan(sql), wanted, "{sql}");
        }
    }
}
