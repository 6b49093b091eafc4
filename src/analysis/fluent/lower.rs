//! From Fluent's syntax tree to our own, which knows its places.
//!
//! Fluent's tree has none, but each of its texts is a slice of the file.

use fluent_syntax::ast;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::locales::{Attribute, Entry};
use super::pattern::{Arguments, Expression, Kind, Pattern, Piece, Select, Span, Text, Variant};

/// A file being read.
pub(super) struct Source<'s> {
    pub(super) file: &'s str,
    pub(super) text: &'s str,
}

impl Source<'_> {
    /// Where in the file a slice of it is.
    fn span(&self, slice: &str) -> Span {
        let start = slice.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        start..start + slice.len()
    }

    /// The place of a name with the sign before it.
    fn signed(&self, name: &str) -> Span {
        let span = self.span(name);
        span.start.saturating_sub(1)..span.end
    }

    /// A message or term; what else stands in a file has no text.
    pub(super) fn entry(&self, entry: &ast::Entry<&str>) -> Option<Entry> {
        let (id, span, value, attributes) = match entry {
            ast::Entry::Message(ast::Message { id, value, attributes, .. }) => {
                (id.name.to_owned(), self.span(id.name), value.as_ref(), attributes)
            }
            ast::Entry::Term(ast::Term { id, value, attributes, .. }) => {
                (format!("-{}", id.name), self.signed(id.name), Some(value), attributes)
            }
            _ => return None,
        };
        let attributes = attributes.iter().map(|attribute| Attribute {
            name: attribute.id.name.to_owned(),
            span: self.signed(attribute.id.name),
            value: self.pattern(&attribute.value),
        });
        let end = self.end_of_entry(span.start);
        Some(Entry {
            id,
            file: self.file.to_owned(),
            text: self.text[span.start..end].trim_end().to_owned(),
            end,
            span,
            value: value.map(|value| self.pattern(value)),
            attributes: attributes.collect(),
        })
    }

    /// Where the line behind an entry begins: another entry or a comment is next, or lines without anything.
    fn end_of_entry(&self, start: usize) -> usize {
        let begins = |line: &str| {
            line.starts_with(|char: char| char.is_ascii_alphabetic() || char == '-' || char == '#')
        };
        let (mut at, mut end) = (start, start);
        for (index, line) in self.text[start..].split_inclusive('\n').enumerate() {
            if index > 0 && begins(line) {
                break;
            }
            at += line.len();
            if !line.trim().is_empty() {
                end = at;
            }
        }
        end
    }

    fn pattern(&self, pattern: &ast::Pattern<&str>) -> Pattern {
        let pieces: Vec<Piece> = pattern
            .elements
            .iter()
            .map(|element| match element {
                ast::PatternElement::TextElement { value } => {
                    Piece::Text(Text { value: (*value).to_owned(), span: self.span(value) })
                }
                ast::PatternElement::Placeable { expression } => {
                    Piece::Placeable(self.expression(expression))
                }
            })
            .collect();
        let start = pieces.first().map_or(0, |piece| piece.span().start);
        let end = pieces.last().map_or(start, |piece| piece.span().end);
        Pattern { pieces, span: start..end.max(start) }
    }

    fn expression(&self, expression: &ast::Expression<&str>) -> Expression {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline),
            ast::Expression::Select { selector, variants } => {
                let selector = self.inline(selector);
                let span = selector.span.clone();
                let variants = variants.iter().map(|variant| self.variant(variant)).collect();
                Expression { kind: Kind::Select(Box::new(Select { selector, variants })), span }
            }
        }
    }

    fn variant(&self, variant: &ast::Variant<&str>) -> Variant {
        let (key, exact) = match variant.key {
            ast::VariantKey::Identifier { name } => (name, false),
            ast::VariantKey::NumberLiteral { value } => (value, true),
        };
        Variant {
            key: key.to_owned(),
            exact,
            span: self.span(key),
            value: self.pattern(&variant.value),
            default: variant.default,
        }
    }

    fn inline(&self, inline: &ast::InlineExpression<&str>) -> Expression {
        use ast::InlineExpression as Inline;
        let (kind, span) = match inline {
            Inline::StringLiteral { value } => {
                let span = self.span(value);
                let text = unescape_unicode_to_string(value).into_owned();
                (Kind::Text(Text { value: text, span: span.clone() }), span)
            }
            Inline::NumberLiteral { value } => (Kind::Number((*value).to_owned()), self.span(value)),
            Inline::VariableReference { id } => (Kind::Variable(id.name.to_owned()), self.signed(id.name)),
            Inline::FunctionReference { id, arguments } => {
                let arguments = self.arguments(arguments);
                (Kind::Function { name: id.name.to_owned(), arguments }, self.span(id.name))
            }
            Inline::MessageReference { id, attribute } => {
                let span = self.span(id.name);
                (
                    self.reference(id.name.to_owned(), attribute.as_ref(), None),
                    self.through(span, attribute.as_ref()),
                )
            }
            Inline::TermReference { id, attribute, arguments } => {
                let kind = self.reference(format!("-{}", id.name), attribute.as_ref(), arguments.as_ref());
                (kind, self.through(self.signed(id.name), attribute.as_ref()))
            }
            Inline::Placeable { expression } => return self.expression(expression),
        };
        Expression { kind, span }
    }

    fn reference(
        &self,
        id: String,
        attribute: Option<&ast::Identifier<&str>>,
        arguments: Option<&ast::CallArguments<&str>>,
    ) -> Kind {
        let attribute = attribute.map(|attribute| attribute.name.to_owned());
        Kind::Reference {
            id,
            attribute,
            arguments: arguments.map(|given| self.arguments(given)).unwrap_or_default(),
        }
    }

    /// A reference with its attribute.
    fn through(&self, span: Span, attribute: Option<&ast::Identifier<&str>>) -> Span {
        span.start..attribute.map_or(span.end, |attribute| self.span(attribute.name).end)
    }

    fn arguments(&self, arguments: &ast::CallArguments<&str>) -> Arguments {
        let named = arguments.named.iter().map(|argument| {
            (argument.name.name.to_owned(), self.span(argument.name.name), self.inline(&argument.value))
        });
        Arguments {
            positional: arguments.positional.iter().map(|argument| self.inline(argument)).collect(),
            named: named.collect(),
        }
    }
}

impl Piece {
    fn span(&self) -> &Span {
        match self {
            Self::Text(text) => &text.span,
            Self::Placeable(expression) => &expression.span,
        }
    }
}
