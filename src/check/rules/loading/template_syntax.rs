//! `template-syntax`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static TEMPLATE_SYNTAX: Rule = Rule {
    code: "template-syntax",
    summary: "a template that cannot be read",
    severity: Severity::Error,
    documentation: "## What it does

Finds what is not written as templates are: a `{{` without its `}}`, an `{% if %}` without its `{% endif %}`, an
argument without a name.

## Why it matters

Nothing can be made from such a template. As long as it is there, no message at all is written.

## Example

```jinja
{% if order.tracking_url %}Follow it: {{ order.tracking_url }}
```

## Instead

```jinja
{% if order.tracking_url %}Follow it: {{ order.tracking_url }}{% endif %}
```
",
};
