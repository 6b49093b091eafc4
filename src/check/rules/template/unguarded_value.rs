//! `unguarded-value`: a value that may be missing is used without having been asked for.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "unguarded-value",
    summary: "a value that may be missing is used without having been asked for",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds values that the contract allows to be absent or null, and ready facts that an event may lack, where no `{% if %}`, `or` or `?.` on this branch provides for that.

## Why it matters

The message stops for every customer whose order lacks the value. The examples have it, so a preview does not show the fault.

## Example

```jinja
Note: {{ order.gift_box_note }}
```

## Instead

```jinja
{% if order.gift_box_note %}Note: {{ order.gift_box_note }}{% endif %}
{{ order.gift_box_note or \"no note\" }}
{{ order.shipping_address?.title or ready.site }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::Unguarded { path, by, never } = &seen.what else { return None };
    if *by == Use::Loop {
        return None;
    }
    if *never {
        let message = format!("`{path}` is never there in some of the events that are written by this");
        let help = format!("ask first: {{% if {path} %}}…{{% endif %}}");
        return Some(observed(&RULE, seen, message, help));
    }
    let message = format!("`{path}` may be missing");
    let help = match by {
        Use::Field => {
            format!("write `{path}?.` for `{path}.`, or ask first: {{% if {path} %}}…{{% endif %}}")
        }
        Use::Join => {
            format!("nothing would be written for it: put {path} or \"…\" in brackets, or ask first")
        }
        _ => format!(
            "ask first: {{% if {path} %}}…{{% endif %}}, or say what to write instead: {path} or \"…\""
        ),
    };
    Some(observed(&RULE, seen, message, help))
}
