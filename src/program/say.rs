//! The sentences of a program.

use std::borrow::Cow;

use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentValue};

use super::datum::Datum;
use super::run::{Run, put};
use super::step::{Key, Step, Steps, Word};
use crate::l10n::{CLOSE, Function, OPEN, has_isolates, needs_isolate, set_zone};
use crate::render::{Bounded, FactValue};

impl<'r> Run<'r> {
    /// Writes a value of a sentence, with the marks around it that its direction needs.
    pub(super) fn say(
        &mut self,
        word: &'r Word,
        isolate: bool,
        escape: bool,
        out: &mut Bounded,
    ) -> Option<()> {
        let text = self.text_of(word)?;
        // What looks like `{$name}` counts as an argument that is missing, and marks within meet those around.
        if text.as_bytes().contains(&b'{') || has_isolates(&text) {
            return None;
        }
        let right_to_left = self.inputs.language.is_right_to_left();
        let isolated = isolate && needs_isolate(&text, right_to_left, self.isolation);
        if isolated {
            out.push(OPEN.encode_utf8(&mut [0; 4]))?;
        }
        put(&text, escape, out)?;
        if isolated {
            out.push(CLOSE.encode_utf8(&mut [0; 4]))?;
        }
        Some(())
    }

    fn text_of(&self, word: &'r Word) -> Option<Cow<'r, str>> {
        if let Word::Fact(fact) = word
            && let FactValue::Text(text) = self.inputs.facts.value(*fact)?
        {
            return Some(Cow::Borrowed(text));
        }
        match self.word(word)? {
            FluentValue::String(text) => Some(text),
            FluentValue::Number(number) => {
                self.inputs.language.formats().fluent_number(&number).ok().map(Cow::Owned)
            }
            FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
        }
    }

    fn word(&self, word: &'r Word) -> Option<FluentValue<'r>> {
        Some(match word {
            Word::Fact(fact) => self.inputs.facts.argument(*fact)?,
            Word::Register(register) => argument(&self.registers[*register])?,
            Word::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Word::Number(number) => FluentValue::Number(number.clone()),
            Word::Call { function, of, named } => {
                let mut options = FluentArgs::new();
                for (name, value) in named {
                    options.set(&**name, self.word(value)?);
                }
                if *function == Function::Datetime {
                    set_zone(&self.inputs.site.time_zone);
                }
                self.inputs.language.call(*function, self.word(of)?, &options)?
            }
        })
    }

    /// The variant of a sentence that a value takes.
    pub(super) fn choose(
        &self,
        by: &'r Word,
        variants: &'r [(Key, Steps)],
        default: usize,
    ) -> Option<&'r [Step]> {
        let value = self.word(by)?;
        if matches!(value, FluentValue::None | FluentValue::Error) {
            return None;
        }
        let fits = |key: &Key| match (key, &value) {
            (Key::Name(name), FluentValue::String(text)) => **name == **text,
            (Key::Number(number), FluentValue::Number(value)) => number == value,
            _ => false,
        };
        let found = variants.iter().find(|(key, _)| fits(key)).or_else(|| variants.get(default));
        found.map(|(_, steps)| &**steps)
    }
}

/// A value as `t()` hands it to a sentence.
fn argument<'r>(value: &Datum<'r>) -> Option<FluentValue<'r>> {
    match value {
        Datum::Text(text) => Some(FluentValue::String(text.clone())),
        Datum::Boolean(flag) => Some(FluentValue::String(if *flag { "yes" } else { "no" }.into())),
        #[expect(clippy::cast_precision_loss, reason = "no number that would lose any comes here")]
        Datum::Integer(number) if number.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS => {
            Some(FluentValue::Number(FluentNumber::from(*number as f64)))
        }
        Datum::Integer(_) | Datum::Undefined | Datum::Object { .. } | Datum::List { .. } => None,
    }
}
