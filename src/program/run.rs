//! Running a program. `None` anywhere means that something is unusual: then the reference writes the text, or tells
//! what is wrong with it.

use std::borrow::Cow;

use super::Program;
use super::datum::Datum;
use super::step::{Each, Expression, Filter, Global, Step};
use crate::event::{Known, Reading};
use crate::l10n::{Isolation, Language, Moment, Style, parse_number, resolve_isolates};
use crate::money::{Currency, Money, parse_amount};
use crate::recipient::channel::Channel;
use crate::render::{Bounded, FactValue, Facts, SiteValue, absolute_url, harmless, isolation, shortened};

/// What a text is written of.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'r> {
    pub(crate) reading: &'r Reading<'r>,
    pub(crate) facts: &'r Facts<'r>,
    pub(crate) site: &'r SiteValue,
    pub(crate) language: &'r Language,
    pub(crate) channel: Channel,
    pub(crate) style: Style,
}

/// A program that runs.
pub(super) struct Run<'r> {
    pub(super) inputs: Inputs<'r>,
    pub(super) registers: Vec<Datum<'r>>,
    pub(super) isolation: Isolation,
}

impl Program {
    /// Writes the text.
    pub(crate) fn run<'r>(&'r self, inputs: Inputs<'r>) -> Option<String> {
        let registers = vec![Datum::Undefined; self.registers];
        let isolation = isolation(inputs.channel);
        let mut out = Bounded::with_capacity(self.size);
        Run { inputs, registers, isolation }.steps(&self.steps, &mut out)?;
        Some(out.into_text())
    }
}

impl<'r> Run<'r> {
    pub(super) fn steps(&mut self, steps: &'r [Step], out: &mut Bounded) -> Option<()> {
        steps.iter().try_for_each(|step| self.step(step, out))
    }

    fn step(&mut self, step: &'r Step, out: &mut Bounded) -> Option<()> {
        match step {
            Step::Text(text) => out.push(text),
            Step::Print { value, escape } => {
                let text = self.value(value)?.into_text()?;
                put(&text, *escape, out)
            }
            Step::Say { word, isolate, escape } => self.say(word, *isolate, *escape, out),
            Step::Resolve { steps, escape } => {
                let text = self.written(steps)?;
                let right_to_left = self.inputs.language.is_right_to_left();
                put(&resolve_isolates(&text, right_to_left, self.isolation), *escape, out)
            }
            Step::If { condition, then, otherwise } => {
                let taken = if self.value(condition)?.is_true() { then } else { otherwise };
                self.steps(taken, out)
            }
            Step::Choose { by, variants, default } => {
                let steps = self.choose(by, variants, *default)?;
                self.steps(steps, out)
            }
            Step::Set { register, value, said } => {
                let value = self.value(value)?;
                let unsaid = matches!(value, Datum::Undefined | Datum::Object { .. } | Datum::List { .. });
                if *said && unsaid {
                    return None;
                }
                self.registers[*register] = value;
                Some(())
            }
            Step::Each(each) => self.each(each, out),
        }
    }

    fn each(&mut self, each: &'r Each, out: &mut Bounded) -> Option<()> {
        let list = self.value(&each.list)?;
        let length = list.rows()?;
        if length == 0 {
            return self.steps(&each.otherwise, out);
        }
        self.registers[each.length] = Datum::Integer(i64::try_from(length).ok()?);
        for index in 0..length {
            self.registers[each.item] = list.row(index)?;
            self.registers[each.index] = Datum::Integer(i64::try_from(index).ok()?);
            self.steps(&each.body, out)?;
        }
        Some(())
    }

    /// What steps write, as a text of its own.
    fn written(&mut self, steps: &'r [Step]) -> Option<String> {
        let mut out = Bounded::default();
        self.steps(steps, &mut out)?;
        Some(out.into_text())
    }

    pub(super) fn value(&mut self, value: &'r Expression) -> Option<Datum<'r>> {
        Some(match value {
            Expression::Undefined => Datum::Undefined,
            Expression::Boolean(flag) => Datum::Boolean(*flag),
            Expression::Integer(number) => Datum::Integer(*number),
            Expression::Text(text) => Datum::Text(Cow::Borrowed(text)),
            Expression::Written(steps) => Datum::Text(Cow::Owned(self.written(steps)?)),
            Expression::Register(register) => self.registers[*register].clone(),
            Expression::Ready(fact) => match self.inputs.facts.value(*fact) {
                None => Datum::Undefined,
                Some(FactValue::Text(text)) => Datum::Text(Cow::Borrowed(text)),
                Some(FactValue::Count(count)) => Datum::Integer(i64::try_from(count).ok()?),
            },
            Expression::Payload(member) => Datum::look(self.inputs.reading, 0, member, self.inputs.channel)?,
            // Without a user it is an empty object, which is rare enough for the reference.
            Expression::User(members) if self.inputs.reading.has(Known::User) => {
                Datum::Object { base: 0, members }
            }
            Expression::User(_) | Expression::Site => return None,
            Expression::SiteField(name) => match self.inputs.site.field(name) {
                None => Datum::Undefined,
                Some(value) => Datum::Text(Cow::Borrowed(value.as_str()?)),
            },
            Expression::Global(global) => self.global(*global),
            Expression::Field { of, name, optional } => self.field(of, name, *optional)?,
            Expression::Head { list, end } => self.value(list)?.head(*end)?,
            Expression::Not(of) => Datum::Boolean(!self.value(of)?.is_true()),
            Expression::Defined(of) => Datum::Boolean(!matches!(self.value(of)?, Datum::Undefined)),
            Expression::And(of) => {
                let left = self.value(&of[0])?;
                if left.is_true() { self.value(&of[1])? } else { left }
            }
            Expression::Or(of) => {
                let left = self.value(&of[0])?;
                if left.is_true() { left } else { self.value(&of[1])? }
            }
            Expression::Choice(of) => {
                let [condition, then, otherwise] = &**of;
                let taken = if self.value(condition)?.is_true() { then } else { otherwise };
                self.value(taken)?
            }
            Expression::Binary { operator, of } => {
                let left = self.value(&of[0])?;
                left.operate(*operator, &self.value(&of[1])?)?
            }
            Expression::Filter { filter, of } => self.filter(filter, of)?,
        })
    }

    fn global(&self, global: Global) -> Datum<'r> {
        let Inputs { reading, language, channel, .. } = self.inputs;
        let known = |known| harmless(reading.text(known).unwrap_or_default(), channel);
        Datum::Text(match global {
            Global::From => known(Known::From),
            Global::To => known(Known::To),
            Global::SiteDomain => known(Known::SiteDomain),
            Global::Language => Cow::Owned(language.tag().to_string()),
            Global::Direction => Cow::Borrowed(if language.is_right_to_left() { "rtl" } else { "ltr" }),
        })
    }

    fn field(&mut self, of: &'r Expression, name: &str, optional: bool) -> Option<Datum<'r>> {
        match self.value(of)? {
            Datum::Undefined if optional => Some(Datum::Undefined),
            Datum::Undefined => None,
            Datum::Object { base, members } => match members.iter().find(|member| member.name == name) {
                Some(member) => Datum::look(self.inputs.reading, base, member, self.inputs.channel),
                None => Some(Datum::Undefined),
            },
            Datum::Boolean(_) | Datum::Integer(_) | Datum::Text(_) | Datum::List { .. } => {
                Some(Datum::Undefined)
            }
        }
    }

    fn filter(&mut self, filter: &'r Filter, of: &'r Expression) -> Option<Datum<'r>> {
        let value = self.value(of)?;
        let Inputs { site, language, channel, style, .. } = self.inputs;
        let formats = language.formats();
        Some(Datum::Text(Cow::Owned(match filter {
            Filter::Length => return Some(Datum::Integer(i64::try_from(value.rows()?).ok()?)),
            // Tera works the other value out in any case, and so tells what is wrong with it.
            Filter::Default(other) => {
                let other = self.value(other)?;
                return Some(if matches!(value, Datum::Undefined) { other } else { value });
            }
            Filter::Safe => return Some(Datum::Text(value.into_text()?)),
            Filter::Money { currency, display } => {
                let amount = parse_amount(&value.into_filtered()?)?;
                let currency = self.currency(currency)?;
                formats.money(Money { amount, currency }, *display, style).ok()?
            }
            Filter::Moment { date, time } => {
                let moment = Moment::parse(&value.into_filtered()?)?;
                formats.moment(&moment, &site.time_zone, *date, *time).ok()?
            }
            Filter::Number(options) => {
                formats.number(parse_number(&value.into_filtered()?)?, *options).ok()?
            }
            Filter::Percent(options) => {
                formats.percent(parse_number(&value.into_filtered()?)?, *options).ok()?
            }
            Filter::Shorten(length) => shortened(&value.into_filtered()?, *length, channel),
            Filter::Url => absolute_url(&value.into_filtered()?, &site.url)?,
        })))
    }

    /// A currency, by its code or in a `{value, label}` object.
    fn currency(&mut self, of: &'r Expression) -> Option<Currency> {
        let code = match self.value(of)? {
            Datum::Text(code) => code,
            Datum::Object { base, members } => {
                let value = members.iter().find(|member| member.name == "value")?;
                Datum::look(self.inputs.reading, base, value, self.inputs.channel)?.into_text()?
            }
            _ => return None,
        };
        Currency::from_code(&code)
    }
}

/// Writes a text, as HTML where that is wanted.
pub(super) fn put(text: &str, escape: bool, out: &mut Bounded) -> Option<()> {
    // It could look like a part of an object that is printed; the reference looks closer.
    if text.as_bytes().contains(&b'\\') {
        return None;
    }
    if escape { out.push_escaped(text) } else { out.push(text) }
}
