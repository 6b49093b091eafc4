//! A sentence of a locale file holds HTML, which customers would read as it stands.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::diagnostic::{Diagnostic, Location, Severity};
use crate::check::fluent::{Context, LanguageTexts, Sentence, Text};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "markup-in-message",
    summary: "a sentence of a locale file holds HTML, which customers would read as it stands",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds tags (`<b>`, `<br>`, `<a href=…>`), comments and entities (`&nbsp;`, `&amp;`) in the sentences of `locales/`. It says
nothing of a sentence that templates print with the filter `safe` and in no other way.

## Why it matters

SMS and WhatsApp are no HTML, and in an e-mail sentences are made safe: the customer reads `<b>Hello</b>` and `&nbsp;`.

## Example

```ftl
order-delivered =
    .body = Your order has <b>arrived</b>&nbsp;today.
```

## Instead

```ftl
order-delivered =
    .body = Your order has arrived today.
```

Tags stand in the template, around the sentence: `<b>{{ t(id=\"order-delivered.body\") }}</b>`. Of an entity write the
character itself: `&`, or `{ \"\\u00A0\" }` for a space at which no line breaks.
",
};

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    let tag = r"</?[A-Za-z][A-Za-z0-9]*(?:\s*/?>|\s+[A-Za-z][A-Za-z-]*\s*=[^<>]*>?)";
    let entity = r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);";
    Regex::new(&format!("{tag}|<!--|{entity}")).expect("a pattern written here")
});

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            let texts = sentence.pattern.texts();
            let Some((text, markup)) =
                texts.into_iter().find_map(|text| Some((text, MARKUP.find(&text.value)?)))
            else {
                continue;
            };
            if !is_safe(context, language, &sentence) {
                found.push(finding(&sentence, text, &markup).for_language(&language.tag));
            }
        }
    }
}

/// Whether all templates that say a sentence let its markup through.
fn is_safe(context: &Context<'_>, language: &LanguageTexts, sentence: &Sentence<'_>) -> bool {
    let calls = context.usage.calls(language, &sentence.id());
    !calls.is_empty() && calls.iter().all(|call| call.safe)
}

fn finding(sentence: &Sentence<'_>, text: &Text, markup: &regex::Match<'_>) -> Diagnostic {
    // Escapes are written otherwise than they read: then the whole text is the place.
    let exact = text.span.len() == text.value.len();
    let start = text.span.start;
    let span = if exact { start + markup.start()..start + markup.end() } else { text.span.clone() };
    let (at, id, shown) = (sentence.at(&span), sentence.id(), markup.as_str());
    if !shown.starts_with('&') {
        let message = format!("`{id}` holds the tag `{shown}`, which customers would read as it stands");
        let help =
            format!("write the tag into the template, around the sentence: <b>{{{{ t(id=\"{id}\") }}}}</b>");
        return Diagnostic::new(&RULE, at, message, help);
    }
    let message = format!("`{id}` holds the entity `{shown}`, which customers would read as it stands");
    match shown {
        "&amp;" if exact => sign(at, message),
        "&nbsp;" => Diagnostic::new(&RULE, at, message, "write the space itself: { \"\\u00A0\" }".to_owned()),
        _ => Diagnostic::new(&RULE, at, message, "write the character itself".to_owned()),
    }
}

fn sign(at: Location, message: String) -> Diagnostic {
    let diagnostic = Diagnostic::new(&RULE, at.clone(), message, "write `&`".to_owned());
    diagnostic.with_fix("write `&`", at, "&".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::{Case, call};

    fn found(text: &str) -> String {
        Case::default().file("en/a.ftl", text).found(&RULE)
    }

    #[test]
    fn a_tag_is_found_once_in_a_sentence() {
        assert_eq!(
            found("a = A\n    .body = <b>Hello</b> { $name }\n"),
            "locales/en/a.ftl:2:13: `<b>`: `a.body` holds the tag `<b>`, which customers would read as it stands\n  \
             help: write the tag into the template, around the sentence: <b>{{ t(id=\"a.body\") }}</b>"
        );
        assert!(found("a = One<br />two\n").contains("1:8: `<br />`"));
        assert!(
            found("a = { $n ->\n    [one] x\n   *[other] <a href=\"{ $site_url }\">y</a>\n}\n")
                .contains("3:13: `<a href=\"`")
        );
        assert!(found("a = A { \"</em>\" }\n").contains("1:10: `</em>`"));
        assert!(found("a = A <!-- b -->\n").contains("1:7: `<!--`"));
    }

    #[test]
    fn an_entity_is_found() {
        assert_eq!(
            found("a = Tom &amp; Jerry\n"),
            "locales/en/a.ftl:1:9: `&amp;`: `a` holds the entity `&amp;`, which customers would read as it stands\n  \
             help: write `&`\n  fix: write `&` at locales/en/a.ftl:1:9: `&amp;`"
        );
        assert!(
            found("a = 5&nbsp;TL\n").contains("1:6: `&nbsp;`")
                && found("a = 5&nbsp;TL\n").contains("\\u00A0")
        );
        assert!(found("a = It&#39;s\n").contains("1:7: `&#39;`"));
    }

    #[test]
    fn signs_that_are_no_markup_are_no_finding() {
        assert_eq!(
            found("a = Tom & Jerry <3, a < b > c; <info@example.com>, <https://example.com/?a=1&b=2>\n"),
            ""
        );
        assert_eq!(found("a = -> { $name } <- x <b y, <name\n"), "");
    }

    #[test]
    fn what_is_only_printed_with_safe_is_no_finding() {
        let case = || Case::default().file("en/a.ftl", "a = <b>Hello</b>\n").call(call("a").safely());
        assert_eq!(case().found(&RULE), "");
        assert!(case().call(call("a")).found(&RULE).contains("`<b>`"));
    }
}
