//! A language says what the reference no longer says.

use std::collections::BTreeMap;

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, LanguageTexts, Near, Sentence};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "obsolete-message",
    summary: "a language has a message or attribute that the reference language lacks",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds messages and attributes that a language has and the reference language has not, and that no template says.

## Why it matters

It is left over from a sentence that is gone, or its name is misspelt.

## Example

`locales/tr/` has `order-deliverd`, `locales/en/` has `order-delivered`.

## Instead

Delete it, or give it the name that it has in `locales/en/`.
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut all: BTreeMap<String, Vec<(&LanguageTexts, Sentence<'_>)>> = BTreeMap::new();
    let Some(reference) = context.reference else { return };
    for (language, _) in context.translations() {
        for sentence in language.own_sentences().filter(|own| is_obsolete(context, reference, language, own))
        {
            all.entry(sentence.id()).or_default().push((language, sentence));
        }
    }
    found.extend(all.values().filter_map(|there| finding(reference, there)));
}

fn is_obsolete(
    context: &Context<'_>,
    reference: &LanguageTexts,
    language: &LanguageTexts,
    sentence: &Sentence<'_>,
) -> bool {
    let id = sentence.id();
    let is_known = reference.sentence(&id).is_some() || reference.is_broken(&id);
    // Each language has its own terms, and its own way to write a currency.
    if is_known || sentence.entry.is_term() || sentence.entry.id.starts_with("money-") {
        return false;
    }
    let is_said = |id: &str| !context.usage.calls(language, id).is_empty();
    if reference.entry(&sentence.entry.id).is_some() {
        return !is_said(&id);
    }
    // Of a message that is gone as a whole, the first text stands for all; what a template says of it is missed there.
    let ids: Vec<String> = sentence.entry.sentences().map(|own| own.id()).collect();
    ids.first() == Some(&id) && !ids.iter().any(|id| is_said(id))
}

/// One finding, whichever languages have it.
fn finding(reference: &LanguageTexts, there: &[(&LanguageTexts, Sentence<'_>)]) -> Option<Diagnostic> {
    let ((language, sentence), others) = there.split_first()?;
    let id = sentence.id();
    let lacking = |known: &Sentence<'_>| language.sentence(&known.id()).is_none();
    let (name, sign, known): (&str, &str, Vec<String>) =
        match (sentence.attribute, reference.entry(&sentence.entry.id)) {
            (Some(attribute), Some(entry)) => {
                let known = entry.sentences().filter(lacking).filter_map(|known| known.attribute);
                (&attribute.name, ".", known.map(|attribute| attribute.name.clone()).collect())
            }
            _ => {
                let known = reference.entries().filter(|entry| language.entry(&entry.id).is_none());
                (&sentence.entry.id, "", known.map(|entry| entry.id.clone()).collect())
            }
        };
    let near = Near::of(name, known.iter().map(String::as_str));
    let help = near.help(sign, || match others {
        [] => "delete it, if nothing needs it".to_owned(),
        _ => format!("write it into locales/{}/ too, or delete it, if nothing needs it", reference.tag),
    });
    let tags: Vec<String> = there.iter().map(|(language, _)| language.tag.to_string()).collect();
    let message = format!("`{id}` is in {} and not in {}", tags.join(", "), reference.tag);
    let mut diagnostic = Diagnostic::new(&RULE, sentence.place(), message, help);
    for (language, own) in others {
        diagnostic = diagnostic.with_note(Some(own.place()), format!("in {}", language.tag));
    }
    for (language, _) in there {
        diagnostic = diagnostic.for_language(&language.tag);
    }
    // A change of one language alone would not mend it.
    Some(if others.is_empty() { near.mend(diagnostic, sentence.place(), sign) } else { diagnostic })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::{Case, call};

    fn case(turkish: &str) -> Case {
        Case::default().file("en/a.ftl", "order-delivered = A\n    .subject = B\n").file("tr/a.ftl", turkish)
    }

    #[test]
    fn what_the_reference_lacks_is_found() {
        assert_eq!(
            case("order-deliverd = A\n    .subject = B\n").found(&RULE),
            "locales/tr/a.ftl:1:1: `order-deliverd`: `order-deliverd` is in tr and not in en\n  \
             help: did you mean `order-delivered`?\n  \
             fix: write `order-delivered` at locales/tr/a.ftl:1:1: `order-deliverd`"
        );
        assert_eq!(
            case("order-delivered = A\n    .subjct = B\n").found(&RULE),
            "locales/tr/a.ftl:2:5: `.subjct`: `order-delivered.subjct` is in tr and not in en\n  \
             help: did you mean `.subject`?\n  fix: write `.subject` at locales/tr/a.ftl:2:5: `.subjct`"
        );
        assert!(
            case("order-delivered = A\nold = B\n").found(&RULE).contains("delete it, if nothing needs it")
        );
    }

    #[test]
    fn what_only_the_reference_lacks_is_found_once() {
        let case = || {
            case("order-delivered = A\n    .subject = B\nold = B\n")
                .file("de/a.ftl", "order-delivered = A\n    .subject = B\nold = C\n")
        };
        assert_eq!(
            case().found(&RULE),
            "locales/de/a.ftl:3:1: `old`: `old` is in de, tr and not in en\n  \
             help: write it into locales/en/ too, or delete it, if nothing needs it\n  \
             note: locales/tr/a.ftl:3:1: `old` in tr"
        );
        assert_eq!(case().call(call("old")).found(&RULE), "");
    }

    #[test]
    fn what_both_have_or_a_template_says_is_no_finding() {
        assert_eq!(
            case("order-delivered = A\n    .subject = B\nmoney-try = { $number }\n-x = X\n").found(&RULE),
            ""
        );
        assert_eq!(case("bayram = A\n").call(call("bayram").serving("tr")).found(&RULE), "");
    }
}
