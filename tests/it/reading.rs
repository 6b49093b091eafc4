//! What is passed over in an event changes nothing: the same comes of it as where everything is read.

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use tellal::{Channel, Config, Engine, EventKind, Notification, Outcome};

use crate::support::{self, LANGUAGES, fixture, fixtures, force, shipped, shipped_sources};

/// The shipped templates, made to look at the whole event, so that nothing is passed over for them.
fn whole() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut sources = shipped_sources();
        for (path, text) in support::shipped_templates() {
            let (event, part) = path.split_once('/').unwrap_or_default();
            let root = match event {
                "product_alert" => "product",
                "order_checkout_url_with_token" | "_shared" => continue,
                _ => "order",
            };
            if part != "email.html" {
                let looks = format!("{{%- if {root} == 1 %}}{{% endif -%}}");
                sources = sources.template(path, format!("{looks}{text}"));
            }
        }
        Engine::new(&sources, Config::default()).expect("no faults")
    })
}

fn outcome(engine: &Engine, event: &str, language: &str, channel: Channel) -> String {
    support::json(&engine.preview(event.as_bytes(), &force(language, channel)))
}

#[test]
fn templates_see_all_that_they_look_at() {
    for name in fixtures() {
        let event = fixture(&name);
        for language in LANGUAGES {
            for channel in Channel::ALL {
                let (few, all) = (
                    outcome(shipped(), &event, language, channel),
                    outcome(whole(), &event, language, channel),
                );
                assert_eq!(few, all, "{name} in {language} by {channel}");
            }
        }
    }
}

#[test]
fn each_fact_alone_says_what_it_says_beside_all_others() {
    let locales = || shipped_sources_of_locales();
    for fact in tellal::render::FACTS {
        let name = fact.name;
        let text = format!("{{% if ready.{name} %}}[{{{{ ready.{name} }}}}]{{% else %}}none{{% endif %}}");
        let sources = EventKind::ALL.into_iter().fold(locales(), |sources, event| {
            sources.template(format!("{event}/whatsapp.txt"), text.clone())
        });
        let engine = Engine::new(&sources, Config::default()).expect("no faults");
        let force = force("tr", Channel::Whatsapp);
        for fixture in fixtures().iter().map(|name| support::fixture(name)) {
            let notification = Notification::parse(fixture.as_bytes()).unwrap();
            let facts = engine.ready(&notification, &force).unwrap();
            let expected = facts.get(name).map_or_else(|| "none".to_owned(), |text| format!("[{text}]"));
            let Outcome::Message(message) = engine.preview(fixture.as_bytes(), &force) else {
                panic!("{name}")
            };
            // A count of none is as good as no count to a guard.
            let said = message.body.text();
            assert!(
                said == expected || (expected == "[0]" && said == "none"),
                "{name}: {said}, not {expected}"
            );
        }
    }
}

/// The shipped locales without the templates.
fn shipped_sources_of_locales() -> tellal::Sources {
    let empty = tempfile::tempdir().unwrap();
    tellal::Sources::from_dirs(empty.path(), support::root().join("locales")).unwrap()
}

/// The paths of an event's JSON.
pub(crate) fn pointers(json: &Value, at: &str, found: &mut Vec<String>) {
    let below = |key: String, json: &Value, found: &mut Vec<String>| {
        let path = format!("{at}/{key}");
        found.push(path.clone());
        pointers(json, &path, found);
    };
    match json {
        Value::Object(object) => object.iter().for_each(|(key, json)| below(key.clone(), json, found)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, json)| below(index.to_string(), json, found));
        }
        _ => {}
    }
}

/// What may stand in a field's place.
pub(crate) fn strange() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!(7)),
        Just(json!(1.5)),
        Just(json!(true)),
        Just(json!("")),
        Just(json!("\u{202E}*x*\n")),
        Just(json!({})),
        Just(json!([])),
        Just(json!([1])),
        Just(json!([{}])),
        Just(json!({"value": null})),
        Just(json!({"value": 550, "label": 3})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn strange_events_come_out_the_same(
        at in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        value in strange(),
        language in prop::sample::select(LANGUAGES.to_vec()),
        channel in prop::sample::select(Channel::ALL.to_vec()),
    ) {
        let names = fixtures();
        let mut event: Value = serde_json::from_str(&fixture(&names[at.index(names.len())])).unwrap();
        let mut paths = Vec::new();
        pointers(&event, "", &mut paths);
        *event.pointer_mut(&paths[place.index(paths.len())]).unwrap() = value;
        let event = event.to_string();
        let few = shipped().preview(event.as_bytes(), &force(language, channel));
        match Notification::parse(event.as_bytes()) {
            Ok(notification) => {
                let of_notification = shipped().preview_notification(&notification, &force(language, channel));
                let all = whole().preview(event.as_bytes(), &force(language, channel));
                prop_assert_eq!(without_ignored(&of_notification), without_ignored(&few));
                prop_assert_eq!(without_ignored(&all), without_ignored(&few));
            }
            // A fault in a field that nobody reads costs nobody a message; any other is told as it was.
            Err(error) => if let Outcome::Error(told) = few {
                prop_assert_eq!(&told.faults, &error.faults);
            },
        }
    }

    #[test]
    fn what_is_no_json_is_refused_wherever_it_stands(at in any::<prop::sample::Index>(), with in "[\\[\\]{}:,\"x]") {
        let event = fixture("order_delivered");
        let places: Vec<usize> = event.char_indices().map(|(place, _)| place).collect();
        let place = places[at.index(places.len())];
        let broken = format!("{}{with}{}", &event[..place], &event[place..]);
        let is_json = serde_json::from_str::<Value>(&broken).is_ok();
        let refused = matches!(shipped().render(broken.as_bytes()), Outcome::Error(error) if error.code == "not_json");
        prop_assert_eq!(refused, !is_json);
    }
}

/// A field of the wrong type that nobody reads is not even noticed.
fn without_ignored(outcome: &Outcome) -> Value {
    let mut json: Value = serde_json::from_str(&support::json(outcome)).unwrap();
    if let Some(receipt) = json.get_mut("receipt").and_then(Value::as_object_mut) {
        receipt.remove("ignored");
    }
    json
}

/// The SMS of a delivered order, with this in the place of its number.
fn with_number(text: &str) -> String {
    let event = fixture("order_delivered").replacen("\"number\": \"ORD-2024-00001\"", text, 1);
    support::json(&shipped().preview(event.as_bytes(), &force("en", Channel::Sms)))
}

#[test]
fn of_a_name_that_comes_twice_the_last_counts() {
    let one = with_number("\"number\": \"ORD-2024-00002\"");
    for first in ["\"A\"", "null", "7", "{}"] {
        assert_eq!(with_number(&format!("\"number\": {first}, \"number\": \"ORD-2024-00002\"")), one);
        assert_eq!(with_number(&format!("\"number\": {first}, \"n\\u0075mber\": \"ORD-2024-00002\"")), one);
    }
    assert!(one.contains("ORD-2024-00002"));
    assert_eq!(with_number("\"number\": \"A\", \"number\": null"), with_number("\"number\": null"));
    assert_ne!(with_number("\"number\": null"), one);
}

#[test]
fn half_a_letter_is_passed_over() {
    let whole = with_number("\"number\": \"N\"");
    for half in ["\"number\": \"N\\uD83E\"", "\"number\": \"N\", \"\\uDD80\": 1"] {
        assert_eq!(with_number(half), whole, "{half}");
    }
    assert!(with_number("\"number\": \"\\uD83E\\uDD80\"").contains('\u{1F980}'));
}

#[test]
fn names_and_texts_may_be_written_with_escapes_and_spaces() {
    for name in fixtures() {
        let event: Value = serde_json::from_str(&fixture(&name)).unwrap();
        let mut written = String::new();
        write_loosely(&event, &mut written);
        let render = |event: &str| support::json(&shipped().render(event.as_bytes()));
        assert_eq!(render(&written), render(&event.to_string()), "{name}");
    }
}

/// Each letter of a text as an escape, and spaces wherever they may stand.
fn write_loosely(json: &Value, out: &mut String) {
    let escaped = |text: &str| text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect::<String>();
    let mut list = |brackets: &str, members: Vec<String>| {
        out.push_str(&format!("{} {} {}", &brackets[..1], members.join("\t, "), &brackets[1..]));
    };
    let written = |json: &Value| {
        let mut out = String::new();
        write_loosely(json, &mut out);
        out
    };
    match json {
        Value::Object(object) => {
            let member =
                |(name, json): (&String, &Value)| format!("\"{}\" \n: {}", escaped(name), written(json));
            list("{}", object.iter().map(member).collect());
        }
        Value::Array(items) => list("[]", items.iter().map(written).collect()),
        Value::String(text) => out.push_str(&format!("\"{}\"", escaped(text))),
        other => out.push_str(&format!("\r\n {other} ")),
    }
}

#[test]
fn an_event_may_be_nested_as_deep_as_serde_json_reads() {
    let nested = |depth: usize| {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        with_number(&format!("\"number\": \"ORD-2024-00001\", \"more\": {nested}"))
    };
    let usual = with_number("\"number\": \"ORD-2024-00001\"");
    assert_eq!([nested(1), nested(63), nested(64), nested(120)], [(); 4].map(|()| usual.clone()));
    assert!(nested(200).contains("not_json"));
}
