//! What a message that was tried says: its text, and the values that may stand in it by their names.

use serde_json::Value;

use super::path;
use crate::engine::{Engine, Preview};
use crate::event::Notification;
use crate::message::{Body, Message};

/// A text and the values of its event.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// The text of an SMS or of WhatsApp, an e-mail's subject.
    pub(crate) text: String,
    /// By name, as the walk through templates has it: `ready.number`, `payload.order.number`, `site.url`.
    values: Vec<(String, String)>,
}

impl Said {
    /// What a message says of an event, of which `paths` are read.
    pub(crate) fn of(
        message: &Message,
        engine: &Engine,
        notification: &Notification,
        preview: &Preview,
        paths: &[String],
    ) -> Self {
        let text = match &message.body {
            Body::Email(email) => email.subject.clone(),
            body => body.text().to_owned(),
        };
        let ready = engine.ready(notification, preview).unwrap_or_default();
        let mut values: Vec<(String, String)> =
            ready.into_iter().map(|(name, text)| (format!("ready.{name}"), text)).collect();
        let site = engine.config().site(notification.site_domain());
        let extra =
            site.extra.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?.to_owned())));
        let own = [("name", site.name.clone()), ("domain", site.domain.clone()), ("url", site.url())];
        values.extend(own.into_iter().chain(extra).map(|(key, text)| (format!("site.{key}"), text)));
        for name in ["from", "to", "site_domain"].into_iter().chain(paths.iter().map(String::as_str)) {
            let text = path::first(notification.json(), name).and_then(Value::as_str);
            values.extend(text.map(|text| (name.to_owned(), text.to_owned())));
        }
        Self { text, values }
    }

    /// The value of this name, where the text holds it.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let (_, text) = self.values.iter().find(|(known, _)| known == name)?;
        self.holds(text).then_some(text.as_str())
    }

    /// Whether the text holds these words.
    pub(crate) fn holds(&self, words: &str) -> bool {
        !words.trim().is_empty() && self.text.contains(words.trim())
    }

    /// The values that a word comes from, the longest first.
    pub(crate) fn values_of(&self, word: &str, end: End) -> Vec<String> {
        let mut found: Vec<(usize, &String)> = Vec::new();
        for (name, text) in &self.values {
            let is_there = end.word(text).is_some_and(|own| word.contains(&own));
            found.extend(is_there.then(|| (text.chars().count(), name)));
        }
        found.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        found.into_iter().map(|(_, name)| name.clone()).collect()
    }
}

/// One end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    First,
    Last,
}

impl End {
    /// The first or last word of a text. Marks of emphasis and direction are no words.
    pub(crate) fn word(self, text: &str) -> Option<String> {
        let mut words = text.split_whitespace().map(bare).filter(|word| !word.is_empty());
        match self {
            Self::First => words.next(),
            Self::Last => words.next_back(),
        }
    }
}

fn bare(word: &str) -> String {
    word.chars()
        .filter(|char| {
            !matches!(char, '*' | '_' | '~' | '`' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
        })
        .collect()
}
