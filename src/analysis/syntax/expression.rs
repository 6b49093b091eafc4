//! Expressions, by binding power.

use super::lexer::Token;
use super::parser::{Parsed, Parser};
use super::{Argument, Call, ComponentCall, Comprehension, Entry, Expression, Kind, Node, Operator, Span};

/// What binds on the left of an operator, and how it is parsed.
enum Infix {
    Binary(Operator),
    Filter,
    Test,
    Choice,
    Index,
    /// `not in`
    NotIn,
}

/// Left and right binding power: the greater binds first.
fn power(infix: &Infix) -> (u8, u8) {
    use Operator::{
        And, Divide, Equal, FloorDivide, Greater, GreaterOrEqual, In, Join, Less, LessOrEqual, Minus, Modulo,
        Multiply, NotEqual, Or, Plus, Power,
    };
    match infix {
        Infix::Choice => (0, 0),
        Infix::Binary(Or) => (1, 2),
        Infix::Binary(And) => (3, 4),
        Infix::Binary(In) | Infix::Test | Infix::NotIn => (5, 6),
        Infix::Binary(Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual) => (7, 8),
        Infix::Binary(Plus | Minus) => (11, 12),
        Infix::Binary(Multiply | Divide | Modulo | Join | FloorDivide) => (13, 14),
        Infix::Binary(Power) => (16, 15),
        Infix::Filter => (17, 18),
        Infix::Index => (u8::MAX, 0),
    }
}

/// Tera takes 256 parts in an expression; somewhat more is read here, and then no more, for the stack's sake.
const MAX_COMPLEXITY: usize = 600;

const NOT: u8 = 5;
const NEGATIVE: u8 = 20;

impl Parser<'_> {
    /// An expression whose operators bind at least as much as `least`.
    pub(super) fn expression(&mut self, least: u8) -> Parsed<Expression> {
        if self.expression_depth == 0 {
            self.complexity = 0;
        }
        self.expression_depth += 1;
        let expression = self.deeper(|parser| parser.by_power(least));
        self.expression_depth -= 1;
        expression
    }

    /// Counts the parts of one expression: each makes its tree deeper.
    fn grow(&mut self) -> Parsed<()> {
        self.complexity += 1;
        if self.complexity > MAX_COMPLEXITY { Err(self.stuck()) } else { Ok(()) }
    }

    fn by_power(&mut self, least: u8) -> Parsed<Expression> {
        let mut left = self.operand()?;
        while let Some(infix) = self.infix() {
            let (left_power, right_power) = power(&infix);
            if left_power < least {
                break;
            }
            self.grow()?;
            left = self.combine(left, &infix, right_power)?;
        }
        Ok(left)
    }

    /// What operator comes next, if any.
    fn infix(&self) -> Option<Infix> {
        let operator = match self.peek()? {
            Token::Symbol(symbol) => match *symbol {
                "*" => Operator::Multiply,
                "/" => Operator::Divide,
                "//" => Operator::FloorDivide,
                "%" => Operator::Modulo,
                "+" => Operator::Plus,
                "-" => Operator::Minus,
                "**" => Operator::Power,
                "<" => Operator::Less,
                "<=" => Operator::LessOrEqual,
                ">" => Operator::Greater,
                ">=" => Operator::GreaterOrEqual,
                "==" => Operator::Equal,
                "!=" => Operator::NotEqual,
                "~" => Operator::Join,
                "|" => return Some(Infix::Filter),
                "[" => return Some(Infix::Index),
                _ => return None,
            },
            Token::Name(name) => match name.as_str() {
                "in" => Operator::In,
                "and" => Operator::And,
                "or" => Operator::Or,
                "is" => return Some(Infix::Test),
                "if" => return Some(Infix::Choice),
                "not" => return Some(Infix::NotIn),
                _ => return None,
            },
            _ => return None,
        };
        Some(Infix::Binary(operator))
    }

    fn combine(&mut self, left: Expression, infix: &Infix, right_power: u8) -> Parsed<Expression> {
        let start = left.span.start;
        let boxed = Box::new(left);
        if matches!(infix, Infix::Index) {
            return self.subscript(*boxed);
        }
        self.next()?;
        let kind = match infix {
            Infix::Binary(operator) => {
                let right = Box::new(self.expression(right_power)?);
                Kind::Binary { operator: *operator, left: boxed, right }
            }
            Infix::NotIn => {
                self.expect_name("in")?;
                let right = Box::new(self.expression(right_power)?);
                let span = start..right.span.end;
                let kind = Kind::Binary { operator: Operator::In, left: boxed, right };
                Kind::Not(Box::new(Expression { kind, span }))
            }
            Infix::Filter => Kind::Filter { of: boxed, call: self.call()? },
            Infix::Test => {
                let negated = self.take_name("not");
                let kind = Kind::Test { of: boxed, call: self.call()? };
                if negated { Kind::Not(Box::new(Expression { kind, span: start..self.end() })) } else { kind }
            }
            Infix::Choice => {
                let condition = Box::new(self.expression(0)?);
                self.expect_name("else")?;
                let otherwise = Box::new(self.expression(0)?);
                Kind::Choice { condition, then: boxed, otherwise }
            }
            Infix::Index => return Err(self.stuck()),
        };
        Ok(Expression { kind, span: start..self.end() })
    }

    fn operand(&mut self) -> Parsed<Expression> {
        let (token, span) = self.next()?;
        let start = span.start;
        let kind = match token {
            Token::Integer(number) => Kind::Integer(number),
            Token::Float(number) => Kind::Float(number),
            Token::Quoted(text) => Kind::Text(text),
            Token::Name(name) => match name.as_str() {
                "true" | "True" => Kind::Boolean(true),
                "false" | "False" => Kind::Boolean(false),
                "none" | "None" | "null" => Kind::None,
                "not" => Kind::Not(Box::new(self.expression(NOT)?)),
                _ => return self.named(name, span),
            },
            Token::Symbol("-") => match self.expression(NEGATIVE)? {
                Expression { kind: Kind::Integer(number), .. } => Kind::Integer(number.wrapping_neg()),
                Expression { kind: Kind::Float(number), .. } => Kind::Float(-number),
                other => Kind::Negative(Box::new(other)),
            },
            Token::Symbol("(") => {
                let inner = self.expression(0)?;
                self.expect_symbol(")")?;
                inner.kind
            }
            Token::Symbol("[") => self.list()?,
            Token::Symbol("{") => self.map()?,
            Token::Symbol("<") => Kind::Component(Box::new(self.component_call(true)?)),
            _ => return Err(self.stuck()),
        };
        Ok(Expression { kind, span: start..self.end() })
    }

    /// A variable with its path, or a function call.
    fn named(&mut self, name: String, span: Span) -> Parsed<Expression> {
        if self.sees_symbol("(") {
            let arguments = self.arguments()?;
            let end = self.end();
            let call = Call { name, arguments, span: span.clone() };
            return Ok(Expression { kind: Kind::Function(call), span: span.start..end });
        }
        let mut path = Expression { kind: Kind::Name(name), span };
        loop {
            self.grow()?;
            if self.sees_symbol(".") || self.sees_symbol("?.") {
                let optional = self.sees_symbol("?.");
                self.next()?;
                let (name, at) = self.name()?;
                let span = path.span.start..at.end;
                path = Expression { kind: Kind::Field { of: Box::new(path), name, optional, at }, span };
            } else if self.sees_symbol("[") || self.sees_symbol("?[") {
                path = self.subscript(path)?;
            } else {
                return Ok(path);
            }
        }
    }

    fn subscript(&mut self, of: Expression) -> Parsed<Expression> {
        let start = of.span.start;
        let (token, _) = self.next()?;
        let optional = token == Token::Symbol("?[");
        let of = Box::new(of);
        let mut bounds = [None, None, None];
        let mut colons = 0;
        loop {
            if self.sees_symbol(":") {
                self.next()?;
                colons += 1;
            } else if self.sees_symbol("]") {
                self.next()?;
                break;
            } else {
                match bounds.get_mut(colons) {
                    Some(bound @ None) => *bound = Some(Box::new(self.expression(0)?)),
                    _ => return Err(self.stuck()),
                }
            }
        }
        let span = start..self.end();
        let kind = match (colons, bounds) {
            (0, [Some(index), _, _]) => Kind::Item { of, index, optional },
            (1 | 2, [start, end, step]) => Kind::Slice { of, start, end, step, optional },
            _ => return Err(self.stuck()),
        };
        Ok(Expression { kind, span })
    }

    /// `name` or `name(argument=…)`, of a filter or a test.
    pub(super) fn call(&mut self) -> Parsed<Call> {
        let (name, span) = self.name()?;
        let arguments = if self.sees_symbol("(") { self.arguments()? } else { Vec::new() };
        Ok(Call { name, arguments, span })
    }

    fn arguments(&mut self) -> Parsed<Vec<Argument>> {
        self.expect_symbol("(")?;
        let mut arguments = Vec::new();
        while !self.take_symbol(")") {
            let (name, span) = self.name()?;
            self.expect_symbol("=")?;
            let value = self.expression(0)?;
            arguments.push(Argument { name, value, span });
            if !self.sees_symbol(")") {
                self.expect_symbol(",")?;
            }
        }
        Ok(arguments)
    }

    fn list(&mut self) -> Parsed<Kind> {
        let mut entries: Vec<Entry> = Vec::new();
        while !self.take_symbol("]") {
            let spread = self.take_symbol("...");
            let value = self.expression(0)?;
            if entries.is_empty() && !spread && self.take_name("for") {
                return self.comprehension(value);
            }
            entries.push(Entry { spread, value });
            if !self.sees_symbol("]") {
                self.expect_symbol(",")?;
            }
        }
        Ok(Kind::List(entries))
    }

    fn comprehension(&mut self, value: Expression) -> Parsed<Kind> {
        let (key, name) = self.loop_names()?;
        self.expect_name("in")?;
        let target = self.expression(1)?;
        let condition = if self.take_name("if") { Some(self.expression(1)?) } else { None };
        self.expect_symbol("]")?;
        Ok(Kind::Comprehension(Box::new(Comprehension { value, key, name, target, condition })))
    }

    /// `name` or `key, name` of a loop.
    pub(super) fn loop_names(&mut self) -> Parsed<(Option<String>, String)> {
        let (first, _) = self.name()?;
        if !self.take_symbol(",") {
            return Ok((None, first));
        }
        let (second, _) = self.name()?;
        Ok((Some(first), second))
    }

    pub(super) fn map(&mut self) -> Parsed<Kind> {
        let mut entries = Vec::new();
        while !self.take_symbol("}") {
            if self.take_symbol("...") {
                entries.push((None, self.expression(0)?));
            } else {
                let key = match self.next()?.0 {
                    Token::Quoted(key) => key,
                    Token::Integer(key) => key.to_string(),
                    Token::Name(key) if ["true", "True", "false", "False"].contains(&key.as_str()) => key,
                    _ => return Err(self.stuck()),
                };
                self.expect_symbol(":")?;
                entries.push((Some(key), self.expression(0)?));
            }
            if !self.sees_symbol("}") {
                self.expect_symbol(",")?;
            }
        }
        Ok(Kind::Map(entries))
    }

    /// `name a="…" b={…} c {...more}` behind a `<`, up to `/>` or, with a body, up to its closing tag.
    pub(super) fn component_call(&mut self, inline: bool) -> Parsed<ComponentCall> {
        let (name, span) = self.dotted_name()?;
        let (mut arguments, mut spread) = (Vec::new(), Vec::new());
        while !self.sees_symbol("/") && !self.sees_symbol(">") {
            if self.take_symbol("{") {
                self.expect_symbol("...")?;
                spread.push(self.expression(0)?);
                self.expect_symbol("}")?;
                continue;
            }
            let (name, span) = self.name()?;
            let value = if self.take_symbol("=") {
                self.attribute_value()?
            } else {
                Expression { kind: Kind::Name(name.clone()), span: span.clone() }
            };
            arguments.push(Argument { name, value, span });
        }
        let call = Call { name, arguments, span };
        if inline {
            self.expect_symbol("/")?;
            self.expect_symbol(">")?;
            return Ok(ComponentCall { call, spread, body: None });
        }
        self.expect_symbol(">")?;
        self.expect_tag_end()?;
        let body: Vec<Node> = self.nodes(|token| *token == Token::Symbol("</"))?;
        self.expect_symbol("</")?;
        self.dotted_name()?;
        self.expect_symbol(">")?;
        Ok(ComponentCall { call, spread, body: Some(body) })
    }

    fn attribute_value(&mut self) -> Parsed<Expression> {
        match self.next()? {
            (Token::Quoted(text), span) => Ok(Expression { kind: Kind::Text(text), span }),
            (Token::Symbol("{"), _) => {
                let value = self.expression(0)?;
                self.expect_symbol("}")?;
                Ok(value)
            }
            _ => Err(self.stuck()),
        }
    }
}
