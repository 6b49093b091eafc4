//! What came of an event: a message, nobody to write to, or an error.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::event::{EventError, EventKind, Fault};
use crate::message::{Message, Receipt};
use crate::render::{Place, RenderError};

/// What came of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// A message to be sent.
    Message(Box<Message>),
    /// Nobody may, or can, be written to.
    Suppressed(Box<Suppressed>),
    /// The event or a template is at fault.
    Error(Box<OutcomeError>),
}

/// An event that nobody is told of, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The event.
    pub event: EventKind,
    /// Every channel's verdict.
    pub receipt: Receipt,
}

/// Why there is neither.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct OutcomeError {
    /// What the event calls itself, where that could be read.
    pub event: Option<String>,
    /// A stable code: one of [`FaultCode`](crate::FaultCode) or [`RenderCode`](crate::RenderCode), or
    /// `invalid_event` where the event has several faults.
    pub code: &'static str,
    /// What is wrong and how to mend it, for people.
    pub message: String,
    /// The JSON path of the (first) fault in the event; empty otherwise.
    pub path: String,
    /// All faults of the event.
    pub faults: Vec<Fault>,
    /// The place in a template.
    pub place: Option<Place>,
    /// The language that was being written.
    pub language: Option<crate::LanguageTag>,
}

impl From<EventError> for OutcomeError {
    fn from(error: EventError) -> Self {
        Self {
            code: error.code(),
            message: error.to_string(),
            path: error.faults.first().map(|fault| fault.path.clone()).unwrap_or_default(),
            event: error.event,
            faults: error.faults,
            place: None,
            language: None,
        }
    }
}

impl OutcomeError {
    pub(crate) fn of_render(event: EventKind, error: &RenderError) -> Self {
        Self {
            event: Some(event.as_str().to_owned()),
            code: error.code().as_str(),
            message: error.to_string(),
            path: String::new(),
            faults: Vec::new(),
            place: error.place().cloned(),
            language: error.language().cloned(),
        }
    }
}

/// The shape that `tellal render --json` prints and `/api/preview` answers.
impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Message(message) => {
                map.serialize_entry("event", &message.event)?;
                map.serialize_entry("outcome", "message")?;
                map.serialize_entry("channel", &message.channel)?;
                map.serialize_entry("language", &message.language)?;
                map.serialize_entry("from", &message.from)?;
                map.serialize_entry("to", &message.to)?;
                match &message.body {
                    crate::message::Body::Sms(sms) => map.serialize_entry("sms", sms)?,
                    crate::message::Body::Whatsapp(whatsapp) => map.serialize_entry("whatsapp", whatsapp)?,
                    crate::message::Body::Email(email) => map.serialize_entry("email", email)?,
                }
                map.serialize_entry("receipt", &message.receipt)?;
            }
            Self::Suppressed(suppressed) => {
                map.serialize_entry("event", &suppressed.event)?;
                map.serialize_entry("outcome", "suppressed")?;
                map.serialize_entry("receipt", &suppressed.receipt)?;
            }
            Self::Error(error) => {
                map.serialize_entry("event", &error.event)?;
                map.serialize_entry("outcome", "error")?;
                map.serialize_entry("error", &ErrorBody::of(error))?;
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'static str,
    message: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
    faults: &'a [Fault],
    #[serde(flatten)]
    place: Option<&'a Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a crate::LanguageTag>,
}

impl<'a> ErrorBody<'a> {
    fn of(error: &'a OutcomeError) -> Self {
        let OutcomeError { code, message, path, faults, place, language, .. } = error;
        Self { code, message, path, faults, place: place.as_ref(), language: language.as_ref() }
    }
}
