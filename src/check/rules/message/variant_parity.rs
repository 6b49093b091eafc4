//! One form of a choice lacks a value that all its other forms print.

use std::collections::BTreeSet;

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Kind, Pattern, Select, Sentence};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "variant-parity",
    summary: "one form of a choice lacks a value that all its other forms print",
    severity: Severity::Warning,
    documentation: "\
## What it does

Compares the values that the forms of one choice print, but for the value that is chosen by. It tells of a form that
lacks what all others have, where there are three forms or more, or where the forms are plural forms.

## Why it matters

The forms of a sentence say the same of different numbers. A value that one of them lacks was forgotten or mixed up
with another.

## Example

```ftl
parcels = { $item_count ->
    [one] { $site }: one parcel is on its way.
   *[other] { $number }: { $item_count } parcels are on their way.
}
```

## Instead

```ftl
parcels = { $item_count ->
    [one] { $site }: one parcel is on its way.
   *[other] { $site }: { $item_count } parcels are on their way.
}
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            for select in sentence.pattern.selects() {
                odd_ones(&sentence, select, found);
            }
        }
    }
}

fn odd_ones(sentence: &Sentence<'_>, select: &Select, found: &mut Vec<Diagnostic>) {
    let printed: Vec<BTreeSet<String>> =
        select.variants.iter().map(|variant| values(&variant.value)).collect();
    let is_plural = select.variants.iter().all(|variant| !variant.exact)
        && select.variants.iter().any(|variant| ["one", "few", "many"].contains(&variant.key.as_str()));
    if printed.len() < 2 || (printed.len() == 2 && !is_plural) {
        return;
    }
    let all: BTreeSet<&String> = printed.iter().flatten().collect();
    for name in all {
        let lacking: Vec<usize> =
            (0..printed.len()).filter(|index| !printed[*index].contains(name)).collect();
        let [only] = lacking.as_slice() else { continue };
        if select.selector.variable() == Some(name) {
            continue;
        }
        let variant = &select.variants[*only];
        let message = format!("[{}] does not print ${name}, as the other forms do", variant.key);
        let help = format!("write {{ ${name} }} here too, or leave it out everywhere");
        found.push(Diagnostic::new(&RULE, sentence.at(&variant.span), message, help));
    }
}

fn values(pattern: &Pattern) -> BTreeSet<String> {
    let uses = pattern.uses();
    let names = uses.iter().filter_map(|used| match &used.expression.kind {
        Kind::Variable(name) => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(text: &str) -> String {
        Case::default().file("en/a.ftl", text).found(&RULE)
    }

    #[test]
    fn the_odd_form_is_told() {
        let three = "a = { $other_count ->\n    [0] { $site }\n    [one] { $number }\n   *[other] { $site } { $other_count }\n}\n";
        assert_eq!(
            found(three),
            "locales/en/a.ftl:3:6: `one`: [one] does not print $site, as the other forms do\n  help: write { $site } here too, or leave it out everywhere"
        );
        assert_eq!(found(&three.replace("$number", "$site")), "");
    }

    #[test]
    fn two_forms_differ_only_where_they_are_no_plural() {
        assert_eq!(found("a = { $has_name ->\n    [yes] { $name }\n   *[no] Hello\n}\n"), "");
        assert!(!found("a = { $item_count ->\n    [one] { $site }\n   *[other] Hello\n}\n").is_empty());
    }
}
