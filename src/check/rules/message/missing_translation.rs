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
            let help = format!("add `.{} = …` under `{entry}` in {}", attribute.name, own.file);
            (own.place(), format!("`{entry}` lacks `.{}` in {}", attribute.name, language.tag), help)
        }
        (Some(own), None) => {
            let help = format!("write a text behind `{entry} =` in {}", own.file);
            (own.place(), format!("`{entry}` lacks a text of its own in {}", language.tag), help)
        }
        (None, _) => {
            let message = format!("`{entry}` is missing in {}", language.tag);
            let text = in_one_line(&original.entry.text);
            match place_of_new(language, reference, original.entry) {
                Some(at) => (at, message, format!("add it here, translated: {text}")),
                None => {
                    let help = format!("add it to a file of locales/{}/, translated: {text}", language.tag);
                    (original.place(), message, help)
                }
            }
        }
    };
    Diagnostic::new(&RULE, at, message, help).with_note(Some(original.place()), note)
}

/// Where the translation is to be written: behind the message that comes before it in the reference, in the file of
/// the same name, or else at the end of that file.
fn place_of_new(language: &LanguageTexts, reference: &LanguageTexts, original: &Entry) -> Option<Location> {
    let name = |entry: &Entry| entry.file.rsplit('/').next().unwrap_or_default().to_owned();
    let beside = || language.own().filter(|own| name(own) == name(original));
    let before = reference
        .entries()
        .filter(|entry| entry.file == original.file && entry.span.start < original.span.start)
        .filter_map(|entry| Some((entry.span.start, beside().find(|own| own.id == entry.id)?)))
        .max_by_key(|(start, _)| *start);
    let neighbour = before.map(|(_, own)| own).or_else(|| beside().last())?;
    Some(neighbour.at(&(neighbour.end..neighbour.end)))
}

/// The beginning of a message, as it fits in a line.
fn in_one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MAX_SHOWN) {
        None => text,
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
    }
}

/// Characters of the reference that a help repeats.
const MAX_SHOWN: usize = 100;

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
            "locales/tr/a.ftl:4:1: ``: `c` is missing in tr\n  help: add it here, translated: c = C\n  \
             note: locales/en/a.ftl:3:1: `c` the sentence in en"
        );
        assert_eq!(
            found("a = A\nc = C\n"),
            "locales/tr/a.ftl:1:1: `a`: `a` lacks `.b` in tr\n  \
             help: add `.b = …` under `a` in locales/tr/a.ftl\n  \
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
    fn the_place_is_where_the_translation_is_to_be_written() {
        let place = |turkish: &str, name: &str| {
            let english = "a = A\n\nb = { $n ->\n   *[other] B\n}\n    .x = X\nc = C\n";
            let case = Case::default().file("en/a.ftl", english).file(&format!("tr/{name}"), turkish);
            let found = case.found(&RULE);
            found.lines().filter(|line| line.starts_with("locales/")).map(str::to_owned).collect::<Vec<_>>()
        };
        let missing = |place: &str, id: &str| format!("{place}: ``: `{id}` is missing in tr");
        // Behind the neighbour, before the blank line and the comment that follow it.
        assert_eq!(place("a = A\n\n# note\nc = C\n", "a.ftl"), [missing("locales/tr/a.ftl:2:1", "b")]);
        assert_eq!(
            place("z = Z\na = A\nb = { $n ->\n   *[other] B\n}\n    .x = X\ny = Y", "a.ftl"),
            [missing("locales/tr/a.ftl:7:1", "c")]
        );
        // No neighbour: the end of the file; no such file: the sentence itself.
        assert_eq!(place("c = C\nb = B\n    .x = X", "a.ftl"), [missing("locales/tr/a.ftl:3:11", "a")]);
        assert_eq!(
            place("b = B\n    .x = X\nc = C\n", "b.ftl"),
            ["locales/en/a.ftl:1:1: `a`: `a` is missing in tr"]
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
    fn what_may_be_in_a_file_that_cannot_be_read_is_not_called_missing() {
        let case =
            || Case::default().file("en/a.ftl", "a = A\nb = B\n    .c = C\n").file("tr/a.ftl", "b = B\n");
        assert!(case().found(&RULE).contains("`a` is missing in tr"));
        let found = case().unreadable("tr/b.ftl").found(&RULE);
        assert!(!found.contains("`a`") && found.contains("`b` lacks `.c` in tr"), "{found}");
    }

    #[test]
    fn what_does_not_parse_is_not_called_missing() {
        assert_eq!(found("a = { $x\n\nc = C\n"), "");
    }
}
