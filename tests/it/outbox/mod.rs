//! The outbox: its state machine, its stores, and what disks do to them.

/// Runs each test on every store there is: what a store is, these tests say.
macro_rules! on_every_store {
    ($($name:ident,)*) => {
        $(mod $name {
            #[tokio::test]
            async fn in_memory() {
                super::$name(std::sync::Arc::new(tellal::outbox::MemoryStore::new(super::config()))).await;
            }

            #[tokio::test]
            async fn in_sqlite() {
                let (_folder, store) = crate::outbox::sqlite(super::config());
                super::$name(store).await;
            }
        })*
    };
}

mod beside;
mod child;
mod conformance;
mod damage;
mod desk;
mod disk;
mod likeness;
mod machine;
mod retention;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tellal::clock::{Clock, from_millis, later};
use tellal::outbox::{
    Cause, Claim, Claims, EntryId, Finding, Lane, NewEntry, OutboxConfig, Pause, ReceiverKey, Report,
    SqliteStore, Store, Ticket, Written,
};
use tellal::{Channel, EventKind};

/// A moment, so many seconds after the tests' beginning of time.
pub(crate) fn at(seconds: u64) -> Timestamp {
    later(from_millis(1_700_000_000_000), Duration::from_secs(seconds))
}

/// A clock that stands still.
#[derive(Clone, Copy)]
pub(crate) struct Still(pub(crate) Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// The `number`-th event, as of a moment.
pub(crate) fn event(number: u64, kind: EventKind, moment: Timestamp) -> NewEntry {
    let mut chance = [0; 10];
    chance[..8].copy_from_slice(&number.to_be_bytes());
    let mut dedupe_key = [0; 32];
    dedupe_key[..8].copy_from_slice(&number.to_be_bytes());
    NewEntry {
        id: EntryId::from_parts(moment, chance),
        body: format!("{{\"event\":{number}}}").into_bytes(),
        event: kind,
        order_number: Some(format!("ORD-{number}")),
        site_domain: "www.example.com".to_owned(),
        receiver: ReceiverKey::parse(&format!("+9055512345{:02}", number % 100), None),
        dedupe_key,
        accepted_at: moment,
        request_id: format!("request-{number}"),
        withdraws: Vec::new(),
    }
}

pub(crate) fn delivered(number: u64, seconds: u64) -> NewEntry {
    event(number, EventKind::OrderDelivered, at(seconds))
}

pub(crate) fn written(channel: Channel, receiver: &ReceiverKey) -> Written {
    Written { channel, receiver: receiver.clone(), message: format!("to be sent by {channel}").into_bytes() }
}

pub(crate) fn report(finding: Finding, seconds: u64) -> Report {
    Report { finding, now: at(seconds), chance: 0.0, provider_id: None, opt_out: None }
}

pub(crate) fn retry(code: &str) -> Finding {
    Finding::Retry { cause: Cause::new(code, ""), pause: Pause::default() }
}

pub(crate) fn claim(lane: Lane, seconds: u64, limit: usize) -> Claim {
    let (lease, prolonged) = (Duration::from_secs(60), Duration::ZERO);
    Claim { now: at(seconds), lease, limit, lane, prolonged }
}

/// Claims what is due of both lanes.
pub(crate) async fn claim_all(store: &dyn Store, seconds: u64) -> Claims {
    let mut claims = store.claim(claim(Lane::Unwritten, seconds, 100)).await.unwrap();
    let lane = Lane::Written(Channel::ALL.to_vec());
    let mut more = store.claim(claim(lane, seconds, 100)).await.unwrap();
    claims.claimed.append(&mut more.claimed);
    claims
}

/// Accepts an event, claims it and begins to send it by SMS.
pub(crate) async fn begun(store: &dyn Store, number: u64, seconds: u64) -> Ticket {
    let entry = delivered(number, seconds);
    let (id, receiver) = (entry.id, entry.receiver.clone());
    store.accept(entry).await.unwrap();
    let claims = store.claim(claim(Lane::Unwritten, seconds, 100)).await.unwrap();
    let ticket = claims.claimed.iter().find(|claimed| claimed.entry.id == id).unwrap().ticket();
    store.begin(ticket, written(Channel::Sms, &receiver)).await.unwrap();
    ticket
}

/// A store in a file that goes away with the folder.
pub(crate) fn sqlite(config: OutboxConfig) -> (tempfile::TempDir, Arc<SqliteStore>) {
    let folder = tempfile::tempdir().unwrap();
    let config = without_reserve(config);
    let store = SqliteStore::open(folder.path().join("tellal.db"), config, &Still(at(0))).unwrap();
    (folder, Arc::new(store))
}

pub(crate) fn without_reserve(mut config: OutboxConfig) -> OutboxConfig {
    config.reserve_bytes = 0;
    config
}
