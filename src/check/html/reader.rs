//! The walk through a page's templates that reads them as HTML: layouts, blocks, includes, branches and loops.

use super::balance::Displaced;
use super::markup::{Fault, Hole, Markup, Open, Place, Spot, Stretch};
use super::merge::{is_like, merged};
use super::state::{Mode, State};
use crate::analysis::syntax::{Component, ComponentCall, Expression, Kind, Node, Span};
use crate::analysis::walk::Templates;

/// Nodes inside each other, through includes and components too.
const MAX_DEPTH: usize = 160;
/// Nodes that are read for one page: includes that include each other twice double with every step.
const MAX_NODES: usize = 50_000;

pub(super) struct Reader<'a> {
    templates: &'a Templates,
    /// Whether to read as Outlook does.
    pub(super) outlook: bool,
    pub(super) file: &'a str,
    /// The files whose blocks count, the most specific first.
    lineage: Vec<&'a str>,
    /// The block that the reading is in, and how many of its forms are above it.
    block: Option<(&'a str, usize)>,
    depth: usize,
    nodes: usize,
    /// Whether nothing more can be said.
    pub(super) lost: bool,
    /// Whether it depends on the version of Outlook.
    pub(super) unclear: bool,
    pub(super) displaced: Vec<Displaced<'a>>,
    /// Elements whose closing tag has been told of already.
    pub(super) told: Vec<Place<'a>>,
    pub(super) out: Markup<'a>,
}

/// Reads a template with its layouts, or a piece of one alone.
pub(super) fn read_template<'a>(
    templates: &'a Templates,
    path: &'a str,
    outlook: bool,
) -> Option<Markup<'a>> {
    let lineage = templates.lineage(path);
    let outermost = lineage[lineage.len() - 1];
    let mut reader = Reader::new(templates, outermost, outlook);
    reader.lineage = lineage;
    reader.whole(templates.nodes(outermost))
}

/// Reads a component's body.
pub(super) fn read_component<'a>(
    templates: &'a Templates,
    file: &'a str,
    component: &'a Component,
    outlook: bool,
) -> Option<Markup<'a>> {
    Reader::new(templates, file, outlook).whole(&component.body)
}

impl<'a> Reader<'a> {
    fn new(templates: &'a Templates, file: &'a str, outlook: bool) -> Self {
        Self {
            templates,
            outlook,
            file,
            lineage: Vec::new(),
            block: None,
            depth: 0,
            nodes: 0,
            lost: false,
            unclear: false,
            displaced: Vec::new(),
            told: Vec::new(),
            out: Markup::default(),
        }
    }

    /// Reads nodes from text to text. `None` where that depends on the version of Outlook.
    fn whole(mut self, nodes: &'a [Node]) -> Option<Markup<'a>> {
        let mut state = State::new();
        self.stretch(&mut state, nodes);
        if !self.lost {
            self.end(&state);
        }
        // A style that is never closed swallows what follows: only that is told.
        let unclosed =
            |fault: &Fault| matches!(fault, Fault::NeverClosed { open, .. } if open.name == "style");
        if self.out.faults.iter().any(unclosed) {
            self.out.spots.retain(|(spot, _)| !matches!(spot, Spot::Raw(_)));
        }
        (!self.unclear).then_some(self.out)
    }

    /// Nodes that must end in a place of the kind in which they began.
    fn stretch(&mut self, state: &mut State<'a>, nodes: &'a [Node]) {
        let before = state.mode.clone();
        self.nodes(state, nodes);
        if !self.lost && !is_like(&before, &state.mode) {
            self.unfinished(&state.mode, None);
        }
    }

    fn nodes(&mut self, state: &mut State<'a>, nodes: &'a [Node]) {
        self.depth += 1;
        self.nodes += nodes.len();
        self.lost |= self.depth > MAX_DEPTH || self.nodes > MAX_NODES;
        for node in nodes {
            if self.lost {
                break;
            }
            self.node(state, node);
        }
        self.depth -= 1;
    }

    fn node(&mut self, state: &mut State<'a>, node: &'a Node) {
        match node {
            Node::Text { text, span } => self.text(state, text, span.start),
            Node::Print { value, span } => self.print(state, value, span),
            Node::If { condition, then, otherwise, span } => {
                self.branches(state, condition, (then, otherwise), span);
            }
            Node::For(of) => {
                self.repeated(state, &of.body, Stretch::Loop, &of.span);
                self.repeated(state, &of.otherwise, Stretch::Loop, &of.span);
            }
            Node::Filtered { body, span, .. } => self.even(state, body, Stretch::Filter, span),
            // Where it is printed is another place: here it is only read by itself.
            Node::Capture { body, .. } => self.apart(body),
            Node::Include { path, .. } if self.templates.has(path) => {
                self.out.included.push(path);
                let before = std::mem::replace(&mut self.file, path);
                self.stretch(state, self.templates.nodes(path));
                self.file = before;
            }
            Node::Block { name, .. } => self.block(state, name, 0),
            Node::Include { .. } | Node::Set { .. } | Node::Break | Node::Continue => {}
        }
    }

    fn print(&mut self, state: &mut State<'a>, value: &'a Expression, span: &Span) {
        let hole = Hole { at: Place::new(self.file, span), value };
        match &value.kind {
            Kind::Component(call) => self.component(state, call, hole),
            Kind::Function(call) if call.name == "super" => {
                if let Some((name, form)) = self.block {
                    self.block(state, name, form + 1);
                }
            }
            _ => self.hole(state, hole),
        }
    }

    /// A component is read by itself; only within a tag it is part of the tag.
    fn component(&mut self, state: &mut State<'a>, call: &'a ComponentCall, hole: Hole<'a>) {
        self.out.calls.push((self.file, call));
        if let Some(body) = &call.body {
            self.apart(body);
        }
        if state.mode == Mode::Text {
            return;
        }
        match self.templates.component(&call.call.name) {
            Some((file, definition)) => {
                let before = std::mem::replace(&mut self.file, file);
                self.even(state, &definition.body, Stretch::Component, &definition.span);
                self.file = before;
            }
            None => self.hole(state, hole),
        }
    }

    /// Nodes that are read from text to text and closed by themselves.
    fn apart(&mut self, nodes: &'a [Node]) {
        let mut state = State::new();
        let (displaced, told) = (std::mem::take(&mut self.displaced), std::mem::take(&mut self.told));
        self.stretch(&mut state, nodes);
        if !self.lost {
            self.end(&state);
        }
        (self.displaced, self.told) = (displaced, told);
    }

    fn block(&mut self, state: &mut State<'a>, name: &'a str, skip: usize) {
        let templates = self.templates;
        let mut forms = self.lineage.iter().filter_map(|file| Some((*file, templates.block(file, name)?)));
        let Some((file, (body, span))) = forms.nth(skip) else { return };
        let before = std::mem::replace(&mut self.file, file);
        let outer = self.block.replace((name, skip));
        self.even(state, body, Stretch::Block, span);
        self.block = outer;
        self.file = before;
    }

    /// Nodes that must leave open what they found open.
    fn even(&mut self, state: &mut State<'a>, nodes: &'a [Node], of: Stretch, span: &Span) {
        let start = Place::new(self.file, span);
        let mut inner = state.branch();
        self.stretch(&mut inner, nodes);
        if self.lost {
            return;
        }
        self.must_be_even(&inner, of, start);
        state.mode = inner.mode;
    }

    /// Such nodes that may also be left out.
    fn repeated(&mut self, state: &mut State<'a>, nodes: &'a [Node], of: Stretch, span: &Span) {
        let before = state.mode.clone();
        self.even(state, nodes, of, span);
        self.meet(state, before, Place::new(self.file, span));
    }

    fn branches(
        &mut self,
        state: &mut State<'a>,
        condition: &'a Expression,
        (then, otherwise): (&'a [Node], &'a [Node]),
        span: &Span,
    ) {
        let place = Place::new(self.file, span);
        let asked = self.templates.text(self.file).get(condition.span.clone()).unwrap_or_default();
        let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
        let (mut a, mut b) = (state.branch(), state.branch());
        a.conditions.push(asked.clone());
        let knows = ["direction", "language"].iter().any(|name| asked.contains(name));
        a.knows_direction |= knows;
        b.knows_direction |= knows;
        self.nodes(&mut a, then);
        self.nodes(&mut b, otherwise);
        if self.lost {
            return;
        }
        let mode = b.mode.clone();
        self.meet(&mut a, mode, place);
        if !self.lost {
            self.join(state, a, b, place, otherwise.is_empty().then_some(asked.as_str()));
        }
    }

    /// Goes on from where both of two ways end.
    fn meet(&mut self, state: &mut State<'a>, other: Mode<'a>, branches: Place<'a>) {
        if self.lost {
            return;
        }
        let own = std::mem::replace(&mut state.mode, Mode::Text);
        match merged(own.clone(), other.clone()) {
            Some(mode) => state.mode = mode,
            None => {
                let open = if own == Mode::Text { other } else { own };
                self.unfinished(&open, Some(branches));
            }
        }
    }

    /// Tells what has been begun and not ended.
    fn unfinished(&mut self, mode: &Mode<'a>, branches: Option<Place<'a>>) {
        let fault = match mode {
            Mode::Tag(tag) => match (tag.attributes.last(), tag.within.may_end()) {
                (Some(attribute), false) => Fault::Quote { name: attribute.name.clone(), at: attribute.at },
                _ => Fault::TagNotEnded { name: tag.name.clone(), at: tag.at },
            },
            Mode::Raw(name, at) => {
                let open = Open { name: (*name).to_owned(), at: *at, condition: None };
                Fault::NeverClosed { open, before: None }
            }
            Mode::Comment(at) | Mode::Hidden(at) => Fault::CommentNotEnded { at: *at },
            Mode::Text | Mode::Declaration => match branches {
                Some(branches) => Fault::BranchesDiffer { branches },
                None => return,
            },
        };
        self.lose(fault);
    }
}
