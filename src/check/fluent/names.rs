//! "Did you mean", as help and as a change that surely mends it.

use crate::nearest::{nearest, surely_meant};

/// What a misspelt name may have been meant to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Near {
    /// The nearest name, for help.
    pub(crate) nearest: Option<String>,
    /// The only name that is near, for a fix.
    pub(crate) only: Option<String>,
}

impl Near {
    pub(crate) fn of<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        Self {
            nearest: nearest(name, known.iter().copied()).map(str::to_owned),
            only: surely_meant(name, known).map(str::to_owned),
        }
    }

    /// "did you mean `name`?", or what to do where nothing is near.
    pub(crate) fn help(&self, sign: &str, otherwise: impl FnOnce() -> String) -> String {
        self.nearest.as_ref().map_or_else(otherwise, |name| format!("did you mean `{sign}{name}`?"))
    }
}

/// "a", "a or b", "a, b or c".
pub(crate) fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
