//! Facts as sentences, templates and people see them.

use std::borrow::Cow;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use tera::{Map, Value};

use super::fact_info::{FactId, FactSet};
use super::facts::{Fact, Facts, KnownFact};
use crate::l10n::{DateStyle, MomentValue, MoneyValue, NumberOptions};

/// A fact as a template sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FactValue<'f> {
    Text(&'f str),
    Count(usize),
}

impl<'r> Facts<'r> {
    /// The facts as arguments that every Fluent message sees.
    pub(crate) fn arguments(&self, wanted: FactSet) -> FluentArgs<'static> {
        let mut arguments = FluentArgs::with_capacity(wanted.len());
        for known in self.known.iter().filter(|known| wanted.has(known.id)) {
            arguments.set(known.id.name(), self.argument_of(&known.fact).into_owned());
        }
        arguments
    }

    /// A fact as an argument of a Fluent function.
    pub(crate) fn argument(&self, id: FactId) -> Option<FluentValue<'_>> {
        Some(self.argument_of(&self.fact(id)?.fact))
    }

    fn argument_of<'f>(&self, fact: &'f Fact) -> FluentValue<'f> {
        let formats = self.language.formats();
        match fact {
            Fact::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Fact::Selector(text) => FluentValue::String(Cow::Borrowed(text)),
            Fact::Count(count) => FluentValue::from(*count),
            Fact::Money(money) => FluentValue::Custom(Box::new(MoneyValue {
                money: *money,
                style: self.style,
                formats: Arc::clone(formats),
            })),
            Fact::Moment(moment) => FluentValue::Custom(Box::new(MomentValue {
                moment: moment.clone(),
                zone: self.site.time_zone.clone(),
                formats: Arc::clone(formats),
            })),
        }
    }

    fn fact(&self, id: FactId) -> Option<&KnownFact<'r>> {
        self.known.iter().find(|known| known.id == id)
    }

    /// A fact as a template sees it, and as a sentence prints it.
    pub(crate) fn value(&self, id: FactId) -> Option<FactValue<'_>> {
        self.value_of(self.fact(id)?)
    }

    fn value_of<'f>(&'f self, KnownFact { fact, text, .. }: &'f KnownFact<'r>) -> Option<FactValue<'f>> {
        match fact {
            Fact::Count(count) => Some(FactValue::Count(*count)),
            Fact::Text(text) => Some(FactValue::Text(text)),
            Fact::Selector(text) => Some(FactValue::Text(text)),
            fact => text.get_or_init(|| self.write(fact)).as_deref().map(FactValue::Text),
        }
    }

    /// The facts as `ready`. A count stays a number, which templates compare and `| number` writes.
    pub(crate) fn ready(&self, wanted: FactSet) -> Value {
        let known = self.known.iter().filter(|known| wanted.has(known.id));
        let map: Map = known
            .filter_map(|known| {
                let value = match self.value_of(known)? {
                    FactValue::Count(count) => Value::from(count),
                    FactValue::Text(text) => Value::from(text),
                };
                Some((known.id.name().into(), value))
            })
            .collect();
        Value::from(map)
    }

    /// The facts as the language writes them. One that cannot be written is left out, so that printing it
    /// is an error that names it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.known.iter().filter_map(|known| Some((known.id.name(), self.write(&known.fact)?)))
    }

    fn write(&self, fact: &Fact) -> Option<String> {
        let formats = self.language.formats();
        match fact {
            Fact::Text(text) => Some(text.clone().into_owned()),
            Fact::Selector(text) => Some((*text).to_owned()),
            Fact::Count(count) => formats.number((*count).into(), NumberOptions::default()).ok(),
            Fact::Money(money) => formats.money(*money, None, self.style).ok(),
            Fact::Moment(moment) => {
                formats.moment(moment, &self.site.time_zone, Some(DateStyle::Long), None).ok()
            }
        }
    }
}
