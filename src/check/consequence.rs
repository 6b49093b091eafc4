//! What follows from another finding is not told beside it, and what is told first is what to mend first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::diagnostic::Diagnostic;
use super::fluent::message_ids;
use super::model::Model;
use super::rules;
use crate::catalog::Sources;

/// What tells that no template uses something, or no layout has it.
const OF_ALL_TEMPLATES: &[&str] = &["unused-message", "unused-template", "obsolete-message", "unknown-block"];

/// While a template says a message by a wrong name or in a wrong place, nobody knows what it would have said.
const MISSAID: &[&str] =
    &["unused-template", "unknown-block", "unknown-message", "missing-id", "stray-braces", "misplaced-file"];

/// Takes out what follows from another finding and would be gone with it.
pub(super) fn hold_back(model: &Model, found: &mut Vec<Diagnostic>) {
    let is_all_read = model.is_all_read();
    let is_missaid = found
        .iter()
        .any(|cause| MISSAID.contains(&cause.rule.code) && cause.location.file.starts_with("templates/"));
    let astray = ids_of_misplaced_files(model.sources, found);
    found.retain(|diagnostic| match diagnostic.rule.code {
        code if !is_all_read && OF_ALL_TEMPLATES.contains(&code) => false,
        "unused-message" => !is_missaid,
        "missing-translation" | "unknown-message" | "unknown-reference" | "failing-message" => {
            !astray.iter().any(|id| diagnostic.message.contains(&format!("`{id}`")))
        }
        _ => true,
    });
}

/// What is said in locale files that stand where no language is.
fn ids_of_misplaced_files(sources: &Sources, found: &[Diagnostic]) -> BTreeSet<String> {
    let misplaced = found.iter().filter(|cause| cause.rule.code == "misplaced-file");
    let files =
        misplaced.map(|cause| cause.location.file.as_str()).filter(|file| file.starts_with("locales/"));
    files.filter_map(|file| sources.text(file)).flat_map(message_ids).collect()
}

/// First what keeps everything from being sent, then the other errors, then warnings; of each, what was read in the
/// files before what came out when messages were tried; then by file and place.
pub(super) fn order(found: &mut [Diagnostic]) {
    found.sort_by_key(|diagnostic| {
        let is_tried = rules::trial::is_of(diagnostic.rule);
        (!diagnostic.rule.is_fatal(), Reverse(diagnostic.severity), is_tried)
    });
}

#[cfg(test)]
mod tests;
