//! A language lacks a sentence of the reference.

use crate::check::diagnostic::{Diagnostic, Location, Severity};
use crate::check::fluent::{Context, Entry, LanguageTexts, Sentence};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "missing-translation",
    summary: "a language lacks a message or attribute that the reference language has",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds messages and attributes of the reference language that another language has not. A region needs only what it says
differently from its language; but a message that it says itself replaces the other as a whole, with its attributes.

## Why it matters

The text that uses the sentence is said in another language, or to nobody.

## Example

`locales/en/` has `order-delivered` with `.whatsapp`, `locales/tr/` has none.

## Instead

Translate it, in any file of `locales/tr/`.
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (language, reference) in context.translations() {
        for original in reference.sentences() {
            let id = original.id();
            // How a currency is written and how a carrier is called is each language's own affair, as far as it
            // likes; a term is only missed where it is used.
            if original.entry.is_term() || original.entry.id.starts_with("money-") || language.is_broken(&id)
            {
                continue;
            }
            if language.sentence(&id).is_none() && !gone_with_message(language, &original) {
                found.push(finding(language, reference, &original).for_language(&language.tag));
            }
        }
    }
}

/// Whether the whole message is lacking, which is said once and not for each attribute.
fn gone_with_message(language: &LanguageTexts, original: &Sentence<'_>) -> bool {
    let is_first = original.attribute.is_none()
        || (original.entry.value.is_none() && original.entry.attributes.first() == original.attribute);
    language.entry(&original.entry.id).is_none() && !is_first
}

fn finding(language: &LanguageTexts, reference: &LanguageTexts, original: &Sentence<'_>) -> Diagnostic {
    let entry = &original.entry.id;
    let note = format!("the sentence in {}", reference.tag);
    let (at, message, help) = match (language.entry(entry), original.attribute) {
        (Some(own), Some(attribute)) => {
            let help = format!("add a line below it: .{} = …", attribute.name);
            (own.place(), format!("`{entry}` lacks `.{}` in {}", attribute.name, language.tag), help)
        }
        (Some(own), None) => {
            let help = format!("write a text behind `{entry} =`");
            (own.place(), format!("`{entry}` lacks a text of its own in {}", language.tag), help)
        }
        (None, _) => {
            let help = format!("translate it: {entry} = …, in a file of locales/{}/", language.tag);
            (
                place_of_new(language, original.entry),
                format!("`{entry}` is missing in {}", language.tag),
                help,
            )
        }
    };
    Diagnostic::new(&RULE, at, message, help).with_note(Some(original.place()), note)
}

/// The first entry of the file in which a translator looks for it, else the reference itself.
fn place_of_new(language: &LanguageTexts, original: &Entry) -> Location {
    let name = |entry: &Entry| entry.file.rsplit('/').next().unwrap_or_default().to_owned();
    let beside = language.own().find(|own| name(own) == name(original));
    beside.unwrap_or(original).place()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(turkish: &str) -> String {
        let english = "a = A\n    .b = B\nc = C\n-d = D\nmoney-try = { $number } TL\n";
        Case::default().file("en/a.ftl", english).file("tr/a.ftl", turkish).found(&RULE)
    }

    #[test]
    fn a_message_or_attribute_that_is_missing_is_found() {
        assert_eq!(
            found("x = X\na = A\n    .b = B\n"),
            "locales/tr/a.ftl:1:1: `x`: `c` is missing in tr\n  \
             help: translate it: c = …, in a file of locales/tr/\n  \
             note: locales/en/a.ftl:3:1: `c` the sentence in en"
        );
        assert_eq!(
            found("a = A\nc = C\n"),
            "locales/tr/a.ftl:1:1: `a`: `a` lacks `.b` in tr\n  help: add a line below it: .b = …\n  \
             note: locales/en/a.ftl:2:5: `.b` the sentence in en"
        );
        assert!(found("a =\n    .b = B\nc = C\n").contains("`a` lacks a text of its own in tr"));
        assert_eq!(
            found("c = C\n").matches("is missing").count(),
            1,
            "once for a message with its attributes"
        );
    }

    #[test]
    fn a_region_needs_what_neither_it_nor_its_language_has() {
        let case = |region: &str| {
            Case::default()
                .file("en/a.ftl", "a = A\n    .b = B\nc = C\n")
                .file("tr/a.ftl", "a = A\n    .b = B\nc = C\n")
                .file("tr-CY/a.ftl", region)
                .found(&RULE)
        };
        assert_eq!(case("c = Ç\n"), "");
        assert!(case("a = Ö\n").starts_with("locales/tr-CY/a.ftl:1:1: `a`: `a` lacks `.b` in tr-CY"));
    }

    #[test]
    fn what_does_not_parse_is_not_called_missing() {
        assert_eq!(found("a = { $x\n\nc = C\n"), "");
    }
}
