//! `repeated-attribute`: an attribute that a tag has twice.

use super::super::template::prelude::*;
use crate::check::html::Page;

pub(crate) const RULE: Rule = Rule {
    code: "repeated-attribute",
    summary: "an attribute that a tag has twice",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds tags with two attributes of one name.

## Why it matters

Programs take the first and never look at the second: what it says is lost.

## Example

```html
<td style=\"color:#900\" align=\"center\" style=\"padding:0\">
```

## Instead

```html
<td style=\"color:#900; padding:0\" align=\"center\">
```
",
};

pub(crate) fn tell(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for element in &page.elements {
        for (index, attribute) in
            element.attributes.iter().enumerate().filter(|(_, attribute)| attribute.always)
        {
            let before =
                element.attributes[..index].iter().find(|other| other.always && other.name == attribute.name);
            found.extend(before.map(|first| {
                let name = &attribute.name;
                let message =
                    format!("`<{}>` has `{name}` twice, and the second does not count", element.name);
                let help = format!("write one `{name}` with all of it");
                Diagnostic::new(&RULE, attribute.at.location(), message, help)
                    .with_note(Some(first.at.location()), "the first is here")
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::check::html::tests::check_table;

    #[test]
    fn an_attribute_is_there_once() {
        check_table(&[
            (
                "<td align=\"center\" class=\"a\" ALIGN=\"top\"></td>",
                &["1:30 repeated-attribute: `<td>` has `align` twice, and the second does not count"],
            ),
            (
                "<td {% if order.number %}class=\"a\"{% else %}class=\"b\"{% endif %} align=\"center\"></td>",
                &[],
            ),
        ]);
    }
}
