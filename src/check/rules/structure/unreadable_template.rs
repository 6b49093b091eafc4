//! `unreadable-template`: a template that the linter cannot read.

use super::super::template::prelude::*;
use crate::check::diagnostic::Location;
use crate::check::model::Model;

pub(crate) const RULE: Rule = Rule {
    code: "unreadable-template",
    summary: "a template that the linter cannot read",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds templates that the template engine accepts and the linter does not understand.

## Why it matters

No other rule has looked at it.

## Example

A form of the template language that is newer than the linter.

## Instead

Write it another way, and report it as a fault of tellal.
",
};

pub(crate) fn tell(model: &Model, found: &mut Vec<Diagnostic>) {
    for (path, unreadable) in &model.templates.unreadable {
        let file = format!("templates/{path}");
        // What the engine refuses is told with its own words.
        if model.refused.contains(&file) {
            continue;
        }
        let location = Location { file, span: unreadable.at..unreadable.at };
        let message = "the linter does not understand what stands here".to_owned();
        found.push(Diagnostic::new(&RULE, location, message, "write it another way".to_owned()));
    }
}
