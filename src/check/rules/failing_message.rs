//! `failing-message`: a message that stops on some branch.

use super::prelude::*;
use super::trials::{Trials, cell_name};

pub(crate) const RULE: Rule = Rule {
    code: "failing-message",
    summary: "a message that stops on some branch",
    severity: Severity::Error,
    documentation: "\
## What it does

Writes each event in each language on each channel: with everything that it may have, with each thing missing, with one item and with many, and tells what fails. It speaks only where no other rule has told of an error in that event.

## Why it matters

A preview shows one order. The customer whose order differs gets nothing.

## Example

```jinja
{{ [] | first }}
```

## Instead

Follow the error: it names the place and what to write there.
",
};

pub(crate) fn tell(trials: &Trials, found: &mut Vec<Diagnostic>) {
    for (cell, tried) in &trials.results {
        let Some((variation, error)) = tried.failures.first() else { continue };
        if trials.has_error(cell.event) {
            continue;
        }
        let location = error.place.as_ref().and_then(|place| trials.locate(place));
        let location = location.unwrap_or_else(|| trials.template(cell));
        let said = error.message.split_once(": ").filter(|(place, _)| place.contains(".html:") || place.contains(".txt:"));
        let message = said.map_or(error.message.as_str(), |(_, message)| message);
        let diagnostic = Diagnostic::new(&RULE, location, message.to_owned(), String::new());
        let note = format!("{}, {variation}", cell_name(cell));
        found.push(diagnostic.for_event(cell.event).for_language(&cell.language).with_note(None, note));
    }
}
