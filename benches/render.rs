//! The whole pipeline, from a body's bytes to the outcome, beside what it could cost at least and at most.
//!
//! `cargo bench --bench render` gives criterion's reports and, at the end, a table of ratios that were measured in turns;
//! `-- --quick` the same within two minutes, `-- sms` only the cases with that name. `benches/README.md` says how to read it.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod support;

use std::cell::RefCell;
use std::hint::black_box;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use support::by_hand::Written;
use support::case::{Bench, Case, scan};
use support::measure::{Contender, Measured, in_turns, median, turn_of};

fn contenders<'a>(bench: &'a Bench, case: &'a Case) -> Vec<Contender<'a>> {
    let bodies = &case.bodies;
    let written = RefCell::new(Written::default());
    vec![
        Contender {
            name: "engine",
            run: Box::new(move |at| drop(black_box(case.engine.render(&bodies[at])))),
        },
        Contender { name: "scan", run: Box::new(move |at| _ = black_box(scan(&bodies[at]))) },
        Contender {
            name: "by-hand",
            run: Box::new(move |at| {
                _ = black_box(bench.by_hand(case, &bodies[at], &mut written.borrow_mut()));
            }),
        },
        Contender { name: "naive", run: Box::new(move |at| drop(black_box(bench.naive(&bodies[at])))) },
    ]
}

/// Criterion's reports, each contender by itself.
fn reports(criterion: &mut Criterion, bench: &Bench) {
    for case in &bench.cases {
        let mut group = criterion.benchmark_group(case.name);
        group.throughput(Throughput::Elements(1));
        for mut contender in contenders(bench, case) {
            let mut at = 0;
            group.bench_function(contender.name, |bencher| {
                bencher.iter(|| {
                    at = (at + 1) % case.bodies.len();
                    (contender.run)(at);
                });
            });
        }
        group.finish();
    }
}

/// How many times as many bodies two threads render in the time of one: the median of several turns.
fn two_threads(case: &Case, time: Duration) -> f64 {
    let pass = |start: usize| {
        for at in 0..case.bodies.len() {
            drop(black_box(case.engine.render(&case.bodies[(start + at) % case.bodies.len()])));
        }
    };
    let mut ratios = Vec::new();
    let started = Instant::now();
    while ratios.len() < 5 || started.elapsed() < time {
        // Each thread has a pass of its own first, so that what is kept per thread is there. It takes its own time: on two
        // processors nobody else could.
        let timed = |thread: usize, start: usize, ready: &Barrier| {
            pin(thread);
            pass(start);
            ready.wait();
            let since = Instant::now();
            pass(start);
            since.elapsed().as_secs_f64()
        };
        let (both, itself) = (Barrier::new(2), Barrier::new(1));
        let (one, two) = std::thread::scope(|scope| {
            let starts = [0, case.bodies.len() / 2];
            let threads = [0, 1].map(|at| {
                scope.spawn({
                    let both = &both;
                    move || timed(at, starts[at], both)
                })
            });
            let two = threads.map(|thread| thread.join().expect("every body was rendered before"));
            let alone = scope.spawn(|| timed(0, 0, &itself));
            (alone.join().expect("every body was rendered before"), two[0].max(two[1]))
        });
        ratios.push(2.0 * one / two);
    }
    median(ratios)
}

/// Keeps this thread on one of the processors that the program may use, so that no two threads share one. Where the system
/// does not let it, they find their places themselves.
#[cfg(target_os = "linux")]
fn pin(thread: usize) {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let Ok(allowed) = sched_getaffinity(None) else { return };
    let mut processors = (0..CpuSet::MAX_CPU).filter(|processor| allowed.is_set(*processor));
    if let Some(processor) = processors.nth(thread) {
        let mut only = CpuSet::new();
        only.set(processor);
        sched_setaffinity(None, &only).ok();
    }
}

#[cfg(not(target_os = "linux"))]
fn pin(_: usize) {}

fn row(case: &Case, measured: &Measured) {
    let bytes = case.bodies.iter().map(Vec::len).sum::<usize>() / case.bodies.len();
    let ratio = |other| measured.ratio("engine", other).unwrap_or_default();
    println!(
        "{:<14} {:>8} {:>10.2} {:>9.2} {:>9.2} {:>9.2} {:>9.2} | {:>9.2} {:>9.2} {:>9.2}",
        case.name,
        bytes,
        measured.nanoseconds("engine").unwrap_or_default() / 1e3,
        measured.nanoseconds("scan").unwrap_or_default() / 1e3,
        measured.nanoseconds("by-hand").unwrap_or_default() / 1e3,
        measured.nanoseconds("naive").unwrap_or_default() / 1e3,
        measured.ratio("by-hand", "scan").unwrap_or_default(),
        ratio("scan"),
        ratio("by-hand"),
        1.0 / ratio("naive"),
    );
}

fn table(bench: &Bench, time: Duration) {
    println!("\nmicroseconds an event, medians in turns over {} bodies a case", support::pool::POOL);
    println!(
        "{:<14} {:>8} {:>10} {:>9} {:>9} {:>9} {:>9} | {:>9} {:>9} {:>9}",
        "case", "bytes", "engine", "scan", "by hand", "naive", "hand/scan", "/ scan", "/ by hand", "x naive"
    );
    for case in &bench.cases {
        let measured = in_turns(&mut contenders(bench, case), case.bodies.len(), turn_of(&case.bodies), time);
        row(case, &measured);
    }
    let of = |name| bench.cases.iter().find(|case: &&Case| case.name == name);
    if let (Some(one), Some(mixed)) = (of("sms"), of("sms-mixed")) {
        let render = |case: &Case, at: usize| drop(black_box(case.engine.render(&case.bodies[at])));
        let mut both = [
            Contender { name: "one", run: Box::new(|at| render(one, at)) },
            Contender { name: "mixed", run: Box::new(|at| render(mixed, at)) },
        ];
        let ratio = in_turns(&mut both, one.bodies.len(), turn_of(&one.bodies), time)
            .ratio("mixed", "one")
            .unwrap_or_default();
        println!("\n20 languages x 28 countries against one of each, in turns: {ratio:.2}");
    }
    if let Some(case) = of("sms") {
        println!("two threads against one, sms: {:.2} times as many events", two_threads(case, time));
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let filter = arguments.first().filter(|first| !first.starts_with('-'));
    let filter = filter.map(|filter| filter.split('/').next().unwrap_or_default()).unwrap_or_default();
    let bench = Bench::new(filter);
    let criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .sample_size(30);
    let mut criterion = criterion.configure_from_args();
    reports(&mut criterion, &bench);
    criterion.final_summary();
    if given("--bench") && !given("--list") {
        table(&bench, if given("--quick") { Duration::from_secs(4) } else { Duration::from_secs(20) });
    }
}
