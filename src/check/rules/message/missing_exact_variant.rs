//! A choice by a number lacks the exact number that other languages single out.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Kind, LanguageTexts, Role, Sentence};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "missing-exact-variant",
    summary: "a choice by a number lacks an exact number that other languages have",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds choices by a number that lack a variant for an exact number, such as `[0]`, which the reference language or most
other languages have. A plural form that stands for just that number (Arabic `[zero]`) is as good.

## Why it matters

The number was singled out because the sentence is another one there: \"T-Shirt and 0 more items\" is none.

## Example

```ftl
items = { $other_count ->
    [one] { $item } and one more
   *[other] { $item } and { $other_count } more
}
```

## Instead

```ftl
items = { $other_count ->
    [0] { $item }
    [one] { $item } and one more
   *[other] { $item } and { $other_count } more
}
```
",
};

/// What a sentence does with a variable.
#[derive(Default)]
struct Choice {
    exact: BTreeSet<String>,
    /// Whether it chooses by it at all.
    chosen: bool,
    printed: bool,
}

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let numbers = numbers(context);
    for language in context.locales.languages() {
        for sentence in language.own_sentences().filter(|sentence| !sentence.entry.is_term()) {
            for variable in numbers.get(&sentence.id()).into_iter().flatten() {
                let own = choice(language, &sentence, variable);
                if !own.chosen && !own.printed {
                    continue;
                }
                for exact in wanted(context, language, &sentence, variable).difference(&own.exact) {
                    found.push(finding(&sentence, variable, exact).for_language(&language.tag));
                }
            }
        }
    }
}

fn finding(sentence: &Sentence<'_>, variable: &str, exact: &str) -> Diagnostic {
    let id = sentence.id();
    let selects = sentence.pattern.selects();
    let select = selects.iter().find(|select| select.selector.variable() == Some(variable));
    let (at, help) = match select {
        Some(select) => {
            (sentence.at(&select.selector.span), format!("add it as the first line: [{exact}] …"))
        }
        None => (sentence.place(), format!("choose by it: {{ ${variable} -> [{exact}] … *[other] … }}")),
    };
    let message = format!("`{id}` has no [{exact}] of ${variable}, as other languages do");
    Diagnostic::new(&RULE, at, message, help)
}

/// The variables by which any language chooses an exact number, sentence by sentence.
fn numbers(context: &Context<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for sentence in context.locales.languages().iter().flat_map(LanguageTexts::own_sentences) {
        for select in sentence.pattern.selects() {
            if select.variants.iter().any(|variant| variant.exact && !variant.default) {
                let variable = select.selector.variable().map(str::to_owned);
                found.entry(sentence.id()).or_default().extend(variable);
            }
        }
    }
    found
}

fn choice(language: &LanguageTexts, sentence: &Sentence<'_>, variable: &str) -> Choice {
    let mut choice = Choice::default();
    for select in sentence.pattern.selects() {
        if select.selector.variable() != Some(variable) {
            continue;
        }
        choice.chosen = true;
        let exact = select.variants.iter().filter(|variant| variant.exact).map(|variant| variant.key.clone());
        choice.exact.extend(exact);
        let whole = &language.plurals.of(&select.selector).whole;
        let of_one =
            whole.iter().filter(|(category, numbers)| numbers.len() == 1 && select.has(category, false));
        choice.exact.extend(of_one.map(|(_, numbers)| numbers[0].to_string()));
    }
    choice.printed = sentence.pattern.uses().iter().any(|used| {
        used.role == Role::Printed
            && matches!(&used.expression.kind, Kind::Variable(name) if name == variable)
    });
    choice
}

/// The exact numbers of the reference, and those of most other languages that choose by the variable.
fn wanted(
    context: &Context<'_>,
    language: &LanguageTexts,
    sentence: &Sentence<'_>,
    variable: &str,
) -> BTreeSet<String> {
    let id = sentence.id();
    let others = context.locales.languages().iter().filter(|other| other.tag != language.tag);
    let choices: Vec<(bool, Choice)> = others
        .filter_map(|other| {
            let choice = choice(other, &other.sentence(&id)?, variable);
            let is_reference = context.reference.is_some_and(|reference| reference.tag == other.tag);
            choice.chosen.then_some((is_reference, choice))
        })
        .collect();
    let all: BTreeSet<&String> = choices.iter().flat_map(|(_, choice)| &choice.exact).collect();
    let is_wanted = |exact: &&String| {
        let having = choices.iter().filter(|(_, choice)| choice.exact.contains(*exact));
        let (count, by_reference) =
            having.fold((0, false), |(count, any), (is_reference, _)| (count + 1, any || *is_reference));
        by_reference || count * 2 > choices.len()
    };
    // A plural form of one number, as [one] in English, singles that number out in its own language only.
    let explicit = |exact: &&String| {
        context.locales.languages().iter().any(|other| {
            other.sentence(&id).is_some_and(|there| {
                let selects = there.pattern.selects();
                let mut selects =
                    selects.iter().filter(|select| select.selector.variable() == Some(variable));
                selects.any(|select| select.has(exact, true))
            })
        })
    };
    all.into_iter().filter(is_wanted).filter(explicit).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    const WITH_ZERO: &str =
        "a = { $other_count ->\n    [0] x\n    [one] y\n   *[other] { $other_count }\n}\n";
    const WITHOUT: &str = "a = { $other_count ->\n    [one] y\n   *[other] { $other_count }\n}\n";

    #[test]
    fn a_number_that_the_others_single_out_is_found() {
        let case = Case::default().file("en/a.ftl", WITH_ZERO).file("tr/a.ftl", WITHOUT);
        assert_eq!(
            case.found(&RULE),
            "locales/tr/a.ftl:1:7: `$other_count`: `a` has no [0] of $other_count, as other languages do\n  \
             help: add it as the first line: [0] …"
        );
        let flat =
            Case::default().file("en/a.ftl", WITH_ZERO).file("tr/a.ftl", "a = { $other_count } ürün\n");
        assert_eq!(
            flat.found(&RULE),
            "locales/tr/a.ftl:1:1: `a`: `a` has no [0] of $other_count, as other languages do\n  \
             help: choose by it: { $other_count -> [0] … *[other] … }"
        );
        let most =
            Case::default().file("en/a.ftl", WITHOUT).file("de/a.ftl", WITH_ZERO).file("tr/a.ftl", WITH_ZERO);
        assert!(most.found(&RULE).starts_with("locales/en/a.ftl:1:7"));
    }

    #[test]
    fn a_form_of_just_that_number_is_as_good() {
        let arabic = "a = { $other_count ->\n    [zero] x\n    [one] y\n   *[other] { $other_count }\n}\n";
        let case =
            Case::default().file("en/a.ftl", WITH_ZERO).file("ar/a.ftl", arabic).file("de/a.ftl", WITH_ZERO);
        assert_eq!(case.found(&RULE), "");
        let exact_one = "a = { $other_count ->\n    [0] x\n    [1] y\n   *[other] { $other_count }\n}\n";
        assert_eq!(Case::default().file("en/a.ftl", WITH_ZERO).file("de/a.ftl", exact_one).found(&RULE), "");
        let plain = Case::default().file("en/a.ftl", WITH_ZERO).file("tr/a.ftl", "a = Ürünler\n");
        assert_eq!(plain.found(&RULE), "", "a sentence without the number");
    }
}
