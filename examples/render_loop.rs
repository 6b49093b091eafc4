//! Renders an event over and over, for tools that count instructions or take profiles:
//! `cargo run --release --example render_loop -- [CASE] [EVENTS] [scan|by-hand]`. With `scan` it only scans the JSON, with
//! `by-hand` the hand-written program runs.
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]
#![allow(dead_code, reason = "what the benchmarks share is more than this needs")]

#[path = "../benches/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::Instant;

use support::by_hand::Written;
use support::case::{Bench, scan};

/// What is measured; a function of its own, so that a profiler can be told to look at nothing else.
#[inline(never)]
fn measured<T>(bodies: &[Vec<u8>], events: usize, mut run: impl FnMut(&[u8]) -> T) {
    for at in 0..events {
        black_box(run(&bodies[at % bodies.len()]));
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "sms".to_owned());
    let events = arguments.next().and_then(|events| events.parse().ok()).unwrap_or(2_560);
    // What all contenders write the same of is rendered here, so everything is warm.
    let bench = Bench::new(&name);
    let case = bench.cases.iter().find(|case| case.name == name);
    let Some(case) = case else { panic!("there is no case {name}; see benches/README.md") };
    let start = Instant::now();
    match arguments.next().as_deref() {
        Some("scan") => measured(&case.bodies, events, scan),
        Some("by-hand") => {
            let mut written = Written::default();
            measured(&case.bodies, events, |body| bench.by_hand(case, body, &mut written));
        }
        _ => measured(&case.bodies, events, |body| case.engine.render(body)),
    }
    println!("{events} events in {:?}", start.elapsed());
}
