//! The linter: finds a marketer's mistake before a customer does. Pure: sources in, findings out.

mod diagnostic;
mod rule;
mod syntax;
mod types;
mod walk;

pub use diagnostic::{Diagnostic, Edit, Fix, Location, Note, Severity};
pub use rule::Rule;
