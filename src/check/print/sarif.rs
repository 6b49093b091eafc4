//! SARIF 2.1.0, which code scanning services read.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Page, Region};
use crate::check::diagnostic::{Diagnostic, Fix, Location, Note, Severity};
use crate::check::rule::Rule;
use crate::check::rules::rules;

/// The report as one SARIF log, with a line break at its end.
pub fn sarif(page: &Page<'_>) -> String {
    let all = rules();
    let results: Vec<Value> =
        page.report.diagnostics.iter().map(|diagnostic| result(page, diagnostic, &all)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tellal",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": all.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.documentation, "markdown": rule.documentation },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(page: &Page<'_>, diagnostic: &Diagnostic, all: &[&Rule]) -> Value {
    let Diagnostic { rule, severity, location, message, help, notes, fix, events, languages } = diagnostic;
    let told = if help.is_empty() { message.clone() } else { format!("{message}. Help: {help}") };
    let mut json = json!({
        "ruleId": rule.code,
        "level": level(*severity),
        "message": { "text": told },
        "locations": [{ "physicalLocation": physical(page, location) }],
        "properties": { "events": events, "languages": languages },
    });
    if let Some(index) = all.iter().position(|other| other.code == rule.code) {
        json["ruleIndex"] = index.into();
    }
    let related: Vec<Value> = notes.iter().filter_map(|note| of_note(page, note)).collect();
    if !related.is_empty() {
        json["relatedLocations"] = related.into();
    }
    if let Some(fix) = fix {
        json["fixes"] = json!([of_fix(page, fix)]);
    }
    json
}

/// A note without a place has none in SARIF either.
fn of_note(page: &Page<'_>, Note { location, message }: &Note) -> Option<Value> {
    let location = location.as_ref()?;
    Some(json!({ "physicalLocation": physical(page, location), "message": { "text": message } }))
}

/// One change a file, with all its replacements.
fn of_fix(page: &Page<'_>, Fix { title, edits }: &Fix) -> Value {
    let mut files: Vec<&str> = edits.iter().map(|edit| edit.location.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let changes: Vec<Value> = files
        .into_iter()
        .map(|file| {
            let replacements: Vec<Value> = edits
                .iter()
                .filter(|edit| edit.location.file == file)
                .map(|edit| {
                    json!({
                        "deletedRegion": region(page, &edit.location),
                        "insertedContent": { "text": edit.text },
                    })
                })
                .collect();
            json!({ "artifactLocation": artifact(page, &Location::of_file(file)), "replacements": replacements })
        })
        .collect();
    json!({ "description": { "text": title }, "artifactChanges": changes })
}

fn physical(page: &Page<'_>, location: &Location) -> Value {
    let mut json = json!({ "artifactLocation": artifact(page, location) });
    if !location.is_whole_file() {
        json["region"] = region(page, location);
    }
    json
}

fn artifact(page: &Page<'_>, location: &Location) -> Value {
    json!({ "uri": uri(&page.path(location)) })
}

fn region(page: &Page<'_>, location: &Location) -> Value {
    let Region { line, column, end_line, end_column } = page.region(location);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A path as a URI reference (RFC 3986): everything but unreserved characters and `/` is encoded.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a string takes all that is written");
        }
    }
    uri
}
