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
    pub(crate) fn compose(subject: &str, html: &str, text: Option<&str>) -> Self {
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
    let plain: String = text
        .chars()
        .filter(|char| !matches!(char, '\u{2066}'..='\u{2069}'))
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Isolation marks (U+2068, U+2069) become `<bdi>` in text, and go inside tags and titles, where markup
/// cannot stand.
fn isolates_to_markup(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut in_tag, mut in_title) = (false, false);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '\u{2068}', '\u{2069}']) {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        let mark = marked.chars().next().unwrap_or_default();
        rest = &marked[mark.len_utf8()..];
        match mark {
            '<' => {
                in_tag = true;
                let name = rest.get(..6).unwrap_or(rest).to_ascii_lowercase();
                in_title = name.starts_with("title") || (in_title && !name.starts_with("/title"));
                out.push('<');
            }
            '>' => {
                in_tag = false;
                out.push('>');
            }
            _ if in_tag || in_title => {}
            '\u{2068}' => out.push_str("<bdi>"),
            _ => out.push_str("</bdi>"),
        }
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
    }

    #[test]
    fn isolates_become_markup_only_where_markup_can_stand() {
        let html = "<title>\u{2068}A\u{2069}</title><img alt=\"\u{2068}B\u{2069}\"><p>\u{2068}C\u{2069}</p>";
        assert_eq!(isolates_to_markup(html), "<title>A</title><img alt=\"B\"><p><bdi>C</bdi></p>");
    }

    #[test]
    fn links_keep_their_address_and_hidden_text_stays_hidden() {
        let html = "<div style=\"display:none\">preview</div><p>Hi</p><a href=\"https://x.example/?a=1&amp;b=2\">Track</a>";
        assert_eq!(plain_text(html), "Hi\n\nTrack: https://x.example/?a=1&b=2");
    }
}
