//! A term prints a value that it is not given.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Arguments, Context, Kind, LanguageTexts, Role, Sentence};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "term-variable",
    summary: "a term uses a value that nobody gives it",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds each `$value` in a term that the messages using the term do not pass along.

## Why it matters

A term holds fixed words. It sees neither `$site` nor any other value, only what stands in the parentheses behind its
name. A value that it prints all the same stops the message; one that it chooses by always takes the default.

## Example

```ftl
-club = { $site } Club
welcome = Welcome to the { -club }!
```

## Instead

```ftl
-club = Club
welcome = Welcome to the { $site } { -club }!
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        let calls = term_calls(language);
        for sentence in language.own_sentences().filter(|sentence| sentence.entry.is_term()) {
            let id = sentence.id();
            let given: Vec<&Arguments> = calls
                .iter()
                .filter(|(_, called, _)| *called == id)
                .map(|(_, _, arguments)| *arguments)
                .collect();
            for used in sentence.pattern.uses() {
                let Kind::Variable(name) = &used.expression.kind else { continue };
                let gives =
                    |arguments: &&Arguments| arguments.named.iter().any(|(given, _, _)| given == name);
                let enough = match used.role {
                    Role::Printed => !given.is_empty() && given.iter().all(gives),
                    Role::Selected => given.is_empty() || given.iter().any(gives),
                };
                if !enough {
                    found.push(
                        finding(&sentence, name, used.expression.span.clone()).for_language(&language.tag),
                    );
                }
            }
        }
    }
}

fn finding(sentence: &Sentence<'_>, name: &str, span: std::ops::Range<usize>) -> Diagnostic {
    let term = &sentence.entry.id;
    let message = format!("term `{term}` does not see ${name}: nobody passes it");
    let help = format!(
        "use ${name} in the message beside {{ {term} }}, or pass a fixed word: {{ {term}({name}: \"…\") }}"
    );
    Diagnostic::new(&RULE, sentence.at(&span), message, help)
}

/// Where terms are used, by which name, with which arguments.
pub(super) fn term_calls(language: &LanguageTexts) -> Vec<(Sentence<'_>, String, &Arguments)> {
    let mut calls = Vec::new();
    for sentence in language.sentences() {
        for used in sentence.pattern.uses() {
            if let Kind::Reference { id, arguments, .. } = &used.expression.kind
                && id.starts_with('-')
                && let Some(reference) = used.expression.reference()
            {
                calls.push((sentence.clone(), reference, arguments));
            }
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(text: &str) -> String {
        Case::default().file("en/a.ftl", text).found(&RULE)
    }

    #[test]
    fn a_value_that_nobody_passes_is_found() {
        assert_eq!(
            found("-club = { $site } Club\na = The { -club }\n"),
            "locales/en/a.ftl:1:11: `$site`: term `-club` does not see $site: nobody passes it\n  \
             help: use $site in the message beside { -club }, or pass a fixed word: { -club(site: \"…\") }"
        );
        assert!(found("-club = { $form ->\n   [of] a\n  *[plain] b\n}\na = { -club }\n").contains("`$form`"));
    }

    #[test]
    fn what_is_passed_is_no_finding() {
        assert_eq!(found("-club = { $site } Club\na = The { -club(site: \"X\") }\n"), "");
        let chosen =
            "-club = { $form ->\n   [of] a\n  *[plain] b\n}\na = { -club } { -club(form: \"of\") }\n";
        assert_eq!(found(chosen), "");
    }
}
