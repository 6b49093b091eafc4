//! A character that makes an SMS costly without need.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::diagnostic::{Diagnostic, Location, Severity};
use crate::check::fluent::{Alphabet, Context, Kind, LanguageTexts, Role, Sentence, reach};
use crate::check::rule::Rule;
use crate::message::sms::{is_gsm7, plain_form, plain_text};
use crate::recipient::channel::Channel;

pub(crate) const RULE: Rule = Rule {
    code: "costly-character",
    summary: "a character in an SMS that is not in GSM-7 and that its language can do without",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds typographic quotes, dashes, dots and spaces, currency symbols, emoji and letters of other alphabets in all that goes
out by SMS: messages that an SMS template says, what they refer to, names of carriers, the `.sms` of a currency, and text
of the template itself. The language's own letters are left alone.

## Why it matters

One character outside of GSM-7 makes the whole SMS costly: a segment holds 70 characters instead of 160. tellal writes
plain punctuation by itself, but only where that saves a segment. In a language whose own letters are outside of GSM-7
the price stays the same, and it is only a warning: plain characters are shown by every phone.

## Example

```ftl
order-delivered = It’s here!
```

## Instead

```ftl
order-delivered = It's here!
```
",
};

/// Why a character should not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Space,
    Punctuation,
    Currency,
    Emoji,
    Letter,
    Sign,
}

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let alphabets: BTreeMap<String, Alphabet> = context
        .locales
        .languages()
        .iter()
        .map(|language| (language.tag.to_string(), Alphabet::of(&language.tag)))
        .collect();
    for language in context.locales.languages() {
        let Some(alphabet) = alphabets.get(&language.tag.to_string()) else { continue };
        for sentence in sent_by_sms(context, language) {
            for text in sentence.pattern.texts() {
                let at = sentence.at(&text.span);
                found.extend(
                    faults(&text.value, &at, alphabet, language.tag.language())
                        .map(|diagnostic| diagnostic.for_language(&language.tag)),
                );
            }
        }
    }
    for piece in context.texts.iter().filter(|piece| piece.channel == Channel::Sms) {
        for tag in &piece.languages {
            let Some(alphabet) = alphabets.get(&tag.to_string()) else { continue };
            found.extend(
                faults(&piece.text, &piece.location, alphabet, tag.language())
                    .map(|diagnostic| diagnostic.for_language(tag).for_event(piece.event)),
            );
        }
    }
}

/// What an SMS of a language can hold: what templates say, with the names and currencies that go into it.
fn sent_by_sms<'l>(context: &Context<'_>, language: &'l LanguageTexts) -> Vec<Sentence<'l>> {
    let mut ids: BTreeSet<String> =
        context.usage.on_channel(language, Channel::Sms).into_iter().map(str::to_owned).collect();
    if ids.is_empty() && !context.texts.iter().any(|piece| piece.channel == Channel::Sms) {
        return Vec::new();
    }
    let printed: BTreeSet<String> =
        ids.iter().filter_map(|id| language.sentence(id)).flat_map(|sentence| printed(&sentence)).collect();
    for entry in language.entries() {
        let is_named = |prefix: &str, fact: &str| entry.id.starts_with(prefix) && printed.contains(fact);
        let sentence = if entry.id.starts_with("money-") {
            // The form for SMS goes before the one for all channels.
            let of_sms = entry.attribute("sms").map(|_| format!("{}.sms", entry.id));
            of_sms.or_else(|| entry.value.as_ref().map(|_| entry.id.clone()))
        } else if is_named("carrier-", "carrier") || is_named("status-", "status") {
            Some(entry.id.clone())
        } else {
            None
        };
        ids.extend(sentence.into_iter().flat_map(|id| reach(language, &id)).map(|sentence| sentence.id()));
    }
    ids.iter().filter_map(|id| language.sentence(id)).collect()
}

fn printed(sentence: &Sentence<'_>) -> Vec<String> {
    let uses = sentence.pattern.uses().into_iter().filter(|used| used.role == Role::Printed);
    uses.filter_map(|used| match &used.expression.kind {
        Kind::Variable(name) => Some(name.clone()),
        _ => None,
    })
    .collect()
}

fn faults<'t>(
    text: &'t str,
    at: &'t Location,
    alphabet: &'t Alphabet,
    language: &'t str,
) -> impl Iterator<Item = Diagnostic> + 't {
    // Escapes are written otherwise than they read: then the whole text is the place.
    let exact = at.span.len() == text.len();
    text.char_indices().filter_map(move |(offset, char)| {
        let fault = fault(char, alphabet)?;
        let start = at.span.start + offset;
        let span = if exact { start..start + char.len_utf8() } else { at.span.clone() };
        let at = Location { file: at.file.clone(), span };
        let mut diagnostic = finding(char, fault, language, at, exact);
        if fault == Fault::Space || !alphabet.is_latin() {
            diagnostic.severity = Severity::Warning;
        }
        Some(diagnostic)
    })
}

fn fault(char: char, alphabet: &Alphabet) -> Option<Fault> {
    if is_gsm7(char) || is_never_sent(char) {
        return None;
    }
    if char.is_whitespace() {
        return Some(Fault::Space);
    }
    if plain_punctuation(char).is_some() {
        return Some(Fault::Punctuation);
    }
    if alphabet.has(char) {
        return None;
    }
    Some(match char {
        '\u{20A0}'..='\u{20CF}' | '¢' | '֏' | '؋' | '৳' | '฿' | '៛' | '﷼' => Fault::Currency,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{FE0F}' => {
            Fault::Emoji
        }
        // Beside letters that GSM-7 lacks anyway, one more costs nothing.
        char if char.is_alphabetic() && !alphabet.is_latin() => return None,
        char if char.is_alphabetic() => Fault::Letter,
        _ => Fault::Sign,
    })
}

/// Marks that nobody sees and that no SMS carries.
fn is_never_sent(char: char) -> bool {
    matches!(char, '\r' | '\u{2066}'..='\u{2069}' | '\u{00AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn plain_punctuation(char: char) -> Option<String> {
    let text = char.to_string();
    let plain = plain_text(&text, None);
    (plain != text).then_some(plain)
}

fn finding(char: char, fault: Fault, language: &str, at: Location, exact: bool) -> Diagnostic {
    let shown = format!("U+{:04X}, {}", u32::from(char), name(char, fault));
    let shown = if fault == Fault::Space { shown } else { format!("`{char}` ({shown})") };
    let price = match fault {
        Fault::Space => "is sent as a plain space in an SMS".to_owned(),
        Fault::Emoji => {
            "is not in GSM-7: with it a segment holds 70 characters, not 160, and it counts as two".to_owned()
        }
        _ => "is not in GSM-7: with it a segment of the SMS holds 70 characters, not 160".to_owned(),
    };
    let plain = if fault == Fault::Space { Some(" ".to_owned()) } else { plain_form(char, language) };
    let help = match (&plain, fault) {
        (_, Fault::Space) => "write a plain space".to_owned(),
        (Some(plain), Fault::Currency) => {
            format!("write `{plain}`, or print the amount as it is: {{ $total }}")
        }
        (None, Fault::Currency) => {
            "write the currency's code, or print the amount as it is: { $total }".to_owned()
        }
        (Some(plain), _) => format!("write `{plain}`"),
        (None, _) => "take it out".to_owned(),
    };
    let diagnostic = Diagnostic::new(&RULE, at.clone(), format!("{shown} {price}"), help);
    match plain.filter(|_| exact && matches!(fault, Fault::Space | Fault::Punctuation)) {
        Some(plain) => diagnostic.with_fix(format!("write `{plain}`"), at, plain),
        None => diagnostic,
    }
}

fn name(char: char, fault: Fault) -> &'static str {
    match char {
        '‘' => "left single quotation mark",
        '’' => "right single quotation mark",
        '“' => "left double quotation mark",
        '”' => "right double quotation mark",
        '„' => "low double quotation mark",
        '‚' => "low single quotation mark",
        '«' | '»' => "double angle quotation mark",
        '‹' | '›' => "single angle quotation mark",
        '–' => "en dash",
        '—' => "em dash",
        '−' => "minus sign",
        '…' => "ellipsis",
        '•' => "bullet",
        '·' => "middle dot",
        '×' => "multiplication sign",
        '`' => "grave accent",
        '´' => "acute accent",
        '№' => "numero sign",
        '\u{A0}' => "no-break space",
        '\u{202F}' => "narrow no-break space",
        '\t' => "tab",
        '₺' => "Turkish lira sign",
        '₽' => "ruble sign",
        _ => match fault {
            Fault::Space => "typographic space",
            Fault::Punctuation => "typographic punctuation",
            Fault::Currency => "currency sign",
            Fault::Emoji => "emoji",
            Fault::Letter => "letter of another alphabet",
            Fault::Sign => "sign",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::{Case, call};

    fn found(path: &str, text: &str) -> String {
        Case::default().file(path, &format!("a = {text}\n")).call(call("a")).found(&RULE)
    }

    #[test]
    fn each_character_is_found_where_it_stands() {
        assert_eq!(
            found("en/a.ftl", "It’s { $site } here…"),
            "locales/en/a.ftl:1:7: `’`: `’` (U+2019, right single quotation mark) is not in GSM-7: with it a segment \
             of the SMS holds 70 characters, not 160\n  help: write `'`\n  fix: write `'` at locales/en/a.ftl:1:7: `’`\n\
             locales/en/a.ftl:1:24: `…`: `…` (U+2026, ellipsis) is not in GSM-7: with it a segment of the SMS holds \
             70 characters, not 160\n  help: write `...`\n  fix: write `...` at locales/en/a.ftl:1:24: `…`"
        );
        assert_eq!(
            found("en/a.ftl", "₺5"),
            "locales/en/a.ftl:1:5: `₺`: `₺` (U+20BA, Turkish lira sign) is not in GSM-7: with it a segment of the SMS \
             holds 70 characters, not 160\n  help: write `TL`, or print the amount as it is: { $total }"
        );
        assert_eq!(
            found("en/a.ftl", "Thanks 🎉"),
            "locales/en/a.ftl:1:12: `🎉`: `🎉` (U+1F389, emoji) is not in GSM-7: with it a segment holds 70 \
             characters, not 160, and it counts as two\n  help: take it out"
        );
        assert!(found("de/a.ftl", "Yurtiçi").contains("`ç` (U+00E7, letter of another alphabet)"));
        assert!(found("de/a.ftl", "Yurtiçi").contains("help: write `c`"));
        assert!(found("ru/a.ftl", "«Привет»").contains("`«` (U+00AB"), "plain punctuation in any language");
        assert!(found("en/a.ftl", "a\u{a0}b").contains("U+00A0, no-break space is sent as a plain space"));
        assert!(found("en/a.ftl", "{ \"\\u2019\" }").contains("1:8: `\\u2019`"));
    }

    #[test]
    fn the_languages_own_letters_are_left_alone() {
        for (path, text) in [
            ("tr/a.ftl", "Çağrı İŞ güzel öğle Ilık"),
            ("pl/a.ftl", "Zażółć gęślą jaźń ŁÓDŹ"),
            ("ru/a.ftl", "Ёжик, ещё и Съешь"),
            ("ar/a.ftl", "شكراً، هل وصل؟ منتجاً"),
            ("de/a.ftl", "Größe Äpfel €5"),
            ("ru/a.ftl", "Служба Yurtiçi"),
        ] {
            assert_eq!(found(path, text), "", "{text}");
        }
    }

    #[test]
    fn what_goes_into_an_sms_counts_and_what_does_not_does_not() {
        let all = "a = { b } { -c } { $carrier }\n    .whatsapp = ’\nb = ’\n-c = ’\ncarrier-x = ’\nstatus-1 = ’\n\
                   money-try = ’{ $number }\n    .sms = ₺{ $number }\n";
        let found = Case::default().file("en/a.ftl", all).call(call("a")).found(&RULE);
        let lines: Vec<&str> =
            found.lines().filter(|line| line.starts_with("locales")).map(|line| &line[17..18]).collect();
        assert_eq!(lines, ["3", "4", "5", "8"], "{found}");
        let elsewhere = Case::default().file("en/a.ftl", "a = ’\n").call(call("a").on(Channel::Whatsapp));
        assert_eq!(elsewhere.found(&RULE), "");
    }

    #[test]
    fn text_of_a_template_counts_for_the_languages_that_it_writes() {
        let case = || Case::default().file("en/a.ftl", "a = A\n").file("tr/a.ftl", "a = A\n");
        assert!(
            case()
                .says("Sipariş", &["tr", "en"])
                .found(&RULE)
                .starts_with("templates/order_delivered/sms.txt:1:7")
        );
        assert_eq!(case().says("Sipariş", &["tr"]).found(&RULE), "");
    }
}
