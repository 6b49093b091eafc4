//! `suppression-without-reason`. `suppress.rs` finds it.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static SUPPRESSION_WITHOUT_REASON: Rule = Rule {
    code: "suppression-without-reason",
    summary: "a comment that allows a rule and does not say why",
    severity: Severity::Warning,
    documentation: "## What it does

Finds comments that allow a rule and give no reason behind a second colon.

## Why it matters

The next reader has to know whether it still holds. The reason is all that they can judge by.

## Example

```jinja
{# tellal: allow unknown-variable #}
```

## Instead

```jinja
{# tellal: allow unknown-variable: the shop adds this field #}
```
",
};
