//! E-mail: subject, HTML and the text part that is derived from it.

use serde::Serialize;

use super::plain_text::plain_text;
use super::tidy_lines;

/// An e-mail.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Email {
    /// One line.
    pub subject: String,
    /// A whole HTML document.
    pub html: String,
    /// The same for readers that show no HTML.
    pub text: String,
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Email").finish_non_exhaustive()
    }
}

impl Email {
    /// Puts an e-mail together; without a text of its own the text part is derived from the HTML.
    pub(crate) fn compose(subject: &str, html: String, text: Option<&str>) -> Self {
        let html = isolates_to_markup(html);
        let text = match text {
            Some(text) => tidy_lines(text),
            None => plain_text(&html),
        };
        Self { subject: subject_line(subject), html, text }
    }
}

/// A subject is one line: line breaks would end the header (RFC 5322 §2.2), so any white space and any
/// control character becomes a single space. Isolation marks go, since mail programs may show them.
fn subject_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|char: char| char.is_whitespace() || char.is_control()) {
        let start = line.len();
        if start > 0 {
            line.push(' ');
        }
        let between = line.len();
        line.extend(word.split(is_isolate));
        if line.len() == between {
            line.truncate(start);
        }
    }
    line
}

fn is_isolate(char: char) -> bool {
    matches!(char, '\u{2066}'..='\u{2069}')
}

/// U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE.
const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';

/// Isolation marks become `<bdi>` in text, and go inside tags and titles, where markup cannot stand.
fn isolates_to_markup(html: String) -> String {
    // Each is looked for by itself, which is many times faster than looking for both; most e-mails have none.
    if !html.contains(OPEN) && !html.contains(CLOSE) {
        return html;
    }
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let (mut in_tag, mut in_title) = (false, false);
    let mut rest = html.as_str();
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        if let Some(tag) = before.rfind('<') {
            in_title = before[tag..].get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case("<title"));
            in_tag = !before[tag..].contains('>');
        } else if before.contains('>') {
            in_tag = false;
        }
        let is_open = marked.starts_with(OPEN);
        if !in_tag && !in_title {
            out.push_str(if is_open { "<bdi>" } else { "</bdi>" });
        }
        rest = &marked[OPEN.len_utf8()..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(subject_line(" Your\r\nBcc: x \t order "), "Your Bcc: x order");
        assert_eq!(subject_line("\u{2066}\u{2069} a\u{2067}b \u{2068} \u{7}c\u{2028}"), "ab c");
    }

    #[test]
    fn isolates_become_markup_only_where_markup_can_stand() {
        let html = "<title>\u{2068}A\u{2069}</title><img alt=\"\u{2068}B\u{2069}\"><p>\u{2068}C\u{2069}</p>";
        assert_eq!(isolates_to_markup(html.to_owned()), "<title>A</title><img alt=\"B\"><p><bdi>C</bdi></p>");
    }

    #[test]
    fn links_keep_their_address_and_hidden_text_stays_hidden() {
        let html = "<div style=\"display:none\">preview</div><p>Hi</p><a href=\"https://x.example/?a=1&amp;b=2\">Track</a>";
        assert_eq!(plain_text(html), "Hi\n\nTrack: https://x.example/?a=1&b=2");
    }
}
