//! Which parts of an event are read at all.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::{EventKind, RECEIVER_USER, Shape};

/// A set of JSON paths such as `payload.order.orderitem_set[].product.name`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    root: Branch,
}

/// What is read at a place, and below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Branch {
    /// Whether everything below is read too.
    pub(super) whole: bool,
    pub(super) fields: BTreeMap<String, Branch>,
    pub(super) items: Option<Box<Branch>>,
}

impl Reads {
    /// Adds a path; `whole` with all below it.
    pub(crate) fn add(&mut self, path: &str, whole: bool) {
        let mut at = &mut self.root;
        for step in path.split('.') {
            let name = step.trim_end_matches("[]");
            at = at.fields.entry(name.to_owned()).or_default();
            for _ in 0..(step.len() - name.len()) / 2 {
                at = at.items.get_or_insert_default();
            }
        }
        at.whole |= whole;
    }

    /// Adds all of another set.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.root.extend(&other.root);
    }

    /// What is read of a top-level field.
    pub(super) fn branch(&self, name: &str) -> Option<&Branch> {
        self.root.fields.get(name)
    }

    /// The paths in order. One that ends in an object stands for all of it.
    pub fn paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        self.root.list(String::new(), &mut paths);
        paths
    }

    /// An event with nothing left in it but what is read, and what the contract requires.
    pub fn prune(&self, json: &Value, event: EventKind) -> Value {
        let Value::Object(object) = json else { return json.clone() };
        let kept = object.iter().filter_map(|(name, value)| {
            let shape = match name.as_str() {
                "payload" => &Shape::Object(event.payload().fields()),
                "receiver_user" => RECEIVER_USER,
                _ => &Shape::Anything,
            };
            let branch = self.root.fields.get(name);
            (branch.is_some() || name == "payload").then(|| (name.clone(), prune(branch, value, shape)))
        });
        Value::Object(kept.collect())
    }
}

impl Branch {
    fn extend(&mut self, other: &Self) {
        self.whole |= other.whole;
        for (name, branch) in &other.fields {
            self.fields.entry(name.clone()).or_default().extend(branch);
        }
        if let Some(items) = &other.items {
            self.items.get_or_insert_default().extend(items);
        }
    }

    fn list(&self, path: String, paths: &mut Vec<String>) {
        if self.whole || (self.fields.is_empty() && self.items.is_none()) {
            paths.push(path);
            return;
        }
        for (name, branch) in &self.fields {
            let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            branch.list(below, paths);
        }
        if let Some(items) = &self.items {
            items.list(format!("{path}[]"), paths);
        }
    }
}

fn prune(branch: Option<&Branch>, json: &Value, shape: &Shape) -> Value {
    if branch.is_some_and(|branch| branch.whole) {
        return json.clone();
    }
    match json {
        Value::Object(object) => {
            let mut kept = Map::new();
            for (name, value) in object {
                let below = branch.and_then(|branch| branch.fields.get(name));
                let field = shape.field(name);
                let required = field.is_some_and(|field| field.required)
                    || (matches!(shape, Shape::Currency | Shape::Choice(_)) && name == "value");
                if below.is_some() || required {
                    let shape = shape.member(name).unwrap_or(&Shape::Anything);
                    kept.insert(name.clone(), prune(below, value, shape));
                }
            }
            Value::Object(kept)
        }
        Value::Array(list) => {
            let item = if let Shape::List(item) = shape { item } else { &Shape::Anything };
            let below = branch.and_then(|branch| branch.items.as_deref());
            Value::Array(list.iter().map(|json| prune(below, json, item)).collect())
        }
        scalar => scalar.clone(),
    }
}
