//! What arguments of several commands stand for.

use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::nearest::nearest;
use crate::recipient::channel::Channel;

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
