//! `impossible-comparison`: a comparison that is always false.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "impossible-comparison",
    summary: "a comparison that is always false",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds comparisons between kinds that are never equal (an object with a text, a text with a number), and with a word that the contract does not have for this field.

## Why it matters

The branch is never taken. Nobody sees an error; customers see the wrong sentence.

## Example

```jinja
{% if order.status == \"550\" %}…{% endif %}
{% if cancellation_type == \"refnd\" %}…{% endif %}
```

## Instead

```jinja
{% if order.status.value == \"550\" %}…{% endif %}
{% if cancellation_type == \"refund\" %}…{% endif %}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    match &seen.what {
        What::NeverEqual { path, found, other } => {
            let message = format!("`{path}` is {}, which is never equal to {other}", found.describe());
            let help = match found {
                Type::Currency | Type::Choice(_) => format!("compare `{path}.value`"),
                Type::Amount => format!("make a number of it: {path} | float"),
                Type::Boolean => format!("write {{% if {path} %}}"),
                _ => "compare values of the same kind".to_owned(),
            };
            Some(observed(&RULE, seen, message, help))
        }
        What::UnknownValue { path, value, known } => {
            let message = format!("`{path}` is never {value:?}");
            let found = observed(&RULE, seen, message, String::new());
            Some(with_nearest(
                found,
                value,
                known,
                |near| format!("{near:?}"),
                || {
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    format!("it is one of {}", list(&known))
                },
            ))
        }
        _ => None,
    }
}
