//! `impossible-comparison`: a comparison that is always false.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "impossible-comparison",
    summary: "a comparison that is always false",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds comparisons between kinds that are never equal (an object with a text, a text with a number), and with a word that the contract does not have for this field. Shops have carriers of their own, so any word may be one.

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
            Some(of_word(observed(&RULE, seen, message, String::new()), value, known))
        }
        _ => None,
    }
}

/// The word that is meant, where it is written wrong or by what it stands for; else all that there are.
fn of_word(mut found: Diagnostic, word: &str, known: &[(&'static str, &'static str)]) -> Diagnostic {
    if let Some((meant, label)) = known.iter().find(|(_, label)| label.eq_ignore_ascii_case(word)) {
        found.help = format!("write {meant:?}, which stands for {label}");
        let at = found.location.clone();
        return found.with_fix(format!("write {meant:?}"), at, format!("{meant:?}"));
    }
    let all =
        || {
            let with_label = known.iter().map(|(value, label)| {
                if value == label { (*value).to_owned() } else { format!("{value} ({label})") }
            });
            let all: Vec<String> = with_label.collect();
            format!("it is one of {}", list(&all.iter().map(String::as_str).collect::<Vec<_>>()))
        };
    // No number is a slip of the pen for another one.
    if known.iter().all(|(value, _)| value.parse::<i64>().is_ok()) {
        found.help = all();
        return found;
    }
    let values: Vec<String> = known.iter().map(|(value, _)| (*value).to_owned()).collect();
    with_nearest(found, word, &values, |near| format!("{near:?}"), all)
}
