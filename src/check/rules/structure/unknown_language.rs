//! `unknown-language`: a folder of locales that is no language.

use super::super::template::prelude::*;
use crate::check::diagnostic::Location;
use crate::check::model::Model;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-language",
    summary: "a folder of locales that is no language",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds folders in `locales/` whose name has the form of a language tag but is no language that CLDR knows.

## Why it matters

No receiver ever asks for it, so nobody reads what is in it.

## Example

`locales/trk/orders.ftl`

## Instead

`locales/tr/orders.ftl`
",
};

pub(crate) fn tell(model: &Model, found: &mut Vec<Diagnostic>) {
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
