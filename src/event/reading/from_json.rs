//! The same reading of JSON that has been parsed already.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::plan::{Children, Kind, Plan};
use super::reader::Scalar;

/// Reads what is of the type that the contract says; the rest counts as absent.
pub(super) fn read<'a>(plan: &Plan, json: &'a Map<String, Value>, slots: &mut Vec<Scalar<'a>>) {
    slots.resize_with(plan.width, Scalar::default);
    read_fields(&plan.root, json, 0, slots);
}

fn read_fields<'a>(
    children: &Children,
    object: &'a Map<String, Value>,
    base: usize,
    slots: &mut Vec<Scalar<'a>>,
) {
    for node in &children.nodes {
        let Some(json) = object.get(&*node.name) else { continue };
        let scalar = match (&node.kind, json) {
            (_, Value::Null) => Scalar::Absent,
            (Kind::Anything, json) => Scalar::Json(Box::new(json.clone())),
            (Kind::Text | Kind::Amount | Kind::Code | Kind::Currency, Value::String(text)) => {
                Scalar::Text(Cow::Borrowed(text))
            }
            (Kind::Amount | Kind::Code, Value::Number(number)) => Scalar::Number(number.clone()),
            (Kind::Integer, Value::Number(number)) if number.is_i64() => Scalar::Number(number.clone()),
            (Kind::Boolean, Value::Bool(flag)) => Scalar::Boolean(*flag),
            (Kind::Object(below), Value::Object(object)) => {
                read_fields(below, object, base, slots);
                Scalar::Object
            }
            (Kind::Items(items), Value::Array(list)) => {
                let start = slots.len();
                for item in list {
                    let row = slots.len();
                    slots.resize_with(row + items.width, Scalar::default);
                    if let Value::Object(item) = item {
                        read_fields(&items.item, item, row, slots);
                    }
                }
                Scalar::Items { start, end: slots.len(), width: items.width }
            }
            _ => Scalar::Absent,
        };
        slots[base + node.slot] = scalar;
    }
}
