//! What the catalog and the template engine tell, as findings.

use super::diagnostic::{Diagnostic, Location, Note};
use super::place::{extent, offset_of};
use super::rule::Rule;
use crate::catalog::{CatalogFault, Sources};
use crate::config::Config;
use crate::engine::Engine;

/// Every fault that keeps a catalog from being used.
pub(super) fn faults(sources: &Sources, faults: &[CatalogFault]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for diagnostic in faults.iter().map(|fault| of_fault(sources, fault)) {
        let folder =
            |found: &Diagnostic| found.location.file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let is_same = |other: &&mut Diagnostic| {
            diagnostic.rule.code == "misplaced-file"
                && (other.rule.code, &other.message) == (diagnostic.rule.code, &diagnostic.message)
                && folder(other) == folder(&diagnostic)
        };
        // What is wrong with a folder is told once, not once for each of its files.
        match found.iter_mut().find(is_same) {
            Some(other) => {
                let name = diagnostic.location.file.rsplit('/').next().unwrap_or_default();
                match other.notes.first_mut() {
                    Some(note) => note.message += &format!(", {name}"),
                    None => other
                        .notes
                        .push(Note { location: None, message: format!("the same holds for {name}") }),
                }
            }
            None => found.push(diagnostic),
        }
    }
    found
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
