//! What a style hides or lays out, and which elements a sheet's rules are for.

use super::element::Element;
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

/// An element as rules see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) element: Element,
    pub(super) name: &'a str,
    pub(super) class: &'a str,
    pub(super) id: &'a str,
}

/// The rules of the sheets that hide something, or show it again. Rules for some devices (`@media`) do not count, nor
/// do selectors of more than names, classes and ids, one within the other.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    /// Each with its weight, the weightiest last.
    rules: Vec<(Weight, &'a str, Style)>,
}

/// More rules than this are left alone, so that no sheet can make an e-mail dear.
const MOST_RULES: usize = 64;
/// In bytes; so are longer selectors.
const LONGEST_SELECTOR: usize = 128;

/// How particular a selector is: its ids, its classes, its names (CSS Selectors, "Calculating a selector's specificity").
type Weight = (usize, usize, usize);

fn weight(selector: &str) -> Weight {
    let parts = selector.split_ascii_whitespace();
    let names = parts.filter(|part| !part.starts_with(['.', '#'])).count();
    (selector.matches('#').count(), selector.matches('.').count(), names)
}

impl<'a> Sheet<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Adds what stands between `<style>` and `</style>`.
    pub(super) fn add(&mut self, css: &'a str) {
        let mut from = 0;
        // The first brace that is not behind us; looked for once, however many comments stand before it.
        let mut next = find(css, b'{');
        while let Some(brace) = next {
            from = match css[from..brace].find("/*") {
                Some(comment) => {
                    let inside = from + comment + 2;
                    css[inside..].find("*/").map_or(css.len(), |end| inside + end + 2)
                }
                None => css.len() - self.block(&css[from..brace], &css[brace..]).len(),
            };
            if brace < from {
                next = find(&css[from..], b'{').map(|at| from + at);
            }
        }
    }

    /// Takes a block and what stands before it; gives what is left behind it.
    fn block(&mut self, before: &'a str, block: &'a str) -> &'a str {
        let selectors = before.rsplit([';', '}']).next().unwrap_or_default();
        if selectors.trim_ascii_start().starts_with('@') {
            return behind_block(block);
        }
        let body = &block[1..];
        let end = find(body, b'}').unwrap_or(body.len());
        self.rule(selectors, &body[..end]);
        body.get(end + 1..).unwrap_or_default()
    }

    fn rule(&mut self, selectors: &'a str, body: &str) {
        let style = Style::of(body);
        if style.display.is_none() && !style.unseen {
            return;
        }
        let plain = |selector: &&str| {
            !selector.contains(['>', '+', '~', ':', '[', '*', '/'])
                && (1..=LONGEST_SELECTOR).contains(&selector.len())
        };
        for selector in selectors.split(',').map(str::trim_ascii).filter(plain) {
            if self.rules.len() < MOST_RULES {
                // The last rule wins: the more particular ones stand behind the others.
                let weight = weight(selector);
                let at = self.rules.partition_point(|(other, ..)| *other <= weight);
                self.rules.insert(at, (weight, selector, style));
            }
        }
    }

    /// What all rules together say of the last of `path`, which stands within the others.
    pub(super) fn style<'b>(
        &self,
        last: Seen<'b>,
        path: &(impl DoubleEndedIterator<Item = Seen<'b>> + Clone),
    ) -> Style {
        let mut whole = Style::default();
        for (_, selector, style) in &self.rules {
            if !matches(selector, last, path.clone()) {
                continue;
            }
            whole.unseen |= style.unseen;
            if style.display.is_some() && (style.important || !whole.important) {
                (whole.display, whole.important) = (style.display, style.important);
            }
        }
        whole
    }
}

/// What follows a block in braces with blocks in it.
fn behind_block(text: &str) -> &str {
    let (mut rest, mut depth) = (text, 0_usize);
    while let Some(end) = find(rest, b'}') {
        depth += rest[..end].bytes().filter(|byte| *byte == b'{').count();
        rest = &rest[end + 1..];
        depth = depth.saturating_sub(1);
        if depth == 0 {
            return rest;
        }
    }
    ""
}

/// Whether `.a td.b` is for this element.
fn matches<'b>(selector: &str, last: Seen<'b>, path: impl DoubleEndedIterator<Item = Seen<'b>>) -> bool {
    let mut parts = selector.rsplit(|char: char| char.is_ascii_whitespace()).filter(|part| !part.is_empty());
    if !parts.next().is_some_and(|part| fits(part, last)) {
        return false;
    }
    let mut outer = path.rev();
    parts.all(|part| outer.any(|seen| fits(part, seen)))
}

/// Whether `td.b#c` is for this element.
fn fits(selector: &str, seen: Seen<'_>) -> bool {
    let end = selector.find(['.', '#']).unwrap_or(selector.len());
    let (name, mut rest) = selector.split_at(end);
    if !name.is_empty() && !name.eq_ignore_ascii_case(seen.name) {
        return false;
    }
    while let Some(kind) = rest.chars().next() {
        let end = rest[1..].find(['.', '#']).map_or(rest.len(), |end| end + 1);
        let wanted = &rest[1..end];
        let has = if kind == '#' {
            seen.id == wanted
        } else {
            seen.class.split_ascii_whitespace().any(|class| class == wanted)
        };
        if !has {
            return false;
        }
        rest = &rest[end..];
    }
    true
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

    #[test]
    fn rules_hide_what_they_are_for() {
        let html = [("table", "page"), ("tr", ""), ("td", "card wide"), ("span", "extra")];
        let path: Vec<Seen> = html
            .iter()
            .map(|(name, class)| Seen { element: Element::of(name), name, class, id: "one" })
            .collect();
        let (last, outer) = path.split_last().unwrap();
        let shown = |css: &str| {
            let mut sheet = Sheet::default();
            sheet.add(css);
            sheet.style(*last, &outer.iter().copied()).display
        };
        let none = Some(Display::None);
        assert_eq!(shown(".extra { display: none }"), none);
        assert_eq!(shown("p, SPAN.extra{display:none}"), none);
        assert_eq!(shown("a{color:red}.card .extra{display:none}"), none);
        assert_eq!(shown(".page td #one{display:none}"), none);
        assert_eq!(shown("/* .x{} */ @import 'x'; .extra{display:none}"), none);
        assert_eq!(shown(".extra{display:none}.extra{display:inline}"), Some(Display::Other));
        assert_eq!(shown(".extra{display:none !important}.extra{display:inline}"), none);
        assert_eq!(shown(".extra{display:none} span{display:inline}"), none);
        assert_eq!(shown("#one{display:none} .card .extra{display:inline}"), none);
        assert_eq!(shown(".card .extra{display:none} .extra{display:inline}"), none);
        assert_eq!(shown("@media (max-width:600px){.extra{display:none}}"), None);
        assert_eq!(shown("@media print{a{} .extra{display:none}} .card.wide span{display:none}"), none);
        assert_eq!(shown(".extra:hover{display:none}"), None);
        assert_eq!(shown(".card > .extra{display:none}"), None);
        assert_eq!(shown(".other{display:none"), None);
        assert_eq!(shown(".extra{display:none"), none);
        assert_eq!(shown("}}{{;@{"), None);
        assert_eq!(shown("/* {{{ */ a{} @media x{a{}} } .extra{display:none}"), none);
    }
}
