//! "Did you mean", as help and as a change that surely mends it.

use crate::check::diagnostic::{Diagnostic, Location};
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

    /// A finding with the change that surely mends it, where only one name is near.
    pub(crate) fn mend(&self, found: Diagnostic, at: Location, sign: &str) -> Diagnostic {
        match &self.only {
            Some(only) => found.with_fix(format!("write `{sign}{only}`"), at, format!("{sign}{only}")),
            None => found,
        }
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
