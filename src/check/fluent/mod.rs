//! The locale files as the rules see them: parsed with places, language by language, and joined with what the
//! templates say.

mod alphabet;
mod counting;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod mutations;
mod names;
#[cfg(test)]
mod shipped;
#[cfg(test)]
mod support;
mod usage;

pub(crate) use crate::analysis::fluent::{
    Arguments, Expression, Kind, Pattern, Piece, Role, Select, Span, Text, Use,
};
pub(crate) use crate::analysis::fluent::{Entry, LanguageTexts, Locales, Sentence, message_ids};
pub(crate) use crate::analysis::fluent::{Need, needs, reach};
pub(crate) use alphabet::Alphabet;
pub(crate) use counting::{by, some_of};
pub(crate) use names::{Near, either};
#[cfg(test)]
pub(crate) use support::{Case, call};
pub(crate) use usage::{Usage, Value};

use super::diagnostic::{Diagnostic, settle};
use super::rules::message::FLUENT;
use crate::analysis::walk::{MessageCall, TextPiece};
use crate::l10n::LanguageTag;

/// What a rule about locale files looks at.
pub(crate) struct Context<'a> {
    pub(crate) locales: &'a Locales,
    pub(crate) calls: &'a [MessageCall],
    pub(crate) texts: &'a [TextPiece],
    /// The language that the others are translated from, where it has a folder.
    pub(crate) reference: Option<&'a LanguageTexts>,
    pub(crate) usage: Usage<'a>,
}

impl Context<'_> {
    /// The languages that a template writes.
    pub(crate) fn served<'c>(&'c self, call: &'c MessageCall) -> impl Iterator<Item = &'c LanguageTexts> {
        self.locales.languages().iter().filter(|language| call.languages.contains(&language.tag))
    }

    /// What a call says in each language that has it.
    pub(crate) fn said<'c>(&'c self, call: &'c MessageCall) -> Vec<(&'c LanguageTexts, Sentence<'c>)> {
        let Some(id) = call.id.as_deref().filter(|id| !id.starts_with('-')) else { return Vec::new() };
        self.served(call).filter_map(|language| Some((language, language.sentence(id)?))).collect()
    }

    /// Each language but the reference, with the reference.
    pub(crate) fn translations(&self) -> impl Iterator<Item = (&LanguageTexts, &LanguageTexts)> {
        let all = self.locales.languages().iter();
        all.filter_map(|language| {
            self.reference
                .filter(|reference| reference.tag != language.tag)
                .map(|reference| (language, reference))
        })
    }
}

/// Looks at all locale files, at what the templates make of them, and at what the templates say themselves.
pub(crate) fn check(
    locales: &Locales,
    calls: &[MessageCall],
    texts: &[TextPiece],
    reference: &LanguageTag,
) -> Vec<Diagnostic> {
    let usage = Usage::new(locales, calls);
    let context = Context { locales, calls, texts, reference: locales.language(reference), usage };
    let mut found = Vec::new();
    for (_, rule) in FLUENT {
        rule(&context, &mut found);
    }
    settle(found)
}
