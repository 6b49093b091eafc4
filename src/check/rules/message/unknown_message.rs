//! `t(id=…)` names a message that is not there.

use crate::analysis::walk::MessageCall;
use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, LanguageTexts, Near};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-message",
    summary: "t() names a message that no locale file has",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds each `t(id=\"…\")` whose message or attribute is in no file of the languages that the template writes.

## Why it matters

The message cannot be written, so nobody gets it.

## Example

```ftl
{{ t(id=\"order-deliverd\") }}
```

## Instead

```ftl
{{ t(id=\"order-delivered\") }}
```

Or write the message into a file of `locales/en/`.
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for call in context.calls {
        let Some(id) = call.id.as_deref() else { continue };
        // Where the reference has it, each language that lacks it is a translation that is missing.
        if context.reference.is_some_and(|reference| can_say(reference, id)) {
            continue;
        }
        let (saying, lacking): (Vec<_>, Vec<_>) =
            context.served(call).partition(|language| can_say(language, id));
        if let Some(first) = lacking.first() {
            let place = if saying.is_empty() { "any language".to_owned() } else { folders(&lacking) };
            found.push(finding(call, id, first, &place));
        }
    }
}

fn can_say(language: &LanguageTexts, id: &str) -> bool {
    language.is_broken(id) || (!id.starts_with('-') && language.sentence(id).is_some())
}

fn folders(languages: &[&LanguageTexts]) -> String {
    let folders: Vec<String> =
        languages.iter().map(|language| format!("locales/{}/", language.tag)).collect();
    folders.join(", ")
}

fn finding(call: &MessageCall, id: &str, language: &LanguageTexts, place: &str) -> Diagnostic {
    let base = id.split('.').next().unwrap_or(id);
    let ids: Vec<String> =
        language.sentences().filter(|known| !known.entry.is_term()).map(|known| known.id()).collect();
    let own: Vec<&str> =
        ids.iter().map(String::as_str).filter(|known| known.split('.').next() == Some(base)).collect();
    let message = match (own.is_empty(), id.split_once('.')) {
        (false, Some((_, attribute))) => {
            format!("message `{base}` has no attribute `.{attribute}` in {place}")
        }
        (false, None) => format!("message `{base}` has only attributes and no text of its own in {place}"),
        (true, _) => format!("there is no message `{id}` in {place}"),
    };
    // An attribute is compared with the message's other ones: by the whole id, all of them would be near.
    let near = match id.split_once('.') {
        Some((_, attribute)) if !own.is_empty() => {
            let near = Near::of(attribute, own.iter().filter_map(|own| Some(own.split_once('.')?.1)));
            let whole = |name: String| format!("{base}.{name}");
            Near { nearest: near.nearest.map(whole), only: near.only.map(whole) }
        }
        _ => {
            Near::of(id, ids.iter().map(String::as_str).filter(|known| own.is_empty() || own.contains(known)))
        }
    };
    let help = near.help("", || match (language.entry(base), id.split_once('.')) {
        (Some(entry), Some((_, attribute))) => {
            format!("add `.{attribute} = …` under `{base}` in {}", entry.file)
        }
        (Some(_), None) => format!("it has {}", own.join(", ")),
        (None, _) => format!("write it into locales/{}/, or name one that is there", language.tag),
    });
    let diagnostic = Diagnostic::new(&RULE, call.at.clone(), message, help).for_event(call.event);
    match near.only {
        Some(only) if call.at.span.len() == id.len() + 2 => {
            diagnostic.with_fix(format!("write `{only}`"), call.at.clone(), format!("\"{only}\""))
        }
        _ => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::{Case, call};

    fn files() -> Case {
        Case::default()
            .file(
                "en/a.ftl",
                "order-delivered = Here.\n    .subject = There\nmoney-try =\n    .sms = x { $number }\n",
            )
            .file("tr/a.ftl", "order-delivered = Burada.\n    .subject = Orada\nonly-here = Evet\n")
    }

    #[test]
    fn a_misspelt_id_is_found_with_the_nearest_one() {
        assert_eq!(
            files().call(call("order-deliverd")).found(&RULE),
            "templates/order_delivered/sms.txt:8..24: there is no message `order-deliverd` in any language\n  \
             help: did you mean `order-delivered`?\n  \
             fix: write `order-delivered` at templates/order_delivered/sms.txt:8..24"
        );
        assert_eq!(
            files().call(call("order-delivered.subjct")).found(&RULE),
            "templates/order_delivered/sms.txt:8..32: message `order-delivered` has no attribute `.subjct` in any \
             language\n  help: did you mean `order-delivered.subject`?\n  \
             fix: write `order-delivered.subject` at templates/order_delivered/sms.txt:8..32"
        );
        assert_eq!(
            files().call(call("order-delivered.whatsapp")).found(&RULE),
            "templates/order_delivered/sms.txt:8..34: message `order-delivered` has no attribute `.whatsapp` in any \
             language\n  help: add `.whatsapp = …` under `order-delivered` in locales/en/a.ftl"
        );
        assert_eq!(
            files().call(call("refund")).found(&RULE),
            "templates/order_delivered/sms.txt:8..16: there is no message `refund` in any language\n  \
             help: write it into locales/en/, or name one that is there"
        );
        assert_eq!(
            files().call(call("money-try")).found(&RULE),
            "templates/order_delivered/sms.txt:8..19: message `money-try` has only attributes and no text of its own \
             in any language\n  help: it has money-try.sms"
        );
        assert_eq!(
            files().call(call("only-here")).found(&RULE),
            "templates/order_delivered/sms.txt:8..19: there is no message `only-here` in locales/en/\n  \
             help: write it into locales/en/, or name one that is there"
        );
    }

    #[test]
    fn what_is_there_or_cannot_be_read_is_no_finding() {
        for id in ["order-delivered", "order-delivered.subject"] {
            assert_eq!(files().call(call(id)).found(&RULE), "");
        }
        assert_eq!(
            files().call(call("only-here").serving("tr")).found(&RULE),
            "",
            "a template for Turkish only"
        );
        let broken = Case::default().file("en/a.ftl", "order-delivered = { $x\nfine = Fine\n");
        assert_eq!(broken.call(call("order-delivered")).found(&RULE), "");
    }
}
