//! `markup-in-subject`: HTML in a subject.

use super::super::template::prelude::*;
use crate::analysis::syntax::Node;
use crate::analysis::walk::Templates;
use crate::check::diagnostic::Location;

pub(crate) const RULE: Rule = Rule {
    code: "markup-in-subject",
    summary: "HTML in a subject",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds tags and entities such as `<b>` and `&amp;` in `email.subject.txt`, and in what it includes.

## Why it matters

A subject is plain text: customers read the tag itself.

## Example

```jinja
Your order is <b>here</b> &amp; ready
```

## Instead

```jinja
Your order is here & ready
```
",
};

/// What stands for a character, and that character.
const ENTITIES: [(&str, &str); 9] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&nbsp;", " "),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
];

pub(crate) fn tell(templates: &Templates) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_subject =
        |path: &str| path.rsplit('/').next().is_some_and(|name| name.starts_with("email.subject."));
    for (path, template) in templates.iter().filter(|(path, _)| is_subject(path)) {
        look(templates, &[path], &template.nodes, &mut found);
    }
    found
}

/// `within` are the files that include each other here, the innermost last.
fn look(templates: &Templates, within: &[&str], nodes: &[Node], found: &mut Vec<Diagnostic>) {
    let file = within.last().copied().unwrap_or_default();
    for node in nodes {
        match node {
            Node::Text { text, span } => found.extend(markup(text).map(|(start, length)| {
                let span = span.start + start..span.start + start + length;
                told(Location { file: format!("templates/{file}"), span }, &text[start..start + length])
            })),
            Node::If { then, otherwise, .. } => {
                look(templates, within, then, found);
                look(templates, within, otherwise, found);
            }
            Node::For(of) => {
                look(templates, within, &of.body, found);
                look(templates, within, &of.otherwise, found);
            }
            Node::Capture { body, .. } | Node::Block { body, .. } | Node::Filtered { body, .. } => {
                look(templates, within, body, found);
            }
            Node::Include { path, .. } if !within.contains(&path.as_str()) => {
                look(templates, &[within, &[path]].concat(), templates.nodes(path), found);
            }
            Node::Include { .. } | Node::Print { .. } | Node::Set { .. } | Node::Break | Node::Continue => {}
        }
    }
}

fn told(location: Location, text: &str) -> Diagnostic {
    let message = format!("customers would read `{text}` in the subject, which is plain text");
    match ENTITIES.iter().find(|(entity, _)| *entity == text) {
        Some((_, char)) => Diagnostic::new(&RULE, location.clone(), message, format!("write `{char}`"))
            .with_fix(format!("write `{char}`"), location, (*char).to_owned()),
        None => Diagnostic::new(&RULE, location, message, "leave it out".to_owned()),
    }
}

/// Tags and entities: where each begins, and how long it is.
fn markup(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let starts = text.match_indices(['<', '&']);
    starts.filter_map(|(at, mark)| {
        let rest = &text[at + 1..];
        let (end, fits): (usize, fn(char) -> bool) = match mark {
            "<" => (rest.find('>')?, |char| char.is_ascii_alphabetic() || char == '/'),
            _ => (rest.find(';')?, |char| char.is_ascii_alphanumeric() || char == '#'),
        };
        let inner = &rest[..end];
        let is_tag = mark == "<" && inner.starts_with(fits) && !inner.contains(['<', '\n']);
        let is_entity = mark == "&" && end > 1 && inner.chars().all(fits);
        (is_tag || is_entity).then_some((at, end + 2))
    })
}

#[cfg(test)]
mod tests {
    use crate::catalog::Sources;
    use crate::check::html::tests::{findings, lines};

    fn told(subject: &str) -> Vec<String> {
        let sources = Sources::new()
            .template("_shared/piece.txt", "{{ ready.number }} &nbsp;")
            .template("order_delivered/email.subject.txt", subject);
        lines(&sources, &findings(&sources, &["en"]))
    }

    #[test]
    fn a_subject_is_plain_text() {
        let said = |at: &str, text: &str| {
            format!(
                "{at} markup-in-subject: customers would read `{text}` in the subject, which is plain text"
            )
        };
        let own = |column: usize| format!("order_delivered/email.subject.txt:1:{column}");
        assert_eq!(told("Your <b>order"), [said(&own(6), "<b>")]);
        assert_eq!(told("{% if order.notes %}A &amp; B{% endif %}"), [said(&own(23), "&amp;")]);
        assert_eq!(told("{% include \"_shared/piece.txt\" %}"), [said("_shared/piece.txt:1:20", "&nbsp;")]);
        assert_eq!(told("Q&A; 1 < 2 > 1 & <3 {{ ready.number }}"), Vec::<String>::new());
    }

    #[test]
    fn includes_are_followed_as_far_as_they_go() {
        let include = |piece: usize| format!("{{% include \"_shared/{piece}.txt\" %}}");
        let sources = (1..21).fold(
            Sources::new()
                .template("order_delivered/email.subject.txt", include(1))
                .template("_shared/21.txt", "A &amp; B"),
            |sources, piece| sources.template(format!("_shared/{piece}.txt"), include(piece + 1)),
        );
        let found = lines(&sources, &findings(&sources, &["en"]));
        assert!(found.len() == 1 && found[0].starts_with("_shared/21.txt:1:3"), "{found:?}");
        // One that is circular is refused, and still it is looked at.
        let sources = sources.template("_shared/20.txt", include(21) + &include(1));
        assert_eq!(lines(&sources, &findings(&sources, &["en"])), found);
    }
}
