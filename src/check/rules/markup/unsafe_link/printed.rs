//! Addresses that are printed, wholly or in part.

use super::RULE;
use super::constant::ends_in_host;
use crate::analysis::syntax::{Expression, Kind, Operator};
use crate::analysis::types::Type;
use crate::analysis::walk::Printed;
use crate::check::diagnostic::Diagnostic;
use crate::check::html::{Hole, Html, Part, Place};
use crate::event::Format;

/// What is wrong with an address that begins with a printed value.
pub(super) fn judge(hole: &Hole, attribute: &str, html: &Html) -> Vec<Diagnostic> {
    let printed = html.printed(hole);
    if printed.is_empty() || is_checked(hole.value) {
        return Vec::new();
    }
    let unchecked = printed.iter().filter(|printed| !is_link(printed));
    unchecked.map(|printed| unchecked_link(hole, printed, attribute, html)).collect()
}

/// Whether the walk knows that a value is an address that has been looked at.
fn is_link(printed: &Printed) -> bool {
    match &printed.kind {
        Type::Fact(name) => name.ends_with("_url"),
        // What is not known has been told elsewhere.
        Type::Link | Type::Unknown => true,
        _ => false,
    }
}

/// Whether an expression gives a checked address whichever of its branches is taken.
fn is_checked(value: &Expression) -> bool {
    match &value.kind {
        Kind::Binary { operator: Operator::Or, left, right } => is_checked(left) && is_checked(right),
        Kind::Binary { operator: Operator::Join, left, .. } => is_checked(left),
        Kind::Choice { then, otherwise, .. } => is_checked(then) && is_checked(otherwise),
        Kind::Filter { of, call } => match call.name.as_str() {
            "url" => true,
            "safe" | "trim" => is_checked(of),
            "default" => {
                is_checked(of) && call.argument("value").is_some_and(|other| is_checked(&other.value))
            }
            _ => false,
        },
        Kind::Field { of, name, .. } => match &of.kind {
            Kind::Name(root) if root == "ready" => name.ends_with("_url"),
            Kind::Name(root) => root == "site" && name == "url",
            _ => false,
        },
        Kind::Text(text) => {
            text.get(.."https://".len()).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
                && text.len() > "https://".len()
        }
        _ => false,
    }
}

fn unchecked_link(hole: &Hole, printed: &Printed, attribute: &str, html: &Html) -> Diagnostic {
    let Printed { path, kind, event, .. } = printed;
    let is_address = matches!(kind, Type::Text(Format::Url | Format::Path))
        || path.starts_with("site.")
        || kind == &Type::Link;
    let (message, help) = if is_address {
        let message = format!("`{path}` is an address that nobody has looked at");
        (message, format!("write {path} | url"))
    } else {
        let message = format!("`{path}` is printed as an address, but it is {}", kind.describe());
        (message, "print an address: a field with `| url`, ready.…_url, or site.url".to_owned())
    };
    // A component's parameter: the fault is in what the caller gives.
    let givers = match &hole.value.kind {
        Kind::Name(name) if name != path => html.arguments(name, path),
        _ => Vec::new(),
    };
    let own = Place::new(hole.at.file, &hole.value.span);
    let (place, note) = match givers.first() {
        Some(giver) => (*giver, Some(hole.at)),
        None => (own, None),
    };
    let source = html.source(place.file, &(place.start..place.end));
    let found = Diagnostic::new(&RULE, place.location(), message, help).for_event(*event);
    let found = match note {
        Some(at) => found.with_note(Some(at.location()), format!("it is printed in `{attribute}` here")),
        None => found,
    };
    if is_address && source == path {
        let text = format!("{source} | url");
        return found.with_fix(format!("write `{text}`"), place.location(), text);
    }
    found
}

/// What is wrong with the values behind the constant start of an address.
pub(super) fn judge_rest(start: &str, rest: &[Part], html: &Html) -> Vec<Diagnostic> {
    let start = start.trim_start().to_ascii_lowercase();
    let Some(Part::Hole(next)) = rest.first() else { return Vec::new() };
    let (fits, wanted): (fn(&Printed) -> bool, _) = match start.as_str() {
        "mailto:" => (is_mailbox, "an e-mail address"),
        "tel:" | "sms:" => (is_phone, "a phone number"),
        _ if ends_in_host(&start) => (is_host, "a host that the shop has set"),
        _ => return Vec::new(),
    };
    let wrong = html.printed(next).iter().filter(|printed| printed.kind != Type::Unknown && !fits(printed));
    wrong
        .map(|printed| {
            let message = format!(
                "`{}` is printed behind `{start}`, but it is {}",
                printed.path,
                printed.kind.describe()
            );
            Diagnostic::new(&RULE, next.at.location(), message, format!("print {wanted}"))
                .for_event(printed.event)
        })
        .collect()
}

fn is_mailbox(printed: &Printed) -> bool {
    !printed.foreign || printed.kind == Type::Text(Format::Email)
}

fn is_phone(printed: &Printed) -> bool {
    !printed.foreign
        || printed.kind == Type::Text(Format::Phone)
        || printed.path == "to"
        || printed.path.ends_with("| phone")
}

fn is_host(printed: &Printed) -> bool {
    !printed.foreign || printed.path == "site_domain"
}
