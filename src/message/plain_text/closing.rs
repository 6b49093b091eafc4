//! What may stand directly behind an address, and what would be taken for a part of it.

/// Ends a sentence or a bracket.
const CLOSING: &str = ".,;:!?)]}>…،؛؟۔।॥。、，．；：！？）］｝】〕》〉」』";
/// Ends a quotation. Some of these open one in another language, and some are apostrophes.
const QUOTES: &str = "»«›‹\"'”“’‘";
/// The mark for text that is struck out.
pub(super) const STROKE: char = '\u{336}';

/// Cuts what comes behind an address in two: what may follow directly, and the rest, which stands apart. `None` where all
/// of it up to a space may follow.
pub(super) fn cut(text: &str) -> Option<(&str, &str)> {
    let is_quote = |char: char| QUOTES.contains(char);
    let may_follow = |char: char| CLOSING.contains(char) || is_quote(char) || char == STROKE;
    let rest = text.trim_start_matches(may_follow);
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return None;
    }
    // A quotation that a letter follows opens there.
    let closing = text[..text.len() - rest.len()].trim_end_matches(is_quote);
    Some(text.split_at(closing.len()))
}
