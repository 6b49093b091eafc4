//! A translation prints other values than the reference.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{circular_reference, missing_argument};
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
    // What is told already is the cause of whatever differs for it: a value that nobody passes, a circle.
    let told = |rule: &Rule| -> HashSet<Location> {
        let of_rule = found.iter().filter(|found| found.rule.code == rule.code);
        of_rule.map(|found| found.location.clone()).collect()
    };
    let (unknown, circles) = (told(&missing_argument::RULE), told(&circular_reference::RULE));
    for (language, reference) in context.translations() {
        for sentence in language.own_sentences().filter(|sentence| !sentence.entry.is_term()) {
            let Some(original) = reference.sentence(&sentence.id()) else { continue };
            if goes_round(language, &sentence, &circles) || goes_round(reference, &original, &circles) {
                continue;
            }
            // A message that both refer to is compared by itself.
            let common: BTreeSet<String> =
                references(&sentence).intersection(&references(&original)).cloned().collect();
            let own = variables(language, &sentence, &common);
            let theirs = variables(reference, &original, &common);
            let pair = Pair { language, reference, sentence, original, own, theirs };
            pair.tell(&unknown, found);
        }
    }
}

/// Whether a sentence comes to a place from which there is no end.
fn goes_round(language: &LanguageTexts, sentence: &Sentence<'_>, circles: &HashSet<Location>) -> bool {
    let comes_to = |circle: &Location| {
        reach(language, &sentence.id()).iter().any(|reached| {
            reached.entry.file == circle.file && reached.pattern.span.contains(&circle.span.start)
        })
    };
    circles.iter().any(comes_to)
}

/// A sentence and its original.
struct Pair<'l> {
    language: &'l LanguageTexts,
    reference: &'l LanguageTexts,
    sentence: Sentence<'l>,
    original: Sentence<'l>,
    own: Variables,
    theirs: Variables,
}

impl Pair<'_> {
    fn tell(&self, unknown: &HashSet<Location>, found: &mut Vec<Diagnostic>) {
        let (own, theirs) = (&self.own, &self.theirs);
        let lacking = theirs.printed.iter().filter(|(name, _)| !own.used.contains(*name));
        let extra = own.printed.iter().filter(|(name, _)| !theirs.used.contains(*name));
        let (lacking, extra): (Vec<_>, Vec<_>) = (lacking.collect(), extra.collect());
        // One that is misspelt in one of both is not told a second time as one that the other lacks.
        let meant = |names: &[(&String, &Location)], others: &[(&String, &Location)]| -> BTreeSet<String> {
            let others = || others.iter().map(|(name, _)| name.as_str());
            names.iter().filter_map(|(name, _)| Near::of(name, others()).nearest).collect()
        };
        let meant_there: Vec<_> =
            lacking.iter().copied().filter(|(_, place)| unknown.contains(place)).collect();
        let (meant_here, meant_there) = (meant(&extra, &lacking), meant(&meant_there, &extra));
        for (name, place) in extra {
            if !unknown.contains(place) && !meant_there.contains(name) {
                found.push(self.extra(name, place));
            }
        }
        for (name, place) in lacking {
            if !unknown.contains(place) && !meant_here.contains(name) {
                found.push(self.lacking(name, place));
            }
        }
    }

    fn extra(&self, name: &str, place: &Location) -> Diagnostic {
        let (id, tag) = (self.sentence.id(), &self.reference.tag);
        let others = self.theirs.used.iter().filter(|other| !self.own.used.contains(*other));
        let near = Near::of(name, others.map(String::as_str));
        let message = format!("`{id}` prints ${name} here and not in {tag}");
        let help = near.help("$", || "take it out, or print it in the other languages too".to_owned());
        let diagnostic = Diagnostic::new(&RULE, place.clone(), message, help)
            .with_note(Some(self.original.place()), format!("the sentence in {tag}"))
            .for_language(&self.language.tag);
        near.mend(diagnostic, place.clone(), "$")
    }

    fn lacking(&self, name: &str, place: &Location) -> Diagnostic {
        let (id, tag) = (self.sentence.id(), &self.reference.tag);
        let message = format!("`{id}` does not print ${name}, as it does in {tag}");
        Diagnostic::new(&RULE, self.sentence.place(), message, format!("print it: {{ ${name} }}"))
            .with_note(Some(place.clone()), format!("${name} in {tag}"))
            .for_language(&self.language.tag)
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
    use crate::check::fluent::{Case, call};

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
        assert_eq!(swapped.matches("locales/tr/a.ftl:1").count(), 2, "one finding and its fix: {swapped}");
        assert!(swapped.contains("help: did you mean `$number`?"), "{swapped}");
        assert!(swapped.contains("fix: write `$number` at locales/tr/a.ftl:1:15: `$numbr`"), "{swapped}");
    }

    #[test]
    fn a_misspelt_value_that_nobody_passes_is_told_elsewhere() {
        let said = |english: &str, turkish: &str| {
            let case = Case::default().file("en/a.ftl", english).file("tr/a.ftl", turkish).call(call("a"));
            case.diagnostics().iter().map(|found| found.rule.code).collect::<Vec<_>>()
        };
        assert_eq!(said("a = Order { $number }\n", "a = Sipariş { $numbr }\n"), ["missing-argument"]);
        assert_eq!(said("a = Order { $numbr }\n", "a = Sipariş { $number }\n"), ["missing-argument"]);
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
