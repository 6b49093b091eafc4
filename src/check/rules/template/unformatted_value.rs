//! `unformatted-value`: a value printed as the shop stores it.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "unformatted-value",
    summary: "a value printed as the shop stores it",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds amounts, dates, `true` and `false`, codes of the contract, objects and lists that are printed without a filter.

## Why it matters

Customers would read `1250.00`, `2024-01-15T10:30:00Z` or a whole order with its addresses.

## Example

```jinja
{{ order.amount }} {{ order.created_date }} {{ order.currency }}
```

## Instead

```jinja
{{ ready.total }} {{ order.created_date | date }} {{ order.amount | money(currency=order.currency) }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::PrintedWhole { path, kind } = &seen.what else { return None };
    let message = format!("`{path}` is {}, not words for a customer", kind.describe());
    let help = match kind {
        Type::Amount => format!("write {path} | money(currency=order.currency)"),
        Type::Text(_) => format!("write {path} | date"),
        Type::Boolean => format!("write {{% if {path} %}}…{{% else %}}…{{% endif %}}"),
        Type::ChoiceValue(_) => {
            "say it in words of locales/, or take a ready fact such as ready.status".to_owned()
        }
        Type::Currency => "write an amount with it: order.amount | money(currency=order.currency)".to_owned(),
        Type::List { .. } => format!("loop over it: {{% for item in {path} %}}"),
        _ => format!("print one of its fields: {path}.…"),
    };
    Some(observed(&RULE, seen, message, help))
}
