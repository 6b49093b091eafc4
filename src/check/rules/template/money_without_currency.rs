//! `money-without-currency`: an amount without its currency.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "money-without-currency",
    summary: "an amount without its currency",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds the filter `money` without the option `currency`.

## Why it matters

An amount alone says nothing: 1,250 lira are not 1,250 euros.

## Example

```jinja
{{ order.amount | money }}
```

## Instead

```jinja
{{ order.amount | money(currency=order.currency) }}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::NoCurrency = &seen.what else { return None };
    let message = "`money` needs a currency".to_owned();
    let help = "write money(currency=order.currency); an item has its own: item.price_currency".to_owned();
    Some(observed(&RULE, seen, message, help))
}
