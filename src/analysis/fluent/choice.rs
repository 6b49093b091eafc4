//! Which variant of a choice takes which value.

use super::pattern::{Expression, Kind, Select};
use crate::l10n::{Categories, LanguageTag};
use crate::render::{FactKind, IMPLIED, Known, fact};

/// A language's plural categories, for "1 item" and for "1st item".
#[derive(Debug)]
pub(crate) struct Plurals {
    cardinal: Categories,
    ordinal: Categories,
}

impl Plurals {
    pub(crate) fn new(tag: &LanguageTag) -> Self {
        Self { cardinal: Categories::cardinal(tag), ordinal: Categories::ordinal(tag) }
    }

    /// Those that a selector asks for.
    pub(crate) fn of(&self, selector: &Expression) -> &Categories {
        if is_ordinal(selector) { &self.ordinal } else { &self.cardinal }
    }
}

fn is_ordinal(selector: &Expression) -> bool {
    let Kind::Function { arguments, .. } = &selector.kind else { return false };
    arguments.named.iter().any(|(name, _, value)| {
        name == "type" && matches!(&value.kind, Kind::Text(text) if text.value == "ordinal")
    })
}

impl Select {
    /// Whether any variant is for a plural category. `other` alone is the name of everybody's default.
    pub(crate) fn has_categories(&self) -> bool {
        let is_category = |key: &str| key != "other" && Categories::has_name(key);
        self.variants.iter().any(|variant| !variant.exact && is_category(&variant.key))
    }

    fn position(&self, key: &str, exact: bool) -> Option<usize> {
        self.variants.iter().position(|variant| variant.exact == exact && variant.key == key)
    }

    /// Whether every one of these numbers has a variant of its own.
    pub(crate) fn names_all(&self, numbers: &[u32]) -> bool {
        numbers.len() <= self.variants.len()
            && numbers.iter().all(|number| self.has(&number.to_string(), true))
    }

    pub(crate) fn has(&self, key: &str, exact: bool) -> bool {
        self.position(key, exact).is_some()
    }

    fn default(&self) -> usize {
        self.variants.iter().position(|variant| variant.default).unwrap_or(0)
    }

    /// The variant that a text takes.
    pub(crate) fn takes(&self, text: &str) -> usize {
        self.position(text, false).unwrap_or_else(|| self.default())
    }

    /// The variant that a whole number takes.
    pub(crate) fn takes_number(&self, number: u32, plurals: &Plurals) -> usize {
        let category = || self.position(plurals.of(&self.selector).of_number(number), false);
        self.position(&number.to_string(), true).or_else(category).unwrap_or_else(|| self.default())
    }

    /// The facts that are there where this variant is taken.
    pub(crate) fn implies(&self, variant: usize, plurals: &Plurals) -> Vec<&'static str> {
        let Kind::Variable(selector) = &self.selector.kind else { return Vec::new() };
        let taken_by = |name: &str, value: &str| match fact(name).map(|fact| fact.kind) {
            Some(FactKind::Count) => {
                value.parse().is_ok_and(|number| self.takes_number(number, plurals) == variant)
            }
            _ => self.takes(value) == variant,
        };
        let holds = |known: &Known| match known {
            Known::There(_) => false,
            Known::Is(name, value) => {
                name == selector
                    && fact(name).is_some_and(|fact| {
                        fact.kind.values().iter().all(|other| other == value || !taken_by(name, other))
                    })
            }
            Known::IsNot(name, value) => name == selector && !taken_by(name, value),
        };
        IMPLIED.iter().filter(|(known, _)| holds(known)).map(|(_, there)| *there).collect()
    }
}
