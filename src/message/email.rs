//! E-mail: subject, HTML and the text part that is derived from it.

use html2text::render::TextDecorator;
use serde::Serialize;

use super::tidy_lines;

/// Width at which the text part is wrapped (RFC 5322 §2.1.1 recommends at most 78).
const TEXT_WIDTH: usize = 76;

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
            None => derived_text(&html),
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

/// The text of an HTML document; links keep their address behind their words.
fn derived_text(html: &str) -> String {
    let config = html2text::config::with_decorator(LinkAfterWords { url: None })
        .use_doc_css()
        .raw_mode(true)
        .no_link_wrapping()
        .allow_width_overflow();
    match config.string_from_read(html.as_bytes(), TEXT_WIDTH) {
        Ok(text) => tidy_lines(&text),
        // Only a width too narrow for a table fails, and overflow is allowed; the words remain all the same.
        Err(_) => html2text::config::plain_no_decorate()
            .string_from_read(html.as_bytes(), 10_000)
            .map(|text| tidy_lines(&text))
            .unwrap_or_default(),
    }
}

/// Writes a link as its words and its address.
#[derive(Debug, Clone)]
struct LinkAfterWords {
    url: Option<String>,
}

impl TextDecorator for LinkAfterWords {
    type Annotation = ();

    fn decorate_link_start(&mut self, url: &str) -> (String, ()) {
        self.url = Some(url.to_owned());
        (String::new(), ())
    }

    fn decorate_link_end(&mut self) -> String {
        self.url.take().map_or_else(String::new, |url| format!(": {url}"))
    }

    fn decorate_em_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) {}

    fn decorate_preformat_cont(&self) {}

    fn decorate_image(&mut self, _: &str, title: &str) -> (String, ()) {
        (title.to_owned(), ())
    }

    fn header_prefix(&self, _: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        "> ".to_owned()
    }

    fn unordered_item_prefix(&self) -> String {
        "- ".to_owned()
    }

    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{number}. ")
    }

    fn make_subblock_decorator(&self) -> Self {
        Self { url: None }
    }
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
        assert_eq!(derived_text(html), "Hi\n\nTrack: https://x.example/?a=1&b=2");
    }
}
