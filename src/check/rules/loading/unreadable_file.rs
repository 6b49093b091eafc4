//! `unreadable-file`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static UNREADABLE_FILE: Rule = Rule {
    code: "unreadable-file",
    summary: "a file that is no text",
    severity: Severity::Error,
    documentation: r#"## What it does

Finds files in `templates/` and `locales/` that are not UTF-8 or larger than 1 MiB.

## Why it matters

A text that was saved in another encoding would reach customers with wrong letters.

## Example

```text
locales/tr/orders.ftl, saved as "Turkish (Windows-1254)"
```

## Instead

```text
locales/tr/orders.ftl, saved as "UTF-8"
```
"#,
};
