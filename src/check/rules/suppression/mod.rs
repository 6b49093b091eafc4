//! Comments that allow a rule.

mod suppression_without_reason;
mod unknown_suppression;
mod unused_suppression;

pub(crate) use suppression_without_reason::SUPPRESSION_WITHOUT_REASON;
pub(crate) use unknown_suppression::UNKNOWN_SUPPRESSION;
pub(crate) use unused_suppression::UNUSED_SUPPRESSION;

use crate::check::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&SUPPRESSION_WITHOUT_REASON, &UNKNOWN_SUPPRESSION, &UNUSED_SUPPRESSION];
