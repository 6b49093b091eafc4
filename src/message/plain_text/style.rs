//! What a style hides or lays out.

use super::tokens::find;

/// What declarations say that matters to a text; `None` where they say nothing of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) display: Option<Display>,
    /// The display is `!important`.
    pub(super) important: bool,
    /// Takes no room, or is not visible.
    pub(super) unseen: bool,
    /// White space stays as it is written.
    pub(super) preformatted: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    None,
    Block,
    Other,
}

impl Style {
    /// Reads `display:none; …`.
    pub(super) fn of(declarations: &str) -> Self {
        let mut style = Self::default();
        let (mut no_height, mut clipped) = (false, false);
        let mut rest = declarations;
        while !rest.is_empty() {
            let end = find(rest, b';');
            let declaration = rest[..end.unwrap_or(rest.len())].trim_ascii_start();
            rest = end.map_or("", |end| &rest[end + 1..]);
            // Most declarations are of fonts, colours and spaces.
            if !matches!(
                declaration.as_bytes().first(),
                Some(b'd' | b'D' | b'v' | b'V' | b'h' | b'H' | b'm' | b'M' | b'o' | b'O' | b'w' | b'W')
            ) {
                continue;
            }
            let Some(colon) = find(declaration, b':') else { continue };
            let (name, value) =
                (declaration[..colon].trim_ascii_end(), declaration[colon + 1..].trim_ascii());
            let is = |known: &str| name.eq_ignore_ascii_case(known);
            if is("display") {
                style.show(value);
            } else if is("visibility") {
                style.unseen |= starts_with(value, "hidden") || starts_with(value, "collapse");
            } else if is("height") || is("max-height") {
                no_height |= is_zero(value);
            } else if is("overflow") || is("overflow-y") {
                clipped |= starts_with(value, "hidden");
            } else if is("white-space") {
                style.preformatted = Some(starts_with(value, "pre") || starts_with(value, "break-spaces"));
            }
        }
        style.unseen |= no_height && clipped;
        style
    }

    fn show(&mut self, value: &str) {
        let (value, important) = value.split_once('!').map_or((value, false), |(value, _)| (value, true));
        if self.important && !important {
            return;
        }
        let value = value.trim_ascii_end();
        let is = |known: &str| value.eq_ignore_ascii_case(known);
        self.important = important;
        self.display = Some(if is("none") {
            Display::None
        } else if is("block") || is("flex") || is("grid") || is("list-item") || is("table") {
            Display::Block
        } else {
            Display::Other
        });
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// `0`, `0px`, `0.0em`
fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|char: char| !char.is_ascii_digit());
    number.parse() == Ok(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_hide_what_they_hide() {
        let hides = |style: &str| {
            let style = Style::of(style);
            style.unseen || style.display == Some(Display::None)
        };
        assert!(hides("color:red; DISPLAY : None !important"));
        assert!(hides("max-height:0; overflow:hidden"));
        assert!(hides("height:0.0px;overflow-y:hidden"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display:none; display:block"));
        assert!(hides("display:none !important; display:block"));
        assert!(!hides("max-height:0"));
        assert!(!hides("max-height:10px; overflow:hidden"));
        assert!(!hides("background:url('display:none')"));
        assert!(!hides("content:none; opacity:.1; height; :;"));
    }
}
