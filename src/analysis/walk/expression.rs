//! What an expression gives.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::names::item_of;
use super::observation::{Use, What};
use super::value::{Value, join};
use super::walker::Walker;
use crate::analysis::syntax::{Call, Comprehension, Entry, Expression, Kind, Operator, Span};
use crate::analysis::types::{Presence, Type};
use crate::event::Format;

impl Walker<'_> {
    /// Evaluates an expression. What may be missing is told only where it is used.
    pub(super) fn evaluate(&mut self, expression: &Expression) -> Value {
        let span = &expression.span;
        let name = self.source_of(span);
        match &expression.kind {
            Kind::Text(text) => {
                Value { constant: Some(text.clone()), ..Value::own(Type::Text(Format::Free), name) }
            }
            Kind::Integer(number) => Value::own(Type::Integer { least: Some(*number) }, name),
            Kind::Float(_) => Value::own(Type::Number, name),
            Kind::Boolean(_) => Value::own(Type::Boolean, name),
            Kind::None => Value { presence: Presence::Never, ..Value::own(Type::Unknown, name) },
            Kind::Name(variable) => self.name(variable, span),
            Kind::Field { of, name, optional, at } => {
                if let (Kind::Name(variable), true) = (&of.kind, self.loop_depth > 0)
                    && variable == "loop"
                {
                    return loop_field(name);
                }
                let value = self.evaluate(of);
                self.field(&value, &of.span, name, *optional, at)
            }
            Kind::Item { of, index, optional } => self.item(of, index, *optional),
            Kind::Slice { of, start, end, step, .. } => {
                let bounds: Vec<&Expression> =
                    [start, end, step].into_iter().flatten().map(|bound| &**bound).collect();
                self.slice(of, &bounds)
            }
            Kind::Filter { of, call } => self.filter(of, call, span),
            Kind::Function(call) => self.function(call, span),
            Kind::Choice { condition, then, otherwise } => {
                let settled = self.condition(condition);
                let then = self.under(&settled.when_true, |walker| walker.evaluate(then));
                let otherwise = self.under(&settled.when_false, |walker| walker.evaluate(otherwise));
                Value { name, ..then.either(otherwise) }
            }
            Kind::Not(_) | Kind::Test { .. } => {
                self.condition(expression);
                Value::own(Type::Boolean, name)
            }
            Kind::Negative(inner) => {
                let value = self.evaluate(inner);
                self.calculated(&value, &inner.span);
                Value::own(Type::Number, name)
            }
            Kind::Binary { operator, left, right } => self.binary(*operator, left, right, expression),
            Kind::List(entries) => self.list(entries, name),
            Kind::Map(entries) => self.map(entries, name),
            Kind::Comprehension(comprehension) => self.comprehension(comprehension, name),
            Kind::Component(call) => {
                self.component(call);
                // A component's result is markup that is escaped already.
                Value::own(Type::Unknown, name)
            }
        }
    }

    /// Evaluates under more knowledge.
    pub(super) fn under<T>(&mut self, known: &Known, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.known.clone();
        self.known.and(known);
        let result = evaluate(self);
        self.known = before;
        result
    }

    /// Says so where a value that is used may be missing; gives back what can be relied on after that.
    pub(super) fn need(&mut self, value: &Value, span: &Span, by: Use) -> Presence {
        if value.presence != Presence::Always {
            let never = value.presence == Presence::Never;
            self.see(span, What::Unguarded { path: value.name.clone(), by, never });
        }
        Presence::Always
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
        whole: &Expression,
    ) -> Value {
        let name = self.source_of(&whole.span);
        match operator {
            Operator::Or => {
                let settled = self.condition(left);
                let a = self.under(&settled.when_true, |walker| walker.evaluate(left));
                let b = self.under(&settled.when_false, |walker| walker.evaluate(right));
                self.read(&b, b.kind == Type::Unknown);
                let keys: BTreeSet<String> = [&a.key, &b.key].into_iter().flatten().cloned().collect();
                let sure = b.presence == Presence::Always || (keys.len() == 2 && self.known.has_any(&keys));
                let sure = sure || keys.iter().any(|key| self.known.has(key));
                let presence = if sure { Presence::Always } else { Presence::Maybe };
                Value { name, presence, key: None, ..a.either(b) }
            }
            Operator::And => {
                let settled = self.condition(left);
                let b = self.under(&settled.when_true, |walker| walker.evaluate(right));
                Value { name, presence: Presence::Maybe, key: None, ..b }
            }
            Operator::Join => {
                let mut foreign = false;
                for side in [left, right] {
                    let value = self.evaluate(side);
                    self.need(&value, &side.span, Use::Join);
                    self.printable(&value, &side.span);
                    self.read(&value, true);
                    foreign |= value.foreign;
                }
                Value { foreign, ..Value::own(Type::Text(Format::Free), name) }
            }
            _ if operator.is_comparison() => {
                self.condition(whole);
                Value::own(Type::Boolean, name)
            }
            _ => {
                let (a, b) = (self.evaluate(left), self.evaluate(right));
                self.calculated(&a, &left.span);
                self.calculated(&b, &right.span);
                let kind = match (operator, &a.kind, &b.kind) {
                    (Operator::Plus, Type::Integer { least: a }, Type::Integer { least: b }) => {
                        Type::Integer { least: a.zip(*b).and_then(|(a, b)| a.checked_add(b)) }
                    }
                    (Operator::Minus, Type::Integer { least: Some(a) }, _) => match right.kind {
                        Kind::Integer(b) => Type::Integer { least: a.checked_sub(b) },
                        _ => Type::Integer { least: None },
                    },
                    _ => join(a.kind, b.kind),
                };
                Value { foreign: a.foreign || b.foreign, ..Value::own(kind, name) }
            }
        }
    }

    /// A value that is calculated with must be a number.
    fn calculated(&mut self, value: &Value, span: &Span) {
        self.need(value, span, Use::Calculation);
        self.read(value, true);
        if !matches!(value.kind, Type::Integer { .. } | Type::Number | Type::Unknown) {
            let (path, found) = (value.name.clone(), value.kind.clone());
            let by = "a calculation".to_owned();
            self.see(span, What::WrongType { path, found, by, wanted: "a number" });
        }
    }

    fn item(&mut self, of: &Expression, index: &Expression, optional: bool) -> Value {
        let list = self.evaluate(of);
        let by = self.evaluate(index);
        self.need(&by, &index.span, Use::Calculation);
        self.read(&by, true);
        if let Some(name) = &by.constant {
            return self.field(&list, &of.span, name, optional, &index.span);
        }
        if !optional {
            self.need(&list, &of.span, Use::Field);
        }
        // Which part is taken is only known when a message is written: all of it may be read.
        self.read(&list, !matches!(list.kind, Type::List { .. }));
        let name = format!("{}[…]", list.name);
        Value { presence: Presence::Maybe, name: name.clone(), ..item_of(&list, &name) }
    }

    fn slice(&mut self, of: &Expression, bounds: &[&Expression]) -> Value {
        let list = self.evaluate(of);
        self.need(&list, &of.span, Use::Loop);
        self.read(&list, !matches!(list.kind, Type::List { .. }));
        let mut bound = None;
        for (position, expression) in bounds.iter().enumerate() {
            let value = self.evaluate(expression);
            self.calculated(&value, &expression.span);
            if let (Kind::Integer(end), true) = (&expression.kind, position + 1 == bounds.len()) {
                bound = u64::try_from(*end).ok();
            }
        }
        let kind = match list.kind.clone() {
            Type::List { item, bound: before } => Type::List { item, bound: bound.or(before) },
            other => other,
        };
        Value { kind, key: None, ..list }
    }

    fn list(&mut self, entries: &[Entry], name: String) -> Value {
        let mut item: Option<Type> = None;
        let mut foreign = false;
        for entry in entries {
            let value = self.evaluate(&entry.value);
            self.read(&value, true);
            foreign |= value.foreign;
            let kind = match (&value.kind, entry.spread) {
                (Type::List { item, .. }, true) => (**item).clone(),
                (_, true) => Type::Unknown,
                _ => value.kind,
            };
            item = Some(item.map_or(kind.clone(), |item| join(item, kind)));
        }
        let bound = entries.iter().all(|entry| !entry.spread).then_some(entries.len() as u64);
        let item = Box::new(item.unwrap_or(Type::Unknown));
        Value { foreign, ..Value::own(Type::List { item, bound }, name) }
    }

    fn map(&mut self, entries: &[(Option<String>, Expression)], name: String) -> Value {
        let mut known = BTreeMap::new();
        let (mut open, mut foreign) = (false, false);
        for (key, expression) in entries {
            let value = self.evaluate(expression);
            self.read(&value, true);
            foreign |= value.foreign;
            match key {
                Some(key) => {
                    known.insert(key.clone(), value.kind);
                }
                None => open = true,
            }
        }
        Value { foreign, ..Value::own(Type::Map { known, open }, name) }
    }

    fn comprehension(&mut self, of: &Comprehension, name: String) -> Value {
        let target = self.evaluate(&of.target);
        self.need(&target, &of.target.span, Use::Loop);
        let scope = self.loop_scope(&target, of.key.as_deref(), &of.name);
        let value = self.scoped(scope, |walker| match &of.condition {
            None => walker.evaluate(&of.value),
            Some(condition) => {
                let settled = walker.condition(condition);
                walker.under(&settled.when_true, |walker| walker.evaluate(&of.value))
            }
        });
        self.read(&value, true);
        let bound = match target.kind {
            Type::List { bound, .. } => bound,
            _ => None,
        };
        Value { foreign: value.foreign, ..Value::own(Type::List { item: Box::new(value.kind), bound }, name) }
    }

    /// The values of all arguments of a call.
    pub(super) fn arguments(&mut self, call: &Call) -> Vec<Value> {
        let mut values = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            let value = self.evaluate(&argument.value);
            self.read(&value, true);
            values.push(value);
        }
        values
    }
}

/// `loop.index` and its like.
fn loop_field(name: &str) -> Value {
    let kind = match name {
        "first" | "last" => Type::Boolean,
        "index" | "length" => Type::Integer { least: Some(1) },
        _ => Type::Integer { least: Some(0) },
    };
    Value::own(kind, format!("loop.{name}"))
}
