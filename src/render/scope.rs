//! What functions and filters know of the message being written.
//!
//! Tera's functions are registered once and get only their arguments, so the message's language, channel
//! and ready arguments wait here, for the thread, while its templates run. The typed reason of a failure
//! comes back the same way: Tera itself carries only text.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::tz::TimeZone;

use crate::l10n::{
    Formats, Isolation, Language, MessageError, MessageErrorKind, Style, resolve_isolates, set_zone,
};
use crate::recipient::channel::Channel;

/// The message being written.
pub(crate) struct Scope {
    pub(crate) language: Arc<Language>,
    pub(crate) channel: Channel,
    pub(crate) style: Style,
    pub(crate) zone: TimeZone,
    pub(crate) site_url: String,
    pub(crate) arguments: FluentArgs<'static>,
    /// Facts that the event has but the language cannot name, with the message ids that it lacks.
    pub(crate) lacking: Vec<(&'static str, String)>,
}

/// Why a function or filter failed.
#[derive(Debug, Clone)]
pub(super) enum Failure {
    /// `t()` could not write its message.
    Message(Box<MessageError>),
    /// `t()` was called wrongly.
    Call(String),
    /// A filter was given what it cannot write.
    Filter { name: &'static str, reason: String },
    /// A value that is needed is undefined.
    Undefined(String),
}

/// What came of running templates in a scope.
pub(crate) struct Rendered<T> {
    pub(crate) result: T,
    pub(super) failure: Option<Failure>,
}

thread_local! {
    static CURRENT: RefCell<Option<Scope>> = const { RefCell::new(None) };
    static FAILURE: RefCell<Option<Failure>> = const { RefCell::new(None) };
    static RANGED: Cell<i64> = const { Cell::new(0) };
}

impl Scope {
    pub(super) fn formats(&self) -> &Arc<Formats> {
        self.language.formats()
    }

    /// Writes a message with the ready arguments and `extra` ones.
    pub(super) fn write(
        &self,
        id: &str,
        extra: Vec<(String, FluentValue<'static>)>,
    ) -> Result<String, Box<MessageError>> {
        let text = if extra.is_empty() {
            self.language.write(id, &self.arguments)
        } else {
            let ready = self.arguments.iter().map(|(name, value)| (name.to_owned(), value.clone()));
            let arguments: FluentArgs = ready.chain(extra).collect();
            self.language.write(id, &arguments)
        }
        .map_err(|error| self.blame_language(error))?;
        Ok(resolve_isolates(&text, self.language.is_right_to_left(), isolation(self.channel)))
    }

    /// An argument is missing because the language has no name for it: then the language is what lacks.
    #[expect(clippy::unnecessary_box_returns, reason = "it comes boxed and goes on boxed")]
    fn blame_language(&self, mut error: Box<MessageError>) -> Box<MessageError> {
        if let MessageErrorKind::MissingArgument(name) = &error.kind
            && let Some((_, id)) = self.lacking.iter().find(|(fact, _)| fact == name)
        {
            error.kind = MessageErrorKind::UnknownMessage(id.clone());
        }
        error
    }

    /// Runs templates for this message.
    pub(crate) fn run<T>(self, render: impl FnOnce() -> T) -> Rendered<T> {
        FAILURE.set(None);
        RANGED.set(0);
        set_zone(&self.zone);
        CURRENT.set(Some(self));
        let result = render();
        CURRENT.set(None);
        Rendered { result, failure: FAILURE.take() }
    }
}

/// What becomes of the isolates around values on a channel.
pub(crate) fn isolation(channel: Channel) -> Isolation {
    if channel == Channel::Sms { Isolation::Strip } else { Isolation::Keep }
}

/// Adds to how far the message has counted so far, and says how far that is.
pub(super) fn spend_range(steps: i64) -> i64 {
    RANGED.set(RANGED.get().saturating_add(steps));
    RANGED.get()
}

/// Runs a function or filter in the current scope; a failure is kept for the caller of the template.
pub(super) fn in_scope<T>(call: impl FnOnce(&Scope) -> Result<T, Failure>) -> tera::TeraResult<T> {
    let result = CURRENT.with_borrow(|scope| match scope {
        Some(scope) => call(scope),
        None => Err(Failure::Call("called outside of a message".to_owned())),
    });
    result.map_err(|failure| {
        let text = failure.to_string();
        FAILURE.set(Some(failure));
        tera::Error::message(text)
    })
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Message(error) => write!(f, "message `{}`", error.id),
            Self::Call(text) => f.write_str(text),
            Self::Filter { name, reason } => write!(f, "{name}: {reason}"),
            Self::Undefined(text) => write!(f, "{text} is undefined"),
        }
    }
}
