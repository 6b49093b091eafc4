//! A template passes a value that no language uses.

use std::collections::BTreeSet;

use super::missing_argument::slips;
use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::Near;
use crate::check::fluent::{Context, needs};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "unused-argument",
    summary: "t() passes a value that the message uses in no language",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds each argument of `t()` that the message uses in none of the languages that the template writes.

## Why it matters

It is misspelt, or a sentence has lost a value.

## Example

```ftl
{{ t(id=\"guide-shelf\", shel=\"B7\") }}
```

## Instead

```ftl
{{ t(id=\"guide-shelf\", shelf=\"B7\") }}
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for call in context.calls.iter().filter(|call| !call.arguments.is_empty()) {
        let said = context.said(call);
        let needs = said.iter().flat_map(|(language, sentence)| needs(language, &sentence.id()));
        let used: BTreeSet<String> = needs.map(|need| need.variable).collect();
        if said.is_empty() {
            continue;
        }
        // What every language needs by a name like it is told as the missing argument.
        let slips = slips(context, call);
        let is_told = |name: &str| slips.iter().any(|slip| slip.passed == name);
        for (name, at, _) in
            call.arguments.iter().filter(|(name, _, _)| !used.contains(name) && !is_told(name))
        {
            let id = call.id.as_deref().unwrap_or_default();
            let near =
                Near::of(name, used.iter().map(String::as_str).filter(|used| call.passed(used).is_none()));
            let help = near.help("", || "take it out, or use it in the message".to_owned());
            let message = format!("`{id}` does not use ${name}");
            let diagnostic = Diagnostic::new(&RULE, at.clone(), message, help).for_event(call.event);
            found.push(near.mend(diagnostic, at.clone(), ""));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::types::Type;
    use crate::check::fluent::{Case, call};

    #[test]
    fn a_value_that_no_language_uses_is_found() {
        let files =
            || Case::default().file("en/a.ftl", "a = { b }\nb = { $shelf }\n").file("tr/a.ftl", "a = Raf\n");
        assert_eq!(
            files().call(call("a").passing("shel", Type::Number)).found(&RULE),
            "templates/order_delivered/sms.txt:40..44: `a` does not use $shel\n  help: did you mean `shelf`?\n  \
             fix: write `shelf` at templates/order_delivered/sms.txt:40..44"
        );
        assert_eq!(
            files().call(call("a").passing("count", Type::Number)).found(&RULE),
            "templates/order_delivered/sms.txt:40..45: `a` does not use $count\n  \
             help: take it out, or use it in the message"
        );
        assert_eq!(files().call(call("a").passing("shelf", Type::Number)).found(&RULE), "");
    }
}
