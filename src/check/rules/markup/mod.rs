//! What e-mails are as HTML.

mod fixed_direction;
mod image_without_alt;
mod markup_in_subject;
mod missing_address;
mod missing_direction;
mod repeated_attribute;
mod unbalanced_html;
mod unsafe_link;
mod unsupported_element;
mod value_in_markup;

use crate::analysis::walk::Templates;
use crate::check::diagnostic::Diagnostic;
use crate::check::html::{Html, Page};
use crate::check::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &fixed_direction::RULE,
    &image_without_alt::RULE,
    &markup_in_subject::RULE,
    &missing_address::RULE,
    &missing_direction::RULE,
    &repeated_attribute::RULE,
    &unbalanced_html::RULE,
    &unsafe_link::RULE,
    &unsupported_element::RULE,
    &value_in_markup::RULE,
];

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
