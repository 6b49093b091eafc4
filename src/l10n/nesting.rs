//! How deeply a locale file nests, found without recursion: Fluent's parser recurses into placeables and calls, and
//! a file that nests too deeply would exhaust its stack.

/// Placeables and calls nested deeper than this have no place in a sentence.
pub(crate) const MAX_NESTING: usize = 32;

/// What is open.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    /// `{`
    Braces,
    /// `NUMBER(`
    Call,
    /// `->`: what follows is text until the brace that closes the selector.
    Variants,
}

/// Where placeables and calls are nested too deeply.
pub(crate) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // An entry that does not parse ends where the next one begins, so each beginning is looked at afresh.
    let is_start = |at: &usize| {
        (*at == 0 || bytes[at - 1] == b'\n') && (bytes[*at].is_ascii_alphabetic() || bytes[*at] == b'-')
    };
    (0..bytes.len()).filter(is_start).find_map(|start| too_deep_in_entry(bytes, start))
}

fn too_deep_in_entry(bytes: &[u8], start: usize) -> Option<usize> {
    let mut open: Vec<Open> = Vec::new();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match open.last() {
            None if at > start && bytes[at - 1] == b'\n' && !b" \r\n{".contains(&byte) => return None,
            None | Some(Open::Variants) => match byte {
                b'{' => open.push(Open::Braces),
                b'}' => {
                    // Variants stand inside of braces, which end with them.
                    open.pop();
                    open.pop();
                }
                _ => {}
            },
            Some(Open::Braces | Open::Call) => match byte {
                b'"' => at = end_of_literal(bytes, at)?,
                b'{' => open.push(Open::Braces),
                b'(' => open.push(Open::Call),
                b'}' | b')' => {
                    open.pop();
                }
                b'-' if bytes.get(at + 1) == Some(&b'>') => open.push(Open::Variants),
                _ => {}
            },
        }
        if open.iter().filter(|open| **open != Open::Variants).count() > MAX_NESTING {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The quote that closes a literal; `None` where none does, which the parser refuses.
fn end_of_literal(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\n' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_placeables_count_and_what_stands_in_text_or_quotes_does_not() {
        let deep = |open: &str, close: &str| format!("a = {{ {}{} }}\n", open.repeat(40), close.repeat(40));
        for text in [deep("{ ", "} "), deep("A(", ")"), deep("A(\")\", ", ")"), deep("{ A(\"}\", ", ") }")] {
            assert!(too_deep(&text).is_some(), "{text}");
        }
        let in_variants = "a = { $x ->\n *[b] \" { A(\")\"".to_owned() + &"A(\")\"".repeat(40);
        assert!(too_deep(&in_variants).is_some());
        for flat in [
            "a = ((((((((((((((((((((((((((((((((((((((((((((((((((",
            "# {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{\na = b",
        ] {
            assert_eq!(too_deep(flat), None, "{flat}");
        }
        let many = "a = { $x ->\n    [b] { \"{\" } ( {$y}\n   *[c] { A(\"(\") }\n}\n".repeat(50);
        assert_eq!(too_deep(&many), None);
        let broken = "a = { A(\n".repeat(10) + "b = fine\n";
        assert_eq!(too_deep(&broken), None);
    }
}
