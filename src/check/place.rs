//! Places in a text: from line and column to bytes, and spans that surely lie within a text.

use std::ops::Range;

/// The byte of a line and a column in characters, both from 1. What lies behind a line's end is its end.
pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = &text[start..line_end(text, start)];
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    start + within
}

/// The end of the line in which a byte stands, without its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// The start of the line in which a byte stands.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The nearest span that lies within a text and between its characters, so that no finding can make a printer
/// or a fix stumble.
pub(super) fn clamp(text: &str, span: &Range<usize>) -> Range<usize> {
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=span.start.min(text.len())).rev().find(is_boundary).unwrap_or(0);
    let end = (span.end.clamp(start, text.len().max(start))..=text.len()).find(is_boundary);
    start..end.unwrap_or(text.len())
}

/// What to mark for a place that came without an end: a tag, a word, else one character.
pub(super) fn extent(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..line_end(text, start)];
    let tag = [("{%", "%}"), ("{{", "}}"), ("{#", "#}")]
        .into_iter()
        .filter(|(open, _)| rest.starts_with(open))
        .find_map(|(_, close)| rest.find(close).map(|at| at + close.len()));
    let is_word = |char: char| char.is_alphanumeric() || "_-".contains(char);
    let word = || rest.find(|char| !is_word(char)).unwrap_or(rest.len());
    let length = tag.unwrap_or_else(word).max(rest.chars().next().map_or(0, char::len_utf8));
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_column_is_a_byte() {
        let text = "aş\r\nb\n";
        assert_eq!(
            [(1, 1), (1, 3), (1, 9), (2, 1), (9, 9)].map(|(l, c)| offset_of(text, l, c)),
            [0, 3, 3, 5, 7]
        );
    }

    #[test]
    fn a_span_never_leaves_its_text() {
        assert_eq!(clamp("aş", &(2..2)), 1..3);
        let backwards = std::ops::Range { start: 9, end: 4 };
        assert_eq!(clamp("aş", &backwards), 3..3);
    }

    #[test]
    fn a_place_marks_what_stands_there() {
        let marked = |text: &str, at| text[extent(text, at)].to_owned();
        assert_eq!(marked("a {% if x %} b", 2), "{% if x %}");
        assert_eq!(marked("{{ order.number has", 9), "number");
        assert_eq!(marked("₺5", 0), "₺");
        assert_eq!(marked("a\nb", 1), "");
    }
}
