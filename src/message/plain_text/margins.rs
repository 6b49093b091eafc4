//! What stands before lines: the signs of quotes and lists.

/// Width of a line (RFC 5322 §2.1.1 recommends at most 78).
pub(super) const WIDTH: usize = 76;

/// How much of a line quotes and lists may take; what is nested deeper has no margin of its own.
const WIDEST: usize = 24;

/// What stands before the lines of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Margin {
    None,
    /// `> ` before each line.
    Quote,
    /// `- ` before the first line.
    Bullet,
    /// `1. ` before the first line.
    Number(i64),
    /// Spaces, which are seen in quotes only.
    Indent,
}

impl Margin {
    fn width(self) -> usize {
        match self {
            Self::None => 0,
            Self::Quote | Self::Bullet | Self::Indent => 2,
            Self::Number(number) => number.to_string().len() + 2,
        }
    }
}

/// A margin that is in force, and whether its sign was written.
#[derive(Debug, Clone, Copy)]
struct Active {
    margin: Margin,
    width: usize,
    said: bool,
}

/// The margins in force.
#[derive(Debug, Default)]
pub(super) struct Margins {
    active: Vec<Active>,
    /// Of all of them.
    width: usize,
}

impl Margins {
    /// Columns that are left for words.
    pub(super) fn room(&self) -> usize {
        WIDTH - self.width
    }

    pub(super) fn count(&self) -> usize {
        self.active.len()
    }

    /// Adds one, unless it has no width or there is no room for it; says whether it did.
    pub(super) fn push(&mut self, margin: Margin) -> bool {
        let width = margin.width();
        if width == 0 || self.width + width > WIDEST {
            return false;
        }
        self.active.push(Active { margin, width, said: false });
        self.width += width;
        true
    }

    pub(super) fn pop(&mut self) {
        self.width -= self.active.pop().map_or(0, |active| active.width);
    }

    /// Writes all of them, with the signs of items that have not said theirs.
    pub(super) fn write(&mut self, out: &mut String) {
        let start = out.len();
        for active in &mut self.active {
            let is_first = !std::mem::replace(&mut active.said, true);
            match active.margin {
                Margin::Quote => out.push_str("> "),
                Margin::Bullet if is_first => out.push_str("- "),
                Margin::Number(number) if is_first => {
                    out.push_str(&number.to_string());
                    out.push_str(". ");
                }
                // At the start of a line nobody would see the spaces.
                _ if out.len() == start => {}
                _ => out.extend(std::iter::repeat_n(' ', active.width)),
            }
        }
    }

    /// Writes what the first `count` put on an empty line: the signs of quotes.
    pub(super) fn write_empty(&self, count: usize, out: &mut String) {
        let start = out.len();
        for active in self.active.iter().take(count) {
            match active.margin {
                Margin::Quote => out.push_str("> "),
                _ if out.len() == start => {}
                _ => out.extend(std::iter::repeat_n(' ', active.width)),
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
    }
}
