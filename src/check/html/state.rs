//! Where the reading of HTML stands: in text or in a tag, and which elements are open.

use super::markup::{Attribute, Open, Place};

/// What the next character belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mode<'a> {
    Text,
    /// Inside `<title>`, `<style>` and their like, up to their end.
    Raw(&'static str, Place<'a>),
    Comment(Place<'a>),
    /// `<!doctype …>` and the like.
    Declaration,
    /// What a conditional comment hides from Outlook.
    Hidden(Place<'a>),
    Tag(Box<Tag<'a>>),
}

/// A tag that is being read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) closes: bool,
    /// `<` and the name.
    pub(super) at: Place<'a>,
    pub(super) attributes: Vec<Attribute<'a>>,
    pub(super) within: Within,
    /// Whether a `/` came last.
    pub(super) slash: bool,
}

/// What part of a tag comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Name,
    Between,
    AttributeName,
    /// Behind `=`.
    Equals,
    Quoted(u8),
    Unquoted,
    /// Right behind a quoted value.
    Behind,
}

impl Within {
    /// Whether a `>` would end the tag here.
    pub(super) fn may_end(self) -> bool {
        !matches!(self, Self::Equals | Self::Quoted(_))
    }
}

/// Where the reading stands, on one branch.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    pub(super) mode: Mode<'a>,
    pub(super) stack: Vec<Open<'a>>,
    /// How many of the elements that were open at the start of the branch still are.
    pub(super) floor: usize,
    /// Those that are not, and what closed them.
    pub(super) closed: Vec<(Open<'a>, Place<'a>)>,
    /// Conditions that hold here.
    pub(super) conditions: Vec<String>,
    pub(super) knows_direction: bool,
}

impl<'a> State<'a> {
    pub(super) fn new() -> Self {
        Self {
            mode: Mode::Text,
            stack: Vec::new(),
            floor: 0,
            closed: Vec::new(),
            conditions: Vec::new(),
            knows_direction: false,
        }
    }

    /// The same at the start of a branch.
    pub(super) fn branch(&self) -> Self {
        Self { floor: self.stack.len(), closed: Vec::new(), ..self.clone() }
    }

    /// Elements that the branch has opened.
    pub(super) fn opened(&self) -> &[Open<'a>] {
        &self.stack[self.floor..]
    }

    /// Takes the innermost open element off.
    pub(super) fn pop(&mut self, by: Place<'a>) -> Option<Open<'a>> {
        let open = self.stack.pop()?;
        if self.stack.len() < self.floor {
            self.floor = self.stack.len();
            self.closed.push((open.clone(), by));
        }
        Some(open)
    }

    /// Does what a branch of this state has done.
    pub(super) fn follow(&mut self, branch: Self) {
        for (_, by) in &branch.closed {
            self.pop(*by);
        }
        self.stack.extend_from_slice(branch.opened());
        self.mode = branch.mode;
    }
}
