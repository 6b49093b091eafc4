//! A choice between one variant.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, by};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "selector-without-choice",
    summary: "a choice has only one variant",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds `{ $value -> … }` with a single variant, where it is no choice by a number that lacks its plural forms.

## Why it matters

Everybody gets the same words: either the choice is not needed, or a variant has been lost.

## Example

```ftl
greeting = { $has_name ->
   *[no] Hello,
}
```

## Instead

```ftl
greeting = { $has_name ->
    [yes] Hi { $name },
   *[no] Hello,
}
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            let counts = context.counts(language, &sentence);
            for select in sentence.pattern.selects() {
                // A language with one plural form needs no choice; in others it is the forms that are missing.
                let is_count = counts.iter().any(|count| std::ptr::eq(*count, select));
                let needs_more = is_count && language.plurals.of(&select.selector).whole.len() > 1;
                if select.variants.len() == 1 && !needs_more {
                    let message = format!("the choice by {} has only one variant", by(select));
                    let help =
                        "add the variant that it lacks, or write its words without the choice".to_owned();
                    let at = sentence.at(&select.selector.span);
                    found.push(Diagnostic::new(&RULE, at, message, help).for_language(&language.tag));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    #[test]
    fn a_single_variant_is_found() {
        let found = |text: &str| Case::default().file("en/a.ftl", text).found(&RULE);
        assert_eq!(
            found("a = { $has_name ->\n   *[no] Hello,\n}\n"),
            "locales/en/a.ftl:1:7: `$has_name`: the choice by $has_name has only one variant\n  \
             help: add the variant that it lacks, or write its words without the choice"
        );
        assert_eq!(found("a = { $has_name ->\n    [yes] Hi\n   *[no] Hello,\n}\n"), "");
        assert_eq!(found("a = { $item_count ->\n   *[other] x\n}\n"), "", "it lacks a plural form");
    }
}
