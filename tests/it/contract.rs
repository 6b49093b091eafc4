//! The wire contract: what is read, what is forgiven, and how faults are told.

use proptest::prelude::*;
use serde_json::{Value, json};
use tellal::event::{CancellationType, Choice, Gender, OrderStatus, Payload, ShippingCompany};
use tellal::{Currency, EventKind, Notification};

use crate::support::{changed, fixture, fixtures};

/// The faults of a body, a line each: path, code.
fn faults(body: &str) -> Vec<String> {
    match Notification::parse(body.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(error) => {
            error.faults.iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect()
        }
    }
}

fn order_fault(change: impl FnOnce(&mut Value)) -> Vec<String> {
    faults(&changed("order_delivered", |json| change(&mut json["payload"]["order"])))
}

#[test]
fn every_fixture_is_read() {
    for name in fixtures() {
        let parsed = Notification::parse(fixture(&name).as_bytes());
        let parsed = parsed.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(parsed.ignored().is_empty(), "{name}: {:?}", parsed.ignored());
    }
}

#[test]
fn every_fault_is_told_with_its_path() {
    let body = changed("order_delivered", |json| {
        json["to"] = json!(5);
        json.as_object_mut().unwrap().remove("site_domain");
        let order = &mut json["payload"]["order"];
        order["number"] = json!(null);
        order["amount"] = json!("1.250,00");
        order["currency"]["value"] = json!("xyz");
        order["refund_amount"] = json!("none");
        order["orderitem_set"][0]["product"].as_object_mut().unwrap().remove("name");
        order["orderitem_set"][0]["price_currency"] = json!({"value": "jpy"});
        order["status"] = json!("550");
    });
    assert_eq!(
        faults(&body),
        [
            "to wrong_type",
            "payload.order.number missing_field",
            "payload.order.status wrong_type",
            "payload.order.currency.value unknown_currency",
            "payload.order.amount invalid_amount",
            "payload.order.refund_amount invalid_amount",
            "payload.order.orderitem_set[0].price_currency.value unknown_currency",
            "payload.order.orderitem_set[0].product.name missing_field",
            "site_domain missing_field",
        ]
    );
}

#[test]
fn what_is_no_event_is_told_so() {
    assert_eq!(faults("{\"to\":"), [" not_json"]);
    assert_eq!(faults("[]"), [" wrong_type"]);
    assert_eq!(faults(&"[".repeat(100_000)), [" not_json"]);
    assert_eq!(faults(&" ".repeat(300 * 1024)), [" too_large"]);
    let unknown = changed("order_delivered", |json| json["event"] = json!("order_deliverd"));
    assert_eq!(faults(&unknown), ["event unknown_event"]);
    let error = Notification::parse(b"\xff\xfe").unwrap_err();
    assert_eq!(error.code(), "not_json");
}

#[test]
fn each_payload_shape_has_its_own_required_fields() {
    for (name, field) in [
        ("order_delivered", "order"),
        ("product_alert", "product"),
        ("order_cancellation", "order"),
        ("order_cancellation", "cancellation_type"),
        ("order_shipped_partial_cargo", "order"),
        ("order_shipped_partial_cargo", "tracking_number"),
        ("order_shipped_partial_cargo", "shipping_company"),
        ("order_shipped_partial_cargo", "order_items"),
        ("order_checkout_url_with_token", "checkout_url"),
    ] {
        let body = changed(name, |json| {
            json["payload"].as_object_mut().unwrap().remove(field);
        });
        assert_eq!(faults(&body), [format!("payload.{field} missing_field")], "{name}");
    }
}

#[test]
fn amounts_are_decimal_numbers_or_faults() {
    for good in [json!("0"), json!("-12.5"), json!("1250.00"), json!(1250), json!(12.5)] {
        assert_eq!(order_fault(|order| order["amount"] = good.clone()), [""; 0], "{good}");
    }
    for bad in [
        "",
        "abc",
        "1e3",
        "1,5",
        "1.",
        ".5",
        "+1",
        " 1",
        "0x1",
        "NaN",
        "٣",
        "12345678901234567890123456789012",
    ] {
        let found = order_fault(|order| order["amount"] = json!(bad));
        assert_eq!(found, ["payload.order.amount invalid_amount"], "{bad}");
    }
}

#[test]
fn what_the_contract_does_not_know_is_kept() {
    let body = changed("order_delivered", |json| {
        let order = &mut json["payload"]["order"];
        order["status"] = json!({"value": "777", "label": "teleported"});
        order["shipping_company"] = json!({"value": "pigeon", "label": "Pigeon Post"});
        order["wholly_new"] = json!({"a": 1});
        json["receiver_user"]["gender"] = json!(null);
    });
    let parsed = Notification::parse(body.as_bytes()).unwrap();
    let order = parsed.order().unwrap();
    assert_eq!(order.status.value, OrderStatus::Unknown("777".to_owned()));
    assert_eq!(order.shipping_company.as_ref().unwrap().value.as_str(), "pigeon");
    assert_eq!(parsed.json()["payload"]["order"]["wholly_new"]["a"], 1);
    assert_eq!(parsed.receiver_user().unwrap().gender, None);
}

#[test]
fn an_optional_field_of_the_wrong_type_costs_no_message() {
    let body = changed("order_delivered", |json| {
        json["payload"]["order"]["tracking_number"] = json!(5);
        json["receiver_user"]["sms_allowed"] = json!("yes");
    });
    let parsed = Notification::parse(body.as_bytes()).unwrap();
    assert_eq!(parsed.ignored(), ["payload.order.tracking_number", "receiver_user.sms_allowed"]);
    assert_eq!(parsed.receiver_user().unwrap().sms_allowed, None, "what is no flag is no consent");
}

#[test]
fn shapes_that_differ_between_events_are_read_as_they_are() {
    let partial = Notification::parse(fixture("order_shipped_partial_cargo").as_bytes()).unwrap();
    let Payload::PartialShipment { shipping_company, order, .. } = partial.payload() else { panic!() };
    assert_eq!(shipping_company, "DHL Express");
    let of_order = &order.shipping_company.as_ref().unwrap().value;
    assert_eq!(*of_order, ShippingCompany::Dhlexpress);
    assert_eq!(order.shipping_address.as_ref().unwrap().email, None, "the address is {{}}");

    let whole = changed("order_cancellation", |json| {
        let payload = json["payload"].as_object_mut().unwrap();
        payload.remove("order_items");
        payload.remove("return_code");
        payload["cancellation_type"] = json!("exchange");
    });
    let whole = Notification::parse(whole.as_bytes()).unwrap();
    let Payload::Cancellation { cancellation_type, order_items, return_code, .. } = whole.payload() else {
        panic!()
    };
    assert_eq!(*cancellation_type, CancellationType::Unknown("exchange".to_owned()));
    assert!(order_items.is_none() && return_code.is_none());
}

#[test]
fn enums_have_as_many_values_as_the_contract() {
    assert_eq!(EventKind::ALL.len(), 11);
    assert_eq!(OrderStatus::KNOWN.len(), 17);
    assert_eq!(Currency::ALL.len(), 27);
    assert_eq!(ShippingCompany::KNOWN.len(), 16);
    assert_eq!(Gender::KNOWN.len(), 2);
    for (value, _) in OrderStatus::KNOWN {
        assert_eq!(OrderStatus::from_value(value).as_str(), *value);
    }
}

proptest! {
    /// Whatever is sent, the answer is an event or a list of faults, never a panic.
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let answer = Notification::parse(&bytes);
        prop_assert!(answer.is_ok() || !answer.unwrap_err().faults.is_empty());
    }

    /// A fixture with any one value replaced by any other is read, or its faults are told.
    #[test]
    fn any_value_anywhere_is_answered(place in 0_usize..600, kind in 0_usize..6) {
        let mut json: Value = serde_json::from_str(&fixture("order_delivered")).unwrap();
        let new = [json!(null), json!(true), json!(-1), json!("x"), json!([1]), json!({"value": 3})][kind].clone();
        replace_nth(&mut json, &mut place.clone(), &new);
        let answer = Notification::from_value(json);
        prop_assert!(answer.is_ok() || answer.unwrap_err().faults.iter().all(|fault| !fault.message.is_empty()));
    }
}

/// Replaces the value at a place, counted in the order of a walk through the document.
fn replace_nth(json: &mut Value, left: &mut usize, new: &Value) -> bool {
    if *left == 0 {
        *json = new.clone();
        return true;
    }
    *left -= 1;
    match json {
        Value::Array(list) => list.iter_mut().any(|json| replace_nth(json, left, new)),
        Value::Object(object) => object.values_mut().any(|json| replace_nth(json, left, new)),
        _ => false,
    }
}
