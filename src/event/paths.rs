//! Every name that an event brings, as templates write it: what `tellal vars` lists.

use serde_json::Value;

use super::shape::{Field, Format, Shape};
use super::{EventKind, RECEIVER_USER};

/// One name with what the contract says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPath {
    /// As `order.orderitem_set[].price`; `[]` stands for each item of a list.
    pub name: String,
    /// Whether it, or something above it, may be missing.
    pub optional: bool,
    /// What its value looks like.
    pub shape: &'static Shape,
    /// What a text holds.
    pub format: Format,
    /// What it means; may be empty.
    pub about: &'static str,
    /// The values that the contract names, with their labels, where it names some.
    pub values: &'static [(&'static str, &'static str)],
}

impl EventKind {
    /// Every name that this event brings: the fields of its payload, then `receiver_user`.
    pub fn paths(self) -> Vec<EventPath> {
        let mut found = Vec::new();
        for field in self.payload().fields() {
            walk(field.name, field, false, &mut found);
        }
        if let Shape::Object(fields) = RECEIVER_USER {
            for field in *fields {
                walk(&format!("receiver_user.{}", field.name), field, true, &mut found);
            }
        }
        found
    }
}

impl EventPath {
    /// The value in an event's JSON; of a list, that of its first item.
    pub fn find<'json>(&self, event: &'json serde_json::Map<String, Value>) -> Option<&'json Value> {
        let mut steps = self.name.split('.').flat_map(|step| match step.strip_suffix("[]") {
            Some(list) => [Some(list), Some("[]")],
            None => [Some(step), None],
        });
        let first = steps.next().flatten()?;
        let root = match first {
            "receiver_user" => event.get(first)?,
            _ => event.get("payload")?.get(first)?,
        };
        steps.flatten().try_fold(root, |json, step| if step == "[]" { json.get(0) } else { json.get(step) })
    }
}

/// A field and all below it. Below an optional field everything is optional.
fn walk(name: &str, field: &Field, optional: bool, found: &mut Vec<EventPath>) {
    let optional = optional || !field.required;
    let Field { shape, format, .. } = *field;
    let about = field.about.trim().trim_end_matches('.');
    found.push(EventPath { name: name.to_owned(), optional, shape, format, about, values: &[] });
    walk_members(name, shape, optional, found);
}

fn walk_members(name: &str, shape: &'static Shape, optional: bool, found: &mut Vec<EventPath>) {
    match shape {
        Shape::Object(fields) => {
            for member in *fields {
                walk(&format!("{name}.{}", member.name), member, optional, found);
            }
        }
        Shape::Currency | Shape::Choice(_) => {
            for member in ["value", "label"] {
                let values = match shape {
                    Shape::Choice(known) if member == "value" => *known,
                    _ => &[],
                };
                let format = if member == "value" { Format::Code } else { Format::Free };
                let name = format!("{name}.{member}");
                found.push(EventPath { name, optional, shape: &Shape::Text, format, about: "", values });
            }
        }
        // A list is looped over: {% for item in order.orderitem_set %}{{ item.price }}{% endfor %}
        Shape::List(item) => walk_members(&format!("{name}[]"), item, optional, found),
        _ => {}
    }
}
