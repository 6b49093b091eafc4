//! `unknown-field`: a field that the value before the dot does not have.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-field",
    summary: "a field that the value before the dot does not have",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds a name behind a dot that stands for nothing: the contract knows no such field, the value is a text or a number, or it is a list and not one of its items.

## Why it matters

Printed, it stops the message; in an `{% if %}` it is never true.

## Example

```jinja
{{ order.nubmer }} {{ order.orderitem_set.price }}
```

## Instead

```jinja
{{ order.number }} {% for item in order.orderitem_set %}{{ item.product.name }}{% endfor %}
```

A key of the shop's own in `site` must be in `tellal.toml`, below `[site]`.
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    match &seen.what {
        What::UnknownField { of, name, known, kind } => {
            let message = format!("`{of}` has no `{name}`");
            let found = observed(&RULE, seen, message, String::new());
            Some(with_nearest(found, name, known, str::to_owned, || {
                if of == "site" {
                    format!("write `{name}` below [site] in tellal.toml, or mend the name")
                } else if known.is_empty() {
                    format!("`{of}` is {}, so nothing can stand behind a dot", kind.describe())
                } else {
                    format!("`tellal vars {}` lists what there is", seen.event)
                }
            }))
        }
        What::FieldOfList { of, name } => {
            let message = format!("`{of}` is a list and has no `{name}`");
            let help = format!("write {{% for item in {of} %}}, then `item.{name}`");
            Some(observed(&RULE, seen, message, help))
        }
        _ => None,
    }
}
