//! `email-limits`: an e-mail that mail programs cut or show badly.

use super::super::template::prelude::*;
use super::places::largest;
use super::trials::Trials;
use crate::analysis::syntax::{Kind, Node};
use crate::analysis::walk::Templates;
use crate::catalog::Part;
use crate::check::diagnostic::Location;
use crate::check::trial::{Cell, Tried};
use crate::recipient::channel::Channel;

pub(crate) const RULE: Rule = Rule {
    code: "email-limits",
    summary: "an e-mail that mail programs cut or show badly",
    severity: Severity::Warning,
    documentation: "\
## What it does

Tells of subjects over 78 characters (RFC 5322 §2.1.1), of e-mails over 102 KB, where Gmail cuts, and of e-mails that have no words left for readers without HTML.

## Why it matters

The end of a long subject is not shown on a phone. A message that is cut loses its footer.

## Example

```jinja
{{ t(id=\"order-delivered.subject\") }} with a name of 70 letters
```

## Instead

Let long values come last in a subject, and cut them with `shorten`. List the first items only.
",
};

/// The longest line that RFC 5322 §2.1.1 recommends.
const SUBJECT: usize = 78;
/// Gmail shows no more of a message's HTML than this.
const CUT: usize = 102 * 1024;

pub(crate) fn tell(trials: &Trials, found: &mut Vec<Diagnostic>) {
    let cells = || trials.results.iter().filter(|(cell, _)| cell.channel == Channel::Email);
    found.extend(largest(cells().filter_map(|(cell, tried)| long_subject(trials, cell, tried)).collect()));
    found.extend(largest(cells().filter_map(|(cell, tried)| large_page(trials, cell, tried)).collect()));
    for (cell, _) in cells().filter(|(_, tried)| !tried.no_text.is_empty()) {
        let message = "nothing of this e-mail is left for readers without HTML".to_owned();
        let help = "say it in words, or add email.txt beside it".to_owned();
        found.push(finding(cell, trials.part(cell, Part::EmailHtml), message, help));
    }
}

fn long_subject(trials: &Trials, cell: &Cell, tried: &Tried) -> Option<(usize, Diagnostic)> {
    let size = tried.worst.as_ref().filter(|size| size.units > SUBJECT)?;
    let units = size.units;
    let message = format!("this subject may have {units} characters; mail programs show {SUBJECT} at most");
    let template = trials.part(cell, Part::EmailSubject);
    let longest = trials.longest(cell, &tried.worst_said, Some(&template.file));
    let place = longest.as_ref().map_or(template, |longest| longest.place.clone());
    let help = "shorten the words, or cut the value with `shorten`".to_owned();
    let diagnostic = finding(cell, place, message, help);
    Some((
        units,
        match longest {
            Some(longest) => diagnostic.with_note(None, longest.describe()),
            None => diagnostic,
        },
    ))
}

fn large_page(trials: &Trials, cell: &Cell, tried: &Tried) -> Option<(usize, Diagnostic)> {
    let bytes = tried.worst.as_ref().map(|size| size.bytes).filter(|bytes| *bytes > CUT)?;
    let message = format!("this e-mail may have {} KB; Gmail cuts at 102", bytes / 1024);
    let help = "list fewer items, such as order.orderitem_set[:8]".to_owned();
    let part = trials.part(cell, Part::EmailHtml);
    let path = part.file.trim_start_matches("templates/").to_owned();
    let templates = &trials.model.templates;
    let place = first_loop(templates, &[&path], templates.nodes(&path)).unwrap_or(part);
    Some((bytes, finding(cell, place, message, help)))
}

/// The first `{% for … %}` of a template, or of what it includes: what repeats makes a page large. `within` are the
/// files that include each other here, the innermost last.
fn first_loop(templates: &Templates, within: &[&str], nodes: &[Node]) -> Option<Location> {
    let below = |nodes: &[Node]| first_loop(templates, within, nodes);
    let file = || format!("templates/{}", within.last().copied().unwrap_or_default());
    nodes.iter().find_map(|node| match node {
        Node::For(of) => Some(Location { file: file(), span: of.span.clone() }),
        Node::Block { body, .. } | Node::Capture { body, .. } | Node::Filtered { body, .. } => below(body),
        Node::If { then, otherwise, .. } => below(then).or_else(|| below(otherwise)),
        Node::Print { value, .. } => match &value.kind {
            Kind::Component(call) => call.body.as_deref().and_then(below),
            _ => None,
        },
        Node::Include { path, .. } if !within.contains(&path.as_str()) => {
            first_loop(templates, &[within, &[path]].concat(), templates.nodes(path))
        }
        _ => None,
    })
}

fn finding(cell: &Cell, place: Location, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, place, message, help).for_event(cell.event).for_language(&cell.language)
}
