//! Templates tried with made events: what fails on one branch or another, and how long a message may get.
//!
//! What is rendered here is what would be sent: the same engine does it.

use std::collections::{BTreeMap, BTreeSet};

use super::reads::Reads;
use super::scenario::{Fill, Limits, Variation, make, variations};
use crate::engine::{Engine, Preview};
use crate::event::{EventKind, Notification};
use crate::l10n::LanguageTag;
use crate::message::Message;
use crate::message::sms::{Encoding, forced};
use crate::outcome::Outcome;
use crate::recipient::channel::Channel;
use crate::render::{RenderCode, RenderError};

/// One event's message in one language on one channel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) event: EventKind,
    pub(crate) language: String,
    pub(crate) channel: Channel,
}

/// What came of trying one cell.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    /// The event's own example.
    pub(crate) typical: Option<Size>,
    /// The dearest or longest message of all that were tried.
    pub(crate) worst: Option<Size>,
    /// What makes the dearest one dear.
    pub(crate) forced: Forced,
    /// What could not be written: the variation of the event, and why.
    pub(crate) failures: Vec<(String, RenderError)>,
    /// Variations whose text begins, or ends, with a value.
    pub(crate) begins: Vec<String>,
    pub(crate) ends: Vec<String>,
    /// Variations of which no text is left for readers without HTML.
    pub(crate) no_text: Vec<String>,
}

/// How large a message is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Size {
    /// Of an SMS.
    pub(crate) encoding: Option<Encoding>,
    /// Septets or UTF-16 units of an SMS, characters of a WhatsApp text or of a subject.
    pub(crate) units: usize,
    /// Segments of an SMS.
    pub(crate) segments: usize,
    /// Bytes of the HTML.
    pub(crate) bytes: usize,
    /// Which variation it was.
    pub(crate) variation: String,
}

/// What makes an SMS dear.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Forced {
    /// Characters outside GSM-7 of the wording itself.
    pub(crate) wording: Vec<char>,
    /// Whether a value may bring such characters.
    pub(crate) values: bool,
}

/// What of an event, and which facts, its messages read on a channel.
#[derive(Debug, Default, Clone)]
pub(crate) struct Needs {
    pub(crate) reads: Reads,
    pub(crate) facts: BTreeSet<&'static str>,
}

/// What came of trying everything.
pub(crate) type Results = BTreeMap<Cell, Tried>;

/// Tries every event in every language on every channel that has a template.
pub(crate) fn try_all(
    engine: &Engine,
    needs: &dyn Fn(EventKind, Channel) -> Needs,
    limits: Limits,
) -> Results {
    let mut results = Results::new();
    for event in EventKind::ALL {
        for channel in Channel::ALL {
            let languages: Vec<LanguageTag> = engine
                .languages()
                .into_iter()
                .filter(|language| engine.can_write(event, channel, language))
                .collect();
            if languages.is_empty() {
                continue;
            }
            let trial = Trial::new(engine, event, channel, &needs(event, channel), limits);
            for language in languages {
                let cell = Cell { event, channel, language: language.to_string() };
                results.insert(cell, trial.language(language));
            }
        }
    }
    results
}

struct Trial<'a> {
    engine: &'a Engine,
    channel: Channel,
    example: Option<Notification>,
    longest: Vec<(String, Notification)>,
    plain: Vec<Notification>,
    /// Pairs that differ only in their values.
    marked: Vec<(String, Notification, Notification)>,
}

impl<'a> Trial<'a> {
    fn new(engine: &'a Engine, event: EventKind, channel: Channel, needs: &Needs, limits: Limits) -> Self {
        let facts: Vec<&'static str> = needs.facts.iter().copied().collect();
        let paths = needs.reads.paths();
        let own = paths.iter().map(String::as_str);
        let of_facts = facts.iter().flat_map(|fact| crate::render::fact_sources(fact).iter().copied());
        let is_own = |path: &&str| {
            let first = path.strip_prefix("payload.").and_then(|rest| rest.split(['.', '[']).next());
            let fields = event.payload().fields();
            path.starts_with("receiver_user.")
                || first.is_some_and(|first| fields.iter().any(|field| field.name == first))
        };
        let all: BTreeSet<&str> = own.chain(of_facts).filter(is_own).collect();
        let all: Vec<String> = all.into_iter().map(str::to_owned).collect();
        let asked: Vec<String> = paths.iter().filter(|path| all.contains(path)).cloned().collect();
        let variations = variations(event, &asked, &facts);
        let made = |fill, variation: &Variation| {
            Notification::from_value(make(event, &all, fill, variation, limits)).ok()
        };
        let with_name = |fill| {
            let made = variations
                .iter()
                .filter_map(move |variation| Some((variation.name.clone(), made(fill, variation)?)));
            made.collect::<Vec<_>>()
        };
        let longest = with_name(Fill::Longest);
        let is_whatsapp = channel == Channel::Whatsapp;
        let plain = if channel == Channel::Sms { with_name(Fill::Plain) } else { Vec::new() };
        let (a, b) = if is_whatsapp {
            (with_name(Fill::Marked('A')), with_name(Fill::Marked('B')))
        } else {
            Default::default()
        };
        Self {
            engine,
            channel,
            example: Notification::parse(event.example().as_bytes()).ok(),
            longest,
            plain: plain.into_iter().map(|(_, notification)| notification).collect(),
            marked: a.into_iter().zip(b).map(|((name, a), (_, b))| (name, a, b)).collect(),
        }
    }

    fn language(&self, language: LanguageTag) -> Tried {
        let preview = Preview { language: Some(language), channel: Some(self.channel) };
        let render = |notification: &Notification| self.engine.preview_notification(notification, &preview);
        let mut tried = Tried::default();
        if let Some(Outcome::Message(message)) = self.example.as_ref().map(render) {
            tried.typical = Some(Size::of(&message, "the example"));
        }
        let mut worst: Option<(usize, Box<Message>)> = None;
        for (index, (name, notification)) in self.longest.iter().enumerate() {
            match self.engine.try_preview(notification, &preview) {
                Ok(Outcome::Message(message)) => {
                    if message.body.text().trim().is_empty() {
                        tried.no_text.push(name.clone());
                    }
                    let size = Size::of(&message, name);
                    if tried.worst.as_ref().is_none_or(|worst| worst.is_less_than(&size)) {
                        tried.worst = Some(size);
                        worst = Some((index, message));
                    }
                }
                Err(error) if error.code() != RenderCode::NoTemplate => {
                    tried.failures.push((name.clone(), error));
                }
                _ => {}
            }
        }
        if let Some((index, message)) = worst {
            tried.forced = self.forced(&message, || self.plain.get(index).map(render));
        }
        for (name, a, b) in &self.marked {
            if let (Outcome::Message(a), Outcome::Message(b)) = (render(a), render(b)) {
                let (begins, ends) = differ_at_ends(a.body.text(), b.body.text());
                tried.begins.extend(begins.then(|| name.clone()));
                tried.ends.extend(ends.then(|| name.clone()));
            }
        }
        tried
    }

    /// What makes a message dear: its own words, as the same message with plain values shows, or its values.
    fn forced(&self, message: &Message, plain: impl FnOnce() -> Option<Outcome>) -> Forced {
        let crate::message::Body::Sms(sms) = &message.body else { return Forced::default() };
        if self.channel != Channel::Sms || sms.encoding != Encoding::Ucs2 {
            return Forced::default();
        }
        match plain() {
            Some(Outcome::Message(plain)) => {
                let wording = forced(plain.body.text());
                Forced { values: wording.is_empty(), wording }
            }
            _ => Forced { wording: sms.forced.clone(), values: false },
        }
    }
}

impl Size {
    fn of(message: &Message, variation: &str) -> Self {
        let variation = variation.to_owned();
        match &message.body {
            crate::message::Body::Sms(sms) => {
                let (encoding, units, segments) = (Some(sms.encoding), sms.units, sms.segments);
                Self { encoding, units, segments, bytes: 0, variation }
            }
            crate::message::Body::Whatsapp(whatsapp) => {
                let units = whatsapp.text.chars().count();
                Self { encoding: None, units, segments: 0, bytes: 0, variation }
            }
            crate::message::Body::Email(email) => {
                let (units, bytes) = (email.subject.chars().count(), email.html.len());
                Self { encoding: None, units, segments: 0, bytes, variation }
            }
        }
    }

    fn is_less_than(&self, other: &Self) -> bool {
        (self.segments, self.units) < (other.segments, other.units)
    }
}

/// Whether two texts that differ only in their values begin, or end, with different words. Marks of emphasis and
/// direction are no words.
fn differ_at_ends(a: &str, b: &str) -> (bool, bool) {
    let first = |text: &str| text.split_whitespace().map(bare).find(|word| !word.is_empty());
    let last = |text: &str| text.split_whitespace().rev().map(bare).find(|word| !word.is_empty());
    (first(a) != first(b), last(a) != last(b))
}

fn bare(word: &str) -> String {
    word.chars()
        .filter(|char| {
            !matches!(char, '*' | '_' | '~' | '`' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
        })
        .collect()
}
