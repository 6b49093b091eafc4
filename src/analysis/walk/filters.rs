//! What each filter takes, which options it has, and what it gives.

use super::names::item_of;
use super::observation::{Use, What};
use super::value::{Value, join};
use super::walker::Walker;
use crate::analysis::syntax::{Call, Expression, Kind, Span};
use crate::analysis::types::{Presence, Type};
use crate::event::Format;
use crate::l10n::{DateStyle, MoneyDisplay, TimeStyle};
use crate::money::Currency;

/// What a filter works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Anything,
    Money,
    Date,
    Time,
    Number,
    Phone,
    Text,
    Link,
    List,
    Counted,
    Map,
}

impl Takes {
    fn wanted(self) -> &'static str {
        match self {
            Self::Anything => "anything",
            Self::Money => "an amount such as order.amount",
            Self::Date => "a date such as order.created_date",
            Self::Time => "a date with a time such as order.created_date",
            Self::Number => "a number",
            Self::Phone => "a phone number",
            Self::Text => "a text",
            Self::Link => "a web address or a path on the shop's site",
            Self::List => "a list",
            Self::Counted => "a list or a text",
            Self::Map => "a map",
        }
    }

    fn accepts(self, value: &Value) -> bool {
        let kind = &value.kind;
        let is_number = matches!(kind, Type::Integer { .. } | Type::Number | Type::Amount);
        let is_text =
            matches!(kind, Type::Text(_) | Type::ChoiceValue(_) | Type::Fact(_) | Type::Link | Type::Amount);
        if *kind == Type::Unknown {
            return true;
        }
        match self {
            Self::Anything => true,
            Self::Money | Self::Number => {
                is_number || value.constant.as_deref().is_some_and(|text| text.parse::<f64>().is_ok())
            }
            Self::Date => {
                matches!(kind, Type::Text(Format::Date | Format::DateTime)) || value.constant.is_some()
            }
            Self::Time => matches!(kind, Type::Text(Format::DateTime)) || value.constant.is_some(),
            Self::Phone => matches!(kind, Type::Text(Format::Phone | Format::Free)) || value.name == "to",
            Self::Text => is_text || is_number,
            Self::Link => match kind {
                Type::Text(Format::Url | Format::Path) | Type::Link => true,
                Type::Text(_) => value.constant.is_some() || value.name.starts_with("site."),
                Type::Fact(name) => name.ends_with("_url"),
                _ => false,
            },
            Self::List => matches!(kind, Type::List { .. }),
            Self::Counted => {
                is_text || matches!(kind, Type::List { .. } | Type::Map { .. } | Type::Object(_))
            }
            Self::Map => {
                matches!(kind, Type::Map { .. } | Type::Object(_) | Type::Currency | Type::Choice(_))
            }
        }
    }
}

/// What an option takes.
#[derive(Debug, Clone, Copy)]
enum Takeable {
    Anything,
    Digits,
    Flag,
    Zone,
    Currency,
    OneOf(&'static [&'static str]),
}

type Options = &'static [(&'static str, Takeable, bool)];

const NUMBER: Options = &[
    ("minimumIntegerDigits", Takeable::Digits, false),
    ("minimumFractionDigits", Takeable::Digits, false),
    ("maximumFractionDigits", Takeable::Digits, false),
    ("useGrouping", Takeable::Flag, false),
];
const PATTERN: Options = &[("pat", Takeable::Anything, false)];
const DATE_STYLE: (&str, Takeable, bool) = ("dateStyle", Takeable::OneOf(&DateStyle::NAMES), false);
const TIME_STYLE: (&str, Takeable, bool) = ("timeStyle", Takeable::OneOf(&TimeStyle::NAMES), false);
const ZONE: (&str, Takeable, bool) = ("timeZone", Takeable::Zone, false);

/// What a filter takes and its options; `None` for one that there is not, which Tera tells.
fn signature(name: &str) -> Option<(Takes, Options)> {
    use Takeable::{Anything, Digits, Flag};
    Some(match name {
        "money" => (
            Takes::Money,
            &[
                ("currency", Takeable::Currency, true),
                ("display", Takeable::OneOf(&MoneyDisplay::NAMES), false),
            ],
        ),
        "date" => (Takes::Date, const { &[DATE_STYLE, ZONE] }),
        "time" => (Takes::Time, const { &[TIME_STYLE, ZONE] }),
        "datetime" => (Takes::Time, const { &[DATE_STYLE, TIME_STYLE, ZONE] }),
        "number" | "percent" => (Takes::Number, NUMBER),
        "phone" => (Takes::Phone, &[("region", Anything, false)]),
        "shorten" => (Takes::Text, &[("length", Digits, false)]),
        "url" => (Takes::Link, &[]),
        "safe" | "upper" | "lower" | "capitalize" | "title" | "wordcount" | "escape" | "escape_html"
        | "escape_xml" | "newlines_to_br" | "float" => (Takes::Text, &[]),
        "trim" | "trim_start" | "trim_end" => (Takes::Text, PATTERN),
        "replace" => (Takes::Text, &[("from", Anything, true), ("to", Anything, true)]),
        "truncate" => (Takes::Text, &[("length", Digits, true), ("end", Anything, false)]),
        "indent" => (
            Takes::Text,
            &[
                ("width", Digits, false),
                ("indentation", Anything, false),
                ("first", Flag, false),
                ("blank", Flag, false),
            ],
        ),
        "split" => (Takes::Text, &[("pat", Anything, true)]),
        "default" => (Takes::Anything, &[("value", Anything, true), ("boolean", Flag, false)]),
        "str" => (Takes::Anything, &[]),
        "int" => (Takes::Text, &[("base", Digits, false)]),
        "abs" => (Takes::Number, &[]),
        "round" => (
            Takes::Number,
            &[("method", Takeable::OneOf(&["ceil", "floor"]), false), ("precision", Anything, false)],
        ),
        "pluralize" => (Takes::Number, &[("singular", Anything, false), ("plural", Anything, false)]),
        "length" | "reverse" => (Takes::Counted, &[]),
        "first" | "last" | "unique" => (Takes::List, &[]),
        "nth" => (Takes::List, &[("n", Digits, true)]),
        "join" => (Takes::List, &[("sep", Anything, false)]),
        "sort" => (Takes::List, &[("attribute", Anything, false)]),
        "group_by" => (Takes::List, &[("attribute", Anything, true)]),
        "get" => (Takes::Map, &[("key", Anything, true), ("default", Anything, false)]),
        "keys" | "values" | "pairs" => (Takes::Map, &[]),
        _ => return None,
    })
}

/// Filters that a better one stands in for.
const DISCOURAGED: [&str; 3] = ["truncate", "pluralize", "group_by"];

impl Walker<'_> {
    /// `of | name(…)`.
    pub(super) fn filter(&mut self, of: &Expression, call: &Call, span: &Span) -> Value {
        let calls = self.seen.calls.len();
        let value = self.evaluate(of);
        if call.name == "safe" && self.is_html() {
            self.seen.calls[calls..].iter_mut().for_each(|said| said.safe = true);
        }
        self.apply(value, &of.span, call, span)
    }

    /// A filter on a value; `of` is where the value stands.
    pub(super) fn apply(&mut self, value: Value, of: &Span, call: &Call, span: &Span) -> Value {
        let name = format!("{} | {}", value.name, call.name);
        let Some((takes, options)) = signature(&call.name) else {
            self.arguments(call);
            return Value::lost(name);
        };
        if call.name != "default" {
            self.need(&value, of, Use::Filter);
            if !takes.accepts(&value) {
                let (path, found) = (value.name.clone(), value.kind.clone());
                let by = format!("the filter {}", call.name);
                self.see(of, What::WrongType { path, found, by, wanted: takes.wanted() });
            }
        }
        if DISCOURAGED.contains(&call.name.as_str()) {
            self.see(&call.span, What::Discouraged { filter: call.name.clone() });
        }
        self.options(call, options);
        self.read_for(&value, call);
        if call.name == "safe" && value.foreign && self.is_html() {
            self.see(span, What::UnsafeOutput { path: value.name.clone() });
        }
        self.result(value, call, name)
    }

    /// What of its value a filter reads.
    fn read_for(&mut self, value: &Value, call: &Call) {
        match call.name.as_str() {
            // What comes out of `default` is still the value: nothing of it is read yet.
            "length" | "first" | "last" | "nth" | "reverse" | "default" => self.read(value, false),
            "sort" => match call.argument("attribute").map(|argument| &argument.value.kind) {
                Some(Kind::Text(path)) => {
                    self.read(value, false);
                    let sources = value.sources.iter().map(|source| format!("{source}[].{path}"));
                    let attribute = Value { sources: sources.collect(), ..value.clone() };
                    self.read(&attribute, true);
                }
                _ => self.read(value, true),
            },
            _ => self.read(value, true),
        }
    }

    fn result(&mut self, value: Value, call: &Call, name: String) -> Value {
        let list = |kind: Type| Type::List { item: Box::new(kind), bound: None };
        let kind = match call.name.as_str() {
            "length" | "wordcount" => {
                let filled = value.key.as_ref().is_some_and(|key| self.known.has(key));
                let length = Type::Integer { least: Some(i64::from(filled)) };
                let key = value.key.as_ref().map(|key| format!("{key}|length"));
                return self.narrowed(Value { key, ..value.made(length, name) });
            }
            "int" => Type::Integer { least: None },
            "float" | "abs" | "round" => Type::Number,
            "url" => Type::Link,
            "split" | "keys" => list(Type::Text(Format::Free)),
            "values" | "pairs" => list(Type::Unknown),
            "reverse" | "sort" | "unique" => return Value { key: None, name, ..value },
            "first" | "last" | "nth" => {
                let filled = value.key.as_ref().is_some_and(|key| self.known.has(key)) && call.name != "nth";
                let presence = if filled { Presence::Always } else { Presence::Maybe };
                return Value { presence, name: name.clone(), ..item_of(&value, &name) };
            }
            "default" => {
                let other = call.argument("value").map(|argument| argument.value.clone());
                let other = other.map(|other| self.evaluate(&other));
                let kind = other.map_or(Type::Unknown, |other| other.kind);
                let presence = Presence::Always;
                return Value { kind: join(value.kind.clone(), kind), presence, key: None, name, ..value };
            }
            "get" | "group_by" => Type::Unknown,
            _ => Type::Text(Format::Free),
        };
        value.made(kind, name)
    }

    fn options(&mut self, call: &Call, options: Options) {
        for argument in &call.arguments {
            let Some((_, takes, _)) = options.iter().find(|(name, ..)| *name == argument.name) else {
                let known = options.iter().map(|(name, ..)| (*name).to_owned()).collect();
                let (of, name) = (call.name.clone(), argument.name.clone());
                self.see(&argument.span, What::UnknownOption { of, name, known });
                self.evaluate(&argument.value);
                continue;
            };
            if call.name == "default" {
                continue;
            }
            let value = self.evaluate(&argument.value);
            self.need(&value, &argument.value.span, Use::Argument);
            self.read(&value, true);
            if let Some(wanted) = refused(*takes, &value) {
                let (of, name) = (call.name.clone(), argument.name.clone());
                let source = || self.source_of(&argument.value.span);
                let value = value.constant.as_ref().map_or_else(source, |text| format!("\"{text}\""));
                self.see(&argument.value.span, What::WrongOption { of, name, value, wanted });
            }
        }
        for (name, _, required) in options {
            if *required && call.argument(name).is_none() {
                let what = if call.name == "money" {
                    What::NoCurrency
                } else {
                    What::MissingOption { of: call.name.clone(), name: (*name).to_owned() }
                };
                self.see(&call.span, what);
            }
        }
    }
}

/// What an option wants, where a value is surely something else.
fn refused(takes: Takeable, value: &Value) -> Option<String> {
    let unknown = value.kind == Type::Unknown;
    match takes {
        Takeable::Anything => None,
        Takeable::Digits => {
            let whole = unknown
                || matches!(value.kind, Type::Integer { least } if least.is_none_or(|least| least >= 0));
            (!whole).then(|| "a whole number".to_owned())
        }
        Takeable::Flag => (!unknown && value.kind != Type::Boolean).then(|| "true or false".to_owned()),
        Takeable::Zone => {
            let fits = value.constant.as_ref().is_none_or(|zone| jiff::tz::TimeZone::get(zone).is_ok());
            (!fits).then(|| "a time zone such as \"Europe/Istanbul\"".to_owned())
        }
        Takeable::OneOf(names) => {
            let fits = value.constant.as_ref().is_none_or(|text| names.contains(&text.as_str()));
            (!fits).then(|| format!("one of {}", names.join(", ")))
        }
        Takeable::Currency => {
            let fits = match (&value.kind, &value.constant) {
                (Type::Text(_), Some(code)) => Currency::from_code(code).is_some(),
                (Type::Currency | Type::Unknown, _) => true,
                (Type::Text(_), None) => value.name.ends_with("currency.value"),
                _ => false,
            };
            (!fits).then(|| "a currency such as order.currency or \"try\"".to_owned())
        }
    }
}
