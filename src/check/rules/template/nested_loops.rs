//! `nested-loops`: a loop in a loop, both over lists of any length.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "nested-loops",
    summary: "a loop in a loop, both over lists of any length",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds a `{% for %}` inside another one (also through includes and components) where neither list has a bound.

## Why it matters

An order of 200 items would be written 40,000 times: the message swells past its limit, or takes seconds.

## Example

```jinja
{% for a in order_items %}{% for b in order.orderitem_set %}…{% endfor %}{% endfor %}
```

## Instead

```jinja
{% for a in order_items[:8] %}…{% endfor %}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::NestedLoops = &seen.what else { return None };
    let message = "this loop is inside another one, and both lists may be of any length".to_owned();
    let help = "bound one of them, such as order_items[:8], or take the inner loop out".to_owned();
    Some(observed(&RULE, seen, message, help))
}
