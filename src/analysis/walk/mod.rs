//! The walk through a template's expressions: which paths it reads, which messages it says with what, and what
//! cannot be right. It follows each event's template on each channel through layouts, includes, components, loops
//! and conditions, and knows on each branch what the conditions around it have settled.

mod calls;
mod condition;
mod expression;
mod filters;
mod known;
mod message_call;
mod names;
mod observation;
mod templates;
mod text_piece;
mod value;
mod walker;

use std::collections::BTreeSet;

pub(crate) use message_call::MessageCall;
pub(crate) use observation::{Observation, Printed, Use, What};
pub(crate) use templates::{MAX_COMPONENTS, Templates};
pub(crate) use text_piece::TextPiece;

use crate::config::Config;
use crate::event::{EventKind, Reads};
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// What one walk, or several, came across.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    pub(crate) observations: Vec<Observation>,
    pub(crate) calls: Vec<MessageCall>,
    pub(crate) texts: Vec<TextPiece>,
    pub(crate) printed: Vec<Printed>,
    /// The event's fields that the template itself reads.
    pub(crate) reads: Reads,
    /// The ready facts that it reads as `ready.…`.
    pub(crate) facts: BTreeSet<&'static str>,
    /// What it reads beside the event's payload: `site`, `language`, …
    pub(crate) globals: BTreeSet<&'static str>,
    /// The shared templates that it came through.
    pub(crate) used: BTreeSet<String>,
}

impl Seen {
    pub(crate) fn extend(&mut self, other: Self) {
        self.observations.extend(other.observations);
        self.calls.extend(other.calls);
        self.texts.extend(other.texts);
        self.printed.extend(other.printed);
        self.reads.extend(&other.reads);
        self.facts.extend(other.facts);
        self.globals.extend(other.globals);
        self.used.extend(other.used);
    }
}

/// Walks one template for an event, on a channel, in the languages that it serves.
pub(crate) fn walk(
    templates: &Templates,
    config: &Config,
    path: &str,
    event: EventKind,
    channel: Channel,
    languages: &[LanguageTag],
) -> Seen {
    walker::Walker::new(templates, config, event, channel, languages).template(path)
}
