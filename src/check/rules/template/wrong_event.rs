//! `wrong-event`: a field that only other events have.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "wrong-event",
    summary: "a field that only other events have",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds a name that belongs to other events than the one whose folder the template is in. In `_shared/` such a name is allowed where the template asks for it first.

## Why it matters

It is never there: the message stops, or the part behind the `{% if %}` is never written.

## Example

In `order_delivered/sms.txt`:

```jinja
{{ ready.product }}
```

## Instead

```jinja
{{ ready.item }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::OtherEvent { path, events } = &seen.what else { return None };
    let names: Vec<&str> = events.iter().map(|event| event.as_str()).collect();
    let message = format!("`{path}` is not in this event");
    let help = format!(
        "only {} {} it; `tellal vars {}` lists what there is",
        list(&names),
        have(&names),
        seen.event
    );
    Some(observed(&RULE, seen, message, help))
}

fn have(names: &[&str]) -> &'static str {
    if names.len() == 1 { "has" } else { "have" }
}
