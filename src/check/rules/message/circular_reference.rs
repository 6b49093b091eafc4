//! Messages that refer to each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, LanguageTexts, Sentence, Span};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "circular-reference",
    summary: "messages refer to each other in a circle",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds messages and terms that refer to themselves, directly or through others.

## Why it matters

The message cannot be written, so nobody gets it.

## Example

```ftl
hello = Hello { name }
name = { hello }
```

## Instead

```ftl
hello = Hello { name }
name = John
```
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for language in context.locales.languages() {
        for circle in circles(language) {
            found.extend(finding(language, &circle).map(|found| found.for_language(&language.tag)));
        }
    }
}

fn finding(language: &LanguageTexts, circle: &[String]) -> Option<Diagnostic> {
    let [first, rest @ ..] = circle else { return None };
    let sentence = language.sentence(first)?;
    let next = rest.first().unwrap_or(first);
    let span = references(&sentence).into_iter().find(|(id, _)| id == next)?.1;
    let names: Vec<String> = rest.iter().chain([first]).map(|id| format!("`{id}`")).collect();
    let message = format!("`{first}` refers to itself, through {}", names.join(", then "));
    let message = if rest.is_empty() { format!("`{first}` refers to itself") } else { message };
    let help = "write the words themselves in one of them".to_owned();
    Some(Diagnostic::new(&RULE, sentence.at(&span), message, help))
}

fn references(sentence: &Sentence<'_>) -> Vec<(String, Span)> {
    let uses = sentence.pattern.uses().into_iter();
    uses.filter_map(|used| Some((used.expression.reference()?, used.expression.span.clone()))).collect()
}

/// Each circle once, from its first id in alphabetical order. Walked without recursion: a chain may be long.
fn circles(language: &LanguageTexts) -> Vec<Vec<String>> {
    let ids =
        |sentence: &Sentence<'_>| references(sentence).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let graph: BTreeMap<String, Vec<String>> =
        language.sentences().map(|sentence| (sentence.id(), ids(&sentence))).collect();
    let (mut done, mut found) = (BTreeSet::new(), BTreeSet::new());
    for start in graph.keys() {
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        let mut on_path: BTreeSet<&str> = BTreeSet::from([start.as_str()]);
        while let Some((id, next)) = path.last_mut() {
            let id: &str = id;
            let Some(target) =
                graph.get(id).and_then(|targets| targets.get(*next)).filter(|_| !done.contains(id))
            else {
                done.insert(id);
                on_path.remove(id);
                path.pop();
                continue;
            };
            *next += 1;
            if on_path.contains(target.as_str()) {
                let from = path.iter().position(|(id, _)| id == target).unwrap_or(0);
                found.insert(from_first(path[from..].iter().map(|(id, _)| (*id).to_owned()).collect()));
            } else if !done.contains(target.as_str()) && graph.contains_key(target) {
                on_path.insert(target);
                path.push((target, 0));
            }
        }
    }
    found.into_iter().collect()
}

fn from_first(mut circle: Vec<String>) -> Vec<String> {
    let first = (0..circle.len()).min_by_key(|at| &circle[*at]).unwrap_or(0);
    circle.rotate_left(first);
    circle
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::Case;

    fn found(text: &str) -> String {
        Case::default().file("en/a.ftl", text).found(&RULE)
    }

    #[test]
    fn a_circle_is_found_once() {
        assert_eq!(
            found("c = { a }\na = { b }\nb = Hello { c } { c }\nd = { a }\n"),
            "locales/en/a.ftl:2:7: `b`: `a` refers to itself, through `b`, then `c`, then `a`\n  \
             help: write the words themselves in one of them"
        );
        assert_eq!(
            found("-a = { -a }\n"),
            "locales/en/a.ftl:1:8: `-a`: `-a` refers to itself\n  help: write the words themselves in one of them"
        );
        assert!(
            found("a = { $x ->\n    [b] { b.c }\n   *[d] e\n}\nb = B\n    .c = { a }\n")
                .contains("through `b.c`")
        );
    }

    #[test]
    fn a_chain_of_any_length_is_no_circle() {
        assert_eq!(found("a = { b } { c }\nb = { c }\nc = C\n    .d = { a }\n"), "");
        let chain: String = (0..20_000).map(|n| format!("m{n} = {{ m{} }}\n", n + 1)).collect();
        assert_eq!(found(&chain), "");
    }
}
