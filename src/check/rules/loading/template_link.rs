//! `template-link`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static TEMPLATE_LINK: Rule = Rule {
    code: "template-link",
    summary: "a template that uses what does not exist",
    severity: Severity::Error,
    documentation: "## What it does

Finds filters, functions, components, layouts and included files that do not exist, blocks that the layout does
not have, and templates that include or extend each other in a circle.

## Why it matters

Nothing can be made from such a template. As long as it is there, no message at all is written.

## Example

```jinja
{{ order.amount | mony(currency=order.currency) }}
```

## Instead

```jinja
{{ order.amount | money(currency=order.currency) }}
```
",
};
