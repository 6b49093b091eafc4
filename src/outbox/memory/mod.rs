//! A store in memory. It is durable only as long as it lives, and can be made to fail as disks do: the
//! simulation, and tests of whoever uses a store, run on it.

mod data;

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::Notify;

use self::data::Data;
use super::{
    Accepted, Begun, Cause, Claim, Claims, Each, Entry, EntryId, Filter, Intake, NewEntry, OptOut,
    OutboxConfig, Pending, Progress, ReceiverKey, Refusal, Refused, RefusedId, Report, Shown, Stats, Store,
    StoreError, Swept, Ticket, Written,
};
use crate::recipient::channel::Channel;

/// When a fault strikes a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Nothing is stored yet.
    Before,
    /// It is durable, but nobody was told.
    After,
}

/// What befalls a store. A fault may take its time, fail, or never answer, as when the process is killed.
pub trait Faults: Send + Sync {
    /// Called around each request, which is named as its function is.
    fn strike(&self, request: &'static str, moment: Moment) -> Pending<'_, ()>;
}

/// A store in memory. Clones share what they keep.
#[derive(Clone)]
pub struct MemoryStore {
    config: Arc<OutboxConfig>,
    data: Arc<Mutex<Data>>,
    changed: Arc<Notify>,
    faults: Option<Arc<dyn Faults>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new(config: OutboxConfig) -> Self {
        Self { config: Arc::new(config), data: Arc::default(), changed: Arc::default(), faults: None }
    }

    /// The same store, seen through faults.
    #[must_use]
    pub fn with_faults(&self, faults: Arc<dyn Faults>) -> Self {
        Self { faults: Some(faults), changed: Arc::default(), ..self.clone() }
    }

    /// What a process does that finds the store of one that was killed: nobody holds any lease.
    pub fn recover(&self, now: Timestamp, chance: f64) -> usize {
        self.with(|data| data.lapse(now, chance, &self.config, |_, _| true).len())
    }

    fn with<T>(&self, run: impl FnOnce(&mut Data) -> T) -> T {
        run(&mut self.data.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn run<'a, T: Send + 'a>(
        &'a self,
        request: &'static str,
        run: impl FnOnce(&mut Data, &OutboxConfig) -> Result<T, StoreError> + Send + 'a,
    ) -> Pending<'a, T> {
        Box::pin(async move {
            if let Some(faults) = &self.faults {
                faults.strike(request, Moment::Before).await?;
            }
            let answer = self.with(|data| run(data, &self.config));
            if let Some(faults) = &self.faults {
                faults.strike(request, Moment::After).await?;
            }
            answer
        })
    }

    fn change<'a, T: Send + 'a>(
        &'a self,
        request: &'static str,
        run: impl FnOnce(&mut Data, &OutboxConfig) -> Result<T, StoreError> + Send + 'a,
    ) -> Pending<'a, T> {
        Box::pin(async move {
            let answer = self.run(request, run).await;
            self.changed.notify_one();
            answer
        })
    }
}

impl std::fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryStore").field("entries", &self.with(|data| data.rows.len())).finish()
    }
}

impl Intake for MemoryStore {
    fn accept(&self, entry: NewEntry) -> Pending<'_, Accepted> {
        self.change("accept", move |data, config| Ok(data.accept(entry, config)))
    }

    fn quarantine(&self, refused: Refused) -> Pending<'_, RefusedId> {
        self.run("quarantine", move |data, config| Ok(data.quarantine(refused, config)))
    }

    fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Store for MemoryStore {
    fn claim(&self, claim: Claim) -> Pending<'_, Claims> {
        self.run("claim", move |data, config| Ok(data.claim(&claim, config)))
    }

    fn begin(&self, ticket: Ticket, written: Written) -> Pending<'_, Begun> {
        self.run("begin", move |data, _| {
            let out = data.has_opted_out(written.channel, &written.receiver);
            let begun = data.step(ticket.id, |row| {
                row.entry.progress.holds(ticket.fence)?;
                if out {
                    row.entry.progress.call_off(ticket.fence)?;
                    return Ok(Begun::OptedOut);
                }
                row.entry.progress.begin(ticket.fence, written.channel)?;
                row.message = Some(written.message);
                Ok(Begun::Attempt(row.entry.progress.attempts))
            });
            Ok(begun?)
        })
    }

    fn hand_back(&self, ticket: Ticket, written: Option<Written>) -> Pending<'_, ()> {
        self.run("hand_back", move |data, _| {
            let channel = written.as_ref().map(|written| written.channel);
            let handed = data.step(ticket.id, |row| {
                row.entry.progress.hand_back(ticket.fence, channel)?;
                row.message = written.map(|written| written.message).or(row.message.take());
                Ok(())
            });
            Ok(handed?)
        })
    }

    fn record(&self, ticket: Ticket, report: Report) -> Pending<'_, Progress> {
        self.run("record", move |data, config| Ok(data.record(ticket, report, config)?))
    }

    fn changed(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.changed.notified())
    }

    fn opted_out(&self, of: Vec<(Channel, ReceiverKey)>) -> Pending<'_, Vec<Channel>> {
        self.run("opted_out", move |data, _| {
            let out = of.into_iter().filter(|(channel, receiver)| data.has_opted_out(*channel, receiver));
            Ok(out.map(|(channel, _)| channel).collect())
        })
    }

    fn opt_out_add(&self, opt_out: OptOut) -> Pending<'_, ()> {
        self.run("opt_out_add", move |data, _| {
            data.opt_out(opt_out);
            Ok(())
        })
    }

    fn opt_out_remove(&self, channel: Channel, receiver: ReceiverKey) -> Pending<'_, bool> {
        self.run("opt_out_remove", move |data, _| {
            let before = data.opt_outs.len();
            data.opt_outs.retain(|known| known.channel != channel || known.receiver != receiver);
            Ok(data.opt_outs.len() < before)
        })
    }

    fn opt_out_list(&self, limit: Option<usize>) -> Pending<'_, Vec<OptOut>> {
        self.run("opt_out_list", move |data, _| {
            Ok(data.opt_outs.iter().rev().take(limit.unwrap_or(usize::MAX)).cloned().collect())
        })
    }

    fn list(&self, filter: Filter) -> Pending<'_, Vec<Entry>> {
        self.run("list", move |data, _| Ok(data.list(&filter)))
    }

    fn show(&self, id: EntryId) -> Pending<'_, Option<Shown>> {
        self.run("show", move |data, _| {
            Ok(data.rows.get(&id).map(|row| Shown {
                entry: row.entry.clone(),
                body: row.body.clone(),
                message: row.message.clone(),
                attempts: row.attempts.clone(),
            }))
        })
    }

    fn redrive(&self, ids: Vec<EntryId>, now: Timestamp) -> Pending<'_, Each> {
        self.change("redrive", move |data, config| {
            let redrive = |id| {
                let redriven = data.step(id, |row| {
                    if row.body.is_none() && row.entry.progress.state.is_end() {
                        return Err(Refusal::Pruned);
                    }
                    row.entry.progress.redrive(now, config.useful_life(row.entry.event))?;
                    row.message = None;
                    Ok(())
                });
                (id, redriven)
            };
            Ok(ids.into_iter().map(redrive).collect())
        })
    }

    fn cancel(&self, ids: Vec<EntryId>, cause: Cause, now: Timestamp) -> Pending<'_, Each> {
        self.run("cancel", move |data, _| {
            let cancel = |id| (id, data.step(id, |row| row.entry.progress.cancel(cause.clone(), now)));
            Ok(ids.into_iter().map(cancel).collect())
        })
    }

    fn purge(&self, ids: Vec<EntryId>) -> Pending<'_, usize> {
        self.run("purge", move |data, _| {
            let ended = ids.iter().filter(|id| !data.live.contains(id));
            Ok(ended.filter_map(|id| data.rows.remove(id)).count())
        })
    }

    fn sweep(&self, now: Timestamp, chance: f64, holds: Vec<EntryId>) -> Pending<'_, Swept> {
        self.run("sweep", move |data, config| Ok(data.sweep(now, chance, &holds, config)))
    }

    fn stats(&self) -> Pending<'_, Stats> {
        self.run("stats", |data, _| Ok(data.stats()))
    }

    fn quarantine_list(&self, limit: Option<usize>) -> Pending<'_, Vec<Refused>> {
        self.run("quarantine_list", move |data, _| {
            let bare = |refused: &Refused| Refused { body: Vec::new(), ..refused.clone() };
            Ok(data.quarantine.iter().rev().take(limit.unwrap_or(usize::MAX)).map(bare).collect())
        })
    }

    fn quarantine_show(&self, id: RefusedId) -> Pending<'_, Option<Refused>> {
        self.run("quarantine_show", move |data, _| {
            Ok(data.quarantine.iter().find(|refused| refused.id == id).cloned())
        })
    }

    fn quarantine_purge(&self, before: Timestamp) -> Pending<'_, usize> {
        self.run("quarantine_purge", move |data, _| Ok(data.release(|refused| refused.at < before)))
    }
}
