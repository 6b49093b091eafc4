//! What a store in memory keeps, and how each request changes it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::clock::{earlier, later};
use crate::outbox::store::{PART, attempt_of};
use crate::outbox::{
    Accepted, Attempt, Cause, Claim, Claimed, Claims, Entry, EntryId, Filter, Lease, NewEntry, OptOut,
    OutboxConfig, Progress, ReceiverKey, Refusal, Refused, RefusedId, Report, State, Stats, Swept, Ticket,
};
use crate::recipient::channel::Channel;

#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) rows: BTreeMap<EntryId, Row>,
    /// Entries that have not ended.
    pub(super) live: BTreeSet<EntryId>,
    accepted: u64,
    /// Entries of the same body and receiver, as they came.
    keys: BTreeMap<[u8; 32], Vec<EntryId>>,
    pub(super) opt_outs: Vec<OptOut>,
    pub(super) quarantine: Vec<Refused>,
    pub(super) next_refused: RefusedId,
}

#[derive(Debug)]
pub(super) struct Row {
    /// Which entry it was, counted as they came.
    pub(super) seq: u64,
    pub(super) entry: Entry,
    pub(super) body: Option<Vec<u8>>,
    pub(super) message: Option<Vec<u8>>,
    pub(super) attempts: Vec<Attempt>,
}

impl Data {
    /// Makes a step of an entry's progress and keeps the list of those alive.
    pub(super) fn step<T>(
        &mut self,
        id: EntryId,
        step: impl FnOnce(&mut Row) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let row = self.rows.get_mut(&id).ok_or(Refusal::Unknown)?;
        let answer = step(row);
        if row.entry.progress.state.is_end() {
            self.live.remove(&id);
        } else {
            self.live.insert(id);
        }
        answer
    }

    pub(super) fn accept(&mut self, new: NewEntry, config: &OutboxConfig) -> Accepted {
        let window = config.dedupe_window;
        let known = self.keys.get(&new.dedupe_key).into_iter().flatten().rev();
        let same = known.filter_map(|id| self.rows.get(id)).find(|row| {
            row.entry.progress.state != State::Dead
                && row.entry.accepted_at > earlier(new.accepted_at, window)
                && row.entry.accepted_at < later(new.accepted_at, window)
        });
        if let Some(row) = same {
            return Accepted::Duplicate(row.entry.id);
        }
        let withdrawn = self.withdraw_superseded(&new);
        let entry = Entry::new(&new, config.useful_life(new.event));
        self.keys.entry(new.dedupe_key).or_default().push(new.id);
        self.accepted += 1;
        let (seq, body) = (self.accepted, Some(new.body));
        self.rows.insert(new.id, Row { seq, entry, body, message: None, attempts: Vec::new() });
        self.live.insert(new.id);
        Accepted::new(new.id, withdrawn)
    }

    fn withdraw_superseded(&mut self, new: &NewEntry) -> Vec<Entry> {
        let same_order = |row: &&Row| {
            row.entry.site_domain == new.site_domain
                && row.entry.order_number == new.order_number
                && new.withdraws.contains(&row.entry.event)
        };
        let ids: Vec<EntryId> = if new.withdraws.is_empty() || new.order_number.is_none() {
            Vec::new()
        } else {
            let live = self.live.iter().filter_map(|id| self.rows.get(id));
            live.filter(same_order).map(|row| row.entry.id).collect()
        };
        let supersede = |id| {
            let by = format!("by {} {}", new.event, new.id);
            let supersede =
                |row: &mut Row| row.entry.progress.supersede(by, new.accepted_at).map(|()| row.entry.clone());
            self.step(id, supersede).ok()
        };
        ids.into_iter().filter_map(supersede).collect()
    }

    pub(super) fn claim(&mut self, claim: &Claim, config: &OutboxConfig) -> Claims {
        let waiting = self.live.iter().filter_map(|id| self.rows.get(id)).filter(|row| {
            claim.lane.has(row.entry.progress.channel) && row.entry.progress.state != State::Sending
        });
        let mut order: Vec<(Timestamp, u64, EntryId)> =
            waiting.map(|row| (row.entry.progress.due_at, row.seq, row.entry.id)).collect();
        order.sort_unstable();
        let Claim { now, lease, limit, prolonged, .. } = *claim;
        let mut claims = Claims::default();
        let mut looked_at = 0;
        for (due_at, _, id) in order {
            let step = |row: &mut Row| {
                let progress = &mut row.entry.progress;
                if progress.is_due(now, &config.rules) {
                    progress.prolong(now, prolonged);
                }
                progress.claim(now, lease, &config.rules)
            };
            let taken = looked_at < limit && self.step(id, step).is_ok();
            if taken {
                looked_at += 1;
                claims.claimed.extend(self.claimed(id));
                claims.ended.extend(self.ended(id));
            } else {
                claims.next_due = Some(claims.next_due.unwrap_or(due_at).min(due_at));
            }
        }
        claims
    }

    pub(super) fn claimed(&self, id: EntryId) -> Option<Claimed> {
        let row = self.rows.get(&id).filter(|row| row.entry.progress.state == State::Sending)?;
        let body = row.body.clone().unwrap_or_default();
        Some(Claimed { entry: row.entry.clone(), body, message: row.message.clone() })
    }

    fn ended(&self, id: EntryId) -> Option<Entry> {
        self.rows.get(&id).map(|row| &row.entry).filter(|entry| entry.progress.state.is_end()).cloned()
    }

    pub(super) fn has_opted_out(&self, channel: Channel, receiver: &ReceiverKey) -> bool {
        self.opt_outs.iter().any(|known| known.channel == channel && known.receiver == *receiver)
    }

    pub(super) fn opt_out(&mut self, opt_out: OptOut) {
        if !self.has_opted_out(opt_out.channel, &opt_out.receiver) {
            self.opt_outs.push(opt_out);
        }
    }

    pub(super) fn record(
        &mut self,
        ticket: Ticket,
        report: Report,
        config: &OutboxConfig,
    ) -> Result<Progress, Refusal> {
        let Report { now, chance, .. } = report;
        let opt_out = report.opt_out.clone();
        let stands = self.step(ticket.id, |row| {
            let attempt = attempt_of(&row.entry, &report);
            let cause = attempt.as_ref().map(|attempt| attempt.cause.clone());
            row.entry.progress.record(ticket.fence, report.finding, now, &config.rules, chance)?;
            row.attempts.extend(attempt);
            row.entry.provider_id = report.provider_id.or(row.entry.provider_id.take());
            row.message = row.message.take().filter(|_| row.entry.progress.channel.is_some());
            Ok((row.entry.progress.clone(), cause))
        });
        let (progress, cause) = stands?;
        if let Some((channel, receiver)) = opt_out {
            let cause = cause.unwrap_or_else(|| Cause::new("opted_out", ""));
            self.opt_out(OptOut { channel, receiver, at: now, cause });
        }
        Ok(progress)
    }

    pub(super) fn lapse(
        &mut self,
        now: Timestamp,
        chance: f64,
        config: &OutboxConfig,
        is_gone: impl Fn(EntryId, Lease) -> bool,
    ) -> Vec<EntryId> {
        let lost = |id: &&EntryId| {
            self.rows
                .get(id)
                .and_then(|row| row.entry.progress.lease)
                .is_some_and(|lease| is_gone(**id, lease))
        };
        let ids: Vec<EntryId> = self.live.iter().filter(lost).copied().collect();
        let lapse = |id: &EntryId| {
            self.step(*id, |row| {
                let cause = Cause::new("lapsed", "");
                let lease = row.entry.progress.lease.filter(|lease| lease.begun);
                let channel = row.entry.progress.channel;
                row.entry.progress.lapse(now, &config.rules, chance)?;
                let attempt = lease.and(channel).map(|channel| Attempt {
                    number: row.entry.progress.attempts,
                    channel,
                    at: now,
                    cause,
                });
                row.attempts.extend(attempt);
                Ok(())
            })
            .is_ok()
        };
        ids.into_iter().filter(lapse).collect()
    }

    pub(super) fn sweep(
        &mut self,
        now: Timestamp,
        chance: f64,
        holds: &[EntryId],
        config: &OutboxConfig,
    ) -> Swept {
        let lapsed = self.lapse(now, chance, config, |id, lease| lease.until <= now && !holds.contains(&id));
        let waits = |row: &Row| matches!(row.entry.progress.state, State::Accepted | State::Due);
        let expired = self.oldest(|row| waits(row).then_some(row.entry.progress.expires_at), now);
        let mut swept = Swept { lapsed: lapsed.len(), ..Swept::default() };
        swept.ended.extend(lapsed.into_iter().filter_map(|id| self.ended(id)));
        for id in expired {
            let expired = self.step(id, |row| Ok(row.entry.progress.expire(now)));
            swept.expired += usize::from(expired == Ok(true));
            swept.ended.extend(self.ended(id));
        }
        swept.ended.sort_unstable_by_key(|entry| entry.id);
        let ended = |row: &Row, kept| row.entry.progress.ended_at.filter(|_| row.body.is_some() == kept);
        let bodies = earlier(now, config.keep_bodies.min(config.keep_entries));
        for id in self.oldest(|row| ended(row, true), bodies) {
            if let Some(row) = self.rows.get_mut(&id) {
                (row.body, row.message, row.entry.receiver, row.entry.provider_id) = (None, None, None, None);
                swept.forgotten += 1;
            }
        }
        for id in self.oldest(|row| ended(row, false), earlier(now, config.keep_entries)) {
            self.rows.remove(&id);
            swept.deleted += 1;
        }
        swept.refused = self.release(|refused| refused.at <= earlier(now, config.keep_bodies));
        let Swept { expired, forgotten, deleted, refused, .. } = swept;
        swept.more = [expired, forgotten, deleted, refused].contains(&usize::from(PART));
        swept
    }

    /// The entries whose moment has come, the oldest first, a part of them at once.
    fn oldest(&self, moment: impl Fn(&Row) -> Option<Timestamp>, now: Timestamp) -> Vec<EntryId> {
        let come = self.rows.values().filter_map(|row| {
            let moment = moment(row).filter(|moment| *moment <= now)?;
            Some((moment, row.seq, row.entry.id))
        });
        let mut come: Vec<_> = come.collect();
        come.sort_unstable();
        come.into_iter().take(PART.into()).map(|(_, _, id)| id).collect()
    }

    /// Deletes some of the refused bodies, a part of them at once.
    pub(super) fn release(&mut self, gone: impl Fn(&Refused) -> bool) -> usize {
        let mut left = usize::from(PART);
        self.quarantine.retain(|refused| {
            let goes = left > 0 && gone(refused);
            left -= usize::from(goes);
            !goes
        });
        usize::from(PART) - left
    }

    pub(super) fn list(&self, filter: &Filter) -> Vec<Entry> {
        let found = self.rows.values().rev().map(|row| &row.entry).filter(|entry| filter.matches(entry));
        found.take(filter.limit.unwrap_or(usize::MAX)).cloned().collect()
    }

    pub(super) fn quarantine(&mut self, mut refused: Refused, config: &OutboxConfig) -> RefusedId {
        self.next_refused += 1;
        refused.id = self.next_refused;
        refused.bytes = refused.body.len() as u64;
        self.quarantine.push(refused);
        let too_much = |kept: &[Refused]| {
            kept.len() as u64 > config.quarantine_entries
                || kept.iter().map(|refused| refused.bytes).sum::<u64>() > config.quarantine_bytes
        };
        while !self.quarantine.is_empty() && too_much(&self.quarantine) {
            self.quarantine.remove(0);
        }
        self.next_refused
    }

    pub(super) fn stats(&self) -> Stats {
        let mut stats = Stats {
            quarantined: self.quarantine.len() as u64,
            opt_outs: self.opt_outs.len() as u64,
            oldest_waiting: self
                .live
                .iter()
                .filter_map(|id| Some(self.rows.get(id)?.entry.accepted_at))
                .min(),
            ..Stats::default()
        };
        for row in self.rows.values() {
            *stats.states.entry(row.entry.progress.state).or_default() += 1;
        }
        stats
    }
}
