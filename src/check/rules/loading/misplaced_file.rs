//! `misplaced-file`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static MISPLACED_FILE: Rule = Rule {
    code: "misplaced-file",
    summary: "a file that is no part of a message or of a language",
    severity: Severity::Error,
    documentation: "## What it does

Finds files of which nobody can tell what they are for: a template outside of an event's folder, a folder that
is no event, a name that is no part of a message, a locale file that is not in the folder of a language.

## Why it matters

tellal uses a file by its place alone. What stands elsewhere is never sent, and whoever wrote it believes that
it is.

## Example

```text
templates/order_deliverd/sms.txt
locales/turkish/orders.ftl
```

## Instead

```text
templates/order_delivered/sms.txt
locales/tr/orders.ftl
```

Files for people end in `.md`; those and files whose name begins with a dot may stand anywhere.
",
};
