//! `negative-count`: a count that may be below zero.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "negative-count",
    summary: "a count that may be below zero",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds numbers given to a message that come of a subtraction and have not been compared with zero.

## Why it matters

\"and -3 more items\" is what an order of five items would say.

## Example

```jinja
{% set more = order_items | length - 8 %}{{ t(id=\"items-more\", count=more) }}
```

## Instead

```jinja
{% set more = order_items | length - 8 %}{% if more > 0 %}{{ t(id=\"items-more\", count=more) }}{% endif %}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::NegativeCount { argument } = &seen.what else { return None };
    let message = format!("`{argument}` may be below zero");
    let help = "ask first: {% if … > 0 %}…{% endif %}".to_owned();
    Some(observed(&RULE, seen, message, help))
}
