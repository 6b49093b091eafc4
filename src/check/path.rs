//! JSON paths such as `payload.order.orderitem_set[].product.name`, where `[]` stands for every item.

use serde_json::{Map, Value};

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'p> {
    Field(&'p str),
    Items,
}

/// The steps of a path.
pub(super) fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split('.').flat_map(|step| {
        let name = step.trim_end_matches("[]");
        let items = std::iter::repeat_n(Step::Items, (step.len() - name.len()) / 2);
        std::iter::once(Step::Field(name)).chain(items)
    })
}

/// Puts a value at a path, making objects and lists on the way; one that is there stays unless `replace`. A choice
/// keeps its value.
pub(super) fn set(json: &mut Value, path: &str, value: &Value, replace: bool) {
    let steps: Vec<Step> = steps(path).collect();
    set_at(json, &steps, value, replace);
}

fn set_at(json: &mut Value, steps: &[Step], value: &Value, replace: bool) {
    match steps {
        [] => {
            let keeps =
                json.is_object() && !json.as_object().is_some_and(Map::is_empty) && !value.is_object();
            if json.is_null() || (replace && !keeps && !json.is_array()) {
                *json = value.clone();
            }
        }
        [Step::Field(name), rest @ ..] => {
            if json.is_null() {
                *json = Value::Object(Map::new());
            }
            if let Value::Object(object) = json {
                let entry = object.entry((*name).to_owned()).or_insert(Value::Null);
                set_at(entry, rest, value, replace);
            }
        }
        [Step::Items, rest @ ..] => {
            if json.is_null() {
                *json = Value::Array(vec![Value::Null]);
            }
            if let Value::Array(list) = json {
                if list.is_empty() {
                    list.push(Value::Null);
                }
                for item in list {
                    set_at(item, rest, value, replace);
                }
            }
        }
    }
}

/// The value at a path, of a list that of its first item.
pub(super) fn first<'j>(json: &'j Map<String, Value>, path: &str) -> Option<&'j Value> {
    let mut steps = steps(path);
    let Some(Step::Field(name)) = steps.next() else { return None };
    steps.try_fold(json.get(name)?, |json, step| match step {
        Step::Field(name) => json.get(name),
        Step::Items => json.get(0),
    })
}

/// Puts a value in the place of the one at a path, where there is one.
pub(super) fn overwrite(json: &mut Value, path: &str, value: &Value) {
    let steps: Vec<Step> = steps(path).collect();
    each(json, &steps, &mut |there| there.clone_from(value));
}

/// Makes a list as long as asked by repeating its first item.
pub(super) fn repeat(json: &mut Value, path: &str, count: usize) {
    let steps: Vec<Step> = steps(path).collect();
    each(json, &steps, &mut |there| {
        if let Value::Array(list) = there
            && let Some(first) = list.first().cloned()
        {
            list.resize(count, first);
        }
    });
}

fn each(json: &mut Value, steps: &[Step], change: &mut impl FnMut(&mut Value)) {
    match steps {
        [] => change(json),
        [Step::Field(name), rest @ ..] => {
            if let Some(below) = json.get_mut(*name) {
                each(below, rest, change);
            }
        }
        [Step::Items, rest @ ..] => {
            if let Value::Array(list) = json {
                for item in list {
                    each(item, rest, change);
                }
            }
        }
    }
}
