//! A translation that is still in the reference's words.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Alphabet, Context, LanguageTexts, Pattern, Piece, Sentence};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "untranslated",
    summary: "a text has the very words of the reference language",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds texts whose words are those of the reference language. Names may stay: capitalised names of carriers and in terms,
abbreviations, single words that most languages leave as they are or that the language uses elsewhere, and words such as
\"Total\" that many languages share.

## Why it matters

It has been copied to be translated later.

## Example

```ftl
items-title = Your items
```

in `locales/de/`.

## Instead

```ftl
items-title = Ihre Artikel
```
",
};

/// Words that are spelt alike in English and in other languages of Latin letters.
const SHARED: [&str; 40] = [
    "app", "bank", "bonus", "club", "code", "e", "email", "express", "fax", "format", "hotel", "info",
    "internet", "link", "login", "mail", "maximum", "minimum", "mobile", "name", "normal", "note", "online",
    "original", "partner", "plus", "premium", "service", "shop", "sms", "standard", "status", "style",
    "super", "team", "ticket", "total", "version", "website", "whatsapp",
];

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (language, reference) in context.translations() {
        if language.tag.same_language(&reference.tag) {
            continue;
        }
        let own = Vocabulary::of(language, reference);
        for sentence in language.own_sentences().filter(|sentence| !sentence.entry.id.starts_with("money-")) {
            let Some(original) = reference.sentence(&sentence.id()) else { continue };
            let theirs = texts(&original);
            let copied = sentence.pattern.parts().into_iter().find(|part| {
                let words = words(part);
                theirs.contains(&words) && !may_stay(context, &own, &sentence, &words)
            });
            if let Some(part) = copied {
                let message = format!("`{}` says the same as in {}", sentence.id(), reference.tag);
                let help = format!("translate it into {}", language.tag);
                found.push(
                    Diagnostic::new(&RULE, sentence.at(&part.span), message, help)
                        .with_note(Some(original.place()), format!("the sentence in {}", reference.tag))
                        .for_language(&language.tag),
                );
            }
        }
    }
}

/// The words of a text, without values and variants.
fn words(part: &Pattern) -> Vec<String> {
    let texts = part.pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.value.as_str()),
        Piece::Placeable(_) => None,
    });
    let text = texts.collect::<Vec<_>>().join(" ");
    let words = text.split(|char: char| !char.is_alphanumeric() && !"'’-".contains(char));
    words.filter(|word| word.contains(char::is_alphabetic)).map(str::to_owned).collect()
}

fn texts(sentence: &Sentence<'_>) -> BTreeSet<Vec<String>> {
    sentence.pattern.parts().into_iter().map(words).filter(|words| !words.is_empty()).collect()
}

/// The words that a language uses where it says something else than the reference.
struct Vocabulary<'l> {
    language: &'l LanguageTexts,
    reference: &'l LanguageTexts,
    is_latin: bool,
    words: OnceCell<BTreeSet<String>>,
}

impl<'l> Vocabulary<'l> {
    fn of(language: &'l LanguageTexts, reference: &'l LanguageTexts) -> Self {
        let is_latin = Alphabet::of(&language.tag).is_latin();
        Self { language, reference, is_latin, words: OnceCell::new() }
    }

    fn words(&self) -> &BTreeSet<String> {
        self.words.get_or_init(|| {
            let mut all = BTreeSet::new();
            for sentence in self.language.sentences() {
                let original = self.reference.sentence(&sentence.id());
                let theirs = original.map(|original| texts(&original)).unwrap_or_default();
                all.extend(texts(&sentence).difference(&theirs).flatten().map(|word| word.to_lowercase()));
            }
            all
        })
    }

    /// Whether a word is one of the language's own, alone or as part of a longer one.
    fn has(&self, word: &str) -> bool {
        self.words().iter().any(|own| own == word || (word.chars().count() > 3 && own.contains(word)))
    }
}

fn may_stay(context: &Context<'_>, own: &Vocabulary<'_>, sentence: &Sentence<'_>, words: &[String]) -> bool {
    let is_small = |word: &String| word.starts_with(char::is_lowercase);
    if words.len() > 1 && words.iter().any(is_small) {
        return false;
    }
    let is_name = sentence.entry.id.starts_with("carrier-") || sentence.entry.is_term();
    let is_abbreviation = |word: &String| word.chars().all(|char| !char.is_lowercase());
    if (is_name && !words.iter().any(is_small)) || words.iter().all(is_abbreviation) {
        return true;
    }
    let is_own = |word: &String| {
        let word = word.to_lowercase();
        SHARED.contains(&word.as_str()) || own.has(&word)
    };
    most_leave_it(context, own.language, sentence, words) || (own.is_latin && words.iter().all(is_own))
}

fn most_leave_it(
    context: &Context<'_>,
    language: &LanguageTexts,
    sentence: &Sentence<'_>,
    words: &[String],
) -> bool {
    let others = context.translations().map(|(other, _)| other).filter(|other| other.tag != language.tag);
    let said: Vec<bool> = others
        .filter_map(|other| other.sentence(&sentence.id()))
        .map(|there| texts(&there).contains(words))
        .collect();
    said.iter().filter(|same| **same).count() * 2 > said.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(english: &str, path: &str, translation: &str) -> String {
        let other = "s = Status zamówienia\nt = Płatność\n";
        Case::default().file("en/a.ftl", english).file("pl/b.ftl", other).file(path, translation).found(&RULE)
    }

    #[test]
    fn a_sentence_or_word_that_is_copied_is_found() {
        assert_eq!(
            found("a = Your items { $x }\n", "de/a.ftl", "a = Your { $x } items\n"),
            "locales/de/a.ftl:1:5: `Your { $x } items`: `a` says the same as in en\n  help: translate it into de\n  \
             note: locales/en/a.ftl:1:1: `a` the sentence in en"
        );
        assert!(found("a = Carrier\n", "de/a.ftl", "a = Carrier\n").contains("`a` says the same"));
        assert!(
            found("a = Total\n", "ru/a.ftl", "a = Total\n").contains("`a` says the same"),
            "another alphabet"
        );
        let variants = "a = { $n ->\n    [one] one item\n   *[other] many items\n}\n";
        let half = "a = { $n ->\n    [one] ein Artikel\n   *[other] many items\n}\n";
        assert!(found(variants, "de/a.ftl", half).starts_with("locales/de/a.ftl:3:13: `many items`"));
        assert!(
            found("carrier-other = our partner\n", "de/a.ftl", "carrier-other = our partner\n")
                .contains("de/a.ftl")
        );
    }

    #[test]
    fn names_and_shared_words_may_stay() {
        for (english, path) in [
            ("carrier-dhl = DHL Express\n", "de/a.ftl"),
            ("carrier-aras = Aras Kargo\n", "ru/a.ftl"),
            ("-club = Example Club\n", "ru/a.ftl"),
            ("a = PTT\n", "ru/a.ftl"),
            ("a = Total\n", "de/a.ftl"),
            ("a = Status\n", "pl/a.ftl"),
            ("a = { $x }: { $y }\n", "ru/a.ftl"),
            ("a = Your items\n", "en-GB/a.ftl"),
        ] {
            assert_eq!(found(english, path, english), "", "{english}");
        }
        let name = "a = Nova\n";
        let case = Case::default().file("en/a.ftl", name).file("de/a.ftl", name).file("fr/a.ftl", name);
        assert_eq!(case.file("ru/a.ftl", name).found(&RULE), "", "everybody calls it so");
    }
}
