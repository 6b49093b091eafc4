//! From the outbox to the providers: claim, look at consent and opt-outs again, write once, send, record.
//!
//! One [`Dispatcher`] works on one store. It asks for work lane by lane: what is not written yet, and per
//! provider what is written for its channels, as much as its [`Bulkhead`] has room for. What finds no room waits
//! in the outbox, not in memory, so a provider that stands still holds up nobody and nothing.

mod bulkhead;
mod desk;
mod job;
mod jump;
mod letter;
mod observe;
mod route;
mod verdict;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Notify, watch};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

pub use self::bulkhead::{Bulkhead, Health};
use self::desk::{Desk, Phase};
use self::job::Ended;
use self::jump::Jumps;
pub use self::letter::Letter;
pub use self::observe::{Observed, Observer};
pub use self::route::Route;
use self::route::{Pass, Slots};
pub use self::verdict::{Verdict, nobody, unwritable};
use crate::clock::Clock;
use crate::engine::Engine;
use crate::outbox::{Claim, Claimed, DeliveryConfig, Entry, EntryId, Lane, Store};
use crate::provider::ProviderLimits;
use crate::recipient::channel::Channel;

/// Once a store has failed, it is asked again after this.
const AFTER_FAILURE: Duration = Duration::from_millis(500);

/// Where more has had its time than is cleared away at once, the next part goes after this.
const SWEEP_ON: Duration = Duration::from_millis(100);

/// What is over at the end of a shutdown's grace has so long to be recorded.
const LAST_RECORDS: Duration = Duration::from_millis(900);

/// Delivers what a store holds.
pub struct Dispatcher {
    desk: Arc<Desk>,
    phase: watch::Sender<Phase>,
}

/// A configuration that would lose or double messages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DispatchError {
    /// Another process could take an entry whose attempt is still under way.
    #[error(
        "delivery.lease: {lease:?} is not longer than providers.{provider}.timeout ({timeout:?}) and a minute; make \
         the lease longer or the time limit shorter"
    )]
    LeaseTooShort {
        /// The lease.
        lease: Duration,
        /// The provider.
        provider: String,
        /// Its time limit.
        timeout: Duration,
    },
}

impl DispatchError {
    /// Whether a lease is long enough for a provider.
    ///
    /// # Errors
    /// [`DispatchError::LeaseTooShort`] where it is not.
    pub fn of_lease(lease: Duration, provider: &str, limits: &ProviderLimits) -> Result<(), Self> {
        let timeout = limits.timeout;
        if lease > timeout + Duration::from_secs(60) {
            return Ok(());
        }
        Err(Self::LeaseTooShort { lease, provider: provider.to_owned(), timeout })
    }
}

/// A lane, and when to ask for its work.
struct Line {
    lane: Lane,
    /// Index of the provider; `None` for what is to be written, for the first time or anew.
    route: Option<usize>,
    /// Something may have changed since it was last asked for.
    stirred: bool,
    next_due: Option<Timestamp>,
}

/// What the dispatcher has in hand.
struct Hands {
    jobs: JoinSet<Ended>,
    held: HashMap<Id, Arc<Claimed>>,
    lines: Vec<Line>,
    /// Nothing is asked of the store before, since it has failed.
    store_rests_until: Duration,
    /// Nothing is cleared away before.
    sweep_at: Duration,
    stirred_at: Duration,
    jumps: Jumps,
}

impl Dispatcher {
    /// A dispatcher; nothing happens until it runs.
    ///
    /// # Errors
    /// [`DispatchError`] where the configuration of the parts does not fit together.
    pub fn new(
        store: Arc<dyn Store>,
        engine: Engine,
        routes: Vec<Route>,
        config: DeliveryConfig,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, DispatchError> {
        for route in &routes {
            DispatchError::of_lease(config.lease, route.name(), route.limits())?;
        }
        let (phase, phases) = watch::channel(Phase::Running);
        let freed = Arc::new(Notify::new());
        let routes = routes.into_iter().map(|route| route.opened(&freed, &clock)).collect();
        let slots = Slots::new(config.in_flight, &freed);
        let desk = Desk {
            store,
            engine,
            routes,
            config,
            clock,
            observer: Arc::new(()),
            phase: phases,
            freed,
            slots,
        };
        Ok(Self { desk: Arc::new(desk), phase })
    }

    /// Tells an observer what happens.
    #[must_use]
    pub fn observed_by(mut self, observer: Arc<dyn Observer>) -> Self {
        if let Some(desk) = Arc::get_mut(&mut self.desk) {
            desk.observer = observer;
        }
        self
    }

    /// Works until `shutdown` completes, and then ends within ten seconds: what has not begun is handed back,
    /// and what is being sent has the configured grace to end.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let mut hands = self.hands();
        tokio::pin!(shutdown);
        let deadline = loop {
            let mut handing = Box::pin(self.hand_out(&mut hands));
            let handed = tokio::select! {
                biased;
                () = &mut shutdown => None,
                wait = &mut handing => Some(wait),
            };
            let Some(wait) = handed else {
                let deadline = self.stopping();
                // What the store hands out at this moment would else be nobody's until its lease ends.
                let _ = tokio::time::timeout_at(deadline, handing).await;
                break deadline;
            };
            drop(handing);
            tokio::select! {
                biased;
                () = &mut shutdown => break self.stopping(),
                Some(ended) = hands.jobs.join_next_with_id() => self.settle(&mut hands, ended),
                () = self.desk.store.changed() => hands.stir(),
                () = self.desk.freed.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
            while let Some(ended) = hands.jobs.try_join_next_with_id() {
                self.settle(&mut hands, ended);
            }
        };
        self.wind_up(hands, deadline).await;
    }

    /// From now on nothing is begun. Answers until when what is under way may end.
    fn stopping(&self) -> Instant {
        let _ = self.phase.send(Phase::Stopping);
        Instant::now() + self.desk.config.grace
    }

    fn hands(&self) -> Hands {
        let line = |lane, route| Line { lane, route, stirred: true, next_due: None };
        let routes = &self.desk.routes;
        let written = routes
            .iter()
            .enumerate()
            .map(|(index, route)| line(Lane::Written(route.channels().to_vec()), Some(index)));
        // What was written for a channel that no provider carries any more is written anew for another.
        let mut stranded = Channel::ALL.to_vec();
        stranded.retain(|channel| self.desk.route_of(*channel).is_none());
        let stranded = (!stranded.is_empty()).then(|| line(Lane::Written(stranded), None));
        Hands {
            jobs: JoinSet::new(),
            held: HashMap::new(),
            // What waits for a provider goes before what is new.
            lines: written.chain(stranded).chain([line(Lane::Unwritten, None)]).collect(),
            store_rests_until: Duration::ZERO,
            sweep_at: Duration::ZERO,
            stirred_at: Duration::ZERO,
            jumps: Jumps::default(),
        }
    }

    /// Starts all the work there is room for, and answers how long nothing new is to be expected.
    async fn hand_out(&self, hands: &mut Hands) -> Duration {
        let now = self.desk.clock.elapsed();
        if now < hands.store_rests_until {
            return hands.store_rests_until.saturating_sub(now);
        }
        if let Some(ahead) = hands.jumps.look(self.desk.clock.now(), now) {
            self.desk.observer.observe(&Observed::ClockJumped(ahead));
        }
        // What had its time by a clock that has just jumped may have had none of it.
        if hands.jumps.grace(now).is_zero() {
            self.sweep(hands, now).await;
        }
        if now.saturating_sub(hands.stirred_at) >= self.desk.config.poll {
            hands.stirred_at = now;
            hands.stir();
        }
        let sweeps_in = hands.sweep_at.saturating_sub(now).max(hands.jumps.grace(now));
        let mut wait = self.desk.config.poll.min(sweeps_in);
        for index in 0..hands.lines.len() {
            if self.desk.is_stopping() {
                break;
            }
            wait = wait.min(self.serve(hands, index).await);
        }
        wait
    }

    /// Starts the work of one lane, and answers after how long there may be more.
    async fn serve(&self, hands: &mut Hands, index: usize) -> Duration {
        const LONG: Duration = Duration::from_secs(3_600);
        let (desk, line) = (&self.desk, &hands.lines[index]);
        let now = desk.clock.now();
        if !line.stirred && line.next_due.is_none_or(|due| due > now) {
            return line.next_due.map_or(LONG, |due| until(now, due));
        }
        let (limit, mut passes) = match line.route {
            Some(route) => {
                let passes = desk.routes[route].enter_all();
                (passes.len(), passes)
            }
            None => (desk.slots.free(), Vec::new()),
        };
        if limit == 0 {
            let opens = line.route.and_then(|route| desk.routes[route].opens_in());
            return opens.unwrap_or(LONG);
        }
        let prolonged = hands.jumps.grace(desk.clock.elapsed());
        let claim = Claim { now, lease: desk.config.lease, limit, lane: line.lane.clone(), prolonged };
        let claims = match desk.store.claim(claim).await {
            Ok(claims) => claims,
            Err(error) => {
                desk.observer.observe(&Observed::StoreFailed(&error));
                hands.store_rests_until = desk.clock.elapsed() + AFTER_FAILURE;
                return AFTER_FAILURE;
            }
        };
        let line = &mut hands.lines[index];
        line.stirred = false;
        line.next_due = claims.next_due;
        let wait = claims.next_due.map_or(LONG, |due| until(desk.clock.now(), due));
        self.tell_ended(&claims.ended);
        for claimed in claims.claimed {
            self.start(hands, Arc::new(claimed), passes.pop());
        }
        wait
    }

    fn start(&self, hands: &mut Hands, claimed: Arc<Claimed>, pass: Option<Pass>) {
        let slot = if pass.is_none() { Some(self.desk.slots.take()) } else { None };
        let job = job::run(Arc::clone(&self.desk), Arc::clone(&claimed), slot, pass);
        let id = hands.jobs.spawn(job).id();
        hands.held.insert(id, claimed);
    }

    /// A job has ended. One that panicked has left its entry behind.
    fn settle(&self, hands: &mut Hands, ended: Result<(Id, Ended), JoinError>) {
        match ended {
            Ok((id, ended)) => {
                hands.held.remove(&id);
                if ended == Ended::MoreToDo {
                    hands.stir();
                }
            }
            Err(error) => {
                let held = hands.held.remove(&error.id());
                if let Some(claimed) = held.filter(|_| error.is_panic()) {
                    self.desk.observer.observe(&Observed::Panicked(&claimed.entry));
                    // Apart, since the store may be slow to answer.
                    let job = job::bury(Arc::clone(&self.desk), Arc::clone(&claimed));
                    let id = hands.jobs.spawn(job).id();
                    hands.held.insert(id, claimed);
                }
            }
        }
    }

    /// Tells of entries that came to their end in the store.
    fn tell_ended(&self, entries: &[Entry]) {
        let now = self.desk.clock.now();
        for entry in entries {
            self.desk.observer.observe(&Observed::recorded(entry, &entry.progress, now));
        }
    }

    async fn sweep(&self, hands: &mut Hands, now: Duration) {
        if now < hands.sweep_at {
            return;
        }
        hands.sweep_at = now + self.desk.config.sweep;
        let holds: Vec<EntryId> = hands.held.values().map(|claimed| claimed.entry.id).collect();
        let swept = self.desk.store.sweep(self.desk.clock.now(), crate::clock::chance(), holds).await;
        match swept {
            Ok(swept) => {
                if swept.lapsed > 0 {
                    hands.stir();
                }
                if swept.more {
                    hands.sweep_at = now + SWEEP_ON.min(self.desk.config.sweep);
                }
                self.tell_ended(&swept.ended);
                self.desk.observer.observe(&Observed::Swept(&swept));
            }
            Err(error) => self.desk.observer.observe(&Observed::StoreFailed(&error)),
        }
    }

    async fn wind_up(self, mut hands: Hands, deadline: Instant) {
        loop {
            tokio::select! {
                biased;
                ended = hands.jobs.join_next_with_id() => match ended {
                    Some(ended) => self.settle(&mut hands, ended),
                    None => return,
                },
                () = tokio::time::sleep_until(deadline) => break,
            }
        }
        // Whatever is still being sent is given up, and recorded as such. What cannot be recorded now comes
        // back when its lease is lost.
        let _ = self.phase.send(Phase::Over);
        let ended = async { while hands.jobs.join_next().await.is_some() {} };
        let _ = tokio::time::timeout_at(deadline + LAST_RECORDS, ended).await;
    }
}

impl Hands {
    fn stir(&mut self) {
        self.lines.iter_mut().for_each(|line| line.stirred = true);
    }
}

impl std::fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dispatcher").field("config", &self.desk.config).finish_non_exhaustive()
    }
}

/// How long it is until a moment.
fn until(now: Timestamp, then: Timestamp) -> Duration {
    let millis = then.as_millisecond().saturating_sub(now.as_millisecond());
    Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}
