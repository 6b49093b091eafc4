//! What carries a message: the trait that every provider is, and what it is asked and answers.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::event::EventKind;
use crate::message::sms::Encoding;
use crate::recipient::channel::Channel;

/// What a provider is asked to carry. Everything is ready; a retry carries the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message's id: the same for each attempt, so it serves as an idempotency key.
    pub id: String,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// The event that it tells of.
    pub event: EventKind,
    /// The order, where the event has one.
    pub order_number: Option<String>,
    /// The site.
    pub site_domain: String,
    /// The channel.
    pub channel: Channel,
    /// The language it is written in.
    pub language: String,
    /// The sender identifier of the event.
    pub from: String,
    /// Where it goes.
    pub to: Address,
    /// What it says.
    pub content: Content,
}

/// A phone number in E.164 or an e-mail address; never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(pub String);

/// What a message says, in the shape of its channel.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// An SMS.
    Sms {
        /// The text.
        text: String,
        /// How it is encoded.
        encoding: Encoding,
        /// How many SMS it is billed as.
        segments: usize,
    },
    /// A WhatsApp message.
    Whatsapp {
        /// The text.
        text: String,
    },
    /// An e-mail.
    Email {
        /// One line.
        subject: String,
        /// A whole HTML document.
        html: String,
        /// The same for readers that show no HTML.
        text: String,
    },
}

/// What came of it: the caller's questions, not a list of causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is on its way.
    Sent {
        /// The provider's own name for it.
        provider_id: Option<String>,
    },
    /// Try again later.
    Transient {
        /// Why.
        reason: Reason,
        /// Not before, where the provider says so.
        retry_after: Option<Duration>,
        /// It gets too many requests.
        throttled: bool,
        /// It may have been delivered all the same: a time-out after sending.
        ambiguous: bool,
    },
    /// Never on this channel.
    Permanent {
        /// Why.
        reason: Reason,
    },
    /// The receiver has opted out of this channel: permanent, and to be remembered.
    OptedOut {
        /// Why.
        reason: Reason,
    },
}

/// A stable code and a short text without personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// `timeout`, `connection`, `rejected`, …
    pub code: Cow<'static, str>,
    /// More, for people.
    pub detail: String,
}

/// What a provider may be burdened with; the dispatcher sees to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderLimits {
    /// An attempt that takes longer has failed.
    pub timeout: Duration,
    /// So many attempts at once.
    pub concurrency: usize,
    /// So many attempts a second.
    pub rate: Option<f64>,
    /// When to leave it alone for a while.
    pub breaker: Breaker,
}

/// When to leave a provider alone for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breaker {
    /// After so many failures in a row; 0 is never.
    pub failures: u32,
    /// For so long.
    pub pause: Duration,
}

/// The future of a provider's answer.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// Something that carries messages.
pub trait Provider: Send + Sync {
    /// The name in the configuration.
    fn name(&self) -> &str;
    /// Tries once.
    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a>;
}

impl Default for ProviderLimits {
    fn default() -> Self {
        let breaker = Breaker { failures: 10, pause: Duration::from_secs(30) };
        Self { timeout: Duration::from_secs(30), concurrency: 16, rate: None, breaker }
    }
}

impl Reason {
    /// A reason.
    pub fn new(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self { code: code.into(), detail: detail.into() }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sms { .. } => "Sms(…)",
            Self::Whatsapp { .. } => "Whatsapp(…)",
            Self::Email { .. } => "Email(…)",
        })
    }
}
