//! What the tests of the rules share: a few files and calls in, findings as text out.

use super::{Locales, check};
use crate::analysis::types::Type;
use crate::analysis::walk::{MessageCall, TextPiece};
use crate::catalog::{CatalogFault, Sources};
use crate::check::diagnostic::{Diagnostic, Location};
use crate::check::rule::Rule;
use crate::event::EventKind;
use crate::l10n::{LanguageTag, place_of};
use crate::recipient::channel::Channel;
use crate::render::{FACTS, fact};

const TEMPLATE: &str = "templates/order_delivered/sms.txt";

/// `t(id="…")` in an SMS of `order_delivered`, in all languages that there are.
pub(crate) fn call(id: &str) -> MessageCall {
    let event = EventKind::OrderDelivered;
    MessageCall {
        event,
        channel: Channel::Sms,
        languages: Vec::new(),
        id: Some(id.to_owned()),
        at: Location { file: TEMPLATE.to_owned(), span: 8..8 + id.len() + 2 },
        safe: false,
        arguments: Vec::new(),
        known: FACTS
            .iter()
            .filter(|fact| fact.always && fact.on.contains(&event.payload()))
            .map(|fact| fact.name)
            .collect(),
    }
}

impl MessageCall {
    pub(crate) fn passing(mut self, name: &str, value: Type) -> Self {
        let at = Location { file: TEMPLATE.to_owned(), span: 40..40 + name.len() };
        self.arguments.push((name.to_owned(), at, value));
        self
    }

    pub(crate) fn knowing(mut self, name: &str) -> Self {
        self.known.extend(fact(name).map(|fact| fact.name));
        self
    }

    /// Printed with the filter `safe`.
    pub(crate) fn safely(mut self) -> Self {
        self.safe = true;
        self
    }

    pub(crate) fn on(mut self, channel: Channel) -> Self {
        self.channel = channel;
        self
    }

    pub(crate) fn serving(mut self, tag: &str) -> Self {
        self.languages.extend(LanguageTag::parse(tag));
        self
    }
}

/// Locale files with what templates make of them; English is what the others are translated from.
#[derive(Default)]
pub(crate) struct Case {
    sources: Sources,
    files: Vec<(String, String)>,
    calls: Vec<MessageCall>,
    texts: Vec<TextPiece>,
}

impl Case {
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.push((format!("locales/{path}"), text.to_owned()));
        self.sources = self.sources.locale(path, text.to_owned());
        self
    }

    /// A locale file that is there, but no text.
    pub(crate) fn unreadable(mut self, path: &str) -> Self {
        let file = format!("locales/{path}");
        let fault =
            CatalogFault::of_file("unreadable-file", file, "not UTF-8 text".to_owned(), String::new());
        self.sources.add_unreadable(fault);
        self
    }

    pub(crate) fn call(mut self, call: MessageCall) -> Self {
        self.calls.push(call);
        self
    }

    /// Text of the template itself, which begins with it.
    pub(crate) fn says(mut self, text: &str, languages: &[&str]) -> Self {
        self.files.push((TEMPLATE.to_owned(), text.to_owned()));
        self.texts.push(TextPiece {
            event: EventKind::OrderDelivered,
            channel: Channel::Sms,
            languages: languages.iter().filter_map(|tag| LanguageTag::parse(tag)).collect(),
            location: Location { file: TEMPLATE.to_owned(), span: 0..text.len() },
            text: text.to_owned(),
        });
        self
    }

    /// Everything that is found.
    pub(crate) fn diagnostics(mut self) -> Vec<Diagnostic> {
        let locales = Locales::read(&self.sources);
        for call in self.calls.iter_mut().filter(|call| call.languages.is_empty()) {
            call.languages = locales.languages().iter().map(|language| language.tag.clone()).collect();
        }
        let english = LanguageTag::parse("en").expect("a tag");
        check(&locales, &self.calls, &self.texts, &english)
    }

    /// What a rule finds, as text.
    pub(crate) fn found(self, rule: &Rule) -> String {
        let files = self.files.clone();
        let shown: Vec<String> = self
            .diagnostics()
            .iter()
            .filter(|found| found.rule.code == rule.code)
            .map(|found| show(found, &files))
            .collect();
        shown.join("\n")
    }
}

fn show(found: &Diagnostic, files: &[(String, String)]) -> String {
    let place = |location: &Location| match files.iter().find(|(file, _)| *file == location.file) {
        Some((file, text)) => {
            let (line, column) = place_of(text, location.span.start);
            format!("{file}:{line}:{column}: `{}`", text.get(location.span.clone()).unwrap_or_default())
        }
        None => format!("{}:{:?}", location.file, location.span),
    };
    let mut text = format!("{}: {}", place(&found.location), found.message);
    if !found.help.is_empty() {
        text += &format!("\n  help: {}", found.help);
    }
    for note in &found.notes {
        text +=
            &format!("\n  note: {} {}", note.location.as_ref().map(place).unwrap_or_default(), note.message);
    }
    if let Some(fix) = &found.fix {
        text += &format!("\n  fix: {} at {}", fix.title, place(&fix.edits[0].location));
    }
    text
}
