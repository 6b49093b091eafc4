//! What is recorded of a claim, and why a step may be refused.

use serde::Serialize;

use super::{Cause, Pause};

/// What is to be recorded of an entry that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The provider took it.
    Sent,
    /// To be tried again.
    Retry {
        /// Why.
        cause: Cause,
        /// What the answer asks of the pause.
        pause: Pause,
    },
    /// Never on this channel.
    Refused(Cause),
    /// Never to this receiver on this channel.
    OptedOut(Cause),
    /// Nobody may, or can, be written to.
    Suppressed(Cause),
    /// Nothing that waiting mends.
    Failed(Cause),
}

impl Finding {
    /// Why, unless the provider took it.
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Sent => None,
            Self::Retry { cause, .. }
            | Self::Refused(cause)
            | Self::OptedOut(cause)
            | Self::Suppressed(cause)
            | Self::Failed(cause) => Some(cause),
        }
    }

    /// `sent`, or the code of why not.
    pub fn code(&self) -> &str {
        self.cause().map_or("sent", |cause| cause.code.as_str())
    }
}

/// Why a step was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The entry has changed hands, or has ended meanwhile.
    #[error("somebody else has it by now")]
    Stale,
    /// Its time has not come, or somebody works on it.
    #[error("it is not due")]
    NotDue,
    /// It is on its way at this moment and cannot be called back.
    #[error("it is being sent at this moment")]
    InFlight,
    /// It has ended already.
    #[error("it has ended already")]
    Ended,
    /// It was delivered or is still on its way, so there is nothing to start again.
    #[error("only what is dead, suppressed, cancelled or superseded can be redriven")]
    NotEnded,
    /// Its body is no longer kept.
    #[error("its body is no longer kept")]
    Pruned,
    /// There is no such entry.
    #[error("there is no such entry")]
    Unknown,
}
