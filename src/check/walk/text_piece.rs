//! What the walk saw of text that a template says itself.

use crate::check::diagnostic::Location;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// Text that one event's template sends out on one channel as it stands there.
#[derive(Debug, Clone)]
pub(crate) struct TextPiece {
    pub(crate) event: EventKind,
    pub(crate) channel: Channel,
    /// The languages that are written by the template from which the walk came.
    pub(crate) languages: Vec<LanguageTag>,
    /// Where the text stands, byte for byte: without the white space that is eaten, without quotes.
    pub(crate) location: Location,
    pub(crate) text: String,
}
