//! What the walk through templates comes across.

mod discouraged_filter;
mod doubling_text;
mod impossible_comparison;
mod missing_id;
mod money_without_currency;
mod negative_count;
mod nested_loops;
pub(super) mod prelude;
mod stray_braces;
mod unformatted_value;
mod unguarded_loop;
mod unguarded_value;
mod unknown_block;
mod unknown_field;
mod unknown_variable;
mod unsafe_output;
mod wrong_event;
mod wrong_option;
mod wrong_type;

pub(crate) use stray_braces::tell as tell_of_texts;

use crate::analysis::walk::Observation;
use crate::check::diagnostic::Diagnostic;
use crate::check::rule::Rule;

/// The rules that look at what the walk came across.
const OF_WALK: [fn(&Observation) -> Option<Diagnostic>; 18] = [
    discouraged_filter::tell,
    doubling_text::tell,
    impossible_comparison::tell,
    missing_id::tell,
    money_without_currency::tell,
    negative_count::tell,
    nested_loops::tell,
    unformatted_value::tell,
    unguarded_loop::tell,
    unguarded_value::tell,
    unknown_block::tell,
    unknown_field::tell,
    unknown_variable::tell,
    unsafe_output::tell,
    wrong_event::tell,
    wrong_option::tell,
    wrong_type::tell,
    super::trial::tell_of_parameters,
];

pub(super) static RULES: &[&Rule] = &[
    &discouraged_filter::RULE,
    &doubling_text::RULE,
    &impossible_comparison::RULE,
    &missing_id::RULE,
    &money_without_currency::RULE,
    &negative_count::RULE,
    &nested_loops::RULE,
    &stray_braces::RULE,
    &unformatted_value::RULE,
    &unguarded_loop::RULE,
    &unguarded_value::RULE,
    &unknown_block::RULE,
    &unknown_field::RULE,
    &unknown_variable::RULE,
    &unsafe_output::RULE,
    &wrong_event::RULE,
    &wrong_option::RULE,
    &wrong_type::RULE,
];

/// What the rules say of what the walk came across.
pub(crate) fn tell(observations: &[Observation]) -> Vec<Diagnostic> {
    observations.iter().flat_map(|seen| OF_WALK.iter().filter_map(move |tell| tell(seen))).collect()
}

#[cfg(test)]
mod tests;
