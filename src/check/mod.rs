//! The linter: finds a marketer's mistake before a customer does. Pure: sources in, findings out.

mod diagnostic;
mod model;
mod path;
mod reads;
mod rule;
mod rules;
mod scenario;
mod syntax;
mod trial;
mod types;
mod walk;

pub use diagnostic::{Diagnostic, Edit, Fix, Location, Note, Severity};
pub use reads::Reads;
pub use rule::Rule;
