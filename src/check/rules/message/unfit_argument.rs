//! A template passes what no message can print.

use crate::analysis::types::Type;
use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::Context;
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "unfit-argument",
    summary: "t() is passed a list, an object or a map",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds arguments of `t()` that are neither a text, a number nor true or false.

## Why it matters

The message cannot be written, so nobody gets it.

## Example

```ftl
{{ t(id=\"guide-paid\", with=order.payment_option) }}
```

## Instead

```ftl
{{ t(id=\"guide-paid\", with=order.payment_option.name) }}
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for call in context.calls {
        for (name, at, passed) in &call.arguments {
            let help = match passed {
                Type::Currency | Type::Choice(_) => "pass a part of it: its value or its label",
                Type::Object(_) | Type::Map { .. } => "pass a part of it: a dot and a name behind it",
                Type::List { .. } => "pass its length, or make a text of it: … | join(sep=\", \")",
                _ => continue,
            };
            let message = format!("`{name}` is {}, and t() takes texts and numbers", passed.describe());
            found.push(Diagnostic::new(&RULE, at.clone(), message, help.to_owned()).for_event(call.event));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::{Case, call};

    #[test]
    fn what_cannot_be_printed_is_found() {
        let found = |passed: Type| {
            Case::default().file("en/a.ftl", "a = { $x }\n").call(call("a").passing("x", passed)).found(&RULE)
        };
        assert_eq!(
            found(Type::Currency),
            "templates/order_delivered/sms.txt:40..41: `x` is a currency with value and label, and t() takes texts \
             and numbers\n  help: pass a part of it: its value or its label"
        );
        assert!(found(Type::List { item: Box::new(Type::Number), bound: None }).contains("is a list"));
        assert!(found(Type::Object(&[])).contains("a dot and a name behind it"));
        for fit in [Type::Number, Type::Boolean, Type::Amount, Type::Fact("total"), Type::Unknown] {
            assert_eq!(found(fit), "");
        }
    }
}
