//! Text of a template that goes out as it stands.

use crate::analysis::Location;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// A stretch of literal text as one event's template reaches it on one channel.
#[derive(Debug, Clone)]
pub(crate) struct TextPiece {
    pub(crate) event: EventKind,
    pub(crate) channel: Channel,
    /// The languages that are written by the template from which the walk came.
    pub(crate) languages: Vec<LanguageTag>,
    pub(crate) location: Location,
    pub(crate) text: String,
}
