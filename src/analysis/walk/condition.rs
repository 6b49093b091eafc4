//! Conditions: what they settle where they hold, and where they do not.

use super::known::{Known, Settled};
use super::observation::{Use, What};
use super::value::Value;
use super::walker::Walker;
use crate::analysis::syntax::{Expression, Kind, Operator, Span};
use crate::analysis::types::Type;
use crate::event::{Format, is_open};

impl Walker<'_> {
    /// Evaluates a condition and says what it settles.
    pub(super) fn condition(&mut self, expression: &Expression) -> Settled {
        match &expression.kind {
            Kind::Not(inner) => self.condition(inner).not(),
            Kind::Binary { operator: Operator::And, left, right } => {
                let left = self.condition(left);
                let right = self.under(&left.when_true, |walker| walker.condition(right));
                let mut when_true = left.when_true.clone();
                when_true.and(&right.when_true);
                let mut reached = left.when_true;
                reached.and(&right.when_false);
                Settled { when_true, when_false: Known::or(&left.when_false, &reached) }
            }
            Kind::Binary { operator: Operator::Or, left, right } => {
                let left = self.condition(left);
                let right = self.under(&left.when_false, |walker| walker.condition(right));
                let mut when_false = left.when_false.clone();
                when_false.and(&right.when_false);
                Settled { when_true: Known::or(&left.when_true, &right.when_true), when_false }
            }
            Kind::Binary { operator, left, right } if operator.is_comparison() => {
                self.comparison(*operator, left, right)
            }
            Kind::Test { of, call } => {
                let value = self.evaluate(of);
                self.read(&value, true);
                self.arguments(call);
                let present = self.presence_of(&value);
                match call.name.as_str() {
                    "undefined" => Settled { when_false: present, ..Settled::default() },
                    "none" => Settled::default(),
                    _ => Settled { when_true: present, ..Settled::default() },
                }
            }
            _ => {
                let value = self.evaluate(expression);
                self.read(&value, value.kind == Type::Unknown);
                let mut when_true = self.presence_of(&value);
                if let (Some(key), Type::Integer { least: Some(0) }) = (&value.key, &value.kind) {
                    when_true.and(&Known::at_least(key.clone(), 1));
                    if let Some(list) = key.strip_suffix("|length") {
                        when_true.and(&Known::present(list));
                    }
                }
                Settled { when_true, ..Settled::default() }
            }
        }
    }

    /// That a value is there, with all that stands before its dots and all that follows from it.
    pub(super) fn presence_of(&self, value: &Value) -> Known {
        let mut known = match &value.key {
            None => return Known::one_of(value.sources.iter().cloned()),
            Some(key) => Known::present(key.clone()),
        };
        let key = value.key.as_deref().unwrap_or_default();
        for (at, _) in key.match_indices('.') {
            known.and(&Known::present(&key[..at]));
        }
        if let Some(fact) = key.strip_prefix("ready.") {
            for implied in crate::render::implied_by(fact) {
                known.and(&Known::present(format!("ready.{implied}")));
            }
            if fact == "item" {
                known.and(&self.some_items());
            }
        }
        known
    }

    /// Where there is an item, one of the lists that it may come from is filled.
    fn some_items(&self) -> Known {
        let own = self.event.payload().fields().iter().find(|field| field.name == "order_items");
        match own {
            Some(field) if field.required => Known::present("payload.order_items"),
            Some(_) => {
                Known::one_of(["payload.order_items", "payload.order.orderitem_set"].map(str::to_owned))
            }
            None => Known::present("payload.order.orderitem_set"),
        }
    }

    fn comparison(&mut self, operator: Operator, left: &Expression, right: &Expression) -> Settled {
        let (a, b) = (self.evaluate(left), self.evaluate(right));
        self.read(&a, true);
        self.read(&b, true);
        let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        if is_equality {
            self.judge_equality(&a, &b, left, right);
        } else if operator == Operator::In {
            self.need(&b, &right.span, Use::Calculation);
            self.judge_words(&a, right);
        } else {
            self.need(&a, &left.span, Use::Calculation);
            self.need(&b, &right.span, Use::Calculation);
            self.judge_order(&a, &b, left);
            self.judge_order(&b, &a, right);
        }
        let mut settled = Settled::default();
        let not_none = |value: &Value| value.constant.is_some() || matches!(value.kind, Type::Integer { .. });
        if not_none(&b) || operator == Operator::In {
            let present = self.presence_of(&a);
            match operator {
                Operator::NotEqual => settled.when_false.and(&present),
                _ => settled.when_true.and(&present),
            }
        }
        settle_numbers(operator, &a, right, &mut settled);
        settled
    }

    /// Says so where two values are of kinds that are never equal, or a word is none of those that there are.
    fn judge_equality(&mut self, a: &Value, b: &Value, left: &Expression, right: &Expression) {
        for (value, other, at) in [(a, b, right), (b, a, left)] {
            let Some(word) = &other.constant else { continue };
            if matches!(
                value.kind,
                Type::Object(_)
                    | Type::Currency
                    | Type::Choice(_)
                    | Type::List { .. }
                    | Type::Map { .. }
                    | Type::Integer { .. }
                    | Type::Number
                    | Type::Boolean
            ) {
                let (path, found) = (value.name.clone(), value.kind.clone());
                let other = "a text".to_owned();
                self.see(&at.span, What::NeverEqual { path, found, other });
            }
            self.judge_word(value, word, &at.span);
        }
        let is_number = |value: &Value| matches!(value.kind, Type::Integer { .. } | Type::Number);
        let is_text = |value: &Value| {
            matches!(value.kind, Type::Text(_) | Type::Amount | Type::ChoiceValue(_) | Type::Fact(_))
        };
        if is_number(b) && is_text(a) && a.constant.is_none() {
            let (path, found) = (a.name.clone(), a.kind.clone());
            self.see(&right.span, What::NeverEqual { path, found, other: "a number".to_owned() });
        }
    }

    /// The same of `value in ["one", "two"]`.
    fn judge_words(&mut self, value: &Value, list: &Expression) {
        let Kind::List(entries) = &list.kind else { return };
        for entry in entries {
            if let Kind::Text(word) = &entry.value.kind {
                self.judge_word(value, word, &entry.value.span);
            }
        }
    }

    /// Says so where a value is compared with a word that it never is.
    fn judge_word(&mut self, value: &Value, word: &str, at: &Span) {
        let plain = |words: &[&'static str]| words.iter().map(|word| (*word, *word)).collect();
        let known: Vec<(&str, &str)> = match &value.kind {
            Type::Text(Format::OneOf(words)) => plain(words),
            Type::ChoiceValue(known) if !is_open(known) => known.to_vec(),
            Type::Fact("gender") => plain(&["male", "female", "other"]),
            Type::Fact("has_name") => plain(&["yes", "no"]),
            _ => return,
        };
        if !known.iter().any(|(known, _)| *known == word) {
            let (path, value) = (value.name.clone(), word.to_owned());
            self.see(at, What::UnknownValue { path, value, known });
        }
    }

    /// Says so where a text is compared with a number: Tera refuses it.
    fn judge_order(&mut self, value: &Value, other: &Value, at: &Expression) {
        let is_number = matches!(other.kind, Type::Integer { .. } | Type::Number);
        let fits = matches!(value.kind, Type::Integer { .. } | Type::Number | Type::Unknown);
        if is_number && !fits {
            let (path, found) = (value.name.clone(), value.kind.clone());
            let by = "a comparison with a number".to_owned();
            self.see(&at.span, What::WrongType { path, found, by, wanted: "a number" });
        }
    }
}

/// What a comparison with a constant says of the least that a number can be; of a list's length also whether
/// there is anything in it.
fn settle_numbers(operator: Operator, value: &Value, right: &Expression, settled: &mut Settled) {
    let (Some(key), Kind::Integer(bound)) = (&value.key, &right.kind) else { return };
    let above = bound.saturating_add(1);
    let (when_true, when_false) = match operator {
        Operator::Greater => (Some(above), None),
        Operator::GreaterOrEqual | Operator::Equal => (Some(*bound), None),
        Operator::Less => (None, Some(*bound)),
        Operator::LessOrEqual => (None, Some(above)),
        Operator::NotEqual if *bound == 0 && matches!(value.kind, Type::Integer { least: Some(0) }) => {
            (Some(1), None)
        }
        _ => (None, None),
    };
    for (least, known) in [(when_true, &mut settled.when_true), (when_false, &mut settled.when_false)] {
        let Some(least) = least else { continue };
        known.and(&Known::at_least(key.clone(), least));
        if let Some(list) = key.strip_suffix("|length").filter(|_| least > 0) {
            known.and(&Known::present(list));
        }
    }
}
