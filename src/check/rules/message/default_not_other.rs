//! The starred variant of a choice by a number is not `other`.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, by};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "default-not-other",
    summary: "the variant with the star in a choice by a number is not `other`",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds choices by a number whose variant with the star is another than `[other]`.

## Why it matters

The variant with the star says all numbers that no other variant takes: fractions too, for which every language has
`other`. A star at an exact number puts the language's plural rules out of action.

## Example

```ftl
parcels = { $count ->
   *[one] { $count } parcel
    [other] { $count } parcels
}
```

## Instead

```ftl
parcels = { $count ->
    [one] { $count } parcel
   *[other] { $count } parcels
}
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            for select in context.counts(language, &sentence) {
                let starred = select.variants.iter().find(|variant| variant.default);
                let Some(starred) = starred.filter(|starred| starred.exact || starred.key != "other") else {
                    continue;
                };
                let message = format!("the choice by {} has its star at [{}]", by(select), starred.key);
                let help = if select.has("other", false) {
                    "move the star to [other], and let that be the last".to_owned()
                } else {
                    "add a last line *[other] …, and take this star away".to_owned()
                };
                found.push(
                    Diagnostic::new(&RULE, sentence.at(&starred.span), message, help)
                        .for_language(&language.tag),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    #[test]
    fn a_star_elsewhere_is_found() {
        let found = |variants: &str| {
            Case::default().file("en/a.ftl", &format!("a = {{ $item_count ->\n{variants}}}\n")).found(&RULE)
        };
        assert_eq!(
            found("   *[one] x\n    [other] y\n"),
            "locales/en/a.ftl:2:6: `one`: the choice by $item_count has its star at [one]\n  \
             help: move the star to [other], and let that be the last"
        );
        assert_eq!(
            found("    [one] x\n   *[0] y\n"),
            "locales/en/a.ftl:3:6: `0`: the choice by $item_count has its star at [0]\n  \
             help: add a last line *[other] …, and take this star away"
        );
        assert_eq!(found("    [one] x\n   *[other] y\n"), "");
        let gender = "a = { $gender ->\n    [male] x\n   *[female] y\n}\n";
        assert_eq!(Case::default().file("en/a.ftl", gender).found(&RULE), "", "no number");
    }
}
