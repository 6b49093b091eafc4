//! `unknown-language`: a folder of locales that is no language.

use super::super::template::prelude::*;
use crate::check::diagnostic::Location;
use crate::check::model::Model;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-language",
    summary: "a folder of locales that is no language, or no folder where templates need one",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds folders in `locales/` whose name has the form of a language tag but is no language that CLDR knows. Where templates say sentences with `t()` and `locales/` has no language at all, it tells that once.

## Why it matters

No receiver ever asks for it, so nobody reads what is in it. Without any language no sentence can be said.

## Example

`locales/trk/orders.ftl`

## Instead

`locales/tr/orders.ftl`
",
};

pub(crate) fn tell(model: &Model, found: &mut Vec<Diagnostic>) {
    found.extend(no_language(model));
    for tag in model.catalog.languages() {
        if tag.is_known() {
            continue;
        }
        let folder = format!("{tag}/");
        let Some(file) = model.sources.locales().keys().find(|path| path.starts_with(&folder)) else {
            continue;
        };
        let location = Location { file: format!("locales/{file}"), span: 0..0 };
        let message = format!("`{tag}` is no language");
        let help = "name the folder by a language tag: tr, tr-CY, sr-Latn".to_owned();
        found.push(Diagnostic::new(&RULE, location, message, help));
    }
}

/// Templates say sentences, and there is no file to say them from. What stands in a wrong place is told as such.
fn no_language(model: &Model) -> Option<Diagnostic> {
    let id = model.seen.calls.iter().find_map(|call| call.id.as_deref())?;
    let misplaced = model.refused.iter().any(|file| file.starts_with("locales/"));
    if misplaced || !model.locales.languages().is_empty() {
        return None;
    }
    let message = "there is no language in `locales/`, and templates say sentences with t()".to_owned();
    let name = id.split('.').next().unwrap_or(id);
    let tag = &model.config.default_language;
    let help =
        format!("make a folder locales/{tag}/ with a file such as orders.ftl, and write into it: {name} = …");
    Some(Diagnostic::new(&RULE, Location::of_file("locales/"), message, help))
}
