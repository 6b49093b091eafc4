//! The bill: what each message costs, for the example of its event and at worst.

use serde::Serialize;

use super::trial::{Cell, Results, Size, Tried};
use crate::event::EventKind;
use crate::message::sms::Encoding;
use crate::recipient::channel::Channel;

/// What every event costs in every language on every channel, in that order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bill {
    /// One line a message.
    pub lines: Vec<Line>,
}

/// What one message costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The event.
    pub event: EventKind,
    /// The language.
    pub language: String,
    /// The channel.
    pub channel: Channel,
    /// The event's example.
    pub typical: Option<Cost>,
    /// The longest values that may come, in the dearest variation of the event.
    pub worst: Option<Cost>,
    /// What makes an SMS dear at worst: letters of the wording, or values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced_by: Option<String>,
}

/// How large a message is, in what its channel counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cost {
    /// An SMS.
    Sms {
        /// Its encoding.
        encoding: Encoding,
        /// Septets or UTF-16 units.
        units: usize,
        /// Billed segments.
        segments: usize,
    },
    /// A WhatsApp text: 1,024 characters at most.
    Whatsapp {
        /// Characters.
        characters: usize,
    },
    /// An e-mail.
    Email {
        /// Characters of the subject.
        subject_characters: usize,
        /// Bytes of the HTML.
        html_bytes: usize,
    },
}

/// A line that differs between two bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it was; `None` for a message that is new.
    pub before: Option<Line>,
    /// What it is; `None` for a message that is gone.
    pub after: Option<Line>,
}

impl Bill {
    pub(crate) fn of(results: &Results) -> Self {
        Self { lines: results.iter().map(|(cell, tried)| Line::of(cell, tried)).collect() }
    }

    /// What differs from an earlier bill, in the order of the lines.
    pub fn against(&self, before: &Self) -> Vec<Change> {
        let same =
            |a: &Line, b: &Line| (a.event, a.channel) == (b.event, b.channel) && a.language == b.language;
        let gone = before.lines.iter().filter(|old| !self.lines.iter().any(|line| same(line, old)));
        let gone = gone.map(|old| Change { before: Some(old.clone()), after: None });
        let changed = self.lines.iter().filter_map(|line| {
            let old = before.lines.iter().find(|old| same(line, old));
            (old != Some(line)).then(|| Change { before: old.cloned(), after: Some(line.clone()) })
        });
        changed.chain(gone).collect()
    }
}

impl Line {
    fn of(cell: &Cell, tried: &Tried) -> Self {
        let cost = |size: &Option<Size>| size.as_ref().map(|size| Cost::of(cell.channel, size));
        Self {
            event: cell.event,
            language: cell.language.clone(),
            channel: cell.channel,
            typical: cost(&tried.typical),
            worst: cost(&tried.worst),
            forced_by: tried.forced.describe(),
        }
    }
}

impl Cost {
    fn of(channel: Channel, size: &Size) -> Self {
        match channel {
            Channel::Sms => Self::Sms {
                encoding: size.encoding.unwrap_or(Encoding::Ucs2),
                units: size.units,
                segments: size.segments,
            },
            Channel::Whatsapp => Self::Whatsapp { characters: size.units },
            Channel::Email => Self::Email { subject_characters: size.units, html_bytes: size.bytes },
        }
    }

    /// The segments of an SMS; of other channels 0.
    pub fn segments(&self) -> usize {
        if let Self::Sms { segments, .. } = self { *segments } else { 0 }
    }
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sms { encoding, units, segments } => {
                write!(f, "{segments} × {} ({units})", encoding.as_str())
            }
            Self::Whatsapp { characters } => write!(f, "{characters} characters"),
            Self::Email { subject_characters, html_bytes } => {
                write!(f, "subject {subject_characters}, {} KB", html_bytes.div_ceil(1024))
            }
        }
    }
}
