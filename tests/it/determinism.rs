//! The same event, catalog and configuration give the same bytes.

use tellal::{Channel, Config, Engine};

use crate::support::{LANGUAGES, fixture, fixtures, force, json, shipped, shipped_sources};

fn everything(engine: &Engine) -> Vec<String> {
    let mut all = Vec::new();
    for name in fixtures() {
        let event = fixture(&name);
        for language in LANGUAGES {
            for channel in Channel::ALL {
                all.push(json(&engine.preview(event.as_bytes(), &force(language, channel))));
            }
        }
    }
    all
}

#[test]
fn two_engines_and_two_threads_agree_to_the_byte() {
    let first = everything(shipped());
    let other = Engine::new(&shipped_sources(), Config::default()).unwrap();
    let second = std::thread::spawn(move || everything(&other)).join().unwrap();
    assert_eq!(first, second);
    assert_eq!(first, everything(shipped()));
}

#[test]
fn the_order_of_keys_in_an_event_does_not_matter() {
    let event = fixture("order_cancellation");
    let sorted: serde_json::Value = serde_json::from_str(&event).unwrap();
    for language in LANGUAGES {
        for channel in Channel::ALL {
            let preview = force(language, channel);
            let (as_sent, as_sorted) = (
                shipped().preview(event.as_bytes(), &preview),
                shipped().preview(sorted.to_string().as_bytes(), &preview),
            );
            assert_eq!(json(&as_sent), json(&as_sorted));
        }
    }
}
