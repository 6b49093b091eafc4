//! A function gets a value that it cannot write.

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Expression, Kind, LanguageTexts, Sentence, Value};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "wrong-argument",
    summary: "NUMBER(), MONEY() or DATETIME() gets a value that it cannot write",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds `MONEY()` of what is no amount of money, `DATETIME()` of what is no date and `NUMBER()` of what is no number, by
the kind of the ready facts and of what the templates pass.

## Why it matters

The message cannot be written, so nobody gets it.

## Example

```ftl
total = { NUMBER($total) }
```

## Instead

```ftl
total = { MONEY($total) }
```

A value that `ready` or a filter has written is a text, and printed as it is: `{ $price }`.
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for sentence in language.own_sentences() {
            for used in sentence.pattern.uses() {
                let Kind::Function { name, arguments } = &used.expression.kind else { continue };
                let message = match arguments.positional.as_slice() {
                    [] => Some(format!("{name}() has nothing to write")),
                    [value] => unfit(context, language, &sentence, name, value),
                    _ => Some(format!("{name}() writes one value")),
                };
                let at = sentence.at(&used.expression.span);
                let help = help(name, arguments.positional.first());
                found
                    .extend(message.map(|message| {
                        Diagnostic::new(&RULE, at, message, help).for_language(&language.tag)
                    }));
            }
        }
    }
}

fn help(function: &str, value: Option<&Expression>) -> String {
    match (function, value.and_then(Expression::variable)) {
        (_, Some(variable)) => format!("print it as it is: {{ ${variable} }}"),
        ("MONEY", None) => "write MONEY($total)".to_owned(),
        ("DATETIME", None) => "write DATETIME($order_date)".to_owned(),
        _ => "write NUMBER($item_count)".to_owned(),
    }
}

fn unfit(
    context: &Context<'_>,
    language: &LanguageTexts,
    sentence: &Sentence<'_>,
    function: &str,
    value: &Expression,
) -> Option<String> {
    let fits = |value: Value| match function {
        "NUMBER" => matches!(value, Value::Number | Value::Digits | Value::Text | Value::Unknown),
        "MONEY" => matches!(value, Value::Money | Value::Unknown),
        "DATETIME" => matches!(value, Value::Moment | Value::Date | Value::Text | Value::Unknown),
        _ => true,
    };
    let (values, name) = match &value.kind {
        Kind::Variable(name) if sentence.entry.is_term() => (vec![Value::Unknown], format!("${name}")),
        Kind::Variable(name) => (context.usage.values(language, &sentence.id(), name), format!("${name}")),
        Kind::Number(number) => (vec![Value::Number], number.clone()),
        Kind::Text(text) => (vec![Value::Text], format!("\"{}\"", text.value)),
        Kind::Function { name, .. } if name == "NUMBER" => (vec![Value::Number], "NUMBER()".to_owned()),
        Kind::Function { name, .. } => (vec![Value::Words], format!("{name}()")),
        Kind::Reference { .. } => (vec![Value::Words], "a message".to_owned()),
        Kind::Select(_) => return None,
    };
    let unfit = values.into_iter().find(|value| !fits(*value))?;
    let wants = match function {
        "MONEY" => Value::Money,
        "DATETIME" => Value::Moment,
        _ => Value::Number,
    };
    Some(format!("{function}() writes {}, and {name} is {}", wants.describe(), unfit.describe()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::types::Type;
    use crate::check::fluent::{Case, call};
    use crate::event::Format;

    fn found(text: &str, passed: Option<Type>) -> String {
        let call = call("a");
        let call = match passed {
            Some(passed) => call.passing("x", passed),
            None => call,
        };
        Case::default().file("en/a.ftl", &format!("a = {{ {text} }}\n")).call(call).found(&RULE)
    }

    #[test]
    fn a_value_of_another_kind_is_found() {
        assert_eq!(
            found("MONEY($number)", None),
            "locales/en/a.ftl:1:7: `MONEY`: MONEY() writes an amount of money, and $number is a text\n  \
             help: print it as it is: { $number }"
        );
        assert!(
            found("NUMBER($total)", None)
                .contains("NUMBER() writes a number, and $total is an amount of money")
        );
        assert!(
            found("DATETIME($total)", None)
                .contains("DATETIME() writes a date, and $total is an amount of money")
        );
        assert!(found("MONEY($x)", Some(Type::Fact("total"))).contains("$x is a text"), "written already");
        assert!(found("MONEY($x)", Some(Type::Amount)).contains("$x is an amount as text"));
        assert!(found("DATETIME($x)", Some(Type::Number)).contains("$x is a number"));
        assert!(found("NUMBER()", None).contains("NUMBER() has nothing to write"));
        assert!(found("NUMBER($x, $y)", None).contains("NUMBER() writes one value"));
    }

    #[test]
    fn a_value_that_fits_is_no_finding() {
        for (text, passed) in [
            ("MONEY($total)", None),
            ("DATETIME($order_date)", None),
            ("NUMBER($item_count)", None),
            ("NUMBER($x)", Some(Type::Amount)),
            ("NUMBER($x)", Some(Type::Fact("item_count"))),
            ("DATETIME($x)", Some(Type::Text(Format::DateTime))),
            ("MONEY($x)", Some(Type::Unknown)),
        ] {
            assert_eq!(found(text, passed), "");
        }
    }
}
