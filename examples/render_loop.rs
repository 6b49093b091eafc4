//! Renders an event over and over, for tools that count instructions or take profiles:
//! `cargo run --release --example render_loop -- [sms|whatsapp|email] [EVENTS] [by-hand]`.
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]
#![allow(dead_code, reason = "what the benchmarks share is more than this needs")]

#[path = "../benches/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::Instant;

use support::by_hand::{ByHand, Written};
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

/// The same of the program that is written by hand.
#[inline(never)]
fn measured_by_hand(write: HandWriter, program: &ByHand, bodies: &[Vec<u8>], events: usize) {
    let mut written = Written::default();
    for at in 0..events {
        black_box(write(program, &bodies[at % bodies.len()], &mut written));
    }
}

type HandWriter = fn(&ByHand, &[u8], &mut Written) -> Option<()>;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (allows, write): (Allows, HandWriter) = match arguments.next().as_deref() {
        Some("whatsapp") => (Allows::Whatsapp, ByHand::whatsapp),
        Some("email") => (Allows::Email, ByHand::email),
        _ => (Allows::Sms, ByHand::sms),
    };
    let events = arguments.next().and_then(|events| events.parse().ok()).unwrap_or(2_560);
    let by_hand = arguments.next().is_some_and(|who| who == "by-hand");
    let (engine, bodies) = (shipped(), bodies(&Recipe { allows, ..SMS }));
    for body in &bodies {
        assert!(matches!(engine.render(body), Outcome::Message(_)), "every event of the pool has a message");
    }
    let program = ByHand::new(&engine, &["en"]);
    let start = Instant::now();
    if by_hand {
        measured_by_hand(write, &program, &bodies, events);
    } else {
        measured(&engine, &bodies, events);
    }
    println!("{events} events in {:?}", start.elapsed());
}
