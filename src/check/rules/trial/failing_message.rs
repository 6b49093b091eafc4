//! `failing-message`: a message that stops on some branch.

use super::super::template::prelude::*;
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
    for (cell, tried) in trials.results {
        let Some((variation, error)) = tried.failures.first() else { continue };
        if trials.has_error(cell.event) {
            continue;
        }
        let location = error.place().map(|place| trials.locate(place));
        let location = location.unwrap_or_else(|| trials.template(cell));
        let (message, help) = (error.message().to_owned(), error.help().to_owned());
        let diagnostic = Diagnostic::new(&RULE, location, message, help);
        let note = format!("{}, {variation}", cell_name(cell));
        found.push(diagnostic.for_event(cell.event).for_language(&cell.language).with_note(None, note));
    }
}
