//! Where files stand, and who they are for.

mod missing_language;
mod unknown_language;
mod unreadable_template;
mod unreceivable_message;
mod unused_template;

use crate::check::diagnostic::Diagnostic;
use crate::check::model::Model;
use crate::check::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &missing_language::RULE,
    &unknown_language::RULE,
    &unreadable_template::RULE,
    &unreceivable_message::RULE,
    &unused_template::RULE,
];

/// What the rules say of where files stand.
pub(crate) fn tell(model: &Model) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for tell in [
        missing_language::tell,
        unknown_language::tell,
        unreadable_template::tell,
        unreceivable_message::tell,
        unused_template::tell,
    ] {
        tell(model, &mut found);
    }
    found
}

#[cfg(test)]
mod tests;
