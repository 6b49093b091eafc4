//! What a reading of an e-mail's templates as HTML gives: elements with their attributes, and what is broken.

use crate::analysis::syntax::{ComponentCall, Expression, Span};
use crate::check::diagnostic::Location;

/// A stretch of one of the templates that a page is put together from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    /// A path below `templates/`.
    pub(crate) file: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl<'a> Place<'a> {
    pub(crate) fn new(file: &'a str, span: &Span) -> Self {
        Self { file, start: span.start, end: span.end }
    }

    pub(crate) fn location(self) -> Location {
        Location { file: format!("templates/{}", self.file), span: self.start..self.end }
    }
}

/// A value that is printed amid the markup.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hole<'a> {
    /// `{{ … }}`
    pub(crate) at: Place<'a>,
    pub(crate) value: &'a Expression,
}

/// A part of an attribute's value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece<'a> {
    Text {
        text: &'a str,
        at: Place<'a>,
    },
    Hole(Hole<'a>),
    /// What the branches of an `if` or the turns of a loop write.
    Either(Vec<Vec<Piece<'a>>>),
}

/// An attribute of an element.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attribute<'a> {
    /// In lower case.
    pub(crate) name: String,
    /// The name; from the value on also what stands up to the quote.
    pub(crate) at: Place<'a>,
    /// `None` for one without `=`.
    pub(crate) value: Option<Vec<Piece<'a>>>,
    pub(crate) quoted: bool,
    /// Whether it is there whatever branch is taken.
    pub(crate) always: bool,
}

/// A tag that opens an element.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Element<'a> {
    /// In lower case.
    pub(crate) name: String,
    /// `<` and the name.
    pub(crate) at: Place<'a>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    /// Whether it stands in a branch that asks for the direction or language.
    pub(crate) knows_direction: bool,
}

impl<'a> Element<'a> {
    /// The attribute of this name; of two, programs take the first.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

/// Where a value is printed that cannot stand there safely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// As the name of a tag, or part of it.
    TagName,
    /// As an attribute or its name, or part of it.
    Attribute,
    /// Between `<style>` and `</style>` or their like.
    Raw(&'static str),
}

/// An element that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open<'a> {
    pub(crate) name: String,
    pub(crate) at: Place<'a>,
    /// The condition of the `if` without which it is not opened.
    pub(crate) condition: Option<String>,
}

/// What a stretch of a template belongs to that must leave open what it found open, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    Loop,
    Block,
    Filter,
    Component,
}

/// Something broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault<'a> {
    /// `before` is the closing tag that comes where this element's should have come.
    NeverClosed {
        open: Open<'a>,
        before: Option<Place<'a>>,
    },
    ClosesNothing {
        name: String,
        at: Place<'a>,
    },
    /// `<b><i></b></i>`
    WrongNesting {
        name: String,
        at: Place<'a>,
        inner: Open<'a>,
    },
    /// `</br>`
    NoEnd {
        name: String,
        at: Place<'a>,
    },
    /// `<div/>`
    SelfClosed {
        name: String,
        at: Place<'a>,
    },
    /// One branch opens what the other does not.
    OneBranchOpens {
        open: Open<'a>,
        branches: Place<'a>,
    },
    OneBranchCloses {
        open: Open<'a>,
        at: Place<'a>,
        branches: Place<'a>,
    },
    /// Closed always, opened only under a condition.
    ClosedAnyway {
        open: Open<'a>,
        at: Place<'a>,
    },
    StretchOpens {
        open: Open<'a>,
        of: Stretch,
        start: Place<'a>,
    },
    StretchCloses {
        open: Open<'a>,
        at: Place<'a>,
        of: Stretch,
        start: Place<'a>,
    },
    /// A tag without its `>`.
    TagNotEnded {
        name: String,
        at: Place<'a>,
    },
    /// A quote too many or too few in or after this attribute's value.
    Quote {
        name: String,
        at: Place<'a>,
    },
    /// A quote where an attribute's name would be.
    StrayQuote {
        name: String,
        at: Place<'a>,
    },
    /// A comment without `-->`.
    CommentNotEnded {
        at: Place<'a>,
    },
    /// Branches that end one in a tag, the other in text, or their like.
    BranchesDiffer {
        branches: Place<'a>,
    },
}

/// A template read as HTML.
#[derive(Debug, Clone, Default)]
pub(crate) struct Markup<'a> {
    pub(crate) elements: Vec<Element<'a>>,
    pub(crate) spots: Vec<(Spot, Hole<'a>)>,
    pub(crate) faults: Vec<Fault<'a>>,
    /// Calls of components, and the files they stand in.
    pub(crate) calls: Vec<(&'a str, &'a ComponentCall)>,
    /// Files that it includes.
    pub(crate) included: Vec<&'a str>,
}
