//! The shipped tree for tests: its files, and what its templates say.

use crate::analysis::walk::MessageCall;
use crate::catalog::Sources;
use crate::check::model::Model;
use crate::config::Config;

pub(super) fn sources() -> Sources {
    Sources::from_dirs("templates", "locales").expect("the shipped tree")
}

pub(super) fn calls(sources: &Sources) -> Vec<MessageCall> {
    Model::new(sources, &Config::default(), &[]).seen.calls
}
