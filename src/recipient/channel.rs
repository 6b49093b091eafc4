//! Which channel carries the message: candidates in order of preference, each with a verdict.

use serde::{Deserialize, Serialize};

use super::consent::{Consent, ConsentFlags, EventClass};

/// A way to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// WhatsApp.
    Whatsapp,
    /// SMS.
    Sms,
    /// E-mail.
    Email,
}

impl Channel {
    /// All of them, in the default order of preference.
    pub const ALL: [Self; 3] = [Self::Whatsapp, Self::Sms, Self::Email];

    /// The name in configuration, file names and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whatsapp => "whatsapp",
            Self::Sms => "sms",
            Self::Email => "email",
        }
    }

    /// The channel of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == name)
    }
}

impl std::fmt::Display for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The message goes this way.
    Chosen,
    /// It may not, or cannot.
    Denied,
    /// A preview asked for this channel; consent and address were not looked at.
    Forced,
}

/// Why a channel was denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Denial {
    /// The receiver did not consent: the flag is `false`, `null` or absent.
    Consent,
    /// A guest has no flags, and this channel is not one that guests may be reached by.
    Guest,
    /// There is no address that works.
    Address,
    /// There is no template for this event on this channel.
    Template,
    /// There are no locales for any language that is asked for or configured.
    Language,
    /// The receiver has opted out of this channel.
    #[serde(rename = "opt_out")]
    OptOut,
    /// It was tried, and failed for good.
    Tried,
}

impl Denial {
    /// The name in receipts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Guest => "guest",
            Self::Address => "address",
            Self::Template => "template",
            Self::Language => "language",
            Self::OptOut => "opt_out",
            Self::Tried => "tried",
        }
    }
}

/// A candidate and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The candidate.
    pub channel: Channel,
    /// What became of it.
    pub verdict: Decision,
    /// Why it was denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Denial>,
    /// More about the reason: a stable code such as `null`, `missing` or `phone_invalid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'static str>,
}

/// How channels are chosen for one event.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a> {
    /// Candidates in order of preference.
    pub candidates: &'a [Channel],
    /// Channels by which a guest may be told of a transaction.
    pub guest: &'a [Channel],
    /// Whether the event is about a transaction or is marketing.
    pub class: EventClass,
}

impl Policy<'_> {
    /// Walks the candidates and stops at the first that passes.
    ///
    /// `flags` are those of the receiver's account; a guest has none. `address` says whether a channel has an address that works (the error is a stable code), and
    /// `can_write` whether the catalog can write for it.
    pub fn choose(
        &self,
        flags: Option<ConsentFlags>,
        address: impl Fn(Channel) -> Result<(), &'static str>,
        can_write: impl Fn(Channel) -> Result<(), Denial>,
    ) -> (Option<Channel>, Vec<Verdict>) {
        let mut verdicts = Vec::with_capacity(self.candidates.len());
        for &channel in self.candidates {
            let denied = match Consent::of(channel, flags) {
                Consent::Given => None,
                Consent::Guest
                    if self.class == EventClass::Transactional && self.guest.contains(&channel) =>
                {
                    None
                }
                Consent::Guest => Some((Denial::Guest, self.class.guest_detail())),
                Consent::Missing(detail) => Some((Denial::Consent, Some(detail))),
            };
            let denied = denied
                .or_else(|| address(channel).err().map(|code| (Denial::Address, Some(code))))
                .or_else(|| can_write(channel).err().map(|denial| (denial, None)));
            let (verdict, reason, detail) = match denied {
                None => (Decision::Chosen, None, None),
                Some((reason, detail)) => (Decision::Denied, Some(reason), detail),
            };
            verdicts.push(Verdict { channel, verdict, reason, detail });
            if verdict == Decision::Chosen {
                return (Some(channel), verdicts);
            }
        }
        (None, verdicts)
    }
}

impl Verdict {
    /// The verdict of a preview that asked for a channel.
    pub fn forced(channel: Channel) -> Self {
        Self { channel, verdict: Decision::Forced, reason: None, detail: None }
    }
}
