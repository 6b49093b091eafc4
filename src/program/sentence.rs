//! Sentences: what a language says behind `t(id=…)`, written out where it is called.

use std::collections::BTreeMap;

use fluent_bundle::types::FluentNumber;
use fluent_syntax::ast::{
    CallArguments, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::compile::Compiler;
use super::step::{Key, Options, Register, Step, Word};
use crate::analysis::syntax::{Call, Kind};
use crate::l10n::{CLOSE, Categories, Function, Isolation, OPEN, has_isolates};
use crate::render::FactId;

/// Fluent prints no more values in a message.
const MAX_PLACEABLES: usize = 100;

/// An argument of `t()` or of a term.
#[derive(Clone)]
enum Argument {
    Register(Register),
    Text(Box<str>),
    Number(FluentNumber),
}

/// What is known within one sentence.
struct Sentence<'s> {
    arguments: BTreeMap<&'s str, Argument>,
    /// The arguments of the term that this is in: it sees nothing else.
    of_term: Option<BTreeMap<&'s str, Argument>>,
    escape: bool,
    /// Whether the marks around values are written as Fluent does, for the whole to be looked at later.
    raw: bool,
    /// Whether the whole has to be looked at.
    nested: bool,
    placeables: usize,
    /// The message, and those that it came through to this place.
    traveled: Vec<&'s Pattern<&'s str>>,
}

impl<'c> Compiler<'c> {
    /// `t(id=…, …)`
    pub(super) fn sentence(&mut self, call: &'c Call, escape: bool, out: &mut Vec<Step>) -> Option<()> {
        let Kind::Text(id) = &call.argument("id")?.value.kind else { return None };
        let language = self.language;
        let pattern = language.pattern(id)?;
        let mut arguments = BTreeMap::new();
        for argument in call.arguments.iter().filter(|argument| argument.name != "id") {
            let value = match &argument.value.kind {
                Kind::Text(text) => {
                    self.weigh(text)?;
                    Argument::Text(text.as_str().into())
                }
                Kind::Boolean(flag) => Argument::Text(if *flag { "yes" } else { "no" }.into()),
                _ => {
                    let value = self.expression(&argument.value)?;
                    let register = self.register();
                    self.add(Step::Set { register, value, said: true }, out)?;
                    Argument::Register(register)
                }
            };
            arguments.insert(argument.name.as_str(), value);
        }
        let mut sentence = Sentence {
            arguments,
            of_term: None,
            escape,
            raw: false,
            nested: false,
            placeables: 0,
            traveled: vec![pattern],
        };
        let mut steps = Vec::new();
        self.pattern(pattern, &mut sentence, &mut steps)?;
        if !sentence.nested {
            for step in steps {
                match step {
                    Step::Text(text) => self.text(&text, false, out)?,
                    step => out.push(step),
                }
            }
            return Some(());
        }
        let mut sentence = Sentence { escape: false, raw: true, nested: false, placeables: 0, ..sentence };
        let mut steps = Vec::new();
        self.pattern(pattern, &mut sentence, &mut steps)?;
        self.add(Step::Resolve { steps: steps.into(), escape }, out)
    }

    fn pattern(
        &mut self,
        pattern: &'c Pattern<&'c str>,
        sentence: &mut Sentence<'c>,
        out: &mut Vec<Step>,
    ) -> Option<()> {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.literal(value, sentence, out)?,
                PatternElement::Placeable { expression } => {
                    sentence.placeables += 1;
                    if sentence.placeables > MAX_PLACEABLES {
                        return None;
                    }
                    let bare = matches!(
                        expression,
                        Expression::Inline(
                            InlineExpression::MessageReference { .. }
                                | InlineExpression::TermReference { .. }
                                | InlineExpression::StringLiteral { .. }
                        )
                    );
                    let isolate = pattern.elements.len() > 1 && !bare;
                    self.placeable(expression, isolate, sentence, out)?;
                }
            }
        }
        Some(())
    }

    fn placeable(
        &mut self,
        expression: &'c Expression<&'c str>,
        isolate: bool,
        sentence: &mut Sentence<'c>,
        out: &mut Vec<Step>,
    ) -> Option<()> {
        let word = match expression {
            Expression::Inline(InlineExpression::Placeable { expression }) => {
                return self.placeable(expression, isolate, sentence, out);
            }
            Expression::Inline(InlineExpression::StringLiteral { value }) if !isolate => {
                return self.literal(&unescape_unicode_to_string(value), sentence, out);
            }
            Expression::Inline(inline) => match self.word(inline, sentence) {
                Said::Word(word) => Some(word),
                Said::Pattern => None,
                Said::Missing | Said::Unknown => return None,
            },
            Expression::Select { .. } => None,
        };
        // Where all marks go, it does not matter which stand inside each other.
        sentence.nested |= word.is_none() && isolate && self.isolation == Isolation::Keep;
        if sentence.raw && isolate {
            self.text(OPEN.encode_utf8(&mut [0; 4]), false, out)?;
        }
        match (word, expression) {
            (Some(word), _) => {
                let isolate = isolate && !sentence.raw;
                self.add(Step::Say { word, isolate, escape: sentence.escape }, out)?;
            }
            (None, Expression::Inline(inline)) => {
                self.deeper(|compiler| compiler.reference(inline, sentence, out))?;
            }
            (None, Expression::Select { selector, variants }) => {
                self.deeper(|compiler| compiler.select(selector, variants, sentence, out))?;
            }
        }
        if sentence.raw && isolate {
            self.text(CLOSE.encode_utf8(&mut [0; 4]), false, out)?;
        }
        Some(())
    }

    /// Another message, or a term.
    fn reference(
        &mut self,
        of: &'c InlineExpression<&'c str>,
        sentence: &mut Sentence<'c>,
        out: &mut Vec<Step>,
    ) -> Option<()> {
        let language = self.language;
        match of {
            InlineExpression::MessageReference { id, attribute } => {
                let id = attribute.as_ref().map_or_else(
                    || id.name.to_owned(),
                    |attribute| format!("{}.{}", id.name, attribute.name),
                );
                self.travel(language.pattern(&id)?, sentence, out)
            }
            // Behind a term within a term, Fluent forgets the arguments of the outer one.
            InlineExpression::TermReference { id, attribute, arguments } if sentence.of_term.is_none() => {
                let pattern = language.term_pattern(id.name, attribute.as_ref().map(|of| of.name))?;
                sentence.of_term = Some(of_term(arguments.as_ref())?);
                let done = self.travel(pattern, sentence, out);
                sentence.of_term = None;
                done
            }
            _ => None,
        }
    }

    /// What is referred to. Fluent takes it for a circle where it comes by one pattern twice, whichever variants it takes.
    fn travel(
        &mut self,
        pattern: &'c Pattern<&'c str>,
        sentence: &mut Sentence<'c>,
        out: &mut Vec<Step>,
    ) -> Option<()> {
        if sentence.traveled.contains(&pattern) {
            return None;
        }
        sentence.traveled.push(pattern);
        let done = self.pattern(pattern, sentence, out);
        sentence.traveled.pop();
        done
    }

    fn select(
        &mut self,
        selector: &'c InlineExpression<&'c str>,
        variants: &'c [Variant<&'c str>],
        sentence: &mut Sentence<'c>,
        out: &mut Vec<Step>,
    ) -> Option<()> {
        let default = variants.iter().position(|variant| variant.default)?;
        let by = match self.word(selector, sentence) {
            Said::Word(word) => word,
            Said::Missing => return self.pattern(&variants[default].value, sentence, out),
            Said::Pattern | Said::Unknown => return None,
        };
        let by_category = matches!(by, Word::Call { function: Function::Plural, .. });
        let mut compiled = Vec::with_capacity(variants.len());
        let before = sentence.placeables;
        let mut most = before;
        for (index, variant) in variants.iter().enumerate() {
            let key = match variant.key {
                VariantKey::Identifier { name } => {
                    // Fluent's own rules would decide, unless it comes to the same whatever they say.
                    let harmless = index == default && index + 1 == variants.len();
                    if Categories::has_name(name) && !by_category && !harmless {
                        return None;
                    }
                    Key::Name(name.into())
                }
                VariantKey::NumberLiteral { value } => Key::Number(value.parse().ok()?),
            };
            let mut steps = Vec::new();
            sentence.placeables = before;
            self.pattern(&variant.value, sentence, &mut steps)?;
            most = most.max(sentence.placeables);
            compiled.push((key, steps.into()));
        }
        sentence.placeables = most;
        self.add(Step::Choose { by, variants: compiled.into(), default }, out)
    }

    /// A text of the sentence.
    fn literal(&mut self, text: &str, sentence: &mut Sentence, out: &mut Vec<Step>) -> Option<()> {
        if text.contains('{') {
            return None;
        }
        sentence.nested |= !sentence.raw && has_isolates(text);
        self.text(text, sentence.escape, out)
    }

    /// A value, where it is one.
    fn word(&mut self, of: &'c InlineExpression<&'c str>, sentence: &Sentence<'c>) -> Said {
        match of {
            InlineExpression::StringLiteral { value } => {
                let text = unescape_unicode_to_string(value);
                if text.contains('{') { Said::Unknown } else { Said::Word(Word::Text(text.into())) }
            }
            InlineExpression::NumberLiteral { value } => match value.parse() {
                Ok(number) => Said::Word(Word::Number(number)),
                Err(_) => Said::Unknown,
            },
            InlineExpression::VariableReference { id } => self.variable(id.name, sentence),
            InlineExpression::FunctionReference { id, arguments } => {
                let call = || {
                    let function = Function::of(id.name)?;
                    let [positional] = arguments.positional.as_slice() else { return None };
                    let Said::Word(of) = self.word(positional, sentence) else { return None };
                    Some(Word::Call { function, of: Box::new(of), named: named(arguments)? })
                };
                ({ call })().map_or(Said::Unknown, Said::Word)
            }
            InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
                Said::Pattern
            }
            InlineExpression::Placeable { .. } => Said::Unknown,
        }
    }

    fn variable(&mut self, name: &str, sentence: &Sentence) -> Said {
        let arguments = sentence.of_term.as_ref().unwrap_or(&sentence.arguments);
        match arguments.get(name) {
            Some(Argument::Register(register)) => Said::Word(Word::Register(*register)),
            Some(Argument::Text(text)) => Said::Word(Word::Text(text.clone())),
            Some(Argument::Number(number)) => Said::Word(Word::Number(number.clone())),
            None if sentence.of_term.is_some() => Said::Missing,
            None => match FactId::of(name) {
                Some(fact) => {
                    self.facts.add(fact);
                    Said::Word(Word::Fact(fact))
                }
                None => Said::Unknown,
            },
        }
    }
}

/// What an inline expression is.
enum Said {
    Word(Word),
    /// A message or term, which has a pattern.
    Pattern,
    /// A variable that a term was not given: a choice takes its default then.
    Missing,
    Unknown,
}

/// What a term is given. What Fluent makes of arguments without names, it knows itself.
fn of_term<'s>(arguments: Option<&'s CallArguments<&'s str>>) -> Option<BTreeMap<&'s str, Argument>> {
    let Some(arguments) = arguments else { return Some(BTreeMap::new()) };
    if !arguments.positional.is_empty() {
        return None;
    }
    let named = arguments.named.iter().map(|argument| {
        let value = match &argument.value {
            InlineExpression::StringLiteral { value } => {
                let text = unescape_unicode_to_string(value);
                (!text.contains('{')).then(|| Argument::Text(text.into()))?
            }
            InlineExpression::NumberLiteral { value } => Argument::Number(value.parse().ok()?),
            _ => return None,
        };
        Some((argument.name.name, value))
    });
    named.collect()
}

/// The options of a function, which are always written out.
fn named(arguments: &CallArguments<&str>) -> Option<Options> {
    let named = arguments.named.iter().map(|argument| {
        let value = match &argument.value {
            InlineExpression::StringLiteral { value } => Word::Text(unescape_unicode_to_string(value).into()),
            InlineExpression::NumberLiteral { value } => Word::Number(value.parse().ok()?),
            _ => return None,
        };
        Some((argument.name.name.into(), value))
    });
    named.collect()
}
