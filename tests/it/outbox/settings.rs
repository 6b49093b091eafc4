//! `[outbox]`, `[delivery]` and `useful_life`: what is read, and what is refused.

use std::time::Duration;

use tellal::outbox::{DeliveryConfig, NewEntry, OutboxConfig, Schedule, Supersession};
use tellal::{Config, EventKind};

use super::at;
use crate::support::{changed, fixture};

fn config(text: &str) -> Config {
    Config::parse(text, std::iter::empty()).unwrap()
}

#[test]
fn the_defaults_are_the_documented_ones() {
    let outbox = OutboxConfig::default();
    assert_eq!(outbox.path.to_str(), Some("tellal.db"));
    assert_eq!(outbox.dedupe_window, Duration::from_secs(86_400));
    assert_eq!(outbox.useful_life(EventKind::OrderDelivered), Duration::from_secs(172_800));
    assert_eq!(outbox.useful_life(EventKind::ProductAlert), Duration::from_secs(43_200));
    let delivery = DeliveryConfig::default();
    assert_eq!(delivery.rules.schedule, Schedule::default());
    assert!(delivery.rules.fallback);
}

#[test]
fn every_key_is_read() {
    let config = config(
        "[outbox]\npath = \"x.db\"\ndedupe_window = 0\nkeep_bodies = \"7d\"\nkeep_entries = \"90d\"\n\
         quarantine_entries = 5\nquarantine_bytes = 1000\nreserve_bytes = 0\n\
         supersede = { order_delivered = [\"order_shipped_cargo\"] }\n\
         [delivery]\nretry = [1, \"2m\"]\njitter = 0.1\nfallback = false\nmax_crashes = 4\nin_flight = 9\n\
         lease = \"10m\"\npoll = 0.5\ngrace = 3\nsweep = \"30s\"\n\
         [events.order_delivered]\nuseful_life = \"90m\"",
    );
    let outbox = OutboxConfig::from_config(&config).unwrap();
    let delivery = DeliveryConfig::from_config(&config).unwrap();
    assert_eq!(outbox.rules, delivery.rules);
    assert_eq!(outbox.dedupe_window, Duration::ZERO);
    assert_eq!(outbox.useful_life(EventKind::OrderDelivered), Duration::from_secs(5_400));
    assert_eq!(outbox.supersession.0[&EventKind::OrderDelivered], [EventKind::OrderShippedCargo]);
    assert_eq!(delivery.rules.schedule.pauses, [Duration::from_secs(1), Duration::from_secs(120)]);
    assert_eq!(delivery.poll, Duration::from_millis(500));
}

#[test]
fn mistakes_name_their_key() {
    let table = [
        ("[outbox]\nkeep_body = 3", "outbox.keep_body: there is no such key; did you mean keep_bodies?"),
        ("[outbox]\npath = 3", "outbox.path: expected the path of a file"),
        (
            "[outbox.supersede]\norder_deliverd = []",
            "outbox.supersede: expected events, but there is no `order_deliverd`; did you mean order_delivered?",
        ),
        ("[delivery]\njitter = 2", "delivery.jitter: 2 is not from 0 to 0.5"),
        ("[delivery]\nretry = \"often\"", "delivery.retry: expected a list of at most 100 pauses"),
        ("[delivery]\ngrace = \"1m\"", "delivery.grace: 60 is not from 0 to 9 seconds"),
        ("[delivery]\nretry = [5, 1e19]", "delivery.retry: expected pauses of at most 30 days"),
        ("[delivery]\npoll = 0", "delivery.poll: 0 is not from 0.01 to 3155760000 seconds"),
    ];
    for (text, expected) in table {
        assert_eq!(OutboxConfig::from_config(&config(text)).unwrap_err().to_string(), expected, "{text}");
    }
    let refused = Config::parse("[events.order_delivered]\nuseful_life = \"soon\"", std::iter::empty());
    assert!(refused.unwrap_err().to_string().starts_with("events.order_delivered.useful_life: seconds"));
}

fn entry(body: &str) -> NewEntry {
    let supersession = Supersession::default();
    NewEntry::read(body.as_bytes(), &Config::default(), &supersession, at(5), "request").unwrap()
}

#[test]
fn only_the_cancellation_of_a_whole_order_withdraws() {
    let withdrawn = |event: &str| entry(event).withdraws;
    let cancellation = |kind: &str, whole: bool| {
        changed("order_cancellation", |json| {
            json["payload"]["cancellation_type"] = kind.into();
            if whole {
                json["payload"].as_object_mut().unwrap().remove("order_items");
            }
        })
    };
    assert!(withdrawn(&cancellation("cancel", true)).contains(&EventKind::OrderShippedCargo));
    assert!(withdrawn(&cancellation("cancel", false)).is_empty());
    assert!(withdrawn(&cancellation("refund", true)).is_empty());
    assert!(withdrawn(&fixture("order_delivered")).is_empty());
}

#[test]
fn an_entry_is_made_of_a_notification() {
    let body = fixture("order_delivered");
    let (one, same) = (entry(&body), entry(&body));
    assert_ne!(one.id, same.id);
    assert_eq!(one.dedupe_key, same.dedupe_key);
    assert_eq!(one.order_number.as_deref(), Some("ORD-2024-00001"));
    assert_eq!(one.receiver.reveal(), "+905551234567");
    assert_eq!(format!("{:?}", one.receiver), "ReceiverKey(…)");
    assert!(!format!("{one:?}").contains("+90555"));
    let other = changed("order_delivered", |json| json["to"] = "+905551234568".into());
    assert_ne!(entry(&other).dedupe_key, one.dedupe_key);
}
