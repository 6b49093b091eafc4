//! The shipped tree for tests: its locale files, and what a simple reading of its templates finds of `t()`.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::catalog::Sources;
use crate::check::diagnostic::Location;
use crate::check::types::Type;
use crate::check::walk::{MessageCall, TextPiece};
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;
use crate::render::{FACTS, fact};

pub(super) fn sources() -> Sources {
    Sources::from_dirs("templates", "locales").expect("the shipped tree")
}

pub(super) fn languages() -> Vec<LanguageTag> {
    ["ar", "de", "en", "pl", "ru", "tr"].iter().filter_map(|tag| LanguageTag::parse(tag)).collect()
}

/// Reads templates with a few patterns: enough for those that are shipped.
pub(super) struct Scan<'s> {
    sources: &'s Sources,
    pub(super) calls: Vec<MessageCall>,
    pub(super) texts: Vec<TextPiece>,
    event: EventKind,
    channel: Channel,
}

impl<'s> Scan<'s> {
    pub(super) fn of(sources: &'s Sources) -> Self {
        let mut scan = Self {
            sources,
            calls: Vec::new(),
            texts: Vec::new(),
            event: EventKind::OrderDelivered,
            channel: Channel::Sms,
        };
        for path in sources.templates().keys() {
            let Some((folder, file)) = path.split_once('/') else { continue };
            let Some(event) = EventKind::from_name(folder) else { continue };
            scan.event = event;
            scan.channel = Channel::from_name(file.split('.').next().unwrap_or_default()).expect("a channel");
            let always = FACTS.iter().filter(|fact| fact.always && fact.on.contains(&event.payload()));
            scan.template(path, &always.map(|fact| fact.name).collect(), &BTreeMap::new());
        }
        scan
    }

    fn template(&mut self, path: &str, known: &BTreeSet<&'static str>, blocks: &BTreeMap<String, String>) {
        let text = self.sources.templates()[path].clone();
        let blank = |found: &regex::Captures<'_>| " ".repeat(found[0].len());
        let mut text = pattern(r"(?s)\{#.*?#\}").replace_all(&text, blank).into_owned();
        let own: BTreeMap<String, String> = pattern(r"(?s)\{%-? block (\w+) -?%\}(.*?)\{%-? endblock -?%\}")
            .captures_iter(&text)
            .map(|found| (found[1].to_owned(), found[2].to_owned()))
            .collect();
        for name in own.keys().filter(|name| blocks.contains_key(*name)) {
            text = text.replace(&own[name], "");
        }
        let mut guards: Vec<BTreeSet<&'static str>> = vec![known.clone()];
        let tokens =
            pattern(r#"\{%-? (if|elif|else|endif|include|extends)\b(.*?)-?%\}|t\(id="([^"]+)"([^)]*)\)"#);
        for found in tokens.captures_iter(&text) {
            let here = guards.last().cloned().unwrap_or_default();
            match found.get(1).map(|tag| tag.as_str()) {
                Some("if") => guards.push(here.union(&asked(&found[2])).copied().collect()),
                Some(tag @ ("elif" | "else")) => {
                    guards.pop();
                    let outer = guards.last().cloned().unwrap_or_default();
                    let asked = if tag == "elif" { asked(&found[2]) } else { BTreeSet::new() };
                    guards.push(outer.union(&asked).copied().collect());
                }
                Some("endif") => drop(guards.pop()),
                Some("include" | "extends") => {
                    let target = found[2].trim().trim_matches('"').to_owned();
                    self.template(&target, &here, &own);
                }
                _ => self.call(path, &found, here),
            }
        }
    }

    fn call(&mut self, path: &str, found: &regex::Captures<'_>, known: BTreeSet<&'static str>) {
        let at =
            |found: regex::Match<'_>| Location { file: format!("templates/{path}"), span: found.range() };
        let id = found.get(3).expect("the pattern has an id");
        let names = pattern(r"(\w+)=");
        let arguments = names.captures_iter(&found[4]).map(|argument| {
            (
                argument[1].to_owned(),
                at(found.get(4).expect("it has arguments")),
                Type::Integer { least: None },
            )
        });
        self.calls.push(MessageCall {
            event: self.event,
            channel: self.channel,
            languages: languages(),
            id: Some(id.as_str().to_owned()),
            at: Location { file: format!("templates/{path}"), span: id.start() - 1..id.end() + 1 },
            arguments: arguments.collect(),
            known,
        });
    }
}

/// The facts that a condition asks for.
fn asked(condition: &str) -> BTreeSet<&'static str> {
    let names = pattern(r"ready\.(\w+)");
    names.captures_iter(condition).filter_map(|found| fact(&found[1])).map(|fact| fact.name).collect()
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}
