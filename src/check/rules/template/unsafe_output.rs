//! `unsafe-output`: customers' data as markup.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "unsafe-output",
    summary: "customers' data as markup",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds the filter `safe` in an e-mail on anything that comes from an event, also through a message.

## Why it matters

A customer called `<script>` or `<a href=…>` would write into your e-mail.

## Example

```jinja
{{ order.notes | safe }}
```

## Instead

```jinja
{{ order.notes }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::UnsafeOutput { path } = &seen.what else { return None };
    let message = format!("`{path}` comes from an event, and `safe` lets it become markup");
    Some(observed(&RULE, seen, message, "leave `safe` out".to_owned()))
}
