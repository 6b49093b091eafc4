//! How often an event asks for memory, and that it gives all of it back. Times vary with the machine; this does not, so it
//! is a test. It has a binary of its own, since it counts in the allocator.
#![allow(dead_code, reason = "what the benchmarks share is more than this needs")]

#[path = "../benches/support/mod.rs"]
mod support;

use std::alloc::System;
use std::hint::black_box;
use std::sync::{Mutex, PoisonError};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use support::case::{RECIPES, SMS};
use support::catalog::shipped;
use support::pool::{POOL, Recipe, bodies};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The counters are the whole process's: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Allocations of an event, on average over a pool, once everything is warm.
fn allocations(recipe: &Recipe) -> usize {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (engine, bodies) = (shipped(), bodies(recipe));
    let pass = || bodies.iter().for_each(|body| drop(black_box(engine.render(body))));
    pass();
    let region = Region::new(ALLOCATOR);
    pass();
    let change = region.change();
    (change.allocations + change.reallocations).div_ceil(POOL)
}

fn check(name: &str, most: usize) {
    let (_, recipe) = RECIPES.into_iter().find(|(case, _)| *case == name).expect("a case of that name");
    let counted = allocations(&recipe);
    println!("{name}: {counted} allocations an event");
    assert!(counted <= most, "{name}: {counted} allocations an event, at most {most} are wanted");
}

#[test]
fn an_event_asks_for_memory_this_often_at_most() {
    check("sms", 11);
    check("sms-50-items", 18);
    check("whatsapp", 14);
    check("email", 36);
    check("product-alert", 14);
    check("checkout-url", 10);
}

/// Ten million events with `TELLAL_LONG=1` (use `--release`), else a few.
#[test]
fn memory_stays_flat() {
    #[expect(clippy::disallowed_methods, reason = "the long variant is asked for by the environment")]
    let passes = if std::env::var("TELLAL_LONG").is_ok() { 10_000_000 / POOL } else { 8 };
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (engine, bodies) = (shipped(), bodies(&SMS));
    let pass = || bodies.iter().for_each(|body| drop(black_box(engine.render(body))));
    pass();
    pass();
    let region = Region::new(ALLOCATOR);
    (0..passes).for_each(|_| pass());
    let change = region.change();
    let (taken, given) = (change.bytes_allocated, change.bytes_deallocated);
    println!("{} events took {taken} bytes and gave back {given}", passes * POOL);
    assert_eq!(taken, given, "{} events keep memory", passes * POOL);
}
