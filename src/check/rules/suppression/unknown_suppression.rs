//! `unknown-suppression`. `suppress.rs` finds it.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static UNKNOWN_SUPPRESSION: Rule = Rule {
    code: "unknown-suppression",
    summary: "a comment that allows a rule that does not exist",
    severity: Severity::Warning,
    documentation: "## What it does

Finds comments that begin with `tellal:` and name no rule that there is, or are not written as
`tellal: allow CODE: reason`.

## Why it matters

Such a comment allows nothing. Whoever reads it believes that it does.

## Example

```jinja
{# tellal: allow unknown-varable: the shop adds this field #}
```

## Instead

```jinja
{# tellal: allow unknown-variable: the shop adds this field #}
```

`tellal check --list` names all rules. Those that keep templates from being loaded cannot be allowed.
",
};
