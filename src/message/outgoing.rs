//! A message ready for a provider.

use super::{Email, Receipt, Sms, Whatsapp};
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// A message: where it goes, what it says, and why.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The event that it tells of.
    pub event: EventKind,
    /// The channel that carries it.
    pub channel: Channel,
    /// The language it is written in.
    pub language: LanguageTag,
    /// The sender identifier of the event.
    pub from: String,
    /// A phone number in E.164 or an e-mail address; `None` only in a preview of somebody unreachable.
    pub to: Option<String>,
    /// What it says.
    pub body: Body,
    /// Why it is as it is.
    pub receipt: Receipt,
}

/// What a message says, in the shape of its channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// An SMS.
    Sms(Sms),
    /// A WhatsApp message.
    Whatsapp(Whatsapp),
    /// An e-mail.
    Email(Email),
}

impl Body {
    /// Whether some part that a person would read is blank.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Email(email) => email.subject.is_empty() || email.html.trim().is_empty(),
            other => other.text().trim().is_empty(),
        }
    }

    /// The text that a person reads, without markup.
    pub fn text(&self) -> &str {
        match self {
            Self::Sms(sms) => &sms.text,
            Self::Whatsapp(whatsapp) => &whatsapp.text,
            Self::Email(email) => &email.text,
        }
    }
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Address and text are personal data.
        f.debug_struct("Message")
            .field("event", &self.event.as_str())
            .field("channel", &self.channel)
            .field("language", &self.language.to_string())
            .finish_non_exhaustive()
    }
}
