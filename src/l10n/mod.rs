//! How a language writes: its messages, numbers, money, dates and plurals.

mod bundle;
mod functions;
mod isolate;
mod moment;
mod money;
mod negotiate;
mod nesting;
mod number;
mod patterns;
mod plural;
mod resource;
mod syntax;
mod tag;
mod value;

pub use bundle::{Language, MessageError, MessageErrorKind};
pub(crate) use functions::{Function, set_zone};
pub(crate) use isolate::{
    CLOSE, Isolation, OPEN, has_isolates, is_right_to_left, needs_isolate, resolve_isolates,
};
pub use moment::{DateStyle, Moment, TimeStyle};
pub use money::{FixedDigits, MoneyDisplay};
pub use negotiate::{chain, negotiate};
pub(crate) use nesting::too_deep;
pub use number::NumberOptions;
pub(crate) use number::{MAX_DIGITS, parse as parse_number};
pub(crate) use plural::Categories;
pub use resource::LanguageFault;
pub(crate) use resource::{Resource, parse_resource, place_of};
pub use tag::LanguageTag;
pub(crate) use value::{Formats, MomentValue, MoneyValue, Style, take_labels};

/// Why a value could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// There is no value.
    #[error("there is no value")]
    NoValue,
    /// The value is no number.
    #[error("not a number")]
    NotANumber,
    /// The value is no date or timestamp (ISO 8601).
    #[error("not a date or timestamp such as 2024-01-15T10:30:00Z")]
    NotAMoment,
    /// The value is no amount of money.
    #[error("not an amount of money such as \"1250.00\"")]
    NotMoney,
    /// The currency is none of the 27.
    #[error("not one of the currencies that tellal knows, such as \"try\"")]
    NotACurrency,
    /// A time was asked of a bare date.
    #[error("a bare date has no time")]
    NoTime,
    /// The time zone is not in the IANA database.
    #[error("not a time zone such as Europe/Istanbul")]
    NotAZone,
    /// An option has a value that it cannot have; the text says which it can.
    #[error("expected {0}")]
    Option(String),
    /// The locale data have nothing for this.
    #[error("no locale data: {0}")]
    Data(String),
}

impl FormatError {
    fn data(error: impl std::fmt::Display) -> Self {
        Self::Data(error.to_string())
    }
}
