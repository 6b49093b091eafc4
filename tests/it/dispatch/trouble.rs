//! Providers that hang, fail and flood, stores that fail, and shutdowns in the middle of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tellal::Channel;
use tellal::clock::{Clock, later};
use tellal::dispatch::{DispatchError, Dispatcher, Route};
use tellal::outbox::{
    DeliveryConfig, Faults, Filter, MemoryStore, Moment, OutboxConfig, Pending, State, Store, StoreError,
};
use tellal::provider::{Answer, Breaker, ProviderLimits, Reason};

use super::{Act, House, Scripted, Virtual, engine, transient};

/// How many messages a provider has in hand at once unless it is configured otherwise.
fn in_hand() -> usize {
    ProviderLimits::default().concurrency
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_hangs_delays_nobody_else() {
    let house = House::new();
    house.providers[1].always(Some(Act::Hang));
    for number in 0..300 {
        house.accept(number, &[Channel::Sms]).await;
    }
    tokio::time::sleep(seconds(1)).await;
    for number in 300..400 {
        house.accept(number, &[Channel::Email]).await;
    }
    tokio::time::sleep(seconds(1)).await;
    assert_eq!(house.providers[2].asked().len(), 100, "all e-mails within a second");
    assert_eq!(house.providers[1].asked().len(), in_hand(), "as many as it may be burdened with");
    let sending = Filter { states: vec![State::Sending], ..Filter::default() };
    assert_eq!(house.store.list(sending).await.unwrap().len(), in_hand(), "the others wait in the outbox");
}

#[tokio::test(start_paused = true)]
async fn a_time_out_is_retried_after_a_minute_at_least() {
    let house = House::new();
    house.providers[1].acts.lock().unwrap().push_back(Act::Hang);
    let id = house.accept(1, &[Channel::Sms]).await;
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Delivered, None));
    let moments = house.providers[1].moments(house.started);
    let least = ProviderLimits::default().timeout.as_secs_f64() + 60.0;
    assert!(moments[1] - moments[0] >= least, "the time-out and 60 s: {moments:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wish_for_a_pause_is_granted_within_reason() {
    let house = House::new();
    let throttled = |after| {
        let reason = Reason::new("throttled", "");
        let retry_after = Some(seconds(after));
        Act::Say(Answer::Transient { reason, retry_after, throttled: true, ambiguous: false })
    };
    house.providers[1].acts.lock().unwrap().extend([throttled(100), throttled(100_000)]);
    house.accept(1, &[Channel::Sms]).await;
    house.settled().await;
    let moments = house.providers[1].moments(house.started);
    let first = moments[1] - moments[0];
    let second = moments[2] - moments[1];
    assert!((100.0..=122.0).contains(&first), "{first}");
    assert!((600.0..=602.0).contains(&second), "no more than twice the pause: {second}");
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_is_left_alone_for_a_while() {
    let breaker = Breaker { failures: 3, pause: seconds(600) };
    let limits = ProviderLimits { breaker, concurrency: 1, ..ProviderLimits::default() };
    let house = House::with(&limits, MemoryStore::clone);
    house.providers[1].always(Some(Act::Say(transient("connection"))));
    for number in 0..50 {
        house.accept(number, &[Channel::Sms]).await;
    }
    tokio::time::sleep(seconds(590)).await;
    assert_eq!(house.providers[1].asked().len(), 3);
    tokio::time::sleep(seconds(20)).await;
    assert_eq!(house.providers[1].asked().len(), 4, "one trial");
    house.providers[1].always(None);
    house.settled().await;
    let entries = house.store.list(Filter::default()).await.unwrap();
    assert!(entries.iter().all(|entry| entry.progress.state == State::Delivered));
    let attempts: u32 = entries.iter().map(|entry| entry.progress.attempts).sum();
    assert_eq!(attempts, 54, "waiting costs no attempt");
}

#[tokio::test(start_paused = true)]
async fn a_rate_is_kept() {
    let limits = ProviderLimits { rate: Some(5.0), ..ProviderLimits::default() };
    let house = House::with(&limits, MemoryStore::clone);
    for number in 0..100 {
        house.accept(number, &[Channel::Sms]).await;
    }
    house.settled().await;
    let moments = house.providers[1].moments(house.started);
    assert_eq!(moments.len(), 100);
    for window in moments.windows(11) {
        assert!(window[10] - window[0] >= 0.99, "{window:?}");
    }
    let last = moments[99];
    assert!((18.0..=25.0).contains(&last), "{last}");
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_ends_within_ten_seconds_and_forgets_nothing() {
    let mut house = House::new();
    house.providers[0].always(Some(Act::Hang));
    house.providers[1].always(Some(Act::Slowly(seconds(3))));
    for number in 0..40 {
        let channel = if number % 2 == 0 { Channel::Whatsapp } else { Channel::Sms };
        house.accept(number, &[channel]).await;
    }
    tokio::time::sleep(seconds(1)).await;
    let took = house.stop().await;
    assert!(took < seconds(10), "{took:?}");
    let entries = house.store.list(Filter::default()).await.unwrap();
    let count = |state| entries.iter().filter(|entry| entry.progress.state == state).count();
    assert_eq!(count(State::Sending), 0, "every lease is handed back");
    assert_eq!(count(State::Delivered), in_hand());
    let interrupted = entries
        .iter()
        .filter(|entry| entry.progress.cause.as_ref().is_some_and(|cause| cause.code == "interrupted"));
    assert_eq!(interrupted.count(), in_hand(), "what was being sent may have been delivered");
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_panics_is_a_failed_attempt() {
    let house = House::new();
    house.providers[1].acts.lock().unwrap().push_back(Act::Panic);
    let id = house.accept(1, &[Channel::Sms]).await;
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Delivered, None));
    let shown = house.store.show(id).await.unwrap().unwrap();
    assert_eq!(shown.attempts[0].cause.code, "panicked");
}

/// A store that cannot record while it is told so.
struct Stuck(AtomicBool);

impl Faults for Stuck {
    fn strike(&self, request: &'static str, moment: Moment) -> Pending<'_, ()> {
        let stuck = request == "record" && moment == Moment::Before && self.0.load(Ordering::Relaxed);
        Box::pin(async move { if stuck { Err(StoreError::Full) } else { Ok(()) } })
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_is_recorded_once_the_store_works_again() {
    let stuck = Arc::new(Stuck(AtomicBool::new(true)));
    let faults = Arc::clone(&stuck);
    let house = House::with(&ProviderLimits::default(), move |store| {
        store.with_faults(Arc::clone(&faults) as Arc<dyn Faults>)
    });
    let id = house.accept(1, &[Channel::Sms]).await;
    tokio::time::sleep(seconds(7_200)).await;
    assert_eq!(house.state(id).await.0, State::Sending);
    stuck.0.store(false, Ordering::Relaxed);
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Delivered, None));
    assert_eq!(house.providers[1].asked().len(), 1, "two hours of trouble, and sent once");
}

/// A store that does not answer while it is told so.
struct Hung(AtomicBool);

impl Faults for Hung {
    fn strike(&self, _: &'static str, moment: Moment) -> Pending<'_, ()> {
        let hangs = moment == Moment::Before && self.0.load(Ordering::Relaxed);
        Box::pin(async move { if hangs { std::future::pending().await } else { Ok(()) } })
    }
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_ends_within_ten_seconds_although_the_store_hangs() {
    let hung = Arc::new(Hung(AtomicBool::new(false)));
    let faults = Arc::clone(&hung);
    let mut house = House::with(&ProviderLimits::default(), move |store| {
        store.with_faults(Arc::clone(&faults) as Arc<dyn Faults>)
    });
    house.providers[0].always(Some(Act::Slowly(seconds(2))));
    for number in 0..10 {
        house.accept(number, &[Channel::Whatsapp]).await;
    }
    tokio::time::sleep(seconds(1)).await;
    hung.0.store(true, Ordering::Relaxed);
    tokio::time::sleep(seconds(100)).await;
    let took = tokio::time::timeout(seconds(60), house.stop()).await.expect("an end");
    assert!(took < seconds(10), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_handed_out_while_it_shuts_down_is_handed_back() {
    let slow = Arc::new(SlowClaims);
    let mut house = House::with(&ProviderLimits::default(), move |store| {
        store.with_faults(Arc::clone(&slow) as Arc<dyn Faults>)
    });
    tokio::time::sleep(seconds(1)).await;
    for number in 0..10 {
        house.accept(number, &[Channel::Sms]).await;
    }
    tokio::time::sleep(seconds(1)).await;
    let took = house.stop().await;
    assert!(took < seconds(4), "one claim is waited for, not all of them: {took:?}");
    let sending = Filter { states: vec![State::Sending], ..Filter::default() };
    assert_eq!(house.store.list(sending).await, Ok(Vec::new()));
}

/// A store that takes its time to hand out work, and then more of it.
struct SlowClaims;

impl Faults for SlowClaims {
    fn strike(&self, request: &'static str, moment: Moment) -> Pending<'_, ()> {
        let slow = request == "claim" && moment == Moment::After;
        Box::pin(async move {
            if slow {
                tokio::time::sleep(seconds(3)).await;
            }
            Ok(())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn what_has_had_its_time_goes_as_fast_as_it_comes() {
    let mut config = OutboxConfig::default();
    config.keep_bodies = seconds(100);
    let store = Arc::new(MemoryStore::new(config));
    let (clock, delivery) = (Virtual::new(), DeliveryConfig::default());
    let queue = Arc::clone(&store) as Arc<dyn Store>;
    let dispatcher = Dispatcher::new(queue, engine(), Vec::new(), delivery, clock).unwrap();
    let mut ids = Vec::new();
    for number in 0..3_000 {
        let entry = super::entry_of(&super::checkout(number, &[]), super::at(0));
        ids.push(tellal::outbox::Intake::accept(&*store, entry).await.unwrap().id());
    }
    // Looked at every minute: at the second look their time is over, for all of them at once.
    dispatcher.run(tokio::time::sleep(seconds(130))).await;
    let mut kept = 0;
    for id in ids {
        kept += usize::from(store.show(id).await.unwrap().unwrap().body.is_some());
    }
    assert_eq!(kept, 0);
}

#[tokio::test(start_paused = true)]
async fn a_lease_shorter_than_a_time_limit_is_refused() {
    let limits = ProviderLimits { timeout: seconds(300), ..ProviderLimits::default() };
    let route = Route::new(Scripted::new("slow", []), limits, [Channel::Sms]);
    let store = Arc::new(MemoryStore::new(OutboxConfig::default()));
    let made = Dispatcher::new(store, engine(), vec![route], DeliveryConfig::default(), Virtual::new());
    assert!(matches!(made.unwrap_err(), DispatchError::LeaseTooShort { .. }));
}

#[tokio::test(start_paused = true)]
async fn a_channel_without_provider_is_said() {
    let store = Arc::new(MemoryStore::new(OutboxConfig::default()));
    let dispatcher = Dispatcher::new(
        Arc::clone(&store) as Arc<dyn Store>,
        engine(),
        Vec::new(),
        DeliveryConfig::default(),
        Virtual::new(),
    );
    let entry = super::entry_of(&super::checkout(1, &[Channel::Sms]), super::at(0));
    let id = tellal::outbox::Intake::accept(&*store, entry).await.unwrap().id();
    dispatcher.unwrap().run(tokio::time::sleep(seconds(5))).await;
    let progress = store.show(id).await.unwrap().unwrap().entry.progress;
    assert_eq!((progress.state, progress.cause.unwrap().code.as_str()), (State::Dead, "no_provider"));
}

/// A clock that somebody sets.
struct Set(Arc<Virtual>, std::sync::atomic::AtomicU64);

impl Clock for Set {
    fn now(&self) -> jiff::Timestamp {
        later(self.0.now(), seconds(self.1.load(Ordering::Relaxed)))
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_right_makes_nothing_too_old_to_send() {
    let clock = Arc::new(Set(Virtual::new(), 0.into()));
    let store = Arc::new(MemoryStore::new(OutboxConfig::default()));
    let provider = Scripted::new("sms-api", [Act::Say(transient("connection"))]);
    let route = Route::new(Arc::clone(&provider) as Arc<_>, ProviderLimits::default(), [Channel::Sms]);
    let (queue, time) = (Arc::clone(&store) as Arc<dyn Store>, Arc::clone(&clock) as Arc<dyn Clock>);
    let dispatcher = Dispatcher::new(queue, engine(), vec![route], DeliveryConfig::default(), time).unwrap();
    let entry = super::entry_of(&super::checkout(1, &[Channel::Sms]), super::at(0));
    let id = tellal::outbox::Intake::accept(&*store, entry).await.unwrap().id();
    let years = 3 * 365 * 86_400;
    let set = async {
        tokio::time::sleep(seconds(2)).await;
        clock.1.store(years, Ordering::Relaxed);
        tokio::time::sleep(seconds(60)).await;
    };
    dispatcher.run(set).await;
    let progress = store.show(id).await.unwrap().unwrap().entry.progress;
    assert_eq!((progress.state, progress.cause), (State::Delivered, None));
}
