//! `unused-template`: a template that can never be chosen.

use super::super::template::prelude::*;
use crate::analysis::channel_of;
use crate::catalog::TemplateName;
use crate::check::diagnostic::Location;
use crate::check::model::Model;

pub(crate) const RULE: Rule = Rule {
    code: "unused-template",
    summary: "a template that can never be chosen",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds templates for a language that has no folder in `locales/`, templates that every language has an own form of, templates of a channel that the configuration does not use for the event, and pieces in `_shared/` that nothing includes, extends or calls.

## Why it matters

Somebody mends a sentence in it and wonders why customers never see it.

## Example

`order_delivered/sms.fr.txt` without a folder `locales/fr/`.

## Instead

Add the language, or delete the file. A channel is chosen from `[engine] channels`, or `channels` of the event.
",
};

pub(crate) fn tell(model: &Model, found: &mut Vec<Diagnostic>) {
    for (path, _) in model.templates.iter() {
        let reason =
            if path.starts_with("_shared/") { of_piece(model, path) } else { of_template(model, path) };
        if let Some((message, help)) = reason {
            let line = model.templates.text(path).lines().next().map_or(0, str::len);
            let location = Location { file: format!("templates/{path}"), span: 0..line };
            found.push(Diagnostic::new(&RULE, location, message, help));
        }
    }
}

fn of_piece(model: &Model, path: &str) -> Option<(String, String)> {
    (!model.seen.used.contains(path)).then(|| {
        let message = "no template includes, extends or calls this".to_owned();
        (message, "delete it, or use it".to_owned())
    })
}

fn of_template(model: &Model, path: &str) -> Option<(String, String)> {
    let Ok(TemplateName::Message { event, part, language }) = TemplateName::parse(path) else { return None };
    let channel = channel_of(part);
    if !model.config.channels(event).contains(&channel) {
        let message = format!("{channel} is not among the channels of {event}, so this is never chosen");
        return Some((message, format!("add {channel} to the channels in tellal.toml, or delete the file")));
    }
    if model.chosen.contains(path) {
        return None;
    }
    Some(match language {
        Some(tag) => {
            let message = format!("there are no locales for `{tag}`, so this is never chosen");
            (message, format!("add a folder locales/{tag}/, or delete the file"))
        }
        None => {
            let message =
                "every language has a template of its own for this, so this one is never chosen".to_owned();
            (message, "delete it, or one of the others".to_owned())
        }
    })
}
