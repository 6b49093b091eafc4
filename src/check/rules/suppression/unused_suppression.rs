//! `unused-suppression`. `suppress.rs` finds it.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static UNUSED_SUPPRESSION: Rule = Rule {
    code: "unused-suppression",
    summary: "a comment that allows what is not there",
    severity: Severity::Warning,
    documentation: "## What it does

Finds comments that allow a rule where that rule finds nothing. In a template such a comment holds for its own
line, or for the next one where it stands on a line of its own. In a locale file it holds for the message right
below it.

## Why it matters

What it once allowed is gone. Left in place, it would hide the next mistake, which nobody has looked at.

## Example

```ftl
# tellal: allow missing-translation: not sold there

hello = Hello
```

## Instead

```ftl
hello = Hello
```
",
};
