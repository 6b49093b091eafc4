//! `missing-address`: a link or picture without an address.

use super::super::template::prelude::*;
use crate::check::html::Page;

pub(crate) const RULE: Rule = Rule {
    code: "missing-address",
    summary: "a link or picture without an address",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds `<a>` without `href` and `<img>` without `src`, most often because the name is misspelt. An `<a>` with `name` or `id` is a place to jump to and needs none.

## Why it matters

Nothing happens when customers press it; a picture is a gap.

## Example

```html
<a herf=\"{{ ready.tracking_url }}\">…</a>
```

## Instead

```html
<a href=\"{{ ready.tracking_url }}\">…</a>
```
",
};

pub(crate) fn tell(page: &Page) -> Vec<Diagnostic> {
    let found = page.elements.iter().filter_map(|element| {
        let (wanted, instead): (&str, &[&str]) = match element.name.as_str() {
            "a" => ("href", &["name", "id"]),
            "img" => ("src", &["srcset"]),
            _ => return None,
        };
        if element.attribute(wanted).is_some() || instead.iter().any(|name| element.attribute(name).is_some())
        {
            return None;
        }
        let names: Vec<String> = element.attributes.iter().map(|attribute| attribute.name.clone()).collect();
        let near = crate::nearest::nearest(wanted, names.iter().map(String::as_str));
        let misspelt = near.and_then(|near| element.attribute(near));
        let message = format!("`<{}>` has no `{wanted}`", element.name);
        let Some(attribute) = misspelt else {
            let help = format!("write {wanted}=\"…\"");
            return Some(Diagnostic::new(&RULE, element.at.location(), message, help));
        };
        let help = format!("write `{wanted}` for `{}`", attribute.name);
        Some(Diagnostic::new(&RULE, attribute.at.location(), message, help))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::html::tests::check_table;

    #[test]
    fn links_and_pictures_have_an_address() {
        check_table(&[
            ("<a herf=\"https://x.example/\">x</a>", &["1:4 missing-address: `<a>` has no `href`"]),
            ("<a>x</a>", &["1:1 missing-address: `<a>` has no `href`"]),
            ("<img alt=\"\" width=\"1\">", &["1:1 missing-address: `<img>` has no `src`"]),
            ("<a id=\"top\"></a><a href=\"#top\">x</a>", &[]),
            ("<img alt=\"\" src=\"https://x.example/a.png\">", &[]),
        ]);
    }
}
