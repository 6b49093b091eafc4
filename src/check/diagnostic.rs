//! What a rule has to say: data, which a printer turns into text, JSON, annotations or SARIF.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::rule::Rule;
pub use crate::analysis::Location;
use crate::event::EventKind;
use crate::l10n::place_of;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; does not keep a message from being right.
    Warning,
    /// Some customer would get a wrong message, or none.
    Error,
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where, if anywhere in particular.
    pub location: Option<Location>,
    /// What there is to know.
    pub message: String,
}

/// A change that surely mends the fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as "write `order.number`".
    pub title: String,
    /// What to replace, and by what.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The stretch to replace.
    pub location: Location,
    /// What to write instead.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its severity, after the configuration has had its say.
    pub severity: Severity,
    /// Where.
    pub location: Location,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// How to mend it; may be empty.
    pub help: String,
    /// Places that explain it.
    pub notes: Vec<Note>,
    /// A safe change, where there is one.
    pub fix: Option<Fix>,
    /// The events that it was found for; empty where that does not matter.
    pub events: BTreeSet<EventKind>,
    /// The languages that it was found for; empty where that does not matter.
    pub languages: BTreeSet<String>,
}

impl Diagnostic {
    /// A finding without notes, fix, events and languages.
    pub(crate) fn new(rule: &'static Rule, location: Location, message: String, help: String) -> Self {
        Self {
            rule,
            severity: rule.severity,
            location,
            message,
            help,
            notes: Vec::new(),
            fix: None,
            events: BTreeSet::new(),
            languages: BTreeSet::new(),
        }
    }

    /// The same, found for an event.
    #[must_use]
    pub(crate) fn for_event(mut self, event: EventKind) -> Self {
        self.events.insert(event);
        self
    }

    /// The same, found for a language.
    #[must_use]
    pub(crate) fn for_language(mut self, language: impl std::fmt::Display) -> Self {
        self.languages.insert(language.to_string());
        self
    }

    /// The same with a place that explains it.
    #[must_use]
    pub(crate) fn with_note(mut self, location: Option<Location>, message: impl Into<String>) -> Self {
        self.notes.push(Note { location, message: message.into() });
        self
    }

    /// The same with a change that surely mends it.
    #[must_use]
    pub(crate) fn with_fix(mut self, title: impl Into<String>, location: Location, text: String) -> Self {
        self.fix = Some(Fix { title: title.into(), edits: vec![Edit { location, text }] });
        self
    }

    /// What makes two findings one, seen for several events or languages.
    fn key(&self) -> (&str, usize, usize, &'static str, &str) {
        let Location { file, span } = &self.location;
        (file, span.start, span.end, self.rule.code, &self.message)
    }
}

/// Sorts findings by place and makes one of those that say the same of the same place.
pub(crate) fn settle(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(|a, b| a.key().cmp(&b.key()));
    let mut settled: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for diagnostic in found {
        match settled.last_mut() {
            Some(last) if last.key() == diagnostic.key() => {
                last.events.extend(diagnostic.events);
                last.languages.extend(diagnostic.languages);
                last.severity = last.severity.max(diagnostic.severity);
            }
            _ => settled.push(diagnostic),
        }
    }
    settled
}

/// Line and column in characters, from 1, of the first byte of a span and of the byte behind it.
pub(crate) fn line_columns(text: &str, span: &Range<usize>) -> ((usize, usize), (usize, usize)) {
    (place_of(text, span.start), place_of(text, span.end.max(span.start)))
}
