//! What the walk knows of a value: its kind, and whether it is there.

use std::collections::BTreeMap;

use crate::event::{Field, Format, Shape};

/// Whether a value is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Presence {
    /// Always.
    Always,
    /// In some events only.
    Maybe,
    /// In no event of this kind.
    Never,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    /// Anything; nothing is known.
    Unknown,
    /// Text, in a form where one is known.
    Text(Format),
    /// An amount of money or a rate, as text of digits ("1250.00").
    Amount,
    /// A whole number of at least `least`.
    Integer {
        least: Option<i64>,
    },
    /// A number that may have a fraction.
    Number,
    Boolean,
    /// `{value, label}` of a currency.
    Currency,
    /// `{value, label}` with the known values.
    Choice(&'static [(&'static str, &'static str)]),
    /// The `value` of such an object.
    ChoiceValue(&'static [(&'static str, &'static str)]),
    /// An object of the contract.
    Object(&'static [Field]),
    /// A map that a template or the configuration made; `open` where there may be more than is known.
    Map {
        known: BTreeMap<String, Type>,
        open: bool,
    },
    /// A list of something; `bound` where it cannot grow beyond that.
    List {
        item: Box<Type>,
        bound: Option<u64>,
    },
    /// A ready fact, written for the customer. Its name tells which.
    Fact(&'static str),
    /// A web address that the filter `url` has looked at.
    Link,
}

impl Type {
    pub(crate) fn of_field(field: &Field) -> Self {
        match field.shape {
            Shape::Text => Self::Text(field.format),
            shape => Self::of_shape(shape),
        }
    }

    pub(crate) fn of_shape(shape: &'static Shape) -> Self {
        match shape {
            Shape::Text => Self::Text(Format::Free),
            Shape::Integer => Self::Integer { least: None },
            Shape::Boolean => Self::Boolean,
            Shape::Amount => Self::Amount,
            Shape::Currency => Self::Currency,
            Shape::Choice(known) => Self::Choice(known),
            Shape::Object(fields) => Self::Object(fields),
            Shape::List(item) => Self::List { item: Box::new(Self::of_shape(item)), bound: None },
            Shape::Anything => Self::Unknown,
        }
    }

    /// What to call it in a finding.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Unknown => "anything",
            Self::Text(format) => format.describe(),
            Self::Amount => "an amount as text",
            Self::Integer { .. } => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Currency => "a currency with value and label",
            Self::Choice(_) => "an object with value and label",
            Self::ChoiceValue(_) => "a value of the contract",
            Self::Object(_) => "an object",
            Self::Map { .. } => "a map",
            Self::List { .. } => "a list",
            Self::Fact(_) => "a text that is written already",
            Self::Link => "a web address",
        }
    }
}
