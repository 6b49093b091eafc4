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
    &["unused-template", "unknown-block", "unknown-message", "missing-id", "stray-braces"];

/// Takes out what follows from another finding and would be gone with it.
pub(super) fn hold_back(model: &Model, found: &mut Vec<Diagnostic>) {
    let is_all_read = model.is_all_read();
    let is_missaid = found.iter().any(|cause| {
        (cause.rule.is_fatal() || MISSAID.contains(&cause.rule.code))
            && cause.location.file.starts_with("templates/")
    });
    let has_broken_link = found.iter().any(|cause| cause.rule.code == "template-link");
    let astray = ids_of_misplaced_files(model.sources, found);
    found.retain(|diagnostic| match diagnostic.rule.code {
        code if !is_all_read && OF_ALL_TEMPLATES.contains(&code) => false,
        "unused-message" => !is_missaid,
        "unused-template" => !has_broken_link || !diagnostic.location.file.starts_with("templates/_shared/"),
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

/// Joins what the template engine and the walk tell of a block that the layout does not have: the engine's finding,
/// which no comment may allow, with the walk's place, words and change.
pub(super) fn join(found: &mut Vec<Diagnostic>) {
    let name = |block: &Diagnostic| block.message.split('`').nth(1).unwrap_or_default().to_owned();
    let blocks: Vec<Diagnostic> =
        found.iter().filter(|found| found.rule.code == "unknown-block").cloned().collect();
    for block in blocks {
        let tells = |link: &&mut Diagnostic| {
            link.rule.code == "template-link"
                && link.location.file == block.location.file
                && link.message.starts_with(&format!("Block `{}`", name(&block)))
        };
        if let Some(link) = found.iter_mut().find(tells) {
            let rule = link.rule;
            *link = Diagnostic { rule, severity: rule.severity, ..block.clone() };
            found.retain(|other| *other != block);
        }
    }
}

/// First what keeps everything from being sent, then the other errors, then warnings; of each, what was read in the
/// files before what came out when messages were tried; then by file and place.
pub(super) fn order(found: &mut [Diagnostic]) {
    found.sort_by_key(|diagnostic| {
        let is_tried = rules::trial::is_of(diagnostic.rule);
        (!diagnostic.rule.is_fatal(), Reverse(diagnostic.severity), is_tried)
    });
}

/// Many templates that fill the same block, which the layout lacks: the slip is the layout's. One of them tells it, and
/// none is offered to be changed.
pub(super) fn blame_layout(found: &mut Vec<Diagnostic>) {
    let is_block = |found: &Diagnostic| {
        found.rule.code == "template-link" && found.message.starts_with("the layout has no block `")
    };
    let mut messages: Vec<String> =
        found.iter().filter(|found| is_block(found)).map(|found| found.message.clone()).collect();
    messages.sort();
    messages.dedup();
    for message in messages {
        let same = |found: &Diagnostic| is_block(found) && found.message == message;
        let files: BTreeSet<String> =
            found.iter().filter(|found| same(found)).map(|found| found.location.file.clone()).collect();
        let Some(first) = found.iter().position(same).filter(|_| files.len() > 1) else { continue };
        let mut kept = found[first].clone();
        let name = message.split('`').nth(1).unwrap_or_default();
        let there = kept.fix.as_ref().and_then(|fix| fix.edits.first()).map(|edit| edit.text.clone());
        kept.help = match there {
            Some(there) => format!(
                "{} templates fill `{name}`: write it in the layout in place of `{there}`",
                files.len()
            ),
            None => format!("{} templates fill `{name}`: add the block to the layout", files.len()),
        };
        kept.fix = None;
        let others: Vec<&str> =
            files.iter().map(String::as_str).filter(|file| *file != kept.location.file).collect();
        kept = kept.with_note(None, format!("so do {}", others.join(", ")));
        found.retain(|found| !same(found));
        found.push(kept);
    }
}

#[cfg(test)]
mod tests;
