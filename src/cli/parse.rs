//! What arguments stand for, and what is expected of one that stands for nothing.

use std::net::SocketAddr;

use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::nearest::nearest;
use crate::outbox::{EntryId, NotAnId};
use crate::recipient::channel::Channel;

/// Letters of an id as it is printed.
const ID_LENGTH: usize = 36;

pub(super) fn parse_event(name: &str) -> Result<EventKind, String> {
    EventKind::from_name(name).ok_or_else(|| {
        let names = EventKind::ALL.map(EventKind::as_str);
        match nearest(name, names) {
            Some(near) => format!("there is no such event; did you mean {near}?"),
            None => format!("the events are {}", names.join(", ")),
        }
    })
}

pub(super) fn parse_language(text: &str) -> Result<LanguageTag, String> {
    LanguageTag::parse(text).ok_or_else(|| "not a language tag such as tr or en-GB".to_owned())
}

pub(super) fn parse_channel(text: &str) -> Result<Channel, String> {
    Channel::from_name(text).ok_or_else(|| "expected whatsapp, sms or email".to_owned())
}

pub(super) fn parse_count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a whole number, such as 50".to_owned())
}

/// An address to listen on. Who writes a port alone, or a name before it, sees it in the example.
pub(super) fn parse_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        let port = text.rsplit(':').next().and_then(|port| port.parse().ok()).unwrap_or(8080_u16);
        format!("expected an address and a port, such as 127.0.0.1:{port}")
    })
}

/// An entry's id. Providers are given it with a channel behind it, and it is often copied from there; it is not
/// taken so, since it would look as if the channel made a difference.
pub(super) fn parse_entry(text: &str) -> Result<EntryId, String> {
    text.parse().map_err(|error: NotAnId| match text.get(..ID_LENGTH).map(str::parse::<EntryId>) {
        Some(Ok(id)) => format!("leave out what stands behind the entry's id: {id}"),
        _ => error.to_string(),
    })
}
