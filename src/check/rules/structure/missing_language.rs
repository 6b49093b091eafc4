//! `missing-language`: a language that the configuration names and `locales/` lacks.

use super::super::template::prelude::*;
use crate::check::diagnostic::Location;
use crate::check::model::Model;
use crate::config::Config;
use crate::l10n::LanguageTag;

pub(crate) const RULE: Rule = Rule {
    code: "missing-language",
    summary: "a language that tellal.toml names and that has no folder in locales/",
    severity: Severity::Error,
    documentation: "\
## What it does

Looks up the languages that `tellal.toml` names: `default_language` of the engine and of each site, and those of `[engine.fallbacks]`. A region may be served by its language: `tr-TR` by `locales/tr/`.

## Why it matters

The folder was deleted, renamed or never added. Who asks for that language gets another one, or nothing.

## Example

```toml
[site]
default_language = \"tr\"
```

There is `locales/en/`, and no `locales/tr/`.

## Instead

Add the folder, or name a language that has one.
",
};

pub(crate) fn tell(model: &Model, found: &mut Vec<Diagnostic>) {
    // Without any language all else is told first.
    if model.catalog.languages().is_empty() {
        return;
    }
    let default = &model.config.default_language;
    let is_missing = |tag: &LanguageTag| model.catalog.chain(std::slice::from_ref(tag)).is_empty();
    // What holds without a configuration is named by nobody, and missed all the same.
    if *default == Config::default().default_language && is_missing(default) && !model.seen.calls.is_empty() {
        let there = model.catalog.languages().iter().map(ToString::to_string).collect::<Vec<_>>();
        let message = format!(
            "there is no folder locales/{default}/, the language of whoever asks for none of {}",
            there.join(", ")
        );
        let help = format!(
            "add the folder, or name another language in tellal.toml: [engine] default_language = \"{}\"",
            there.first().map_or("tr", String::as_str)
        );
        found.push(Diagnostic::new(&RULE, Location::of_file("locales/"), message, help));
    }
    for (key, tag) in named(model.config) {
        if model.catalog.chain(std::slice::from_ref(&tag)).is_empty() {
            let message = format!("{key} `{tag}`, and there is no folder locales/{}/", tag.language());
            let help = "add the folder, or name another language".to_owned();
            found.push(Diagnostic::new(&RULE, Location::of_file("tellal.toml"), message, help));
        }
    }
}

/// The languages that a configuration names, and where it does so.
fn named(config: &Config) -> Vec<(String, LanguageTag)> {
    let mut named = Vec::new();
    // What holds without a configuration is named by nobody.
    if config.default_language != Config::default().default_language {
        named.push(("`default_language` below [engine] is".to_owned(), config.default_language.clone()));
    }
    let site = std::iter::once(("[site]".to_owned(), &config.site));
    let sites = config.sites.iter().map(|(domain, site)| (format!("[sites.\"{domain}\"]"), site));
    for (section, site) in site.chain(sites) {
        let tag = site.default_language.clone();
        named.extend(tag.map(|tag| (format!("`default_language` below {section} is"), tag)));
    }
    for (language, others) in &config.fallbacks {
        let key = format!("`{language}` below [engine.fallbacks] names");
        named.extend(others.iter().map(|tag| (key.clone(), tag.clone())));
    }
    named
}
