//! One JSON document. README.md documents its shape; a field is never taken away without a new `version`.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Page, Region};
use crate::check::diagnostic::{Diagnostic, Edit, Fix, Location, Note, Severity};
use crate::event::EventKind;
use crate::l10n::LanguageTag;

#[derive(Serialize)]
struct Document<'a> {
    /// The version of this shape.
    version: u32,
    summary: Summary<'a>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Summary<'a> {
    errors: usize,
    warnings: usize,
    fixable: usize,
    suppressed: usize,
    templates: usize,
    languages: &'a [LanguageTag],
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: Severity,
    #[serde(flatten)]
    place: Place,
    message: &'a str,
    help: &'a str,
    notes: Vec<FindingNote<'a>>,
    fix: Option<FindingFix<'a>>,
    events: &'a BTreeSet<EventKind>,
    languages: &'a BTreeSet<String>,
}

#[derive(Serialize)]
struct Place {
    file: String,
    #[serde(flatten)]
    region: Region,
}

#[derive(Serialize)]
struct FindingNote<'a> {
    #[serde(flatten)]
    place: Option<Place>,
    message: &'a str,
}

#[derive(Serialize)]
struct FindingFix<'a> {
    title: &'a str,
    edits: Vec<FindingEdit<'a>>,
}

#[derive(Serialize)]
struct FindingEdit<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
}

/// The report as one JSON document, with a line break at its end.
pub fn json(page: &Page<'_>) -> String {
    let report = page.report;
    let document = Document {
        version: 1,
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            fixable: report.fixable(),
            suppressed: report.suppressed,
            templates: report.templates,
            languages: &report.languages,
        },
        findings: report.diagnostics.iter().map(|diagnostic| finding(page, diagnostic)).collect(),
    };
    let written = serde_json::to_string_pretty(&document);
    written.expect("texts, numbers and lists can always be written as JSON") + "\n"
}

fn finding<'a>(page: &Page<'_>, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let note = |Note { location, message }: &'a Note| FindingNote {
        place: location.as_ref().map(|location| place(page, location)),
        message,
    };
    Finding {
        code: diagnostic.rule.code,
        severity: diagnostic.severity,
        place: place(page, &diagnostic.location),
        message: &diagnostic.message,
        help: &diagnostic.help,
        notes: diagnostic.notes.iter().map(note).collect(),
        fix: diagnostic.fix.as_ref().map(|fix| of_fix(page, fix)),
        events: &diagnostic.events,
        languages: &diagnostic.languages,
    }
}

fn of_fix<'a>(page: &Page<'_>, Fix { title, edits }: &'a Fix) -> FindingFix<'a> {
    let edit = |Edit { location, text }: &'a Edit| FindingEdit { place: place(page, location), text };
    FindingFix { title, edits: edits.iter().map(edit).collect() }
}

fn place(page: &Page<'_>, location: &Location) -> Place {
    Place { file: page.path(location), region: page.region(location) }
}
