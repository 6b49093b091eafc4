//! Where a tried message gets what it says: the sentence that makes it long, the value at its end.

use super::trials::Trials;
use crate::analysis::walk::{MessageCall, Printed, TextPiece};
use crate::check::diagnostic::{Diagnostic, Location};
use crate::check::fluent::{Kind, LanguageTexts, Role, Sentence, needs, reach};
use crate::check::said::{End, Said};
use crate::check::trial::Cell;
use crate::l10n::LanguageTag;

/// What takes the most room in a message.
#[derive(Debug)]
pub(super) struct Longest {
    pub(super) place: Location,
    /// The longest value in it, and its characters.
    pub(super) value: Option<(String, usize)>,
    room: usize,
}

/// A value that stands first or last in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outermost {
    /// As the file that is marked has it: `$number`, `order.number`.
    pub(super) name: String,
    /// `{{ … }}`
    pub(super) in_template: Location,
    /// Where the sentence of the language prints it.
    pub(super) in_locale: Option<Location>,
}

/// What the walks that wrote a cell's message came across.
struct Walked<'a> {
    calls: Vec<&'a MessageCall>,
    printed: Vec<&'a Printed>,
    texts: Vec<&'a TextPiece>,
    language: Option<&'a LanguageTexts>,
}

/// Values of fewer characters make nothing long.
const SHORT: usize = 8;

impl<'a> Trials<'a> {
    /// What takes the most room in what a cell says; in one file of the template, where one is named.
    pub(super) fn longest(&self, cell: &Cell, said: &Said, file: Option<&str>) -> Option<Longest> {
        let walked = self.walked(cell, file);
        let mut found: Vec<Longest> = Vec::new();
        for (language, call) in walked.said() {
            for sentence in reach(language, call.id.as_deref().unwrap_or_default()) {
                found.push(of_sentence(&sentence, said));
            }
        }
        for text in &walked.texts {
            let words = text.text.trim();
            let start = text.location.span.start + (text.text.len() - text.text.trim_start().len());
            let place = Location { file: text.location.file.clone(), span: start..start + words.len() };
            let room = if said.holds(words) { words.chars().count() } else { 0 };
            found.push(Longest { place, value: None, room });
        }
        for printed in &walked.printed {
            let mut names = printed.sources.iter().chain([&printed.path]);
            let value = names.find_map(|name| Some((name, said.value(name)?)));
            let Some((_, text)) = value else { continue };
            let (place, room) = (printed.at.clone(), text.chars().count());
            found.push(Longest { place, value: Some((printed.path.clone(), room)), room });
        }
        // Of those that are as long the first.
        found.into_iter().rev().max_by_key(|longest| longest.room).filter(|longest| longest.room > 0)
    }

    /// The value that stands first or last, of those that it may be.
    pub(super) fn outermost(&self, cell: &Cell, end: End, values: &[String]) -> Option<Outermost> {
        let walked = self.walked(cell, None);
        values.iter().find_map(|name| {
            let found = walked.printing(name).into_iter().chain(walked.saying(name));
            let place = |found: &Outermost| (found.in_template.file.clone(), found.in_template.span.start);
            match end {
                End::First => found.min_by_key(place),
                End::Last => found.max_by_key(place),
            }
        })
    }

    fn walked(&self, cell: &Cell, file: Option<&str>) -> Walked<'a> {
        let seen = &self.model.seen;
        let tag = LanguageTag::parse(&cell.language);
        let is_own = |event, channel, languages: &[LanguageTag], at: &Location| {
            (event, channel) == (cell.event, cell.channel)
                && tag.as_ref().is_some_and(|tag| languages.contains(tag))
                && file.is_none_or(|file| at.file == file)
        };
        let calls = seen.calls.iter();
        let printed = seen.printed.iter();
        let texts = seen.texts.iter();
        Walked {
            calls: calls.filter(|own| is_own(own.event, own.channel, &own.languages, &own.at)).collect(),
            printed: printed.filter(|own| is_own(own.event, own.channel, &own.languages, &own.at)).collect(),
            texts: texts
                .filter(|own| is_own(own.event, own.channel, &own.languages, &own.location))
                .collect(),
            language: tag.as_ref().and_then(|tag| self.model.locales.language(tag)),
        }
    }
}

impl<'a> Walked<'a> {
    /// The calls of `t()` with the language that they are said in.
    fn said(&self) -> impl Iterator<Item = (&'a LanguageTexts, &'a MessageCall)> {
        self.language.into_iter().flat_map(|language| self.calls.iter().map(move |call| (language, *call)))
    }

    /// Where a template prints a value itself.
    fn printing(&self, name: &str) -> Vec<Outermost> {
        let is_it = |printed: &&&Printed| {
            let own = printed.path.split(" | ").next().unwrap_or_default();
            own == name || printed.sources.iter().any(|source| source == name)
        };
        let found = self.printed.iter().filter(is_it).map(|printed| {
            let name = printed.path.split(" | ").next().unwrap_or_default().to_owned();
            Outermost { name, in_template: printed.at.clone(), in_locale: None }
        });
        found.collect()
    }

    /// Where a sentence prints a ready fact.
    fn saying(&self, name: &str) -> Vec<Outermost> {
        let Some(fact) = name.strip_prefix("ready.") else { return Vec::new() };
        let found = self.said().filter_map(|(language, call)| {
            let needs = needs(language, call.id.as_deref()?);
            let need = needs.into_iter().rfind(|need| need.variable == fact)?;
            let holds = |printed: &&&Printed| {
                let (outer, inner) = (&printed.at.span, &call.at.span);
                printed.at.file == call.at.file && outer.start <= inner.start && inner.end <= outer.end
            };
            let around = self.printed.iter().find(holds).map_or(&call.at, |printed| &printed.at);
            let name = format!("${fact}");
            Some(Outermost { name, in_template: around.clone(), in_locale: Some(need.place) })
        });
        found.collect()
    }
}

fn of_sentence(sentence: &Sentence<'_>, said: &Said) -> Longest {
    let texts = sentence.pattern.texts();
    let words =
        texts.iter().filter(|text| said.holds(&text.value)).map(|text| text.value.trim().chars().count());
    let mut names: Vec<&str> = Vec::new();
    for used in sentence.pattern.uses() {
        if let (Role::Printed, Kind::Variable(name)) = (used.role, &used.expression.kind)
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    let values = names.into_iter().filter_map(|name| {
        let text = said.value(&format!("ready.{name}"))?;
        Some((format!("${name}"), text.chars().count()))
    });
    let values: Vec<(String, usize)> = values.collect();
    let room = words.sum::<usize>() + values.iter().map(|(_, length)| length).sum::<usize>();
    Longest { place: sentence.place(), value: values.into_iter().max_by_key(|(_, length)| *length), room }
}

impl Longest {
    /// What there is to say of it beside the place.
    pub(super) fn describe(&self) -> String {
        let value = self.value.as_ref().filter(|(_, length)| *length >= SHORT);
        let value =
            value.map(|(name, length)| format!("; its longest value is {name}, of {length} characters"));
        format!("this takes the most room in it{}", value.unwrap_or_default())
    }
}

/// Of findings that differ in nothing but how large something is, the largest, with all their events and languages.
pub(super) fn largest(mut found: Vec<(usize, Diagnostic)>) -> Vec<Diagnostic> {
    found.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    let mut kept: Vec<Diagnostic> = Vec::new();
    for (_, diagnostic) in found {
        let is_same = |other: &&mut Diagnostic| {
            (&other.location, &other.help, other.rule.code)
                == (&diagnostic.location, &diagnostic.help, diagnostic.rule.code)
        };
        match kept.iter_mut().find(is_same) {
            Some(other) => {
                other.events.extend(diagnostic.events);
                other.languages.extend(diagnostic.languages);
            }
            None => kept.push(diagnostic),
        }
    }
    kept
}
