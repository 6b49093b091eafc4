//! Open elements: what a closing tag closes, and whether branches leave the same open.

use super::markup::{Fault, Open, Place, Stretch};
use super::reader::Reader;
use super::state::State;

/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Parts of a table, which a closing tag of theirs is looked for in alone.
const TABLE: [&str; 9] = ["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"];
/// Elements of SVG, which may end in `/>`.
const DRAWING: [&str; 8] = ["path", "circle", "rect", "line", "ellipse", "polygon", "polyline", "use"];
/// Deeper than any e-mail nests its elements.
const MAX_OPEN: usize = 256;
/// More than anyone would mend at once.
const MAX_FAULTS: usize = 200;

/// An element that another closing tag came too early for.
#[derive(Debug)]
pub(super) struct Displaced<'a> {
    open: Open<'a>,
    /// That closing tag.
    by: Place<'a>,
    /// Its name.
    name: String,
}

impl<'a> Reader<'a> {
    pub(super) fn fault(&mut self, fault: Fault<'a>) {
        self.lost |= self.out.faults.len() >= MAX_FAULTS;
        self.out.faults.push(fault);
    }

    /// A fault behind which nothing can be relied on.
    pub(super) fn lose(&mut self, fault: Fault<'a>) {
        if !self.lost {
            self.out.faults.push(fault);
            self.lost = true;
        }
    }

    pub(super) fn open(&mut self, state: &mut State<'a>, open: Open<'a>, slash: bool) {
        let name = open.name.as_str();
        if VOID.contains(&name) || (slash && (name.contains(':') || DRAWING.contains(&name))) {
            return;
        }
        if slash {
            self.fault(Fault::SelfClosed { name: open.name, at: open.at });
            return;
        }
        state.stack.push(open);
        self.lost |= state.stack.len() > MAX_OPEN;
    }

    pub(super) fn close(&mut self, state: &mut State<'a>, name: &str, at: Place<'a>) {
        if VOID.contains(&name) {
            self.fault(Fault::NoEnd { name: name.to_owned(), at });
            return;
        }
        let in_scope =
            state.stack.iter().rev().take_while(|open| open.name == name || !is_border(name, &open.name));
        let Some(above) = in_scope.clone().position(|open| open.name == name) else {
            self.closes_nothing(name, at);
            return;
        };
        for _ in 0..above {
            if let Some(open) = state.pop(at) {
                self.displaced.push(Displaced { open, by: at, name: name.to_owned() });
            }
        }
        let Some(open) = state.pop(at) else { return };
        if open.condition.as_ref().is_some_and(|condition| !state.conditions.contains(condition)) {
            self.fault(Fault::ClosedAnyway { open, at });
        }
    }

    /// A closing tag that no open element is for: one comes too late, or it is one too many.
    fn closes_nothing(&mut self, name: &str, at: Place<'a>) {
        match self.displaced.iter().rposition(|displaced| displaced.open.name == name) {
            Some(found) => {
                let Displaced { open, by, name } = self.displaced.remove(found);
                self.fault(Fault::WrongNesting { name, at: by, inner: open });
            }
            None => self.fault(Fault::ClosesNothing { name: name.to_owned(), at }),
        }
    }

    /// What is left open at the end of a page or component.
    pub(super) fn end(&mut self, state: &State<'a>) {
        for Displaced { open, by, .. } in std::mem::take(&mut self.displaced) {
            self.fault(Fault::NeverClosed { open, before: Some(by) });
        }
        let told = std::mem::take(&mut self.told);
        for open in state.stack.iter().filter(|open| !told.contains(&open.at)) {
            self.fault(Fault::NeverClosed { open: open.clone(), before: None });
        }
    }

    /// Goes on behind an `if` as its branches have left things.
    pub(super) fn join(
        &mut self,
        state: &mut State<'a>,
        mut then: State<'a>,
        otherwise: State<'a>,
        branches: Place<'a>,
        condition: Option<&str>,
    ) {
        if same_effect(&then, &otherwise) {
            state.follow(then);
            return;
        }
        // `{% if url %}<a …>{% endif %}…{% if url %}</a>{% endif %}` is in order: the same condition guards both.
        if let Some(condition) = condition {
            let guards = |open: &Open| open.condition.as_deref() == Some(condition);
            let opens_only = then.closed.is_empty();
            if opens_only || (then.opened().is_empty() && then.closed.iter().all(|(open, _)| guards(open))) {
                for open in &mut then.stack[then.floor..] {
                    open.condition.get_or_insert_with(|| condition.to_owned());
                }
                state.follow(then);
                return;
            }
        }
        for (one, other) in [(&then, &otherwise), (&otherwise, &then)] {
            for open in beyond(one.opened(), other.opened(), |open| &open.name) {
                self.fault(Fault::OneBranchOpens { open: open.clone(), branches });
            }
            for (open, at) in beyond(&one.closed, &other.closed, |(open, _)| &open.name) {
                self.told.push(open.at);
                self.fault(Fault::OneBranchCloses { open: open.clone(), at: *at, branches });
            }
        }
        let effect = |state: &State| state.opened().len() + state.closed.len();
        let mode = then.mode.clone();
        state.follow(if effect(&then) < effect(&otherwise) { then } else { otherwise });
        state.mode = mode;
    }

    /// Says so where a stretch does not leave open what it found open.
    pub(super) fn must_be_even(&mut self, state: &State<'a>, of: Stretch, start: Place<'a>) {
        let closed: Vec<&String> = state.closed.iter().rev().map(|(open, _)| &open.name).collect();
        let opened: Vec<&String> = state.opened().iter().map(|open| &open.name).collect();
        if closed == opened {
            return;
        }
        for open in state.opened() {
            self.fault(Fault::StretchOpens { open: open.clone(), of, start });
        }
        for (open, at) in &state.closed {
            self.fault(Fault::StretchCloses { open: open.clone(), at: *at, of, start });
        }
    }
}

/// Whether a closing tag is not looked for beyond an element (HTML standard, §13.2.4.2).
fn is_border(closing: &str, open: &str) -> bool {
    match closing {
        "html" | "body" | "head" => false,
        "table" => open == "html",
        _ if TABLE.contains(&closing) => matches!(open, "table" | "html"),
        _ => matches!(open, "table" | "td" | "th" | "caption" | "body" | "html"),
    }
}

fn same_effect(a: &State, b: &State) -> bool {
    let closed =
        |state: &State| -> Vec<String> { state.closed.iter().map(|(open, _)| open.name.clone()).collect() };
    let opened = |state: &State| -> Vec<(String, Option<String>)> {
        state.opened().iter().map(|open| (open.name.clone(), open.condition.clone())).collect()
    };
    closed(a) == closed(b) && opened(a) == opened(b)
}

/// What one list has beyond where it is like the other.
fn beyond<'l, T>(one: &'l [T], other: &[T], name: impl Fn(&T) -> &String) -> &'l [T] {
    let alike = one.iter().zip(other).take_while(|(a, b)| name(a) == name(b)).count();
    &one[alike..]
}
