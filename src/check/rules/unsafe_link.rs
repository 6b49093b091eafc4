//! `unsafe-link`: an address that nobody has looked at, or that mail programs do not open.

mod constant;
mod printed;

use super::prelude::*;
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
        [Part::Text { text, at }, rest @ ..] => {
            let told = constant::judge(text, *at, rest, name == "href");
            let told = told.map(|told| vec![diagnostic(told)]);
            told.unwrap_or_else(|| printed::judge_rest(text, rest, html))
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
