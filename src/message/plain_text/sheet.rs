//! The rules of sheets, and which elements they are for.
//!
//! What that costs grows with the document's length only, whatever is in it: an element is compared with one part of each
//! rule where it is met and with one more where it is opened, those that are open once more for each sheet that has rules,
//! and there are bounds for all of these.

use super::element::Element;
use super::style::Style;
use super::tokens::{Tag, find};

/// An element as rules see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) element: Element,
    pub(super) name: &'a str,
    class: &'a str,
    id: &'a str,
}

/// Classes longer than this, in bytes, are nobody's.
const LONGEST_CLASS: usize = 1024;

impl<'a> Seen<'a> {
    pub(super) fn of(tag: &Tag<'a>, element: Element) -> Self {
        let class = tag.class.filter(|class| class.len() <= LONGEST_CLASS).unwrap_or_default();
        Self { element, name: tag.name, class, id: tag.id.unwrap_or_default() }
    }
}

/// Whether a sheet with this `media` holds however wide the screen is.
pub(super) fn is_for_every_screen(media: &str) -> bool {
    ["", "all", "screen"].iter().any(|known| media.trim_ascii().eq_ignore_ascii_case(known))
}

/// More rules than this are left alone, so that no sheet can make an e-mail dear.
const MOST_RULES: usize = 64;
/// In bytes; so are longer selectors, and those of more ids and classes.
const LONGEST_SELECTOR: usize = 128;
const MOST_MARKS: usize = 8;

/// Of each rule, how many parts of its selector the open elements fit, from the outermost on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within([u8; MOST_RULES]);

impl Default for Within {
    fn default() -> Self {
        Self([0; MOST_RULES])
    }
}

#[derive(Debug)]
struct Rule<'a> {
    weight: Weight,
    /// Of `.a td.b`, `.a`.
    outer: Vec<&'a str>,
    /// Of `.a td.b`, `td.b`.
    last: &'a str,
    style: Style,
}

/// How particular a selector is: its ids, its classes, its names (CSS Selectors, "Calculating a selector's specificity").
type Weight = (usize, usize, usize);

impl<'a> Rule<'a> {
    /// `None` for a selector that is not read.
    fn new(selector: &'a str, style: Style) -> Option<Self> {
        if selector.len() > LONGEST_SELECTOR || selector.contains(['>', '+', '~', ':', '[', '*', '/']) {
            return None;
        }
        let mut outer: Vec<&str> = selector.split_ascii_whitespace().collect();
        let names = outer.iter().filter(|part| !part.starts_with(['.', '#'])).count();
        let (ids, classes) = (selector.matches('#').count(), selector.matches('.').count());
        let last = outer.pop().filter(|_| ids + classes <= MOST_MARKS)?;
        Some(Self { weight: (ids, classes, names), outer, last, style })
    }
}

/// The rules of the sheets that hide something, or show it again. Rules for some devices (`@media`) do not count, nor
/// do selectors of more than names, classes and ids, one within the other.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    /// The weightiest last.
    rules: Vec<Rule<'a>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Adds what stands between `<style>` and `</style>`. Gives whether there are rules of it.
    pub(super) fn add(&mut self, css: &'a str) -> bool {
        let before = self.rules.len();
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
        self.rules.len() > before
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
        let room = MOST_RULES - self.rules.len();
        for rule in selectors.split(',').filter_map(|selector| Rule::new(selector, style)).take(room) {
            // The last rule wins: the more particular ones stand behind the others.
            let at = self.rules.partition_point(|other| other.weight <= rule.weight);
            self.rules.insert(at, rule);
        }
    }

    /// What holds within an element that stands there.
    pub(super) fn enter(&self, seen: Seen, mut there: Within) -> Within {
        for (rule, fitted) in self.rules.iter().zip(&mut there.0) {
            let next = rule.outer.get(usize::from(*fitted));
            *fitted += u8::from(next.is_some_and(|part| fits(part, seen)));
        }
        there
    }

    /// What all rules together say of an element that stands there.
    pub(super) fn style(&self, seen: Seen, there: Within) -> Style {
        let mut whole = Style::default();
        for (rule, fitted) in self.rules.iter().zip(there.0) {
            if usize::from(fitted) < rule.outer.len() || !fits(rule.last, seen) {
                continue;
            }
            let style = rule.style;
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
    use super::super::style::Display;
    use super::*;

    #[test]
    fn rules_hide_what_they_are_for() {
        let html = [("table", "page"), ("tr", ""), ("td", "card wide"), ("span", "extra")];
        let seen = |(name, class)| Seen { element: Element::of(name), name, class, id: "one" };
        let [outer @ .., last] = html.map(seen);
        let shown = |css: &str| {
            let mut sheet = Sheet::default();
            sheet.add(css);
            let within = outer.iter().fold(Within::default(), |within, seen| sheet.enter(*seen, within));
            sheet.style(last, within).display
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
        assert_eq!(shown(".page tr td .extra{display:none}"), none);
        assert_eq!(shown(".page .page .extra{display:none}"), None);
        assert_eq!(shown("td .page .extra{display:none}"), None);
        assert_eq!(shown("table .page tr td .extra{display:none}"), None);
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
