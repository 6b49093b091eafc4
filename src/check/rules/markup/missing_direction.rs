//! `missing-direction`: an e-mail that does not say from which side it is read.

use super::super::template::prelude::*;
use crate::check::html::{Element, Html, Page, Part, Place};
use crate::event::Format;

pub(crate) const RULE: Rule = Rule {
    code: "missing-direction",
    summary: "an e-mail that does not say from which side it is read",
    severity: Severity::Error,
    documentation: "\
## What it does

Looks at e-mails that some language written from the right reads: `<html>` must have `lang` and `dir`, and since mail programs drop `<html>` and `<body>`, a table or another element inside must have `dir` too.

## Why it matters

Without it, Arabic and Hebrew begin at the wrong side, and full stops stand at the wrong end.

## Example

```html
<html>
<body><table>…</table></body>
```

## Instead

```html
<html lang=\"{{ language }}\" dir=\"{{ direction }}\">
<body><table dir=\"{{ direction }}\">…</table></body>
```
",
};

pub(crate) fn tell(page: &Page, html: &Html) -> Vec<Diagnostic> {
    if !page.is_whole || page.right_to_left.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for root in page.elements.iter().filter(|element| element.name == "html") {
        for name in ["lang", "dir"] {
            if root.attribute(name).is_none_or(|attribute| !attribute.always) {
                let help = "write <html lang=\"{{ language }}\" dir=\"{{ direction }}\">".to_owned();
                found.push(told(page, root.at, format!("`<html>` does not say `{name}`"), help));
            }
        }
        found.extend(one_language(page, root));
    }
    for element in &page.elements {
        found.extend(wrong_value(page, element, html));
    }
    let inside = page.elements.iter().find(|element| element.name != "html" && element.name != "head");
    let body = page.elements.iter().find(|element| element.name == "body").or(inside);
    if let Some(body) = body.filter(|_| !page.says_direction() && !page.calls_directed) {
        let message =
            format!("nothing inside of `<{}>` says `dir`, and mail programs drop `<html>`", body.name);
        let help = "write dir=\"{{ direction }}\" on the outermost table".to_owned();
        found.push(told(page, body.at, message, help));
    }
    found
}

fn told(page: &Page, place: Place, message: String, help: String) -> Diagnostic {
    let found = Diagnostic::new(&RULE, place.location(), message, help);
    page.right_to_left.iter().fold(found, Diagnostic::for_language)
}

/// A `lang` that is written out where several languages are written.
fn one_language(page: &Page, root: &Element) -> Option<Diagnostic> {
    let lang = root.attribute("lang").filter(|_| !root.knows_direction)?;
    let value = lang.constant()?;
    if page.right_to_left.len() + page.left_to_right.len() < 2 {
        return None;
    }
    let message = format!("`lang` is always {value:?} here, but several languages are written by this");
    Some(told(page, lang.at, message, "write lang=\"{{ language }}\"".to_owned()))
}

/// A `dir` that says the same in every language, or something else than the direction.
fn wrong_value(page: &Page, element: &Element, html: &Html) -> Option<Diagnostic> {
    let dir = element.attribute("dir").filter(|_| !element.knows_direction)?;
    if let Some(value) = dir.constant() {
        let (others, right) = match value.trim().to_ascii_lowercase().as_str() {
            "rtl" => (&page.left_to_right, "ltr"),
            "auto" => return None,
            _ => (&page.right_to_left, "rtl"),
        };
        let only_root = element.name == "html" || element.name == "body" || element.name == "table";
        if others.is_empty() || !only_root {
            return None;
        }
        let names: Vec<&str> = others.iter().map(String::as_str).collect();
        let message = format!("`dir` is always {value:?} here, but {} needs {right:?}", list(&names));
        return Some(told(page, dir.at, message, "write dir=\"{{ direction }}\"".to_owned()));
    }
    let values = dir.values();
    let [value] = values.as_slice() else { return None };
    let [Part::Hole(hole)] = value.as_slice() else { return None };
    let printed = html.printed(hole);
    let says = |kind: &Type| matches!(kind, Type::Unknown | Type::Text(Format::OneOf(_)));
    let wrong = printed.iter().find(|printed| {
        !says(&printed.kind) && (printed.foreign || printed.kind == Type::Text(Format::Language))
    })?;
    let message = format!("`dir` takes a direction, and `{}` is {}", wrong.path, wrong.kind.describe());
    Some(told(page, hole.at, message, "write dir=\"{{ direction }}\"".to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::check::html::tests::told_in;

    #[test]
    fn a_page_says_its_direction() {
        let page = |root: &str, table: &str| {
            format!("<html{root}><body><table{table}><tr><td>x</td></tr></table></body></html>")
        };
        let told = |root: &str, table: &str| told_in(&page(root, table), &["ar", "en"]);
        let (both, dir) = (" lang=\"{{ language }}\" dir=\"{{ direction }}\"", " dir=\"{{ direction }}\"");
        assert_eq!(told(dir, dir), ["1:1 missing-direction: `<html>` does not say `lang`"]);
        assert_eq!(
            told("", dir),
            [
                "1:1 missing-direction: `<html>` does not say `dir`",
                "1:1 missing-direction: `<html>` does not say `lang`",
            ]
        );
        assert_eq!(
            told(both, ""),
            [
                "1:51 missing-direction: nothing inside of `<body>` says `dir`, and mail programs drop `<html>`"
            ]
        );
        assert_eq!(
            told(both, " dir=\"ltr\""),
            ["1:64 missing-direction: `dir` is always \"ltr\" here, but ar needs \"rtl\""]
        );
        assert_eq!(
            told(both, " dir=\"{{ language }}\""),
            ["1:69 missing-direction: `dir` takes a direction, and `language` is a language code"]
        );
        assert_eq!(
            told(" lang=\"en\" dir=\"{{ direction }}\"", dir),
            [
                "1:7 missing-direction: `lang` is always \"en\" here, but several languages are written by this"
            ]
        );
        let none: &[&str] = &[];
        assert_eq!(told(both, dir), none);
        assert_eq!(told_in(&page("", ""), &["en", "tr"]), none);
        assert_eq!(told_in(&page(" lang=\"ar\" dir=\"rtl\"", " dir=\"rtl\""), &["ar"]), none);
    }
}
