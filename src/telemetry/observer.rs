//! What the dispatcher does, as log lines and figures.

use std::sync::Arc;

use super::Metrics;
use crate::dispatch::{Observed, Observer};
use crate::outbox::{Cause, Entry, State, Swept};
use crate::recipient::channel::Channel;

/// Counts and logs what the dispatcher does.
#[derive(Debug)]
pub struct Watch(Arc<Metrics>);

impl Watch {
    /// One that counts into these metrics.
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self(metrics)
    }

    fn recorded(&self, entry: &Entry, state: State, channel: Option<Channel>, cause: Option<&Cause>) {
        let (channel, reason) =
            (channel.map_or("none", Channel::as_str), cause.map_or("", |cause| cause.code.as_str()));
        let detail = cause.map_or("", |cause| cause.detail.as_str());
        let (message_id, request_id, event) = (entry.id, entry.request_id.as_str(), entry.event.as_str());
        match state {
            State::Delivered => {
                tracing::info!(%message_id, request_id, event, channel, "delivered");
            }
            State::Dead => {
                tracing::error!(%message_id, request_id, event, channel, reason, detail, "dead: a person should look");
            }
            State::Due => {
                tracing::warn!(%message_id, request_id, event, channel, reason, detail, "to be tried again");
            }
            _ => {
                tracing::info!(%message_id, request_id, event, channel, reason, state = state.as_str(), "ended");
            }
        }
        if state != State::Due {
            self.0.outcomes.count([channel, state.as_str(), reason]);
        }
    }
}

impl Observer for Watch {
    fn observe(&self, observed: &Observed<'_>) {
        let metrics = &self.0;
        match observed {
            Observed::Attempt { entry, provider, channel, took, code, segments } => {
                metrics.attempts.count([provider, code]);
                metrics.provider.observe([provider], *took);
                if *code == "sent" && *segments > 0 {
                    metrics.segments.add([provider], *segments as u64);
                }
                let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
                let request_id = entry.request_id.as_str();
                let channel = channel.as_str();
                tracing::debug!(message_id = %entry.id, request_id, provider, channel, code, millis, "attempt");
            }
            Observed::Recorded { entry, state, channel, cause, age } => {
                if *state == State::Delivered {
                    metrics.delivery.observe([channel.map_or("none", Channel::as_str)], *age);
                }
                self.recorded(entry, *state, *channel, *cause);
            }
            Observed::StoreFailed(error) => {
                metrics.store_failures.count([error.code()]);
                tracing::error!(
                    code = error.code(),
                    "the store did not do as asked; it is asked again: {error}"
                );
            }
            Observed::Paused { provider } => {
                metrics.pauses.count([provider]);
                tracing::warn!(
                    provider,
                    "the provider failed too often in a row and is left alone for a while"
                );
            }
            Observed::ClockJumped(ahead) => {
                let seconds = ahead.as_secs();
                tracing::warn!(seconds, "the clock has jumped ahead; for an hour nothing ends for its age");
            }
            Observed::Swept(swept) => {
                let Swept { expired, lapsed, forgotten, deleted, refused, .. } = swept;
                tracing::debug!(expired, lapsed, forgotten, deleted, refused, "cleared away");
            }
            Observed::Panicked(entry) => {
                tracing::error!(message_id = %entry.id, request_id = entry.request_id, "a defect: the work on it panicked");
            }
        }
    }
}
