//! Programs against their reference: a text is the same, and so are receipts and errors, whichever of them writes it.

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use tellal::catalog::Part;
use tellal::{Channel, Config, Engine, EventKind, Notification, Preview};

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
    Err(format!("compiled:\n{}\nreference:\n{}\n{event}", both[0], both[1]))
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
