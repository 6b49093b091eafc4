//! The dispatcher: what becomes of an event between the outbox and the providers. Time is virtual: it passes
//! when everybody waits.

mod bulkhead;
mod delivery;
mod faults;
mod trouble;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use tellal::clock::{Clock, later};
use tellal::dispatch::{Dispatcher, Route};
use tellal::outbox::{
    DeliveryConfig, Entry, EntryId, Filter, Intake, MemoryStore, NewEntry, OutboxConfig, State, Store,
    Supersession,
};
use tellal::provider::{Answer, Delivery, Provider, ProviderId, ProviderLimits, Reason, Sending};
use tellal::{Channel, Config, Engine, Sources};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::outbox::at;

/// A clock that goes with tokio's, which tests hold still.
pub(crate) struct Virtual(Instant);

impl Virtual {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Instant::now()))
    }
}

impl Clock for Virtual {
    fn now(&self) -> Timestamp {
        later(at(0), self.0.elapsed())
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// What a scripted provider does with a delivery.
#[derive(Clone)]
pub(crate) enum Act {
    Say(Answer),
    /// Never answers.
    Hang,
    /// Answers after a while.
    Slowly(Duration),
    Panic,
}

/// A provider that does as it is told, and remembers what it was asked. Without instructions it sends.
pub(crate) struct Scripted {
    name: String,
    acts: Mutex<VecDeque<Act>>,
    always: Mutex<Option<Act>>,
    pub(crate) asked: Mutex<Vec<(Instant, Delivery)>>,
}

impl Scripted {
    pub(crate) fn new(name: &str, acts: impl IntoIterator<Item = Act>) -> Arc<Self> {
        Arc::new(Self {
            name: name.to_owned(),
            acts: Mutex::new(acts.into_iter().collect()),
            always: Mutex::new(None),
            asked: Mutex::default(),
        })
    }

    pub(crate) fn always(&self, act: Option<Act>) {
        *self.always.lock().unwrap() = act;
    }

    pub(crate) fn asked(&self) -> Vec<Delivery> {
        self.asked.lock().unwrap().iter().map(|(_, delivery)| delivery.clone()).collect()
    }

    /// When it was asked, in seconds.
    pub(crate) fn moments(&self, since: Instant) -> Vec<f64> {
        self.asked.lock().unwrap().iter().map(|(moment, _)| (*moment - since).as_secs_f64()).collect()
    }
}

pub(crate) fn sent() -> Answer {
    Answer::Sent { provider_id: Some(ProviderId::new("their-id")) }
}

pub(crate) fn transient(code: &'static str) -> Answer {
    let reason = Reason::new(code, "");
    Answer::Transient { reason, retry_after: None, throttled: false, ambiguous: false }
}

impl Provider for Scripted {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a> {
        self.asked.lock().unwrap().push((Instant::now(), delivery.clone()));
        let act = self.acts.lock().unwrap().pop_front().or_else(|| self.always.lock().unwrap().clone());
        Box::pin(async move {
            match act.unwrap_or(Act::Say(sent())) {
                Act::Say(answer) => answer,
                Act::Hang => std::future::pending().await,
                Act::Slowly(pause) => {
                    tokio::time::sleep(pause).await;
                    sent()
                }
                Act::Panic => panic!("as it was told"),
            }
        })
    }
}

/// An engine that writes short texts for three events, on every channel.
pub(crate) fn engine() -> Engine {
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| engine_with(Config::default())).clone()
}

/// The same with a configuration.
pub(crate) fn engine_with(config: Config) -> Engine {
    let mut sources = Sources::new().locale("en/all.ftl", "hello = Hello { $checkout_url }");
    for event in ["order_checkout_url_with_token", "order_shipped_cargo", "order_cancellation"] {
        let text = if event == "order_checkout_url_with_token" {
            "{{ checkout_url }}"
        } else {
            "{{ order.number }}"
        };
        for part in ["sms.txt", "whatsapp.txt", "email.html", "email.subject.txt"] {
            sources = sources.template(format!("{event}/{part}"), format!("{part} {text}"));
        }
    }
    Engine::new(&sources, config).unwrap()
}

/// The `number`-th event, to a receiver of his own who allows some channels.
pub(crate) fn checkout(number: u64, allowed: &[Channel]) -> Vec<u8> {
    let mut event = json!({
        "from": "shop", "to": format!("+90555{number:07}"), "event": "order_checkout_url_with_token",
        "payload": {"checkout_url": format!("https://www.example.com/{number}")},
        "site_domain": "www.example.com", "receiver_user": {"email": format!("user{number}@example.com")},
    });
    for channel in Channel::ALL {
        event["receiver_user"][format!("{channel}_allowed")] = allowed.contains(&channel).into();
    }
    event.to_string().into_bytes()
}

pub(crate) fn entry_of(body: &[u8], moment: Timestamp) -> NewEntry {
    NewEntry::read(body, &Config::default(), &Supersession::default(), moment, "request").unwrap()
}

/// A store, three providers and a dispatcher that works on them.
pub(crate) struct House {
    pub(crate) store: MemoryStore,
    pub(crate) providers: [Arc<Scripted>; 3],
    pub(crate) clock: Arc<Virtual>,
    pub(crate) started: Instant,
    stop: Option<oneshot::Sender<()>>,
    work: Option<tokio::task::JoinHandle<()>>,
}

impl House {
    pub(crate) fn new() -> Self {
        Self::with(&ProviderLimits::default(), MemoryStore::clone)
    }

    /// A house with limits for each provider, whose dispatcher sees its store through something.
    pub(crate) fn with(limits: &ProviderLimits, seen: impl Fn(&MemoryStore) -> MemoryStore) -> Self {
        let store = MemoryStore::new(OutboxConfig::default());
        let seen = seen(&store);
        Self::open(limits, store, seen, engine(), &Channel::ALL)
    }

    /// A house on a store, with an engine, where some channels are carried.
    pub(crate) fn open(
        limits: &ProviderLimits,
        store: MemoryStore,
        seen: MemoryStore,
        engine: Engine,
        carried: &[Channel],
    ) -> Self {
        let (clock, started) = (Virtual::new(), Instant::now());
        let providers = ["whatsapp-api", "sms-api", "mail"].map(|name| Scripted::new(name, []));
        let all = providers.iter().zip(Channel::ALL).filter(|(_, channel)| carried.contains(channel));
        let routes = all.map(|(provider, channel)| {
            Route::new(Arc::clone(provider) as Arc<dyn Provider>, limits.clone(), [channel])
        });
        let dispatcher = Dispatcher::new(
            Arc::new(seen),
            engine,
            routes.collect(),
            DeliveryConfig::default(),
            Arc::clone(&clock) as Arc<dyn Clock>,
        );
        let (stop, stopped) = oneshot::channel();
        let work = tokio::spawn(dispatcher.unwrap().run(async move {
            let _ = stopped.await;
        }));
        Self { store, providers, clock, started, stop: Some(stop), work: Some(work) }
    }

    pub(crate) async fn accept(&self, number: u64, allowed: &[Channel]) -> EntryId {
        let entry = entry_of(&checkout(number, allowed), self.clock.now());
        self.store.accept(entry).await.unwrap().id()
    }

    pub(crate) async fn entry(&self, id: EntryId) -> Entry {
        self.store.show(id).await.unwrap().unwrap().entry
    }

    /// Waits until every entry has ended, for three virtual days at most.
    pub(crate) async fn settled(&self) {
        for step in 0..3 * 86_400 / 60 {
            tokio::time::sleep(Duration::from_secs(if step < 60 { 1 } else { 60 })).await;
            let entries = self.store.list(Filter::default()).await.unwrap();
            if entries.iter().all(|entry| entry.progress.state.is_end()) {
                return;
            }
        }
        panic!("something never ends");
    }

    pub(crate) async fn state(&self, id: EntryId) -> (State, Option<String>) {
        let progress = self.entry(id).await.progress;
        (progress.state, progress.cause.map(|cause| cause.code))
    }

    /// Shuts the dispatcher down, and says how long that took.
    pub(crate) async fn stop(&mut self) -> Duration {
        let started = Instant::now();
        drop(self.stop.take());
        self.work.take().unwrap().await.unwrap();
        started.elapsed()
    }
}
