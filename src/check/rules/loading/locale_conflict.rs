//! `locale-conflict`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static LOCALE_CONFLICT: Rule = Rule {
    code: "locale-conflict",
    summary: "locale files that contradict themselves",
    severity: Severity::Error,
    documentation: "## What it does

Finds a message that a language defines twice, and a `money-…` message that names no currency or does not hold
the amount once.

## Why it matters

Only one of two texts can be sent, and which of them would depend on the names of the files. A pattern of money
without its amount would hide what an order costs.

## Example

```ftl
hello = Hi
hello = Hello
money-try = TL
```

## Instead

```ftl
hello = Hello
money-try = { $number } TL
```
",
};
