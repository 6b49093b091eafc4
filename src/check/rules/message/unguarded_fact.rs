//! A message needs a fact that the event may lack, and the template has not asked for it.

use std::collections::BTreeSet;

use crate::analysis::walk::MessageCall;
use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Need, needs};
use crate::check::rule::Rule;
use crate::check::rules::message::missing_argument::fact_of;
use crate::render::implied_by;

pub(crate) const RULE: Rule = Rule {
    code: "unguarded-fact",
    summary: "a message needs a ready fact that may be missing and that nobody has asked for",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds each `t()` whose message needs a ready fact that is not always there, where the template has not asked for that
fact. `$has_name` stands for `$name` and `$item` for `$other_count`, so a message may choose by those.

## Why it matters

The message stops for each customer whose order lacks the fact.

## Example

```ftl
{{ t(id=\"track-link\") }}
```

with `track-link = Track it: { $tracking_url }`.

## Instead

```ftl
{% if ready.tracking_url %}{{ t(id=\"track-link\") }}{% endif %}
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for call in context.calls {
        let known: BTreeSet<&str> =
            call.known.iter().flat_map(|name| implied_by(name).chain(std::iter::once(*name))).collect();
        for (language, sentence) in context.said(call) {
            for need in needs(language, &sentence.id()) {
                let name = need.variable.as_str();
                let optional = fact_of(call, name).is_some_and(|fact| !fact.always);
                let there = known.contains(name) || need.given.contains(name) || call.passed(name).is_some();
                if optional && !there {
                    found.push(finding(call, &need).for_event(call.event).for_language(&language.tag));
                }
            }
        }
    }
}

fn finding(call: &MessageCall, need: &Need) -> Diagnostic {
    let name = &need.variable;
    let id = call.id.as_deref().unwrap_or_default();
    let message = format!("`{id}` needs ${name}, which some events of {} lack", call.event);
    let help = if name == "name" {
        "choose by $has_name in the message: { $has_name -> [yes] … { $name } *[no] … }, or guard the t(): \
         {% if ready.name %} … {% endif %}"
            .to_owned()
    } else {
        format!("guard the t(): {{% if ready.{name} %}} … {{% endif %}}")
    };
    let note = match &need.branch {
        Some(branch) => format!("${name} is needed here, in {branch}"),
        None => format!("${name} is needed here"),
    };
    Diagnostic::new(&RULE, call.at.clone(), message, help).with_note(Some(need.place.clone()), note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::types::Type;
    use crate::check::fluent::{Case, call};

    const ITEMS: &str = "a = { $other_count ->\n    [0] { $item }\n   *[other] { $other_count }\n}\n";
    const GREETING: &str = "a = { $has_name ->\n    [yes] { $name }\n   *[no] Hello\n}\n";

    fn found(text: &str, call: MessageCall) -> String {
        Case::default().file("en/a.ftl", text).call(call).found(&RULE)
    }

    #[test]
    fn a_fact_that_may_be_missing_is_found_at_the_call() {
        assert_eq!(
            found("a = { b }\nb = Track: { $tracking_url }\n", call("a")),
            "templates/order_delivered/sms.txt:8..11: `a` needs $tracking_url, which some events of order_delivered \
             lack\n  help: guard the t(): {% if ready.tracking_url %} … {% endif %}\n  \
             note: locales/en/a.ftl:2:14: `$tracking_url` $tracking_url is needed here"
        );
        assert_eq!(
            found("a = Hi { $name }\n", call("a")),
            "templates/order_delivered/sms.txt:8..11: `a` needs $name, which some events of order_delivered lack\n  \
             help: choose by $has_name in the message: { $has_name -> [yes] … { $name } *[no] … }, or guard the t(): \
             {% if ready.name %} … {% endif %}\n  note: locales/en/a.ftl:1:10: `$name` $name is needed here"
        );
        assert!(
            found(ITEMS, call("a").knowing("other_count"))
                .contains("$item is needed here, in [0] of $other_count")
        );
    }

    #[test]
    fn the_branch_in_which_a_fact_stands_counts() {
        assert!(
            found("a = { $has_name ->\n    [no] { $name }\n   *[yes] Hello\n}\n", call("a"))
                .contains("in [no]")
        );
        assert!(found("a = { $has_name ->\n   *[yes] { $name }\n}\n", call("a")).contains("in [yes]"));
        assert_eq!(found("a = { $has_name ->\n    [no] Hello\n   *[yes] { $name }\n}\n", call("a")), "");
        let counted = "a = { $item_count ->\n    [0] None\n   *[other] { $other_count }\n}\n";
        assert_eq!(found(counted, call("a")), "");
        let by_category =
            "a = { $item_count ->\n    [one] { $other_count }\n   *[other] { $other_count }\n}\n";
        assert!(found(by_category, call("a")).contains("in [other] of $item_count"), "0 is other in English");
    }

    #[test]
    fn a_guard_a_choice_or_a_passed_value_is_enough() {
        assert_eq!(found(GREETING, call("a")), "");
        assert_eq!(found(ITEMS, call("a").knowing("item")), "");
        assert_eq!(found("a = { $carrier }\n", call("a").knowing("carrier")), "");
        assert_eq!(found("a = { $carrier }\n", call("a").passing("carrier", Type::Number)), "");
        let nested = "a = { $has_name ->\n    [yes] { b }\n   *[no] Hello\n}\nb = { $name }\n";
        assert_eq!(found(nested, call("a")), "");
    }
}
