//! `discouraged-filter`: a filter that another one does better.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "discouraged-filter",
    summary: "a filter that another one does better",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds `truncate`, `pluralize` and `group_by`.

## Why it matters

`truncate` cuts through words and writes a dear `…` into an SMS, `pluralize` knows English only, and the groups of `group_by` come in another order each time, so it is switched off.

## Example

```jinja
{{ item.product.name | truncate(length=30) }}
```

## Instead

```jinja
{{ item.product.name | shorten(length=30) }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::Discouraged { filter } = &seen.what else { return None };
    let help = match filter.as_str() {
        "truncate" => "take `shorten`, which cuts at a word",
        "pluralize" => "say it in locales/, where each language has its own forms",
        _ => "sort the list instead: sort(attribute=\"…\")",
    };
    let message = format!("`{filter}` does not serve here");
    Some(observed(&RULE, seen, message, help.to_owned()))
}
