//! Whole lives of an outbox under a seed: the process is killed anywhere, the store fails and forgets to say
//! that it did not, providers hang, lie and deliver what they say they did not, the clock is set, people opt out
//! and cancel. The code is the real one; store, providers and time are simulated.
//!
//! `TELLAL_LONG=1` runs all 2,000 seeds (see tests/simulation.sh), `TELLAL_SEED=n` one of them.

mod ledger;
mod post;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use self::world::World;

/// How many seeds there are, and how many run in the suite of a debug build.
const SEEDS: u64 = 2_000;
const FEW: u64 = 40;
pub(crate) const EVENTS: u64 = 200;

#[test]
fn every_event_comes_to_its_end_whatever_happens() {
    if let Ok(seed) = std::env::var("TELLAL_SEED") {
        let seed = seed.parse().expect("TELLAL_SEED is a number");
        println!("seed {seed}: {:?}", World::new(seed).run());
        return;
    }
    let seeds = if std::env::var_os("TELLAL_LONG").is_some() { SEEDS } else { FEW };
    let started = std::time::Instant::now();
    let next = AtomicU64::new(0);
    let totals = std::sync::Mutex::new(ledger::Totals::default());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        break;
                    }
                    let run = std::panic::catch_unwind(|| World::new(seed).run());
                    let run = run.unwrap_or_else(|_| {
                        panic!("seed {seed} failed: TELLAL_SEED={seed} runs it alone");
                    });
                    totals.lock().unwrap().add(&run);
                }
            });
        }
    });
    let totals = totals.into_inner().unwrap();
    println!("{seeds} seeds of {EVENTS} events in {:.1} s: {totals:?}", started.elapsed().as_secs_f64());
    // A simulation in which nothing goes wrong would prove nothing.
    let happened = [
        totals.crashes,
        totals.store_faults,
        totals.doubts,
        totals.jumps,
        totals.opt_outs,
        totals.superseded,
    ];
    assert!(happened.iter().all(|count| *count > seeds / 2), "{totals:?}");
}
