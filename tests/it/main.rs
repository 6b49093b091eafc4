//! All integration tests, in one binary.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod catalog;
mod check;
mod command_line;
mod consent;
mod contract;
mod determinism;
mod found;
mod guides;
mod hostile;
mod languages;
mod matrix;
mod mistakes;
mod oracle;
mod properties;
mod reads;
mod schema;
mod support;
mod tree;
