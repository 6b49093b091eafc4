//! What really happened: kept outside of everything that can be killed, and held against the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tellal::Channel;
use tellal::outbox::{Entry, EntryId, ReceiverKey, State};

use crate::simulation::EVENTS;

/// How often what happened, over all seeds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals {
    pub(crate) accepted: u64,
    pub(crate) delivered: u64,
    pub(crate) suppressed: u64,
    pub(crate) dead: u64,
    pub(crate) cancelled: u64,
    pub(crate) superseded: u64,
    pub(crate) attempts: u64,
    pub(crate) doubled: u64,
    pub(crate) crashes: u64,
    pub(crate) store_faults: u64,
    pub(crate) doubts: u64,
    pub(crate) jumps: u64,
    pub(crate) opt_outs: u64,
    pub(crate) duplicates_refused: u64,
}

impl Totals {
    pub(crate) fn add(&mut self, other: &Self) {
        self.accepted += other.accepted;
        self.delivered += other.delivered;
        self.suppressed += other.suppressed;
        self.dead += other.dead;
        self.cancelled += other.cancelled;
        self.superseded += other.superseded;
        self.attempts += other.attempts;
        self.doubled += other.doubled;
        self.crashes += other.crashes;
        self.store_faults += other.store_faults;
        self.doubts += other.doubts;
        self.jumps += other.jumps;
        self.opt_outs += other.opt_outs;
        self.duplicates_refused += other.duplicates_refused;
    }
}

/// One attempt, as the provider saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) at: Duration,
    pub(crate) channel: Channel,
    pub(crate) message: String,
    pub(crate) text: String,
    /// How often the clock had been set by then.
    pub(crate) jumps: u64,
    /// It reached the receiver.
    pub(crate) took: bool,
}

/// What really happened.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) totals: Totals,
    /// Entries that were acknowledged.
    pub(crate) acknowledged: BTreeSet<EntryId>,
    pub(crate) seen: BTreeMap<EntryId, Vec<Seen>>,
    /// When each opt-out came on record.
    pub(crate) opt_outs: BTreeMap<(Channel, ReceiverKey), Duration>,
    pub(crate) broken: Vec<String>,
}

impl Ledger {
    /// A provider is asked: may it be? `kept` is what the store has on disk at this moment.
    pub(crate) fn asked(&mut self, kept: &Entry, attempt: u32, receiver: &ReceiverKey, seen: Seen) {
        let (id, progress) = (kept.id, &kept.progress);
        let begun = progress.lease.is_some_and(|lease| lease.begun);
        if progress.state != State::Sending || !begun || progress.attempts != attempt {
            self.broken.push(format!("{id}: attempt {attempt} is not on disk: {progress:?}"));
        }
        if let Some(since) = self.opt_outs.get(&(seen.channel, receiver.clone()))
            && seen.at > *since
        {
            self.broken.push(format!("{id}: sent at {:?}, opted out since {since:?}", seen.at));
        }
        self.seen.entry(id).or_default().push(seen);
    }

    /// Holds everything against the rules at the end.
    pub(crate) fn judge(&mut self, entries: &[Entry], pauses: &[Duration]) {
        let ids: BTreeSet<EntryId> = entries.iter().map(|entry| entry.id).collect();
        for id in self.acknowledged.difference(&ids) {
            self.broken.push(format!("{id}: acknowledged and lost"));
        }
        for entry in entries {
            self.judge_end(entry);
            self.judge_attempts(entry, pauses);
        }
        self.totals.accepted += ids.len() as u64;
        if ids.len() as u64 > EVENTS && self.totals.jumps == 0 {
            self.broken.push(format!("{} entries of {EVENTS} events", ids.len()));
        }
    }

    fn judge_end(&mut self, entry: &Entry) {
        let progress = &entry.progress;
        let nothing = Vec::new();
        let seen = self.seen.get(&entry.id).unwrap_or(&nothing);
        let took = seen.iter().filter(|seen| seen.took).count();
        let totals = &mut self.totals;
        match progress.state {
            State::Delivered => totals.delivered += 1,
            State::Suppressed => totals.suppressed += 1,
            State::Dead => totals.dead += 1,
            State::Cancelled => totals.cancelled += 1,
            State::Superseded => totals.superseded += 1,
            other => self.broken.push(format!("{}: still {other}", entry.id)),
        }
        totals.attempts += seen.len() as u64;
        totals.doubled += u64::from(took > 1);
        if progress.state == State::Delivered && took == 0 {
            self.broken.push(format!("{}: delivered, and nobody took it", entry.id));
        }
        if took > 1 && self.totals.crashes + self.totals.doubts == 0 {
            self.broken.push(format!("{}: sent twice, and nobody was in doubt: {seen:?}", entry.id));
        }
        if (seen.len() as u64) > u64::from(progress.attempts) {
            self.broken.push(format!("{}: {} sent, {} counted", entry.id, seen.len(), progress.attempts));
        }
        if progress.cause.is_none() && progress.state != State::Delivered {
            self.broken.push(format!("{}: {} without a reason", entry.id, progress.state));
        }
    }

    /// No more attempts on a channel than the schedule has, none sooner than it says, each the same bytes.
    fn judge_attempts(&mut self, entry: &Entry, pauses: &[Duration]) {
        let Some(seen) = self.seen.get(&entry.id) else { return };
        for channel in Channel::ALL {
            let on: Vec<&Seen> = seen.iter().filter(|seen| seen.channel == channel).collect();
            if on.len() > pauses.len() + 1 {
                self.broken.push(format!("{}: {} attempts by {channel}", entry.id, on.len()));
            }
            for (index, pair) in on.windows(2).enumerate() {
                let least = pauses[index].mul_f64(0.799);
                let passed = pair[1].at.saturating_sub(pair[0].at);
                if passed < least && pair[0].jumps == pair[1].jumps {
                    self.broken.push(format!("{}: attempt {} after {passed:?}", entry.id, index + 2));
                }
                if pair[0].text != pair[1].text || pair[0].message != pair[1].message {
                    self.broken.push(format!("{}: a retry with other bytes", entry.id));
                }
            }
        }
    }
}
