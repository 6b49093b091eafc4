//! What the rules on HTML say of small e-mails, of the shipped ones, and of slips in them.

use std::collections::BTreeMap;

use super::check;
use crate::analysis::walk::{Seen, Templates, walk};
use crate::analysis::{channel_of, serving};
use crate::catalog::{Catalog, Sources};
use crate::check::diagnostic::Diagnostic;
use crate::config::Config;
use crate::event::EventKind;
use crate::l10n::{LanguageTag, place_of};
use crate::message::RAW_TEXT;

const EMAIL: &str = "order_delivered/email.html";

fn is_email(path: &str) -> bool {
    path.contains("/email.") && !path.starts_with("_shared/")
}

/// Findings as `line:column code: message`, with the file in front where it is another one.
pub(crate) fn lines(sources: &Sources, found: &[Diagnostic]) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let file = diagnostic.location.file.trim_start_matches("templates/");
        let text = sources.templates().get(file).map(AsRef::as_ref).unwrap_or_default();
        let (line, column) = place_of(text, diagnostic.location.span.start);
        let file = if file == EMAIL { String::new() } else { format!("{file}:") };
        format!("{file}{line}:{column} {}: {}", diagnostic.rule.code, diagnostic.message)
    };
    found.iter().map(line).collect()
}

/// What the rules say of templates for one event in some languages.
pub(crate) fn findings(sources: &Sources, languages: &[&str]) -> Vec<Diagnostic> {
    let templates = Templates::parse(sources);
    let tags: Vec<LanguageTag> = languages.iter().map(|tag| LanguageTag::parse(tag).unwrap()).collect();
    let config = Config::default();
    let (mut seen, mut serving) = (Seen::default(), BTreeMap::new());
    for path in sources.templates().keys().filter(|path| is_email(path)) {
        let event = EventKind::from_name(path.split('/').next().unwrap()).unwrap();
        seen.extend(walk(&templates, &config, path, event, crate::recipient::channel::Channel::Email, &tags));
        serving.insert(path.clone(), tags.clone());
    }
    check(&templates, &seen, &serving)
}

/// The same without what only the walk knows: the kinds of printed values.
pub(super) fn unwalked(sources: &Sources, languages: &[&str]) -> Vec<Diagnostic> {
    let templates = Templates::parse(sources);
    let tags: Vec<LanguageTag> = languages.iter().map(|tag| LanguageTag::parse(tag).unwrap()).collect();
    let emails = sources.templates().keys().filter(|path| is_email(path));
    check(&templates, &Seen::default(), &emails.map(|path| (path.clone(), tags.clone())).collect())
}

/// What one e-mail without a layout is told, in English.
pub(crate) fn told(email: &str) -> Vec<String> {
    told_in(email, &["en"])
}

pub(crate) fn told_in(email: &str, languages: &[&str]) -> Vec<String> {
    let sources = Sources::new().template(EMAIL, email);
    assert!(Templates::parse(&sources).unreadable.is_empty(), "{email} is no template");
    lines(&sources, &findings(&sources, languages))
}

/// Runs a table of e-mails and what they are told, nothing where all is well.
#[track_caller]
pub(crate) fn check_table(table: &[(&str, &[&str])]) {
    for (email, expected) in table {
        assert_eq!(told(email), *expected, "{email}");
    }
}

fn shipped() -> Sources {
    Sources::from_dirs("templates", "locales").unwrap()
}

#[test]
fn the_shipped_templates_have_no_finding() {
    let (sources, config) = (shipped(), Config::default());
    let (catalog, _) = Catalog::assemble(&sources, &config.default_language, config.digits);
    let templates = Templates::parse(&sources);
    let (mut seen, mut languages) = (Seen::default(), BTreeMap::new());
    for ((event, part, path), tags) in serving(&catalog) {
        seen.extend(walk(&templates, &config, &path, event, channel_of(part), &tags));
        languages.insert(path, tags);
    }
    let found = check(&templates, &seen, &languages);
    assert_eq!(lines(&sources, &found), Vec::<String>::new());
}

#[test]
fn what_looks_like_a_tag_in_raw_text_is_none() {
    for name in RAW_TEXT {
        let told = told(&format!("<p>a</p><{name}><b></td></{name}>"));
        assert!(told.iter().all(|line| line.starts_with("1:9 ")), "{told:?}");
    }
}
