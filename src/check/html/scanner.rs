//! HTML's tokens, as a page's templates give them piece by piece (HTML standard, §13.2.5).

use super::conditional::{Opening, opening};
use super::markup::{Attribute, Element, Fault, Hole, Open, Piece, Place, Spot};
use super::reader::Reader;
use super::state::{Mode, State, Tag, Within};
use crate::message::RAW_TEXT;

/// More attributes than any tag has, or pieces than any value.
const MAX_PIECES: usize = 128;

impl<'a> Reader<'a> {
    /// Reads text that goes out as it stands.
    pub(super) fn text(&mut self, state: &mut State<'a>, text: &'a str, start: usize) {
        let mut at = 0;
        while at < text.len() && !self.lost {
            at = match &mut state.mode {
                Mode::Text => self.in_text(state, text, at, start),
                Mode::Raw(name, _) => {
                    let end = raw_end(&text[at..], name);
                    if end.is_some() {
                        state.mode = Mode::Declaration;
                    }
                    at + end.unwrap_or(text.len() - at)
                }
                Mode::Comment(_) => leave(state, text, at, "-->"),
                Mode::Declaration => leave(state, text, at, ">"),
                Mode::Hidden(_) => {
                    let end = leave(state, text, at, "<![endif]");
                    if state.mode == Mode::Text {
                        state.mode = Mode::Declaration;
                    }
                    end
                }
                Mode::Tag(_) => self.in_tag(state, text, at, start),
            };
        }
    }

    fn place(&self, start: usize, end: usize) -> Place<'a> {
        Place { file: self.file, start, end }
    }

    /// Text up to the next `<`, and what that opens. Gives where to read on.
    fn in_text(&mut self, state: &mut State<'a>, text: &'a str, at: usize, start: usize) -> usize {
        let Some(found) = text[at..].find('<') else { return text.len() };
        let at = at + found;
        let rest = &text[at..];
        let here = self.place(start + at, start + at + 1);
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let Opening { mode, length, unclear } = opening(rest, self.outlook, here);
            self.unclear |= unclear;
            state.mode = mode;
            return at + length;
        }
        let closes = rest.starts_with("</");
        let length = 1 + usize::from(closes);
        if !rest[length..].bytes().next().is_none_or(|byte| byte.is_ascii_alphabetic()) {
            return at + length;
        }
        state.mode = Mode::Tag(Box::new(Tag {
            name: String::new(),
            closes,
            at: Place { end: start + at + length, ..here },
            attributes: Vec::new(),
            within: Within::Name,
            slash: false,
        }));
        at + length
    }

    fn in_tag(&mut self, state: &mut State<'a>, text: &'a str, at: usize, start: usize) -> usize {
        let Mode::Tag(tag) = &mut state.mode else { return text.len() };
        let rest = &text[at..];
        let here = self.place(start + at, start + at + 1);
        let byte = rest.as_bytes()[0];
        match tag.within {
            Within::Quoted(quote) => {
                let end = rest.bytes().position(|byte| byte == quote);
                let length = end.unwrap_or(rest.len());
                self.push_text(tag, &rest[..length], here);
                tag.within = if end.is_some() { Within::Behind } else { tag.within };
                return at + length + usize::from(end.is_some());
            }
            Within::Name => {
                let length = until(rest, |byte| byte.is_ascii_whitespace() || b"/><".contains(&byte));
                tag.name.push_str(&rest[..length].to_ascii_lowercase());
                if tag.at.file == self.file {
                    tag.at.end = start + at + length;
                }
                tag.within = if length < rest.len() { Within::Between } else { tag.within };
                return at + length;
            }
            Within::AttributeName => {
                let length = until(rest, |byte| byte.is_ascii_whitespace() || b"/><=\"'".contains(&byte));
                if let Some(attribute) = tag.attributes.last_mut() {
                    attribute.name.push_str(&rest[..length].to_ascii_lowercase());
                    if attribute.at.file == self.file {
                        attribute.at.end = start + at + length;
                    }
                }
                tag.within = if length < rest.len() { Within::Between } else { tag.within };
                return at + length;
            }
            Within::Unquoted => {
                let length = until(rest, |byte| byte.is_ascii_whitespace() || b"><\"'".contains(&byte));
                self.push_text(tag, &rest[..length], here);
                tag.within = if length < rest.len() { Within::Behind } else { tag.within };
                return at + length;
            }
            Within::Behind if !byte.is_ascii_whitespace() && !b"/><".contains(&byte) => {
                self.quote_fault(state);
                return text.len();
            }
            Within::Behind => tag.within = Within::Between,
            Within::Equals | Within::Between => {}
        }
        at + self.between(state, byte, here)
    }

    /// One character outside of names and values. Gives how much of it is done with.
    fn between(&mut self, state: &mut State<'a>, byte: u8, here: Place<'a>) -> usize {
        let Mode::Tag(tag) = &mut state.mode else { return 1 };
        let behind_equals = tag.within == Within::Equals;
        let slash = std::mem::replace(&mut tag.slash, byte == b'/');
        match byte {
            _ if byte.is_ascii_whitespace() => tag.slash = slash,
            b'>' => {
                tag.slash = slash;
                self.finish(state, here);
            }
            b'<' => {
                let fault = Fault::TagNotEnded { name: tag.name.clone(), at: tag.at };
                self.lose(fault);
            }
            b'"' | b'\'' if behind_equals => {
                tag.within = Within::Quoted(byte);
                if let Some(attribute) = tag.attributes.last_mut() {
                    attribute.value = Some(Vec::new());
                    attribute.quoted = true;
                    if attribute.at.file == here.file {
                        attribute.at.end = here.end;
                    }
                }
            }
            b'"' | b'\'' => {
                let fault = Fault::StrayQuote { name: tag.name.clone(), at: here };
                self.lose(fault);
            }
            _ if behind_equals => {
                tag.within = Within::Unquoted;
                return 0;
            }
            b'/' => {}
            b'=' if tag.attributes.last().is_some_and(|attribute| attribute.value.is_none()) => {
                tag.within = Within::Equals;
            }
            _ => {
                tag.within = Within::AttributeName;
                tag.attributes.push(Attribute {
                    name: String::new(),
                    at: Place { end: here.start, ..here },
                    value: None,
                    quoted: false,
                    always: true,
                });
                self.lost |= tag.attributes.len() > MAX_PIECES;
                return 0;
            }
        }
        1
    }

    fn push_text(&mut self, tag: &mut Tag<'a>, text: &'a str, here: Place<'a>) {
        if !text.is_empty() {
            let at = Place { end: here.start + text.len(), ..here };
            self.push(tag, Piece::Text { text, at });
        }
    }

    fn push(&mut self, tag: &mut Tag<'a>, piece: Piece<'a>) {
        if let Some(attribute) = tag.attributes.last_mut() {
            let value = attribute.value.get_or_insert_default();
            value.push(piece);
            self.lost |= value.len() > MAX_PIECES;
        }
    }

    /// A value that is printed.
    pub(super) fn hole(&mut self, state: &mut State<'a>, hole: Hole<'a>) {
        match &mut state.mode {
            Mode::Raw(name, _) => self.out.spots.push((Spot::Raw(name), hole)),
            Mode::Tag(tag) => match tag.within {
                Within::Name => self.out.spots.push((Spot::TagName, hole)),
                Within::Between | Within::AttributeName => self.out.spots.push((Spot::Attribute, hole)),
                Within::Behind => self.quote_fault(state),
                Within::Quoted(_) | Within::Unquoted => self.push(tag, Piece::Hole(hole)),
                Within::Equals => {
                    tag.within = Within::Unquoted;
                    self.push(tag, Piece::Hole(hole));
                }
            },
            Mode::Text | Mode::Comment(_) | Mode::Declaration | Mode::Hidden(_) => {}
        }
    }

    /// A value that ends where it should not: a quote is too many or missing.
    fn quote_fault(&mut self, state: &State<'a>) {
        if let Mode::Tag(tag) = &state.mode
            && let Some(attribute) = tag.attributes.last()
        {
            self.lose(Fault::Quote { name: attribute.name.clone(), at: attribute.at });
        }
    }

    /// The end of a tag.
    fn finish(&mut self, state: &mut State<'a>, end: Place<'a>) {
        let Mode::Tag(tag) = std::mem::replace(&mut state.mode, Mode::Text) else { return };
        let Tag { name, closes, at, attributes, slash, .. } = *tag;
        if closes {
            let at = if at.file == end.file { Place { end: end.end.max(at.end), ..at } } else { at };
            self.close(state, &name, at);
            return;
        }
        let raw = RAW_TEXT.into_iter().find(|raw| *raw == name);
        match raw {
            Some(raw) => state.mode = Mode::Raw(raw, at),
            None => self.open(state, Open { name: name.clone(), at, condition: None }, slash),
        }
        let knows_direction = state.knows_direction;
        self.out.elements.push(Element { name, at, attributes, knows_direction });
    }
}

fn until(text: &str, is_end: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(is_end).unwrap_or(text.len())
}

/// Reads up to behind a mark, and text from there.
fn leave(state: &mut State, text: &str, at: usize, mark: &str) -> usize {
    match text[at..].find(mark) {
        Some(found) => {
            state.mode = Mode::Text;
            at + found + mark.len()
        }
        None => text.len(),
    }
}

/// Where `</name` ends.
fn raw_end(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let at = from + found + 2;
        let is_it = text.get(at..at + name.len()).is_some_and(|there| there.eq_ignore_ascii_case(name));
        if is_it {
            return Some(at + name.len());
        }
        from = at;
    }
    None
}
