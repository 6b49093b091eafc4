//! The text of an HTML document, for readers that show no HTML.
//!
//! The document is read once, tag by tag, without a tree of it; what a tag means for the text is done as it comes.
//!
//! # What becomes of what
//!
//! - White space between words is one space. Lines are wrapped at 76 columns (a Chinese letter takes two); a word that no
//!   line has room for is cut, an address never. There is one empty line in a row at most, none at the ends, and no space
//!   at the ends of a line. Spaces that hold words together (`&nbsp;`) do.
//! - `<p>`, headings, quotes, `<pre>`, `<dl>` and tables start behind an empty line. One follows all of these but
//!   tables and `<dl>`, and `<hr>` makes one.
//! - `<div>`, `<section>`, `<center>` and other blocks stand on lines of their own, as does what has the style
//!   `display:block`. `<br>` ends a line; a second one in a row makes an empty line.
//! - A table's cells come one below the other, since a phone shows them so and layouts are tables. A cell starts and ends
//!   a line; the paragraphs in it stand apart from each other, not from other cells.
//! - An item of a list stands behind `- ` or its number, a quote's lines behind `> `; both may be nested.
//! - A link's address stands behind its words: `Track: https://…`. Nothing is said of a link without words, to a place
//!   within the e-mail, or whose words are the address. What closes a sentence, a bracket or a quotation may follow it
//!   directly; all else stands apart, or it would be taken for a part of the address.
//! - A picture is its `alt`. Raised digits are `¹`, struck out text is `s̶t̶r̶u̶c̶k̶`, and other looks of words are not shown.
//! - What `display:none`, `visibility:hidden`, no height with `overflow:hidden`, or `hidden` hides is left out, whether a
//!   `style` says so or a rule of `<style>` for names, classes and ids. So are `<title>`, scripts, comments (with what
//!   Outlook alone reads in them), drawings and fields of forms.
//! - References (`&amp;`, `&#8364;`) are the characters they stand for; control characters are left out.
//!
//! # Broken and hostile documents
//!
//! Tags that are never closed or never opened, bad nesting, and documents that end in the middle are read much as
//! browsers read them. Time and memory grow with the document's length only: elements are kept track of to a depth,
//! margins to a width, and a sheet to a number of rules.

mod closing;
mod element;
mod entities;
mod lines;
mod margins;
mod reader;
mod sheet;
mod style;
mod tokens;
mod width;

#[cfg(test)]
mod comparison;
#[cfg(test)]
mod hostile;
#[cfg(test)]
#[path = "../../../tests/it/html_reference.rs"]
mod html_reference;
#[cfg(test)]
mod tests;

pub(crate) use element::RAW_TEXT;

/// The words of an HTML document as a text.
pub(super) fn plain_text(html: &str) -> String {
    reader::Reader::new(html).read()
}
