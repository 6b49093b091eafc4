//! `wrong-option`: an option that does not exist, is missing, or has a value it cannot have.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "wrong-option",
    summary: "an option that does not exist, is missing, or has a value it cannot have",
    severity: Severity::Error,
    documentation: "\
## What it does

Checks the options of filters and components: their names, which of them must be there, and their values where these are written out.

## Why it matters

The message stops when it is written.

## Example

```jinja
{{ order.created_date | date(dateStlye=\"long\") }}
{{ <row lable=\"Total\" value={ready.total} /> }}
```

## Instead

```jinja
{{ order.created_date | date(dateStyle=\"long\") }}
{{ <row label=\"Total\" value={ready.total} /> }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    match &seen.what {
        What::UnknownOption { of, name, known } => {
            let message = format!("`{of}` has no option `{name}`");
            let found = observed(&RULE, seen, message, String::new());
            Some(with_nearest(found, name, known, str::to_owned, || match known.as_slice() {
                [] => "it has no options".to_owned(),
                _ => {
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    format!("its options are {}", list(&known))
                }
            }))
        }
        What::WrongOption { of, name, value, wanted } => {
            let message = format!("`{name}` of `{of}` cannot be `{value}`");
            Some(observed(&RULE, seen, message, format!("write {wanted}")))
        }
        What::MissingOption { of, name } => {
            let message = format!("`{of}` needs `{name}`");
            Some(observed(&RULE, seen, message, format!("give it: {name}=…")))
        }
        _ => None,
    }
}
