//! `tellal schema`: what it accepts is what is read.

use std::process::Command;

use jsonschema::Validator;
use serde_json::{Value, json};
use tellal::event::schema;
use tellal::{EventKind, Notification};

use crate::support::{fixture, fixtures, root};

fn validator(schema: &Value) -> Validator {
    jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("no schema: {error}"));
    jsonschema::draft202012::new(schema).unwrap()
}

/// Whether an event is read without ignoring anything.
fn is_read(event: &Value) -> bool {
    Notification::from_value(event.clone()).is_ok_and(|read| read.ignored().is_empty())
}

fn errors(validator: &Validator, event: &Value) -> String {
    let told = validator.iter_errors(event).map(|error| format!("{}: {error}", error.instance_path()));
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_known_event_is_accepted() {
    let all = validator(&schema());
    let mut events: Vec<(String, Value)> = fixtures()
        .into_iter()
        .map(|name| (name.clone(), serde_json::from_str(&fixture(&name)).unwrap()))
        .collect();
    events
        .extend(EventKind::ALL.map(|kind| (kind.to_string(), serde_json::from_str(kind.example()).unwrap())));
    for (name, event) in events {
        assert_eq!(errors(&all, &event), "", "{name}");
        let kind = EventKind::from_name(event["event"].as_str().unwrap()).unwrap();
        assert_eq!(errors(&validator(&kind.schema()), &event), "", "{name}");
    }
}

#[test]
fn an_event_is_refused_by_the_schema_of_another() {
    let delivered = validator(&EventKind::OrderDelivered.schema());
    assert!(!delivered.is_valid(&serde_json::from_str(&fixture("order_completed")).unwrap()));
}

/// The pointers to all values of a document, the document itself left out.
fn pointers(json: &Value, at: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match json {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => {
            list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (key, value) in members {
        let pointer = format!("{at}/{key}");
        found.push(pointer.clone());
        pointers(value, &pointer, found);
    }
}

fn removed(event: &Value, pointer: &str) -> Value {
    let mut event = event.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match event.pointer_mut(parent).unwrap() {
        Value::Object(object) => drop(object.remove(key)),
        Value::Array(list) => drop(list.remove(key.parse().unwrap())),
        _ => unreachable!("only objects and lists have members"),
    }
    event
}

/// Everything that is taken away or replaced, one thing at a time, in one event of each kind of payload.
#[test]
fn what_the_schema_accepts_is_what_is_read() {
    let all = validator(&schema());
    let others = [
        json!(null),
        json!(true),
        json!(7),
        json!(12.5),
        json!(""),
        json!("text"),
        json!("1250.00"),
        json!([]),
        json!(["x"]),
        json!({}),
        json!({"value": "try", "label": "TL"}),
        json!({"value": "EUR"}),
        json!({"value": 550}),
        json!({"value": "550", "label": 5}),
        json!({"value": null, "label": "x"}),
    ];
    let (mut accepted, mut refused) = (0, 0);
    for name in [
        "order_delivered",
        "product_alert",
        "order_cancellation",
        "order_shipped_partial_cargo",
        "order_checkout_url_with_token",
    ] {
        let event: Value = serde_json::from_str(&fixture(name)).unwrap();
        let one = validator(&EventKind::from_name(name).unwrap().schema());
        let mut places = Vec::new();
        pointers(&event, "", &mut places);
        for pointer in places {
            let replaced = others.iter().map(|other| {
                let mut event = event.clone();
                *event.pointer_mut(&pointer).unwrap() = other.clone();
                event
            });
            for changed in std::iter::once(removed(&event, &pointer)).chain(replaced) {
                let read = is_read(&changed);
                let what = changed.pointer(&pointer).map_or_else(|| "nothing".to_owned(), Value::to_string);
                assert_eq!(
                    all.is_valid(&changed),
                    read,
                    "{name}{pointer} = {what}: {}",
                    errors(&all, &changed)
                );
                assert_eq!(one.is_valid(&changed), read, "{name}{pointer} = {what}");
                accepted += usize::from(read);
                refused += usize::from(!read);
            }
        }
    }
    println!("{accepted} accepted, {refused} refused");
    assert!(accepted > 1_000 && refused > 1_000, "{accepted} accepted, {refused} refused");
}

#[test]
fn amounts_are_digits() {
    let all = validator(&schema());
    for amount in [
        json!("0"),
        json!("-12.5"),
        json!(1250),
        json!(-0.5),
        json!("1.250,00"),
        json!("1e3"),
        json!("1."),
        json!(".5"),
        json!("+1"),
        json!(" 1"),
        json!("1\n"),
        json!("٣"),
        json!("12345678901234567890123456789012"),
        json!(1e30),
    ] {
        let mut event: Value = serde_json::from_str(&fixture("order_delivered")).unwrap();
        event["payload"]["order"]["amount"] = amount.clone();
        assert_eq!(all.is_valid(&event), is_read(&event), "{amount}");
    }
}

#[test]
fn what_the_contract_does_not_name_stays_allowed() {
    let all = validator(&schema());
    let mut event: Value = serde_json::from_str(&fixture("order_delivered")).unwrap();
    event["payload"]["order"]["status"] = json!({"value": "777", "label": "teleported", "more": 1});
    event["payload"]["order"]["wholly_new"] = json!([]);
    assert_eq!(errors(&all, &event), "");
}

#[test]
fn the_schema_says_what_there_is_to_know() {
    insta::assert_snapshot!("schema_of_a_product_alert", format!("{:#}", EventKind::ProductAlert.schema()));
    let order = EventKind::OrderDelivered.schema();
    let definitions = &order["$defs"];
    assert_eq!(
        definitions["order"]["properties"]["number"]["description"],
        "Order number, as the customer knows it."
    );
    assert_eq!(definitions["order"]["properties"]["created_date"]["format"], "date-time");
    let status = &definitions["order_status"]["properties"]["value"]["anyOf"];
    assert!(status.as_array().unwrap().contains(&json!({"const": "550", "title": "delivered"})), "{status}");
    assert!(!order.to_string().contains("maxLength"), "the contract says nothing of lengths");
    // An object that has no name among the definitions would be written out again wherever it stands.
    for (name, definition) in definitions.as_object().unwrap() {
        for (field, property) in definition["properties"].as_object().into_iter().flatten() {
            assert!(property.get("properties").is_none(), "{name}.{field} has no definition");
        }
    }
}

#[test]
fn the_program_prints_it() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tellal"));
        command.current_dir(root()).arg("schema").args(arguments).output().unwrap()
    };
    let printed: Value = serde_json::from_slice(&run(&["product_alert"]).stdout).unwrap();
    assert_eq!(printed, EventKind::ProductAlert.schema());
    let printed: Value = serde_json::from_slice(&run(&[]).stdout).unwrap();
    assert_eq!(printed["allOf"].as_array().unwrap().len(), 11);
    let output = run(&["product_alrt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean product_alert?"));
}
