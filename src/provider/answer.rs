//! What came of a delivery: the questions that its caller has, not a list of causes.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The provider has taken the message.
    Sent {
        /// The provider's own name for it.
        provider_id: Option<ProviderId>,
    },
    /// Not now. Another attempt may succeed.
    Transient {
        /// Why.
        reason: Reason,
        /// The provider asks not to be called again before this has passed.
        retry_after: Option<Duration>,
        /// The provider says that it is asked too often.
        throttled: bool,
        /// The message may have been delivered all the same, for the request was on its way.
        ambiguous: bool,
    },
    /// Never on this channel.
    Permanent {
        /// Why.
        reason: Reason,
    },
    /// The receiver wants no messages on this channel: permanent, and to be remembered.
    OptedOut {
        /// Why.
        reason: Reason,
    },
}

impl Answer {
    /// Not now; nothing was delivered.
    pub fn transient(reason: Reason) -> Self {
        Self::Transient { reason, retry_after: None, throttled: false, ambiguous: false }
    }

    /// Not known; it may have been delivered.
    pub fn ambiguous(reason: Reason) -> Self {
        Self::Transient { reason, retry_after: None, throttled: false, ambiguous: true }
    }

    /// Never on this channel.
    pub fn permanent(reason: Reason) -> Self {
        Self::Permanent { reason }
    }

    /// Whether the provider has taken the message.
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::Sent { .. })
    }

    /// Whether another attempt may succeed.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Transient { .. })
    }

    /// Why it was not sent.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Sent { .. } => None,
            Self::Transient { reason, .. } | Self::Permanent { reason } | Self::OptedOut { reason } => {
                Some(reason)
            }
        }
    }
}

/// A provider's own name for a message, to ask its support with. Some providers write the receiver's number into it
/// (WhatsApp's are Base64 of one), so only people who ask for it are shown it.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderId(String);

impl ProviderId {
    /// One as the provider wrote it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The name itself. Not for logs.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderId(…)")
    }
}

/// Why a message was not sent: a stable code, and a short text without personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// One of [`code`]'s, or what a response rule of the configuration calls it.
    pub code: Cow<'static, str>,
    /// For people: status and provider's code, never its prose, which likes to quote addresses.
    pub detail: String,
}

impl Reason {
    /// A reason by its code.
    pub fn new(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self { code: code.into(), detail: detail.into() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.detail.is_empty() {
            f.write_str(&self.code)
        } else {
            write!(f, "{}: {}", self.code, self.detail)
        }
    }
}

/// The stable codes.
pub mod code {
    /// No answer in time.
    pub const TIMEOUT: &str = "timeout";
    /// No connection, or it broke.
    pub const CONNECTION: &str = "connection";
    /// The host's name has no address.
    pub const DNS: &str = "dns";
    /// No trusted encrypted connection.
    pub const TLS: &str = "tls";
    /// The host's address is an inner one, and `allow_private` is not set.
    pub const FORBIDDEN_ADDRESS: &str = "forbidden_address";
    /// The provider refused our credentials: a matter of the configuration, not of the message.
    pub const AUTH: &str = "auth";
    /// The mail server does not let us send in this name: a matter of the configuration, too.
    pub const SENDER_REFUSED: &str = "sender_refused";
    /// The answer is none that the protocol or the response rules know.
    pub const GARBLED_ANSWER: &str = "garbled_answer";
    /// The answer is larger than any answer should be.
    pub const TOO_LARGE_ANSWER: &str = "too_large_answer";
    /// The provider points elsewhere; that is never followed.
    pub const REDIRECT: &str = "redirect";
    /// The provider is asked too often.
    pub const THROTTLED: &str = "throttled";
    /// An HTTP status that says nothing about the message.
    pub const HTTP_STATUS: &str = "http_status";
    /// The provider is not well at the moment.
    pub const UNAVAILABLE: &str = "unavailable";
    /// The provider will not take this message.
    pub const REJECTED: &str = "rejected";
    /// The receiver wants no messages on this channel.
    pub const OPTED_OUT: &str = "opted_out";
    /// There is no such receiver.
    pub const UNKNOWN_RECEIVER: &str = "unknown_receiver";
    /// The message cannot be written as this provider's request.
    pub const UNSENDABLE: &str = "unsendable";
    /// A file or the standard output could not be written.
    pub const IO: &str = "io";
}
