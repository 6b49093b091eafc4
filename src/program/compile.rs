//! From a template's tree to steps. `None` anywhere means that there is something which only the reference knows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Program;
use super::step::{Each, Expression, Register, Step, Steps};
use crate::analysis::syntax::{self, For, Kind, Node};
use crate::analysis::walk::{MAX_COMPONENTS, Templates};
use crate::event::{EventKind, View};
use crate::l10n::{Isolation, Language};
use crate::recipient::channel::Channel;
use crate::render::{Bounded, FactSet, MAX_OUTPUT, is_escaped, isolation};

/// More steps than this are not worth their memory.
const MAX_STEPS: usize = 20_000;
/// Nor is more text, of which one event sees but a part.
const MAX_TEXT: usize = 4 * MAX_OUTPUT;
/// The most room that is kept for what a program writes, before it writes it.
const MAX_ROOM: usize = 64 * 1024;

/// What a name stands for.
#[derive(Clone)]
pub(super) enum Bound<'c> {
    /// A value in a register; whether it is HTML already.
    Register {
        register: Register,
        safe: bool,
    },
    Constant(&'c syntax::Expression),
    /// A value that is read once, so it is written where it is read, with the names of those who passed it.
    Late(&'c syntax::Expression, Rc<Vec<Frame<'c>>>),
    /// What stands inside a component, likewise.
    Body(&'c [Node], Rc<Vec<Frame<'c>>>),
    /// A name of the context, by `@name`.
    Global,
}

/// What is known at a place of a template.
#[derive(Clone, Default)]
pub(super) struct Frame<'c> {
    pub(super) names: BTreeMap<&'c str, Bound<'c>>,
    /// The registers of `loop`: index and length.
    pub(super) counters: Option<(Register, Register)>,
    /// Whether names outside are not seen, as in a component.
    pub(super) closed: bool,
    /// Whether `loop` outside is not seen, as in an included template.
    pub(super) included: bool,
}

/// Compiles one template for one language.
pub(super) struct Compiler<'c> {
    pub(super) templates: &'c Templates,
    pub(super) language: &'c Language,
    pub(super) view: &'c View,
    pub(super) event: EventKind,
    pub(super) channel: Channel,
    pub(super) escape: bool,
    pub(super) isolation: Isolation,
    pub(super) frames: Vec<Frame<'c>>,
    pub(super) facts: FactSet,
    registers: usize,
    steps: usize,
    /// The bytes of the texts so far.
    text: usize,
    pub(super) depth: usize,
    /// The conditions around this place, within the template, loop or component that it is in.
    conditions: usize,
    lineage: Vec<&'c str>,
}

/// Compiles a template for a language.
pub(super) fn compile(
    templates: &Templates,
    path: &str,
    language: &Language,
    view: &View,
    event: EventKind,
    channel: Channel,
) -> Option<Program> {
    let lineage = templates.lineage(path);
    let (&outermost, inner) = lineage.split_last()?;
    // Of the inner ones only blocks are read. Whether a value that is set outside of these counts is for Tera to say.
    let sets = |path: &&str| templates.nodes(path).iter().any(|node| matches!(node, Node::Set { .. }));
    if templates.parent(outermost).is_some() || inner.iter().any(sets) {
        return None;
    }
    let mut compiler = Compiler {
        templates,
        language,
        view,
        event,
        channel,
        escape: is_escaped(path),
        isolation: isolation(channel),
        frames: vec![Frame::default()],
        facts: FactSet::default(),
        registers: 0,
        steps: 0,
        text: 0,
        depth: 0,
        conditions: 0,
        lineage,
    };
    let steps = compiler.block(templates.nodes(outermost))?;
    let size = size(&steps).min(MAX_ROOM);
    Some(Program { steps, registers: compiler.registers, facts: compiler.facts, size })
}

impl<'c> Compiler<'c> {
    pub(super) fn register(&mut self) -> Register {
        self.registers += 1;
        self.registers - 1
    }

    /// Nodes with what they write.
    pub(super) fn block(&mut self, nodes: &'c [Node]) -> Option<Steps> {
        let mut steps = Vec::new();
        self.nodes(nodes, &mut steps)?;
        Some(steps.into())
    }

    pub(super) fn nodes(&mut self, nodes: &'c [Node], out: &mut Vec<Step>) -> Option<()> {
        nodes.iter().try_for_each(|node| self.node(node, out))
    }

    fn node(&mut self, node: &'c Node, out: &mut Vec<Step>) -> Option<()> {
        self.count()?;
        match node {
            Node::Text { text, .. } => self.text(text, false, out),
            Node::Print { value, .. } => self.print(value, out),
            Node::If { condition, then, otherwise, .. } => {
                let condition = self.expression(condition)?;
                self.conditions += 1;
                let (then, otherwise) = (self.block(then)?, self.block(otherwise)?);
                self.conditions -= 1;
                self.add(Step::If { condition, then, otherwise }, out)
            }
            Node::For(of) => self.each(of, out),
            // A value that is set on a condition may stay undefined, and a global one outlives its template.
            Node::Set { name, value, global: false, .. } if self.conditions == 0 => {
                let bound = self.keep(value, out)?;
                self.frames.last_mut()?.names.insert(name, bound);
                Some(())
            }
            Node::Include { path, .. } => self.include(path, out),
            Node::Block { name, .. } => {
                if self.lineage.is_empty() {
                    return None;
                }
                let templates = self.templates;
                let body = self.lineage.iter().find_map(|path| Some(templates.block(path, name)?.0))?;
                self.deeper(|compiler| compiler.nodes(body, out))
            }
            Node::Set { .. }
            | Node::Capture { .. }
            | Node::Filtered { .. }
            | Node::Break
            | Node::Continue => None,
        }
    }

    /// A value in a register.
    pub(super) fn keep(&mut self, value: &'c syntax::Expression, out: &mut Vec<Step>) -> Option<Bound<'c>> {
        let safe = self.is_safe(value)?;
        let value = self.expression(value)?;
        let register = self.register();
        self.add(Step::Set { register, value, said: false }, out)?;
        Some(Bound::Register { register, safe })
    }

    pub(super) fn add(&mut self, step: Step, out: &mut Vec<Step>) -> Option<()> {
        out.push(step);
        self.count()
    }

    /// Counts what has been compiled so far.
    fn count(&mut self) -> Option<()> {
        self.steps += 1;
        (self.steps <= MAX_STEPS).then_some(())
    }

    /// Counts a text that becomes a part of the program.
    pub(super) fn weigh(&mut self, text: &str) -> Option<()> {
        self.text += text.len();
        (self.text <= MAX_TEXT).then_some(())
    }

    /// Adds text that never varies to what stands before it.
    pub(super) fn text(&mut self, text: &str, escape: bool, out: &mut Vec<Step>) -> Option<()> {
        let text = if escape { Cow::Owned(escaped(text)?) } else { Cow::Borrowed(text) };
        self.weigh(&text)?;
        // It could look like a part of an object that is printed; the reference looks closer.
        if text.contains('\\') {
            return None;
        }
        match out.last_mut() {
            Some(Step::Text(before)) => before.push_str(&text),
            _ if text.is_empty() => {}
            _ => out.push(Step::Text(text.into_owned())),
        }
        Some(())
    }

    /// Compiles what stands inside. Includes, blocks and sentences are counted with the components, so that these are
    /// never more than Tera writes.
    pub(super) fn deeper<T>(&mut self, compile: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= MAX_COMPONENTS {
            return None;
        }
        self.depth += 1;
        let compiled = compile(self);
        self.depth -= 1;
        compiled
    }

    /// What has names of its own, and no condition around it that matters to them.
    pub(super) fn framed<T>(
        &mut self,
        frame: Frame<'c>,
        compile: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let conditions = std::mem::take(&mut self.conditions);
        self.frames.push(frame);
        let compiled = compile(self);
        self.frames.pop();
        self.conditions = conditions;
        compiled
    }

    fn each(&mut self, of: &'c For, out: &mut Vec<Step>) -> Option<()> {
        if of.key.is_some() {
            return None;
        }
        let list = self.expression(&of.target)?;
        let (item, index, length) = (self.register(), self.register(), self.register());
        let bound = Bound::Register { register: item, safe: false };
        let names = BTreeMap::from([(of.value.as_str(), bound)]);
        let frame = Frame { names, counters: Some((index, length)), ..Frame::default() };
        let body = self.framed(frame, |compiler| compiler.block(&of.body))?;
        self.conditions += 1;
        let otherwise = self.block(&of.otherwise)?;
        self.conditions -= 1;
        self.add(Step::Each(Box::new(Each { list, item, index, length, body, otherwise })), out)
    }

    /// An included template sees what stands around it, except `loop`, and sets nothing there.
    fn include(&mut self, path: &'c str, out: &mut Vec<Step>) -> Option<()> {
        let template = self.templates.get(path)?;
        if template.parent.is_some() {
            return None;
        }
        let lineage = std::mem::take(&mut self.lineage);
        let frame = Frame { included: true, ..Frame::default() };
        let done =
            self.deeper(|compiler| compiler.framed(frame, |compiler| compiler.nodes(&template.nodes, out)));
        self.lineage = lineage;
        done
    }

    fn print(&mut self, value: &'c syntax::Expression, out: &mut Vec<Step>) -> Option<()> {
        match &value.kind {
            Kind::Function(call) if call.name == "t" => return self.sentence(call, self.escape, out),
            Kind::Component(call) => return self.component(call, out),
            Kind::Name(name) => match self.bound(name)? {
                Some(Bound::Late(value, frames)) => {
                    return self.elsewhere(&frames, |compiler| compiler.print(value, out));
                }
                Some(Bound::Body(nodes, frames)) => {
                    return self.elsewhere(&frames, |compiler| compiler.nodes(nodes, out));
                }
                Some(Bound::Constant(value)) => return self.print(value, out),
                _ => {}
            },
            _ => {}
        }
        let escape = self.escape && !self.is_safe(value)?;
        match self.expression(value)? {
            Expression::Text(text) => self.text(&text, escape, out),
            value => self.add(Step::Print { value, escape }, out),
        }
    }

    /// What a name of a template stands for; `Some(None)` where it is none of its own.
    #[expect(
        clippy::option_option,
        reason = "one says that the name is not known, the other that it cannot be said"
    )]
    pub(super) fn bound(&self, name: &str) -> Option<Option<Bound<'c>>> {
        for frame in self.frames.iter().rev() {
            if let Some(bound) = frame.names.get(name) {
                return Some(Some(bound.clone()));
            }
            if frame.closed {
                // Nothing else is seen from inside a component.
                return None;
            }
        }
        Some(None)
    }

    /// Compiles with the names of another place.
    pub(super) fn elsewhere<T>(
        &mut self,
        frames: &Rc<Vec<Frame<'c>>>,
        compile: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let own = std::mem::replace(&mut self.frames, frames.as_ref().clone());
        // What is set there must not be lost, so nothing is.
        let conditions = std::mem::replace(&mut self.conditions, 1);
        let compiled = compile(self);
        self.conditions = conditions;
        self.frames = own;
        compiled
    }
}

fn escaped(text: &str) -> Option<String> {
    let mut out = Bounded::default();
    out.push_escaped(text)?;
    Some(out.into_text())
}

/// Room for what the steps write, with something for each value.
fn size(steps: &[Step]) -> usize {
    let of = |step: &Step| match step {
        Step::Text(text) => text.len(),
        Step::If { then, otherwise, .. } => size(then).max(size(otherwise)),
        Step::Choose { variants, .. } => variants.iter().map(|(_, steps)| size(steps)).max().unwrap_or(0),
        Step::Resolve { steps, .. } => size(steps),
        Step::Each(each) => size(&each.body).saturating_mul(4),
        Step::Print { .. } | Step::Say { .. } => 32,
        Step::Set { .. } => 0,
    };
    steps.iter().map(of).fold(0, usize::saturating_add)
}
