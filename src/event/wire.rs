//! How JSON becomes typed values: one trait, a path, and a list that gathers every fault.
//!
//! The `record!` macro declares a wire struct once; from that one declaration come the struct, its
//! reading with JSON paths, and its [`Shape`], which `tellal vars` and error messages speak from.

use std::fmt;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::fault::{Fault, FaultCode};
use super::shape::Shape;
use crate::money::Currency;

/// A place inside a JSON document, extended while walking down.
#[derive(Debug, Default)]
pub(crate) struct Path {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Key(&'static str),
    Index(usize),
}

impl Path {
    pub(crate) fn within<T>(&mut self, key: &'static str, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.steps.push(Step::Key(key));
        let result = walk(self);
        self.steps.pop();
        result
    }

    fn within_index<T>(&mut self, index: usize, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.steps.push(Step::Index(index));
        let result = walk(self);
        self.steps.pop();
        result
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Gathers every fault of one event.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Faults that make the event unusable, the first of them.
    pub(crate) errors: Vec<Fault>,
    /// How many more there are.
    pub(crate) untold: usize,
    /// Paths of optional fields that were ill-typed and are treated as absent, the first of them.
    pub(crate) ignored: Vec<String>,
}

/// More faults of one event are counted, not told: a small body can have a great many.
const MAX_FAULTS: usize = 100;

impl Faults {
    pub(crate) fn push(&mut self, code: FaultCode, at: &Path, message: String) {
        if self.errors.len() >= MAX_FAULTS {
            self.untold += 1;
            return;
        }
        self.errors.push(Fault { code, path: at.to_string(), message });
    }

    fn ignore(&mut self, at: &Path) {
        if self.ignored.len() < MAX_FAULTS {
            self.ignored.push(at.to_string());
        }
    }

    fn wrong_type(&mut self, at: &Path, expected: &Shape, found: &Value) {
        let message = format!("expected {}, found {}", expected.describe(), kind(found));
        self.push(FaultCode::WrongType, at, message);
    }
}

/// What a JSON value is, without showing it: it may be a customer's.
fn kind(json: &Value) -> &'static str {
    match json {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A type that can be read from the wire.
pub(crate) trait Wire: Sized {
    /// What it looks like.
    const SHAPE: &'static Shape;
    /// Whether it may be left out.
    const REQUIRED: bool = true;

    /// Reads it, or notes every fault and returns `None`.
    fn read(json: &Value, at: &mut Path, faults: &mut Faults) -> Option<Self>;

    /// What stands for it when the field is absent or null.
    fn absent(at: &Path, faults: &mut Faults) -> Option<Self> {
        let message = format!("required: {}", Self::SHAPE.describe());
        faults.push(FaultCode::MissingField, at, message);
        None
    }
}

/// Reads one field of an object; what is absent or null is for the type to decide.
pub(crate) fn read_field<T: Wire>(
    object: &Map<String, Value>,
    key: &'static str,
    at: &mut Path,
    faults: &mut Faults,
) -> Option<T> {
    at.within(key, |at| match object.get(key) {
        None | Some(Value::Null) => T::absent(at, faults),
        Some(json) => T::read(json, at, faults),
    })
}

/// Reads an object, or notes that it is none.
pub(crate) fn read_object<'json>(
    json: &'json Value,
    shape: &Shape,
    at: &Path,
    faults: &mut Faults,
) -> Option<&'json Map<String, Value>> {
    let object = json.as_object();
    if object.is_none() {
        faults.wrong_type(at, shape, json);
    }
    object
}

/// What the contract allows to be left out is forgiven when it is ill-typed: Commerce never sends an
/// event again, so a wrong type in a field that nothing needs must not cost the customer a message.
impl<T: Wire> Wire for Option<T> {
    const SHAPE: &'static Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn read(json: &Value, at: &mut Path, faults: &mut Faults) -> Option<Self> {
        if !T::SHAPE.accepts(json) {
            faults.ignore(at);
            return Some(None);
        }
        if !T::SHAPE.is_choice() {
            return T::read(json, at, faults).map(Some);
        }
        // A choice without its value (`{"value":null}`) says as little as none; a currency that is not known
        // says something, and stays an error.
        let mut own = Faults::default();
        let read = T::read(json, at, &mut own);
        if read.is_none() && own.errors.iter().all(|fault| fault.code != FaultCode::UnknownCurrency) {
            faults.ignore(at);
            return Some(None);
        }
        faults.errors.append(&mut own.errors);
        faults.ignored.append(&mut own.ignored);
        read.map(Some)
    }

    fn absent(_: &Path, _: &mut Faults) -> Option<Self> {
        Some(None)
    }
}

impl<T: Wire> Wire for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);

    fn read(json: &Value, at: &mut Path, faults: &mut Faults) -> Option<Self> {
        let Some(list) = json.as_array() else {
            faults.wrong_type(at, Self::SHAPE, json);
            return None;
        };
        let mut all = Some(Vec::with_capacity(list.len()));
        for (index, json) in list.iter().enumerate() {
            let item = at.within_index(index, |at| T::read(json, at, faults));
            all = all.zip(item).map(|(mut all, item)| {
                all.push(item);
                all
            });
        }
        all
    }
}

macro_rules! scalar {
    ($type:ty, $shape:expr, $read:expr) => {
        impl Wire for $type {
            const SHAPE: &'static Shape = &$shape;

            fn read(json: &Value, at: &mut Path, faults: &mut Faults) -> Option<Self> {
                let value = $read(json);
                if value.is_none() {
                    faults.wrong_type(at, Self::SHAPE, json);
                }
                value
            }
        }
    };
}

scalar!(String, Shape::Text, |json: &Value| json.as_str().map(str::to_owned));
scalar!(i64, Shape::Integer, Value::as_i64);
scalar!(bool, Shape::Boolean, Value::as_bool);
scalar!(Value, Shape::Anything, |json: &Value| Some(json.clone()));

impl Wire for Decimal {
    const SHAPE: &'static Shape = &Shape::Amount;

    fn read(json: &Value, at: &mut Path, faults: &mut Faults) -> Option<Self> {
        let amount = match json {
            Value::String(text) => crate::money::parse_amount(text),
            Value::Number(number) => crate::money::parse_amount(&number.to_string()),
            _ => {
                faults.wrong_type(at, Self::SHAPE, json);
                return None;
            }
        };
        if amount.is_none() {
            let message = "not a decimal number such as \"1250.00\"".to_owned();
            faults.push(FaultCode::InvalidAmount, at, message);
        }
        amount
    }
}

impl Wire for Currency {
    const SHAPE: &'static Shape = &Shape::Currency;

    fn read(json: &Value, at: &mut Path, faults: &mut Faults) -> Option<Self> {
        let object = read_object(json, Self::SHAPE, at, faults)?;
        let code: String = read_field(object, "value", at, faults)?;
        let currency = Currency::from_code(&code);
        if currency.is_none() {
            at.within("value", |at| {
                let message = format!(
                    "not one of the {} currencies that tellal knows ({}, …)",
                    Currency::ALL.len(),
                    Currency::ALL[0].code().to_lowercase()
                );
                faults.push(FaultCode::UnknownCurrency, at, message);
            });
        }
        currency
    }
}

/// Declares a wire struct: its fields, how it is read, and its [`Shape`], from one source.
macro_rules! record {
    ($(#[doc = $about:literal])* $vis:vis struct $name:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty $(as $format:ident)?,)*
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $vis struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)*
        }

        // Personal data from end to end: only the type is shown.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl $crate::event::wire::Wire for $name {
            const SHAPE: &'static $crate::event::shape::Shape =
                &$crate::event::shape::Shape::Object(&[$($crate::event::shape::Field {
                    name: stringify!($field),
                    required: <$type as $crate::event::wire::Wire>::REQUIRED,
                    shape: <$type as $crate::event::wire::Wire>::SHAPE,
                    format: $crate::event::wire::text_format!($($format)?),
                    about: concat!($($doc),+),
                }),*]);

            fn read(
                json: &serde_json::Value,
                at: &mut $crate::event::wire::Path,
                faults: &mut $crate::event::wire::Faults,
            ) -> Option<Self> {
                let object = $crate::event::wire::read_object(json, Self::SHAPE, at, faults)?;
                // All fields are read before any is unwrapped, so that every fault is noted.
                $(let $field = $crate::event::wire::read_field::<$type>(object, stringify!($field), at, faults);)*
                Some(Self { $($field: $field?,)* })
            }
        }
    };
}
pub(crate) use record;

/// The format that a field is declared with, if any.
macro_rules! text_format {
    () => {
        $crate::event::shape::Format::Free
    };
    ($format:ident) => {
        $crate::event::shape::Format::$format
    };
}
pub(crate) use text_format;
