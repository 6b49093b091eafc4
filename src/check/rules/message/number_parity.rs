//! A translation counts and does not say how many.

use crate::check::diagnostic::{Diagnostic, Location, Severity};
use crate::check::fluent::{Context, Kind, LanguageTexts, Role, Select, Sentence, Use, reach};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "number-parity",
    summary: "a translation chooses by a number and does not print it, as the reference language does",
    severity: Severity::Warning,
    documentation: "\
## What it does

Looks at choices between plural forms by a number that the reference language prints. It tells of the forms for several
numbers (`few`, `many`, `other`) in which a translation does not print it. `one`, `two` and numbers of their own, such as
`[0]`, may do without.

## Why it matters

Customers of one language read how many items are on their way, others do not.

## Example

```ftl
parcel = { $item_count ->
    [one] one item is on its way
   *[other] { $item_count } items are on their way
}
parcel = { $item_count ->
    [one] bir ürün yolda
   *[other] ürünler yolda
}
```

## Instead

```ftl
parcel = { $item_count ->
    [one] bir ürün yolda
   *[other] { $item_count } ürün yolda
}
```
",
};

/// The forms that stand for several numbers.
const SEVERAL: [&str; 3] = ["few", "many", "other"];

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (language, reference) in context.translations() {
        for sentence in language.own_sentences().filter(|sentence| !sentence.entry.is_term()) {
            let id = sentence.id();
            let Some(original) = reference.sentence(&id) else { continue };
            for select in context.counts(language, &sentence) {
                let Some(name) = select.selector.variable() else { continue };
                let silent = silent(language, &sentence, select, name);
                let Some(first) = silent.first() else { continue };
                let Some(printed) = printed_by(context, reference, &original, name) else { continue };
                let forms: Vec<String> =
                    silent.iter().map(|at| format!("[{}]", select.variants[*at].key)).collect();
                let message = format!(
                    "`{id}` does not print ${name} in {}, as it does in {}",
                    forms.join(", "),
                    reference.tag
                );
                let place = sentence.at(&select.variants[*first].span);
                let diagnostic = Diagnostic::new(&RULE, place, message, format!("print it: {{ ${name} }}"))
                    .with_note(Some(printed), format!("${name} in {}", reference.tag));
                found.push(diagnostic.for_language(&language.tag));
            }
        }
    }
}

/// The forms for several numbers in which the number is not printed.
fn silent(language: &LanguageTexts, sentence: &Sentence<'_>, select: &Select, name: &str) -> Vec<usize> {
    let uses = sentence.pattern.uses();
    let printing: Vec<&Use<'_>> = uses.iter().filter(|used| prints(language, used, name)).collect();
    let within = |used: &Use<'_>| {
        used.branches.iter().find(|branch| std::ptr::eq(branch.select, select)).map(|branch| branch.variant)
    };
    // Printed before or behind the choice, it is printed in every form.
    if printing.iter().any(|used| within(used).is_none()) {
        return Vec::new();
    }
    let several = select.variants.iter().enumerate().filter(|(_, variant)| {
        !variant.exact && (variant.default || SEVERAL.contains(&variant.key.as_str()))
    });
    let lacks = |at: &usize| !printing.iter().any(|used| within(used) == Some(*at));
    several.map(|(at, _)| at).filter(lacks).collect()
}

/// Where the reference language prints the number in a form for several numbers, or outside of all forms.
fn printed_by(
    context: &Context<'_>,
    reference: &LanguageTexts,
    original: &Sentence<'_>,
    name: &str,
) -> Option<Location> {
    let selects = context.counts(reference, original);
    let by_number = |select: &Select| select.selector.variable() == Some(name);
    for select in selects.into_iter().filter(|select| by_number(select)) {
        if !silent(reference, original, select, name).is_empty() {
            return None;
        }
    }
    let uses = original.pattern.uses();
    uses.iter().rfind(|used| prints(reference, used, name)).map(|used| original.at(&used.expression.span))
}

/// Whether this prints a variable, itself or through a message.
fn prints(language: &LanguageTexts, used: &Use<'_>, name: &str) -> bool {
    if used.role != Role::Printed {
        return false;
    }
    match (&used.expression.kind, used.expression.reference()) {
        (Kind::Variable(variable), _) => variable == name,
        (_, Some(id)) if !id.starts_with('-') => reach(language, &id).iter().any(|reached| {
            let uses = reached.pattern.uses();
            uses.iter().any(|used| {
                used.role == Role::Printed
                    && matches!(&used.expression.kind, Kind::Variable(variable) if variable == name)
            })
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    const ENGLISH: &str = "a = { $n ->\n    [one] one item\n   *[other] { $n } items\n}\nb = { $n }\n";

    fn found(path: &str, text: &str) -> String {
        Case::default().file("en/a.ftl", ENGLISH).file(path, text).found(&RULE)
    }

    #[test]
    fn a_number_in_no_form_is_found() {
        assert_eq!(
            found("tr/a.ftl", "a = { $n ->\n    [one] bir ürün\n   *[other] ürünler\n}\n"),
            "locales/tr/a.ftl:3:6: `other`: `a` does not print $n in [other], as it does in en\n  \
             help: print it: { $n }\n  note: locales/en/a.ftl:3:15: `$n` $n in en"
        );
        assert!(
            found("pl/a.ftl", "a = { $n ->\n    [one] x\n    [few] y\n    [many] z\n   *[other] v\n}\n")
                .contains("3:6: `few`: `a` does not print $n in [few], [many], [other], as it does in en")
        );
    }

    #[test]
    fn a_number_that_one_form_lacks_is_found() {
        assert!(
            found(
                "pl/a.ftl",
                "a = { $n ->\n    [one] x\n    [few] { $n } y\n    [many] z\n   *[other] { $n } v\n}\n"
            )
            .contains("4:6: `many`: `a` does not print $n in [many]")
        );
    }

    #[test]
    fn one_and_numbers_of_their_own_may_do_without() {
        assert_eq!(
            found("tr/a.ftl", "a = { $n ->\n    [0] yok\n    [one] bir ürün\n   *[other] { $n } ürün\n}\n"),
            ""
        );
        assert_eq!(found("tr/a.ftl", "a = { $n } { $n ->\n    [one] ürün\n   *[other] ürünler\n}\n"), "");
        assert_eq!(
            found("tr/a.ftl", "a = { $n ->\n    [one] bir\n   *[other] { b } ürün\n}\nb = { $n }\n"),
            ""
        );
        assert_eq!(found("tr/a.ftl", "a = { $n ->\n    [one] bir\n   *[other] { NUMBER($n) } ürün\n}\n"), "");
    }

    #[test]
    fn what_the_reference_does_not_print_nobody_misses() {
        let both = |english: &str| {
            let turkish = "a = { $n ->\n    [one] bir ürün\n   *[other] ürünler\n}\n";
            Case::default().file("en/a.ftl", english).file("tr/a.ftl", turkish).found(&RULE)
        };
        assert_eq!(both("a = { $n ->\n    [one] { $n } item\n   *[other] items\n}\n"), "");
        assert!(both("a = { $n } items\n").contains("does not print $n in [other]"));
    }
}
