//! What a rule is. Each stands in a file of its own below `rules/`, with its documentation and its tests.

use super::diagnostic::Severity;

/// One rule of the linter.
///
/// Its documentation has four parts in this order, each under a heading of its own: *What it does*, *Why it
/// matters*, *Example*, *Instead*. `tellal check --explain CODE` prints it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code: `unknown-variable`. Configuration and suppressions name a rule by it.
    pub code: &'static str,
    /// One line, for lists.
    pub summary: &'static str,
    /// How much it matters unless the configuration says otherwise.
    pub severity: Severity,
    /// Markdown with the four headings.
    pub documentation: &'static str,
}
