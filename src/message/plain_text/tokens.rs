//! HTML cut into tags and text, in one pass, as browsers cut it.

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text between tags, references still written out.
    Text(&'a str),
    Open(Tag<'a>),
    /// The name of a closing tag.
    Close(&'a str),
}

/// An opening tag with the attributes that matter to a text; of two with one name, the first counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// Written `<br/>`.
    pub(super) closed: bool,
    /// Has the attribute `hidden`.
    pub(super) hidden: bool,
    pub(super) style: Option<&'a str>,
    pub(super) class: Option<&'a str>,
    pub(super) id: Option<&'a str>,
    pub(super) href: Option<&'a str>,
    pub(super) alt: Option<&'a str>,
    pub(super) start: Option<&'a str>,
    pub(super) media: Option<&'a str>,
}

impl<'a> Tag<'a> {
    fn set(&mut self, name: &str, value: &'a str) {
        let place = match name.as_bytes().first().map(u8::to_ascii_lowercase) {
            Some(b's') if name.eq_ignore_ascii_case("style") => &mut self.style,
            Some(b's') if name.eq_ignore_ascii_case("start") => &mut self.start,
            Some(b'c') if name.eq_ignore_ascii_case("class") => &mut self.class,
            Some(b'i') if name.eq_ignore_ascii_case("id") => &mut self.id,
            Some(b'm') if name.eq_ignore_ascii_case("media") => &mut self.media,
            Some(b'a') if name.eq_ignore_ascii_case("alt") => &mut self.alt,
            Some(b'h') if name.eq_ignore_ascii_case("href") => &mut self.href,
            Some(b'h') if name.eq_ignore_ascii_case("hidden") => {
                self.hidden = true;
                return;
            }
            _ => return,
        };
        place.get_or_insert(value);
    }
}

/// Reads a document. A tag, comment or element of raw text that never ends takes what is left, so no byte is looked at
/// more than a few times.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.html.as_bytes().get(self.at + ahead).copied()
    }

    /// What stands before the next `end`, which is passed over.
    fn until(&mut self, end: u8) -> &'a str {
        let rest = self.rest();
        let length = find(rest, end);
        self.at += length.map_or(rest.len(), |length| length + 1);
        &rest[..length.unwrap_or(rest.len())]
    }

    /// Bytes up to the first that `ends`.
    fn take(&mut self, ends: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        let bytes = self.html.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| !ends(*byte)) {
            self.at += 1;
        }
        &self.html[start..self.at]
    }

    fn skip_space(&mut self) {
        while self.byte(0).is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// `<!-- … -->`, which `--!>` ends too, and `<!-->` as well as `<!--->` are.
    fn skip_comment(&mut self) {
        let inner = &self.rest()["<!--".len()..];
        self.at += "<!--".len();
        if inner.starts_with('>') || inner.starts_with("->") {
            self.until(b'>');
            return;
        }
        let mut from = 0;
        while let Some(at) = inner[from..].find("--") {
            let behind = from + at + 2;
            if inner[behind..].starts_with('>') || inner[behind..].starts_with("!>") {
                self.at += behind;
                self.until(b'>');
                return;
            }
            from = behind - 1;
        }
        self.at = self.html.len();
    }

    /// The attributes of a tag whose name was read; `None` where the document ends in it.
    fn tag(&mut self, name: &'a str) -> Option<Tag<'a>> {
        let mut tag = Tag { name, ..Tag::default() };
        loop {
            self.skip_space();
            match self.byte(0)? {
                b'>' => {
                    self.at += 1;
                    return Some(tag);
                }
                b'/' => {
                    self.at += 1;
                    tag.closed = self.byte(0) == Some(b'>');
                    continue;
                }
                _ => {}
            }
            let start = self.at;
            self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            self.take(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/'));
            let name = &self.html[start..self.at];
            let value = self.value();
            tag.set(name, value);
        }
    }

    /// What stands behind an attribute's name, if `=` does.
    fn value(&mut self) -> &'a str {
        if self.byte(0) != Some(b'=') {
            self.skip_space();
            if self.byte(0) != Some(b'=') {
                return "";
            }
        }
        self.at += 1;
        self.skip_space();
        match self.byte(0) {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                self.until(quote)
            }
            _ => self.take(|byte| byte.is_ascii_whitespace() || byte == b'>'),
        }
    }

    /// What stands before the closing tag of an element that holds no markup.
    pub(super) fn raw(&mut self, name: &str) -> &'a str {
        let rest = self.rest();
        let mut from = 0;
        while let Some(at) = find(&rest[from..], b'<') {
            let end = from + at;
            let after = rest.as_bytes().get(end + 2..).unwrap_or_default();
            if rest[end..].starts_with("</")
                && after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                && after.get(name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
            {
                self.at += end;
                self.until(b'>');
                return &rest[..end];
            }
            from = end + 1;
        }
        self.at = self.html.len();
        rest
    }
}

/// Where an ASCII character is. Eight bytes are looked at in one go; what is looked for is mostly near, where that is much
/// faster than a search that is made for what is far.
pub(super) fn find(text: &str, wanted: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    for (at, chunk) in chunks.iter().enumerate() {
        // A byte that is the wanted one becomes zero, and the lowest that is zero is told by its top bit.
        let bytes = u64::from_le_bytes(*chunk) ^ (ONES * u64::from(wanted));
        let found = bytes.wrapping_sub(ONES) & !bytes & TOPS;
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let start = chunks.len() * 8;
    rest.iter().position(|byte| *byte == wanted).map(|at| start + at)
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while self.at < self.html.len() {
            if self.byte(0) != Some(b'<') {
                let rest = self.rest();
                let length = find(rest, b'<').unwrap_or(rest.len());
                self.at += length;
                return Some(Token::Text(&rest[..length]));
            }
            match (self.byte(1), self.byte(2)) {
                (Some(byte), _) if byte.is_ascii_alphabetic() => {
                    self.at += 1;
                    let name = self.take(ends_name);
                    return self.tag(name).map(Token::Open);
                }
                (Some(b'/'), Some(byte)) if byte.is_ascii_alphabetic() => {
                    self.at += 2;
                    let name = self.take(ends_name);
                    return self.tag(name).map(|tag| Token::Close(tag.name));
                }
                (Some(b'!'), _) if self.rest().starts_with("<!--") => self.skip_comment(),
                (Some(b'!' | b'?'), _) | (Some(b'/'), Some(_)) => {
                    self.until(b'>');
                }
                _ => {
                    let length = find(&self.rest()[1..], b'<').map_or(self.rest().len(), |at| at + 1);
                    let text = &self.rest()[..length];
                    self.at += length;
                    return Some(Token::Text(text));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens as `text`, `<name>` or `</name>`, with a bar between them.
    fn check(html: &str, expected: &str) {
        let shown: Vec<String> = Tokens::new(html)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Open(tag) => format!("<{}>", tag.name),
                Token::Close(name) => format!("</{name}>"),
            })
            .collect();
        assert_eq!(shown.join("|"), expected, "{html}");
    }

    #[test]
    fn a_document_is_cut_as_browsers_cut_it() {
        check("a<b>c</b >d", "a|<b>|c|</b>|d");
        check("<!doctype html><?xml version='1.0'?><![CDATA[x]]></ b></>y", "y");
        check("a < b <3 & c<", "a |< b |<3 & c|<");
        check("<!-->a<!--->b<!-- <p> -- --!>c<!--d", "a|b|c");
        check("<!--[if mso]><p>a</p><![endif]--><!--[if !mso]><!--><i>b</i><!--<![endif]-->", "<i>|b|</i>");
        check("a<p title='it\"s > b' class=x'y>c", "a|<p>|c");
        check("a<p title=\"never ended>c", "a");
        check("a<p", "a");
        check("a</", "a|</");
        check("<br/>a<BR />", "<br>|a|<BR>");
        check("<p ümlaut=ä =x>ß", "<p>|ß");
    }

    #[test]
    fn the_first_of_a_character_is_found() {
        for before in 0..40 {
            for behind in 0..20 {
                let text = format!("{}<;<{}", "é:=".repeat(before), "<ab".repeat(behind));
                assert_eq!(find(&text, b'<'), text.find('<'), "{text}");
                assert_eq!(find(&text, b';'), text.find(';'), "{text}");
                assert_eq!(find(&text, b'&'), None, "{text}");
            }
        }
    }

    #[test]
    fn attributes_are_read_once() {
        let html = "<a HREF = \"x?a=1&amp;b=2\" class='c d' href=y style=color:red/ id = i hidden alt>";
        let Some(Token::Open(tag)) = Tokens::new(html).next() else { panic!("a tag") };
        assert_eq!((tag.href, tag.class, tag.id), (Some("x?a=1&amp;b=2"), Some("c d"), Some("i")));
        assert_eq!((tag.style, tag.alt, tag.hidden), (Some("color:red/"), Some(""), true));
        assert!(!tag.closed);
    }

    #[test]
    fn raw_text_ends_at_its_own_closing_tag_only() {
        let mut tokens = Tokens::new("<style>a</stylesheet></b></STYLE >b");
        assert!(matches!(tokens.next(), Some(Token::Open(tag)) if tag.name == "style"));
        assert_eq!(tokens.raw("style"), "a</stylesheet></b>");
        assert_eq!(tokens.next(), Some(Token::Text("b")));
        let mut tokens = Tokens::new("<script>a</scrip");
        tokens.next();
        assert_eq!(tokens.raw("script"), "a</scrip");
        assert_eq!(tokens.next(), None);
    }
}
