//! Renders an event over and over, for tools that count instructions or take profiles:
//! `cargo run --release --example render_loop -- [sms|whatsapp|email] [EVENTS]`.
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]
#![allow(dead_code, reason = "what the benchmarks share is more than this needs")]

#[path = "../benches/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::Instant;

use support::case::SMS;
use support::catalog::shipped;
use support::pool::{Allows, Recipe, bodies};
use tellal::{Engine, Outcome};

/// What is measured; a function of its own, so that a profiler can be told to look at nothing else.
#[inline(never)]
fn measured(engine: &Engine, bodies: &[Vec<u8>], events: usize) {
    for at in 0..events {
        drop(black_box(engine.render(&bodies[at % bodies.len()])));
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let allows = match arguments.next().as_deref() {
        Some("whatsapp") => Allows::Whatsapp,
        Some("email") => Allows::Email,
        _ => Allows::Sms,
    };
    let events = arguments.next().and_then(|events| events.parse().ok()).unwrap_or(2_560);
    let (engine, bodies) = (shipped(), bodies(&Recipe { allows, ..SMS }));
    for body in &bodies {
        assert!(matches!(engine.render(body), Outcome::Message(_)), "every event of the pool has a message");
    }
    let start = Instant::now();
    measured(&engine, &bodies, events);
    println!("{events} events in {:?}", start.elapsed());
}
