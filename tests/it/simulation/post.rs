//! Simulated providers and what befalls the store.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use tellal::Channel;
use tellal::clock::Clock;
use tellal::outbox::{
    Cause, Entry, Faults, Filter, MemoryStore, Moment, OptOut, Pending, ReceiverKey, State, Store, StoreError,
};
use tellal::provider::{Answer, Content, Delivery, Provider, Reason, Sending};
use tokio::sync::Notify;

use super::ledger::{Ledger, Seen};
use super::world::SimulatedClock;

/// How likely what is, in a thousand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weather {
    pub(crate) crash: u32,
    pub(crate) store_fault: u32,
    pub(crate) transient: u32,
    pub(crate) permanent: u32,
    pub(crate) opted_out: u32,
    pub(crate) doubt: u32,
}

impl Weather {
    pub(crate) const CALM: Self =
        Self { crash: 0, store_fault: 0, transient: 100, permanent: 20, opted_out: 5, doubt: 0 };

    pub(crate) fn of(rng: &mut Rng) -> Self {
        Self {
            crash: rng.u32(0..4),
            store_fault: rng.u32(0..60),
            transient: rng.u32(0..600),
            permanent: rng.u32(0..150),
            opted_out: rng.u32(0..50),
            doubt: rng.u32(0..150) * u32::from(rng.u8(0..4) > 0),
        }
    }
}

/// What both sides of the simulation share.
pub(crate) struct Fate {
    pub(crate) rng: Mutex<Rng>,
    pub(crate) weather: Mutex<Weather>,
    pub(crate) ledger: Mutex<Ledger>,
    pub(crate) crashed: Notify,
    pub(crate) clock: Arc<SimulatedClock>,
}

impl Fate {
    pub(crate) fn roll(&self, likelihood: u32) -> bool {
        self.rng.lock().unwrap().u32(0..1_000) < likelihood
    }

    pub(crate) fn millis(&self, most: u64) -> Duration {
        Duration::from_millis(self.rng.lock().unwrap().u64(0..=most))
    }

    fn weather(&self) -> Weather {
        *self.weather.lock().unwrap()
    }

    /// The process is killed: whoever runs has no say any more.
    async fn crash(&self) -> ! {
        self.crashed.notify_one();
        std::future::pending::<()>().await;
        unreachable!("nobody wakes the dead")
    }
}

/// What befalls a store.
pub(crate) struct Disk {
    pub(crate) fate: Arc<Fate>,
    /// The store itself, that no fault touches.
    pub(crate) raw: MemoryStore,
}

impl Disk {
    /// Takes note of the opt-out that has just come on record.
    async fn note_opt_out(&self) {
        let newest = self.raw.opt_out_list(Some(1)).await.unwrap();
        let mut ledger = self.fate.ledger.lock().unwrap();
        for known in newest {
            let now = self.fate.clock.elapsed();
            if ledger.opt_outs.insert((known.channel, known.receiver), now).is_none() {
                ledger.totals.opt_outs += 1;
            } else {
                break;
            }
        }
    }
}

impl Disk {
    /// Somebody opts out at the worst moment: their message is being written just now.
    async fn opt_out_in_flight(&self) {
        let sending = Filter { states: vec![State::Sending], ..Filter::default() };
        let in_hand = self.raw.list(sending).await.unwrap();
        let unsent = |entry: &Entry| entry.progress.lease.is_some_and(|lease| !lease.begun);
        let Some(entry) = in_hand.into_iter().find(unsent) else { return };
        let (Some(receiver), now) = (entry.receiver, self.fate.clock.now()) else { return };
        for channel in [Channel::Sms, Channel::Whatsapp] {
            let (receiver, cause) = (receiver.clone(), Cause::new("asked", "at the worst moment"));
            self.raw.opt_out_add(OptOut { channel, receiver, at: now, cause }).await.unwrap();
            self.note_opt_out().await;
        }
    }
}

impl Faults for Disk {
    fn strike(&self, request: &'static str, moment: Moment) -> Pending<'_, ()> {
        Box::pin(async move {
            let fate = &self.fate;
            if moment == Moment::After && matches!(request, "record" | "opt_out_add") {
                self.note_opt_out().await;
            }
            if moment == Moment::After && request == "opted_out" && fate.roll(4) {
                self.opt_out_in_flight().await;
            }
            let weather = fate.weather();
            if fate.roll(weather.crash) {
                fate.crash().await;
            }
            if moment == Moment::Before {
                let pause = fate.millis(20);
                tokio::time::sleep(pause).await;
            }
            if fate.roll(weather.store_fault) {
                fate.ledger.lock().unwrap().totals.store_faults += 1;
                let full = fate.roll(300);
                return Err(if full {
                    StoreError::Full
                } else {
                    StoreError::Unavailable("as the seed has it".to_owned())
                });
            }
            Ok(())
        })
    }
}

/// A simulated provider.
pub(crate) struct Carrier {
    pub(crate) fate: Arc<Fate>,
    pub(crate) channel: Channel,
    /// The store itself, that no fault touches.
    pub(crate) raw: MemoryStore,
}

impl Carrier {
    /// Marks the last attempt of an entry.
    fn mark(&self, delivery: &Delivery, mark: impl FnOnce(&mut Seen)) {
        let mut ledger = self.fate.ledger.lock().unwrap();
        let seen = ledger.seen.get_mut(&entry_of(delivery)).and_then(|seen| seen.last_mut());
        mark(seen.expect("it was noted when it was asked"));
    }

    fn answer(&self, delivery: &Delivery) -> Option<Answer> {
        let (fate, weather) = (&self.fate, self.fate.weather());
        let reason = |code: &'static str| Reason::new(code, "");
        if fate.roll(weather.doubt) {
            // Nobody will know whether it was delivered.
            let took = fate.roll(500);
            self.mark(delivery, |seen| seen.took = took);
            fate.ledger.lock().unwrap().totals.doubts += 1;
            return None;
        }
        if fate.roll(weather.transient) {
            let retry_after = fate.roll(300).then(|| fate.millis(900_000));
            let throttled = fate.roll(300);
            return Some(Answer::Transient {
                reason: reason("busy"),
                retry_after,
                throttled,
                ambiguous: false,
            });
        }
        if fate.roll(weather.permanent) {
            return Some(Answer::Permanent { reason: reason("rejected") });
        }
        if fate.roll(weather.opted_out) {
            return Some(Answer::OptedOut { reason: reason("stop") });
        }
        self.mark(delivery, |seen| seen.took = true);
        Some(Answer::Sent { provider_id: None })
    }
}

/// The entry that a delivery belongs to: its id begins with it.
pub(crate) fn entry_of(delivery: &Delivery) -> tellal::outbox::EntryId {
    delivery.id[..36].parse().expect("a delivery is named after its entry")
}

impl Provider for Carrier {
    fn name(&self) -> &str {
        self.channel.as_str()
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a> {
        let text = match &delivery.content {
            Content::Sms { text, .. } | Content::Whatsapp { text } | Content::Email { text, .. } => {
                text.clone()
            }
        };
        let seen = Seen {
            at: self.fate.clock.elapsed(),
            channel: delivery.channel,
            message: delivery.id.clone(),
            text,
            jumps: self.fate.clock.jumps(),
            took: false,
        };
        let receiver = ReceiverKey::parse(delivery.to.as_str(), None);
        Box::pin(async move {
            let kept = self.raw.show(entry_of(delivery)).await.unwrap().expect("what is sent is there");
            self.fate.ledger.lock().unwrap().asked(&kept.entry, delivery.attempt, &receiver, seen);
            let pause = self.fate.millis(2_000);
            tokio::time::sleep(pause).await;
            match self.answer(delivery) {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        })
    }
}
