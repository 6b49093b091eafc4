//! Values as the walk knows them.

use crate::analysis::types::{Presence, Type};

/// What an expression may give.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) kind: Type,
    pub(crate) presence: Presence,
    /// How a finding calls it: `order.tracking_url`, or the expression's text.
    pub(crate) name: String,
    /// By what name its presence is remembered, where it has one.
    pub(crate) key: Option<String>,
    /// Where in the event it may come from: `payload.order.tracking_url`.
    pub(crate) sources: Vec<String>,
    /// Whether a customer's or the shop's data is in it.
    pub(crate) foreign: bool,
    /// The text itself, where it is a constant.
    pub(crate) constant: Option<String>,
}

impl Value {
    /// A value that is surely there and comes from no event.
    pub(crate) fn own(kind: Type, name: impl Into<String>) -> Self {
        Self {
            kind,
            presence: Presence::Always,
            name: name.into(),
            key: None,
            sources: Vec::new(),
            foreign: false,
            constant: None,
        }
    }

    /// What nothing is known of, after a finding has been told: nothing more is told of it.
    pub(crate) fn lost(name: impl Into<String>) -> Self {
        Self::own(Type::Unknown, name)
    }

    /// What is made from this value by a filter.
    pub(crate) fn made(&self, kind: Type, name: String) -> Self {
        Self { foreign: self.foreign, ..Self::own(kind, name) }
    }

    /// Either of two values.
    pub(crate) fn either(self, other: Self) -> Self {
        let kind = join(self.kind, other.kind);
        let mut sources = self.sources;
        sources
            .extend(other.sources.into_iter().filter(|source| !sources.contains(source)).collect::<Vec<_>>());
        Self {
            kind,
            presence: if self.presence == other.presence { self.presence } else { Presence::Maybe },
            key: if self.key == other.key { self.key } else { None },
            name: self.name,
            sources,
            foreign: self.foreign || other.foreign,
            constant: if self.constant == other.constant { self.constant } else { None },
        }
    }
}

/// The narrowest kind that holds both.
pub(crate) fn join(a: Type, b: Type) -> Type {
    match (a, b) {
        (a, b) if a == b => a,
        (Type::Integer { least: a }, Type::Integer { least: b }) => {
            Type::Integer { least: a.zip(b).map(|(a, b)| a.min(b)) }
        }
        (Type::Integer { .. } | Type::Number, Type::Integer { .. } | Type::Number) => Type::Number,
        (Type::List { item: a, bound: x }, Type::List { item: b, bound: y }) => {
            Type::List { item: Box::new(join(*a, *b)), bound: x.zip(y).map(|(x, y)| x.max(y)) }
        }
        (Type::Text(_) | Type::Fact(_) | Type::Link, Type::Text(_) | Type::Fact(_) | Type::Link) => {
            Type::Text(crate::event::Format::Free)
        }
        _ => Type::Unknown,
    }
}
