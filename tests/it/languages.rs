//! Languages: who asks, what serves, and that a message never mixes two.

use serde_json::json;
use tellal::l10n::negotiate;
use tellal::{Channel, Config, Engine, Outcome, Preview, Sources};

use crate::support::{changed, fixture, json, message, shipped, tag};

fn two_layers() -> Engine {
    let sources = Sources::new()
        .template("order_delivered/sms.txt", r#"{{ t(id="hello") }} {{ t(id="done") }}"#)
        .template("order_delivered/sms.de.txt", r#"DE {{ t(id="done") }}"#)
        .locale("en/a.ftl", "hello = Hello!\ndone = { $number } is done.\nonly-en = English")
        .locale("tr/a.ftl", "hello = Merhaba!\ndone = { $number } tamam.")
        .locale("tr-CY/a.ftl", "hello = Selam!")
        .locale("de/a.ftl", "done = { $number } ist da.")
        .locale("pl/a.ftl", "hello = Dzień dobry!");
    Engine::new(&sources, Config::default()).unwrap()
}

fn in_language(engine: &Engine, code: &str) -> (String, String) {
    let event =
        changed("guest_order_delivered", |json| json["payload"]["order"]["language_code"] = json!(code));
    let message = message(engine.render(event.as_bytes()));
    (message.language.to_string(), message.body.text().to_owned())
}

#[test]
fn a_region_overrides_its_language_message_by_message() {
    let (language, text) = in_language(&two_layers(), "tr_CY");
    assert_eq!((language.as_str(), text.as_str()), ("tr-CY", "Selam! ORD-2024-00001 tamam."));
}

#[test]
fn a_template_of_one_language_wins_there_only() {
    assert_eq!(in_language(&two_layers(), "de").1, "DE ORD-2024-00001 ist da.");
    assert_eq!(in_language(&two_layers(), " DE-AT ").1, "DE ORD-2024-00001 ist da.");
    assert_eq!(in_language(&two_layers(), "tr").1, "Merhaba! ORD-2024-00001 tamam.");
}

#[test]
fn a_language_that_lacks_a_message_gives_way_whole() {
    let event =
        changed("guest_order_delivered", |json| json["payload"]["order"]["language_code"] = json!("pl"));
    let message = message(two_layers().render(event.as_bytes()));
    assert_eq!(message.body.text(), "Hello! ORD-2024-00001 is done.", "no Polish beside the English");
    insta::assert_json_snapshot!(message.receipt.language, @r#"
    {
      "requested": [
        "pl"
      ],
      "used": "en",
      "source": "engine",
      "skipped": [
        {
          "language": "pl",
          "missing": "done"
        }
      ]
    }
    "#);
}

#[test]
fn the_chain_is_account_then_order_then_site_then_engine() {
    let config =
        Config::parse("[engine]\ndefault_language = \"de\"\n[site]\ndefault_language = \"tr\"", []).unwrap();
    let engine = Engine::new(&crate::support::shipped_sources(), config).unwrap();
    let used = |account: serde_json::Value, order: serde_json::Value| {
        let event = changed("order_delivered", |json| {
            json["receiver_user"]["language_code"] = account;
            json["payload"]["order"]["language_code"] = order;
        });
        message(engine.render(event.as_bytes())).language.to_string()
    };
    assert_eq!(used(json!("ru"), json!("pl")), "ru");
    assert_eq!(used(json!("xx"), json!("pl")), "pl");
    assert_eq!(used(json!("zh-TW"), json!("  ")), "tr");
    assert_eq!(used(json!(null), json!("Klingon!")), "tr");
}

#[test]
fn scripts_and_neighbours_are_never_crossed() {
    let serves = |requested: &str, available: &[&str]| {
        let available: Vec<_> = available.iter().map(|text| tag(text)).collect();
        negotiate(&tag(requested), &available).map(ToString::to_string)
    };
    assert_eq!(serves("zh-TW", &["zh-Hans", "en"]), None);
    assert_eq!(serves("zh-HK", &["zh-Hant"]).as_deref(), Some("zh-Hant"));
    assert_eq!(serves("sr-Latn", &["sr"]), None);
    assert_eq!(serves("sr-Cyrl-RS", &["sr"]).as_deref(), Some("sr"));
    assert_eq!(serves("iw", &["he"]).as_deref(), Some("he"));
    assert_eq!(serves("uk", &["ru"]), None);
    assert_eq!(serves("en-AU", &["en-GB", "de"]).as_deref(), Some("en-GB"));
    assert_eq!(serves("pt", &["pt-BR"]).as_deref(), Some("pt-BR"));
}

#[test]
fn a_neighbour_stands_in_only_where_the_configuration_says_so() {
    let used = |configuration: &str| {
        let config = Config::parse(configuration, []).unwrap();
        let engine = Engine::new(&crate::support::shipped_sources(), config).unwrap();
        let event = changed("guest_order_delivered", |json| {
            json["payload"]["order"]["language_code"] = json!("kk-KZ");
        });
        message(engine.render(event.as_bytes())).language.to_string()
    };
    assert_eq!(used(""), "en");
    assert_eq!(used("[engine]\nfallbacks = { kk = [\"ru\"] }"), "ru");
}

#[test]
fn a_preview_in_a_language_that_is_not_there_says_which_are() {
    let preview = Preview { language: Some(tag("hu")), channel: Some(Channel::Sms) };
    let Outcome::Error(error) = shipped().preview(fixture("order_delivered").as_bytes(), &preview) else {
        panic!()
    };
    assert_eq!(error.code, "unknown_language");
    assert!(error.message.contains("ar, de, en, pl, ru, tr"), "{}", error.message);
}

#[test]
fn an_event_without_a_template_is_denied_that_channel() {
    let sources =
        Sources::new().template("order_delivered/sms.txt", "{{ order.number }}").locale("en/a.ftl", "x = y");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let outcome = engine.render(fixture("order_delivered").as_bytes());
    assert!(json(&outcome).contains(r#"{"channel":"whatsapp","verdict":"denied","reason":"template"}"#));
    assert_eq!(message(outcome).channel, Channel::Sms);
}
