//! What the catalog and the template engine tell, as findings.

use super::diagnostic::{Diagnostic, Location};
use super::place::{extent, offset_of};
use super::rule::Rule;
use crate::catalog::{CatalogFault, Sources};
use crate::config::Config;
use crate::engine::Engine;

/// Every fault that keeps a catalog from being used.
pub(super) fn faults(sources: &Sources, faults: &[CatalogFault]) -> Vec<Diagnostic> {
    faults.iter().map(|fault| of_fault(sources, fault)).collect()
}

fn of_fault(sources: &Sources, fault: &CatalogFault) -> Diagnostic {
    let rule = Rule::find(fault.code).expect("every code of a catalog's fault is a rule; a test looks");
    let of_file = ["misplaced-file", "unreadable-file", "incomplete-email"].contains(&fault.code);
    let location = if of_file {
        Location::of_file(&fault.file)
    } else {
        located(sources, &fault.file, fault.line, fault.column)
    };
    Diagnostic::new(rule, location, fault.message.clone(), fault.help.clone())
}

/// What stands at a place of which only the start is known.
pub(super) fn located(sources: &Sources, file: &str, line: usize, column: usize) -> Location {
    let span = sources.text(file).map_or(0..0, |text| extent(text, offset_of(text, line, column)));
    Location { file: file.to_owned(), span }
}

/// An engine on what can be used of sources that have faults, so that the rest is still tried.
pub(super) fn usable(sources: &Sources, config: &Config, mut faults: Vec<CatalogFault>) -> Option<Engine> {
    let mut left = sources.clone();
    // Taking one file out may leave another without what it includes.
    for _ in 0..MAX_TRIES {
        left = left.without(&faults.iter().map(|fault| fault.file.as_str()).collect());
        match Engine::new(&left, config.clone()) {
            Ok(engine) => return Some(engine),
            Err(error) => faults = error.faults,
        }
    }
    None
}

/// How often files are taken out before what is left is given up.
const MAX_TRIES: usize = 6;
