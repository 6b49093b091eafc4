//! `whatsapp-limits`: a WhatsApp text that WhatsApp does not take.

use super::super::template::prelude::*;
use super::trials::Trials;
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
    for (cell, tried) in trials.results {
        if cell.channel != Channel::Whatsapp {
            continue;
        }
        let mut push = |message: String, help: &str, variation: Option<&String>| {
            let diagnostic = Diagnostic::new(&RULE, trials.template(cell), message, help.to_owned());
            let mut diagnostic = diagnostic.for_event(cell.event).for_language(&cell.language);
            if let Some(variation) = variation.filter(|variation| *variation != "with everything") {
                diagnostic = diagnostic.with_note(None, format!("an event {variation}"));
            }
            found.push(diagnostic);
        };
        if let Some(size) = tried.worst.as_ref().filter(|size| size.units > BODY) {
            let message = format!("this text may have {} characters; WhatsApp takes {BODY}", size.units);
            push(message, "shorten it, or cut long values with `shorten`", Some(&size.variation));
        }
        if let Some(variation) = tried.begins.first() {
            push(
                "this text may begin with a value".to_owned(),
                "let a fixed word stand first",
                Some(variation),
            );
        }
        if let Some(variation) = tried.ends.first() {
            let help = "let fixed words stand last, such as t(id=\"closing\")";
            push("this text may end with a value".to_owned(), help, Some(variation));
        }
    }
}

/// A value that WhatsApp takes no part of a text in.
pub(crate) fn tell_of_walk(seen: &Observation) -> Option<Diagnostic> {
    let What::BrokenParameter { argument } = &seen.what else { return None };
    let message = format!("`{argument}` holds a line break, a tab or more than four spaces");
    let help = "WhatsApp takes one line as a value: put line breaks into the text itself".to_owned();
    Some(observed(&RULE, seen, message, help))
}
