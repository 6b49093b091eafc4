//! A choice by a number lacks a plural form that the language needs.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, by, some_of};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "missing-plural",
    summary: "a choice by a number lacks a plural form that the language needs",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds choices by a number that lack a plural form into which whole numbers of the language fall (CLDR's categories). A
form whose numbers all have variants of their own, such as `[1]`, is not missed.

## Why it matters

The default variant says those numbers with the wrong ending: \"5 paczki\" for \"5 paczek\".

## Example

```ftl
parcels = { $count ->
    [one] { $count } paczka
    [few] { $count } paczki
   *[other] { $count } paczki
}
```

## Instead

```ftl
parcels = { $count ->
    [one] { $count } paczka
    [few] { $count } paczki
    [many] { $count } paczek
   *[other] { $count } paczki
}
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            for select in context.counts(language, &sentence) {
                for (category, numbers) in &language.plurals.of(&select.selector).whole {
                    // Whether the default is for `other` is a question of its own.
                    if *category == "other" || select.has(category, false) || select.names_all(numbers) {
                        continue;
                    }
                    let (by, tag) = (by(select), &language.tag);
                    let numbers = some_of(numbers);
                    let message =
                        format!("the choice by {by} lacks [{category}], which {tag} needs for {numbers}");
                    let help = format!("add a line before the one with the star: [{category}] …");
                    found.push(
                        Diagnostic::new(&RULE, sentence.at(&select.selector.span), message, help)
                            .for_language(tag),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::types::Type;
    use crate::check::fluent::{Case, call};

    fn found(path: &str, selector: &str, variants: &[&str]) -> String {
        let variants: String = variants.iter().map(|variant| format!("    {variant} x\n")).collect();
        let text = format!("a = {{ {selector} ->\n{variants}}}\n");
        Case::default().file(path, &text).call(call("a").passing("n", Type::Number)).found(&RULE)
    }

    #[test]
    fn a_form_that_the_language_needs_is_found() {
        assert_eq!(
            found("pl/a.ftl", "$n", &["[one]", "[few]", "*[other]"]),
            "locales/pl/a.ftl:1:7: `$n`: the choice by $n lacks [many], which pl needs for 0, 5, 6, …\n  \
             help: add a line before the one with the star: [many] …"
        );
        assert!(found("en/a.ftl", "$n", &["*[other]"]).contains("lacks [one], which en needs for 1\n"));
        assert!(found("en/a.ftl", "$item_count", &["[0]", "*[other]"]).contains("lacks [one]"));
        assert!(
            found("en/a.ftl", "NUMBER($n, type: \"ordinal\")", &["[one]", "[two]", "*[other]"])
                .contains("[few]")
        );
        assert!(
            found("ar/a.ftl", "$n", &["[zero]", "[one]", "[few]", "[many]", "*[other]"]).contains("[two]")
        );
    }

    #[test]
    fn exact_numbers_cover_a_form_that_has_no_others() {
        assert_eq!(found("en/a.ftl", "$n", &["[1]", "*[other]"]), "");
        assert_eq!(found("ar/a.ftl", "$n", &["[0]", "[1]", "[2]", "[few]", "[many]", "*[other]"]), "");
        assert!(
            found("ru/a.ftl", "$n", &["[1]", "[few]", "[many]", "*[other]"]).contains("lacks [one]"),
            "21"
        );
    }

    #[test]
    fn what_does_not_count_is_no_finding() {
        assert_eq!(found("pl/a.ftl", "$gender", &["[male]", "*[other]"]), "");
        assert_eq!(found("pl/a.ftl", "$x", &["[a]", "*[other]"]), "");
        assert_eq!(found("ja/a.ftl", "$n", &["[0]", "*[other]"]), "", "Japanese has one form");
    }

    #[test]
    fn another_language_tells_that_a_choice_counts() {
        let english = "a = { $x ->\n    [one] x\n   *[other] y\n}\n";
        let case =
            Case::default().file("en/a.ftl", english).file("de/a.ftl", "a = { $x ->\n   *[other] y\n}\n");
        assert!(case.found(&RULE).starts_with("locales/de/a.ftl:1:7: `$x`"));
    }
}
