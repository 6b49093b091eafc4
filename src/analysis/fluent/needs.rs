//! What a message needs, through all that it refers to.

use std::collections::{BTreeSet, HashSet};

use super::locales::{LanguageTexts, Sentence};
use super::pattern::{Branch, Kind, Use};
use crate::analysis::Location;

/// A variable that a message prints or chooses by.
#[derive(Debug, Clone)]
pub(crate) struct Need {
    pub(crate) variable: String,
    pub(crate) place: Location,
    /// Facts that are there wherever it is needed, by the variant in which it stands.
    pub(crate) given: BTreeSet<&'static str>,
    /// The innermost variant in which it stands: `[0] of $other_count`.
    pub(crate) branch: Option<String>,
}

/// All sentences that a sentence is put together from, itself first. Circles are walked once.
pub(crate) fn reach<'l>(language: &'l LanguageTexts, id: &str) -> Vec<Sentence<'l>> {
    let (mut seen, mut found) = (HashSet::from([id.to_owned()]), Vec::new());
    let mut open = vec![id.to_owned()];
    while let Some(id) = open.pop() {
        let Some(sentence) = language.sentence(&id) else { continue };
        let references = sentence.pattern.uses().into_iter().filter_map(|used| used.expression.reference());
        open.extend(references.filter(|id| seen.insert(id.clone())));
        found.push(sentence);
    }
    found
}

/// Every variable that a message needs. A term sees none of them, so what stands in terms is left out.
pub(crate) fn needs(language: &LanguageTexts, id: &str) -> Vec<Need> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![(id.to_owned(), BTreeSet::new())];
    while let Some((id, outer)) = open.pop() {
        if !seen.insert((id.clone(), outer.clone())) {
            continue;
        }
        let Some(sentence) = language.sentence(&id).filter(|sentence| !sentence.entry.is_term()) else {
            continue;
        };
        for used in sentence.pattern.uses() {
            let reference = used.expression.reference();
            if reference.is_none() && !matches!(used.expression.kind, Kind::Variable(_)) {
                continue;
            }
            let mut given = outer.clone();
            given.extend(
                used.branches
                    .iter()
                    .flat_map(|branch| branch.select.implies(branch.variant, &language.plurals)),
            );
            match reference {
                Some(id) => open.push((id, given)),
                None => found.extend(need(&sentence, &used, given)),
            }
        }
    }
    found
}

fn need(sentence: &Sentence<'_>, used: &Use<'_>, given: BTreeSet<&'static str>) -> Option<Need> {
    let Kind::Variable(name) = &used.expression.kind else { return None };
    Some(Need {
        variable: name.clone(),
        place: sentence.at(&used.expression.span),
        given,
        branch: used.branches.last().map(Branch::describe),
    })
}

impl Branch<'_> {
    /// `[0] of $other_count`
    pub(crate) fn describe(&self) -> String {
        let key = &self.select.variants[self.variant].key;
        match self.select.selector.variable() {
            Some(variable) => format!("[{key}] of ${variable}"),
            None => format!("[{key}]"),
        }
    }
}
