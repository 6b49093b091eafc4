//! A variant that is never taken.

use std::collections::HashSet;

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Kind, LanguageTexts, Near, Select, Sentence, Value, by, either};
use crate::check::rule::Rule;
use crate::l10n::Categories;
use crate::render::{FactKind, fact};

pub(crate) const RULE: Rule = Rule {
    code: "unreachable-variant",
    summary: "a variant that is never taken",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds variants that no value takes: a plural form that the language does not have, a key that is there twice, a number
where there are only texts, a word that the value can never be.

## Why it matters

It is misspelt, or copied from another language; the words in it are never said.

## Example

```ftl
greeting = { $has_name ->
    [ja] Hallo { $name },
   *[no] Hallo,
}
```

## Instead

```ftl
greeting = { $has_name ->
    [yes] Hallo { $name },
   *[no] Hallo,
}
```
",
};

/// Why a variant is never taken, and what may be meant.
type Reason = (String, Near);

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            let counts = context.counts(language, &sentence);
            for select in sentence.pattern.selects() {
                let is_count = counts.iter().any(|count| std::ptr::eq(*count, select));
                let values = values(context, language, &sentence, select);
                let mut seen = HashSet::new();
                for (at, variant) in select.variants.iter().enumerate() {
                    let twice = !seen.insert((&variant.key, variant.exact));
                    let reason = if twice {
                        Some((
                            format!("[{}] is there twice: the first is taken", variant.key),
                            Near::default(),
                        ))
                    } else if variant.default {
                        None
                    } else if is_count {
                        never_counted(language, select, at)
                    } else {
                        never_said(select, at, &values)
                    };
                    let Some((message, near)) = reason else { continue };
                    let place = sentence.at(&variant.span);
                    let help = near.help("", || "take it out".to_owned());
                    let diagnostic =
                        Diagnostic::new(&RULE, place.clone(), message, help).for_language(&language.tag);
                    found.push(near.mend(diagnostic, place, ""));
                }
            }
        }
    }
}

fn values(
    context: &Context<'_>,
    language: &LanguageTexts,
    sentence: &Sentence<'_>,
    select: &Select,
) -> Vec<Value> {
    match &select.selector.kind {
        Kind::Variable(name) if !sentence.entry.is_term() => {
            context.usage.values(language, &sentence.id(), name)
        }
        _ => vec![Value::Unknown],
    }
}

fn never_counted(language: &LanguageTexts, select: &Select, at: usize) -> Option<Reason> {
    let variant = &select.variants[at];
    let (key, tag) = (&variant.key, &language.tag);
    let plurals = language.plurals.of(&select.selector);
    if variant.exact {
        let is_whole =
            select.selector.variable().and_then(fact).is_some_and(|fact| fact.kind == FactKind::Count);
        let never = is_whole && key.parse::<u32>().is_err();
        return never.then(|| (format!("{} is a whole number, never {key}", by(select)), Near::default()));
    }
    if !plurals.all.contains(&key.as_str()) {
        let known: Vec<&str> =
            plurals.all.iter().copied().filter(|known| !select.has(known, false)).collect();
        let message = if Categories::has_name(key) {
            format!("{tag} has no plural form [{key}]; it has {}", plurals.all.join(", "))
        } else {
            format!("[{key}] is no plural form; {tag} has {}", plurals.all.join(", "))
        };
        return Some((message, Near::of(key, known)));
    }
    let numbers = plurals.whole.get(key.as_str())?;
    let taken = *key != "other" && numbers.len() == 1 && select.names_all(numbers);
    taken.then(|| (format!("[{}] takes the only number of [{key}]", numbers[0]), Near::default()))
}

fn never_said(select: &Select, at: usize, values: &[Value]) -> Option<Reason> {
    let variant = &select.variants[at];
    let (key, by) = (&variant.key, by(select));
    let none = |message: String| Some((message, Near::default()));
    if values.iter().all(|value| matches!(value, Value::Money | Value::Moment)) {
        return none(format!("{by} is {}, which cannot be chosen by", values.first()?.describe()));
    }
    let is_text =
        |value: &Value| matches!(value, Value::Choice(_) | Value::Words | Value::Digits | Value::Date);
    if variant.exact && values.iter().all(is_text) {
        return none(format!("{by} is a text, and [{key}] a number"));
    }
    let mut possible: Vec<&str> = Vec::new();
    for value in values {
        let Value::Choice(known) = value else { return None };
        possible.extend(known.iter());
    }
    if possible.contains(&key.as_str()) {
        return None;
    }
    let left: Vec<&str> = possible.iter().copied().filter(|known| !select.has(known, false)).collect();
    Some((format!("{by} is never {key}; it is {}", either(&possible)), Near::of(key, left)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(path: &str, selector: &str, variants: &[&str]) -> String {
        let variants: String = variants.iter().map(|variant| format!("    {variant} x\n")).collect();
        Case::default().file(path, &format!("a = {{ {selector} ->\n{variants}}}\n")).found(&RULE)
    }

    #[test]
    fn a_variant_that_no_value_takes_is_found() {
        assert_eq!(
            found("en/a.ftl", "$has_name", &["[yess]", "*[no]"]),
            "locales/en/a.ftl:2:6: `yess`: $has_name is never yess; it is yes or no\n  help: did you mean `yes`?\n  \
             fix: write `yes` at locales/en/a.ftl:2:6: `yess`"
        );
        assert_eq!(
            found("en/a.ftl", "$gender", &["[femal]", "[male]", "*[other]"]),
            "locales/en/a.ftl:2:6: `femal`: $gender is never femal; it is male, female or other\n  \
             help: did you mean `female`?\n  fix: write `female` at locales/en/a.ftl:2:6: `femal`"
        );
        assert_eq!(
            found("en/a.ftl", "$item_count", &["[one]", "[few]", "*[other]"]),
            "locales/en/a.ftl:3:6: `few`: en has no plural form [few]; it has one, other\n  help: take it out"
        );
        assert_eq!(
            found("pl/a.ftl", "$item_count", &["[one]", "[fev]", "[many]", "*[other]"]),
            "locales/pl/a.ftl:3:6: `fev`: [fev] is no plural form; pl has one, few, many, other\n  \
             help: did you mean `few`?\n  fix: write `few` at locales/pl/a.ftl:3:6: `fev`"
        );
        assert!(found("en/a.ftl", "$x", &["[a]", "[a]", "*[b]"]).contains("3:6: `a`: [a] is there twice"));
        assert!(
            found("en/a.ftl", "$carrier", &["[1]", "*[b]"]).contains("$carrier is a text, and [1] a number")
        );
        assert!(found("en/a.ftl", "$total", &["[a]", "*[b]"]).contains("cannot be chosen by"));
        assert!(
            found("en/a.ftl", "$item_count", &["[1]", "[one]", "*[other]"])
                .contains("[1] takes the only number")
        );
        assert!(found("en/a.ftl", "$item_count", &["[1.5]", "[one]", "*[other]"]).contains("never 1.5"));
    }

    #[test]
    fn what_a_value_can_be_is_no_finding() {
        assert_eq!(found("en/a.ftl", "$has_name", &["[yes]", "*[no]"]), "");
        assert_eq!(found("en/a.ftl", "$gender", &["[male]", "[female]", "*[other]"]), "");
        assert_eq!(found("en/a.ftl", "$has_name", &["[yes]", "*[other]"]), "", "a default takes the rest");
        assert_eq!(found("en/a.ftl", "$carrier", &["[UPS]", "*[other]"]), "");
        assert_eq!(
            found("ru/a.ftl", "$item_count", &["[1]", "[one]", "[few]", "[many]", "*[other]"]),
            "",
            "21"
        );
        assert_eq!(found("fr/a.ftl", "$item_count", &["[one]", "[many]", "*[other]"]), "", "a million");
    }
}
