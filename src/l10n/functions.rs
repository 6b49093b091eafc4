//! The functions that Fluent messages may call: `NUMBER`, `MONEY`, `DATETIME`, `PLURAL`.
//!
//! Fluent's functions cannot fail: what goes wrong is noted here, for the thread, and the caller of the
//! message turns it into an error. Nothing that failed is ever printed.

use std::cell::RefCell;
use std::sync::Arc;

use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentValue};

use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use jiff::tz::TimeZone;

use super::FormatError;
use super::moment::{DateStyle, Moment, TimeStyle};
use super::money::MoneyDisplay;
use super::number::{MAX_DIGITS, NumberOptions, Numbers, parse};
use super::plural::{self, Plurals};
use super::tag::LanguageTag;
use super::value::{Formats, MomentValue, MoneyValue};

/// Why a function failed, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FunctionFailure {
    pub(crate) function: &'static str,
    pub(crate) error: FormatError,
}

thread_local! {
    static ZONE: RefCell<TimeZone> = const { RefCell::new(TimeZone::UTC) };
    static FAILURES: RefCell<Vec<FunctionFailure>> = const { RefCell::new(Vec::new()) };
}

/// Sets the zone in which `DATETIME()` writes what a template passes on this thread.
pub(crate) fn set_zone(zone: &TimeZone) {
    ZONE.set(zone.clone());
}

/// Takes what has failed on this thread since the last call.
pub(super) fn take_failures() -> Vec<FunctionFailure> {
    FAILURES.with_borrow_mut(std::mem::take)
}

fn note(function: &'static str, error: FormatError) {
    FAILURES.with_borrow_mut(|failures| failures.push(FunctionFailure { function, error }));
}

/// The text, or nothing and a note that makes the message fail.
pub(super) fn or_note(result: Result<String, FormatError>) -> String {
    result.unwrap_or_else(|error| {
        note("", error);
        String::new()
    })
}

fn value_or_note(function: &'static str, result: Result<String, FormatError>) -> FluentValue<'static> {
    match result {
        Ok(text) => FluentValue::String(text.into()),
        Err(error) => {
            note(function, error);
            FluentValue::None
        }
    }
}

/// A function that messages may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    /// `NUMBER()`
    Number,
    /// `MONEY()`
    Money,
    /// `DATETIME()`
    Datetime,
    /// `PLURAL()`
    Plural,
}

impl Function {
    pub(super) const ALL: [Self; 4] = [Self::Number, Self::Money, Self::Datetime, Self::Plural];

    /// The function of this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Number => "NUMBER",
            Self::Money => "MONEY",
            Self::Datetime => "DATETIME",
            Self::Plural => plural::FUNCTION,
        }
    }

    /// What it makes of these arguments. What goes wrong is noted.
    pub(super) fn call(
        self,
        formats: &Arc<Formats>,
        plurals: &Plurals,
        positional: &[FluentValue],
        named: &FluentArgs,
    ) -> FluentValue<'static> {
        match self {
            Self::Number => number(formats, positional, named),
            Self::Money => money(positional, named),
            Self::Datetime => datetime(formats, positional, named),
            Self::Plural => plurals.select(positional),
        }
    }
}

/// `NUMBER($n, minimumFractionDigits: 1, style: "percent")`. A number stays a number, so that it can
/// still select a plural variant.
fn number(formats: &Arc<Formats>, positional: &[FluentValue], named: &FluentArgs) -> FluentValue<'static> {
    let number = match positional.first() {
        Some(FluentValue::Number(number)) => number.clone(),
        Some(FluentValue::String(text)) => match text.trim().parse::<f64>() {
            Ok(value) => FluentNumber::new(value, fluent_bundle::types::FluentNumberOptions::default()),
            Err(_) => return value_or_note("NUMBER", Err(FormatError::NotANumber)),
        },
        None | Some(FluentValue::None | FluentValue::Error) => {
            return value_or_note("NUMBER", Err(FormatError::NoValue));
        }
        Some(FluentValue::Custom(_)) => return value_or_note("NUMBER", Err(FormatError::NotANumber)),
    };
    let percent = match named.get("style") {
        None => false,
        Some(FluentValue::String(style)) if style == "percent" || style == "decimal" => style == "percent",
        Some(_) => {
            return value_or_note("NUMBER", Err(FormatError::Option("style: decimal, percent".to_owned())));
        }
    };
    let options = match number_options(named) {
        Ok(options) => options,
        Err(error) => return value_or_note("NUMBER", Err(error)),
    };
    if percent {
        let text = parse(&number.as_string())
            .ok_or(FormatError::NotANumber)
            .and_then(|decimal| formats.percent(decimal, options));
        return value_or_note("NUMBER", text);
    }
    let mut number = number;
    number.options.merge(named);
    number.options.use_grouping = options.use_grouping;
    FluentValue::Number(number)
}

fn number_options(named: &FluentArgs) -> Result<NumberOptions, FormatError> {
    let mut options = NumberOptions::default();
    for (name, value) in named.iter() {
        match name {
            "minimumIntegerDigits" => options.minimum_integer_digits = small(value)?,
            "minimumFractionDigits" => options.minimum_fraction_digits = Some(small(value)?),
            "maximumFractionDigits" => options.maximum_fraction_digits = Some(small(value)?),
            "useGrouping" => {
                options.use_grouping = match value {
                    FluentValue::Number(number) => number.value != 0.0,
                    FluentValue::String(text) => text != "false",
                    _ => true,
                };
            }
            "style" | "type" => {}
            other => {
                return Err(FormatError::Option(format!(
                    "minimumIntegerDigits, minimumFractionDigits, maximumFractionDigits, useGrouping, type \
                     or style, not {other}"
                )));
            }
        }
    }
    Ok(options)
}

/// A digit count.
fn small(value: &FluentValue) -> Result<u8, FormatError> {
    let error = || FormatError::Option(format!("a whole number from 0 to {MAX_DIGITS}"));
    let FluentValue::Number(number) = value else { return Err(error()) };
    if !(0.0..=f64::from(MAX_DIGITS)).contains(&number.value) || number.value.fract() != 0.0 {
        return Err(error());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Ok(number.value as u8)
}

/// A language's number formatters, kept by Fluent's memoizer: a bundle's formatter is a plain function
/// and cannot hold them.
struct Memoized(Numbers);

impl Memoizable for Memoized {
    type Args = ();
    type Error = FormatError;

    fn construct(language: unic_langid::LanguageIdentifier, (): ()) -> Result<Self, FormatError> {
        let tag = LanguageTag::parse(&language.to_string())
            .ok_or_else(|| FormatError::Data("no language tag".to_owned()))?;
        Numbers::new(&tag).map(Self).map_err(FormatError::data)
    }
}

/// How a bundle prints its numbers; everything else prints itself.
pub(super) fn write_value(value: &FluentValue, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = memoizer
        .with_try_get::<Memoized, _, _>((), |numbers| write_number(&numbers.0, number))
        .and_then(|text| text);
    Some(or_note(text))
}

pub(super) fn write_number(numbers: &Numbers, number: &FluentNumber) -> Result<String, FormatError> {
    let digits = |digits: Option<usize>| digits.and_then(|digits| u8::try_from(digits).ok());
    let options = NumberOptions {
        minimum_integer_digits: digits(number.options.minimum_integer_digits).unwrap_or(1),
        minimum_fraction_digits: digits(number.options.minimum_fraction_digits),
        maximum_fraction_digits: digits(number.options.maximum_fraction_digits),
        use_grouping: number.options.use_grouping,
    };
    let decimal = parse(&number.value.to_string()).ok_or(FormatError::NotANumber)?;
    numbers.decimal(decimal, options)
}

/// `MONEY($total, display: "code")`.
fn money(positional: &[FluentValue], named: &FluentArgs) -> FluentValue<'static> {
    let Some(FluentValue::Custom(value)) = positional.first() else {
        return match positional.first() {
            None | Some(FluentValue::None | FluentValue::Error) => {
                value_or_note("MONEY", Err(FormatError::NoValue))
            }
            _ => value_or_note("MONEY", Err(FormatError::NotMoney)),
        };
    };
    let Some(value) = value.as_any().downcast_ref::<MoneyValue>() else {
        return value_or_note("MONEY", Err(FormatError::NotMoney));
    };
    let display = known_options(named, &["display"])
        .and_then(|()| named_style(named, "display", MoneyDisplay::from_name, &MoneyDisplay::NAMES));
    value_or_note("MONEY", display.and_then(|display| value.write(display)))
}

/// `DATETIME($order_date, dateStyle: "long", timeStyle: "short")`.
fn datetime(formats: &Arc<Formats>, positional: &[FluentValue], named: &FluentArgs) -> FluentValue<'static> {
    let value = match positional.first() {
        Some(FluentValue::Custom(value)) => value.as_any().downcast_ref::<MomentValue>().cloned(),
        Some(FluentValue::String(text)) => Moment::parse(text).map(|moment| MomentValue {
            moment,
            zone: ZONE.with_borrow(Clone::clone),
            formats: Arc::clone(formats),
        }),
        None | Some(FluentValue::None | FluentValue::Error) => {
            return value_or_note("DATETIME", Err(FormatError::NoValue));
        }
        Some(FluentValue::Number(_)) => None,
    };
    let Some(value) = value else {
        return value_or_note("DATETIME", Err(FormatError::NotAMoment));
    };
    let value = match named_zone(named) {
        Ok(None) => value,
        Ok(Some(zone)) => MomentValue { zone, ..value },
        Err(error) => return value_or_note("DATETIME", Err(error)),
    };
    let date = known_options(named, &["dateStyle", "timeStyle", "timeZone"])
        .and_then(|()| named_style(named, "dateStyle", DateStyle::from_name, &DateStyle::NAMES));
    let time = named_style(named, "timeStyle", TimeStyle::from_name, &TimeStyle::NAMES);
    value_or_note("DATETIME", date.and_then(|date| time.and_then(|time| value.write(date, time))))
}

fn named_zone(named: &FluentArgs) -> Result<Option<TimeZone>, FormatError> {
    match named.get("timeZone") {
        None => Ok(None),
        Some(FluentValue::String(name)) => TimeZone::get(name).map(Some).map_err(|_| FormatError::NotAZone),
        Some(_) => Err(FormatError::NotAZone),
    }
}

/// Refuses an option that a function does not have, so that no misspelling goes unnoticed.
fn known_options(named: &FluentArgs, known: &[&str]) -> Result<(), FormatError> {
    match named.iter().find(|(name, _)| !known.contains(name)) {
        None => Ok(()),
        Some((name, _)) => Err(FormatError::Option(format!("{}, not {name}", known.join(" or ")))),
    }
}

fn named_style<T>(
    named: &FluentArgs,
    name: &str,
    from_name: impl Fn(&str) -> Option<T>,
    names: &[&str],
) -> Result<Option<T>, FormatError> {
    match named.get(name) {
        None => Ok(None),
        Some(FluentValue::String(text)) => {
            let style = from_name(text);
            style.map(Some).ok_or_else(|| FormatError::Option(format!("{name}: {}", names.join(", "))))
        }
        Some(_) => Err(FormatError::Option(format!("{name}: {}", names.join(", ")))),
    }
}
