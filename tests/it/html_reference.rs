//! The text of an HTML document as `html2text` gives it, to compare ours with.

use html2text::render::TextDecorator;

/// Width of a line.
const WIDTH: usize = 76;

/// The text, tidied: no blanks at the ends of lines, one empty line in a row at most, none at the ends.
pub(crate) fn reference(html: &str) -> String {
    let config = html2text::config::with_decorator(LinkAfterWords { url: None })
        .use_doc_css()
        .raw_mode(true)
        .no_link_wrapping()
        .allow_width_overflow();
    let text = config.string_from_read(html.as_bytes(), WIDTH).expect("text may overflow the width");
    let blank = |char: char| char.is_whitespace() || matches!(char, '\u{200B}' | '\u{200C}');
    let mut lines: Vec<&str> = text.lines().map(|line| line.trim_matches(blank)).collect();
    lines.dedup_by(|next, last| next.is_empty() && last.is_empty());
    lines.join("\n").trim_matches('\n').to_owned()
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
