//! A translation does without a term that the reference uses.

use std::collections::BTreeSet;

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Sentence};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "reference-parity",
    summary: "a sentence uses a term in the reference language, and its translation does not",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds sentences that use a term in the reference language and not in another language, though that language has the term.

## Why it matters

A term is a name or word that shall be the same everywhere. Where it is written out, it stays behind when it changes.

## Example

```ftl
welcome = Welcome to the { -club }!
welcome = Example Kulübüne hoş geldiniz!
```

## Instead

```ftl
welcome = { -club } dünyasına hoş geldiniz!
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (language, reference) in context.translations() {
        for sentence in language.own_sentences() {
            let id = sentence.id();
            let Some(original) = reference.sentence(&id) else { continue };
            for term in terms(&original).difference(&terms(&sentence)) {
                if language.entry(term).is_some() {
                    let message =
                        format!("`{id}` does without the term `{term}`, which {} uses", reference.tag);
                    let help = format!("use it: {{ {term} }}");
                    found.push(
                        Diagnostic::new(&RULE, sentence.place(), message, help)
                            .with_note(Some(original.place()), format!("the sentence in {}", reference.tag))
                            .for_language(&language.tag),
                    );
                }
            }
        }
    }
}

/// The terms that a sentence uses, whatever their attributes.
fn terms(sentence: &Sentence<'_>) -> BTreeSet<String> {
    let references = sentence.pattern.uses().into_iter().filter_map(|used| used.expression.reference());
    let terms = references.filter(|id| id.starts_with('-'));
    terms.map(|id| id.split('.').next().unwrap_or_default().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    #[test]
    fn a_term_that_a_language_has_and_does_not_use_is_found() {
        let found = |turkish: &str| {
            let english = "-club = Club\na = The { -club }\n";
            Case::default().file("en/a.ftl", english).file("tr/a.ftl", turkish).found(&RULE)
        };
        assert_eq!(
            found("-club = Kulüp\na = Kulüp\n"),
            "locales/tr/a.ftl:2:1: `a`: `a` does without the term `-club`, which en uses\n  \
             help: use it: { -club }\n  note: locales/en/a.ftl:2:1: `a` the sentence in en"
        );
        assert_eq!(found("-club = Kulüp\na = { -club(form: \"x\") }\n"), "");
        assert_eq!(found("a = Kulüp\n"), "", "a language may do without the term altogether");
    }
}
