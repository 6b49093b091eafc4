//! A message needs a value that nobody passes.

use std::collections::BTreeSet;

use crate::analysis::walk::MessageCall;
use crate::check::diagnostic::{Diagnostic, Location, Severity};
use crate::check::fluent::{Context, LanguageTexts, Near, Need, Sentence, needs};
use crate::check::rule::Rule;
use crate::nearest::nearest;
use crate::render::{FACTS, FactInfo, fact};

pub(crate) const RULE: Rule = Rule {
    code: "missing-argument",
    summary: "a message needs a value that nobody passes and that is no ready fact of the event",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds each `$value` that a message needs, itself or through messages that it refers to, and that is neither a ready fact
of the event nor passed by the `t()` that says the message.

## Why it matters

The message cannot be written, so nobody gets it.

## Example

```ftl
order-delivered = Your order { $nubmer } has arrived.
```

## Instead

```ftl
order-delivered = Your order { $number } has arrived.
```

A value that is no ready fact is passed by the template: `{{ t(id=\"guide-shelf\", shelf=\"B7\") }}`.
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for call in context.calls {
        let said = context.said(call);
        let lacking = |language: &LanguageTexts, id: &str| -> Vec<Need> {
            let needs = needs(language, id).into_iter();
            needs
                .filter(|need| {
                    call.passed(&need.variable).is_none() && fact_of(call, &need.variable).is_none()
                })
                .collect()
        };
        let by_language: Vec<_> =
            said.iter().map(|(language, sentence)| (*language, lacking(language, &sentence.id()))).collect();
        let slips = slips(context, call);
        for (language, needs) in &by_language {
            for need in needs {
                if let Some(slip) = slips.iter().find(|slip| slip.needed == need.variable) {
                    found.push(slip.finding(call).for_event(call.event).for_language(&language.tag));
                    continue;
                }
                let everywhere = by_language.len() > 1
                    && by_language
                        .iter()
                        .all(|(_, needs)| needs.iter().any(|other| other.variable == need.variable));
                found.push(finding(call, need, everywhere).for_event(call.event).for_language(&language.tag));
            }
        }
    }
}

/// A template's own slip: it passes a value that no language uses, by a name like one that every language needs.
pub(super) struct Slip<'c> {
    needed: String,
    pub(super) passed: &'c str,
    at: &'c Location,
}

impl Slip<'_> {
    fn finding(&self, call: &MessageCall) -> Diagnostic {
        let Self { needed, passed, at } = self;
        let id = call.id.as_deref().unwrap_or_default();
        let message = format!("`{id}` needs ${needed}, and is passed `{passed}`, which no language uses");
        let help = format!("did you mean `{needed}`?");
        let diagnostic = Diagnostic::new(&RULE, (*at).clone(), message, help);
        diagnostic.with_fix(format!("write `{needed}`"), (*at).clone(), needed.clone())
    }
}

/// The slips of a call.
pub(super) fn slips<'c>(context: &Context<'_>, call: &'c MessageCall) -> Vec<Slip<'c>> {
    if call.arguments.is_empty() {
        return Vec::new();
    }
    let variables = |(language, sentence): &(&LanguageTexts, Sentence)| -> BTreeSet<String> {
        needs(language, &sentence.id()).into_iter().map(|need| need.variable).collect()
    };
    let used: Vec<BTreeSet<String>> = context.said(call).iter().map(variables).collect();
    let Some((first, others)) = used.split_first() else { return Vec::new() };
    let needed = first.iter().filter(|name| others.iter().all(|used| used.contains(*name)));
    let stray = || call.arguments.iter().filter(|(name, _, _)| !used.iter().any(|used| used.contains(name)));
    let slip = |needed: &String| {
        let is_meant =
            |name: &str| nearest(needed, [name]).is_some() || nearest(name, [needed.as_str()]).is_some();
        let (passed, at, _) = stray().find(|(name, _, _)| is_meant(name))?;
        Some(Slip { needed: needed.clone(), passed, at })
    };
    needed.filter(|name| call.passed(name).is_none()).filter_map(slip).collect()
}

/// The ready fact of this name that the event of a call can have.
pub(super) fn fact_of(call: &MessageCall, name: &str) -> Option<&'static FactInfo> {
    fact(name).filter(|fact| fact.on.contains(&call.event.payload()))
}

/// The fault is the template's where every language needs the value, else the language's.
fn finding(call: &MessageCall, need: &Need, everywhere: bool) -> Diagnostic {
    let name = &need.variable;
    let id = call.id.as_deref().unwrap_or_default();
    let facts = FACTS.iter().filter(|fact| fact.on.contains(&call.event.payload())).map(|fact| fact.name);
    let passed = call.arguments.iter().map(|(name, _, _)| name.as_str());
    let near = Near::of(name, facts.chain(passed));
    let message = match fact(name) {
        Some(_) => format!("{} has no ${name}", call.event),
        None => format!("${name} is no ready fact, and t(id=\"{id}\") does not pass it"),
    };
    let help = match (&near.nearest, fact(name)) {
        (Some(nearest), _) => format!("did you mean ${nearest}?"),
        (None, Some(_)) => format!("take it out; `tellal vars {}` lists what there is", call.event),
        (None, None) => format!("pass it: t(id=\"{id}\", {name}=…)"),
    };
    let from_template = format!("a template says the message here, for {}", call.event);
    if everywhere && near.nearest.is_none() {
        return Diagnostic::new(&RULE, call.at.clone(), message, help)
            .with_note(Some(need.place.clone()), format!("${name} is needed here"));
    }
    let diagnostic = Diagnostic::new(&RULE, need.place.clone(), message, help)
        .with_note(Some(call.at.clone()), from_template);
    near.mend(diagnostic, need.place.clone(), "$")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::types::Type;
    use crate::check::fluent::{Case, call};

    #[test]
    fn an_argument_that_the_template_misspells_is_told_there_and_nowhere_else() {
        let sources = |argument: &str, turkish: &str| {
            crate::Sources::new()
                .template("order_delivered/sms.txt", format!("{{{{ t(id=\"a\", {argument}=3) }}}}"))
                .locale("en/a.ftl", "a = And { $count } more\n")
                .locale("tr/a.ftl", turkish)
        };
        let told = |sources: &crate::Sources| -> Vec<String> {
            let report =
                crate::check::check(sources, &crate::Config::default(), &crate::check::Settings::default());
            let told = report.diagnostics.iter();
            told.map(|found| {
                let fix = found.fix.as_ref().map_or("", |fix| fix.title.as_str());
                format!("{} {}: {} | {fix}", found.rule.code, found.location.file, found.message)
            })
            .collect()
        };
        assert_eq!(told(&sources("count", "a = ve { $count } tane\n")), Vec::<String>::new());
        assert_eq!(
            told(&sources("cuont", "a = ve { $count } tane\n")),
            [
                "missing-argument templates/order_delivered/sms.txt: `a` needs $count, and is passed `cuont`, which no \
              language uses | write `count`"
            ]
        );
        let told = told(&sources("count", "a = ve { $cuont } tane\n"));
        assert!(told.iter().all(|told| told.contains("locales/tr/a.ftl")), "{told:?}");
    }

    #[test]
    fn a_misspelt_value_is_found_in_the_locale() {
        let case = Case::default().file("en/a.ftl", "a = Order { $nubmer }\n").call(call("a"));
        assert_eq!(
            case.found(&RULE),
            "locales/en/a.ftl:1:13: `$nubmer`: $nubmer is no ready fact, and t(id=\"a\") does not pass it\n  \
             help: did you mean $number?\n  \
             note: templates/order_delivered/sms.txt:8..11 a template says the message here, for order_delivered\n  \
             fix: write `$number` at locales/en/a.ftl:1:13: `$nubmer`"
        );
    }

    #[test]
    fn what_all_languages_need_is_the_templates_to_pass() {
        let case = Case::default()
            .file("en/a.ftl", "a = Shelf { $shelf }\n")
            .file("tr/a.ftl", "a = { $shelf } rafı\n");
        assert_eq!(
            case.call(call("a")).found(&RULE),
            "templates/order_delivered/sms.txt:8..11: $shelf is no ready fact, and t(id=\"a\") does not pass it\n  \
             help: pass it: t(id=\"a\", shelf=…)\n  note: locales/en/a.ftl:1:13: `$shelf` $shelf is needed here"
        );
    }

    #[test]
    fn a_fact_of_another_event_and_a_value_behind_references_are_found() {
        let case =
            Case::default().file("en/a.ftl", "a = { b.c }\nb = B\n    .c = { $product }\n").call(call("a"));
        assert_eq!(
            case.found(&RULE),
            "locales/en/a.ftl:3:12: `$product`: order_delivered has no $product\n  \
             help: take it out; `tellal vars order_delivered` lists what there is\n  \
             note: templates/order_delivered/sms.txt:8..11 a template says the message here, for order_delivered"
        );
    }

    #[test]
    fn facts_and_passed_values_are_no_finding() {
        let text =
            "a = { $number } { $shelf } { $has_name ->\n    [yes] { $name }\n   *[no] { $carrier }\n}\n";
        let said = call("a").passing("shelf", Type::Number);
        assert_eq!(Case::default().file("en/a.ftl", text).call(said).found(&RULE), "");
        let circle = "a = { b }\nb = { a }\n";
        assert_eq!(Case::default().file("en/a.ftl", circle).call(call("a")).found(&RULE), "");
    }
}
