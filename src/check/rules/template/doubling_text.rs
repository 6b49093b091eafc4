//! `doubling-text`: a loop that puts a text into itself more than once.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "doubling-text",
    summary: "a loop that puts a text into itself more than once",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds a variable that is set in a loop to a text with itself in it twice or more.

## Why it matters

The text doubles with every turn: after thirty items it would fill the memory.

## Example

```jinja
{% for item in order_items %}{% set_global text = text ~ text %}{% endfor %}
```

## Instead

```jinja
{% for item in order_items %}{% set_global text = text ~ item.product.name %}{% endfor %}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::Doubling { name } = &seen.what else { return None };
    let message =
        format!("`{name}` is put into itself more than once, so it doubles with each turn of the loop");
    let help = "add something else to it, once".to_owned();
    Some(observed(&RULE, seen, message, help))
}
