//! Turns tags and text into lines.

use super::element::Element;
use super::entities::{reference, resolved};
use super::lines::{Lines, Mark};
use super::margins::Margin;
use super::sheet::{Seen, Sheet, Within, is_for_every_screen};
use super::style::{Display, Style};
use super::tokens::{Tag, Token, Tokens, find};

/// Elements within elements that are kept track of: dozens of tables in each other.
const DEEPEST: usize = 256;

/// An element that is open.
#[derive(Debug)]
struct Open<'a> {
    seen: Seen<'a>,
    /// How much of the sheets' selectors it fits, with those around it.
    within: Within,
    look: Look,
    /// Of a numbered list, the number of the next item.
    next: i64,
    /// Of a link, its address and where its words start.
    link: Option<(&'a str, Mark)>,
}

/// What an element's own style makes of it.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    hidden: bool,
    block: bool,
    preformatted: Option<bool>,
}

impl Look {
    fn shapes(self) -> bool {
        self.hidden || self.block || self.preformatted.is_some()
    }
}

/// Reads a document tag by tag.
pub(super) struct Reader<'a> {
    tokens: Tokens<'a>,
    lines: Lines,
    sheet: Sheet<'a>,
    open: Vec<Open<'a>>,
    /// Where the element stands among the open ones that hides what is in it.
    hidden: Option<usize>,
    /// How many paragraphs are open, and elements that strike out.
    paragraphs: usize,
    struck: usize,
    /// What `white-space` was outside of the elements that set it.
    preformatted: Vec<bool>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self {
            tokens: Tokens::new(html),
            // Tags and styles are by far the most of an e-mail.
            lines: Lines::with_capacity(html.len() / 8),
            sheet: Sheet::default(),
            open: Vec::with_capacity(32),
            hidden: None,
            paragraphs: 0,
            struck: 0,
            preformatted: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> String {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Text(text) => self.text(text),
                Token::Open(tag) => self.open(&tag),
                Token::Close(name) => self.close(name),
            }
        }
        while !self.open.is_empty() {
            self.pop();
        }
        self.lines.finish()
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        let raised = self.open.last().is_some_and(|open| open.seen.element == Element::Raised);
        if raised && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            text.bytes().for_each(|digit| self.written(superscript(digit)));
            return;
        }
        if self.lines.address {
            // What may stand directly behind it hangs on all of the word.
            return self.written(&resolved(text, false));
        }
        let mut rest = text;
        while let Some(at) = find(rest, b'&') {
            self.written(&rest[..at]);
            rest = &rest[at..];
            let meant = reference(rest, false);
            self.written(meant.as_ref().map_or("&", |(meant, _)| meant.as_str()));
            rest = &rest[meant.map_or(1, |(_, length)| length)..];
        }
        self.written(rest);
    }

    /// Text without references.
    fn written(&mut self, text: &str) {
        if self.preformatted.last().copied().unwrap_or_default() {
            self.lines.preformatted(text);
        } else if self.struck > 0 {
            self.lines.struck(text);
        } else {
            self.lines.words(text);
        }
    }

    fn open(&mut self, tag: &Tag<'a>) {
        let element = Element::of(tag.name);
        if matches!(element, Element::Raw | Element::Sheet) {
            let content = self.tokens.raw(tag.name);
            let holds = element == Element::Sheet && tag.media.is_none_or(is_for_every_screen);
            if holds && self.sheet.add(content) {
                self.enter_again();
            }
            return;
        }
        self.end_for(element);
        let seen = Seen::of(tag, element);
        let look = self.look(tag, seen);
        let is_closed = tag.closed && matches!(element, Element::Inline | Element::Hidden);
        if element.is_void() || is_closed {
            if self.hidden.is_none() && !look.hidden {
                self.void(element, tag, look);
            }
            return;
        }
        while self.open.len() >= DEEPEST {
            self.pop();
        }
        self.push(tag, seen, look);
    }

    /// Ends the open elements that end where this one starts.
    fn end_for(&mut self, element: Element) {
        if element.ends_its_like() {
            self.end_nearest(element, |inner| element.ends(inner));
        }
        if self.paragraphs > 0 && element.ends_paragraph() {
            self.end_nearest(Element::Paragraph, |inner| inner == Element::Paragraph);
        }
    }

    /// Ends the outermost open element that `is` so, and all in it, as far as the elements around let it.
    fn end_nearest(&mut self, element: Element, is: impl Fn(Element) -> bool) {
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            let there = open.seen.element;
            if is(there) {
                found = Some(at);
            } else if element.stays_within(there) {
                break;
            }
        }
        if let Some(at) = found {
            self.pop_to(at);
        }
    }

    /// How much of the sheets' selectors the open elements fit.
    fn within(&self) -> Within {
        self.open.last().map(|open| open.within).unwrap_or_default()
    }

    /// Compares the open elements with rules that came after they were opened.
    fn enter_again(&mut self) {
        let mut within = Within::default();
        for open in &mut self.open {
            within = self.sheet.enter(open.seen, within);
            open.within = within;
        }
    }

    fn look(&self, tag: &Tag<'a>, seen: Seen<'a>) -> Look {
        let own = tag.style.map(Style::of).unwrap_or_default();
        let mut display = own.display;
        let mut unseen = own.unseen;
        if !self.sheet.is_empty() {
            let of_sheet = self.sheet.style(seen, self.within());
            unseen |= of_sheet.unseen;
            if own.display.is_none() || (of_sheet.important && !own.important) {
                display = of_sheet.display.or(display);
            }
        }
        let hides = display == Some(Display::None) || (tag.hidden && display.is_none());
        Look {
            hidden: hides || unseen || seen.element == Element::Hidden,
            block: display == Some(Display::Block),
            preformatted: own.preformatted.or((seen.element == Element::Preformatted).then_some(true)),
        }
    }

    fn void(&mut self, element: Element, tag: &Tag<'a>, look: Look) {
        match element {
            Element::Break => self.lines.hard_break(),
            Element::WordBreak => self.lines.may_part(),
            Element::Ruler => {
                self.lines.new_line();
                self.lines.end_paragraph();
            }
            Element::Image => {
                if look.block {
                    self.lines.new_line();
                }
                self.lines.words(&resolved(tag.alt.unwrap_or_default(), true));
                if look.block {
                    self.lines.new_line();
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, tag: &Tag<'a>, seen: Seen<'a>, look: Look) {
        let within = self.sheet.enter(seen, self.within());
        let mut open = Open { seen, within, look, next: 1, link: None };
        self.paragraphs += usize::from(seen.element == Element::Paragraph);
        if self.hidden.is_some() {
            self.open.push(open);
            return;
        }
        if look.hidden {
            self.hidden = Some(self.open.len());
            self.open.push(open);
            return;
        }
        if let Some(preformatted) = look.preformatted {
            self.preformatted.push(preformatted);
        }
        match seen.element {
            Element::NumberedList => {
                open.next = tag.start.and_then(|start| start.trim().parse().ok()).unwrap_or(1);
            }
            Element::Link => open.link = tag.href.map(|href| (href, self.lines.mark())),
            _ => {}
        }
        self.begin(seen.element, look);
        self.open.push(open);
    }

    fn begin(&mut self, element: Element, look: Look) {
        match element {
            Element::Paragraph | Element::Preformatted | Element::Terms | Element::Table => {
                self.lines.start_paragraph();
            }
            Element::Heading => {
                self.lines.start_paragraph();
                self.lines.start_stretch(Margin::None);
            }
            Element::Quote => {
                self.lines.start_paragraph();
                self.lines.start_stretch(Margin::Quote);
            }
            Element::Item => {
                let margin = self.item();
                self.lines.start_stretch(margin);
            }
            Element::Description => self.lines.start_stretch(Margin::Indent),
            Element::Cell | Element::Caption => self.lines.start_stretch(Margin::None),
            Element::Block | Element::List | Element::NumberedList | Element::Term | Element::Row => {
                self.lines.new_line();
            }
            Element::Struck => self.struck += 1,
            _ => {}
        }
        if look.block {
            self.lines.new_line();
        }
    }

    /// The sign of an item of the list that is open.
    fn item(&mut self) -> Margin {
        let is_list = |open: &&mut Open| matches!(open.seen.element, Element::List | Element::NumberedList);
        match self.open.iter_mut().rev().find(is_list) {
            Some(list) if list.seen.element == Element::NumberedList => {
                list.next = list.next.saturating_add(1);
                Margin::Number(list.next - 1)
            }
            _ => Margin::Bullet,
        }
    }

    fn close(&mut self, name: &str) {
        let element = Element::of(name);
        if element == Element::Break {
            // Browsers read `</br>` as `<br>`.
            if self.hidden.is_none() {
                self.lines.hard_break();
            }
            return;
        }
        let mut blocks = false;
        for (at, open) in self.open.iter().enumerate().rev() {
            let there = open.seen.element;
            if open.seen.name.eq_ignore_ascii_case(name) {
                if blocks && !element.ends_paragraph() && self.hidden.is_none() && !open.look.shapes() {
                    self.take_out(at);
                } else {
                    self.pop_to(at);
                }
                return;
            }
            if element.stays_within(there) {
                return;
            }
            blocks |= there.ends_paragraph();
        }
    }

    /// Ends an element that only says how its words look; blocks that were opened in it go on, as in `<b><p>…</b>…</p>`.
    /// To rules they still stand in it.
    fn take_out(&mut self, at: usize) {
        let open = self.open.remove(at);
        if let Some((href, mark)) = open.link {
            self.address(href, mark);
        }
        self.end(open.seen.element);
    }

    fn pop_to(&mut self, at: usize) {
        while self.open.len() > at {
            self.pop();
        }
    }

    /// Ends the innermost element.
    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.paragraphs -= usize::from(open.seen.element == Element::Paragraph);
        if let Some(at) = self.hidden {
            if at == self.open.len() {
                self.hidden = None;
            }
            return;
        }
        if let Some((href, mark)) = open.link {
            self.address(href, mark);
        }
        if open.look.block {
            self.lines.new_line();
        }
        if open.look.preformatted.is_some() {
            self.preformatted.pop();
        }
        self.end(open.seen.element);
    }

    fn end(&mut self, element: Element) {
        match element {
            Element::Paragraph | Element::Preformatted => self.lines.end_paragraph(),
            Element::Heading | Element::Quote => {
                self.lines.end_stretch();
                self.lines.end_paragraph();
            }
            Element::Item | Element::Description | Element::Cell | Element::Caption => {
                self.lines.end_stretch();
            }
            Element::Block | Element::List | Element::NumberedList => self.lines.new_line(),
            Element::Struck => self.struck = self.struck.saturating_sub(1),
            _ => {}
        }
    }

    /// Says where a link leads. A place within the e-mail is nowhere in a text.
    fn address(&mut self, href: &str, mark: Mark) {
        let href = resolved(href.trim_matches(|char: char| char.is_ascii_whitespace()), true);
        if href.is_empty() || href.starts_with('#') {
            return;
        }
        // White space would part the address from its end.
        let is_whole = !href.contains(|char: char| char.is_whitespace() || char.is_control());
        if is_whole {
            self.lines.address(mark, &href);
            return;
        }
        let kept = href.chars().filter(|char| !char.is_control());
        let address: String =
            kept.map(|char| if char.is_whitespace() { "%20".into() } else { String::from(char) }).collect();
        self.lines.address(mark, &address);
    }
}

/// ¹ for 1.
fn superscript(digit: u8) -> &'static str {
    const DIGITS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    DIGITS[usize::from(digit.saturating_sub(b'0')).min(9)]
}
