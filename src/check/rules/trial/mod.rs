//! What comes of trying templates with made events: failures, lengths, costs.

mod email_limits;
mod failing_message;
mod places;
mod segment_budget;
mod trials;
mod whatsapp_limits;

#[cfg(test)]
pub(crate) use failing_message::RULE as FAILING_MESSAGE;
pub(crate) use trials::Trials;
pub(super) use whatsapp_limits::tell_of_walk as tell_of_parameters;

use crate::check::diagnostic::Diagnostic;
use crate::check::rule::Rule;

pub(super) static RULES: &[&Rule] =
    &[&email_limits::RULE, &failing_message::RULE, &segment_budget::RULE, &whatsapp_limits::RULE];

/// Whether a rule tells of what was tried.
pub(crate) fn is_of(rule: &Rule) -> bool {
    RULES.iter().any(|own| own.code == rule.code)
}

/// What the rules say of what was tried.
pub(crate) fn tell(trials: &Trials) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for tell in [failing_message::tell, segment_budget::tell, whatsapp_limits::tell, email_limits::tell] {
        tell(trials, &mut found);
    }
    found
}

#[cfg(test)]
mod tests;
