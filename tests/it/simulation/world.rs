//! One seed: what is planned, and the lives of the process that has to cope with it.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use fastrand::Rng;
use jiff::Timestamp;
use serde_json::json;
use tellal::clock::{Clock, from_millis};
use tellal::dispatch::{Dispatcher, Route};
use tellal::outbox::{
    Accepted, Cause, DeliveryConfig, Filter, Intake, MemoryStore, NewEntry, OptOut, OutboxConfig,
    ReceiverKey, Store, Supersession,
};
use tellal::provider::{Breaker, Provider, ProviderLimits};
use tellal::{Channel, Config, Engine, Sources};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::EVENTS;
use super::ledger::{Ledger, Totals};
use super::post::{Carrier, Disk, Fate, Weather};

const HOUR: Duration = Duration::from_secs(3_600);
/// Whatever has not ended by then never will.
const END_OF_TIME: Duration = Duration::from_secs(30 * 86_400);

/// Time that passes when everybody waits, goes on when the process is killed, and can be set.
#[derive(Debug, Default)]
pub(crate) struct SimulatedClock {
    before: AtomicU64,
    started: Mutex<Option<Instant>>,
    set_by: AtomicI64,
    jumps: AtomicU64,
}

impl SimulatedClock {
    pub(crate) fn jumps(&self) -> u64 {
        self.jumps.load(Ordering::Relaxed)
    }

    fn start(&self) {
        *self.started.lock().unwrap() = Some(Instant::now());
    }

    fn stop(&self) {
        let elapsed = u64::try_from(self.elapsed().as_millis()).unwrap();
        self.before.store(elapsed, Ordering::Relaxed);
        *self.started.lock().unwrap() = None;
    }

    fn set(&self, millis: i64) {
        self.set_by.fetch_add(millis, Ordering::Relaxed);
        self.jumps.fetch_add(1, Ordering::Relaxed);
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        let elapsed = i64::try_from(self.elapsed().as_millis()).unwrap();
        from_millis(1_700_000_000_000 + elapsed + self.set_by.load(Ordering::Relaxed))
    }

    fn elapsed(&self) -> Duration {
        let here = self.started.lock().unwrap().map(|started| started.elapsed()).unwrap_or_default();
        Duration::from_millis(self.before.load(Ordering::Relaxed)) + here
    }
}

/// Something that happens at its time.
#[derive(Debug, Clone)]
enum Happening {
    Post(Vec<u8>),
    OptOut(Channel, ReceiverKey),
    SetClock(i64),
    CancelSomething,
    Calm,
}

/// One seed.
pub(crate) struct World {
    seed: u64,
    raw: MemoryStore,
    fate: Arc<Fate>,
    plan: Vec<(Duration, Happening)>,
    /// How much of the plan has happened.
    done: AtomicU64,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let plan = plan(&mut rng);
        let weather = Mutex::new(Weather::of(&mut rng));
        let clock = Arc::new(SimulatedClock::default());
        let (ledger, crashed) = (Mutex::new(Ledger::default()), Notify::new());
        let fate = Arc::new(Fate { rng: Mutex::new(rng), weather, ledger, crashed, clock });
        let raw = MemoryStore::new(OutboxConfig::default());
        Self { seed, raw, fate, plan, done: AtomicU64::new(0) }
    }

    /// Lives until everything has ended, and returns what happened.
    pub(crate) fn run(self) -> Totals {
        for life in 0.. {
            fastrand::seed(self.seed.wrapping_mul(1_000).wrapping_add(life));
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .start_paused(true)
                .build()
                .unwrap();
            let ended = runtime.block_on(async {
                let ended = self.live(life).await;
                // Outside of the runtime, its time does not exist.
                self.fate.clock.stop();
                ended
            });
            drop(runtime);
            if ended {
                break;
            }
            self.fate.ledger.lock().unwrap().totals.crashes += 1;
            self.raw.recover(self.fate.clock.now(), tellal::clock::chance());
        }
        self.judge()
    }

    fn judge(&self) -> Totals {
        let entries = futures(self.raw.list(Filter::default()));
        let mut ledger = self.fate.ledger.lock().unwrap();
        ledger.totals.jumps = self.fate.clock.jumps();
        ledger.judge(&entries, &DeliveryConfig::default().rules.schedule.pauses);
        assert!(ledger.broken.is_empty(), "seed {}:\n{}", self.seed, ledger.broken.join("\n"));
        ledger.totals.clone()
    }

    /// One life of the process; says whether it was the last.
    async fn live(&self, life: u64) -> bool {
        self.fate.clock.start();
        let disk = Arc::new(Disk { fate: Arc::clone(&self.fate), raw: self.raw.clone() });
        let store = self.raw.with_faults(disk);
        let routes = Channel::ALL.map(|channel| {
            let carrier = Carrier { fate: Arc::clone(&self.fate), channel, raw: self.raw.clone() };
            let breaker = Breaker { failures: 5, pause: Duration::from_secs(60) };
            let limits =
                ProviderLimits { timeout: Duration::from_secs(20), concurrency: 4, rate: Some(2.0), breaker };
            Route::new(Arc::new(carrier) as Arc<dyn Provider>, limits, [channel])
        });
        let config =
            Config::parse("[delivery]\npoll = \"10m\"\nsweep = \"10m\"", std::iter::empty()).unwrap();
        let dispatcher = Dispatcher::new(
            Arc::new(store.clone()),
            engine(life),
            routes.to_vec(),
            DeliveryConfig::from_config(&config).unwrap(),
            Arc::clone(&self.fate.clock) as Arc<dyn Clock>,
        );
        let work = dispatcher.unwrap().run(std::future::pending());
        tokio::select! {
            biased;
            () = self.fate.crashed.notified() => false,
            () = work => unreachable!("nobody shuts it down"),
            () = self.happen(store) => true,
        }
    }

    /// What is planned happens; then everything has time to come to its end.
    async fn happen(&self, store: MemoryStore) {
        loop {
            let next = usize::try_from(self.done.load(Ordering::Relaxed)).unwrap();
            let Some((moment, happening)) = self.plan.get(next) else { break };
            tokio::time::sleep(moment.saturating_sub(self.fate.clock.elapsed())).await;
            self.done.fetch_add(1, Ordering::Relaxed);
            self.let_happen(happening.clone(), &store);
        }
        while self.fate.clock.elapsed() < END_OF_TIME {
            tokio::time::sleep(HOUR).await;
            let entries = self.raw.list(Filter::default()).await.unwrap();
            if entries.iter().all(|entry| entry.progress.state.is_end()) {
                return;
            }
        }
    }

    fn let_happen(&self, happening: Happening, store: &MemoryStore) {
        let (fate, store, raw) = (Arc::clone(&self.fate), store.clone(), self.raw.clone());
        match happening {
            Happening::Post(body) => drop(tokio::spawn(post(fate, store, body))),
            Happening::OptOut(channel, receiver) => {
                let cause = Cause::new("asked", "");
                let opt_out = OptOut { channel, receiver, at: fate.clock.now(), cause };
                tokio::spawn(async move { store.opt_out_add(opt_out).await });
            }
            Happening::SetClock(millis) => fate.clock.set(millis),
            Happening::CancelSomething => {
                tokio::spawn(async move {
                    let newest = raw.list(Filter { limit: Some(5), ..Filter::default() }).await.unwrap();
                    let ids = newest.iter().map(|entry| entry.id).collect();
                    store.cancel(ids, Cause::new("cancelled", ""), fate.clock.now()).await
                });
            }
            Happening::Calm => *fate.weather.lock().unwrap() = Weather::CALM,
        }
    }
}

/// Commerce posts an event, some of them twice at once, and may post it again where it got no answer.
async fn post(fate: Arc<Fate>, store: MemoryStore, body: Vec<u8>) {
    for _ in 0..2 {
        let entry = entry_of(&body, fate.clock.now());
        let answer = store.accept(entry).await;
        let mut ledger = fate.ledger.lock().unwrap();
        match answer {
            Ok(Accepted::New(id) | Accepted::InsteadOf { id, .. }) => {
                ledger.acknowledged.insert(id);
            }
            Ok(Accepted::Duplicate(id)) => {
                ledger.acknowledged.insert(id);
                ledger.totals.duplicates_refused += 1;
            }
            Err(_) => {}
        }
        drop(ledger);
        if !fate.roll(if answer.is_ok() { 50 } else { 500 }) {
            break;
        }
    }
}

fn entry_of(body: &[u8], now: Timestamp) -> NewEntry {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    let config = CONFIG.get_or_init(Config::default);
    NewEntry::read(body, config, &Supersession::default(), now, "request").unwrap()
}

/// The answer of a store that answers at once.
fn futures<T>(pending: tellal::outbox::Pending<'_, T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(pending).unwrap()
}

/// Everything that will happen, in order.
fn plan(rng: &mut Rng) -> Vec<(Duration, Happening)> {
    let within = |rng: &mut Rng, hours: u64| Duration::from_millis(rng.u64(0..hours * 3_600_000));
    let mut plan = Vec::new();
    for number in 0..EVENTS {
        plan.push((within(rng, 6), Happening::Post(event(rng, number))));
    }
    for _ in 0..rng.u32(0..6) {
        let channel = Channel::ALL[rng.usize(0..3)];
        let (phone, email) = addresses(rng.u64(0..40));
        let address = if channel == Channel::Email { email } else { phone };
        plan.push((within(rng, 8), Happening::OptOut(channel, ReceiverKey::parse(&address, None))));
    }
    for _ in 0..rng.u32(0..4) {
        let millis = if rng.bool() { rng.i64(-60_000..60_000) } else { rng.i64(-90_000_000..90_000_000) };
        plan.push((within(rng, 12), Happening::SetClock(millis)));
    }
    for _ in 0..rng.u32(0..4) {
        plan.push((within(rng, 8), Happening::CancelSomething));
    }
    plan.push((HOUR * 12, Happening::Calm));
    plan.sort_by_key(|(moment, _)| *moment);
    plan
}

fn addresses(receiver: u64) -> (String, String) {
    (format!("+90555{receiver:07}"), format!("user{receiver}@example.com"))
}

fn event(rng: &mut Rng, number: u64) -> Vec<u8> {
    let (phone, email) = addresses(rng.u64(0..40));
    let order = json!({
        "number": format!("ORD-{}", number / 8), "status": {"value": "500"}, "currency": {"value": "try"},
        "amount": "10.00", "notes": number.to_string(),
    });
    let (kind, payload) = match rng.u8(0..10) {
        0..=4 => {
            ("order_checkout_url_with_token", json!({"checkout_url": format!("https://x.example/{number}")}))
        }
        5..=8 => ("order_shipped_cargo", json!({"order": order})),
        _ => ("order_cancellation", json!({"order": order, "cancellation_type": "cancel"})),
    };
    let user = json!({
        "email": email, "sms_allowed": rng.u8(0..10) < 8, "email_allowed": rng.bool(),
        "whatsapp_allowed": rng.bool(),
    });
    json!({
        "from": "shop", "to": phone, "event": kind, "payload": payload, "site_domain": "www.example.com",
        "receiver_user": user,
    })
    .to_string()
    .into_bytes()
}

/// The engine of a life. Its texts differ from life to life, as when templates were changed meanwhile: a retry
/// must not.
fn engine(life: u64) -> Engine {
    static ENGINES: OnceLock<[Engine; 2]> = OnceLock::new();
    let make = |version: u64| {
        let mut sources = Sources::new().locale("en/all.ftl", "hello = Hello");
        for event in ["order_checkout_url_with_token", "order_shipped_cargo", "order_cancellation"] {
            for part in ["sms.txt", "whatsapp.txt", "email.html", "email.subject.txt"] {
                sources = sources.template(format!("{event}/{part}"), format!("{part}, version {version}"));
            }
        }
        Engine::new(&sources, Config::default()).unwrap()
    };
    ENGINES.get_or_init(|| [make(0), make(1)])[usize::from(life % 2 == 1)].clone()
}
