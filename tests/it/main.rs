//! All integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

mod catalog;
mod command_line;
mod consent;
mod contract;
mod determinism;
mod guides;
mod hostile;
mod languages;
mod matrix;
mod mistakes;
mod support;
mod tree;
