//! Why a template could not be rendered: a stable code, the place, and how to mend it.

use std::ops::Range;

use serde::Serialize;

use super::quoting::{About, about};
use super::scope::Failure;
use crate::event::{EventKind, Field, RECEIVER_USER, Shape};
use crate::l10n::{Language, LanguageTag, MessageErrorKind};
use crate::nearest::nearest;

/// Stable names for what can go wrong while rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RenderCode {
    /// A variable is printed that the event does not have.
    UndefinedVariable,
    /// No language of the chain has the message.
    UnknownMessage,
    /// A message prints an argument that nobody passed.
    MissingArgument,
    /// A filter or function was given what it cannot write.
    InvalidValue,
    /// Messages refer to each other in a circle.
    UnresolvableMessage,
    /// The text grew past the limit.
    TooLarge,
    /// Anything else that the template engine refuses.
    TemplateFailed,
    /// A part that a customer would read is blank.
    EmptyMessage,
    /// No language of the chain has templates for the channel.
    NoTemplate,
    /// The site or preview names a language that there are no locales for.
    UnknownLanguage,
}

impl RenderCode {
    /// The stable name, as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UndefinedVariable => "undefined_variable",
            Self::UnknownMessage => "unknown_message",
            Self::MissingArgument => "missing_argument",
            Self::InvalidValue => "invalid_value",
            Self::UnresolvableMessage => "unresolvable_message",
            Self::TooLarge => "too_large",
            Self::TemplateFailed => "template_failed",
            Self::EmptyMessage => "empty_message",
            Self::NoTemplate => "no_template",
            Self::UnknownLanguage => "unknown_language",
        }
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, below the folder that holds `templates` and `locales`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A template that could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RenderError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    code: RenderCode,
    place: Option<Place>,
    message: String,
    help: String,
    language: Option<LanguageTag>,
    missing: Option<String>,
}

impl std::fmt::Display for Details {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(Place { file, line, column }) = &self.place {
            write!(f, "{file}:{line}:{column}: ")?;
        }
        f.write_str(&self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, " ({})", self.help) }
    }
}

impl RenderError {
    /// An error of no template in particular.
    pub(crate) fn general(code: RenderCode, message: String, help: &str) -> Self {
        Self(Box::new(Details {
            code,
            place: None,
            message,
            help: help.to_owned(),
            language: None,
            missing: None,
        }))
    }

    /// The same error as the lack of something that another language may have.
    pub(crate) fn lacking(mut self, what: &str) -> Self {
        self.0.missing = Some(what.to_owned());
        self
    }

    /// What the language lacks, where that is the reason: another language may have it.
    pub(crate) fn missing(&self) -> Option<&str> {
        self.0.missing.as_deref()
    }

    /// The stable code.
    pub fn code(&self) -> RenderCode {
        self.0.code
    }

    /// Where in the template.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// What is wrong. Never repeats a customer's data.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// How to mend it; may be empty.
    pub fn help(&self) -> &str {
        &self.0.help
    }

    /// The language that was being written.
    pub fn language(&self) -> Option<&LanguageTag> {
        self.0.language.as_ref()
    }
}

/// What is known of the template that failed.
pub(super) struct Failed<'a> {
    pub(super) event: EventKind,
    pub(super) language: &'a Language,
    pub(super) source: Option<&'a str>,
}

impl Failed<'_> {
    /// Turns Tera's error, and the typed failure behind it if there is one, into ours.
    pub(super) fn explain(&self, error: &tera::Error, failure: Option<Failure>) -> RenderError {
        let report = match error.kind() {
            tera::ErrorKind::RenderingError(report) | tera::ErrorKind::SyntaxError(report) => Some(report),
            _ => None,
        };
        let place = report.map(|report| Place {
            file: format!("templates/{}", report.filename()),
            line: report.span().start_line,
            column: report.span().start_col + 1,
        });
        let (code, message, help, missing) = match failure {
            Some(failure) => self.of_failure(failure),
            None => match report {
                Some(report) => self.of_report(report),
                None => {
                    let what = "the template engine cannot go on here".to_owned();
                    (RenderCode::TemplateFailed, what, String::new(), None)
                }
            },
        };
        let language = Some(self.language.tag().clone());
        RenderError(Box::new(Details { code, place, message, help, language, missing }))
    }

    fn of_failure(&self, failure: Failure) -> (RenderCode, String, String, Option<String>) {
        match failure {
            Failure::Message(error) => {
                let place = error.place.map_or_else(String::new, |(file, line)| format!(" at {file}:{line}"));
                match error.kind {
                    MessageErrorKind::UnknownMessage(id) => self.unknown_message(&error.id, id, &place),
                    MessageErrorKind::MissingArgument(name) => {
                        let known = super::FACTS.iter().map(|fact| fact.name);
                        let help = match nearest(&name, known.clone()) {
                            Some(near) => format!("did you mean ${near}?"),
                            None if known.clone().any(|fact| fact == name) => format!(
                                "this event has no {name}: guard the t() with {{% if ready.{name} %}}"
                            ),
                            None => format!("pass it: t(id=\"{}\", {name}=…)", error.id),
                        };
                        let message =
                            format!("message `{}`{place} needs ${name}, which is not there", error.id);
                        (RenderCode::MissingArgument, message, help, None)
                    }
                    MessageErrorKind::Function(text) => {
                        let message = format!("message `{}`{place}: {text}", error.id);
                        (RenderCode::InvalidValue, message, String::new(), None)
                    }
                    MessageErrorKind::Unresolvable(text) => {
                        let message = format!("message `{}`{place}: {text}", error.id);
                        let help = "look for messages that refer to each other in a circle".to_owned();
                        (RenderCode::UnresolvableMessage, message, help, None)
                    }
                }
            }
            Failure::Call(text) => (RenderCode::InvalidValue, text, String::new(), None),
            Failure::Filter { name, reason } => {
                let help = format!("see `{name}` in templates/README.md");
                (RenderCode::InvalidValue, format!("{name}: {reason}"), help, None)
            }
            Failure::Undefined(text) => {
                let help = "guard it with {% if … %}, or mend the name".to_owned();
                (RenderCode::UndefinedVariable, format!("{text} is undefined"), help, None)
            }
        }
    }

    fn unknown_message(
        &self,
        asked: &str,
        id: String,
        place: &str,
    ) -> (RenderCode, String, String, Option<String>) {
        let language = self.language.tag();
        // What is no id may be a customer's: a template can pass anything as id.
        let is_id = |id: &str| {
            id.len() <= 80 && id.chars().all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char))
        };
        if !is_id(asked) || !is_id(&id) {
            let message = format!("there is no such message in locales/{language}/");
            let help = "give t() the id of a message".to_owned();
            return (RenderCode::UnknownMessage, message, help, Some(String::new()));
        }
        let message = if asked == id {
            format!("there is no message `{id}` in locales/{language}/")
        } else {
            format!("message `{asked}`{place} refers to `{id}`, which is not in locales/{language}/")
        };
        let entry = id.split('.').next().unwrap_or(&id);
        let mut ids: Vec<&str> = self.language.message_ids().collect();
        ids.sort_unstable();
        let help = if self.language.has(entry) || ids.contains(&entry) {
            match (id.split_once('.'), self.language.place(entry)) {
                (Some((_, attribute)), Some((file, line))) => {
                    format!(
                        "add `.{attribute} = …` under `{entry}` at {file}:{line}, or mend the name behind the dot"
                    )
                }
                _ => format!("`{entry}` has only attributes: write a text behind `{entry} =`"),
            }
        } else {
            match nearest(entry, ids) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write it in a file of locales/{language}/: {entry} = …"),
            }
        };
        (RenderCode::UnknownMessage, message, help, Some(id))
    }

    fn of_report(&self, report: &tera::ReportError) -> (RenderCode, String, String, Option<String>) {
        let text = report.message();
        match about(text) {
            About::Types => return (RenderCode::TemplateFailed, text.to_owned(), String::new(), None),
            About::Value => return self.refused(&report.span().range),
            About::Absence => {}
        }
        let named = text.split('`').nth(1).unwrap_or_default();
        let path = self.source.map(|source| path_up_to(source, &report.span().range)).unwrap_or_default();
        let what = if path.is_empty() { named } else { path.as_str() };
        let help = self.help_for(what, named);
        (RenderCode::UndefinedVariable, format!("`{what}` is not there in this event"), help, None)
    }

    /// The engine refuses a value, and quotes it; here the template is quoted instead.
    fn refused(&self, span: &Range<usize>) -> (RenderCode, String, String, Option<String>) {
        let code = self.source.and_then(|source| source.get(span.clone())).unwrap_or_default().trim();
        let message = if code.is_empty() || code.len() > 120 || code.contains('\n') {
            "a value is not of the kind that is needed here".to_owned()
        } else {
            format!("`{code}` is given a value that it cannot work with")
        };
        let help = "`tellal render` with the event shows it; guard it with {% if … %}".to_owned();
        (RenderCode::TemplateFailed, message, help, None)
    }

    /// Whether a path is misspelt, or right but absent from this event.
    fn help_for(&self, path: &str, named: &str) -> String {
        let guard = |path: &str| format!("it is optional: guard it with {{% if {path} %}}");
        let mut steps = path.split('.');
        let root = steps.next().unwrap_or_default();
        let fields = self.event.payload().fields();
        let root_shape = match root {
            "receiver_user" => Some(RECEIVER_USER),
            name => fields.iter().find(|field| field.name == name).map(|field| field.shape),
        };
        if root == "ready" {
            let name = steps.next().unwrap_or_default();
            let known = super::FACTS.iter().map(|fact| fact.name);
            return match nearest(name, known.clone()) {
                _ if known.clone().any(|fact| fact == name) => guard(path),
                Some(near) => format!("did you mean ready.{near}?"),
                None => format!("`tellal vars {}` lists what there is", self.event),
            };
        }
        let Some(mut shape) = root_shape else { return self.help_for_root(root, named, fields) };
        let mut walked = root.to_owned();
        for step in steps {
            let (step, indexed) = step.split_once('[').map_or((step, false), |(step, _)| (step, true));
            match shape.member(step).map(|shape| if indexed { shape.item() } else { shape }) {
                Some(member) => {
                    walked = format!("{walked}.{step}");
                    shape = member;
                }
                None => {
                    return nearest(step, shape.field_names()).map_or_else(
                        || {
                            format!(
                                "`{walked}` has no `{step}`; `tellal vars {}` lists what it has",
                                self.event
                            )
                        },
                        |near| format!("did you mean {walked}.{near}?"),
                    );
                }
            }
        }
        guard(path)
    }

    fn help_for_root(&self, root: &str, named: &str, fields: &[Field]) -> String {
        const OTHERS: [&str; 10] = [
            "receiver_user",
            "ready",
            "site",
            "from",
            "to",
            "event",
            "site_domain",
            "language",
            "direction",
            "channel",
        ];
        let roots = fields.iter().map(|field| field.name).chain(OTHERS);
        if let Some(near) = nearest(root, roots.clone()) {
            return format!("did you mean {near}?");
        }
        // A loop variable: its fields are looked for anywhere in the event.
        let mut names = Vec::new();
        for field in fields {
            collect_names(field.shape, &mut names);
        }
        if names.contains(&named) {
            return format!("it is optional: guard it with {{% if … %}} around `{named}`");
        }
        match nearest(named, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`tellal vars {}` lists what there is", self.event),
        }
    }
}

/// The dotted path in a template that ends with the first name of a span: Tera points at the step that
/// failed, and the steps before it say what was meant.
fn path_up_to(source: &str, span: &Range<usize>) -> String {
    let is_step = |char: char| char.is_alphanumeric() || char == '_';
    let is_path = |char: char| is_step(char) || "[].?".contains(char);
    let (Some(before), Some(rest)) = (source.get(..span.start), source.get(span.start..)) else {
        return String::new();
    };
    let start = before.trim_end_matches(is_path).len();
    let skipped = rest.find(is_step).unwrap_or(0);
    let name = &rest[skipped..];
    // A span that begins with the root of a path stands for all of it.
    let whole = before[start..].is_empty();
    let end = name.find(|char| if whole { !is_path(char) } else { !is_step(char) }).unwrap_or(name.len());
    format!("{}{}", &before[start..], &name[..end]).replace('?', "")
}

fn collect_names(shape: &'static Shape, names: &mut Vec<&'static str>) {
    match shape {
        Shape::Object(fields) => {
            for field in *fields {
                names.push(field.name);
                collect_names(field.shape, names);
            }
        }
        Shape::List(item) => collect_names(item, names),
        _ => {}
    }
}
