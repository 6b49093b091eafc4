//! Consent: what the receiver's flags say, and what having no account means.

use serde::{Deserialize, Serialize};

use super::channel::Channel;
use crate::event::ReceiverUser;

/// Whether an event tells of the customer's own transaction or advertises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventClass {
    /// About an order of the receiver's.
    Transactional,
    /// Anything else; a guest gets none of it.
    Marketing,
}

impl EventClass {
    pub(super) fn guest_detail(self) -> Option<&'static str> {
        (self == Self::Marketing).then_some("marketing")
    }
}

/// What is known about the receiver's consent to a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// The flag is `true`.
    Given,
    /// The flag is `false` (detail `false`), or `null` or absent (detail `null`): neither is consent.
    Missing(&'static str),
    /// There is no account, so there are no flags.
    Guest,
}

impl Consent {
    /// Reads the flag of a channel.
    pub fn of(channel: Channel, user: Option<&ReceiverUser>) -> Self {
        let Some(user) = user else { return Self::Guest };
        let flag = match channel {
            Channel::Whatsapp => user.whatsapp_allowed,
            Channel::Sms => user.sms_allowed,
            Channel::Email => user.email_allowed,
        };
        match flag {
            Some(true) => Self::Given,
            Some(false) => Self::Missing("false"),
            None => Self::Missing("null"),
        }
    }
}
