//! What keeps files from being loaded.

mod incomplete_email;
mod locale_conflict;
mod locale_syntax;
mod misplaced_file;
mod template_link;
mod template_syntax;
mod unreadable_file;

pub(crate) use incomplete_email::INCOMPLETE_EMAIL;
pub(crate) use locale_conflict::LOCALE_CONFLICT;
pub(crate) use locale_syntax::LOCALE_SYNTAX;
pub(crate) use misplaced_file::MISPLACED_FILE;
pub(crate) use template_link::TEMPLATE_LINK;
pub(crate) use template_syntax::TEMPLATE_SYNTAX;
pub(crate) use unreadable_file::UNREADABLE_FILE;

use crate::check::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &INCOMPLETE_EMAIL,
    &LOCALE_CONFLICT,
    &LOCALE_SYNTAX,
    &MISPLACED_FILE,
    &TEMPLATE_LINK,
    &TEMPLATE_SYNTAX,
    &UNREADABLE_FILE,
];
