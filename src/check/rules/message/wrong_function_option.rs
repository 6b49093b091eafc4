//! A function gets an option that it does not have, or a value that the option cannot have.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Expression, Kind, Near, Sentence, Span, either};
use crate::check::rule::Rule;
use crate::l10n::{DateStyle, MAX_DIGITS, MoneyDisplay, TimeStyle};

pub(crate) const RULE: Rule = Rule {
    code: "wrong-function-option",
    summary: "an option that NUMBER(), MONEY() or DATETIME() does not have, or a wrong value",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds options of `NUMBER()`, `MONEY()` and `DATETIME()` that are misspelt or have a value that they cannot have.

## Why it matters

The message cannot be written, so nobody gets it.

## Example

```ftl
when = { DATETIME($order_date, dateStyle: \"lang\") }
```

## Instead

```ftl
when = { DATETIME($order_date, dateStyle: \"long\") }
```
",
};

/// What an option may be set to.
enum Allowed {
    Texts(&'static [&'static str]),
    /// "true" or "false", 1 or 0.
    Switch,
    /// A whole number from 0 to [`MAX_DIGITS`].
    Digits,
    Zone,
}

fn options(function: &str) -> Option<&'static [(&'static str, Allowed)]> {
    Some(match function {
        "NUMBER" => &[
            ("minimumIntegerDigits", Allowed::Digits),
            ("minimumFractionDigits", Allowed::Digits),
            ("maximumFractionDigits", Allowed::Digits),
            ("useGrouping", Allowed::Switch),
            ("style", Allowed::Texts(&["decimal", "percent"])),
            ("type", Allowed::Texts(&["cardinal", "ordinal"])),
        ],
        "MONEY" => &[("display", Allowed::Texts(&MoneyDisplay::NAMES))],
        "DATETIME" => &[
            ("dateStyle", Allowed::Texts(&DateStyle::NAMES)),
            ("timeStyle", Allowed::Texts(&TimeStyle::NAMES)),
            ("timeZone", Allowed::Zone),
        ],
        _ => return None,
    })
}

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            for used in sentence.pattern.uses() {
                let Kind::Function { name, arguments } = &used.expression.kind else { continue };
                let Some(options) = options(name) else { continue };
                for (option, span, value) in &arguments.named {
                    let wrong = match options.iter().find(|(known, _)| known == option) {
                        Some((_, allowed)) => wrong_value(&sentence, option, allowed, value),
                        None => Some(unknown(&sentence, name, option, span, options)),
                    };
                    found.extend(wrong.map(|diagnostic| diagnostic.for_language(&language.tag)));
                }
            }
        }
    }
}

fn unknown(
    sentence: &Sentence<'_>,
    function: &str,
    option: &str,
    span: &Span,
    options: &[(&'static str, Allowed)],
) -> Diagnostic {
    let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
    let near = Near::of(option, names.iter().copied());
    let help = near.help("", || format!("its options are {}", names.join(", ")));
    let message = format!("{function}() has no option `{option}`");
    near.mend(Diagnostic::new(&RULE, sentence.at(span), message, help), sentence.at(span), "")
}

fn wrong_value(
    sentence: &Sentence<'_>,
    option: &str,
    allowed: &Allowed,
    value: &Expression,
) -> Option<Diagnostic> {
    let at = sentence.at(&value.span);
    let wrong = |help: String| {
        Diagnostic::new(&RULE, at.clone(), format!("`{option}` cannot be {}", describe(value)), help)
    };
    match (allowed, &value.kind) {
        (Allowed::Digits, Kind::Number(number))
            if number.parse().is_ok_and(|digits: u8| digits <= MAX_DIGITS) =>
        {
            None
        }
        (Allowed::Digits, _) => {
            Some(wrong(format!("write a whole number from 0 to {MAX_DIGITS}, without quotes")))
        }
        (Allowed::Zone, Kind::Text(text)) if jiff::tz::TimeZone::get(&text.value).is_ok() => None,
        (Allowed::Zone, _) => Some(wrong("write a time zone such as \"Europe/Istanbul\"".to_owned())),
        (Allowed::Texts(known), Kind::Text(text)) if known.contains(&text.value.as_str()) => None,
        (Allowed::Switch, Kind::Number(number)) if number == "0" || number == "1" => None,
        (Allowed::Switch, Kind::Text(text)) if ["true", "false"].contains(&text.value.as_str()) => None,
        (Allowed::Switch, _) => Some(wrong("write \"true\" or \"false\"".to_owned())),
        (Allowed::Texts(known), kind) => {
            let quoted: Vec<String> = known.iter().map(|name| format!("\"{name}\"")).collect();
            let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
            let near = match kind {
                Kind::Text(text) => Near::of(&text.value, known.iter().copied()),
                _ => Near::default(),
            };
            let help = near.help("", || format!("write {}", either(&quoted)));
            Some(near.mend(wrong(help), at.clone(), ""))
        }
    }
}

fn describe(value: &Expression) -> String {
    match &value.kind {
        Kind::Text(text) => format!("\"{}\"", text.value),
        Kind::Number(number) => number.clone(),
        _ => "this".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(text: &str) -> String {
        Case::default().file("en/a.ftl", &format!("a = {{ {text} }}\n")).found(&RULE)
    }

    #[test]
    fn a_misspelt_option_or_value_is_found() {
        assert_eq!(
            found("DATETIME($order_date, dateStile: \"long\")"),
            "locales/en/a.ftl:1:29: `dateStile`: DATETIME() has no option `dateStile`\n  \
             help: did you mean `dateStyle`?\n  fix: write `dateStyle` at locales/en/a.ftl:1:29: `dateStile`"
        );
        assert_eq!(
            found("DATETIME($order_date, dateStyle: \"lang\")"),
            "locales/en/a.ftl:1:41: `lang`: `dateStyle` cannot be \"lang\"\n  help: did you mean `long`?\n  \
             fix: write `long` at locales/en/a.ftl:1:41: `lang`"
        );
        assert_eq!(
            found("MONEY($total, currency: \"try\")"),
            "locales/en/a.ftl:1:21: `currency`: MONEY() has no option `currency`\n  help: its options are display"
        );
        assert_eq!(
            found("NUMBER($n, minimumFractionDigits: \"2\")"),
            "locales/en/a.ftl:1:42: `2`: `minimumFractionDigits` cannot be \"2\"\n  \
             help: write a whole number from 0 to 20, without quotes"
        );
        assert_eq!(
            found("DATETIME($order_date, timeStyle: 1)"),
            "locales/en/a.ftl:1:40: `1`: `timeStyle` cannot be 1\n  help: write \"short\" or \"medium\""
        );
        assert_eq!(
            found("DATETIME($order_date, timeZone: \"Istanbul\")"),
            "locales/en/a.ftl:1:40: `Istanbul`: `timeZone` cannot be \"Istanbul\"\n  \
             help: write a time zone such as \"Europe/Istanbul\""
        );
    }

    #[test]
    fn options_that_are_there_are_no_finding() {
        for text in [
            "MONEY($total, display: \"name\")",
            "NUMBER($n, minimumFractionDigits: 2, useGrouping: \"false\", style: \"percent\", type: \"ordinal\")",
            "DATETIME($order_date, dateStyle: \"full\", timeStyle: \"short\", timeZone: \"Europe/Istanbul\")",
        ] {
            assert_eq!(found(text), "");
        }
    }
}
