//! How many events a second become durable here: `cargo run --release --example accepts [FOLDER]`.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on should stop")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tellal::EventKind;
use tellal::clock::{Clock, SystemClock};
use tellal::outbox::{EntryId, Intake, NewEntry, OutboxConfig, ReceiverKey, SqliteStore};

/// How long each measurement takes.
const LONG: Duration = Duration::from_secs(5);

/// An event of about 9 KB, different from all others.
fn event(number: u64) -> NewEntry {
    let mut body = EventKind::OrderDelivered.example().as_bytes().to_vec();
    body.extend(std::iter::repeat_with(|| fastrand::alphanumeric() as u8).take(2_000));
    let mut dedupe_key = [0; 32];
    fastrand::fill(&mut dedupe_key);
    NewEntry {
        id: EntryId::new(SystemClock.now()),
        body,
        event: EventKind::OrderDelivered,
        order_number: Some(format!("ORD-{number}")),
        site_domain: "www.example.com".to_owned(),
        receiver: ReceiverKey::parse(&format!("someone{}@example.com", number % 1_000_003), None),
        dedupe_key,
        accepted_at: SystemClock.now(),
        request_id: number.to_string(),
        withdraws: Vec::new(),
    }
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
async fn measure(folder: PathBuf, callers: usize) {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let path = folder.path().join("tellal.db");
    let store = Arc::new(SqliteStore::open(path, OutboxConfig::default(), &SystemClock).unwrap());
    let (number, started) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..callers {
        let (store, number) = (Arc::clone(&store), Arc::clone(&number));
        all.spawn(async move {
            let mut took = Vec::new();
            while started.elapsed() < LONG {
                let entry = event(number.fetch_add(1, Ordering::Relaxed));
                let asked = Instant::now();
                store.accept(entry).await.unwrap();
                took.push(asked.elapsed());
            }
            took
        });
    }
    let mut took: Vec<Duration> = all.join_all().await.into_iter().flatten().collect();
    took.sort_unstable();
    let rate = f64::from(u32::try_from(took.len()).unwrap()) / started.elapsed().as_secs_f64();
    let (half, most) = (took[took.len() / 2], took[took.len() * 99 / 100]);
    println!("{callers:>3} callers: {rate:>7.0} durable accepts/s, p50 {half:?}, p99 {most:?}");
}

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    for callers in [1, 16, 64] {
        measure(folder.clone(), callers).await;
    }
}
