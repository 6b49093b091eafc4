//! `whatsapp-limits`: a WhatsApp text that WhatsApp does not take.

use super::super::template::prelude::*;
use super::places::{Outermost, largest};
use super::trials::Trials;
use crate::check::diagnostic::Location;
use crate::check::said::End;
use crate::check::trial::{Bare, Cell, Tried};
use crate::recipient::channel::Channel;

pub(crate) const RULE: Rule = Rule {
    code: "whatsapp-limits",
    summary: "a WhatsApp text that WhatsApp does not take",
    severity: Severity::Error,
    documentation: "\
## What it does

Holds WhatsApp texts to what WhatsApp allows for message templates: at most 1,024 characters with the longest values; a text that neither begins nor ends with a value; no line break, tab or more than four spaces in a value; at most 60 characters in what a message calls its header or footer.

## Why it matters

WhatsApp refuses the text, or the message fails with error 132000 and its like when it is sent.

## Example

```jinja
{{ t(id=\"greeting\") }} {{ ready.tracking_url }}
```

## Instead

Let a sentence of fixed words stand last, as `{{ t(id=\"closing\") }}` does.
",
};

/// The longest body of a WhatsApp message template (Cloud API, message templates: components).
const BODY: usize = 1024;

pub(crate) fn tell(trials: &Trials, found: &mut Vec<Diagnostic>) {
    let cells = || trials.results.iter().filter(|(cell, _)| cell.channel == Channel::Whatsapp);
    found.extend(largest(cells().filter_map(|(cell, tried)| too_long(trials, cell, tried)).collect()));
    let bare: Vec<Outer> = cells()
        .flat_map(|(cell, tried)| tried.bare.iter().map(move |bare| (cell, bare)))
        .map(|(cell, bare)| Outer { cell, bare, value: trials.outermost(cell, bare.end, &bare.values) })
        .collect();
    for outer in &bare {
        let languages = cells().filter(|(cell, _)| trials.is_written_as(cell, outer.cell)).count();
        let same = bare.iter().filter(|other| {
            trials.is_written_as(other.cell, outer.cell)
                && (other.bare.end, other.in_template()) == (outer.bare.end, outer.in_template())
        });
        found.push(outer.finding(trials, same.count() == languages));
    }
}

fn too_long(trials: &Trials, cell: &Cell, tried: &Tried) -> Option<(usize, Diagnostic)> {
    let size = tried.worst.as_ref().filter(|size| size.units > BODY)?;
    let units = size.units;
    let message = format!("this text may have {units} characters; WhatsApp takes {BODY}");
    let longest = trials.longest(cell, &tried.worst_said, None);
    let place = longest.as_ref().map_or_else(|| trials.template(cell), |longest| longest.place.clone());
    let help = "shorten it, or cut long values with `shorten`".to_owned();
    let mut diagnostic =
        Diagnostic::new(&RULE, place, message, help).for_event(cell.event).for_language(&cell.language);
    if let Some(longest) = &longest {
        diagnostic = diagnostic.with_note(None, longest.describe());
    }
    Some((units, with_variation(diagnostic, &size.variation)))
}

/// A text that begins or ends with a value, and which value that is.
struct Outer<'a> {
    cell: &'a Cell,
    bare: &'a Bare,
    value: Option<Outermost>,
}

impl Outer<'_> {
    fn in_template(&self) -> Option<&Location> {
        self.value.as_ref().map(|value| &value.in_template)
    }

    /// The fault is the template's where it is there in every language, else the language's.
    fn finding(&self, trials: &Trials, everywhere: bool) -> Diagnostic {
        let (verb, help) = match self.bare.end {
            End::First => ("begin", "let a fixed word stand first"),
            End::Last => ("end", "let fixed words stand last, such as t(id=\"closing\")"),
        };
        let (mut message, mut place) =
            (format!("this text may {verb} with a value"), trials.template(self.cell));
        if let Some(value) = &self.value {
            message = format!("{message}, {}", value.name);
            place =
                value.in_locale.clone().filter(|_| !everywhere).unwrap_or_else(|| value.in_template.clone());
        }
        let diagnostic = Diagnostic::new(&RULE, place, message, help.to_owned());
        let diagnostic = diagnostic.for_event(self.cell.event).for_language(&self.cell.language);
        with_variation(diagnostic, &self.bare.variation)
    }
}

fn with_variation(diagnostic: Diagnostic, variation: &str) -> Diagnostic {
    match variation {
        "with everything" => diagnostic,
        _ => diagnostic.with_note(None, format!("an event {variation}")),
    }
}

/// A value that WhatsApp takes no part of a text in.
pub(crate) fn tell_of_walk(seen: &Observation) -> Option<Diagnostic> {
    let What::BrokenParameter { argument } = &seen.what else { return None };
    let message = format!("`{argument}` holds a line break, a tab or more than four spaces");
    let help = "WhatsApp takes one line as a value: put line breaks into the text itself".to_owned();
    Some(observed(&RULE, seen, message, help))
}
