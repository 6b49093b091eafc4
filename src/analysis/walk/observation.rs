//! What the walk sees on its way. The rules say whether and how it is told.

use crate::analysis::Location;
use crate::analysis::types::Type;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// Something that the walk came across.
#[derive(Debug, Clone)]
pub(crate) struct Observation {
    pub(crate) event: EventKind,
    pub(crate) at: Location,
    pub(crate) what: What,
}

/// What it was.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    /// A name that stands for nothing here; `known` are the names there are.
    UnknownName { name: String, known: Vec<String>, in_component: bool },
    /// `of.name` where `of` has no such field.
    UnknownField { of: String, name: String, known: Vec<String>, kind: Type },
    /// A name or field that only other events have.
    OtherEvent { path: String, events: Vec<EventKind> },
    /// A value that may be missing is used without having been asked for; `never` where this event has none.
    Unguarded { path: String, by: Use, never: bool },
    /// `path` is a list of which one is asked for a field.
    FieldOfList { of: String, name: String },
    /// A value is given to what cannot take it.
    WrongType { path: String, found: Type, by: String, wanted: &'static str },
    /// Two values that can never be equal are compared.
    NeverEqual { path: String, found: Type, other: String },
    /// A value is compared with a word that it never is; `known` are those that it is, with what they stand for.
    UnknownValue { path: String, value: String, known: Vec<(&'static str, &'static str)> },
    /// `money` without its currency.
    NoCurrency,
    /// A filter, function or component has no such option.
    UnknownOption { of: String, name: String, known: Vec<String> },
    /// An option has a value, here as it is written, that it cannot have.
    WrongOption { of: String, name: String, value: String, wanted: String },
    /// A filter, function or component lacks an option that it needs.
    MissingOption { of: String, name: String },
    /// An object or list is printed whole.
    PrintedWhole { path: String, kind: Type },
    /// A block fills a gap that no layout has.
    UnknownBlock { name: String, known: Vec<String> },
    /// A count that may be below zero is given to a message.
    NegativeCount { argument: String },
    /// A loop in a loop, both over lists of any length.
    NestedLoops,
    /// A loop puts a text into itself more than once.
    Doubling { name: String },
    /// `safe` on what a customer or shop wrote.
    UnsafeOutput { path: String },
    /// A filter that has a better one in its place.
    Discouraged { filter: String },
    /// A value for a WhatsApp text that WhatsApp does not take.
    BrokenParameter { argument: String },
    /// `t()` without an id.
    NoId,
}

/// How a value that may be missing is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Print,
    Field,
    Filter,
    Argument,
    Loop,
    Calculation,
    Join,
}

/// A value that is printed, for the rules that look at what stands around it.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    pub(crate) event: EventKind,
    pub(crate) channel: Channel,
    /// The languages that are written by the template from which the walk came.
    pub(crate) languages: Vec<LanguageTag>,
    /// `{{ … }}` with its braces.
    pub(crate) at: Location,
    /// The path, or the expression's text.
    pub(crate) path: String,
    /// Where in the event it comes from as it is: `payload.order.tracking_url`.
    pub(crate) sources: Vec<String>,
    pub(crate) kind: Type,
    /// Whether a customer's or the shop's data is in it.
    pub(crate) foreign: bool,
}
