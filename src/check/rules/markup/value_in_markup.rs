//! `value-in-markup`: a value where it becomes part of the markup.

use super::super::template::prelude::*;
use crate::check::html::{Attribute, Hole, Html, Page, Part, Spot};

pub(crate) const RULE: Rule = Rule {
    code: "value-in-markup",
    summary: "a value where it becomes part of the markup",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds values that are printed without quotes around them, as the name of a tag or attribute, in `<style>` or `<script>`, or in an attribute such as `onclick`. In `<style>` the shop's own values may stand.

## Why it matters

What makes a value harmless elsewhere does nothing there: a space in a name ends the attribute, and the rest becomes markup that a customer has written.

## Example

```html
<img alt={{ ready.product }} src=\"…\">
```

## Instead

```html
<img alt=\"{{ ready.product }}\" src=\"…\">
```
",
};

pub(crate) fn tell(page: &Page, html: &Html) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        page.spots.iter().filter_map(|(spot, hole)| in_spot(*spot, hole, html)).collect();
    for attribute in page.elements.iter().flat_map(|element| &element.attributes) {
        found.extend(in_attribute(attribute, html));
    }
    found
}

fn in_spot(spot: Spot, hole: &Hole, html: &Html) -> Option<Diagnostic> {
    let name = html.source(hole.at.file, &hole.value.span);
    let (message, help) = match spot {
        Spot::TagName => (
            format!("`{name}` is printed as the name of a tag"),
            "write the name itself, with `if` where there are several",
        ),
        Spot::Attribute => (
            format!("`{name}` is printed in a tag, outside of any value"),
            "write name=\"{{ … }}\", with `if` around it where it may be left out",
        ),
        Spot::Raw("script") => {
            (format!("`{name}` is printed in `<script>`"), "leave the script out: nothing runs in a mail")
        }
        Spot::Raw("style") => {
            if !html.printed(hole).iter().any(|printed| printed.foreign) {
                return None;
            }
            (
                format!("`{name}` comes from an event and is printed in `<style>`"),
                "leave it out, or write it in words of the e-mail",
            )
        }
        Spot::Raw(_) => return None,
    };
    Some(Diagnostic::new(&RULE, hole.at.location(), message, help.to_owned()))
}

fn in_attribute(attribute: &Attribute, html: &Html) -> Vec<Diagnostic> {
    let name = &attribute.name;
    let is_handler =
        name.len() > 4 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if attribute.quoted && !is_handler {
        return Vec::new();
    }
    let values = attribute.values();
    let is_alone = matches!(values.as_slice(), [only] if only.len() == 1);
    let holes = values.into_iter().flatten().filter_map(|part| match part {
        Part::Hole(hole) => Some(hole),
        Part::Text { .. } => None,
    });
    let told = holes.map(|hole| {
        let location = hole.at.location();
        let value = html.source(hole.at.file, &hole.value.span);
        if is_handler {
            let message = format!("`{value}` is printed in `{name}`, which is a script");
            return Diagnostic::new(
                &RULE,
                location,
                message,
                "leave the attribute out: nothing runs in a mail".to_owned(),
            );
        }
        let message = format!("`{value}` is printed in `{name}` without quotes around it");
        let found = Diagnostic::new(&RULE, location.clone(), message, format!("write {name}=\"…\""));
        if !is_alone {
            return found;
        }
        let print = html.source(hole.at.file, &location.span).to_owned();
        found.with_fix("write quotes around it", location, format!("\"{print}\""))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::html::tests::check_table;

    #[test]
    fn values_stand_in_text_or_in_quotes() {
        check_table(&[
            (
                "<img alt={{ ready.number }} src=\"https://x.example/\">",
                &["1:10 value-in-markup: `ready.number` is printed in `alt` without quotes around it"],
            ),
            (
                "<td width=1{{ ready.number }}></td>",
                &["1:12 value-in-markup: `ready.number` is printed in `width` without quotes around it"],
            ),
            (
                "<td {{ ready.number }}></td>",
                &["1:5 value-in-markup: `ready.number` is printed in a tag, outside of any value"],
            ),
            (
                "<td data-{{ ready.number }}=\"1\"></td>",
                &["1:10 value-in-markup: `ready.number` is printed in a tag, outside of any value"],
            ),
            (
                "<p onclick=\"a({{ ready.number }})\">x</p>",
                &["1:15 value-in-markup: `ready.number` is printed in `onclick`, which is a script"],
            ),
            (
                "<style>.a { color: {{ ready.number }} }</style>",
                &["1:20 value-in-markup: `ready.number` comes from an event and is printed in `<style>`"],
            ),
            ("<style>.a { font: {{ site.name }} }</style><title>{{ ready.number }}</title>", &[]),
            (
                "<p title=\"{{ ready.number }}\" {% if order.notes %}class=\"a\"{% endif %}>{{ ready.number }}</p>",
                &[],
            ),
        ]);
    }
}
