//! What the contract says of JSON values: shapes and fields, from which come reading, `tellal schema`, `tellal vars`
//! and the linter.

use serde_json::Value;

/// What a JSON value looks like according to the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A decimal number in a string (`"1250.00"`); a JSON number is accepted too.
    Amount,
    /// `{value, label}` with one of the 27 currency codes as value.
    Currency,
    /// `{value, label}`; the known values with their labels. Others are kept.
    Choice(&'static [(&'static str, &'static str)]),
    /// An object with the fields named here; others are kept.
    Object(&'static [Field]),
    /// A list of one shape.
    List(&'static Shape),
    /// Anything at all; the contract does not say.
    Anything,
}

/// One field of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire, which is the name in templates.
    pub name: &'static str,
    /// Whether an event without it is refused. What is not required may be absent or null.
    pub required: bool,
    /// What its value looks like.
    pub shape: &'static Shape,
    /// What a text holds; says nothing of other shapes.
    pub format: Format,
    /// What it means.
    pub about: &'static str,
}

/// What a text holds. The contract says little of lengths; these are what the linter reckons with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// What people write: names, notes, addresses. Any letter of any script.
    Free,
    /// Letters, digits and punctuation of ASCII: numbers of orders and parcels, stock keeping units, slugs.
    Code,
    /// A calendar date, `2024-01-15`.
    Date,
    /// A timestamp, `2024-01-15T10:30:00Z`.
    DateTime,
    /// A web address.
    Url,
    /// A path on the shop's site, `/products/shirt/`.
    Path,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A language code such as `tr` or `en-gb`.
    Language,
    /// One of these words; others are kept.
    OneOf(&'static [&'static str]),
}

impl Format {
    /// The longest text that the linter reckons with, in characters.
    pub fn max_length(self) -> usize {
        match self {
            Self::Free | Self::Email => 60,
            Self::Code | Self::OneOf(_) => 24,
            Self::Date | Self::Language => 10,
            Self::DateTime => 32,
            Self::Url | Self::Path => 100,
            Self::Phone => 16,
        }
    }

    /// What to call it in a message.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Free => "a text",
            Self::Code => "a code",
            Self::Date => "a date",
            Self::DateTime => "a date and time",
            Self::Url => "a web address",
            Self::Path => "a path on the shop's site",
            Self::Email => "an e-mail address",
            Self::Phone => "a phone number",
            Self::Language => "a language code",
            Self::OneOf(_) => "one of a few words",
        }
    }

    /// The name that JSON Schema 2020-12 has for it (Validation, §7.3), if any.
    pub fn json_schema(self) -> Option<&'static str> {
        match self {
            Self::Date => Some("date"),
            Self::DateTime => Some("date-time"),
            Self::Url => Some("iri"),
            Self::Path => Some("iri-reference"),
            Self::Email => Some("email"),
            Self::Free | Self::Code | Self::Phone | Self::Language | Self::OneOf(_) => None,
        }
    }
}

impl Shape {
    /// Whether a JSON value is of this kind at the first look (its parts may still be wrong).
    pub(crate) fn accepts(&self, json: &Value) -> bool {
        match self {
            Self::Text => json.is_string(),
            Self::Integer => json.is_i64(),
            Self::Boolean => json.is_boolean(),
            Self::Amount => json.is_string() || json.is_number(),
            Self::Currency | Self::Choice(_) | Self::Object(_) => json.is_object(),
            Self::List(_) => json.is_array(),
            Self::Anything => true,
        }
    }

    /// Whether it is a `{value, label}` object, or a list of them.
    pub(crate) fn is_choice(&self) -> bool {
        match self {
            Self::Currency | Self::Choice(_) => true,
            Self::List(item) => item.is_choice(),
            _ => false,
        }
    }

    /// Whether a value of this shape can make an event unusable where it may be left out: what is ill-typed there is
    /// forgiven, what is wrong inside it is not.
    pub(crate) fn can_be_at_fault(&self) -> bool {
        match self {
            Self::Amount | Self::Currency => true,
            Self::Object(fields) => {
                fields.iter().any(|field| field.required || field.shape.can_be_at_fault())
            }
            Self::List(item) => !matches!(item, Self::Choice(_) | Self::Anything),
            Self::Text | Self::Integer | Self::Boolean | Self::Choice(_) | Self::Anything => false,
        }
    }

    /// What to call it in an error message.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Integer => "a whole number",
            Self::Boolean => "true or false",
            Self::Amount => "a decimal number such as \"1250.00\"",
            Self::Currency => "an object such as {\"value\":\"try\",\"label\":\"TL\"}",
            Self::Choice(_) => "an object {\"value\",\"label\"}",
            Self::Object(_) => "an object",
            Self::List(_) => "a list",
            Self::Anything => "anything",
        }
    }

    /// The field of this name, where this is an object that has one.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Object(fields) => fields.iter().find(|field| field.name == name),
            _ => None,
        }
    }

    /// The names that may stand behind a dot after a value of this shape.
    pub fn field_names(&self) -> Vec<&'static str> {
        match self {
            Self::Object(fields) => fields.iter().map(|field| field.name).collect(),
            Self::Currency | Self::Choice(_) => vec!["value", "label"],
            _ => Vec::new(),
        }
    }

    /// The shape of a list's items; of anything else, itself.
    pub fn item(&'static self) -> &'static Shape {
        if let Self::List(item) = self { item } else { self }
    }

    /// The shape behind `.name`, where the contract knows it.
    pub fn member(&self, name: &str) -> Option<&'static Shape> {
        match self {
            Self::Object(_) => self.field(name).map(|field| field.shape),
            Self::Currency | Self::Choice(_) if name == "value" || name == "label" => Some(&Shape::Text),
            Self::Anything => Some(&Shape::Anything),
            _ => None,
        }
    }
}
