//! Renders an event over and over, for tools that count instructions or take profiles:
//! `cargo run --release --example render_loop -- [CASE] [EVENTS] [scan]`. With `scan` it only scans the JSON.
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]
#![allow(dead_code, reason = "what the benchmarks share is more than this needs")]

#[path = "../benches/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::Instant;

use support::case::{RECIPES, scan};
use support::catalog::{in_twenty_languages, shipped};
use support::pool::bodies;
use tellal::Outcome;

/// What is measured; a function of its own, so that a profiler can be told to look at nothing else.
#[inline(never)]
fn measured<T>(bodies: &[Vec<u8>], events: usize, each: impl Fn(&[u8]) -> T) {
    for at in 0..events {
        drop(black_box(each(&bodies[at % bodies.len()])));
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "sms".to_owned());
    let events = arguments.next().and_then(|events| events.parse().ok()).unwrap_or(2_560);
    let only_scan = arguments.next().is_some_and(|what| what == "scan");
    let recipe = RECIPES.into_iter().find_map(|(case, recipe)| (case == name).then_some(recipe));
    let Some(recipe) = recipe else { panic!("there is no case {name}; see benches/README.md") };
    let engine = if name == "sms-mixed" { in_twenty_languages() } else { shipped() };
    let bodies = bodies(&recipe);
    for body in &bodies {
        assert!(matches!(engine.render(body), Outcome::Message(_)), "every event of the pool has a message");
    }
    let start = Instant::now();
    if only_scan {
        measured(&bodies, events, scan);
    } else {
        measured(&bodies, events, |body| engine.render(body));
    }
    println!("{events} events in {:?}", start.elapsed());
}
