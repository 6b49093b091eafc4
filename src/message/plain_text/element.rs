//! What an element means for a text.

/// How an element shapes the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// Not at all, as `<span>`, `<b>` and whatever nobody knows.
    Inline,
    /// Its text stands on lines of its own.
    Block,
    /// An empty line on both sides.
    Paragraph,
    Heading,
    Preformatted,
    Quote,
    List,
    NumberedList,
    Item,
    Terms,
    Term,
    Description,
    Table,
    /// `<tr>`, and groups of them.
    Row,
    RowGroup,
    Cell,
    Caption,
    Link,
    Struck,
    Raised,
    Image,
    Break,
    WordBreak,
    Ruler,
    /// Has no content and shows nothing.
    Void,
    /// What is in it is no markup and not shown.
    Raw,
    /// Its sheet says what is hidden.
    Sheet,
    /// What is in it is not shown.
    Hidden,
    /// `<html>` and `<body>`, which end with the document.
    Page,
}

/// Elements whose text is no markup.
pub(crate) const RAW_TEXT: [&str; 8] =
    ["title", "style", "script", "textarea", "xmp", "noframes", "noembed", "iframe"];

/// The longest name that matters.
const LONGEST: usize = 10;

impl Element {
    pub(super) fn of(name: &str) -> Self {
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Inline };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"td" | b"th" => Self::Cell,
            b"tr" => Self::Row,
            b"p" => Self::Paragraph,
            b"a" => Self::Link,
            b"table" => Self::Table,
            b"img" => Self::Image,
            b"br" => Self::Break,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"ul" | b"menu" | b"dir" => Self::List,
            b"ol" => Self::NumberedList,
            b"li" => Self::Item,
            b"tbody" | b"thead" | b"tfoot" => Self::RowGroup,
            b"caption" => Self::Caption,
            b"pre" | b"listing" => Self::Preformatted,
            b"blockquote" => Self::Quote,
            b"dl" => Self::Terms,
            b"dt" => Self::Term,
            b"dd" => Self::Description,
            b"s" | b"del" | b"strike" => Self::Struck,
            b"sup" => Self::Raised,
            b"wbr" => Self::WordBreak,
            b"hr" => Self::Ruler,
            b"html" | b"body" => Self::Page,
            b"style" => Self::Sheet,
            b"svg" | b"math" | b"template" | b"select" | b"datalist" => Self::Hidden,
            b"meta" | b"link" | b"base" | b"col" | b"input" | b"area" | b"embed" | b"param" | b"source"
            | b"track" => Self::Void,
            b"div" | b"center" | b"section" | b"header" | b"footer" | b"main" | b"article" | b"aside"
            | b"nav" | b"address" | b"figure" | b"figcaption" | b"fieldset" | b"legend" | b"form"
            | b"details" | b"summary" | b"hgroup" | b"dialog" | b"head" => Self::Block,
            _ if RAW_TEXT.iter().any(|raw| raw.as_bytes() == lower) => Self::Raw,
            _ => Self::Inline,
        }
    }

    /// Has no closing tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Image | Self::Break | Self::WordBreak | Self::Ruler | Self::Void)
    }

    /// Whether its opening tag ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        !matches!(
            self,
            Self::Inline
                | Self::Link
                | Self::Struck
                | Self::Raised
                | Self::Image
                | Self::Break
                | Self::WordBreak
                | Self::Void
                | Self::Raw
                | Self::Sheet
                | Self::Hidden
                | Self::Page
        )
    }

    /// Whether its opening tag may end an element of its own kind, whose closing tag was left out.
    pub(super) fn ends_its_like(self) -> bool {
        matches!(
            self,
            Self::Item
                | Self::Term
                | Self::Description
                | Self::Link
                | Self::Cell
                | Self::Row
                | Self::RowGroup
        )
    }

    /// Whether an open `inner` ends where this element is opened: a cell ends the one before it, and so on.
    pub(super) fn ends(self, inner: Self) -> bool {
        match self {
            Self::Item => inner == Self::Item,
            Self::Term | Self::Description => matches!(inner, Self::Term | Self::Description),
            Self::Link => inner == Self::Link,
            Self::Cell => matches!(inner, Self::Cell | Self::Caption),
            Self::Row => matches!(inner, Self::Cell | Self::Row | Self::Caption),
            Self::RowGroup => matches!(inner, Self::Cell | Self::Row | Self::RowGroup | Self::Caption),
            _ => false,
        }
    }

    /// Whether what this element's opening or closing tag ends is looked for within `outer` only. `</table>` ends all that
    /// is in its table.
    pub(super) fn stays_within(self, outer: Self) -> bool {
        match self {
            Self::Cell | Self::Row | Self::RowGroup | Self::Caption => outer == Self::Table,
            Self::Table => false,
            Self::Item => {
                matches!(outer, Self::List | Self::NumberedList | Self::Table | Self::Cell | Self::Caption)
            }
            Self::Term | Self::Description => {
                matches!(outer, Self::Terms | Self::Table | Self::Cell | Self::Caption)
            }
            _ => matches!(outer, Self::Table | Self::Cell | Self::Caption),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(Element::of("TD"), Element::Cell);
        assert_eq!(Element::of("blockquote"), Element::Quote);
        assert_eq!(Element::of("figcaption"), Element::Block);
        assert_eq!(Element::of("bdi"), Element::Inline);
        assert_eq!(Element::of("o:p"), Element::Inline);
        assert_eq!(Element::of("a-very-long-name"), Element::Inline);
    }
}
