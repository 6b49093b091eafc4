//! `locale-syntax`. What the catalog or the examples tell of it becomes a finding in `loading.rs`.

use crate::check::diagnostic::Severity;
use crate::check::rule::Rule;

pub(crate) static LOCALE_SYNTAX: Rule = Rule {
    code: "locale-syntax",
    summary: "a locale file that cannot be read",
    severity: Severity::Error,
    documentation: "## What it does

Finds what is not Fluent: a `{` without its `}`, a line of a text that is not indented, a selector without a
default variant.

## Why it matters

A message that cannot be read is missing, and every text that needs it with it. As long as it is there, no
message at all is written.

## Example

```ftl
items = { $item_count ->
    [one] one item
}
```

## Instead

```ftl
items = { $item_count ->
    [one] one item
   *[other] { $item_count } items
}
```
",
};
