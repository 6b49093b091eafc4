//! Locale files taken apart, with places.

mod choice;
mod locales;
mod lower;
mod needs;
mod pattern;

pub(crate) use locales::{Entry, LanguageTexts, Locales, Sentence, message_ids};
pub(crate) use needs::{Need, needs, reach};
pub(crate) use pattern::{Arguments, Expression, Kind, Pattern, Piece, Role, Select, Span, Text, Use};
