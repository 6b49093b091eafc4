//! Taking in: events, and bodies that were refused.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::fault::Fault;
use super::ledger::Ledger;
use super::rows::{numbers, readable_at, save};
use crate::clock::{earlier, later};
use crate::outbox::{Accepted, Entry, EntryId, NewEntry, OutboxConfig, Progress, Refused, RefusedId};

/// Accepts an event whose body is packed already.
pub(super) fn accept(
    db: &Ledger,
    new: &NewEntry,
    packed: &[u8],
    config: &OutboxConfig,
) -> Result<Accepted, Fault> {
    if let Some(id) = same(db, new, config)? {
        return Ok(Accepted::Duplicate(id));
    }
    let withdrawn = withdraw_superseded(db, new)?;
    let progress = Progress::accepted(new.accepted_at, config.useful_life(new.event));
    db.prepare_cached(
        "INSERT INTO entry (id, event, order_number, site_domain, receiver, dedupe_key, accepted_at,
             request_id, state, attempts, tries, lapses, round, fence, begun, tried, due_at, expires_at)
         VALUES (:id, :event, :order_number, :site_domain, :receiver, :dedupe_key, :accepted_at,
             :request_id, :state, 0, 0, 0, 0, 0, 0, '', :due_at, :expires_at)",
    )?
    .execute(named_params! {
        ":id": new.id.as_bytes(),
        ":event": new.event.as_str(),
        ":order_number": new.order_number,
        ":site_domain": new.site_domain,
        ":receiver": new.receiver.reveal(),
        ":dedupe_key": new.dedupe_key,
        ":accepted_at": new.accepted_at.as_millisecond(),
        ":request_id": new.request_id,
        ":state": progress.state.as_str(),
        ":due_at": progress.due_at.as_millisecond(),
        ":expires_at": progress.expires_at.as_millisecond(),
    })?;
    db.moves(None, Some(progress.state));
    let seq = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO body VALUES (?1, ?2)")?.execute((seq, packed))?;
    Ok(Accepted::new(new.id, withdrawn))
}

/// The entry of the same body for the same receiver within the window. The window reaches both ways, since
/// the clock may have been put back. A dead entry is not the same: nobody got it, and who sends the event again
/// wants somebody to.
fn same(db: &Connection, new: &NewEntry, config: &OutboxConfig) -> Result<Option<EntryId>, Fault> {
    if config.dedupe_window.is_zero() {
        return Ok(None);
    }
    let mut statement = db.prepare_cached(SAME)?;
    let from = earlier(new.accepted_at, config.dedupe_window).as_millisecond();
    let until = later(new.accepted_at, config.dedupe_window).as_millisecond();
    let found = statement
        .query_row((&new.order_number, &new.dedupe_key, from, until), |row| row.get(0))
        .optional()?;
    Ok(found.map(EntryId::from_bytes))
}

/// The key is of the whole body, so the order's number adds nothing but the place in the index.
pub(super) const SAME: &str = "SELECT id FROM entry
     WHERE order_number IS ?1 AND dedupe_key = ?2 AND accepted_at > ?3 AND accepted_at < ?4 AND state <> 'dead'
     ORDER BY seq DESC LIMIT 1";

fn withdraw_superseded(db: &Ledger, new: &NewEntry) -> Result<Vec<Entry>, Fault> {
    let mut withdrawn = Vec::new();
    if new.withdraws.is_empty() || new.order_number.is_none() {
        return Ok(withdrawn);
    }
    for seq in numbers(db, OF_ORDER, (&new.order_number, &new.site_domain))? {
        let Some(mut found) = readable_at(db, seq, new.accepted_at)? else { continue };
        if !new.withdraws.contains(&found.entry.event) {
            continue;
        }
        let by = format!("by {} {}", new.event, new.id);
        if found.entry.progress.supersede(by, new.accepted_at).is_ok() {
            save(db, &found)?;
            withdrawn.push(found.entry);
        }
    }
    Ok(withdrawn)
}

pub(super) const OF_ORDER: &str = "SELECT seq FROM entry
     WHERE order_number = ?1 AND site_domain = ?2 AND state IN ('accepted', 'due', 'sending')";

/// Keeps a refused body, and lets the oldest go where there are too many.
pub(super) fn quarantine(
    db: &Connection,
    refused: &Refused,
    packed: &[u8],
    config: &OutboxConfig,
) -> Result<RefusedId, Fault> {
    let bytes = i64::try_from(refused.body.len()).unwrap_or(i64::MAX);
    db.prepare_cached(
        "INSERT INTO quarantine (at, request_id, code, detail, bytes, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        refused.at.as_millisecond(),
        &refused.request_id,
        &refused.code,
        &refused.detail,
        bytes,
        packed,
    ))?;
    let id = db.last_insert_rowid();
    db.prepare_cached(
        "UPDATE tally SET quarantine_entries = quarantine_entries + 1, quarantine_bytes = quarantine_bytes + ?1",
    )?
    .execute([bytes])?;
    let most = i64::try_from(config.quarantine_entries).unwrap_or(i64::MAX);
    let room = i64::try_from(config.quarantine_bytes).unwrap_or(i64::MAX);
    loop {
        let (entries, bytes): (i64, i64) = db
            .prepare_cached("SELECT quarantine_entries, quarantine_bytes FROM tally")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let removed = if entries > most || bytes > room { remove_oldest(db)? } else { false };
        if !removed {
            return Ok(id);
        }
    }
}

fn remove_oldest(db: &Connection) -> Result<bool, Fault> {
    let oldest = numbers(db, "SELECT id FROM quarantine ORDER BY id LIMIT 1", ())?;
    let Some(id) = oldest.first() else { return Ok(false) };
    release(db, *id)?;
    Ok(true)
}

/// Deletes a refused body.
pub(super) fn release(db: &Connection, id: RefusedId) -> Result<(), Fault> {
    db.prepare_cached(
        "UPDATE tally SET quarantine_entries = quarantine_entries - 1,
             quarantine_bytes = quarantine_bytes - (SELECT bytes FROM quarantine WHERE id = ?1)",
    )?
    .execute([id])?;
    db.prepare_cached("DELETE FROM quarantine WHERE id = ?1")?.execute([id])?;
    Ok(())
}
