//! How wide a text is.

use textwrap::core::display_width;

/// Columns of a text. The Arabic letters lam and alef are written as one.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let alef = |next: &str| next.starts_with(['\u{622}', '\u{623}', '\u{625}', '\u{627}']);
    let joined = text.match_indices('\u{644}').filter(|(at, lam)| alef(&text[at + lam.len()..]));
    display_width(text) - joined.count()
}
