//! Text of others for a terminal, which control characters in a customer's name could otherwise steer.

/// A line without control characters.
pub(crate) fn harmless(line: &str) -> String {
    line.chars().map(|char| if char.is_control() { '\u{FFFD}' } else { char }).collect()
}

/// The same for text of several lines, which keeps its line ends and tabs.
pub(crate) fn harmless_lines(text: &str) -> String {
    let shown = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
    text.replace("\r\n", "\n").chars().map(|char| if shown(char) { '\u{FFFD}' } else { char }).collect()
}
