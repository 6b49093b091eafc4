//! `unsupported-element`: an element that mail programs take out.

use super::super::template::prelude::*;
use crate::check::html::Page;

pub(crate) const RULE: Rule = Rule {
    code: "unsupported-element",
    summary: "an element that mail programs take out",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds elements that most mail programs remove: scripts, forms and their fields, frames, players, drawings.

## Why it matters

Customers see a gap in its place, and filters take a script for an attack: the e-mail ends in the junk folder.

## Example

```html
<form action=\"https://www.example.com/rate\"><input name=\"stars\"></form>
```

## Instead

```html
<a href=\"{{ \"/rate\" | url }}\">…</a>
```
",
};

/// Elements, and what serves in their place.
const UNSUPPORTED: [(&str, &str); 18] = [
    ("applet", "link to a page that has it"),
    ("audio", "link to a page that plays it"),
    ("base", "write each address in full, or with the filter url"),
    ("canvas", "take a picture: <img src=\"…\" alt=\"…\">"),
    ("embed", "link to a page that has it"),
    ("form", "link to a page with the form"),
    ("frame", "link to the page"),
    ("frameset", "link to the page"),
    ("iframe", "link to the page"),
    ("input", "link to a page with the form"),
    ("math", "take a picture: <img src=\"…\" alt=\"…\">"),
    ("noscript", "leave it out: nothing runs in a mail"),
    ("object", "link to a page that has it"),
    ("script", "leave it out: nothing runs in a mail"),
    ("select", "link to a page with the form"),
    ("svg", "take a picture: <img src=\"…\" alt=\"…\">"),
    ("textarea", "link to a page with the form"),
    ("video", "take a picture that links to a page that plays it"),
];

pub(crate) fn tell(page: &Page) -> Vec<Diagnostic> {
    let found = page.elements.iter().filter_map(|element| {
        let (name, help) = UNSUPPORTED.iter().find(|(name, _)| *name == element.name)?;
        let message = format!("most mail programs take out `<{name}>`");
        Some(Diagnostic::new(&RULE, element.at.location(), message, (*help).to_owned()))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::html::tests::check_table;

    #[test]
    fn scripts_and_forms_are_told() {
        check_table(&[
            (
                "<script>let a = \"<p>\";</script>",
                &["1:1 unsupported-element: most mail programs take out `<script>`"],
            ),
            (
                "<p>a<IFRAME></iframe></p>",
                &["1:5 unsupported-element: most mail programs take out `<iframe>`"],
            ),
            ("<p>a<form></form></p>", &["1:5 unsupported-element: most mail programs take out `<form>`"]),
            ("<!-- <script> --><p>script</p>", &[]),
        ]);
    }
}
