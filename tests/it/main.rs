//! All integration tests, in one binary.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod catalog;
mod check;
mod command_line;
mod configured;
mod consent;
mod contract;
mod determinism;
mod dispatch;
mod found;
mod gateway;
mod guides;
mod hostile;
mod html_reference;
mod languages;
mod load;
mod matrix;
mod mistakes;
mod oracle;
mod outbox;
mod people;
mod plain_text;
mod program;
mod properties;
mod provider;
mod reading;
mod reads;
mod schema;
mod simulation;
mod support;
mod told;
mod tree;
