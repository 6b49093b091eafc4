//! Which block of a template was left open: Tera itself only says that the end came unexpectedly.

/// A block without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    pub(super) keyword: &'static str,
    pub(super) line: usize,
    pub(super) column: usize,
}

const KEYWORDS: [&str; 6] = ["if", "for", "block", "filter", "component", "raw"];

/// The last block that is opened and never closed.
pub(super) fn unclosed_block(source: &str) -> Option<Unclosed> {
    let mut open: Vec<(&'static str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = source[at..].find("{%").map(|found| at + found) {
        let tag = source[found + 2..].trim_start_matches('-').trim_start();
        let end = tag.find(|char: char| !char.is_alphanumeric()).unwrap_or(tag.len());
        let word = &tag[..end];
        if let Some(keyword) = KEYWORDS.into_iter().find(|keyword| *keyword == word) {
            open.push((keyword, found));
        } else if let Some(closed) = word.strip_prefix("end")
            && open.last().is_some_and(|(keyword, _)| *keyword == closed)
        {
            open.pop();
        }
        at = found + 2;
    }
    let (keyword, offset) = open.pop()?;
    let (line, column) = crate::l10n::place_of(source, offset);
    Some(Unclosed { keyword, line, column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_open_block_is_found() {
        let unclosed = unclosed_block("a\n {% if x %}{% for y in z %}{% endfor %}\n");
        assert_eq!(unclosed, Some(Unclosed { keyword: "if", line: 2, column: 2 }));
        assert_eq!(unclosed_block("{%- if x -%}{% endif %}"), None);
    }
}
