//! A message refers to a message, attribute or term that is not there.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Kind, LanguageTexts, Near, Sentence, Use};
use crate::check::rule::Rule;
use crate::render::fact;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-reference",
    summary: "a message refers to a message, attribute or term that is not there",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds each `{ message }`, `{ message.attribute }` and `{ -term }` in a locale file that its language does not have.

## Why it matters

The message cannot be written, so nobody gets it.

## Example

```ftl
-club = Example Club
welcome = Welcome to the { -clab }!
```

## Instead

```ftl
-club = Example Club
welcome = Welcome to the { -club }!
```

A value has a dollar sign: `{ $site }`, not `{ site }`.
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.sentences() {
            for used in sentence.pattern.uses() {
                if let Some(id) = used.expression.reference()
                    && !language.is_broken(&id)
                    && language.sentence(&id).is_none()
                {
                    found.push(finding(language, &sentence, &used, &id).for_language(&language.tag));
                }
            }
        }
    }
}

fn finding(language: &LanguageTexts, sentence: &Sentence<'_>, used: &Use<'_>, id: &str) -> Diagnostic {
    let at = sentence.at(&used.expression.span);
    let Kind::Reference { id: base, attribute, .. } = &used.expression.kind else {
        return Diagnostic::new(&RULE, at, format!("there is no `{id}`"), String::new());
    };
    let what = if base.starts_with('-') { "term" } else { "message" };
    let message = match (language.entry(base), attribute) {
        (Some(_), Some(attribute)) => format!("{what} `{base}` has no attribute `.{attribute}`"),
        (Some(_), None) => format!("{what} `{base}` has only attributes and no text of its own"),
        (None, _) => format!("there is no {what} `{base}`"),
    };
    if attribute.is_none() && fact(base).is_some() && language.entry(base).is_none() {
        let help = format!("a value has a dollar sign: write {{ ${base} }}");
        return Diagnostic::new(&RULE, at.clone(), message, help).with_fix(
            format!("write `${base}`"),
            at,
            format!("${base}"),
        );
    }
    let ids: Vec<String> = match (language.entry(base), attribute) {
        (Some(entry), Some(_)) => entry.attributes.iter().map(|own| format!("{base}.{}", own.name)).collect(),
        _ => language
            .sentences()
            .map(|known| known.id())
            .filter(|known| known.starts_with('-') == (what == "term"))
            .collect(),
    };
    let near = Near::of(id, ids.iter().map(String::as_str));
    let help =
        near.help("", || format!("write it into locales/{}/, or take the reference out", language.tag));
    let diagnostic = Diagnostic::new(&RULE, at.clone(), message, help);
    near.mend(diagnostic, at, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(text: &str) -> String {
        let known = "\n-club = Club\n    .gender = male\nhello = Hello\n    .short = Hi\n";
        Case::default().file("en/a.ftl", &format!("{text}{known}")).found(&RULE)
    }

    #[test]
    fn a_reference_to_nothing_is_found() {
        assert_eq!(
            found("a = The { -clab }!"),
            "locales/en/a.ftl:1:11: `-clab`: there is no term `-clab`\n  help: did you mean `-club`?\n  \
             fix: write `-club` at locales/en/a.ftl:1:11: `-clab`"
        );
        assert_eq!(
            found("a = { hello.shrt }"),
            "locales/en/a.ftl:1:7: `hello.shrt`: message `hello` has no attribute `.shrt`\n  \
             help: did you mean `hello.short`?\n  fix: write `hello.short` at locales/en/a.ftl:1:7: `hello.shrt`"
        );
        assert_eq!(
            found("a = { goodbye }"),
            "locales/en/a.ftl:1:7: `goodbye`: there is no message `goodbye`\n  \
             help: write it into locales/en/, or take the reference out"
        );
        assert_eq!(
            found("a = { site }"),
            "locales/en/a.ftl:1:7: `site`: there is no message `site`\n  \
             help: a value has a dollar sign: write { $site }\n  fix: write `$site` at locales/en/a.ftl:1:7: `site`"
        );
    }

    #[test]
    fn a_reference_in_a_variant_or_a_selector_is_found() {
        assert!(
            found("a = { $x ->\n    [b] { -clab }\n   *[c] d\n}").contains("1:1").then_some(()).is_none()
        );
        assert!(found("a = { $x ->\n    [b] { -clab }\n   *[c] d\n}").contains("2:11: `-clab`"));
        assert!(found("a = { -club.case ->\n    [b] c\n   *[c] d\n}").contains("1:7: `-club.case`"));
    }

    #[test]
    fn what_is_there_is_no_finding() {
        assert_eq!(found("a = { hello } { hello.short } { -club } { -club.gender ->\n   *[male] x\n}"), "");
        let region = Case::default().file("tr/a.ftl", "a = A\n").file("tr-CY/a.ftl", "b = { a }\n");
        assert_eq!(region.found(&RULE), "");
    }

    #[test]
    fn a_region_can_take_away_what_its_language_refers_to() {
        let region = Case::default()
            .file("tr/a.ftl", "a = A\n    .b = B\nc = { a.b }\n")
            .file("tr-CY/a.ftl", "a = A\n");
        assert!(
            region.found(&RULE).starts_with("locales/tr/a.ftl:3:7: `a.b`: message `a` has no attribute `.b`")
        );
    }
}
