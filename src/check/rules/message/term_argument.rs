//! A term is given what it does not use.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Expression, Kind, Near, Role, Sentence, Span};
use crate::check::rule::Rule;
use crate::check::rules::message::term_variable::term_calls;

pub(crate) const RULE: Rule = Rule {
    code: "term-argument",
    summary: "a term is given an argument or a form that it does not have",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds arguments in the parentheses behind a term that the term does not use, and forms that it does not have.

## Why it matters

The term takes its default form, which is most likely the wrong one here.

## Example

```ftl
-club = { $form ->
   *[plain] Example Club
    [of] Example Club's
}
offers = { -club(form: \"off\") } offers
```

## Instead

```ftl
offers = { -club(form: \"of\") } offers
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for (user, id, arguments) in term_calls(language) {
            let Some(term) = language.sentence(&id) else { continue };
            for argument in &arguments.positional {
                let message = format!("term `{id}` takes only arguments with a name");
                let help = format!("give it a name, or take it out: {{ {id}(form: \"…\") }}");
                found.push(Diagnostic::new(&RULE, user.at(&argument.span), message, help));
            }
            for (name, span, value) in &arguments.named {
                found.extend(
                    unused(&user, &term, (name, span, value)).map(|found| found.for_language(&language.tag)),
                );
            }
        }
    }
}

fn unused(
    user: &Sentence<'_>,
    term: &Sentence<'_>,
    argument: (&str, &Span, &Expression),
) -> Option<Diagnostic> {
    let (name, span, value) = argument;
    let id = term.id();
    let uses = term.pattern.uses();
    let variables = uses.iter().filter_map(|used| match &used.expression.kind {
        Kind::Variable(known) => Some(known.as_str()),
        _ => None,
    });
    let variables: Vec<&str> = variables.collect();
    if !variables.contains(&name) {
        let near = Near::of(name, variables);
        let help = near.help("", || "take it out".to_owned());
        let message = format!("term `{id}` does not use `{name}`");
        return Some(near.mend(Diagnostic::new(&RULE, user.at(span), message, help), user.at(span), ""));
    }
    let Kind::Text(text) = &value.kind else { return None };
    let selects = term.pattern.selects();
    let forms: Vec<&str> = selects
        .iter()
        .filter(|select| select.selector.variable() == Some(name))
        .flat_map(|select| select.variants.iter().map(|variant| variant.key.as_str()))
        .collect();
    let prints = uses.iter().any(|used| {
        used.role == Role::Printed && matches!(&used.expression.kind, Kind::Variable(known) if known == name)
    });
    if prints || forms.contains(&text.value.as_str()) {
        return None;
    }
    let near = Near::of(&text.value, forms.iter().copied());
    let help = near.help("", || format!("it has {}", forms.join(", ")));
    let message = format!("term `{id}` has no form `{}`", text.value);
    Some(near.mend(Diagnostic::new(&RULE, user.at(&value.span), message, help), user.at(&value.span), ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(arguments: &str) -> String {
        let term = "-club = { $form ->\n   *[plain] Club\n    [of] Club's\n}\n";
        Case::default().file("en/a.ftl", &format!("{term}a = {{ -club({arguments}) }}\n")).found(&RULE)
    }

    #[test]
    fn what_the_term_does_not_use_is_found() {
        assert_eq!(
            found("colour: \"of\""),
            "locales/en/a.ftl:5:13: `colour`: term `-club` does not use `colour`\n  help: take it out"
        );
        assert_eq!(
            found("frm: \"of\""),
            "locales/en/a.ftl:5:13: `frm`: term `-club` does not use `frm`\n  help: did you mean `form`?\n  \
             fix: write `form` at locales/en/a.ftl:5:13: `frm`"
        );
        assert_eq!(
            found("form: \"off\""),
            "locales/en/a.ftl:5:20: `off`: term `-club` has no form `off`\n  help: did you mean `of`?\n  \
             fix: write `of` at locales/en/a.ftl:5:20: `off`"
        );
        assert!(found("\"of\"").contains("takes only arguments with a name"));
    }

    #[test]
    fn a_form_that_there_is_is_no_finding() {
        assert_eq!(found("form: \"of\""), "");
        assert_eq!(found("form: \"plain\""), "");
    }
}
