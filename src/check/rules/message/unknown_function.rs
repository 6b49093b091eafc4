//! A message calls a function that is not there.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Kind, Near};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-function",
    summary: "a message calls a function that is not there",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds calls of functions other than `NUMBER()`, `MONEY()` and `DATETIME()` in locale files.

## Why it matters

The message cannot be written, or takes its default variant for everybody.

## Example

```ftl
total = { CURRENCY($total) }
```

## Instead

```ftl
total = { MONEY($total) }
```
",
};

const FUNCTIONS: [&str; 3] = ["NUMBER", "MONEY", "DATETIME"];

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            for used in sentence.pattern.uses() {
                let Kind::Function { name, .. } = &used.expression.kind else { continue };
                // PLURAL() is what plural forms ask; it does no harm where it is written out.
                if FUNCTIONS.contains(&name.as_str()) || name == "PLURAL" {
                    continue;
                }
                let near = Near::of(name, FUNCTIONS);
                let help = near.help("", || "there are NUMBER(), MONEY() and DATETIME()".to_owned());
                let at = sentence.at(&used.expression.span);
                let message = format!("there is no function {name}()");
                let diagnostic =
                    Diagnostic::new(&RULE, at.clone(), message, help).for_language(&language.tag);
                found.push(near.mend(diagnostic, at, ""));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    #[test]
    fn a_function_that_is_not_there_is_found() {
        let found = |text: &str| Case::default().file("en/a.ftl", text).found(&RULE);
        assert_eq!(
            found("a = { MONY($total) }\n"),
            "locales/en/a.ftl:1:7: `MONY`: there is no function MONY()\n  help: did you mean `MONEY`?\n  \
             fix: write `MONEY` at locales/en/a.ftl:1:7: `MONY`"
        );
        assert_eq!(
            found("a = { LIST($x) ->\n   *[a] b\n}\n"),
            "locales/en/a.ftl:1:7: `LIST`: there is no function LIST()\n  \
             help: there are NUMBER(), MONEY() and DATETIME()"
        );
        assert_eq!(found("a = { MONEY($total) } { NUMBER($n) } { DATETIME($order_date) }\n"), "");
    }
}
