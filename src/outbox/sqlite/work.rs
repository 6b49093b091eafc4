//! The work on entries: handed out, begun, recorded.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::fault::Fault;
use super::ledger::Ledger;
use super::rows::{
    BODY, Found, MESSAGE, blob, drop_message, find, give_up, keep_message, numbers, readable_at, save,
    save_attempt,
};
use crate::clock::{from_millis, later};
use crate::outbox::store::attempt_of;
use crate::outbox::{
    Attempt, Begun, Cause, Claim, Claimed, Claims, Entry, EntryId, Lane, OptOut, Progress, ReceiverKey,
    Refusal, Report, Rules, State, Ticket,
};
use crate::recipient::channel::Channel;

const WAITING: &str = "state IN ('accepted', 'due')";
/// Each of these has a part of the index to itself.
const WAITS: [State; 2] = [State::Accepted, State::Due];

/// A message whose text is packed already.
pub(super) struct Packed {
    pub(super) channel: Channel,
    pub(super) receiver: ReceiverKey,
    pub(super) message: Vec<u8>,
}

pub(super) fn claim(db: &Ledger, claim: &Claim, rules: &Rules) -> Result<Claims, Fault> {
    let lanes: Vec<Option<Channel>> = match &claim.lane {
        Lane::Unwritten => vec![None],
        Lane::Written(channels) => channels.iter().copied().map(Some).collect(),
    };
    let mut waiting = Vec::new();
    for lane in &lanes {
        waiting.extend(due(db, *lane, claim, rules)?);
    }
    waiting.sort_unstable();
    waiting.truncate(claim.limit);
    let mut claims = Claims::default();
    for (_, seq) in waiting {
        let Some(mut found) = readable_at(db, seq, claim.now)? else { continue };
        found.entry.progress.prolong(claim.now, claim.prolonged);
        if found.entry.progress.claim(claim.now, claim.lease, rules).is_err() {
            continue;
        }
        if found.entry.progress.state != State::Sending {
            save(db, &found)?;
            claims.ended.push(found.entry);
            continue;
        }
        match texts(db, seq) {
            Ok((body, message)) => {
                save(db, &found)?;
                claims.claimed.push(Claimed { body, message, entry: found.entry });
            }
            Err(fault) if fault.is_damage() => give_up(db, seq, claim.now)?,
            Err(fault) => return Err(fault),
        }
    }
    for lane in lanes {
        let next = next_due(db, lane)?;
        claims.next_due = claims.next_due.into_iter().chain(next).min();
    }
    Ok(claims)
}

/// Body and message of an entry.
fn texts(db: &Connection, seq: i64) -> Result<(Vec<u8>, Option<Vec<u8>>), Fault> {
    Ok((blob(db, BODY, seq)?.unwrap_or_default(), blob(db, MESSAGE, seq)?))
}

/// Moment and row of the entries of a lane whose time has come.
fn due(
    db: &Connection,
    lane: Option<Channel>,
    claim: &Claim,
    rules: &Rules,
) -> Result<Vec<(i64, i64)>, Fault> {
    let lane = lane.map(Channel::as_str);
    let now = claim.now.as_millisecond();
    // What is due beyond any pause was planned by a clock that has been put back since.
    let beyond = later(claim.now, rules.schedule.longest()).as_millisecond();
    let limit = i64::try_from(claim.limit).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    for state in WAITS {
        for (comparison, moment) in [("<=", now), (">", beyond)] {
            let sql = format!(
                "SELECT due_at, seq FROM entry
                 WHERE {WAITING} AND channel IS ?1 AND state = ?2 AND due_at {comparison} ?3
                 ORDER BY due_at LIMIT ?4"
            );
            let mut statement = db.prepare_cached(&sql)?;
            let values = (lane, state.as_str(), moment, limit);
            let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
            for row in rows {
                found.push(row?);
            }
        }
    }
    Ok(found)
}

fn next_due(db: &Connection, lane: Option<Channel>) -> Result<Option<Timestamp>, Fault> {
    let mut first = None;
    for state in WAITS {
        let sql = format!(
            "SELECT due_at FROM entry WHERE {WAITING} AND channel IS ?1 AND state = ?2 ORDER BY due_at LIMIT 1"
        );
        let mut statement = db.prepare_cached(&sql)?;
        let values = (lane.map(Channel::as_str), state.as_str());
        let next: Option<i64> = statement.query_row(values, |row| row.get(0)).optional()?;
        first = first.into_iter().chain(next).min();
    }
    Ok(first.map(from_millis))
}

fn held(db: &Connection, ticket: Ticket) -> Result<Found, Fault> {
    let mut found = find(db, ticket.id)?.ok_or(Refusal::Unknown)?;
    found.entry.progress.holds(ticket.fence)?;
    Ok(found)
}

pub(super) fn begin(db: &Ledger, ticket: Ticket, packed: &Packed) -> Result<Begun, Fault> {
    let mut found = held(db, ticket)?;
    if has_opted_out(db, packed.channel, &packed.receiver)? {
        if found.entry.progress.lease.is_some_and(|lease| lease.begun) {
            found.entry.progress.call_off(ticket.fence)?;
            save(db, &found)?;
        }
        return Ok(Begun::OptedOut);
    }
    found.entry.progress.begin(ticket.fence, packed.channel)?;
    keep_message(db, found.seq, &packed.message)?;
    save(db, &found)?;
    Ok(Begun::Attempt(found.entry.progress.attempts))
}

pub(super) fn hand_back(db: &Ledger, ticket: Ticket, packed: Option<&Packed>) -> Result<(), Fault> {
    let mut found = held(db, ticket)?;
    found.entry.progress.hand_back(ticket.fence, packed.map(|packed| packed.channel))?;
    if let Some(packed) = packed {
        keep_message(db, found.seq, &packed.message)?;
    }
    save(db, &found)
}

pub(super) fn record(db: &Ledger, ticket: Ticket, report: &Report, rules: &Rules) -> Result<Progress, Fault> {
    let mut found = held(db, ticket)?;
    let attempt = attempt_of(&found.entry, report);
    let Report { finding, now, chance, provider_id, opt_out } = report;
    found.entry.progress.record(ticket.fence, finding.clone(), *now, rules, *chance)?;
    if provider_id.is_some() {
        found.entry.provider_id.clone_from(provider_id);
    }
    if found.entry.progress.channel.is_none() {
        drop_message(db, found.seq)?;
    }
    if let Some(attempt) = &attempt {
        save_attempt(db, found.seq, attempt)?;
    }
    if let Some((channel, receiver)) = opt_out {
        let cause = attempt.map_or_else(|| Cause::new("opted_out", ""), |attempt| attempt.cause);
        let (channel, receiver) = (*channel, receiver.clone());
        opt_out_add(db, &OptOut { channel, receiver, at: *now, cause })?;
    }
    save(db, &found)?;
    Ok(found.entry.progress)
}

/// Takes all leases: nobody else can have the file, so whoever held them is gone.
pub(super) fn lapse_all(
    db: &Ledger,
    now: Timestamp,
    chance: f64,
    rules: &Rules,
) -> Result<Vec<Entry>, Fault> {
    let lost = numbers(db, "SELECT seq FROM entry WHERE state = 'sending'", ())?;
    lapse_each(db, &lost, now, chance, rules)
}

/// Takes back leases that have run out, but for those of entries that the asker holds.
pub(super) fn lapse(
    db: &Ledger,
    now: Timestamp,
    chance: f64,
    holds: &[EntryId],
    rules: &Rules,
) -> Result<Vec<Entry>, Fault> {
    let sql = "SELECT seq, id FROM entry WHERE state = 'sending' AND lease_until <= ?1 ORDER BY lease_until";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([now.as_millisecond()])?;
    let mut lost = Vec::new();
    while let Some(row) = rows.next()? {
        if !holds.contains(&EntryId::from_bytes(row.get(1)?)) {
            lost.push(row.get(0)?);
        }
    }
    lapse_each(db, &lost, now, chance, rules)
}

fn lapse_each(
    db: &Ledger,
    lost: &[i64],
    now: Timestamp,
    chance: f64,
    rules: &Rules,
) -> Result<Vec<Entry>, Fault> {
    let mut lapsed = Vec::new();
    for seq in lost {
        let Some(mut found) = readable_at(db, *seq, now)? else { continue };
        let begun = found.entry.progress.lease.is_some_and(|lease| lease.begun);
        if let Some(channel) = found.entry.progress.channel.filter(|_| begun) {
            let cause = Cause::new("lapsed", "");
            let number = found.entry.progress.attempts;
            save_attempt(db, *seq, &Attempt { number, channel, at: now, cause })?;
        }
        if found.entry.progress.lapse(now, rules, chance).is_ok() {
            save(db, &found)?;
            lapsed.push(found.entry);
        }
    }
    Ok(lapsed)
}

pub(super) fn has_opted_out(
    db: &Connection,
    channel: Channel,
    receiver: &ReceiverKey,
) -> Result<bool, Fault> {
    let mut statement = db.prepare_cached("SELECT 1 FROM opt_out WHERE channel = ?1 AND receiver = ?2")?;
    Ok(statement.exists((channel.as_str(), receiver.reveal()))?)
}

pub(super) fn opt_out_add(db: &Connection, opt_out: &OptOut) -> Result<(), Fault> {
    let OptOut { channel, receiver, at, cause } = opt_out;
    let added = db.prepare_cached("INSERT OR IGNORE INTO opt_out VALUES (?1, ?2, ?3, ?4, ?5)")?.execute((
        channel.as_str(),
        receiver.reveal(),
        at.as_millisecond(),
        &cause.code,
        &cause.detail,
    ))?;
    if added > 0 {
        db.prepare_cached("UPDATE tally SET opt_outs = opt_outs + 1")?.execute([])?;
    }
    Ok(())
}

pub(super) fn opt_out_remove(
    db: &Connection,
    channel: Channel,
    receiver: &ReceiverKey,
) -> Result<bool, Fault> {
    let mut statement = db.prepare_cached("DELETE FROM opt_out WHERE channel = ?1 AND receiver = ?2")?;
    let removed = statement.execute((channel.as_str(), receiver.reveal()))?;
    if removed > 0 {
        db.prepare_cached("UPDATE tally SET opt_outs = opt_outs - 1")?.execute([])?;
    }
    Ok(removed > 0)
}
