//! `fixed-direction`: left or right written out in an e-mail that is also read from the right.

use super::super::template::prelude::*;
use crate::check::html::{Page, Piece, Place};

pub(crate) const RULE: Rule = Rule {
    code: "fixed-direction",
    summary: "left or right written out in an e-mail that is also read from the right",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds `align=\"left\"`, `align=\"right\"`, `text-align:left` and `text-align:right` in e-mails that serve languages of both directions, where no `{% if direction == … %}` chooses.

## Why it matters

An Arabic e-mail with its text at the left looks like a mistake in every line.

## Example

```html
<td style=\"text-align:left\">{{ ready.number }}</td>
```

## Instead

```html
<td>{{ ready.number }}</td>
<td align=\"{% if direction == \"rtl\" %}left{% else %}right{% endif %}\">{{ ready.total }}</td>
```

Without an alignment, text begins where its direction does.
",
};

pub(crate) fn tell(page: &Page) -> Vec<Diagnostic> {
    if page.right_to_left.is_empty() || page.left_to_right.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for element in page.elements.iter().filter(|element| !element.knows_direction) {
        for attribute in &element.attributes {
            for piece in attribute.value.as_deref().unwrap_or_default() {
                let Piece::Text { text, at } = piece else { continue };
                let is_side =
                    |text: &str| ["left", "right"].iter().any(|side| text.eq_ignore_ascii_case(side));
                if attribute.name == "align"
                    && attribute.constant().is_some_and(|value| is_side(value.trim()))
                {
                    found.push(told(page, *at, &format!("align=\"{text}\"")));
                } else if attribute.name == "style" {
                    found.extend(aligned(text).map(|(start, end)| {
                        let place = Place { start: at.start + start, end: at.start + end, ..*at };
                        told(page, place, &text[start..end])
                    }));
                }
            }
        }
    }
    found
}

fn told(page: &Page, place: Place, text: &str) -> Diagnostic {
    let message = format!("`{text}` is the wrong side in {}", join(page));
    let help = "leave it out, since text begins where its direction does, or choose with {% if direction == \"rtl\" %}";
    let found = Diagnostic::new(&RULE, place.location(), message, help.to_owned());
    page.right_to_left.iter().fold(found, Diagnostic::for_language)
}

fn join(page: &Page) -> String {
    list(&page.right_to_left.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `text-align:left` and its like in a style.
fn aligned(style: &str) -> impl Iterator<Item = (usize, usize)> {
    style.match_indices("text-align").filter_map(|(start, name)| {
        let rest = style[start + name.len()..].trim_start().strip_prefix(':')?.trim_start();
        let side = ["left", "right"].into_iter().find(|side| rest.starts_with(side))?;
        let is_word =
            rest[side.len()..].starts_with(|char: char| char.is_ascii_alphanumeric() || char == '-');
        (!is_word).then_some((start, style.len() - rest.len() + side.len()))
    })
}

#[cfg(test)]
mod tests {
    use crate::check::html::tests::told_in;

    #[test]
    fn sides_are_chosen_by_direction() {
        let told =
            |cell: &str| told_in(&format!("<div dir=\"{{{{ direction }}}}\">{cell}</div>"), &["ar", "en"]);
        assert_eq!(
            told("<p align=\"left\">x</p>"),
            ["1:38 fixed-direction: `align=\"left\"` is the wrong side in ar"]
        );
        assert_eq!(
            told("<p style=\"color:red; text-align: right\">x</p>"),
            ["1:49 fixed-direction: `text-align: right` is the wrong side in ar"]
        );
        let none: &[&str] = &[];
        assert_eq!(
            told("<p align=\"{% if direction == \"rtl\" %}left{% else %}right{% endif %}\">x</p>"),
            none
        );
        assert_eq!(
            told(
                "{% if direction == \"rtl\" %}<p align=\"left\">{% else %}<p align=\"right\">{% endif %}x</p>"
            ),
            none
        );
        assert_eq!(told("<p align=\"center\" style=\"text-align:start\">x</p>"), none);
        assert_eq!(told_in("<p align=\"left\">x</p>", &["en", "tr"]), none);
    }
}
