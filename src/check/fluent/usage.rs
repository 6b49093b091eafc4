//! Which templates reach which sentence, and what its variables are there.

use std::collections::{BTreeMap, BTreeSet};

use super::{LanguageTexts, Locales, Sentence, reach};
use crate::analysis::types::Type;
use crate::analysis::walk::MessageCall;
use crate::event::Format;
use crate::recipient::channel::Channel;
use crate::render::{FactKind, fact};

/// What a variable is in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Number,
    /// Text of digits, which `NUMBER()` reads.
    Digits,
    /// Text in the form of a date or moment, which `DATETIME()` reads.
    Date,
    /// Text that may be anything.
    Text,
    /// Text that is neither number nor date: names, addresses, what is written already.
    Words,
    /// One of a few texts.
    Choice(&'static [&'static str]),
    Money,
    Moment,
    /// Nobody knows.
    Unknown,
}

impl Value {
    /// What becomes of a value that a template passes.
    fn of_type(passed: &Type) -> Self {
        match passed {
            Type::Integer { .. } | Type::Number => Self::Number,
            Type::Amount => Self::Digits,
            Type::Text(Format::Date | Format::DateTime) => Self::Date,
            Type::Text(Format::Free | Format::Code) => Self::Text,
            Type::Text(_) => Self::Words,
            Type::Boolean => Self::Choice(&["yes", "no"]),
            // What is ready is written already, but for counts.
            Type::Fact(name) => match Self::of_fact(name) {
                Self::Money | Self::Moment => Self::Words,
                other => other,
            },
            _ => Self::Unknown,
        }
    }

    /// What a ready fact is.
    pub(crate) fn of_fact(name: &str) -> Self {
        match fact(name).map(|fact| fact.kind) {
            None => Self::Unknown,
            Some(FactKind::Text) => Self::Words,
            Some(kind @ (FactKind::YesNo | FactKind::Gender)) => Self::Choice(kind.values()),
            Some(FactKind::Count) => Self::Number,
            Some(FactKind::Money) => Self::Money,
            Some(FactKind::Moment) => Self::Moment,
        }
    }

    /// What to call it.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Digits => "an amount as text",
            Self::Date => "a date as text",
            Self::Text | Self::Words | Self::Choice(_) => "a text",
            Self::Money => "an amount of money",
            Self::Moment => "a date",
            Self::Unknown => "not known",
        }
    }
}

impl MessageCall {
    /// What a template passes under this name.
    pub(crate) fn passed(&self, name: &str) -> Option<&Type> {
        self.arguments.iter().find(|(known, _, _)| known == name).map(|(_, _, passed)| passed)
    }
}

/// What reaches each sentence, language by language.
#[derive(Debug, Default)]
pub(crate) struct Usage<'c> {
    by_language: BTreeMap<String, BTreeMap<String, Vec<&'c MessageCall>>>,
}

impl<'c> Usage<'c> {
    pub(crate) fn new(locales: &Locales, calls: &'c [MessageCall]) -> Self {
        let mut usage = Self::default();
        for language in locales.languages() {
            let reached = usage.by_language.entry(language.tag.to_string()).or_default();
            let mut known: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for call in calls.iter().filter(|call| call.languages.contains(&language.tag)) {
                let Some(id) = call.id.as_deref() else { continue };
                let ids =
                    known.entry(id).or_insert_with(|| reach(language, id).iter().map(Sentence::id).collect());
                for id in ids {
                    reached.entry(id.clone()).or_default().push(call);
                }
            }
        }
        usage
    }

    /// The calls that reach a sentence.
    pub(crate) fn calls(&self, language: &LanguageTexts, id: &str) -> &[&'c MessageCall] {
        let reached = self.by_language.get(&language.tag.to_string());
        reached.and_then(|reached| reached.get(id)).map_or(&[], Vec::as_slice)
    }

    /// The sentences that go out on a channel.
    pub(crate) fn on_channel(&self, language: &LanguageTexts, channel: Channel) -> BTreeSet<&str> {
        let reached = self.by_language.get(&language.tag.to_string()).into_iter().flatten();
        reached
            .filter(|(_, calls)| calls.iter().any(|call| call.channel == channel))
            .map(|(id, _)| id.as_str())
            .collect()
    }

    /// What a variable of a sentence is, in the different templates that reach it. Where none does, a ready
    /// fact of the name is meant.
    pub(crate) fn values(&self, language: &LanguageTexts, id: &str, variable: &str) -> Vec<Value> {
        let calls = self.calls(language, id).iter();
        let passed = |call: &&MessageCall| {
            call.passed(variable).map_or_else(|| Value::of_fact(variable), Value::of_type)
        };
        let mut values: Vec<Value> = Vec::new();
        for value in calls.map(passed) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() {
            values.push(Value::of_fact(variable));
        }
        values
    }
}
