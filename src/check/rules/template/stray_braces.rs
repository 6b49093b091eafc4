//! `stray-braces`: braces of a template that have lost their partner.

use super::prelude::*;
use crate::analysis::walk::TextPiece;
use crate::check::diagnostic::Location;

pub(crate) const RULE: Rule = Rule {
    code: "stray-braces",
    summary: "braces of a template that have lost their partner, and go out as text",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds text of a template that looks like an expression or tag with a brace missing: `{ t(`, `{ order.`, and `}}` or `%}`
that close nothing.

## Why it matters

It is no mistake for the template engine: customers read the braces and what is between them.

## Example

```jinja
{ t(id=\"order-delivered\") }}
```

## Instead

```jinja
{{ t(id=\"order-delivered\") }}
```
",
};

/// What begins like an expression with one brace; `$` does so in locale files, and nowhere here.
const OPENED: [&str; 5] = ["t(", "ready.", "order.", "product.", "$"];

pub(crate) fn tell(texts: &[TextPiece]) -> Vec<Diagnostic> {
    // A constant that is printed stands in quotes, so its bytes are not those of its place.
    let plain = texts.iter().filter(|piece| piece.location.span.len() == piece.text.len());
    plain.filter_map(of_piece).collect()
}

fn of_piece(piece: &TextPiece) -> Option<Diagnostic> {
    let text = piece.text.as_str();
    // Style sheets close two braces at once, so in HTML only a tag's own marks are sure.
    let closes: &[&str] = if piece.location.file.contains(".html") { &["-}}", "%}"] } else { &["}}", "%}"] };
    let closed = closes.iter().filter_map(|mark| Some((text.find(mark)?, mark.len()))).min();
    let opened = text.match_indices('{').find_map(|(at, _)| {
        let inner = text[at + 1..].trim_start();
        OPENED.iter().find(|start| inner.starts_with(**start))?;
        Some((at, 1))
    });
    let (at, length) = opened.into_iter().chain(closed).min()?;
    let start = piece.location.span.start + at;
    let location = Location { file: piece.location.file.clone(), span: start..start + length };
    let message =
        format!("`{}` has lost its partner, so customers read it as it stands", &text[at..at + length]);
    let help = "write {{ … }} around what is printed and {% … %} around a tag".to_owned();
    Some(Diagnostic::new(&RULE, location, message, help).for_event(piece.event))
}
