//! What a provider is asked to carry.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::event::EventKind;
use crate::message::Body;
use crate::message::sms::Encoding;
use crate::recipient::channel::Channel;

/// A message on its way. Everything is ready; a retry carries the same bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message's id, the same at each attempt: what makes a repetition recognisable. A message that falls back to
    /// another channel is not one, so the channel belongs to it.
    pub id: String,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// The event that it tells of.
    pub event: EventKind,
    /// The order's number, where the event is about an order.
    pub order_number: Option<String>,
    /// The site that the event came from.
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

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("id", &self.id)
            .field("attempt", &self.attempt)
            .field("event", &self.event.as_str())
            .field("channel", &self.channel)
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// A phone number in E.164 or an e-mail address, which never shows itself in `Debug`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// An address that was checked before: this only carries it.
    pub fn new(checked: impl Into<String>) -> Self {
        Self(checked.into())
    }

    /// The address itself. It is personal data: for requests, not for logs.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// What a message says, in the shape of its channel. The shape in JSON is that of `tellal render --json`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// An SMS.
    Sms {
        /// The text.
        text: String,
        /// How it is encoded.
        encoding: Encoding,
        /// Billed segments.
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

impl Content {
    /// The text that a person reads, without markup.
    pub fn text(&self) -> &str {
        match self {
            Self::Sms { text, .. } | Self::Whatsapp { text } | Self::Email { text, .. } => text,
        }
    }

    /// The channel that it is written for.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Sms { .. } => Channel::Sms,
            Self::Whatsapp { .. } => Channel::Whatsapp,
            Self::Email { .. } => Channel::Email,
        }
    }
}

impl From<&Body> for Content {
    fn from(body: &Body) -> Self {
        match body {
            Body::Sms(sms) => {
                Self::Sms { text: sms.text.clone(), encoding: sms.encoding, segments: sms.segments }
            }
            Body::Whatsapp(whatsapp) => Self::Whatsapp { text: whatsapp.text.clone() },
            Body::Email(email) => Self::Email {
                subject: email.subject.clone(),
                html: email.html.clone(),
                text: email.text.clone(),
            },
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content({}, …)", self.channel())
    }
}
