//! `incomplete-email`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static INCOMPLETE_EMAIL: Rule = Rule {
    code: "incomplete-email",
    summary: "an e-mail without its subject, or a subject without its e-mail",
    severity: Severity::Error,
    documentation: "## What it does

Finds events that have only one of `email.html` and `email.subject.txt`.

## Why it matters

An e-mail needs both. With one of them nothing is sent by e-mail, and the one was written for nobody.

## Example

```text
templates/order_delivered/email.html
```

## Instead

```text
templates/order_delivered/email.html
templates/order_delivered/email.subject.txt
```
",
};
