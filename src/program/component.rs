//! Components, written out where they are called.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::compile::{Bound, Compiler, Frame};
use super::step::Step;
use crate::analysis::syntax::{Call, Component, ComponentCall, Entry, Expression, Kind, Node, Parameter};
use crate::render::GLOBALS;

impl<'c> Compiler<'c> {
    pub(super) fn component(&mut self, call: &'c ComponentCall, out: &mut Vec<Step>) -> Option<()> {
        let (_, component) = self.templates.component(&call.call.name)?;
        let known = |name: &str| component.parameters.iter().any(|parameter| parameter.name == name);
        let unknown = call.call.arguments.iter().any(|argument| !known(&argument.name));
        if unknown || !call.spread.is_empty() || component.rest.is_some() {
            return None;
        }
        let here = Rc::new(self.frames.clone());
        let mut names = BTreeMap::new();
        for parameter in &component.parameters {
            let bound = self.parameter(parameter, component, &call.call, &here, out)?;
            names.insert(parameter.name.as_str(), bound);
        }
        if let Some(body) = &call.body {
            if !is_printed_once(&component.body, "body") {
                return None;
            }
            names.insert("body", Bound::Body(body, here));
        }
        let frame = Frame { names, closed: true, ..Frame::default() };
        self.deeper(|compiler| compiler.framed(frame, |compiler| compiler.nodes(&component.body, out)))
    }

    fn parameter(
        &mut self,
        parameter: &'c Parameter,
        component: &'c Component,
        call: &'c Call,
        here: &Rc<Vec<Frame<'c>>>,
        out: &mut Vec<Step>,
    ) -> Option<Bound<'c>> {
        if parameter.kind.is_some() {
            return None;
        }
        if let Some(argument) = call.argument(&parameter.name) {
            return match &argument.value.kind {
                Kind::Text(_) | Kind::Integer(_) | Kind::Boolean(_) => Some(Bound::Constant(&argument.value)),
                _ if is_printed_once(&component.body, &parameter.name) => {
                    Some(Bound::Late(&argument.value, Rc::clone(here)))
                }
                _ => self.keep(&argument.value, out),
            };
        }
        if parameter.implicit {
            let hidden = here.iter().any(|frame| match frame.names.get(parameter.name.as_str()) {
                None | Some(Bound::Global) => false,
                Some(_) => true,
            });
            return (!hidden && GLOBALS.contains(&parameter.name.as_str())).then_some(Bound::Global);
        }
        parameter.default.as_ref().map(Bound::Constant)
    }
}

/// Whether a body names a variable only once, and prints it there whatever the event is.
fn is_printed_once(nodes: &[Node], name: &str) -> bool {
    let prints = |node: &Node| matches!(node, Node::Print { value, .. } if matches!(&value.kind, Kind::Name(there) if there == name));
    nodes.iter().any(prints) && mentions_in(nodes, name) == 1
}

fn mentions_in(nodes: &[Node], name: &str) -> usize {
    nodes.iter().map(|node| mentions_of(node, name)).sum()
}

fn mentions_of(node: &Node, name: &str) -> usize {
    let calls = |calls: &[Call]| calls.iter().map(|call| in_call(call, name)).sum::<usize>();
    match node {
        Node::Print { value, .. } => mentions(value, name),
        Node::Set { name: set, value, .. } => usize::from(set == name) + mentions(value, name),
        Node::If { condition, then, otherwise, .. } => {
            mentions(condition, name) + mentions_in(then, name) + mentions_in(otherwise, name)
        }
        Node::For(of) => {
            // A loop may come by often.
            2 * (usize::from(of.value == name)
                + mentions(&of.target, name)
                + mentions_in(&of.body, name)
                + mentions_in(&of.otherwise, name))
        }
        Node::Capture { filters, body, .. } | Node::Filtered { filters, body, .. } => {
            calls(filters) + mentions_in(body, name)
        }
        // What stands in it sees the same names.
        Node::Include { .. } => 2,
        Node::Block { body, .. } => mentions_in(body, name),
        Node::Text { .. } | Node::Break | Node::Continue => 0,
    }
}

fn in_call(call: &Call, name: &str) -> usize {
    call.arguments.iter().map(|argument| mentions(&argument.value, name)).sum()
}

fn mentions(value: &Expression, name: &str) -> usize {
    let all = |values: &[&Expression]| values.iter().map(|value| mentions(value, name)).sum();
    match &value.kind {
        Kind::Text(_) | Kind::Integer(_) | Kind::Float(_) | Kind::Boolean(_) | Kind::None => 0,
        Kind::Name(there) => usize::from(there == name),
        Kind::Field { of, .. } | Kind::Not(of) | Kind::Negative(of) => mentions(of, name),
        Kind::Item { of, index, .. } => all(&[of, index]),
        Kind::Slice { of, start, end, step, .. } => {
            let bounds = [start, end, step].into_iter().flatten();
            mentions(of, name) + bounds.map(|bound| mentions(bound, name)).sum::<usize>()
        }
        Kind::Filter { of, call } | Kind::Test { of, call } => mentions(of, name) + in_call(call, name),
        Kind::Function(call) => in_call(call, name),
        Kind::Choice { condition, then, otherwise } => all(&[condition, then, otherwise]),
        Kind::Binary { left, right, .. } => all(&[left, right]),
        Kind::List(entries) => entries.iter().map(|Entry { value, .. }| mentions(value, name)).sum(),
        Kind::Map(entries) => entries.iter().map(|(_, value)| mentions(value, name)).sum(),
        Kind::Comprehension(of) => {
            2 * (all(&[&of.value, &of.target]) + of.condition.as_ref().map_or(0, |of| mentions(of, name)))
        }
        Kind::Component(call) => {
            let body = call.body.as_ref().map_or(0, |body| mentions_in(body, name));
            // A component may ask for it with `@name`.
            2 * usize::from(GLOBALS.contains(&name)) + in_call(&call.call, name) + body
        }
    }
}
