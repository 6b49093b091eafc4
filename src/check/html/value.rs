//! What an attribute's value may be, branch by branch.

use super::markup::{Attribute, Hole, Piece, Place};

/// Values with more branches than this are not followed into each.
const MAX_VALUES: usize = 64;

/// A part of a value on one way through its branches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Part<'a> {
    Text { text: &'a str, at: Place<'a> },
    Hole(Hole<'a>),
}

impl<'a> Attribute<'a> {
    /// The value on each way through its branches.
    pub(crate) fn values(&self) -> Vec<Vec<Part<'a>>> {
        let mut values = vec![Vec::new()];
        spread(self.value.as_deref().unwrap_or_default(), &mut values);
        values
    }

    /// The whole value where it is written out and the same on every way.
    pub(crate) fn constant(&self) -> Option<&'a str> {
        match self.value.as_deref() {
            None | Some([]) => Some(""),
            Some([Piece::Text { text, .. }]) => Some(text),
            Some(_) => None,
        }
    }
}

fn spread<'a>(pieces: &[Piece<'a>], values: &mut Vec<Vec<Part<'a>>>) {
    for piece in pieces {
        match piece {
            Piece::Text { text, at } => push(values, Part::Text { text, at: *at }),
            Piece::Hole(hole) => push(values, Part::Hole(*hole)),
            Piece::Either(branches) => {
                let before = std::mem::take(values);
                for branch in branches {
                    let mut after = before.clone();
                    spread(branch, &mut after);
                    values.append(&mut after);
                    if values.len() >= MAX_VALUES {
                        break;
                    }
                }
                values.truncate(MAX_VALUES);
            }
        }
    }
}

fn push<'a>(values: &mut [Vec<Part<'a>>], part: Part<'a>) {
    for value in values {
        value.push(part);
    }
}

/// The stretches of a value between two marks: each `url(…)` of a style, or all of it.
pub(crate) fn between<'a>(value: &[Part<'a>], open: &str, close: &[char]) -> Vec<Vec<Part<'a>>> {
    let mut found = Vec::new();
    let mut current: Option<Vec<Part<'a>>> = open.is_empty().then(Vec::new);
    for part in value {
        let Part::Text { mut text, mut at } = *part else {
            if let Some(current) = &mut current {
                current.push(*part);
            }
            continue;
        };
        loop {
            let (length, skip) = match (&current, text.find(close)) {
                (Some(_), Some(end)) => (end, text[end..].chars().next().map_or(0, char::len_utf8)),
                (Some(_), None) => (text.len(), 0),
                (None, _) => match find_ignoring_case(text, open) {
                    Some(start) => (0, start + open.len()),
                    None => break,
                },
            };
            if let Some(current) = current.as_mut().filter(|_| length > 0) {
                current
                    .push(Part::Text { text: &text[..length], at: Place { end: at.start + length, ..at } });
            }
            if skip == 0 {
                break;
            }
            current = match current {
                Some(whole) => {
                    found.push(whole);
                    open.is_empty().then(Vec::new)
                }
                None => Some(Vec::new()),
            };
            at.start += length + skip;
            text = &text[length + skip..];
        }
    }
    found.extend(current);
    found
}

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).position(|there| there.eq_ignore_ascii_case(word.as_bytes()))
}
