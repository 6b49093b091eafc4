//! A translation prints other values than the reference.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::diagnostic::{Diagnostic, Location, Severity};
use crate::check::fluent::{Context, Kind, LanguageTexts, Near, Role, Sentence, reach};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "argument-parity",
    summary: "a sentence prints a value in one language and not in another",
    severity: Severity::Error,
    documentation: "\
## What it does

Compares the `$values` that a sentence prints, in any of its variants, with those of the reference language. What a
language only chooses by (`$gender`, a count) is its own affair.

## Why it matters

Customers of one language do not get the order number, the amount or the link that others get.

## Example

```ftl
order-delivered = Your order { $number } has arrived.
order-delivered = Siparişiniz teslim edildi.
```

## Instead

```ftl
order-delivered = { $number } numaralı siparişiniz teslim edildi.
```
",
};

/// The variables of a sentence and of what it refers to.
#[derive(Default)]
struct Variables {
    printed: BTreeMap<String, Location>,
    used: BTreeSet<String>,
}

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (language, reference) in context.translations() {
        for sentence in language.own_sentences().filter(|sentence| !sentence.entry.is_term()) {
            let id = sentence.id();
            let Some(original) = reference.sentence(&id) else { continue };
            // A message that both refer to is compared by itself.
            let common: BTreeSet<String> =
                references(&sentence).intersection(&references(&original)).cloned().collect();
            let (own, theirs) =
                (variables(language, &sentence, &common), variables(reference, &original, &common));
            let lacking = theirs.printed.iter().filter(|(name, _)| !own.used.contains(*name));
            let extra = own.printed.iter().filter(|(name, _)| !theirs.used.contains(*name));
            let near = |name: &str, others: &BTreeSet<String>, own: &BTreeSet<String>| {
                Near::of(name, others.iter().filter(|other| !own.contains(*other)).map(String::as_str))
            };
            for (name, place) in extra {
                let message = format!("`{id}` prints ${name} here and not in {}", reference.tag);
                let near = near(name, &theirs.used, &own.used);
                let help =
                    near.help("$", || "take it out, or print it in the other languages too".to_owned());
                let diagnostic = Diagnostic::new(&RULE, place.clone(), message, help)
                    .with_note(Some(original.place()), format!("the sentence in {}", reference.tag))
                    .for_language(&language.tag);
                found.push(near.mend(diagnostic, place.clone(), "$"));
            }
            for (name, place) in lacking {
                let message = format!("`{id}` does not print ${name}, as it does in {}", reference.tag);
                let help = format!("print it: {{ ${name} }}");
                found.push(
                    Diagnostic::new(&RULE, sentence.place(), message, help)
                        .with_note(Some(place.clone()), format!("${name} in {}", reference.tag))
                        .for_language(&language.tag),
                );
            }
        }
    }
}

fn references(sentence: &Sentence<'_>) -> BTreeSet<String> {
    sentence.pattern.uses().iter().filter_map(|used| used.expression.reference()).collect()
}

fn variables(language: &LanguageTexts, sentence: &Sentence<'_>, common: &BTreeSet<String>) -> Variables {
    let mut variables = Variables::default();
    collect(sentence, &mut variables);
    for id in references(sentence).difference(common) {
        for reached in reach(language, id).iter().filter(|reached| !reached.entry.is_term()) {
            collect(reached, &mut variables);
        }
    }
    variables
}

fn collect(sentence: &Sentence<'_>, variables: &mut Variables) {
    for used in sentence.pattern.uses() {
        let Kind::Variable(name) = &used.expression.kind else { continue };
        variables.used.insert(name.clone());
        if used.role == Role::Printed {
            variables.printed.entry(name.clone()).or_insert_with(|| sentence.at(&used.expression.span));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(english: &str, turkish: &str) -> String {
        Case::default().file("en/a.ftl", english).file("tr/a.ftl", turkish).found(&RULE)
    }

    #[test]
    fn a_value_that_one_language_lacks_is_found() {
        assert_eq!(
            found("a = Order { $number }\n", "a = Sipariş\n"),
            "locales/tr/a.ftl:1:1: `a`: `a` does not print $number, as it does in en\n  \
             help: print it: { $number }\n  note: locales/en/a.ftl:1:13: `$number` $number in en"
        );
        assert_eq!(
            found("a = A\n    .b = B\n", "a = A\n    .b = { $number }\n"),
            "locales/tr/a.ftl:2:12: `$number`: `a.b` prints $number here and not in en\n  \
             help: take it out, or print it in the other languages too\n  \
             note: locales/en/a.ftl:2:5: `.b` the sentence in en"
        );
        let swapped = found("a = Order { $number }\n", "a = Sipariş { $numbr }\n");
        assert!(swapped.contains("help: did you mean `$number`?"), "{swapped}");
        assert!(swapped.contains("fix: write `$number` at locales/tr/a.ftl:1:15: `$numbr`"), "{swapped}");
    }

    #[test]
    fn variants_and_references_are_compared_as_a_whole() {
        let english = "a = { $n ->\n    [one] { $n } item\n   *[other] { $n } items\n}\n";
        let arabic_like = "a = { $n ->\n    [one] bir\n   *[other] { $n } ürün\n}\n";
        assert_eq!(found(english, arabic_like), "");
        assert_eq!(found(english, "a = { $n ->\n    [one] bir\n   *[other] çok\n}\n"), "");
        assert_eq!(found("a = { $x }\n", "a = { $gender ->\n   *[male] { $x }\n}\n"), "");
        assert_eq!(found("a = { b }\nb = { $x }\n", "a = { $x }\nb = { $x }\n"), "");
        let behind = found("a = { b }\nb = { $x }\n", "a = { b }\nb = B\n");
        assert_eq!(behind.matches("does not print").count(), 1, "only where it is lost: {behind}");
    }
}
