//! What the conditions around a place have settled.

use std::collections::{BTreeMap, BTreeSet};

/// What is known at a place of a template.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Known {
    /// Values that are there.
    present: BTreeSet<String>,
    /// Sets of values of which at least one is there.
    any: Vec<BTreeSet<String>>,
    /// The least that a number can be.
    least: BTreeMap<String, i64>,
}

/// What a condition settles where it holds, and where it does not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settled {
    pub(crate) when_true: Known,
    pub(crate) when_false: Known,
}

impl Known {
    pub(crate) fn present(key: impl Into<String>) -> Self {
        Self { present: BTreeSet::from([key.into()]), ..Self::default() }
    }

    pub(crate) fn at_least(key: impl Into<String>, least: i64) -> Self {
        Self { least: BTreeMap::from([(key.into(), least)]), ..Self::default() }
    }

    pub(crate) fn one_of(keys: impl IntoIterator<Item = String>) -> Self {
        let keys: BTreeSet<String> = keys.into_iter().collect();
        match keys.len() {
            0 => Self::default(),
            1 => Self { present: keys, ..Self::default() },
            _ => Self { any: vec![keys], ..Self::default() },
        }
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.present.contains(key)
    }

    /// Whether at least one of these is there.
    pub(crate) fn has_any(&self, keys: &BTreeSet<String>) -> bool {
        keys.iter().any(|key| self.has(key)) || self.any.iter().any(|any| any.is_subset(keys))
    }

    pub(crate) fn least_of(&self, key: &str) -> Option<i64> {
        self.least.get(key).copied()
    }

    /// Both.
    pub(crate) fn and(&mut self, other: &Self) {
        self.present.extend(other.present.iter().cloned());
        self.any.extend(other.any.iter().filter(|any| !self.any.contains(any)).cloned().collect::<Vec<_>>());
        for (key, least) in &other.least {
            let there = self.least.entry(key.clone()).or_insert(*least);
            *there = (*there).max(*least);
        }
    }

    /// What holds where one or the other does.
    pub(crate) fn or(a: &Self, b: &Self) -> Self {
        let mut known = Self {
            present: a.present.intersection(&b.present).cloned().collect(),
            any: a.any.iter().filter(|any| b.any.contains(any)).cloned().collect(),
            least: a
                .least
                .iter()
                .filter_map(|(key, least)| Some((key.clone(), (*least).min(*b.least.get(key)?))))
                .collect(),
        };
        // Where each side settles one thing, one of the two is settled.
        for left in a.present.difference(&b.present) {
            for right in b.present.difference(&a.present) {
                known.any.push(BTreeSet::from([left.clone(), right.clone()]));
            }
        }
        known.any.truncate(64);
        known
    }

    /// Forgets a variable that gets another value, and what stands behind a dot after it.
    pub(crate) fn forget(&mut self, key: &str) {
        let is_of = |there: &str| {
            there == key || there.strip_prefix(key).is_some_and(|rest| rest.starts_with(['.', '[']))
        };
        self.present.retain(|there| !is_of(there));
        self.any.retain(|any| !any.iter().any(|there| is_of(there)));
        self.least.retain(|there, _| !is_of(there));
    }
}

impl Settled {
    pub(crate) fn not(self) -> Self {
        Self { when_true: self.when_false, when_false: self.when_true }
    }
}
