//! What is wrong with an event, said with a stable code and the JSON path of each fault.

use std::fmt;

use serde::Serialize;

/// Stable names for what can be wrong with an incoming event.
///
/// The serialised form (`not_json`, `missing_field`, …) is what programs may rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultCode {
    /// The bytes are not JSON.
    NotJson,
    /// The body is larger than the limit.
    TooLarge,
    /// A required field is absent or null.
    MissingField,
    /// A field is there, but of another JSON type than the contract says.
    WrongType,
    /// The event is none of the contract's eleven.
    UnknownEvent,
    /// The currency is none of the contract's 27.
    UnknownCurrency,
    /// An amount of money is no decimal number.
    InvalidAmount,
    /// A value is outside the set that the contract names, where tellal has to know it.
    InvalidValue,
}

impl FaultCode {
    /// The stable name, as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::TooLarge => "too_large",
            Self::MissingField => "missing_field",
            Self::WrongType => "wrong_type",
            Self::UnknownEvent => "unknown_event",
            Self::UnknownCurrency => "unknown_currency",
            Self::InvalidAmount => "invalid_amount",
            Self::InvalidValue => "invalid_value",
        }
    }
}

/// One fault: what, and where in the JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The stable code.
    pub code: FaultCode,
    /// Where, as `payload.order.orderitem_set[0].price`; empty for the body as a whole.
    pub path: String,
    /// What is wrong and what was expected, for people. Never repeats a customer's data.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

/// An event that cannot be used, with every fault found in it, in the order of the document; of more than a hundred,
/// the first hundred.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", list(.faults, *.untold))]
pub struct EventError {
    /// What the event calls itself, where that could be read.
    pub event: Option<String>,
    /// At least one fault.
    pub faults: Vec<Fault>,
    /// How many more there are.
    pub untold: usize,
}

impl EventError {
    /// An error of a single fault.
    pub(crate) fn single(code: FaultCode, path: &str, message: String) -> Self {
        Self { event: None, faults: vec![Fault { code, path: path.to_owned(), message }], untold: 0 }
    }

    /// The code that stands for the whole: that of the only fault, else `invalid_event`.
    pub fn code(&self) -> &'static str {
        match self.faults.as_slice() {
            [only] => only.code.as_str(),
            _ => "invalid_event",
        }
    }
}

fn list(faults: &[Fault], untold: usize) -> String {
    let mut list = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    if untold > 0 {
        list.push_str(&format!("; and {untold} more"));
    }
    list
}
