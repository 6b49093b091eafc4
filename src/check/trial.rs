//! Templates tried with made events: what fails on one branch or another, and how long a message may get.
//!
//! What is rendered here is what would be sent: the same engine does it.

use std::collections::{BTreeMap, BTreeSet};

use super::said::{End, Said};
use super::scenario::{Fill, Limits, Variation, make, variations};
use crate::engine::{Engine, Preview};
use crate::event::{EventKind, Notification, Reads};
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
    /// What the example's message and the worst one say.
    pub(crate) typical_said: Said,
    pub(crate) worst_said: Said,
    /// Variations whose text begins, or ends, with a value.
    pub(crate) bare: Vec<Bare>,
    /// Variations of which no text is left for readers without HTML.
    pub(crate) no_text: Vec<String>,
}

/// A text that begins or ends with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bare {
    pub(crate) end: End,
    /// Which variation it was.
    pub(crate) variation: String,
    /// The values that it may be.
    pub(crate) values: Vec<String>,
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
                .filter(|language| language.is_known() && engine.can_write(event, channel, language))
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
    /// What is read of the event.
    paths: Vec<String>,
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
        let plain = if channel == Channel::Sms { with_name(Fill::Plain) } else { Vec::new() };
        let mut marked = Vec::new();
        if channel == Channel::Whatsapp {
            let domains = domains(engine);
            for (index, variation) in variations.iter().enumerate() {
                let of = |mark, index: usize| {
                    let mut json = make(event, &all, Fill::Marked(mark), variation, limits);
                    json["site_domain"] = domains[index % domains.len()].as_str().into();
                    Notification::from_value(json).ok()
                };
                let pair = of('A', index).zip(of('B', index + 1));
                marked.extend(pair.map(|(a, b)| (variation.name.clone(), a, b)));
            }
        }
        Self {
            engine,
            channel,
            example: Notification::parse(event.example().as_bytes()).ok(),
            longest,
            plain: plain.into_iter().map(|(_, notification)| notification).collect(),
            marked,
            paths: all,
        }
    }

    fn language(&self, language: LanguageTag) -> Tried {
        let preview = Preview { language: Some(language), channel: Some(self.channel) };
        let render = |notification: &Notification| self.engine.preview_notification(notification, &preview);
        let mut tried = Tried::default();
        let said_of = |message: &Message, notification: &Notification| {
            Said::of(message, self.engine, notification, &preview, &self.paths)
        };
        if let Some(example) = &self.example
            && let Outcome::Message(message) = render(example)
        {
            tried.typical = Some(Size::of(&message, "the example"));
            tried.typical_said = said_of(&message, example);
        }
        let (mut worst, mut bytes): (Option<(usize, Box<Message>)>, usize) = (None, 0);
        for (index, (name, notification)) in self.longest.iter().enumerate() {
            match self.engine.try_preview(notification, &preview) {
                Ok(Outcome::Message(message)) => {
                    if message.body.text().trim().is_empty() {
                        tried.no_text.push(name.clone());
                    }
                    let size = Size::of(&message, name);
                    bytes = bytes.max(size.bytes);
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
        // The longest subject and the largest page need not be of one event.
        if let Some(size) = &mut tried.worst {
            size.bytes = bytes;
        }
        if let Some((index, message)) = worst {
            tried.worst_said = said_of(&message, &self.longest[index].1);
            tried.forced = self.forced(&message, || self.plain.get(index).map(render));
        }
        for (variation, first, second) in &self.marked {
            if let (Outcome::Message(a), Outcome::Message(b)) = (render(first), render(second)) {
                for end in [End::First, End::Last] {
                    let (Some(word), other) = (end.word(a.body.text()), end.word(b.body.text())) else {
                        continue;
                    };
                    if Some(&word) == other.as_ref() || tried.bare.iter().any(|bare| bare.end == end) {
                        continue;
                    }
                    let values = said_of(&a, first).values_of(&word, end);
                    tried.bare.push(Bare { end, variation: variation.clone(), values });
                }
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

/// Sites of which no two have the same address: two that nothing is configured of, and those that are configured.
fn domains(engine: &Engine) -> Vec<String> {
    let unknown = ["www.first.example", "www.second.example"].map(str::to_owned);
    unknown.into_iter().chain(engine.config().sites.keys().cloned()).collect()
}
