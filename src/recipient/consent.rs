//! Consent: what the receiver's flags say, and what having no account means.

use serde::{Deserialize, Serialize};

use super::channel::Channel;
use crate::event::{Known, Reading};

/// The flags of an account: `None` is a flag that is null or absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ConsentFlags {
    /// `whatsapp_allowed`
    pub whatsapp: Option<bool>,
    /// `sms_allowed`
    pub sms: Option<bool>,
    /// `email_allowed`
    pub email: Option<bool>,
}

impl ConsentFlags {
    /// Those of an event's receiver; a guest has none.
    pub(crate) fn of(reading: &Reading) -> Option<Self> {
        reading.has(Known::User).then(|| Self {
            whatsapp: reading.flag(Known::UserWhatsappAllowed),
            sms: reading.flag(Known::UserSmsAllowed),
            email: reading.flag(Known::UserEmailAllowed),
        })
    }
}

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
    /// Reads the flag of a channel; a guest has none.
    pub fn of(channel: Channel, flags: Option<ConsentFlags>) -> Self {
        let Some(flags) = flags else { return Self::Guest };
        let flag = match channel {
            Channel::Whatsapp => flags.whatsapp,
            Channel::Sms => flags.sms,
            Channel::Email => flags.email,
        };
        match flag {
            Some(true) => Self::Given,
            Some(false) => Self::Missing("false"),
            None => Self::Missing("null"),
        }
    }
}
