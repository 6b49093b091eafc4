//! The text of a message, taken apart, with the place of every piece.

use std::ops::Range;

/// Bytes of a locale file.
pub(crate) type Span = Range<usize>;

/// What stands behind `=`, or in a variant.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pattern {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) span: Span,
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    /// Text that goes out as it stands.
    Text(Text),
    /// `{ … }`
    Placeable(Expression),
}

/// Text with its place: of as many bytes as the text, unless escapes stand for other characters.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
}

/// What stands in a placeable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expression {
    pub(crate) kind: Kind,
    /// The name with its `$` or `-`, the literal without its quotes.
    pub(crate) span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// `"text"`
    Text(Text),
    /// `3.5`
    Number(String),
    /// `$name`
    Variable(String),
    /// `message`, `message.attribute`, `-term`, `-term(form: "of")`. The id of a term has its hyphen.
    Reference { id: String, attribute: Option<String>, arguments: Arguments },
    /// `NUMBER($n, style: "percent")`
    Function { name: String, arguments: Arguments },
    /// `$n -> [one] … *[other] …`
    Select(Box<Select>),
}

/// What stands in the parentheses of a call.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) positional: Vec<Expression>,
    /// Name, place of the name, value.
    pub(crate) named: Vec<(String, Span, Expression)>,
}

/// A choice between variants.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Select {
    pub(crate) selector: Expression,
    pub(crate) variants: Vec<Variant>,
}

/// `[one] text`
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Variant {
    pub(crate) key: String,
    /// Whether the key is a number.
    pub(crate) exact: bool,
    /// The key without its brackets.
    pub(crate) span: Span,
    pub(crate) value: Pattern,
    /// Whether it has the star.
    pub(crate) default: bool,
}

/// What a message does with an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is printed, or handed to a function whose result is.
    Printed,
    /// It is chosen by.
    Selected,
}

/// A variant on the way to an expression.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch<'p> {
    pub(crate) select: &'p Select,
    pub(crate) variant: usize,
}

/// An expression, what is done with it, and the variants in which it stands, the outer ones first.
#[derive(Debug, Clone)]
pub(crate) struct Use<'p> {
    pub(crate) expression: &'p Expression,
    pub(crate) role: Role,
    pub(crate) branches: Vec<Branch<'p>>,
}

impl Pattern {
    /// Every expression: those in variants, selectors and arguments too.
    pub(crate) fn uses(&self) -> Vec<Use<'_>> {
        let mut found = Vec::new();
        self.collect(&mut Vec::new(), &mut found);
        found
    }

    fn collect<'p>(&'p self, branches: &mut Vec<Branch<'p>>, found: &mut Vec<Use<'p>>) {
        for piece in &self.pieces {
            if let Piece::Placeable(expression) = piece {
                expression.collect(Role::Printed, branches, found);
            }
        }
    }

    /// Every choice that it makes.
    pub(crate) fn selects(&self) -> Vec<&Select> {
        self.uses().into_iter().filter_map(|used| used.expression.select()).collect()
    }

    /// The pattern and those of all its variants.
    pub(crate) fn parts(&self) -> Vec<&Pattern> {
        let variants = self.selects().into_iter().flat_map(|select| &select.variants);
        std::iter::once(self).chain(variants.map(|variant| &variant.value)).collect()
    }

    /// Every text that goes out as it stands, quoted ones too.
    pub(crate) fn texts(&self) -> Vec<&Text> {
        let printed = self.uses().into_iter().filter(|used| used.role == Role::Printed);
        let quoted = printed.filter_map(|used| match &used.expression.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        });
        let plain = self.parts().into_iter().flat_map(|part| &part.pieces).filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Placeable(_) => None,
        });
        plain.chain(quoted).collect()
    }
}

impl Expression {
    fn collect<'p>(&'p self, role: Role, branches: &mut Vec<Branch<'p>>, found: &mut Vec<Use<'p>>) {
        found.push(Use { expression: self, role, branches: branches.clone() });
        match &self.kind {
            Kind::Reference { arguments, .. } | Kind::Function { arguments, .. } => {
                for argument in &arguments.positional {
                    argument.collect(role, branches, found);
                }
            }
            Kind::Select(select) => {
                select.selector.collect(Role::Selected, branches, found);
                for (variant, Variant { value, .. }) in select.variants.iter().enumerate() {
                    branches.push(Branch { select, variant });
                    value.collect(branches, found);
                    branches.pop();
                }
            }
            Kind::Text(_) | Kind::Number(_) | Kind::Variable(_) => {}
        }
    }

    pub(crate) fn select(&self) -> Option<&Select> {
        match &self.kind {
            Kind::Select(select) => Some(select),
            _ => None,
        }
    }

    /// The variable that this is, or that it hands to a function.
    pub(crate) fn variable(&self) -> Option<&str> {
        match &self.kind {
            Kind::Variable(name) => Some(name),
            Kind::Function { arguments, .. } => arguments.positional.first()?.variable(),
            _ => None,
        }
    }

    /// The message or term that it refers to, with its attribute.
    pub(crate) fn reference(&self) -> Option<String> {
        match &self.kind {
            Kind::Reference { id, attribute: None, .. } => Some(id.clone()),
            Kind::Reference { id, attribute: Some(attribute), .. } => Some(format!("{id}.{attribute}")),
            _ => None,
        }
    }
}
