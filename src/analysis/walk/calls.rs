//! Functions and components.

use std::collections::BTreeMap;

use super::message_call::MessageCall;
use super::observation::{Use, What};
use super::templates::MAX_COMPONENTS;
use super::value::Value;
use super::walker::Walker;
use crate::analysis::syntax::{Call, Component, ComponentCall, Expression, Kind, Span};
use crate::analysis::types::{Presence, Type};
use crate::event::Format;
use crate::recipient::channel::Channel;
use crate::render::FACTS;

impl Walker<'_> {
    pub(super) fn function(&mut self, call: &Call, span: &Span) -> Value {
        let name = self.source_of(span);
        match call.name.as_str() {
            "t" => self.message(call, name),
            "range" => {
                let end = call.argument("end").map(|argument| argument.value.kind.clone());
                self.arguments(call);
                let bound = match end {
                    Some(Kind::Integer(end)) => u64::try_from(end).ok(),
                    _ => None,
                };
                let item = Box::new(Type::Integer { least: None });
                Value::own(Type::List { item, bound }, name)
            }
            "super" => {
                self.super_block();
                Value::own(Type::Unknown, name)
            }
            _ => {
                self.arguments(call);
                Value::own(Type::Unknown, name)
            }
        }
    }

    /// `t(id=…, …)`.
    fn message(&mut self, call: &Call, name: String) -> Value {
        let (mut id, mut at, mut arguments) = (None, None, Vec::new());
        for argument in &call.arguments {
            let value = self.evaluate(&argument.value);
            self.need(&value, &argument.value.span, Use::Argument);
            self.read(&value, true);
            if self.channel == Channel::Whatsapp && breaks_line(&argument.value) {
                self.see(&argument.value.span, What::BrokenParameter { argument: argument.name.clone() });
            }
            if argument.name == "id" {
                id.clone_from(&value.constant);
                at = Some(argument.value.span.clone());
                continue;
            }
            match &value.kind {
                Type::Object(_) | Type::Currency | Type::Choice(_) | Type::List { .. } | Type::Map { .. } => {
                    let (path, found) = (value.name.clone(), value.kind.clone());
                    let by = "t()".to_owned();
                    self.see(
                        &argument.value.span,
                        What::WrongType { path, found, by, wanted: "a text or a number" },
                    );
                }
                Type::Integer { least: Some(least) } if *least < 0 && value.presence == Presence::Always => {
                    self.see(&argument.value.span, What::NegativeCount { argument: argument.name.clone() });
                }
                _ => {}
            }
            arguments.push((argument.name.clone(), self.location(&argument.span), value.kind));
        }
        let Some(at) = at else {
            self.see(&call.span, What::NoId);
            return Value::own(Type::Text(Format::Free), name);
        };
        let known = FACTS
            .iter()
            .filter(|fact| fact.on.contains(&self.event.payload()))
            .filter(|fact| fact.always || self.known.has(&format!("ready.{}", fact.name)))
            .map(|fact| fact.name)
            .collect();
        self.seen.calls.push(MessageCall {
            event: self.event,
            channel: self.channel,
            languages: self.languages.to_vec(),
            id,
            at: self.location(&at),
            safe: false,
            arguments,
            known,
        });
        // A message's words are the marketer's own, the values in it are not.
        Value { foreign: true, ..Value::own(Type::Text(Format::Free), name) }
    }

    /// A component with what it is given; it sees nothing else.
    pub(super) fn component(&mut self, component: &ComponentCall) {
        let call = &component.call;
        let values: Vec<Value> =
            call.arguments.iter().map(|argument| self.evaluate(&argument.value)).collect();
        for (value, argument) in values.iter().zip(&call.arguments) {
            self.need(value, &argument.value.span, Use::Argument);
            self.read(value, false);
        }
        for spread in &component.spread {
            let value = self.evaluate(spread);
            self.read(&value, true);
        }
        if let Some(body) = &component.body {
            self.nodes(body);
        }
        let Some((file, definition)) = self.templates.component(&call.name) else { return };
        self.seen.used.insert(file.to_owned());
        let mut scope = BTreeMap::new();
        for (argument, value) in call.arguments.iter().zip(values) {
            if definition.parameters.iter().any(|parameter| parameter.name == argument.name) {
                // What may be missing has been told at the call.
                scope.insert(argument.name.clone(), Value { presence: Presence::Always, ..value });
            } else if definition.rest.is_none() {
                let known = definition.parameters.iter().map(|parameter| parameter.name.clone()).collect();
                let (of, name) = (call.name.clone(), argument.name.clone());
                self.see(&argument.span, What::UnknownOption { of, name, known });
            }
        }
        self.fill(&mut scope, component, definition);
        self.inside(file, definition, scope);
    }

    /// Parameters that the call leaves out: the caller's variable, or the default.
    fn fill(
        &mut self,
        scope: &mut BTreeMap<String, Value>,
        component: &ComponentCall,
        definition: &Component,
    ) {
        for parameter in &definition.parameters {
            if scope.contains_key(&parameter.name) {
                continue;
            }
            let implicit = if parameter.implicit { self.implicit(&parameter.name) } else { None };
            let default = || {
                parameter.default.as_ref().map(|default| match &default.kind {
                    Kind::Text(text) => Value {
                        constant: Some(text.clone()),
                        ..Value::own(Type::Text(Format::Free), &parameter.name)
                    },
                    Kind::Boolean(_) => Value::own(Type::Boolean, &parameter.name),
                    Kind::Integer(number) => {
                        Value::own(Type::Integer { least: Some(*number) }, &parameter.name)
                    }
                    _ => Value::lost(&parameter.name),
                })
            };
            match implicit.or_else(default) {
                Some(value) => {
                    scope.insert(parameter.name.clone(), value);
                }
                None if parameter.implicit => {
                    let known = super::names::root_names(self.event).into_iter().map(str::to_owned).collect();
                    let name = parameter.name.clone();
                    scope.insert(name.clone(), Value::lost(&name));
                    self.in_component_file(&component.call.name, |walker| {
                        walker.see(&parameter.span, What::UnknownName { name, known, in_component: false });
                    });
                }
                None => {
                    scope.insert(parameter.name.clone(), Value::lost(&parameter.name));
                    if component.spread.is_empty() {
                        let (of, name) = (component.call.name.clone(), parameter.name.clone());
                        self.see(&component.call.span, What::MissingOption { of, name });
                    }
                }
            }
        }
        if component.body.is_some() {
            scope.insert("body".to_owned(), Value::own(Type::Unknown, "body"));
        }
        if let Some(rest) = &definition.rest {
            scope.insert(rest.clone(), Value::own(Type::Map { known: BTreeMap::new(), open: true }, rest));
        }
    }

    fn in_component_file(&mut self, name: &str, see: impl FnOnce(&mut Self)) {
        if let Some((file, _)) = self.templates.component(name) {
            let before = std::mem::replace(&mut self.file, file.to_owned());
            see(self);
            self.file = before;
        }
    }

    fn inside(&mut self, file: &str, definition: &Component, scope: BTreeMap<String, Value>) {
        if self.component_depth >= MAX_COMPONENTS {
            return;
        }
        let before = std::mem::replace(&mut self.file, file.to_owned());
        let callers = std::mem::replace(&mut self.scopes, vec![scope]);
        self.callers.push(callers);
        self.component_depth += 1;
        let loops = std::mem::take(&mut self.loop_depth);
        let including = std::mem::take(&mut self.including);
        self.nodes(&definition.body);
        self.including = including;
        self.loop_depth = loops;
        self.component_depth -= 1;
        self.scopes = self.callers.pop().unwrap_or_default();
        self.file = before;
    }
}

/// Whether a constant in an expression holds what WhatsApp does not take in a value.
fn breaks_line(expression: &Expression) -> bool {
    match &expression.kind {
        Kind::Text(text) => text.contains(['\n', '\t', '\r']) || text.contains("     "),
        Kind::Filter { of, call } => {
            call.name == "newlines_to_br"
                || breaks_line(of)
                || call.arguments.iter().any(|argument| breaks_line(&argument.value))
        }
        Kind::Binary { left, right, .. } => breaks_line(left) || breaks_line(right),
        Kind::Choice { then, otherwise, .. } => breaks_line(then) || breaks_line(otherwise),
        _ => false,
    }
}
