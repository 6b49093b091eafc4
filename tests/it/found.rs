//! What once went wrong, each held by a test.

use serde_json::json;
use tellal::{Channel, Config, Engine, Outcome, Phone, Sources};

use crate::support::{changed, fixture, force, json, message, small, sms, sms_error, try_small};

#[test]
fn a_term_cannot_print_a_variable_raw() {
    let engine = small("{{ t(id=\"m\") }}", "-brand = Shop { $nmae }\nm = By { -brand }");
    assert!(sms_error(&engine, &fixture("order_delivered")).contains("needs $nmae"));
    let engine = small("{{ t(id=\"m\") }}", "-brand = Shop { NUMBER($count) }\nm = By { -brand }");
    sms_error(&engine, &fixture("order_delivered"));
}

#[test]
fn a_money_pattern_that_cannot_be_used_is_a_fault() {
    for pattern in [
        "money-try = { $amount } TL",
        "money-try = TL",
        "money-try = { $number } { $unit }",
        "money-try = { $number } { $number }",
        "money-TRY = { $number } TL",
        "money-xyz = { $number } X",
        "money-try =\n    .smss = { $number } TL",
    ] {
        let error = try_small("x", pattern).expect_err(pattern);
        assert_eq!(error.faults.len(), 1, "{pattern}: {error}");
    }
    try_small("x", "money-try =\n    .sms = { $number } TL").unwrap();
}

#[test]
fn a_file_cannot_exhaust_the_stack() {
    let braces = format!("a = {}$x{}", "{ ".repeat(5000), " }".repeat(5000));
    let calls = format!("a = {{ {}$x{} }}", "NUMBER(".repeat(100_000), ")".repeat(100_000));
    for deep in [braces, calls] {
        let error = try_small("x", &deep).unwrap_err();
        assert!(error.to_string().contains("inside each other"), "{error}");
    }
}

#[test]
fn a_phone_context_of_any_bytes_is_answered() {
    for number in
        ["5;phone-context=+é", "5;phone-context=+", "5551234567;phone-context=+90;x", ";phone-context=+90"]
    {
        assert!(Phone::parse(number, Some("TR")).is_err() || number.is_empty(), "{number}");
    }
    assert_eq!(Phone::parse("5551234567;phone-context=+90", None).unwrap().e164(), "+905551234567");
}

#[test]
fn without_a_region_no_country_is_guessed() {
    for number in ["5351234567", "5321234567", "555123456789", "905551234567", "05551234567"] {
        assert_eq!(Phone::parse(number, None).unwrap_err().code(), "phone_no_region", "{number}");
    }
    assert_eq!(Phone::parse("905551234567", Some("TR")).unwrap().e164(), "+905551234567");
    assert!(Phone::parse("213551234567", Some("TR")).is_err(), "another country's number");
}

#[test]
fn a_region_gives_way_to_its_language_first() {
    let sources = Sources::new()
        .template("order_delivered/whatsapp.txt", "{{ t(id=\"m.whatsapp\") }}")
        .locale("tr/a.ftl", "m = SMS\n    .whatsapp = Türkçe")
        .locale("tr-CY/a.ftl", "m = SMS CY")
        .locale("en/a.ftl", "m = SMS\n    .whatsapp = English");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let event = changed("order_delivered", |json| json["receiver_user"]["language_code"] = json!("tr-CY"));
    assert_eq!(message(engine.render(event.as_bytes())).body.text(), "Türkçe");
}

#[test]
fn a_language_without_names_gives_way_whole() {
    let sources = Sources::new()
        .template("order_delivered/sms.txt", "{{ t(id=\"m\") }}")
        .locale("pl/a.ftl", "m = Status: { $status }")
        .locale("en/a.ftl", "m = It is { $status }.\nstatus-550 = delivered");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let event =
        changed("guest_order_delivered", |json| json["payload"]["order"]["language_code"] = json!("pl"));
    assert_eq!(message(engine.render(event.as_bytes())).body.text(), "It is delivered.");
}

#[test]
fn links_in_an_sms_stay_as_they_are() {
    let config = Config::parse("[sms]\ntransliterate = [\"tr\"]", []).unwrap();
    let sources = Sources::new()
        .template(
            "order_checkout_url_with_token/sms.txt",
            "Çok güzel bir şey – işte bağlantı: {{ ready.checkout_url }}",
        )
        .locale("tr/a.ftl", "a = b");
    let engine = Engine::new(&sources, config).unwrap();
    let event = changed("order_checkout_url_with_token", |json| {
        json["payload"]["checkout_url"] = json!("https://www.example.com/şapka/?t=ab....cd");
    });
    let outcome = engine.preview(event.as_bytes(), &force("tr", Channel::Sms));
    let text = message(outcome).body.text().to_owned();
    assert!(text.ends_with("https://www.example.com/%C5%9Fapka/?t=ab....cd"), "{text}");
}

#[test]
fn an_address_with_hidden_characters_is_none() {
    let event = changed("order_checkout_url_with_token", |json| {
        json["payload"]["checkout_url"] = json!("https://example.com/\u{202E}gpj.exe");
    });
    let outcome = crate::support::shipped().preview(event.as_bytes(), &force("en", Channel::Sms));
    assert!(matches!(outcome, Outcome::Error(_)), "{}", json(&outcome));
}

#[test]
fn an_account_of_the_wrong_type_is_no_guest() {
    for user in [json!([]), json!("x"), json!(5)] {
        let event = changed("order_delivered", |json| json["receiver_user"] = user.clone());
        let outcome = crate::support::shipped().render(event.as_bytes());
        assert!(matches!(outcome, Outcome::Suppressed(_)), "{user}: {}", json(&outcome));
    }
}

#[test]
fn a_choice_without_a_value_costs_no_message() {
    let event = changed("order_delivered", |json| {
        json["receiver_user"]["gender"] = json!({"value": null, "label": null});
        json["receiver_user"]["genders"] = json!([null]);
        json["receiver_user"]["id"] = json!(u64::MAX);
        json["payload"]["order"]["shipping_company"] = json!({});
        json["payload"]["order"]["orderitem_set"][0]["price_currency"] = json!({"value": null});
    });
    message(crate::support::shipped().render(event.as_bytes()));
}

#[test]
fn a_passed_date_is_written_in_the_sites_zone() {
    let sources = Sources::new()
        .template("order_delivered/sms.txt", "{{ t(id=\"m\", w=order.created_date) }}")
        .locale("tr/a.ftl", "m = { DATETIME($w, timeStyle: \"short\") } { DATETIME($w, timeStyle: \"short\", timeZone: \"UTC\") }");
    let config = Config::parse("[site]\ntime_zone = \"Europe/Istanbul\"", []).unwrap();
    let engine = Engine::new(&sources, config).unwrap();
    let outcome = engine.preview(fixture("order_delivered").as_bytes(), &force("tr", Channel::Sms));
    assert_eq!(message(outcome).body.text(), "13:30 10:30");
}

#[test]
fn misspelt_options_of_functions_are_errors() {
    for call in [
        "MONEY($total, displa: \"code\")",
        "MONEY($total, display: \"kode\")",
        "DATETIME($order_date, datestyle: \"long\")",
        "DATETIME($order_date, timeZone: \"Istanbul\")",
        "NUMBER($item_count, style: \"percnt\")",
        "NUMBER($item_count, minimumDigits: 2)",
    ] {
        let engine = small("{{ t(id=\"m\") }}", &format!("m = {{ {call} }}"));
        let error = sms_error(&engine, &fixture("order_delivered"));
        assert!(error.starts_with("[invalid_value]"), "{call}: {error}");
    }
    let engine = small("{{ t(id=\"m\", n=1234567) }}", "m = { NUMBER($n, useGrouping: 0) }");
    assert_eq!(sms(&engine, &fixture("order_delivered")), "1234567");
}

#[test]
fn a_message_is_never_empty() {
    let engine = small("{% if order.gift_box_note %}x{% endif %}", "a = b");
    assert!(sms_error(&engine, &fixture("order_delivered")).starts_with("[empty_message]"));
}

#[test]
fn a_whole_object_is_never_printed() {
    for template in
        ["{{ order }}", "{{ order.currency }}", "{{ order.orderitem_set }}", "{{ receiver_user }}"]
    {
        let error = sms_error(&small(template, "a = b"), &fixture("order_delivered"));
        assert!(error.contains("prints a whole object") && !error.contains("John"), "{template}: {error}");
    }
}

#[test]
fn an_encoding_that_is_not_configured_is_the_last_resort() {
    let config = Config::parse("[sms]\nencodings = [\"gsm7\"]\ntransliterate = [\"tr-TR\"]", []).unwrap();
    let sources = Sources::new().template("order_delivered/sms.txt", "Işık ş").locale("tr/a.ftl", "a = b");
    let engine = Engine::new(&sources, config).unwrap();
    let outcome = engine.preview(fixture("order_delivered").as_bytes(), &force("tr", Channel::Sms));
    assert_eq!(message(outcome).body.text(), "Isik s");
}

#[test]
fn labels_are_only_told_of_where_they_were_written() {
    let event =
        changed("order_delivered", |json| json["payload"]["order"]["currency"]["value"] = json!("pln"));
    let told = |template: &str| {
        let sources = Sources::new()
            .template("order_delivered/sms.txt", template.to_owned())
            .locale("pl/a.ftl", "a = b");
        let engine = Engine::new(&sources, Config::default()).unwrap();
        message(engine.preview(event.as_bytes(), &force("pl", Channel::Sms))).receipt.money_labels
    };
    assert!(told("Suma {{ ready.total }}") && !told("Zam. {{ order.number }}"));
}

#[test]
fn an_id_from_the_event_is_not_repeated_in_an_error() {
    let engine = small("{{ t(id=receiver_user.email) }}", "a = b");
    let error = sms_error(&engine, &fixture("order_delivered"));
    assert!(!error.contains("john.doe"), "{error}");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let event = format!("\u{FEFF}{}", fixture("order_delivered"));
    message(crate::support::shipped().render(event.as_bytes()));
}

#[test]
fn a_catalog_without_the_languages_asked_for_says_so() {
    let sources = Sources::new().template("order_delivered/sms.txt", "x").locale("tr/a.ftl", "a = b");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let outcome = engine.render(fixture("guest_order_delivered").as_bytes());
    assert!(json(&outcome).contains(r#""reason":"language""#), "{}", json(&outcome));
}

#[test]
fn the_turkish_shift_table_is_used_where_the_provider_has_it() {
    use tellal::message::sms::{Encoding, SmsOptions};
    let options = SmsOptions {
        encodings: vec![Encoding::Gsm7, Encoding::Gsm7Turkish, Encoding::Ucs2],
        ..SmsOptions::default()
    };
    let text = "Siparişiniz yola çıktı. ".repeat(4);
    let sms = tellal::Sms::compose(&text, "tr", &options);
    // 95 characters without the last space; ş, ç, ı and ı of each repetition take two septets.
    assert_eq!((sms.encoding, sms.units, sms.segments), (Encoding::Gsm7Turkish, 95 + 4 * 4, 1));
    let long = tellal::Sms::compose("ş".repeat(78), "tr", &options);
    assert_eq!((long.encoding, long.segments), (Encoding::Gsm7Turkish, 2), "156 septets, one more than fit");
}
