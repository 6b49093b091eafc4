//! `unguarded-loop`: a loop over a list that may be missing.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "unguarded-loop",
    summary: "a loop over a list that may be missing",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds `{% for %}` and slices over a list that the contract allows to be absent or null, without a guard.

## Why it matters

The message stops for every event that comes without the list.

## Example

```jinja
{% for item in order.orderitem_set %}…{% endfor %}
```

## Instead

```jinja
{% if order.orderitem_set %}{% for item in order.orderitem_set %}…{% endfor %}{% endif %}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::Unguarded { path, by: Use::Loop, .. } = &seen.what else { return None };
    let message = format!("`{path}` may be missing, and then there is nothing to loop over");
    let help = format!("ask first: {{% if {path} %}}…{{% endif %}}");
    Some(observed(&RULE, seen, message, help))
}
