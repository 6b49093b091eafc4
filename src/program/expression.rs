//! Expressions of templates.

use super::compile::{Bound, Compiler};
use super::step::{Expression, Filter, Global, Operator};
use crate::analysis::syntax::{self, Call, Kind};
use crate::l10n::{DateStyle, MAX_DIGITS, MoneyDisplay, NumberOptions, TimeStyle};
use crate::render::{FactId, LEAST_LENGTH, USUAL_LENGTH, moment_styles};

impl<'c> Compiler<'c> {
    pub(super) fn expression(&mut self, of: &'c syntax::Expression) -> Option<Expression> {
        Some(match &of.kind {
            Kind::Text(text) => {
                self.weigh(text)?;
                Expression::Text(text.as_str().into())
            }
            Kind::Integer(number) => Expression::Integer(*number),
            Kind::Boolean(flag) => Expression::Boolean(*flag),
            Kind::Name(name) => self.name(name)?,
            Kind::Field { of, name, optional, .. } => self.field(of, name, *optional)?,
            Kind::Slice { of, start: None, end: Some(end), step: None, optional: false } => {
                let Kind::Integer(end) = end.kind else { return None };
                let list = Box::new(self.expression(of)?);
                Expression::Head { list, end: usize::try_from(end).ok()? }
            }
            Kind::Filter { of, call } => {
                let of = Box::new(self.expression(of)?);
                Expression::Filter { filter: self.filter(call)?, of }
            }
            Kind::Test { of, call } if call.arguments.is_empty() => {
                let defined = Expression::Defined(Box::new(self.expression(of)?));
                match call.name.as_str() {
                    "defined" => defined,
                    "undefined" => Expression::Not(Box::new(defined)),
                    _ => return None,
                }
            }
            Kind::Function(call) if call.name == "t" => {
                let mut steps = Vec::new();
                self.sentence(call, false, &mut steps)?;
                Expression::Written(steps.into())
            }
            Kind::Component(call) => {
                let mut steps = Vec::new();
                self.component(call, &mut steps)?;
                Expression::Written(steps.into())
            }
            Kind::Not(of) => Expression::Not(Box::new(self.expression(of)?)),
            Kind::Choice { condition, then, otherwise } => Expression::Choice(Box::new([
                self.expression(condition)?,
                self.expression(then)?,
                self.expression(otherwise)?,
            ])),
            Kind::Binary { operator, left, right } => {
                let of = Box::new([self.expression(left)?, self.expression(right)?]);
                match operator {
                    syntax::Operator::And => Expression::And(of),
                    syntax::Operator::Or => Expression::Or(of),
                    operator => Expression::Binary { operator: known_operator(*operator)?, of },
                }
            }
            _ => return None,
        })
    }

    /// Whether a value is HTML already, so that Tera prints it as it is; `None` where that depends on the event.
    pub(super) fn is_safe(&mut self, of: &'c syntax::Expression) -> Option<bool> {
        if !self.escape {
            return Some(false);
        }
        let mut same = |one: &'c syntax::Expression, other: &'c syntax::Expression| {
            let safe = self.is_safe(one)?;
            (self.is_safe(other)? == safe).then_some(safe)
        };
        match &of.kind {
            Kind::Component(_) => Some(true),
            Kind::Filter { call, .. } if call.name == "safe" => Some(true),
            Kind::Filter { of, call } if call.name == "default" => {
                same(of, call.argument("value").map(|argument| &argument.value)?)
            }
            Kind::Choice { then, otherwise, .. } => same(then, otherwise),
            Kind::Binary { operator: syntax::Operator::And | syntax::Operator::Or, left, right } => {
                same(left, right)
            }
            Kind::Name(name) => match self.bound(name)? {
                Some(Bound::Register { safe, .. }) => Some(safe),
                Some(Bound::Body(..)) => Some(true),
                Some(Bound::Late(value, frames)) => {
                    self.elsewhere(&frames, |compiler| compiler.is_safe(value))
                }
                Some(Bound::Constant(_) | Bound::Global) | None => Some(false),
            },
            _ => Some(false),
        }
    }

    fn name(&mut self, name: &str) -> Option<Expression> {
        match self.bound(name)? {
            Some(Bound::Register { register, .. }) => Some(Expression::Register(register)),
            Some(Bound::Constant(value)) => self.expression(value),
            Some(Bound::Late(value, frames)) => {
                self.elsewhere(&frames, |compiler| compiler.expression(value))
            }
            Some(Bound::Body(nodes, frames)) => {
                self.elsewhere(&frames, |compiler| compiler.block(nodes).map(Expression::Written))
            }
            Some(Bound::Global) | None => self.context(name),
        }
    }

    /// A name that stands for a part of the event, or of what is there for every event.
    fn context(&self, name: &str) -> Option<Expression> {
        Some(match name {
            "ready" | "loop" | "__tera_context" => return None,
            "site" => Expression::Site,
            "from" => Expression::Global(Global::From),
            "to" => Expression::Global(Global::To),
            "site_domain" => Expression::Global(Global::SiteDomain),
            "language" => Expression::Global(Global::Language),
            "direction" => Expression::Global(Global::Direction),
            "channel" => Expression::Text(self.channel.as_str().into()),
            "event" => Expression::Text(self.event.as_str().into()),
            "receiver_user" => Expression::User(self.view.user.clone().into()),
            _ => match self.view.payload.iter().find(|member| member.name == name) {
                Some(member) => Expression::Payload(member.clone()),
                None => Expression::Undefined,
            },
        })
    }

    fn field(&mut self, of: &'c syntax::Expression, name: &str, optional: bool) -> Option<Expression> {
        if let Kind::Name(root) = &of.kind {
            if root == "loop" {
                return self.counter(name);
            }
            if root == "ready" && self.bound(root)?.is_none() {
                let fact = FactId::of(name)?;
                self.facts.add(fact);
                return Some(Expression::Ready(fact));
            }
        }
        Some(match self.expression(of)? {
            Expression::Site => Expression::SiteField(name.into()),
            of => Expression::Field { of: Box::new(of), name: name.into(), optional },
        })
    }

    /// `loop.index` and the like.
    fn counter(&self, name: &str) -> Option<Expression> {
        let open = self.frames.iter().rev().take_while(|frame| !frame.closed && !frame.included);
        let (index, length) = open.into_iter().find_map(|frame| frame.counters)?;
        let index = Expression::Register(index);
        let binary = |operator, left, right| Expression::Binary { operator, of: Box::new([left, right]) };
        let next = |index| binary(Operator::Plus, index, Expression::Integer(1));
        Some(match name {
            "index0" => index,
            "index" => next(index),
            "first" => binary(Operator::Equal, index, Expression::Integer(0)),
            "last" => binary(Operator::Equal, next(index), Expression::Register(length)),
            "length" => Expression::Register(length),
            _ => return None,
        })
    }

    fn filter(&mut self, call: &'c Call) -> Option<Filter> {
        let known = |names: &[&str]| {
            call.arguments.iter().all(|argument| names.contains(&argument.name.as_str())).then_some(())
        };
        Some(match call.name.as_str() {
            "length" => {
                known(&[])?;
                Filter::Length
            }
            "default" => {
                known(&["value"])?;
                Filter::Default(Box::new(self.expression(&call.argument("value")?.value)?))
            }
            "money" => {
                known(&["currency", "display"])?;
                let currency = Box::new(self.expression(&call.argument("currency")?.value)?);
                Filter::Money { currency, display: option(call, "display", MoneyDisplay::from_name)? }
            }
            "date" | "time" | "datetime" => moment(call)?,
            "number" => Filter::Number(number_options(call)?),
            "percent" => Filter::Percent(number_options(call)?),
            "shorten" => {
                known(&["length"])?;
                let length = match call.argument("length").map(|argument| &argument.value.kind) {
                    None => USUAL_LENGTH,
                    Some(Kind::Integer(length)) => usize::try_from(*length).ok()?,
                    Some(_) => return None,
                };
                (length >= LEAST_LENGTH).then_some(Filter::Shorten(length))?
            }
            "url" => {
                known(&[])?;
                Filter::Url
            }
            "safe" => {
                known(&[])?;
                Filter::Safe
            }
            _ => return None,
        })
    }
}

/// An option that names one of few things. `Some(None)` where it is not given.
#[expect(clippy::option_option, reason = "one says that it is not given, the other that it cannot be said")]
fn option<T>(call: &Call, name: &str, from_name: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match call.argument(name).map(|argument| &argument.value.kind) {
        None => Some(None),
        Some(Kind::Text(text)) => from_name(text).map(Some),
        Some(_) => None,
    }
}

/// `date`, `time` and `datetime`, with the styles that they have where none is given.
fn moment(call: &Call) -> Option<Filter> {
    let names: &[&str] = match call.name.as_str() {
        "date" => &["dateStyle"],
        "time" => &["timeStyle"],
        _ => &["dateStyle", "timeStyle"],
    };
    if call.arguments.iter().any(|argument| !names.contains(&argument.name.as_str())) {
        return None;
    }
    let date = option(call, "dateStyle", DateStyle::from_name)?;
    let time = option(call, "timeStyle", TimeStyle::from_name)?;
    let (date, time) = moment_styles(&call.name, date, time);
    Some(Filter::Moment { date, time })
}

fn number_options(call: &Call) -> Option<NumberOptions> {
    let mut options = NumberOptions::default();
    for argument in &call.arguments {
        let digits = match argument.value.kind {
            Kind::Integer(digits) => u8::try_from(digits).ok().filter(|digits| *digits <= MAX_DIGITS),
            _ => None,
        };
        match (argument.name.as_str(), &argument.value.kind) {
            ("minimumIntegerDigits", _) => options.minimum_integer_digits = digits?,
            ("minimumFractionDigits", _) => options.minimum_fraction_digits = Some(digits?),
            ("maximumFractionDigits", _) => options.maximum_fraction_digits = Some(digits?),
            ("useGrouping", Kind::Boolean(flag)) => options.use_grouping = *flag,
            _ => return None,
        }
    }
    Some(options)
}

fn known_operator(operator: syntax::Operator) -> Option<Operator> {
    Some(match operator {
        syntax::Operator::Equal => Operator::Equal,
        syntax::Operator::NotEqual => Operator::NotEqual,
        syntax::Operator::Less => Operator::Less,
        syntax::Operator::LessOrEqual => Operator::LessOrEqual,
        syntax::Operator::Greater => Operator::Greater,
        syntax::Operator::GreaterOrEqual => Operator::GreaterOrEqual,
        syntax::Operator::Plus => Operator::Plus,
        syntax::Operator::Minus => Operator::Minus,
        _ => return None,
    })
}
