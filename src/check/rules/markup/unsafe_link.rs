//! `unsafe-link`: an address that nobody has looked at, or that mail programs do not open.

mod constant;
mod printed;

use super::super::template::prelude::*;
use crate::check::html::{Attribute, Html, Page, Part, Place, between};

pub(crate) const RULE: Rule = Rule {
    code: "unsafe-link",
    summary: "an address that nobody has looked at, or that mail programs do not open",
    severity: Severity::Error,
    documentation: "\
## What it does

Looks at every `href`, `src`, `srcset`, `background`, `action` and `url(…)` of an e-mail. An address that is written out begins with `https://`, or in a link with `mailto:`, `tel:` or `#`. One that is printed has been through the filter `url`, or is `site.url` or a ready fact such as `ready.tracking_url`; what a component is given counts too.

## Why it matters

A mail has no address of its own, so a path leads nowhere, and `http://` is warned of. An address out of an event may be anything: `javascript:` and `data:` are how mails attack.

## Example

```html
<a href=\"{{ order.tracking_url }}\">…</a>
<img src=\"/media/logo.png\" alt=\"\">
```

## Instead

```html
<a href=\"{{ order.tracking_url | url }}\">…</a>
<img src=\"{{ \"/media/logo.png\" | url }}\" alt=\"\">
```
",
};

/// Attributes that hold one address.
const ADDRESSES: [&str; 9] =
    ["href", "src", "background", "action", "formaction", "poster", "data", "longdesc", "xlink:href"];

/// A finding before it is one: where, what, and how to mend it.
struct Told<'a> {
    at: Place<'a>,
    message: String,
    help: String,
    fix: Option<String>,
}

pub(crate) fn tell(page: &Page, html: &Html) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for attribute in page.elements.iter().flat_map(|element| &element.attributes) {
        for address in addresses(attribute) {
            found.extend(judge(&address, attribute, html));
        }
    }
    found
}

/// The addresses in an attribute, on all ways through its branches.
fn addresses<'a>(attribute: &Attribute<'a>) -> Vec<Vec<Part<'a>>> {
    let values = attribute.values();
    match attribute.name.as_str() {
        name if ADDRESSES.contains(&name) => values,
        "srcset" => filled(values.iter().flat_map(|value| between(value, "", &[',']))),
        "style" => filled(values.iter().flat_map(|value| between(value, "url(", &[')']))),
        _ => Vec::new(),
    }
}

fn filled<'a>(addresses: impl Iterator<Item = Vec<Part<'a>>>) -> Vec<Vec<Part<'a>>> {
    addresses.filter_map(|address| Some(trimmed(&address)).filter(|address| !address.is_empty())).collect()
}

/// An address without white space and quotes before it.
fn trimmed<'a>(address: &[Part<'a>]) -> Vec<Part<'a>> {
    let mut trimmed = Vec::with_capacity(address.len());
    for part in address {
        match part {
            Part::Text { text, at } if trimmed.is_empty() => {
                let rest = text.trim_start_matches(|char: char| char.is_whitespace() || "'\"".contains(char));
                if !rest.is_empty() {
                    let start = at.end - rest.len();
                    trimmed.push(Part::Text { text: rest, at: Place { start, ..*at } });
                }
            }
            part => trimmed.push(*part),
        }
    }
    trimmed
}

fn judge(address: &[Part], attribute: &Attribute, html: &Html) -> Vec<Diagnostic> {
    let name = &attribute.name;
    let address = trimmed(address);
    match address.as_slice() {
        [] => {
            let message = format!("`{name}` is empty");
            let help = "write an address, or leave the link out where there is none".to_owned();
            vec![Diagnostic::new(&RULE, attribute.at.location(), message, help)]
        }
        [Part::Hole(hole), ..] => printed::judge(hole, name, html),
        [Part::Text { at, .. }, ..] => {
            // Branches may have written one text in pieces.
            let texts: Vec<&str> = address
                .iter()
                .map_while(|part| match part {
                    Part::Text { text, .. } => Some(*text),
                    Part::Hole(_) => None,
                })
                .collect();
            let (text, rest) = (texts.concat(), &address[texts.len()..]);
            let mut told = constant::judge(&text, *at, rest, name == "href");
            if let Some(told) = told.as_mut().filter(|_| texts.len() > 1) {
                told.fix = None;
            }
            let told = told.map(|told| vec![diagnostic(told)]);
            told.unwrap_or_else(|| printed::judge_rest(&text, rest, html))
        }
    }
}

fn diagnostic(told: Told) -> Diagnostic {
    let found = Diagnostic::new(&RULE, told.at.location(), told.message, told.help);
    match told.fix {
        Some(text) => found.with_fix(format!("write `{text}`"), told.at.location(), text),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Sources;
    use crate::check::html::tests::{check_table, findings, lines};

    #[test]
    fn written_addresses_are_safe() {
        let link = |address: &str| format!("<a href=\"{address}\">x</a>");
        check_table(&[
            (&link("http://x.example/"), &["1:10 unsafe-link: `http://x.example/` is not encrypted"]),
            (&link("//x.example/"), &["1:10 unsafe-link: `//x.example/` lacks its https:"]),
            (
                &link("JavaScript:alert(1)"),
                &["1:10 unsafe-link: mail programs do not open `javascript:` here"],
            ),
            (&link("www.x.example"), &["1:10 unsafe-link: `www.x.example` lacks its https://"]),
            (
                &link("/returns/"),
                &[
                    "1:10 unsafe-link: `/returns/` leads nowhere: a mail has no address that it could stand behind",
                ],
            ),
            (&link("https:///a"), &["1:10 unsafe-link: `https:///a` names no host"]),
            (&link(""), &["1:4 unsafe-link: `href` is empty"]),
            (
                "<img alt=\"\" src=\"data:image/png;base64,AA\">",
                &["1:18 unsafe-link: mail programs do not open `data:` here"],
            ),
            (
                "<img alt=\"\" srcset=\"https://x.example/a 1x, http://x.example/b 2x\">",
                &["1:45 unsafe-link: `http://x.example/b` is not encrypted"],
            ),
            (
                "<td style=\"color:red; background:url('http://x.example/a.png') top\"></td>",
                &["1:39 unsafe-link: `http://x.example/a.png` is not encrypted"],
            ),
            (
                "<a href=\"{% if order.notes %}https{% else %}http{% endif %}://x.example/\">x</a>",
                &["1:45 unsafe-link: `http://x.example/` is not encrypted"],
            ),
            (&link(" HTTPS://x.example/?a=1&amp;b={{ order.number }}"), &[]),
            (&link("mailto:shop@x.example"), &[]),
            (&link("tel:+905550000000"), &[]),
            (&link("#top"), &[]),
            (
                "<td style=\"background:url(https://x.example/a.png)\" background=\"https://x.example/a.png\"></td>",
                &[],
            ),
        ]);
    }

    #[test]
    fn printed_addresses_have_been_looked_at() {
        let link =
            |address: &str| format!("{{% if order.tracking_url %}}<a href=\"{address}\">x</a>{{% endif %}}");
        check_table(&[
            (
                &link("{{ order.tracking_url }}"),
                &["1:40 unsafe-link: `order.tracking_url` is an address that nobody has looked at"],
            ),
            (
                &link("{{ order.number }}"),
                &["1:40 unsafe-link: `order.number` is printed as an address, but it is a code"],
            ),
            (
                &link("{{ order.tracking_url or ready.site_url }}"),
                &[
                    "1:40 unsafe-link: `order.tracking_url or ready.site_url` is printed as an address, but it is a text",
                ],
            ),
            (
                &link("https://{{ order.number }}.example/"),
                &["1:45 unsafe-link: `order.number` is printed behind `https://`, but it is a code"],
            ),
            (
                &link("mailto:{{ order.number }}"),
                &["1:44 unsafe-link: `order.number` is printed behind `mailto:`, but it is a code"],
            ),
            (&link("{{ order.tracking_url | url }}"), &[]),
            (&link("{{ ready.site_url }}/orders/{{ order.number }}"), &[]),
            (&link("{{ site.url }}"), &[]),
            (&link("{{ (order.tracking_url | url) or site.url }}"), &[]),
            (&link("https://{{ site_domain }}/"), &[]),
            (&link("tel:{{ to }}"), &[]),
        ]);
    }

    #[test]
    fn what_a_component_is_given_counts() {
        let told = |value: &str| {
            let sources = Sources::new()
                .template(
                    "_shared/parts.html",
                    "{% component link(href) %}<a href=\"{{ href }}\">x</a>{% endcomponent link %}",
                )
                .template(
                    "order_delivered/email.html",
                    format!("{{% if order.tracking_url %}}{{{{ <link href={{{value}}} /> }}}}{{% endif %}}"),
                );
            let found = findings(&sources, &["en"]);
            (lines(&sources, &found), found)
        };
        let (lines, found) = told("order.tracking_url");
        assert_eq!(lines, ["1:43 unsafe-link: `order.tracking_url` is an address that nobody has looked at"]);
        assert_eq!(found[0].fix.as_ref().unwrap().edits[0].text, "order.tracking_url | url");
        assert_eq!(told("order.tracking_url | url").0, Vec::<String>::new());
    }
}
