//! The contract as JSON Schema 2020-12, derived from the shapes that events are read by.
//!
//! An event that the schema accepts is one that [`Notification::parse`](super::Notification::parse) reads without
//! ignoring anything. What the contract does not name stays allowed: further fields, and values of enums.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::choices::{AddressType, Choice, ClientType, Gender, OrderStatus, ProductType, ShippingCompany};
use super::shape::{Field, Format, Shape};
use super::wire::Wire;
use super::{
    Address, AddressUser, AlertProduct, Bank, Country, DiscountItem, EventKind, LoyaltyTransaction, Order,
    OrderItem, OrderProduct, PaymentOption, Place, ProductImage, RECEIVER_USER, ShippingOptionGroup,
};
use crate::money::Currency;

/// The name that a shape has among the definitions.
const NAMED: [(&str, &Shape); 22] = [
    ("order", Order::SHAPE),
    ("order_item", OrderItem::SHAPE),
    ("order_product", OrderProduct::SHAPE),
    ("alert_product", AlertProduct::SHAPE),
    ("product_image", ProductImage::SHAPE),
    ("address", Address::SHAPE),
    ("address_user", AddressUser::SHAPE),
    ("country", Country::SHAPE),
    ("place", Place::SHAPE),
    ("payment_option", PaymentOption::SHAPE),
    ("bank", Bank::SHAPE),
    ("discount_item", DiscountItem::SHAPE),
    ("loyalty_transaction", LoyaltyTransaction::SHAPE),
    ("shipping_option_group", ShippingOptionGroup::SHAPE),
    ("receiver_user", RECEIVER_USER),
    ("currency", &Shape::Currency),
    ("order_status", OrderStatus::SHAPE),
    ("gender", Gender::SHAPE),
    ("client_type", ClientType::SHAPE),
    ("product_type", ProductType::SHAPE),
    ("shipping_company", ShippingCompany::SHAPE),
    ("address_type", AddressType::SHAPE),
];

/// So many digits before and behind the point are sure to be read exactly.
const AMOUNT: &str = r"^-?[0-9]{1,18}(\.[0-9]{1,10})?$";
/// A JSON number beyond this may come as `1e16`, which is no amount.
const LARGEST_NUMBER: i64 = 999_999_999_999_999;

impl EventKind {
    /// The JSON Schema of a notification of this event.
    pub fn schema(self) -> Value {
        let mut writer = Writer::new(&[self]);
        let payload = writer.payload(self);
        let event = json!({ "const": self.as_str() });
        let mut schema = writer.notification(self.as_str(), &event, &payload);
        schema["examples"] = json!([example(self)]);
        writer.finish(schema)
    }
}

/// The JSON Schema of all notifications: what they have in common, and by `event` what the payload holds.
pub fn schema() -> Value {
    let mut writer = Writer::new(&EventKind::ALL);
    let names = EventKind::ALL.map(EventKind::as_str);
    let mut schema =
        writer.notification("notification", &json!({ "enum": names }), &json!({ "type": "object" }));
    let branches = EventKind::ALL.map(|event| {
        let payload = writer.payload(event);
        json!({
            "if": { "properties": { "event": { "const": event.as_str() } }, "required": ["event"] },
            "then": { "properties": { "payload": payload } },
        })
    });
    schema["allOf"] = Value::from(branches.to_vec());
    writer.finish(schema)
}

fn example(event: EventKind) -> Value {
    serde_json::from_str(event.example()).expect("the examples are JSON; a test reads each")
}

/// Gathers the definitions that a schema needs.
struct Writer {
    definitions: BTreeMap<&'static str, Value>,
    /// Where the examples of values come from.
    examples: Vec<Value>,
}

impl Writer {
    fn new(events: &[EventKind]) -> Self {
        Self { definitions: BTreeMap::new(), examples: events.iter().copied().map(example).collect() }
    }

    fn finish(self, mut schema: Value) -> Value {
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["$defs"] = json!(self.definitions);
        schema
    }

    fn notification(&mut self, title: &str, event: &Value, payload: &Value) -> Value {
        let examples = self.examples.clone();
        let mut receiver = self.nullable(RECEIVER_USER, Format::Free, &at(&examples, "receiver_user"));
        receiver["description"] = json!("The receiver's account; absent or null for guests.");
        let mut event = event.clone();
        event["description"] = json!("Which event it is.");
        json!({
            "title": title,
            "type": "object",
            "properties": {
                "from": { "type": "string", "description": "Sender identifier, as configured in Commerce." },
                "to": { "type": "string", "description": "The receiver's phone number.", "examples": at(&examples, "to") },
                "event": event,
                "payload": payload,
                "site_domain": { "type": "string", "description": "The site that it concerns.", "examples": at(&examples, "site_domain") },
                "receiver_user": receiver,
            },
            "required": ["from", "to", "event", "payload", "site_domain"],
        })
    }

    fn payload(&mut self, event: EventKind) -> Value {
        self.object(event.payload().fields(), &at(&[example(event)], "payload"))
    }

    /// An object with its fields. `examples` are such objects.
    fn object(&mut self, fields: &[Field], examples: &[Value]) -> Value {
        let mut properties = Map::new();
        for field in fields {
            let of_field = at(examples, field.name);
            let mut schema = if field.required {
                self.shape(field.shape, field.format, &of_field)
            } else {
                self.nullable(field.shape, field.format, &of_field)
            };
            schema["description"] = json!(field.about.trim());
            properties.insert(field.name.to_owned(), schema);
        }
        let required: Vec<&str> =
            fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        json!({ "type": "object", "properties": properties, "required": required })
    }

    /// The same where null says that it is not there.
    fn nullable(&mut self, shape: &'static Shape, format: Format, examples: &[Value]) -> Value {
        let mut schema = self.shape(shape, format, examples);
        match schema.get_mut("type") {
            Some(kind @ Value::String(_)) => *kind = json!([kind, "null"]),
            Some(Value::Array(kinds)) => kinds.push(json!("null")),
            _ if *shape == Shape::Anything => {}
            _ => schema = json!({ "anyOf": [schema, { "type": "null" }] }),
        }
        schema
    }

    /// What a value looks like; a shape with a name by reference to it.
    fn shape(&mut self, shape: &'static Shape, format: Format, examples: &[Value]) -> Value {
        let Some((name, _)) = NAMED.iter().find(|(_, named)| *named == shape) else {
            return self.plain(shape, format, examples);
        };
        if !self.definitions.contains_key(name) {
            // It is there before it is written, should it ever contain itself.
            self.definitions.insert(name, Value::Null);
            let written = self.plain(shape, format, examples);
            self.definitions.insert(name, written);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn plain(&mut self, shape: &'static Shape, format: Format, examples: &[Value]) -> Value {
        match shape {
            Shape::Text => with_examples(text(format), examples),
            Shape::Integer => with_examples(json!({ "type": "integer", "format": "int64" }), examples),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Amount => with_examples(amount(), examples),
            Shape::Currency => json!({
                "type": "object",
                "properties": { "value": currency(), "label": {} },
                "required": ["value"],
            }),
            Shape::Choice(known) => choice(known),
            Shape::Object(fields) => self.object(fields, examples),
            Shape::List(item) => {
                let first: Vec<Value> = examples.iter().filter_map(|list| list.get(0).cloned()).collect();
                json!({ "type": "array", "items": self.shape(item, format, &first) })
            }
            Shape::Anything => json!({}),
        }
    }
}

fn text(format: Format) -> Value {
    let mut schema = json!({ "type": "string" });
    if let Some(format) = format.json_schema() {
        schema["format"] = json!(format);
    }
    schema
}

/// Digits as text, or a number.
fn amount() -> Value {
    json!({
        "type": ["string", "number"],
        "pattern": AMOUNT,
        "minimum": -LARGEST_NUMBER,
        "maximum": LARGEST_NUMBER,
    })
}

/// Codes in either case, as they are read.
fn currency() -> Value {
    let codes = Currency::ALL.map(|currency| currency.code().to_lowercase());
    let either = codes.each_ref().map(|code| {
        let letters: Vec<String> =
            code.chars().map(|char| format!("[{char}{}]", char.to_ascii_uppercase())).collect();
        letters.concat()
    });
    json!({ "type": "string", "pattern": format!("^({})$", either.join("|")), "examples": codes })
}

/// The values that the contract names, each with its label, and then any other.
fn choice(known: &[(&str, &str)]) -> Value {
    let mut values: Vec<Value> =
        known.iter().map(|(value, label)| json!({ "const": value, "title": label })).collect();
    values.push(json!({ "type": ["string", "number"], "title": "any other" }));
    json!({
        "type": "object",
        "properties": { "value": { "anyOf": values }, "label": { "type": ["string", "null"] } },
        "required": ["value"],
    })
}

/// What examples have under a name.
fn at(examples: &[Value], name: &str) -> Vec<Value> {
    examples.iter().filter_map(|json| json.get(name)).filter(|json| !json.is_null()).cloned().collect()
}

fn with_examples(mut schema: Value, examples: &[Value]) -> Value {
    if let Some(first) = examples.first() {
        schema["examples"] = json!([first]);
    }
    schema
}
