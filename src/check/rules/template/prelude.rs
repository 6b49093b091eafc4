//! What the rules share: making a finding, naming what is near, listing.

pub(in crate::check::rules) use crate::analysis::types::Type;
pub(in crate::check::rules) use crate::analysis::walk::{Observation, Use, What};
pub(in crate::check::rules) use crate::check::diagnostic::{Diagnostic, Severity};
pub(in crate::check::rules) use crate::check::rule::Rule;

use crate::nearest::{nearest, nearest_of};

/// A finding at the place of an observation, for its event.
pub(in crate::check::rules) fn observed(
    rule: &'static Rule,
    seen: &Observation,
    message: String,
    help: String,
) -> Diagnostic {
    Diagnostic::new(rule, seen.at.clone(), message, help).for_event(seen.event)
}

/// The same finding with the nearest of several names as its help, and as its fix where no other is as near.
pub(in crate::check::rules) fn with_nearest(
    mut found: Diagnostic,
    name: &str,
    known: &[String],
    write: impl Fn(&str) -> String,
    otherwise: impl Fn() -> String,
) -> Diagnostic {
    let Some(near) = nearest(name, known.iter().map(String::as_str)) else {
        found.help = otherwise();
        return found;
    };
    found.help = format!("did you mean `{near}`?");
    if nearest_of(name, known.iter().map(String::as_str)).len() == 1 {
        let location = found.location.clone();
        found = found.with_fix(format!("write `{near}`"), location, write(near));
    }
    found
}

/// `a`, `b` and `c`.
pub(in crate::check::rules) fn list(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
