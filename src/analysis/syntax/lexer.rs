//! A template's text as tokens. White space control (`{%-`, `-}}`) has had its say when they come out.

use super::Span;

/// A piece that the parser looks at.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Text outside of `{{ }}` and `{% %}`, with the part of it that is left.
    Text(Span),
    PrintOpen,
    PrintClose,
    TagOpen,
    TagClose,
    /// A name or keyword.
    Name(String),
    /// A string, without quotes and escapes.
    Quoted(String),
    Integer(i64),
    Float(f64),
    /// An operator or bracket.
    Symbol(&'static str),
}

/// What cannot be read; Tera says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The byte where reading stopped.
    pub(crate) at: usize,
}

/// Tokens with their places, and the places of comments.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<(Token, Span)>,
    pub(super) comments: Vec<Span>,
}

/// Symbols, the longer first.
const SYMBOLS: [&str; 35] = [
    "...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?[", "+", "-", "*", "/", "%", "!", ".", ",", ":",
    "~", "|", "=", ">", "<", "(", ")", "[", "]", "{", "}", "@", "?", ";", "&", "$",
];

/// Takes a template apart.
pub(super) fn tokenize(source: &str) -> Result<Tokens, Unreadable> {
    let mut lexer = Lexer { source, at: 0, out: Tokens::default(), trim_next: false };
    while lexer.at < source.len() {
        lexer.outside()?;
    }
    Ok(lexer.out)
}

struct Lexer<'s> {
    source: &'s str,
    at: usize,
    out: Tokens,
    /// Whether white space at the start of the next text goes.
    trim_next: bool,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    /// Text up to the next opening mark, and what that mark opens.
    fn outside(&mut self) -> Result<(), Unreadable> {
        let start = self.at;
        let opens = |at: &usize| matches!(self.rest().as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'));
        let open = self.rest().match_indices('{').map(|(at, _)| at).find(opens);
        let end = open.map_or(self.source.len(), |open| start + open);
        let trims_before = self.source.as_bytes().get(end + 2) == Some(&b'-');
        self.push_text(start..end, open.is_some() && trims_before);
        self.at = end;
        if open.is_none() {
            return Ok(());
        }
        match &self.source.as_bytes()[end + 1] {
            b'#' => self.comment(),
            b'%' if self.raw()? => Ok(()),
            mark => {
                let is_print = *mark == b'{';
                self.trim_next = false;
                self.inside(is_print, end, end + 2 + usize::from(trims_before))
            }
        }
    }

    fn push_text(&mut self, mut span: Span, trim_end: bool) {
        let text = &self.source[span.clone()];
        if self.trim_next {
            span.start += text.len() - text.trim_start().len();
        }
        if !text.is_empty() {
            self.trim_next = false;
        }
        if trim_end {
            span.end = span.start + self.source[span.clone()].trim_end().len();
        }
        if span.start < span.end {
            self.out.tokens.push((Token::Text(span.clone()), span));
        }
    }

    fn comment(&mut self) -> Result<(), Unreadable> {
        let start = self.at;
        let end = self.source[start..].find("#}").ok_or(Unreadable { at: start })? + start;
        // A comment lets the white space control before it go on.
        self.trim_next |= self.source[..end].ends_with('-');
        self.at = end + 2;
        self.out.comments.push(start..self.at);
        Ok(())
    }

    /// `{% raw %}…{% endraw %}`: text that is no template. `false` where it is another tag.
    fn raw(&mut self) -> Result<bool, Unreadable> {
        let Some((body, trims_start)) = self.bare_tag(self.at, "raw") else { return Ok(false) };
        let mut from = body;
        while let Some(found) = self.source[from..].find("{%") {
            let at = from + found;
            if let Some((after, trims_next)) = self.bare_tag(at, "endraw") {
                self.trim_next = trims_start;
                self.push_text(body..at, self.source.as_bytes().get(at + 2) == Some(&b'-'));
                self.trim_next = trims_next;
                self.at = after;
                return Ok(true);
            }
            from = at + 2;
        }
        Err(Unreadable { at: self.at })
    }

    /// The end of a tag that is only a word, and whether it trims what follows.
    fn bare_tag(&self, at: usize, word: &str) -> Option<(usize, bool)> {
        let inner = self.source[at + 2..].trim_start_matches('-').trim_start();
        let rest = inner.strip_prefix(word)?.trim_start();
        let trims = rest.starts_with('-');
        let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
        Some((self.source.len() - rest.len(), trims))
    }

    /// The tokens of `{{ … }}` or `{% … %}`.
    fn inside(&mut self, is_print: bool, open: usize, start: usize) -> Result<(), Unreadable> {
        let (opened, closed, close) = if is_print {
            (Token::PrintOpen, Token::PrintClose, "}}")
        } else {
            (Token::TagOpen, Token::TagClose, "%}")
        };
        self.out.tokens.push((opened, open..start));
        self.at = start;
        loop {
            self.at += self.rest().len() - self.rest().trim_ascii_start().len();
            let from = self.at;
            let trims = self.rest().starts_with('-') && self.rest()[1..].starts_with(close);
            if trims || self.rest().starts_with(close) {
                self.at += close.len() + usize::from(trims);
                self.trim_next = trims;
                self.out.tokens.push((closed, from..self.at));
                return Ok(());
            }
            let token = self.token()?;
            self.out.tokens.push((token, from..self.at));
        }
    }

    fn token(&mut self) -> Result<Token, Unreadable> {
        let Some(first) = self.rest().bytes().next() else { return Err(Unreadable { at: self.at }) };
        match first {
            b'"' | b'\'' | b'`' => self.quoted(char::from(first)),
            b'0'..=b'9' => self.number(),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_';
                let rest = self.rest();
                let name = rest[..rest.find(|char| !is_part(char)).unwrap_or(rest.len())].to_owned();
                self.at += name.len();
                Ok(Token::Name(name))
            }
            _ => {
                let symbol = SYMBOLS.into_iter().find(|symbol| self.rest().starts_with(symbol));
                let symbol = symbol.ok_or(Unreadable { at: self.at })?;
                self.at += symbol.len();
                Ok(Token::Symbol(symbol))
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Result<Token, Unreadable> {
        let start = self.at;
        let mut text = String::new();
        let mut chars = self.source[start + 1..].char_indices();
        while let Some((at, char)) = chars.next() {
            match char {
                '\\' => match chars.next().map(|(_, escaped)| escaped) {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some('r') => text.push('\r'),
                    Some(escaped @ ('"' | '\'' | '/' | '\\')) => text.push(escaped),
                    _ => return Err(Unreadable { at: start }),
                },
                _ if char == quote => {
                    self.at = start + 1 + at + 1;
                    return Ok(Token::Quoted(text));
                }
                _ => text.push(char),
            }
        }
        Err(Unreadable { at: start })
    }

    fn number(&mut self) -> Result<Token, Unreadable> {
        let rest = self.rest();
        let mut dots = 0;
        let end = rest
            .find(|char: char| {
                dots += usize::from(char == '.');
                !(char.is_ascii_digit() || (char == '.' && dots == 1))
            })
            .unwrap_or(rest.len());
        let text = &rest[..end];
        let token = if text.contains('.') {
            text.parse().ok().map(Token::Float)
        } else {
            text.parse().ok().map(Token::Integer)
        };
        let token = token.ok_or(Unreadable { at: self.at });
        self.at += end;
        token
    }
}
