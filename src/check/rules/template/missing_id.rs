//! `missing-id`: `t()` without the id of a message.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "missing-id",
    summary: "`t()` without the id of a message",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds `t()` without `id`.

## Why it matters

There is nothing to say: the message stops.

## Example

```jinja
{{ t(name=\"order-delivered\") }}
```

## Instead

```jinja
{{ t(id=\"order-delivered\") }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::NoId = &seen.what else { return None };
    let message = "t() needs the id of a message".to_owned();
    Some(observed(&RULE, seen, message, "write t(id=\"…\")".to_owned()))
}
