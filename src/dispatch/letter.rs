//! A message as it is kept: written once, sent as often as it takes, the same bytes each time.

use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::outbox::{Entry, ReceiverKey, Written};
use crate::provider::{Address, Content, Delivery};
use crate::recipient::channel::Channel;

/// A message with everything that a provider needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
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

impl Letter {
    /// The letter of a message; `None` for a preview of somebody unreachable.
    pub fn of(message: &Message) -> Option<Self> {
        Some(Self {
            channel: message.channel,
            language: message.language.to_string(),
            from: message.from.clone(),
            to: Address::new(message.to.clone()?),
            content: Content::from(&message.body),
        })
    }

    /// One that was kept; `None` for what no version of this program has written.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// As the outbox keeps it.
    pub fn written(&self) -> Written {
        let message = serde_json::to_vec(self).expect("text and numbers are always JSON");
        Written { channel: self.channel, receiver: self.receiver(), message }
    }

    /// Whom it goes to, as opt-outs are kept.
    pub fn receiver(&self) -> ReceiverKey {
        ReceiverKey::stored(self.to.as_str())
    }

    /// How many SMS it is billed as.
    pub fn segments(&self) -> usize {
        match self.content {
            Content::Sms { segments, .. } => segments,
            Content::Whatsapp { .. } | Content::Email { .. } => 0,
        }
    }

    /// What a provider is asked to carry. The id differs by channel and by redrive: an answer that a provider
    /// remembers for one of them must not be taken for that of another.
    pub fn delivery(self, entry: &Entry, attempt: u32) -> Delivery {
        let round = entry.progress.round;
        let again = if round == 0 { String::new() } else { format!("-{round}") };
        Delivery {
            id: format!("{}-{}{again}", entry.id, self.channel),
            attempt,
            event: entry.event,
            order_number: entry.order_number.clone(),
            site_domain: entry.site_domain.clone(),
            channel: self.channel,
            language: self.language,
            from: self.from,
            to: self.to,
            content: self.content,
        }
    }
}
