//! Lines of a text: words wrapped at a width, margins before them, and empty lines between paragraphs.
//!
//! Everything is written to one buffer. A word is put behind the one before it and moved to a line of its own once it
//! turns out to be too long; a break is only noted, and written when there are words to stand behind it.

use textwrap::core::display_width;

use super::super::is_blank;
use super::closing::{self, STROKE};
use super::margins::{Margin, Margins};
use super::width::width;

/// A stretch of lines that counts its paragraphs by itself: a cell, an item, a quote.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    has_lines: bool,
    /// A paragraph ended; what comes next stands apart.
    paragraph_ended: bool,
    has_margin: bool,
}

/// What comes between the last line and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Break,
    /// An empty line, with so many of the margins.
    Empty(usize),
}

/// The text so far.
#[derive(Debug)]
pub(super) struct Lines {
    out: String,
    margins: Margins,
    /// The one that is written to, and those around it.
    stretch: Stretch,
    outer: Vec<Stretch>,
    gap: Gap,
    /// Whether words may be put on the last line.
    open: bool,
    /// Columns of the last line, without its margins and the word that is being written.
    column: usize,
    /// The word that is being written: where it starts, and its columns.
    word: Option<(usize, usize)>,
    /// Whether that word is an address, which is never cut.
    pub(super) address: bool,
    /// Spaces that will stand before the next word.
    spaces: usize,
    /// Where the spaces before the word start.
    behind: usize,
    /// Something blank was passed over where a line would start.
    blank: bool,
    /// How many pieces of words were written.
    pieces: usize,
}

/// A place in a text that is being written. What is written later may move the word that ended there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pieces: usize,
    end: usize,
}

impl Lines {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            margins: Margins::default(),
            stretch: Stretch::default(),
            outer: Vec::with_capacity(8),
            gap: Gap::Break,
            open: false,
            column: 0,
            word: None,
            address: false,
            spaces: 0,
            behind: 0,
            blank: false,
            pieces: 0,
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.new_line();
        self.out
    }

    /// Adds text in which white space only parts words.
    pub(super) fn words(&mut self, text: &str) {
        let mut rest = text;
        if self.address
            && let Some((closing, apart)) = closing::cut(text)
        {
            self.words(closing);
            self.space();
            rest = apart;
        }
        while let Some(byte) = rest.bytes().next() {
            let length = if byte.is_ascii_graphic() {
                let length = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
                self.piece(&rest[..length], length);
                length
            } else if byte == b' ' || byte == b'\n' {
                self.space();
                1
            } else {
                self.foreign(rest, Self::space)
            };
            rest = &rest[length..];
        }
    }

    /// Adds text whose white space stays.
    pub(super) fn preformatted(&mut self, text: &str) {
        let mut rest = text;
        while let Some(byte) = rest.bytes().next() {
            let mut length = 1;
            match byte {
                b'\n' => self.hard_break(),
                b'\r' if !rest.starts_with("\r\n") => self.hard_break(),
                b' ' => self.stay(1),
                b'\t' => self.stay(8 - self.columns() % 8),
                _ if byte.is_ascii_graphic() => self.piece(&rest[..1], 1),
                _ => length = self.foreign(rest, |lines| lines.stay(1)),
            }
            rest = &rest[length..];
        }
    }

    /// Adds text that is struck out.
    pub(super) fn struck(&mut self, text: &str) {
        let mut struck = String::with_capacity(text.len() * 3);
        for char in text.chars() {
            struck.push(char);
            if !char.is_whitespace() && display_width(char.encode_utf8(&mut [0; 4])) > 0 {
                struck.push(STROKE);
            }
        }
        self.words(&struck);
    }

    /// The letters outside of ASCII, or the space or mark, that text starts with; gives their length.
    fn foreign(&mut self, text: &str, space: impl Fn(&mut Self)) -> usize {
        let Some(first) = text.chars().next() else { return 0 };
        match first {
            '\u{200B}' => self.may_part(),
            _ if is_space(first) => space(self),
            _ if first.is_control() => {}
            _ => {
                let ends =
                    |char: char| char.is_ascii() || char == '\u{200B}' || char.is_control() || is_space(char);
                let length = text.find(ends).unwrap_or(text.len());
                self.piece(&text[..length], width(&text[..length]));
                return length;
            }
        }
        first.len_utf8()
    }

    /// A place where a line may end in the middle of a word. Behind an address that word would become a part of it.
    pub(super) fn may_part(&mut self) {
        if self.address { self.space() } else { self.end_word() }
    }

    /// A white space between words.
    fn space(&mut self) {
        self.end_word();
        self.spaces = usize::from(self.open);
    }

    /// White space that stays; at the start of a line none is seen.
    fn stay(&mut self, columns: usize) {
        self.end_word();
        if self.open {
            self.spaces += columns;
        }
    }

    /// Columns of the line so far.
    fn columns(&self) -> usize {
        self.column + self.spaces + self.word.map_or(0, |(_, width)| width)
    }

    /// Part of a word, of so many columns.
    fn piece(&mut self, text: &str, columns: usize) {
        let mut text = text;
        if self.address && closing::cut(text).is_some() {
            self.space();
        }
        if self.stretch.paragraph_ended || !self.open {
            // What is blank at the start of a line is not seen.
            let seen = text.trim_start_matches(is_blank);
            self.blank |= seen.len() < text.len() && !self.stretch.paragraph_ended;
            if seen.is_empty() {
                return;
            }
            text = seen;
            self.begin();
        }
        match &mut self.word {
            Some((_, width)) => *width += columns,
            None => {
                self.behind = self.out.len();
                for _ in 0..self.spaces {
                    self.out.push(' ');
                }
                self.word = Some((self.out.len(), columns));
            }
        }
        self.out.push_str(text);
        self.pieces += 1;
    }

    /// Makes a line that words can be put on.
    fn begin(&mut self) {
        if std::mem::take(&mut self.stretch.paragraph_ended) {
            self.apart();
        }
        if self.open {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
            if let Gap::Empty(margins) = self.gap {
                self.margins.write_empty(margins, &mut self.out);
                self.out.push('\n');
            }
        }
        self.margins.write(&mut self.out);
        self.gap = Gap::Break;
        (self.open, self.blank, self.column, self.spaces) = (true, false, 0, 0);
        self.stretch.has_lines = true;
    }

    /// Ends the word that is being written, and moves it to the next line where this one is full.
    fn end_word(&mut self) {
        let Some((start, width)) = self.word.take() else { return };
        let is_address = std::mem::take(&mut self.address);
        let spaces = std::mem::take(&mut self.spaces);
        let columns = self.column + spaces + width;
        if columns <= self.margins.room() {
            self.column = columns;
            return;
        }
        let length = self.out.len() - start;
        let start = if self.column == 0 { start } else { self.move_to_next_line(start) };
        self.column = width;
        if width > self.margins.room() && !is_address && !self.out[start..].contains("://") {
            self.cut_word(start, length);
        }
    }

    /// Puts a line's end before the word that starts there; gives where it starts then.
    fn move_to_next_line(&mut self, start: usize) -> usize {
        let end = self.out[..self.behind].trim_end_matches(is_blank).len();
        let word = &self.out[start..];
        let start = start + word.len() - word.trim_start_matches(is_blank).len();
        if self.margins.count() == 0 {
            self.out.replace_range(end..start, "\n");
            return end + 1;
        }
        let word = self.out.split_off(start);
        self.out.truncate(end);
        self.out.push('\n');
        self.margins.write(&mut self.out);
        let start = self.out.len();
        self.out.push_str(&word);
        start
    }

    /// Cuts a word that no line has room for, as Chinese and Japanese are written without spaces.
    fn cut_word(&mut self, start: usize, length: usize) {
        let word = self.out.split_off(start);
        self.out.reserve(length);
        self.column = 0;
        for char in word.chars() {
            let width = display_width(char.encode_utf8(&mut [0; 4]));
            if self.column > 0 && self.column + width > self.margins.room() {
                self.out.push('\n');
                self.margins.write(&mut self.out);
                self.column = 0;
            }
            self.out.push(char);
            self.column += width;
        }
    }

    /// What follows stands on a new line.
    pub(super) fn new_line(&mut self) {
        self.end_word();
        self.spaces = 0;
        if self.open {
            self.open = false;
            self.out.truncate(self.out.trim_end_matches(is_blank).len());
        } else if std::mem::take(&mut self.blank) {
            self.empty_line();
        }
    }

    /// `<br>`: a second one in a row makes an empty line.
    pub(super) fn hard_break(&mut self) {
        if self.open {
            self.new_line();
        } else {
            self.empty_line();
            self.stretch.paragraph_ended = false;
        }
    }

    fn empty_line(&mut self) {
        let margins = match self.gap {
            Gap::Empty(margins) => margins.min(self.margins.count()),
            Gap::Break => self.margins.count(),
        };
        self.gap = Gap::Empty(margins);
        self.blank = false;
    }

    /// What follows stands apart from the lines before it.
    fn apart(&mut self) {
        self.new_line();
        if self.stretch.has_lines {
            self.empty_line();
        }
    }

    /// A paragraph starts.
    pub(super) fn start_paragraph(&mut self) {
        self.apart();
        self.stretch.paragraph_ended = false;
    }

    /// A paragraph ends.
    pub(super) fn end_paragraph(&mut self) {
        self.stretch.paragraph_ended = true;
    }

    /// A stretch with paragraphs of its own starts.
    pub(super) fn start_stretch(&mut self, margin: Margin) {
        self.new_line();
        let has_margin = self.margins.push(margin);
        self.outer.push(std::mem::replace(&mut self.stretch, Stretch { has_margin, ..Stretch::default() }));
    }

    /// The last stretch ends.
    pub(super) fn end_stretch(&mut self) {
        self.new_line();
        let Some(outer) = self.outer.pop() else { return };
        let ended = std::mem::replace(&mut self.stretch, outer);
        if ended.has_margin {
            self.margins.pop();
        }
        if let Gap::Empty(margins) = &mut self.gap {
            *margins = (*margins).min(self.margins.count());
        }
        self.stretch.has_lines |= ended.has_lines;
    }

    /// What was written so far, for [`Self::address`].
    pub(super) fn mark(&self) -> Mark {
        Mark { pieces: self.pieces, end: self.out.len() }
    }

    /// Puts a link's address behind its words, which were written since `mark`. Without words there is nothing to say, and
    /// where they are the address itself, it was said.
    pub(super) fn address(&mut self, mark: Mark, address: &str) {
        let words = self.out.get(mark.end..).unwrap_or_default().trim_matches(is_blank);
        let bare = address.strip_prefix("mailto:").or_else(|| address.strip_prefix("tel:"));
        if self.pieces == mark.pieces || words == address || Some(words) == bare {
            self.address |= self.pieces > mark.pieces && self.word.is_some();
            return;
        }
        // The words may have ended a line or a paragraph: their address belongs to them all the same.
        let ended = std::mem::take(&mut self.stretch.paragraph_ended);
        let was_open = std::mem::replace(&mut self.open, true);
        if self.word.is_some() {
            self.piece(":", 1);
            self.end_word();
        } else {
            self.out.push(':');
            self.column += 1;
        }
        self.spaces = 1;
        self.piece(address, width(address));
        self.address = true;
        if !was_open {
            self.end_word();
        }
        self.open = was_open;
        self.stretch.paragraph_ended = ended;
    }
}

/// White space that may part words; a space that holds them together does not.
fn is_space(char: char) -> bool {
    char.is_whitespace() && char != '\u{A0}'
}
