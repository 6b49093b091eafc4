//! What identifies an entry, and whom it is for.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::event::{Known, Reading};
use crate::recipient::phone::Phone;

/// An entry's name: a UUID of version 7, so that later entries sort after earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(Uuid);

/// Text that names no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an entry's id, which is a UUID such as 01980c5e-6c00-7000-8000-000000000000")]
pub struct NotAnId;

impl EntryId {
    /// A new one.
    pub fn new(at: Timestamp) -> Self {
        Self::from_parts(at, crate::clock::random_bytes())
    }

    /// The one of a moment and ten bytes of chance.
    pub fn from_parts(at: Timestamp, chance: [u8; 10]) -> Self {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }

    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl FromStr for EntryId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Uuid::parse_str(text).map(Self).map_err(|_| NotAnId)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for EntryId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whom an entry is for: what sameness and opt-outs look at. A phone number in E.164 or an e-mail address in
/// small letters; never shown but to people who asked for it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReceiverKey(String);

impl ReceiverKey {
    /// The receiver of an event: the phone number if it can be read as one, else as it came, in small letters.
    pub(crate) fn of(event: &Reading, region: Option<&str>) -> Self {
        let phone = Phone::of(event, region).ok();
        let to = || event.text(Known::To).unwrap_or_default().trim();
        phone.map_or_else(|| Self::stored(to()), |phone| Self(phone.e164().to_owned()))
    }

    /// What a person typed, a phone number or an e-mail address.
    ///
    /// ```
    /// use tellal::outbox::ReceiverKey;
    /// assert_eq!(ReceiverKey::parse("0555 123 45 67", Some("TR")), ReceiverKey::parse("+905551234567", None));
    /// assert_eq!(ReceiverKey::parse("Ada@Example.com", None), ReceiverKey::parse("ada@example.com", None));
    /// ```
    pub fn parse(text: &str, region: Option<&str>) -> Self {
        match Phone::parse(text, region) {
            Ok(phone) => Self(phone.e164().to_owned()),
            Err(_) => Self(text.trim().to_lowercase()),
        }
    }

    /// One that was made by this type before.
    pub(crate) fn stored(text: &str) -> Self {
        Self(text.to_lowercase())
    }

    /// The number or address itself. Not for logs.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ReceiverKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiverKey(…)")
    }
}
