//! Slips in the shipped e-mails: how many of each kind are found.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tests::{findings, unwalked};
use crate::catalog::Sources;

/// E-mails that together come through every shared piece.
const PAGES: [&str; 3] =
    ["order_completed/email.html", "order_shipped_cargo/email.html", "product_alert/email.html"];
const VOID: [&str; 4] = ["img", "meta", "br", "hr"];

/// One change of a file: what to replace, and by what.
type Slip = (Range<usize>, String);

/// Where the template's own marks are, which are not HTML.
fn marks(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = text[at..].find('{').map(|start| at + start) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = text[start..].find(close).map_or(text.len(), |end| start + end + 2);
        found.push(start..end);
        at = end;
    }
    found
}

/// The text with each mark blanked out, so that what is left is HTML.
fn html_alone(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for mark in marks(text) {
        bytes[mark].fill(b'x');
    }
    // What is left of `<style>` is no HTML either.
    let mut text = String::from_utf8(bytes).unwrap();
    if let (Some(start), Some(end)) = (text.find("<style>"), text.find("</style>")) {
        text.replace_range(start + 7..end, &"x".repeat(end - start - 7));
    }
    text
}

/// Tags with their names and places; `closing` ones or the others.
fn tags(html: &str, closing: bool) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for (start, _) in html.match_indices('<') {
        let rest = &html[start + 1..];
        let is_closing = rest.starts_with('/');
        let name: String =
            rest[usize::from(is_closing)..].chars().take_while(char::is_ascii_alphanumeric).collect();
        if name.is_empty() || is_closing != closing {
            continue;
        }
        let mut quote = None;
        let end = rest.char_indices().find(|(_, char)| {
            match quote {
                Some(open) if open == *char => quote = None,
                None if matches!(char, '"' | '\'') => quote = Some(*char),
                _ => {}
            }
            quote.is_none() && *char == '>'
        });
        found.extend(end.map(|(end, _)| (name, start..start + 1 + end + 1)));
    }
    found
}

fn drop_tags(html: &str, closing: bool) -> Vec<Slip> {
    let all = tags(html, closing).into_iter().filter(|(name, _)| !VOID.contains(&name.as_str()));
    all.map(|(_, place)| (place, String::new())).collect()
}

fn drop_ends(html: &str) -> Vec<Slip> {
    let all = tags(html, false).into_iter().chain(tags(html, true));
    all.map(|(_, place)| (place.end - 1..place.end, String::new())).collect()
}

fn drop_each(html: &str, what: &str) -> Vec<Slip> {
    html.match_indices(what).map(|(at, _)| (at..at + what.len(), String::new())).collect()
}

/// Quotes of attributes, and those of fonts in styles.
fn drop_quotes(html: &str) -> Vec<Slip> {
    let in_tags = tags(html, false);
    let inside = |at: usize| in_tags.iter().any(|(_, tag)| tag.contains(&at));
    let all = html.match_indices(['"', '\'']).filter(|(at, _)| inside(*at));
    all.map(|(at, _)| (at..at + 1, String::new())).collect()
}

/// An attribute with its value, of elements of one name.
fn drop_attribute(html: &str, element: &str, attribute: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (_, tag) in tags(html, false).into_iter().filter(|(name, _)| name == element) {
        let text = &html[tag.clone()];
        let Some(at) = text.find(&format!(" {attribute}=\"")) else { continue };
        let length = attribute.len() + 3;
        let end = text[at + length..].find('"').unwrap() + at + length + 1;
        slips.push((tag.start + at..tag.start + end, String::new()));
    }
    slips
}

fn swap_ends(html: &str) -> Vec<Slip> {
    let all = tags(html, true);
    let pairs = all.windows(2).filter(|pair| pair[0].1.end == pair[1].1.start && pair[0].0 != pair[1].0);
    pairs
        .map(|pair| {
            let (a, b) = (pair[0].1.clone(), pair[1].1.clone());
            (a.start..b.end, format!("{}{}", &html[b], &html[a]))
        })
        .collect()
}

fn misspell_ends(html: &str) -> Vec<Slip> {
    tags(html, true)
        .into_iter()
        .map(|(_, place)| (place.start + 2..place.start + 2, "x".to_owned()))
        .collect()
}

/// `| url` where the value is not a ready fact that has been looked at already.
fn drop_filter(text: &str) -> Vec<Slip> {
    let all = text.match_indices(" | url");
    let bare = all.filter(|(at, _)| !text[..*at].rsplit(['{', ' ']).next().unwrap().starts_with("ready."));
    bare.map(|(at, found)| (at..at + found.len(), String::new())).collect()
}

fn replace_in_links(text: &str, by: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for start in ["href=\"{{ ", "src=\"{{ "] {
        for (at, found) in text.match_indices(start) {
            let value = at + found.len() - 3;
            let end = text[value..].find("}}").unwrap() + value + 2;
            slips.push((value..end, by.to_owned()));
        }
    }
    slips
}

fn drop_quotes_around_values(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (at, _) in text.match_indices("=\"{{ ") {
        let end = text[at..].find("}}").unwrap() + at + 2;
        if text[end..].starts_with('"') {
            slips.push((at + 1..end + 1, text[at + 2..end].to_owned()));
        }
    }
    slips
}

/// Kinds of slips on a file's text. The second text is the same with everything but HTML blanked out.
type Kind = (&'static str, fn(&str, &str) -> Vec<Slip>);

const KINDS: [Kind; 15] = [
    ("closing tag dropped", |_, html| drop_tags(html, true)),
    ("opening tag dropped", |_, html| drop_tags(html, false)),
    ("end of tag dropped", |_, html| drop_ends(html)),
    ("quote dropped", |_, html| drop_quotes(html)),
    ("closing tags swapped", |_, html| swap_ends(html)),
    ("closing tag misspelt", |_, html| misspell_ends(html)),
    ("slash of closing tag dropped", |_, html| {
        drop_each(html, "/").into_iter().filter(|(at, _)| html[..at.start].ends_with('<')).collect()
    }),
    ("end of comment dropped", |_, html| drop_each(html, "-->")),
    ("start of comment dropped", |_, html| drop_each(html, "<!--[if mso]>")),
    ("alt dropped", |_, html| drop_attribute(html, "img", "alt")),
    ("lang or dir of html dropped", |_, html| {
        [drop_attribute(html, "html", "lang"), drop_attribute(html, "html", "dir")].concat()
    }),
    ("url dropped", |text, _| drop_filter(text)),
    ("address unencrypted", |text, _| replace_in_links(text, "http://www.example.com/")),
    ("address of a script", |text, _| replace_in_links(text, "javascript:alert(1)")),
    ("quotes around a value dropped", |text, _| drop_quotes_around_values(text)),
];

/// A shipped e-mail, or those that come through a shared piece, with a slip in one file.
fn with_slip(all: &Sources, file: &str, (place, by): &Slip) -> Sources {
    let mut sources = Sources::new();
    let own = PAGES.contains(&file) || file.starts_with("_shared/");
    for (path, text) in all.templates() {
        let needed = if own { PAGES.contains(&path.as_str()) } else { path == file };
        if needed || path.starts_with("_shared/") {
            let mut text = text.to_string();
            if path == file {
                text.replace_range(place.clone(), by);
            }
            sources = sources.template(path.clone(), text);
        }
    }
    sources
}

#[test]
fn slips_in_shipped_emails_are_found() {
    let all = Sources::from_dirs("templates", "locales").unwrap();
    let mut report: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    for (file, text) in all.templates() {
        if std::path::Path::new(file).extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let html = html_alone(text);
        for (kind, slips) in KINDS {
            for slip in slips(text, &html) {
                let sources = with_slip(&all, file, &slip);
                let walks = kind.contains("url") || kind.contains("address");
                let found =
                    if walks { findings(&sources, &["en", "ar"]) } else { unwalked(&sources, &["en", "ar"]) };
                let (applied, missed) = report.entry(kind).or_default();
                *applied += 1;
                if found.is_empty() {
                    let line = text[..slip.0.start].lines().count();
                    missed.push(format!("{file}:{line} {:?}", &text[slip.0.clone()]));
                }
            }
        }
    }
    for (kind, (applied, missed)) in &report {
        println!("{kind}: {} of {applied}", applied - missed.len());
    }
    assert_eq!(report.len(), KINDS.len());
    for (kind, (applied, missed)) in &report {
        assert!(missed.len() * 50 <= *applied, "{kind}: missed of {applied}: {missed:#?}");
    }
}
