//! A sentence that nobody says.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::diagnostic::{Diagnostic, Severity};
use crate::check::fluent::{Context, Entry, LanguageTexts, Sentence, reach};
use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "unused-message",
    summary: "no template says a message, nor does a message that is said",
    severity: Severity::Warning,
    documentation: "\
## What it does

Finds messages, attributes and terms that no template says and no other message that is said refers to. `carrier-…`,
`status-…` and `money-…` are used by tellal itself.

## Why it matters

Translators work on it for nothing, or a template says another sentence than was meant.

## Example

`locales/en/` has `order-delivered.old-subject`, and no template has `t(id=\"order-delivered.old-subject\")`.

## Instead

Delete it in all languages, or say it.
",
};

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    // A template that works out its ids may say anything.
    if context.calls.is_empty() || context.calls.iter().any(|call| call.id.is_none()) {
        return;
    }
    for language in own_reference(context) {
        let said = said(context, language);
        let mut whole: BTreeMap<&str, bool> = BTreeMap::new();
        for sentence in language.own_sentences() {
            let is_said = said.contains(&sentence.id());
            *whole.entry(&sentence.entry.id).or_default() |= is_said;
        }
        for sentence in language.own_sentences().filter(|sentence| !said.contains(&sentence.id())) {
            let unsaid = whole.get(sentence.entry.id.as_str()) == Some(&false);
            let is_first = sentence.entry.sentences().next().is_some_and(|first| first.id() == sentence.id());
            if (!unsaid || is_first) && !is_ours(sentence.entry) {
                found.push(finding(&sentence, unsaid).for_language(&language.tag));
            }
        }
    }
}

/// The reference stands for all languages: what others have beyond it is obsolete. Without one, each is looked at.
fn own_reference<'c>(context: &'c Context<'_>) -> Vec<&'c LanguageTexts> {
    match context.reference {
        Some(reference) => vec![reference],
        None => context.locales.languages().iter().collect(),
    }
}

/// What tellal asks for itself.
fn is_ours(entry: &Entry) -> bool {
    ["carrier-", "status-", "money-"].iter().any(|ours| entry.id.starts_with(ours))
}

/// The ids that anybody says, in this language or in another: a translation may refer to a term that this one
/// does without.
fn said(context: &Context<'_>, language: &LanguageTexts) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for call in context.calls.iter().filter_map(|call| call.id.as_deref()) {
        for sentence in reach(language, call) {
            said.insert(sentence.id());
        }
    }
    for entry in language.entries().filter(|entry| is_ours(entry)) {
        for sentence in entry.sentences() {
            said.extend(reach(language, &sentence.id()).iter().map(Sentence::id));
        }
    }
    for other in context.locales.languages() {
        let references = other.sentences().flat_map(|sentence| {
            let id = sentence.id();
            let is_said = !context.usage.calls(other, &id).is_empty();
            let references = sentence.pattern.uses().into_iter().filter(move |_| is_said);
            references.filter_map(|used| used.expression.reference()).collect::<Vec<_>>()
        });
        said.extend(references);
    }
    said
}

fn finding(sentence: &Sentence<'_>, whole: bool) -> Diagnostic {
    let (id, what) = match (sentence.attribute, sentence.entry.is_term()) {
        _ if whole => (sentence.entry.id.clone(), ""),
        (None, false) => (sentence.id(), "the text of "),
        _ => (sentence.id(), ""),
    };
    let message = if sentence.entry.is_term() {
        format!("no message uses {what}`{id}`")
    } else {
        format!("no template says {what}`{id}`")
    };
    let help = if sentence.entry.is_term() {
        "delete it in all languages, or use it".to_owned()
    } else {
        format!("delete it in all languages, or say it: {{{{ t(id=\"{id}\") }}}}")
    };
    let at = if whole { sentence.entry.place() } else { sentence.place() };
    Diagnostic::new(&RULE, at, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fluent::{Case, call};

    const FILE: &str = "a = { b } { -c }\n    .x = X\nb = B\n-c = C\n-d = D\ne = E\n    .y = Y\ncarrier-ups = { f }\nf = F\n";

    #[test]
    fn what_nobody_says_is_found() {
        assert_eq!(
            Case::default().file("en/a.ftl", FILE).call(call("a")).found(&RULE),
            "locales/en/a.ftl:2:5: `.x`: no template says `a.x`\n  \
             help: delete it in all languages, or say it: {{ t(id=\"a.x\") }}\n\
             locales/en/a.ftl:5:1: `-d`: no message uses `-d`\n  help: delete it in all languages, or use it\n\
             locales/en/a.ftl:6:1: `e`: no template says `e`\n  \
             help: delete it in all languages, or say it: {{ t(id=\"e\") }}"
        );
        assert!(
            Case::default()
                .file("en/a.ftl", "a = A\n    .x = X\n")
                .call(call("a.x"))
                .found(&RULE)
                .starts_with("locales/en/a.ftl:1:1: `a`: no template says the text of `a`")
        );
    }

    #[test]
    fn a_template_that_works_out_its_ids_may_say_anything() {
        let mut dynamic = call("a");
        dynamic.id = None;
        assert_eq!(Case::default().file("en/a.ftl", FILE).call(call("a")).call(dynamic).found(&RULE), "");
    }
}
