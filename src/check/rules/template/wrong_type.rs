//! `wrong-type`: a value of a kind that a filter, function or calculation cannot take.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "wrong-type",
    summary: "a value of a kind that a filter, function or calculation cannot take",
    severity: Severity::Error,
    documentation: "\
## What it does

Follows the kind of each value (amount, date, text, number, list, …) into filters, `t()`, calculations and comparisons.

## Why it matters

The message stops, or an amount is compared as text: `\"900.00\" < \"1000.00\"` is false.

## Example

```jinja
{{ order.number | money(currency=order.currency) }}
{% if order.amount > 1000 %}…{% endif %}
```

## Instead

```jinja
{{ order.amount | money(currency=order.currency) }}
{% if order.amount | float > 1000 %}…{% endif %}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::WrongType { path, found, by, wanted } = &seen.what else { return None };
    let message = format!("`{path}` is {}, but {by} takes {wanted}", found.describe());
    let help = match found {
        Type::Amount if *wanted == "a number" => format!("make a number of it: {path} | float"),
        Type::Fact(name) => format!(
            "`ready.{name}` is written for the customer; take the event's own field, or print it as it is"
        ),
        Type::Currency | Type::Choice(_) => format!("take `{path}.value`"),
        Type::List { .. } => format!("loop over it, or take one of its items: {path} | first"),
        _ => String::new(),
    };
    Some(observed(&RULE, seen, message, help))
}
