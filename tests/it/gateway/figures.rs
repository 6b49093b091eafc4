//! Figures of the queue: what is shown while nobody knows.

use std::collections::BTreeMap;
use std::time::Duration;

use tellal::clock::{Clock, SystemClock, earlier, later};
use tellal::outbox::{State, Stats};

use super::Server;

/// The value of a metric.
fn value(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

const AGE: &str = "tellal_queue_figures_age_seconds";

#[test]
fn a_store_that_says_nothing_does_not_make_the_queue_empty() {
    let server = Server::start("");
    let none = server.get("/metrics").text();
    assert_eq!(value(&none, AGE), Some(f64::INFINITY));
    assert!(
        !none.contains("tellal_queue_entries") && !none.contains("tellal_queue_oldest_seconds"),
        "{none}"
    );

    std::thread::sleep(Duration::from_millis(600));
    let oldest_waiting = Some(earlier(SystemClock.now(), Duration::from_secs(100)));
    let states = BTreeMap::from([(State::Dead, 3)]);
    *server.memory.figures.lock().unwrap() =
        Some(Stats { states, oldest_waiting, quarantined: 7, opt_outs: 0 });
    let fresh = server.get("/metrics").text();
    assert!(value(&fresh, AGE).unwrap() < 0.5, "{fresh}");
    for state in State::ALL {
        let count = if state == State::Dead { 3.0 } else { 0.0 };
        assert_eq!(value(&fresh, &format!("tellal_queue_entries{{state=\"{state}\"}}")), Some(count));
    }

    *server.memory.figures.lock().unwrap() = None;
    std::thread::sleep(Duration::from_millis(600));
    let old = server.get("/metrics").text();
    assert!(value(&old, AGE).unwrap() >= 0.6, "{old}");
    assert_eq!(value(&old, "tellal_queue_entries{state=\"dead\"}"), Some(3.0));
    assert!(value(&old, "tellal_queue_oldest_seconds").unwrap() >= 100.0);
    assert_eq!(value(&old, "tellal_quarantine_bodies"), Some(7.0));
}

#[test]
fn a_clock_that_was_put_back_makes_nothing_old() {
    let server = Server::start("");
    let oldest_waiting = Some(later(SystemClock.now(), Duration::from_secs(86_400)));
    *server.memory.figures.lock().unwrap() = Some(Stats { oldest_waiting, ..Stats::default() });
    assert_eq!(value(&server.get("/metrics").text(), "tellal_queue_oldest_seconds"), Some(0.0));
}
