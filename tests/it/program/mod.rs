//! Programs against their reference: a text is the same, and so are receipts and errors, whichever of them writes it.

mod made_up;

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::Value;
use tellal::catalog::Part;
use tellal::{Channel, Config, Engine, EventKind, Preview, Sources};

use crate::reading::{pointers, strange};
use crate::support::{self, LANGUAGES, fixture, fixtures, force, shipped, shipped_sources, tag};

/// The shipped templates without programs.
fn reference() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::of_reference(&shipped_sources(), Config::default()).expect("no faults"))
}

fn same(compiled: &Engine, reference: &Engine, event: &str, preview: &Preview) -> Result<(), String> {
    let both = [compiled, reference].map(|engine| support::json(&engine.preview(event.as_bytes(), preview)));
    if both[0] == both[1] {
        return Ok(());
    }
    Err(format!("compiled:\n{}\nreference:\n{}", both[0], both[1]))
}

#[test]
fn every_shipped_template_is_compiled() {
    let mut left = Vec::new();
    for event in EventKind::ALL {
        for part in Part::ALL {
            for language in LANGUAGES {
                if !shipped().is_compiled(event, part, &tag(language)) && part != Part::EmailText {
                    left.push(format!("{event}/{} in {language}", part.file_name()));
                }
            }
        }
    }
    assert!(left.is_empty(), "these are left to the reference:\n{}", left.join("\n"));
}

#[test]
fn fixtures_come_out_the_same() {
    for name in fixtures() {
        for language in LANGUAGES {
            for channel in Channel::ALL {
                same(shipped(), reference(), &fixture(&name), &force(language, channel)).unwrap();
            }
        }
    }
}

#[test]
fn a_regions_message_hides_its_languages_term_of_that_name() {
    let sources = Sources::new()
        .template("order_delivered/sms.txt", "{{ t(id=\"said\") }}")
        .locale("en/a.ftl", "-brand = Example\nsaid = By { -brand }")
        .locale("en-GB/a.ftl", "brand = Example Ltd");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let reference = Engine::of_reference(&sources, Config::default()).unwrap();
    for language in ["en", "en-GB"] {
        same(&engine, &reference, &fixture("order_delivered"), &force(language, Channel::Sms)).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn strange_events_come_out_the_same(
        at in any::<prop::sample::Index>(),
        places in prop::collection::vec((any::<prop::sample::Index>(), odd()), 1..4),
        language in prop::sample::select(LANGUAGES.to_vec()),
        channel in prop::sample::select(Channel::ALL.to_vec()),
    ) {
        let names = fixtures();
        let mut event: Value = serde_json::from_str(&fixture(&names[at.index(names.len())])).unwrap();
        for (place, value) in places {
            let mut paths = Vec::new();
            pointers(&event, "", &mut paths);
            *event.pointer_mut(&paths[place.index(paths.len())]).unwrap() = value;
        }
        let found = same(shipped(), reference(), &event.to_string(), &force(language, channel));
        prop_assert!(found.is_ok(), "{}\n{event}", found.unwrap_err());
    }
}

/// What may stand in a field's place, with what a sentence, a page or a direction could stumble over.
fn odd() -> impl Strategy<Value = Value> {
    let texts = [
        "{$name}",
        "{",
        "\\u{e000}object",
        "<b>&\"'",
        "ליאת",
        "\u{2068}x",
        "TRY",
        "0",
        "1250.5",
        "a *b* _c_",
    ];
    prop_oneof![strange(), prop::sample::select(texts.to_vec()).prop_map(Value::from)]
}
