//! `unreceivable-message`: an event that some language can receive on no channel.

use super::super::template::prelude::*;
use crate::check::diagnostic::Location;
use crate::check::model::Model;
use crate::event::EventKind;

pub(crate) const RULE: Rule = Rule {
    code: "unreceivable-message",
    summary: "an event that some language can receive on no channel",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds events that no template writes in a language, on any channel that the configuration uses for the event.

## Why it matters

Who reads that language is never told of the event.

## Example

`order_delivered/sms.tr.txt` alone: nobody but Turkish readers can get the message.

## Instead

Add a template for all languages: `order_delivered/sms.txt`.
",
};

pub(crate) fn tell(model: &Model, found: &mut Vec<Diagnostic>) {
    for event in EventKind::ALL {
        let writes = |language| {
            let channels = model.config.channels(event);
            channels.iter().any(|channel| model.catalog.can_write(event, *channel, language))
        };
        let languages = model.catalog.languages();
        // An event that has no template at all is not meant to be told of.
        if !languages.iter().any(writes) {
            continue;
        }
        for language in languages.iter().filter(|language| !writes(language)) {
            let folder = format!("{event}/");
            let Some((path, _)) = model.templates.iter().find(|(path, _)| path.starts_with(&folder)) else {
                continue;
            };
            let location = Location { file: format!("templates/{path}"), span: 0..0 };
            let message = format!("nobody who reads `{language}` can be told of {event}");
            let help = format!("add templates/{event}/sms.txt or another template for all languages");
            found.push(
                Diagnostic::new(&RULE, location, message, help).for_event(event).for_language(language),
            );
        }
    }
}
