//! A provider with its bulkhead, and the passes that let attempts through.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::bulkhead::{Bulkhead, Health};
use crate::clock::Clock;
use crate::provider::{Provider, ProviderLimits};
use crate::recipient::channel::Channel;

/// How much longer than a provider's own time limit its answer is waited for.
const SLACK: Duration = Duration::from_secs(2);

/// A provider, what it may be burdened with, and the channels that it carries.
#[derive(Clone)]
pub struct Route {
    provider: Arc<dyn Provider>,
    limits: ProviderLimits,
    channels: Vec<Channel>,
}

impl Route {
    /// A provider for some channels.
    pub fn new(
        provider: Arc<dyn Provider>,
        limits: ProviderLimits,
        channels: impl Into<Vec<Channel>>,
    ) -> Self {
        Self { provider, limits, channels: channels.into() }
    }

    pub(super) fn name(&self) -> &str {
        self.provider.name()
    }

    pub(super) fn limits(&self) -> &ProviderLimits {
        &self.limits
    }

    pub(super) fn opened(self, freed: &Arc<Notify>, clock: &Arc<dyn Clock>) -> Arc<Open> {
        let bulkhead = Mutex::new(Bulkhead::new(self.limits.clone()));
        Arc::new(Open { route: self, bulkhead, freed: Arc::clone(freed), clock: Arc::clone(clock) })
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Route")
            .field("name", &self.name())
            .field("channels", &self.channels)
            .finish_non_exhaustive()
    }
}

/// A route in use.
pub(super) struct Open {
    route: Route,
    bulkhead: Mutex<Bulkhead>,
    freed: Arc<Notify>,
    clock: Arc<dyn Clock>,
}

impl Open {
    fn with<T>(&self, run: impl FnOnce(&mut Bulkhead, Duration) -> T) -> T {
        let now = self.clock.elapsed();
        run(&mut self.bulkhead.lock().unwrap_or_else(PoisonError::into_inner), now)
    }

    pub(super) fn name(&self) -> &str {
        self.route.name()
    }

    pub(super) fn provider(&self) -> &Arc<dyn Provider> {
        &self.route.provider
    }

    /// When an attempt is given up that the provider should have ended itself. It alone knows what had come
    /// when its own time was up, so it gets a while to say so.
    pub(super) fn given_up_after(&self) -> Duration {
        self.route.limits.timeout + SLACK
    }

    pub(super) fn channels(&self) -> &[Channel] {
        &self.route.channels
    }

    pub(super) fn opens_in(&self) -> Option<Duration> {
        self.with(|bulkhead, now| bulkhead.opens_at(now).map(|at| at.saturating_sub(now)))
    }

    /// A pass, if there is room.
    pub(super) fn enter(self: &Arc<Self>) -> Option<Pass> {
        let enters = self.with(Bulkhead::enter);
        enters.then(|| Pass { route: Arc::clone(self), health: Health::Unknown })
    }

    /// As many passes as there is room for.
    pub(super) fn enter_all(self: &Arc<Self>) -> Vec<Pass> {
        std::iter::from_fn(|| self.enter()).collect()
    }
}

/// The right to make one attempt. Dropping it leaves the bulkhead, also when the work panics.
pub(super) struct Pass {
    route: Arc<Open>,
    health: Health,
}

impl Pass {
    pub(super) fn route(&self) -> &Arc<Open> {
        &self.route
    }

    /// The attempt was made; says whether the provider is left alone from now on.
    pub(super) fn leave(mut self, health: Health) -> bool {
        let route = Arc::clone(&self.route);
        let paused = |bulkhead: &mut Bulkhead, now| bulkhead.is_paused(now);
        let before = route.with(paused);
        self.health = health;
        drop(self);
        !before && route.with(paused)
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.route.with(|bulkhead, now| bulkhead.leave(now, self.health));
        self.route.freed.notify_one();
    }
}

/// Places for entries that are being looked at.
#[derive(Clone)]
pub(super) struct Slots {
    taken: Arc<Mutex<usize>>,
    most: usize,
    freed: Arc<Notify>,
}

/// One such place.
pub(super) struct Slot(Slots);

impl Slots {
    pub(super) fn new(most: usize, freed: &Arc<Notify>) -> Self {
        Self { taken: Arc::default(), most, freed: Arc::clone(freed) }
    }

    fn with<T>(&self, run: impl FnOnce(&mut usize) -> T) -> T {
        run(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn free(&self) -> usize {
        self.with(|taken| self.most.saturating_sub(*taken))
    }

    pub(super) fn take(&self) -> Slot {
        self.with(|taken| *taken += 1);
        Slot(self.clone())
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.with(|taken| *taken = taken.saturating_sub(1));
        self.0.freed.notify_one();
    }
}
