//! The rules: one a file, with its documentation.

mod discouraged_filter;
mod doubling_text;
mod fixed_direction;
mod image_without_alt;
mod impossible_comparison;
mod markup_in_subject;
mod missing_address;
mod missing_direction;
mod missing_id;
mod money_without_currency;
mod negative_count;
mod nested_loops;
mod prelude;
mod repeated_attribute;
mod unbalanced_html;
mod unformatted_value;
mod unguarded_loop;
mod unguarded_value;
mod unknown_block;
mod unknown_field;
mod unknown_variable;
mod unsafe_link;
mod unsafe_output;
mod unsupported_element;
mod value_in_markup;
mod wrong_event;
mod wrong_option;
mod wrong_type;

use super::diagnostic::Diagnostic;
use super::html::{Html, Page};
use super::rule::Rule;
use super::walk::{Observation, Templates};
pub(crate) use prelude::Context;

/// The rules that look at what the walk came across.
const OF_WALK: [fn(&Observation, &Context) -> Option<Diagnostic>; 17] = [
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
];

/// Every rule, by its code.
pub(crate) const ALL: &[&Rule] = &[
    &discouraged_filter::RULE,
    &doubling_text::RULE,
    &fixed_direction::RULE,
    &image_without_alt::RULE,
    &impossible_comparison::RULE,
    &markup_in_subject::RULE,
    &missing_address::RULE,
    &missing_direction::RULE,
    &missing_id::RULE,
    &money_without_currency::RULE,
    &negative_count::RULE,
    &nested_loops::RULE,
    &repeated_attribute::RULE,
    &unbalanced_html::RULE,
    &unformatted_value::RULE,
    &unguarded_loop::RULE,
    &unguarded_value::RULE,
    &unknown_block::RULE,
    &unknown_field::RULE,
    &unknown_variable::RULE,
    &unsafe_link::RULE,
    &unsafe_output::RULE,
    &unsupported_element::RULE,
    &value_in_markup::RULE,
    &wrong_event::RULE,
    &wrong_option::RULE,
    &wrong_type::RULE,
];

/// What the rules say of what the walk came across.
pub(crate) fn of_walk(observations: &[Observation], context: &Context) -> Vec<Diagnostic> {
    observations.iter().flat_map(|seen| OF_WALK.iter().filter_map(move |tell| tell(seen, context))).collect()
}

/// What the rules on HTML say of an e-mail or a piece of one.
pub(crate) fn of_page(page: &Page, html: &Html) -> Vec<Diagnostic> {
    let mut found = unbalanced_html::tell(page);
    found.extend(fixed_direction::tell(page));
    found.extend(image_without_alt::tell(page));
    found.extend(missing_address::tell(page));
    found.extend(missing_direction::tell(page, html));
    found.extend(repeated_attribute::tell(page));
    found.extend(unsafe_link::tell(page, html));
    found.extend(unsupported_element::tell(page));
    found.extend(value_in_markup::tell(page, html));
    found
}

/// What the rules on subjects say of them.
pub(crate) fn of_subjects(templates: &Templates) -> Vec<Diagnostic> {
    markup_in_subject::tell(templates)
}
