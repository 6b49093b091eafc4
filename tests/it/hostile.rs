//! Values cannot break out of their channel.

use serde_json::{Value, json};
use tellal::{Body, Channel, Config, Engine, Sources};

use crate::support::{changed, fixture, force, message, shipped, small, sms, sms_error};

/// A delivery to somebody with a hostile name, order number and product.
fn hostile(text: &str) -> String {
    changed("order_delivered", |json| {
        json["receiver_user"]["first_name"] = json!(text);
        json["payload"]["order"]["number"] = json!(text);
        json["payload"]["order"]["orderitem_set"][0]["product"]["name"] = json!(text);
    })
}

fn rendered(event: &str, channel: Channel) -> Body {
    message(shipped().preview(event.as_bytes(), &force("en", channel))).body
}

#[test]
fn no_header_is_injected_into_a_subject() {
    let Body::Email(email) = rendered(&hostile("X\r\nBcc: evil@example.com\n\nbody"), Channel::Email) else {
        panic!()
    };
    assert!(!email.subject.contains(['\r', '\n']), "{:?}", email.subject);
    assert!(email.subject.contains("X Bcc: evil@example.com body"), "{:?}", email.subject);
}

#[test]
fn html_stays_text_in_an_email() {
    let Body::Email(email) = rendered(&hostile("<script>alert(1)</script>\"'&"), Channel::Email) else {
        panic!()
    };
    assert!(!email.html.contains("<script"), "{}", email.html);
    assert!(email.html.contains("&lt;script&gt;"), "{}", email.html);
    assert!(
        email.text.contains("<script>alert(1)</script>\"'&"),
        "the text part shows it as it is: {}",
        email.text
    );
}

#[test]
fn no_bidi_or_invisible_trick_survives() {
    for channel in Channel::ALL {
        let body = rendered(&hostile("evil\u{202E}txt.exe\u{200B}\u{2066}x\u{2069}\u{0}\u{7}"), channel);
        let text = match &body {
            Body::Email(email) => format!("{}{}{}", email.subject, email.text, email.html),
            other => other.text().to_owned(),
        };
        assert!(
            !text.contains(['\u{202E}', '\u{200B}', '\u{2066}', '\u{0}', '\u{7}']),
            "{channel}: {text:?}"
        );
    }
}

#[test]
fn values_do_not_turn_whatsapp_text_bold() {
    let Body::Whatsapp(whatsapp) = rendered(&hostile("*free* _money_ ~now~ ```x```"), Channel::Whatsapp)
    else {
        panic!()
    };
    let name = whatsapp.text.lines().next().unwrap();
    assert!(!name.contains(['*', '_', '~', '`']), "{name}");
    assert!(whatsapp.text.contains('*'), "the template's own markup stays: {}", whatsapp.text);
}

#[test]
fn only_web_addresses_become_links() {
    for bad in ["javascript:alert(1)", "data:text/html,x", "https://a b", "//evil.example", "ftp://x"] {
        let event = changed("order_shipped_cargo", |json| {
            let order = &mut json["payload"]["order"];
            for key in ["tracking_url", "shipping_tracking_url", "defined_tracking_url"] {
                order[key] = json!(bad);
            }
        });
        let Body::Email(email) = rendered(&event, Channel::Email) else { panic!() };
        assert!(!email.html.contains(bad), "{bad}");
    }
}

#[test]
fn null_and_absent_are_never_printed() {
    let mut json: Value = serde_json::from_str(&fixture("order_delivered")).unwrap();
    for missing in [Value::Null, json!("")] {
        json["receiver_user"]["first_name"] = missing;
        json["payload"]["order"]["shipping_address"] = json!({});
        for channel in Channel::ALL {
            let text = rendered(&json.to_string(), channel).text().to_owned();
            assert!(
                !text.contains("Hi ,") && !text.contains("null") && !text.contains("{$"),
                "{channel}: {text}"
            );
        }
    }
}

#[test]
fn a_template_cannot_swell() {
    let doubled = "{% set x = \"0123456789\" %}".to_owned() + &"{% set x = x ~ x %}".repeat(20) + "{{ x }}";
    let error = sms_error(&small(&doubled, "a = b"), &fixture("order_delivered"));
    assert!(error.starts_with("[too_large]"), "{error}");
    let endless = "{% for i in range(end=100000000) %}x{% endfor %}";
    let error = sms_error(&small(endless, "a = b"), &fixture("order_delivered"));
    assert!(error.contains("range() goes up to"), "{error}");
    let nested = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% endfor %}{% endfor %}";
    let error = sms_error(&small(nested, "a = b"), &fixture("order_delivered"));
    assert!(error.contains("range() goes up to"), "{error}");
}

#[test]
fn templates_reach_nothing_outside() {
    let sources = Sources::new().template(
        "order_delivered/sms.txt",
        "{{ get_env(name=\"HOME\") }}{{ now() }}{{ get_random(start=0, end=9) }}",
    );
    let error = Engine::new(&sources, Config::default()).unwrap_err().to_string();
    for function in ["get_env", "now", "get_random"] {
        assert!(error.contains(&format!("Unknown function `{function}`")), "{error}");
    }
}

#[test]
fn errors_and_debug_output_hold_no_personal_data() {
    let outcome = shipped().render(fixture("order_delivered").as_bytes());
    let debugged = format!("{outcome:?}");
    for personal in ["John", "Doe", "5551234567", "john.doe"] {
        assert!(!debugged.contains(personal), "{debugged}");
    }
    let parsed = tellal::Notification::parse(fixture("order_delivered").as_bytes()).unwrap();
    assert!(!format!("{parsed:?}").contains("John"));
    let wrong = changed("order_delivered", |json| json["payload"]["order"]["amount"] = json!("secret-name"));
    let error = tellal::Notification::parse(wrong.as_bytes()).unwrap_err();
    assert!(!error.to_string().contains("secret-name"), "{error}");
}

#[test]
fn a_long_name_is_cut_for_an_sms_and_not_in_half_a_letter() {
    let engine =
        small("{{ order.orderitem_set[0].product.name | shorten(length=12) }}|{{ ready.item }}", "a = b");
    let text = sms(&engine, &hostile("👨‍👩‍👧‍👦 Café au lait für zwei und noch viel mehr"));
    assert_eq!(text, "👨‍👩‍👧‍👦 Café au...|👨‍👩‍👧‍👦 Café au lait für zwei und...");
}
