//! Direction isolates (UAX #9): Fluent marks every value; a channel keeps only the marks that it needs.

/// U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE.
pub(crate) const OPEN: char = '\u{2068}';
pub(crate) const CLOSE: char = '\u{2069}';

/// What becomes of the isolates around values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Isolation {
    /// All marks go: an SMS has no room for them.
    Strip,
    /// Marks stay where the value's direction could disturb the sentence.
    Keep,
}

/// Removes the isolates that a text of this direction does not need.
pub(crate) fn resolve_isolates(text: &str, right_to_left: bool, isolation: Isolation) -> String {
    if !has_isolates(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut kept = Vec::new();
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        let mark = if marked.starts_with(OPEN) { OPEN } else { CLOSE };
        rest = &marked[mark.len_utf8()..];
        if mark == OPEN {
            let keep = needs_isolate(inside(rest), right_to_left, isolation);
            kept.push(keep);
            if keep {
                out.push(OPEN);
            }
        } else if kept.pop() == Some(true) {
            out.push(CLOSE);
        }
    }
    out.push_str(rest);
    out
}

/// Whether the marks around a value stay, in a text of this direction.
pub(crate) fn needs_isolate(value: &str, right_to_left: bool, isolation: Isolation) -> bool {
    isolation == Isolation::Keep && disturbs(value, right_to_left)
}

/// Whether a text has marks of its own.
pub(crate) fn has_isolates(text: &str) -> bool {
    text.contains([OPEN, CLOSE])
}

/// The text up to the mark that closes this isolate.
fn inside(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, char) in text.char_indices() {
        match char {
            OPEN => depth += 1,
            CLOSE if depth == 0 => return &text[..at],
            CLOSE => depth -= 1,
            _ => {}
        }
    }
    text
}

/// Whether a value could reorder the sentence around it, or be reordered by it.
fn disturbs(value: &str, right_to_left: bool) -> bool {
    // An address stands alone, at the end or on its own line; a mark could become part of the link.
    if value.starts_with("https://") || value.starts_with("http://") {
        return false;
    }
    if right_to_left {
        value.chars().any(|char| char.is_alphabetic() && !is_right_to_left(char))
            || (value.contains(|char: char| char.is_ascii_digit())
                && value.contains(['-', '+', '/', ':', '(', ')', ' ', '\u{A0}', '\u{202F}']))
    } else {
        value.chars().any(is_right_to_left)
    }
}

/// Whether a character is of a script written from right to left (Hebrew, Arabic, Syriac, Thaana, N'Ko and
/// their presentation forms).
pub(crate) fn is_right_to_left(char: char) -> bool {
    matches!(char,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}')
        && !char.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, right_to_left: bool, isolation: Isolation, expected: &str) {
        assert_eq!(resolve_isolates(text, right_to_left, isolation), expected);
    }

    #[test]
    fn marks_stay_only_where_directions_meet() {
        check("Hi \u{2068}John\u{2069}!", false, Isolation::Keep, "Hi John!");
        check("Hi \u{2068}ليلى\u{2069}!", false, Isolation::Keep, "Hi \u{2068}ليلى\u{2069}!");
        check("طلب \u{2068}ORD-1\u{2069}.", true, Isolation::Keep, "طلب \u{2068}ORD-1\u{2069}.");
        check("طلب \u{2068}ليلى\u{2069}.", true, Isolation::Keep, "طلب ليلى.");
        check("طلب \u{2068}ORD-1\u{2069}.", true, Isolation::Strip, "طلب ORD-1.");
    }

    #[test]
    fn nested_marks_are_matched_in_pairs() {
        check(
            "\u{2068}a \u{2068}ש\u{2069} b\u{2069} c",
            false,
            Isolation::Keep,
            "\u{2068}a \u{2068}ש\u{2069} b\u{2069} c",
        );
        check("a\u{2069}b", false, Isolation::Keep, "ab");
    }
}
