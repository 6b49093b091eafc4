//! The walk through a template's statements.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::names::item_of;
use super::observation::{Observation, Printed, Use, What};
use super::text_piece::TextPiece;
use super::value::Value;
use super::{Seen, Templates};
use crate::analysis::Location;
use crate::analysis::syntax::{Call, Expression, For, Kind, Node, Operator, Span};
use crate::analysis::types::{Presence, Type};
use crate::config::Config;
use crate::event::{EventKind, Format};
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// One walk: an event's template on a channel, for the languages that it serves.
pub(super) struct Walker<'a> {
    pub(super) templates: &'a Templates,
    pub(super) config: &'a Config,
    pub(super) event: EventKind,
    pub(super) channel: Channel,
    pub(super) languages: &'a [LanguageTag],
    /// Where the walk is, as a path below `templates/`.
    pub(super) file: String,
    pub(super) scopes: Vec<BTreeMap<String, Value>>,
    /// The scopes of those who called the components that the walk is in.
    pub(super) callers: Vec<Vec<BTreeMap<String, Value>>>,
    pub(super) known: Known,
    pub(super) loop_depth: usize,
    pub(super) component_depth: usize,
    /// The includes around this place, within the component that it is in.
    pub(super) including: Vec<String>,
    /// Loops around this place whose lists have no bound.
    unbounded: usize,
    /// The files whose blocks count, the most specific first.
    lineage: Vec<String>,
    /// The block that the walk is in, and how many of its forms are above it.
    block: Option<(String, usize)>,
    pub(super) facts: BTreeSet<&'static str>,
    pub(super) seen: Seen,
}

impl<'a> Walker<'a> {
    pub(super) fn new(
        templates: &'a Templates,
        config: &'a Config,
        event: EventKind,
        channel: Channel,
        languages: &'a [LanguageTag],
    ) -> Self {
        Self {
            templates,
            config,
            event,
            channel,
            languages,
            file: String::new(),
            scopes: vec![BTreeMap::new()],
            callers: Vec::new(),
            known: Known::default(),
            loop_depth: 0,
            component_depth: 0,
            including: Vec::new(),
            unbounded: 0,
            lineage: Vec::new(),
            block: None,
            facts: BTreeSet::new(),
            seen: Seen::default(),
        }
    }

    /// Walks a template from its outermost layout.
    pub(super) fn template(mut self, path: &str) -> Seen {
        self.lineage = self.templates.lineage(path).into_iter().map(str::to_owned).collect();
        self.seen.used.extend(self.lineage.iter().skip(1).cloned());
        self.unknown_blocks();
        self.file = self.lineage[self.lineage.len() - 1].clone();
        let nodes = self.templates.nodes(&self.file);
        self.nodes(nodes);
        let facts = std::mem::take(&mut self.facts);
        self.seen.facts.extend(facts);
        self.seen
    }

    pub(super) fn location(&self, span: &Span) -> Location {
        Location { file: format!("templates/{}", self.file), span: span.clone() }
    }

    pub(super) fn see(&mut self, span: &Span, what: What) {
        let at = self.location(span);
        self.seen.observations.push(Observation { event: self.event, at, what });
    }

    /// Notes that the template reads a value: `whole` with all below it, else only whether it is there and how
    /// many items it has.
    pub(super) fn read(&mut self, value: &Value, whole: bool) {
        let shallow =
            matches!(value.kind, Type::Object(_) | Type::List { .. } | Type::Currency | Type::Choice(_));
        for source in &value.sources {
            self.seen.reads.add(source, whole || !shallow);
        }
    }

    pub(super) fn source_of(&self, span: &Span) -> String {
        let text = self.templates.text(&self.file).get(span.clone()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn is_shared(&self) -> bool {
        self.file.starts_with("_shared/")
    }

    pub(super) fn is_html(&self) -> bool {
        self.channel == Channel::Email
            && std::path::Path::new(&self.file).extension().is_some_and(|end| end == "html")
    }

    pub(super) fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text { text, span } => self.say(text, span),
            Node::Print { value, span } => self.print(value, span),
            Node::If { condition, then, otherwise, .. } => {
                let settled = self.condition(condition);
                self.branches(&settled.when_true, then, &settled.when_false, otherwise);
            }
            Node::For(of) => self.for_loop(of),
            Node::Set { name, value, global, span } => {
                if self.loop_depth > 0 && mentions(value, name) > 1 {
                    self.see(span, What::Doubling { name: name.clone() });
                }
                let value = self.evaluate(value);
                self.bind(name, value, *global);
            }
            Node::Capture { name, filters, body, global, span } => {
                if self.loop_depth > 0 && body.iter().map(|node| prints(node, name)).sum::<usize>() > 1 {
                    self.see(span, What::Doubling { name: name.clone() });
                }
                self.nodes(body);
                let value = self.filtered(filters, span);
                self.bind(name, value, *global);
            }
            Node::Include { path, .. } => self.include(path),
            Node::Block { name, .. } => self.block(name),
            Node::Filtered { filters, body, span } => {
                self.nodes(body);
                self.filtered(filters, span);
            }
            Node::Break | Node::Continue => {}
        }
    }

    /// Notes text that goes out as it stands.
    fn say(&mut self, text: &str, span: &Span) {
        self.seen.texts.push(TextPiece {
            event: self.event,
            channel: self.channel,
            languages: self.languages.to_vec(),
            location: self.location(span),
            text: text.to_owned(),
        });
    }

    fn print(&mut self, value: &Expression, span: &Span) {
        let printed = self.evaluate(value);
        self.need(&printed, &value.span, Use::Print);
        self.printable(&printed, &value.span);
        self.read(&printed, true);
        if let Some(text) = &printed.constant {
            self.say(text, &value.span);
        }
        let Value { name: path, kind, foreign, sources, .. } = printed;
        let (event, channel, languages) = (self.event, self.channel, self.languages.to_vec());
        let at = self.location(span);
        self.seen.printed.push(Printed { event, channel, languages, at, path, sources, kind, foreign });
    }

    /// Says so where something is printed that is not for people's eyes.
    pub(super) fn printable(&mut self, value: &Value, span: &Span) {
        let raw = matches!(
            value.kind,
            Type::Object(_)
                | Type::Currency
                | Type::Choice(_)
                | Type::List { .. }
                | Type::Map { .. }
                | Type::Boolean
                | Type::Amount
                | Type::ChoiceValue(_)
                | Type::Text(Format::Date | Format::DateTime)
        );
        if raw && value.presence == Presence::Always {
            self.see(span, What::PrintedWhole { path: value.name.clone(), kind: value.kind.clone() });
        }
    }

    /// Two branches of which one is taken. What both set is set after them.
    fn branches(&mut self, when_true: &Known, then: &[Node], when_false: &Known, otherwise: &[Node]) {
        let (scopes, known) = (self.scopes.clone(), self.known.clone());
        self.known.and(when_true);
        self.nodes(then);
        let after_then = std::mem::replace(&mut self.scopes, scopes);
        self.known = known.clone();
        self.known.and(when_false);
        self.nodes(otherwise);
        self.known = known;
        for (scope, other) in self.scopes.iter_mut().zip(after_then) {
            for (name, value) in other {
                let merged = match scope.remove(&name) {
                    Some(own) => own.either(value),
                    None => Value { presence: Presence::Maybe, key: Some(format!("${name}")), ..value },
                };
                scope.insert(name, merged);
            }
        }
    }

    fn for_loop(&mut self, of: &For) {
        let target = self.evaluate(&of.target);
        self.need(&target, &of.target.span, Use::Loop);
        if !matches!(target.kind, Type::List { .. } | Type::Map { .. } | Type::Unknown) {
            let (path, found) = (target.name.clone(), target.kind.clone());
            let by = "for".to_owned();
            self.see(&of.target.span, What::WrongType { path, found, by, wanted: "a list" });
        }
        let bounded = matches!(target.kind, Type::List { bound: Some(_), .. });
        if !bounded && self.unbounded > 0 {
            self.see(&of.span, What::NestedLoops);
        }
        let scope = self.loop_scope(&target, of.key.as_deref(), &of.value);
        self.unbounded += usize::from(!bounded);
        self.loop_depth += 1;
        let before = self.known.clone();
        if let Some(key) = &target.key {
            self.known.and(&Known::present(key.clone()));
        }
        self.scoped(scope, |walker| walker.nodes(&of.body));
        self.known = before;
        self.loop_depth -= 1;
        self.unbounded -= usize::from(!bounded);
        self.nodes(&of.otherwise);
    }

    /// The variables of a loop's body.
    pub(super) fn loop_scope(
        &mut self,
        target: &Value,
        key: Option<&str>,
        name: &str,
    ) -> BTreeMap<String, Value> {
        self.read(target, !matches!(target.kind, Type::List { .. }));
        let item = item_of(target, name);
        if let Some(key) = &item.key {
            self.known.forget(key);
        }
        let mut scope = BTreeMap::from([(name.to_owned(), item)]);
        if let Some(key) = key {
            scope.insert(key.to_owned(), Value::own(Type::Text(Format::Free), key));
        }
        scope
    }

    pub(super) fn scoped<T>(
        &mut self,
        scope: BTreeMap<String, Value>,
        walk: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.scopes.push(scope);
        let result = walk(self);
        self.scopes.pop();
        result
    }

    fn bind(&mut self, name: &str, value: Value, global: bool) {
        let own = format!("${name}");
        self.known.forget(&own);
        let key = value.key.clone().or(Some(own));
        let value = Value { key, name: name.to_owned(), ..value };
        let scope = if global { self.scopes.first_mut() } else { self.scopes.last_mut() };
        if let Some(scope) = scope {
            scope.insert(name.to_owned(), value);
        }
    }

    fn filtered(&mut self, filters: &[Call], span: &Span) -> Value {
        let mut value = Value { foreign: true, ..Value::own(Type::Text(Format::Free), "the text between") };
        for call in filters {
            value = self.apply(value, &call.span, call, span);
        }
        value
    }

    fn include(&mut self, path: &str) {
        if !self.templates.has(path) || self.including.iter().any(|around| around == path) {
            return;
        }
        self.seen.used.insert(path.to_owned());
        let before = std::mem::replace(&mut self.file, path.to_owned());
        self.including.push(path.to_owned());
        let loops = std::mem::take(&mut self.loop_depth);
        // What an include sets stays in it.
        self.scoped(BTreeMap::new(), |walker| walker.nodes(walker.templates.nodes(path)));
        self.loop_depth = loops;
        self.including.pop();
        self.file = before;
    }

    /// A block: the most specific form that there is.
    fn block(&mut self, name: &str) {
        self.block_form(name, 0);
    }

    /// `super()`: the next form of the block that the walk is in.
    pub(super) fn super_block(&mut self) {
        if let Some((name, form)) = self.block.clone() {
            self.block_form(&name, form + 1);
        }
    }

    fn block_form(&mut self, name: &str, skip: usize) {
        let templates = self.templates;
        let mut forms =
            self.lineage.iter().filter_map(|file| Some((file.clone(), templates.block(file, name)?)));
        let Some((file, (body, _))) = forms.nth(skip) else { return };
        let before = std::mem::replace(&mut self.file, file);
        let outer = self.block.replace((name.to_owned(), skip));
        self.nodes(body);
        self.block = outer;
        self.file = before;
    }

    fn unknown_blocks(&mut self) {
        for (position, file) in self.lineage.clone().iter().enumerate().rev().skip(1) {
            let parents = &self.lineage[position + 1..];
            let known: Vec<String> = parents
                .iter()
                .flat_map(|parent| self.templates.block_names(parent))
                .map(str::to_owned)
                .collect();
            for (name, span) in self.templates.top_blocks(file) {
                if !known.contains(&name) {
                    self.file.clone_from(file);
                    self.see(&span, What::UnknownBlock { name, known: known.clone() });
                }
            }
        }
    }
}

/// How often an expression mentions a variable.
fn mentions(expression: &Expression, name: &str) -> usize {
    match &expression.kind {
        Kind::Name(there) => usize::from(there == name),
        Kind::Binary { operator: Operator::Join, left, right } => {
            mentions(left, name) + mentions(right, name)
        }
        Kind::Filter { of, call } => {
            let arguments = call.arguments.iter().map(|argument| mentions(&argument.value, name));
            mentions(of, name) + arguments.sum::<usize>()
        }
        Kind::List(entries) => entries.iter().map(|entry| mentions(&entry.value, name)).sum(),
        Kind::Choice { then, otherwise, .. } => mentions(then, name).max(mentions(otherwise, name)),
        _ => 0,
    }
}

/// How often a node prints a variable.
fn prints(node: &Node, name: &str) -> usize {
    match node {
        Node::Print { value, .. } => mentions(value, name),
        _ => 0,
    }
}
