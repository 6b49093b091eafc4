//! What a name stands for, and what stands behind a dot.

use std::collections::BTreeMap;

use super::observation::{Use, What};
use super::value::Value;
use super::walker::Walker;
use crate::analysis::syntax::Span;
use crate::analysis::types::{Presence, Type};
use crate::event::{EventKind, Field, Format, RECEIVER_USER};
use crate::render::{FACTS, GLOBALS};

/// What the shipped layout looks for in the configuration of a site, all of it optional.
pub(crate) const SITE_KEYS: [&str; 4] = ["logo_url", "colour", "support_url", "support_email"];

/// Every name that templates of an event see.
pub(crate) fn root_names(event: EventKind) -> Vec<&'static str> {
    let own = event.payload().fields().iter().map(|field| field.name);
    own.chain(GLOBALS).chain(["ready"]).collect()
}

/// The events whose templates see a name of the payload.
fn events_with(name: &str) -> Vec<(EventKind, &'static Field)> {
    let field = |event: EventKind| event.payload().fields().iter().find(|field| field.name == name);
    EventKind::ALL.into_iter().filter_map(|event| Some((event, field(event)?))).collect()
}

impl Walker<'_> {
    /// A variable: the template's own, else the event's.
    pub(super) fn name(&mut self, name: &str, span: &Span) -> Value {
        if let Some(value) = self.scopes.iter().rev().find_map(|scope| scope.get(name)) {
            return self.narrowed(value.clone());
        }
        if self.component_depth == 0
            && let Some(value) = self.root(name, span)
        {
            return value;
        }
        let mut known: Vec<String> = self.scopes.iter().flat_map(BTreeMap::keys).cloned().collect();
        if self.component_depth == 0 {
            known.extend(root_names(self.event).into_iter().map(str::to_owned));
        }
        known.sort();
        known.dedup();
        let in_component = self.component_depth > 0;
        self.see(span, What::UnknownName { name: name.to_owned(), known, in_component });
        Value::lost(name)
    }

    /// A variable as a component's `@name` asks for it, without telling when there is none.
    pub(super) fn implicit(&mut self, name: &str) -> Option<Value> {
        let own = self.scopes.iter().rev().find_map(|scope| scope.get(name)).cloned();
        let of_callers = || {
            let callers = self.callers.iter().rev();
            callers.flat_map(|scopes| scopes.iter().rev()).find_map(|scope| scope.get(name)).cloned()
        };
        match own.or_else(of_callers) {
            Some(value) => Some(self.narrowed(value)),
            None => self.root(name, &(0..0)),
        }
    }

    fn root(&mut self, name: &str, span: &Span) -> Option<Value> {
        let value = |kind, path: &str, foreign| Value {
            key: Some(path.to_owned()),
            sources: vec![path.to_owned()],
            foreign,
            ..Value::own(kind, name)
        };
        if let Some(global) = GLOBALS.into_iter().find(|global| *global == name) {
            self.seen.globals.insert(global);
        }
        match name {
            "ready" | "site" => {
                return Some(Value::own(Type::Map { known: BTreeMap::new(), open: false }, name));
            }
            "receiver_user" => return Some(value(Type::of_shape(RECEIVER_USER), name, true)),
            "from" | "to" | "event" | "site_domain" => {
                return Some(value(Type::Text(Format::Code), name, name != "event"));
            }
            "channel" => {
                return Some(Value::own(Type::Text(Format::OneOf(&["sms", "whatsapp", "email"])), name));
            }
            "direction" => return Some(Value::own(Type::Text(Format::OneOf(&["ltr", "rtl"])), name)),
            "language" => return Some(Value::own(Type::Text(Format::Language), name)),
            _ => {}
        }
        let path = format!("payload.{name}");
        if let Some(field) = self.event.payload().fields().iter().find(|field| field.name == name) {
            let presence = if field.required { Presence::Always } else { Presence::Maybe };
            let value = Value { presence, ..value(Type::of_field(field), &path, true) };
            return Some(self.narrowed(value));
        }
        let others = events_with(name);
        let (_, field) = others.first()?;
        let found = Value { presence: Presence::Never, ..value(Type::of_field(field), &path, true) };
        let found = self.narrowed(found);
        // A shared piece may ask for what only some of its events have; a template of one event has no reason to.
        if found.presence == Presence::Never && !span.is_empty() && !self.is_shared() {
            let events = others.into_iter().map(|(event, _)| event).collect();
            self.see(span, What::OtherEvent { path: name.to_owned(), events });
            return Some(Value::lost(name));
        }
        Some(found)
    }

    /// A value whose presence the conditions around may have settled.
    pub(super) fn narrowed(&self, mut value: Value) -> Value {
        if let Some(key) = &value.key {
            if self.known.has(key) {
                value.presence = Presence::Always;
            }
            if let (Type::Integer { least }, Some(known)) = (&mut value.kind, self.known.least_of(key)) {
                *least = Some(least.map_or(known, |least| least.max(known)));
            }
        }
        value
    }

    /// `of.name` or `of?.name`.
    pub(super) fn field(
        &mut self,
        of: &Value,
        of_span: &Span,
        name: &str,
        optional: bool,
        at: &Span,
    ) -> Value {
        let path = format!("{}.{name}", of.name);
        let of_presence = if optional { of.presence } else { self.need(of, of_span, Use::Field) };
        let member = Value {
            key: of.key.as_ref().map(|key| format!("{key}.{name}")),
            sources: of.sources.iter().map(|source| format!("{source}.{name}")).collect(),
            foreign: of.foreign,
            name: path,
            ..Value::own(Type::Unknown, "")
        };
        let (kind, presence) = match (&of.kind, of.name.as_str()) {
            (Type::Map { .. }, "ready") => return self.fact(name, at),
            (Type::Map { .. }, "site") => return self.site(name, at),
            (Type::Unknown, _) => (Type::Unknown, Presence::Maybe),
            (Type::Object(fields), _) => match fields.iter().find(|field| field.name == name) {
                Some(field) => {
                    let presence = if field.required { Presence::Always } else { Presence::Maybe };
                    (Type::of_field(field), presence)
                }
                None => return self.no_field(of, name, at),
            },
            (Type::Currency | Type::Choice(_), _) => match name {
                "value" => (Self::value_of(&of.kind), Presence::Always),
                "label" => (Type::Text(Format::Free), Presence::Maybe),
                _ => return self.no_field(of, name, at),
            },
            (Type::Map { known, open }, _) => match known.get(name) {
                Some(kind) => (kind.clone(), Presence::Always),
                None if *open => (Type::Unknown, Presence::Maybe),
                None => return self.no_field(of, name, at),
            },
            (Type::List { .. }, _) => {
                self.see(at, What::FieldOfList { of: of.name.clone(), name: name.to_owned() });
                return Value::lost(format!("{}.{name}", of.name));
            }
            _ => return self.no_field(of, name, at),
        };
        // A value that has been lost already is not told of again.
        let lost = of.kind == Type::Unknown && of.key.is_none() && of.sources.is_empty();
        let presence = if lost { Presence::Always } else { presence };
        let presence = if of_presence == Presence::Always { presence } else { Presence::Maybe };
        self.narrowed(Value { kind, presence, ..member })
    }

    /// What `.value` of a choice holds.
    fn value_of(kind: &Type) -> Type {
        match kind {
            Type::Choice(known) => Type::ChoiceValue(known),
            _ => Type::Text(Format::Code),
        }
    }

    fn no_field(&mut self, of: &Value, name: &str, at: &Span) -> Value {
        let known = match &of.kind {
            Type::Object(fields) => fields.iter().map(|field| field.name.to_owned()).collect(),
            Type::Currency | Type::Choice(_) => vec!["value".to_owned(), "label".to_owned()],
            Type::Map { known, .. } => known.keys().cloned().collect(),
            _ => Vec::new(),
        };
        // In an object of the same kind elsewhere it may be right: `tracking_number` is of orders and of parcels.
        let what =
            What::UnknownField { of: of.name.clone(), name: name.to_owned(), known, kind: of.kind.clone() };
        self.see(at, what);
        Value::lost(format!("{}.{name}", of.name))
    }

    fn fact(&mut self, name: &str, at: &Span) -> Value {
        let path = format!("ready.{name}");
        let Some(fact) = FACTS.iter().find(|fact| fact.name == name) else {
            let known = FACTS.iter().map(|fact| fact.name.to_owned()).collect();
            let kind = Type::Map { known: BTreeMap::new(), open: false };
            self.see(at, What::UnknownField { of: "ready".to_owned(), name: name.to_owned(), known, kind });
            return Value::lost(path);
        };
        self.facts.insert(fact.name);
        let of_event = fact.on.contains(&self.event.payload());
        let presence = match (of_event, fact.always) {
            (true, true) => Presence::Always,
            (true, false) => Presence::Maybe,
            (false, _) => Presence::Never,
        };
        let kind = if ["item_count", "other_count"].contains(&name) {
            Type::Integer { least: Some(0) }
        } else {
            Type::Fact(fact.name)
        };
        let value = Value { presence, key: Some(path.clone()), foreign: true, ..Value::own(kind, path) };
        let value = self.narrowed(value);
        if value.presence == Presence::Never && !self.is_shared() {
            let events =
                EventKind::ALL.into_iter().filter(|event| fact.on.contains(&event.payload())).collect();
            self.see(at, What::OtherEvent { path: value.name.clone(), events });
            return Value::lost(value.name);
        }
        value
    }

    fn site(&mut self, name: &str, at: &Span) -> Value {
        let path = format!("site.{name}");
        let value =
            |kind, presence| Value { presence, key: Some(path.clone()), ..Value::own(kind, path.clone()) };
        match name {
            "name" | "domain" => value(Type::Text(Format::Free), Presence::Always),
            "url" => value(Type::Link, Presence::Always),
            _ => {
                let configured = self.config.site_keys();
                let everywhere = self.config.site.extra.contains_key(name);
                let json = self.config.site.extra.get(name);
                if !configured.contains(name) && !SITE_KEYS.contains(&name) {
                    let known = ["name", "domain", "url"].into_iter().chain(SITE_KEYS).map(str::to_owned);
                    let known = known.chain(configured.iter().map(|key| (*key).to_owned())).collect();
                    let kind = Type::Map { known: BTreeMap::new(), open: true };
                    self.see(
                        at,
                        What::UnknownField { of: "site".to_owned(), name: name.to_owned(), known, kind },
                    );
                    return Value::lost(path);
                }
                let kind = match json {
                    None | Some(serde_json::Value::String(_)) => Type::Text(Format::Free),
                    Some(_) => Type::Unknown,
                };
                let presence = if everywhere { Presence::Always } else { Presence::Maybe };
                self.narrowed(value(kind, presence))
            }
        }
    }
}

/// The item of a list, as a loop or an index gives it.
pub(super) fn item_of(list: &Value, name: &str) -> Value {
    let kind = match &list.kind {
        Type::List { item, .. } => (**item).clone(),
        _ => Type::Unknown,
    };
    let sources: Vec<String> = list.sources.iter().map(|source| format!("{source}[]")).collect();
    let key = match sources.as_slice() {
        [only] => only.clone(),
        _ => format!("${name}"),
    };
    Value { kind, key: Some(key), sources, foreign: list.foreign, ..Value::own(Type::Unknown, name) }
}
