//! What all jobs share, and how they ask the store: until it answers.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::observe::{Observed, Observer};
use super::route::{Open, Slots};
use crate::clock::Clock;
use crate::engine::Engine;
use crate::outbox::{DeliveryConfig, Pending, Refusal, Store, StoreError};
use crate::recipient::channel::Channel;

/// How far a shutdown is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Running,
    /// Nothing is begun any more.
    Stopping,
    /// Nothing is waited for any more.
    Over,
}

/// What all jobs share.
pub(super) struct Desk {
    pub(super) store: Arc<dyn Store>,
    pub(super) engine: Engine,
    pub(super) routes: Vec<Arc<Open>>,
    pub(super) config: DeliveryConfig,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) observer: Arc<dyn Observer>,
    pub(super) phase: watch::Receiver<Phase>,
    pub(super) freed: Arc<Notify>,
    pub(super) slots: Slots,
}

/// The first and the longest pause between two requests to a store that fails.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

impl Desk {
    /// Completes when a shutdown has come so far.
    pub(super) async fn reached(&self, phase: Phase) {
        let mut phases = self.phase.clone();
        // The dispatcher outlives its jobs; were it gone, it would be over.
        let _ = phases.wait_for(|now| *now >= phase).await;
    }

    pub(super) fn is_stopping(&self) -> bool {
        *self.phase.borrow() >= Phase::Stopping
    }

    /// Asks the store until it answers or it is all over: what was sent cannot be taken back, so it must be
    /// recorded. A refusal is an answer; an entry that has changed hands is no longer this job's concern.
    pub(super) async fn insist<'a, T>(
        &'a self,
        ask: impl Fn(&'a dyn Store) -> Pending<'a, T>,
    ) -> Result<T, Refusal> {
        let (mut pause, longest) = PAUSES;
        loop {
            match ask(&*self.store).await {
                Ok(answer) => return Ok(answer),
                Err(StoreError::Refused(refusal)) => return Err(refusal),
                Err(error) => self.observer.observe(&Observed::StoreFailed(&error)),
            }
            tokio::select! {
                biased;
                () = self.reached(Phase::Over) => return Err(Refusal::Stale),
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(longest),
            }
        }
    }

    pub(super) fn route_of(&self, channel: Channel) -> Option<&Arc<Open>> {
        self.routes.iter().find(|route| route.channels().contains(&channel))
    }
}
