//! `failing-example`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static FAILING_EXAMPLE: Rule = Rule {
    code: "failing-example",
    summary: "an example event that no message can be written for",
    severity: Severity::Error,
    documentation: "## What it does

Writes the example of each event in each language on each channel that has a template, and tells what stops one
of them.

## Why it matters

The examples are those of the contract. What stops one of them would stop real messages too: the customer would
hear nothing.

## Example

```jinja
Note: {{ order.gift_box_note }}
```

## Instead

```jinja
{% if order.gift_box_note %}Note: {{ order.gift_box_note }}{% endif %}
```
",
};
