//! What the dispatcher tells whoever keeps logs and figures. None of it is personal.

use std::time::Duration;

use jiff::Timestamp;

use super::until;
use crate::outbox::{Cause, Entry, Progress, State, StoreError, Swept};
use crate::recipient::channel::Channel;

/// Something that happened.
#[derive(Debug)]
#[non_exhaustive]
pub enum Observed<'a> {
    /// A provider was asked, and answered or not.
    Attempt {
        /// The entry, as of its claim.
        entry: &'a Entry,
        /// The provider's name.
        provider: &'a str,
        /// The channel.
        channel: Channel,
        /// How long it took.
        took: Duration,
        /// `sent`, or the code of why not.
        code: &'a str,
        /// Billed SMS, where it was sent as such.
        segments: usize,
    },
    /// An entry has come to its end, or waits to be tried again.
    Recorded {
        /// The entry, as of its claim or later.
        entry: &'a Entry,
        /// Where it stands now.
        state: State,
        /// The channel, where one was chosen.
        channel: Option<Channel>,
        /// Why it stands there, where it was not sent.
        cause: Option<&'a Cause>,
        /// Since it was accepted.
        age: Duration,
    },
    /// The store did not do as asked; it is asked again.
    StoreFailed(&'a StoreError),
    /// A provider is left alone for a while.
    Paused {
        /// The provider's name.
        provider: &'a str,
    },
    /// The time of day has jumped ahead by so much; what waits is not held to be old for a while.
    ClockJumped(Duration),
    /// What has had its time was cleared away.
    Swept(&'a Swept),
    /// A defect: the work on an entry ended with a panic.
    Panicked(&'a Entry),
}

impl<'a> Observed<'a> {
    /// That an entry stands there now.
    pub fn recorded(entry: &'a Entry, progress: &'a Progress, now: Timestamp) -> Self {
        let Progress { state, channel, cause, .. } = progress;
        let age = until(entry.accepted_at, now);
        Self::Recorded { entry, state: *state, channel: *channel, cause: cause.as_ref(), age }
    }
}

/// Whoever keeps logs and figures.
pub trait Observer: Send + Sync {
    /// Called from where it happens; it must not block.
    fn observe(&self, observed: &Observed<'_>);
}

/// Nobody.
impl Observer for () {
    fn observe(&self, _: &Observed<'_>) {}
}
