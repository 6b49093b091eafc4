//! What the catalog, the template engine and the contract's examples tell, as findings.

use super::diagnostic::{Diagnostic, Location};
use super::place::{extent, offset_of};
use super::rule::Rule;
use super::rules::loading::FAILING_EXAMPLE;
use crate::catalog::{CatalogFault, Part, Sources};
use crate::engine::{Engine, Preview};
use crate::event::{EventKind, Notification};
use crate::recipient::channel::Channel;
use crate::render::{RenderCode, RenderError};

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

/// A place of which only the start is known.
fn located(sources: &Sources, file: &str, line: usize, column: usize) -> Location {
    let span = sources.text(file).map_or(0..0, |text| extent(text, offset_of(text, line, column)));
    Location { file: file.to_owned(), span }
}

/// Writes the example of every event in every language on every channel that has a template.
pub(super) fn examples(engine: &Engine, sources: &Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for event in EventKind::ALL {
        let example = Notification::parse(event.example().as_bytes())
            .expect("the examples are the contract's; a test reads each");
        for language in engine.languages() {
            for channel in Channel::ALL {
                let preview = Preview { language: Some(language.clone()), channel: Some(channel) };
                match engine.try_preview(&example, &preview) {
                    Err(error) if error.code() != RenderCode::NoTemplate => {
                        let diagnostic = of_error(sources, event, channel, &error);
                        found.push(diagnostic.for_event(event).for_language(&language));
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

fn of_error(sources: &Sources, event: EventKind, channel: Channel, error: &RenderError) -> Diagnostic {
    let location = match error.place() {
        Some(place) => located(sources, &place.file, place.line, place.column),
        None => Location::of_file(format!("templates/{event}/{}", Part::required(channel)[0].file_name())),
    };
    Diagnostic::new(&FAILING_EXAMPLE, location, error.message().to_owned(), error.help().to_owned())
}
