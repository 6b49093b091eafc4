//! Statements: what stands in `{% … %}`, and the text between.

use super::lexer::{Token, Unreadable, tokenize};
use super::{Component, Expression, For, Kind, Node, Parameter, Span, Template};

pub(super) type Parsed<T> = Result<T, Unreadable>;

/// Tera nests no deeper than 40; somewhat more is read here, and then no more, for the stack's sake.
const MAX_DEPTH: usize = 96;

pub(super) struct Parser<'s> {
    source: &'s str,
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
    pub(super) expression_depth: usize,
    pub(super) complexity: usize,
    template: Template,
}

/// Reads a template that Tera accepts.
pub(crate) fn parse(source: &str) -> Result<Template, Unreadable> {
    let tokens = tokenize(source)?;
    let template = Template { comments: tokens.comments, ..Template::default() };
    let mut parser = Parser {
        source,
        tokens: tokens.tokens,
        at: 0,
        depth: 0,
        expression_depth: 0,
        complexity: 0,
        template,
    };
    let nodes = parser.nodes(|_| false)?;
    if parser.at < parser.tokens.len() {
        return Err(parser.stuck());
    }
    Ok(Template { nodes, ..parser.template })
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    pub(super) fn next(&mut self) -> Parsed<(Token, Span)> {
        let next = self.tokens.get(self.at).cloned().ok_or(Unreadable { at: self.source.len() })?;
        self.at += 1;
        Ok(next)
    }

    /// Where the last token ended.
    pub(super) fn end(&self) -> usize {
        self.tokens[..self.at].last().map_or(0, |(_, span)| span.end)
    }

    pub(super) fn stuck(&self) -> Unreadable {
        let last = self.tokens.get(self.at.saturating_sub(1));
        Unreadable { at: last.map_or(self.source.len(), |(_, span)| span.start) }
    }

    pub(super) fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            return Err(self.stuck());
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    pub(super) fn sees_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), Some(Token::Symbol(there)) if *there == symbol)
    }

    pub(super) fn take_symbol(&mut self, symbol: &str) -> bool {
        let sees = self.sees_symbol(symbol);
        self.at += usize::from(sees);
        sees
    }

    pub(super) fn expect_symbol(&mut self, symbol: &str) -> Parsed<()> {
        if self.take_symbol(symbol) { Ok(()) } else { Err(self.stuck()) }
    }

    pub(super) fn take_name(&mut self, name: &str) -> bool {
        let sees = matches!(self.peek(), Some(Token::Name(there)) if there == name);
        self.at += usize::from(sees);
        sees
    }

    pub(super) fn expect_name(&mut self, name: &str) -> Parsed<()> {
        if self.take_name(name) { Ok(()) } else { Err(self.stuck()) }
    }

    pub(super) fn name(&mut self) -> Parsed<(String, Span)> {
        match self.next()? {
            (Token::Name(name), span) => Ok((name, span)),
            _ => Err(self.stuck()),
        }
    }

    pub(super) fn dotted_name(&mut self) -> Parsed<(String, Span)> {
        let (mut name, mut span) = self.name()?;
        while self.take_symbol(".") {
            let (part, at) = self.name()?;
            name = format!("{name}.{part}");
            span.end = at.end;
        }
        Ok((name, span))
    }

    pub(super) fn expect_tag_end(&mut self) -> Parsed<()> {
        match self.next()? {
            (Token::TagClose, _) => Ok(()),
            _ => Err(self.stuck()),
        }
    }

    fn quoted(&mut self) -> Parsed<(String, Span)> {
        match self.next()? {
            (Token::Quoted(text), span) => Ok((text, span)),
            _ => Err(self.stuck()),
        }
    }

    /// Nodes up to the end, or up to a tag that `ends` knows; that tag's `{%` is eaten, its word is not.
    pub(super) fn nodes(&mut self, ends: fn(&Token) -> bool) -> Parsed<Vec<Node>> {
        self.deeper(|parser| {
            let mut nodes = Vec::new();
            while parser.at < parser.tokens.len() {
                let (token, span) = parser.next()?;
                match token {
                    Token::Text(text) => {
                        nodes.push(Node::Text { text: parser.source[text].to_owned(), span });
                    }
                    Token::PrintOpen => {
                        let value = parser.expression(0)?;
                        match parser.next()? {
                            (Token::PrintClose, close) => {
                                nodes.push(Node::Print { value, span: span.start..close.end });
                            }
                            _ => return Err(parser.stuck()),
                        }
                    }
                    Token::TagOpen => {
                        if parser.peek().is_some_and(ends) {
                            return Ok(nodes);
                        }
                        nodes.extend(parser.tag(span.start)?);
                        parser.expect_tag_end()?;
                    }
                    _ => return Err(parser.stuck()),
                }
            }
            Ok(nodes)
        })
    }

    /// One tag behind its `{%`, up to before its `%}`.
    fn tag(&mut self, start: usize) -> Parsed<Option<Node>> {
        if self.take_symbol("<") {
            let call = self.component_call(false)?;
            let span = start..self.end();
            let kind = Kind::Component(Box::new(call));
            return Ok(Some(Node::Print { value: Expression { kind, span: span.clone() }, span }));
        }
        let (word, _) = self.name()?;
        Ok(Some(match word.as_str() {
            "if" => {
                let node = self.branch(start)?;
                self.expect_name("endif")?;
                node
            }
            "for" => self.for_loop(start)?,
            "set" => self.set(false, start)?,
            "set_global" => self.set(true, start)?,
            "include" => {
                let (path, span) = self.quoted()?;
                Node::Include { path, span }
            }
            "extends" => {
                self.template.parent = Some(self.quoted()?);
                return Ok(None);
            }
            "block" => {
                let (name, span) = self.name()?;
                self.expect_tag_end()?;
                let body = self.nodes(|token| is_word(token, &["endblock"]))?;
                self.expect_name("endblock")?;
                if matches!(self.peek(), Some(Token::Name(_))) {
                    self.next()?;
                }
                Node::Block { name, body, span }
            }
            "filter" => {
                let mut filters = vec![self.call()?];
                while self.take_symbol("|") {
                    filters.push(self.call()?);
                }
                self.expect_tag_end()?;
                let body = self.nodes(|token| is_word(token, &["endfilter"]))?;
                self.expect_name("endfilter")?;
                Node::Filtered { filters, body, span: start..self.end() }
            }
            "component" => {
                let component = self.component()?;
                self.template.components.push(component);
                return Ok(None);
            }
            "break" => Node::Break,
            "continue" => Node::Continue,
            _ => return Err(self.stuck()),
        }))
    }

    /// An `if` or `elif` behind its word, up to before its `endif`.
    fn branch(&mut self, start: usize) -> Parsed<Node> {
        self.deeper(|parser| {
            let condition = parser.expression(0)?;
            parser.expect_tag_end()?;
            let span = start..parser.end();
            let then = parser.nodes(|token| is_word(token, &["endif", "else", "elif"]))?;
            let elif = parser.tokens.get(parser.at).map_or(0, |(_, span)| span.start);
            let otherwise = if parser.take_name("elif") {
                vec![parser.branch(elif)?]
            } else if parser.take_name("else") {
                parser.expect_tag_end()?;
                parser.nodes(|token| is_word(token, &["endif"]))?
            } else {
                Vec::new()
            };
            Ok(Node::If { condition, then, otherwise, span })
        })
    }

    fn for_loop(&mut self, start: usize) -> Parsed<Node> {
        let (key, value) = self.loop_names()?;
        self.expect_name("in")?;
        let target = self.expression(0)?;
        self.expect_tag_end()?;
        let span = start..self.end();
        let body = self.nodes(|token| is_word(token, &["endfor", "else"]))?;
        let mut otherwise = Vec::new();
        if self.take_name("else") {
            self.expect_tag_end()?;
            otherwise = self.nodes(|token| is_word(token, &["endfor"]))?;
        }
        self.expect_name("endfor")?;
        Ok(Node::For(Box::new(For { key, value, target, body, otherwise, span })))
    }

    fn set(&mut self, global: bool, start: usize) -> Parsed<Node> {
        let (name, _) = self.name()?;
        if self.take_symbol("=") {
            let value = self.expression(0)?;
            return Ok(Node::Set { name, value, global, span: start..self.end() });
        }
        let mut filters = Vec::new();
        while self.take_symbol("|") {
            filters.push(self.call()?);
        }
        self.expect_tag_end()?;
        let body = self.nodes(|token| is_word(token, &["endset"]))?;
        self.expect_name("endset")?;
        Ok(Node::Capture { name, filters, body, global, span: start..self.end() })
    }

    fn component(&mut self) -> Parsed<Component> {
        let (name, span) = self.dotted_name()?;
        self.expect_symbol("(")?;
        let (mut parameters, mut rest) = (Vec::new(), None);
        while !self.take_symbol(")") {
            if self.take_symbol("...") {
                rest = Some(self.name()?.0);
                continue;
            }
            let implicit = self.take_symbol("@");
            let (name, span) = self.name()?;
            let kind = if self.take_symbol(":") { Some(self.name()?.0) } else { None };
            let default = if self.take_symbol("=") { Some(self.expression(0)?) } else { None };
            parameters.push(Parameter { name, implicit, kind, default, span });
            if !self.sees_symbol(")") {
                self.expect_symbol(",")?;
            }
        }
        if self.take_symbol("{") {
            self.map()?;
        }
        self.expect_tag_end()?;
        let body = self.nodes(|token| is_word(token, &["endcomponent"]))?;
        self.expect_name("endcomponent")?;
        if matches!(self.peek(), Some(Token::Name(_))) {
            self.dotted_name()?;
        }
        Ok(Component { name, parameters, rest, body, span })
    }
}

fn is_word(token: &Token, words: &[&str]) -> bool {
    matches!(token, Token::Name(name) if words.contains(&name.as_str()))
}
