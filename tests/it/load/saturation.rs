//! As many durable events a second as go in, against the same gateway in front of nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tellal::clock::SystemClock;
use tellal::gateway::{CatalogReloader, Credentials, Gateway, GatewayConfig, Parts, listen};
use tellal::outbox::{
    Accepted, Intake, NewEntry, OutboxConfig, Pending, Refused, RefusedId, SqliteStore, StoreError,
};
use tellal::telemetry::Metrics;
use tokio::time::Instant;

use super::client::Client;
use super::program::LOGIN;
use super::{ALONE, Events, long, quantile};
use crate::support::{root, shipped};

/// Takes everything and keeps nothing.
struct Nothing;

impl Intake for Nothing {
    fn accept(&self, entry: NewEntry) -> Pending<'_, Accepted> {
        Box::pin(async move { Ok(Accepted::New(entry.id)) })
    }

    fn quarantine(&self, _: Refused) -> Pending<'_, RefusedId> {
        Box::pin(async { Ok(0) })
    }

    fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Events a second, and the 50th and 99th percentile of what one took.
async fn measure(intake: Arc<dyn Intake>, clients: usize, time: Duration) -> (f64, Duration, Duration) {
    let (username, password) = LOGIN.split_once(':').unwrap();
    let metrics = Arc::new(Metrics::default());
    let engine = shipped().clone();
    let catalog = CatalogReloader::new(
        engine.clone(),
        root().join("templates"),
        root().join("locales"),
        Arc::clone(&metrics),
    );
    let gateway = Gateway::new(Parts {
        config: GatewayConfig::default(),
        outbox: OutboxConfig::default(),
        engine,
        intake,
        figures: Box::new(|| Box::pin(async { None })),
        credentials: Credentials::single(username, password),
        catalog: Arc::new(catalog),
        metrics,
        clock: Arc::new(SystemClock),
    });
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(gateway.serve(listener, async move {
        let _ = stopped.await;
    }));
    let events = Events::new();
    let (done, over) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let start = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let (events, done, over) = (events.clone(), Arc::clone(&done), Arc::clone(&over));
            tokio::spawn(async move {
                let mut client = Client::connect(address).await.unwrap();
                let mut times = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    let (_, body) = events.next();
                    let sent = Instant::now();
                    assert_eq!(client.notify(&body).await.unwrap(), 200);
                    times.push(sent.elapsed());
                    done.fetch_add(1, Ordering::Relaxed);
                }
                times
            })
        })
        .collect();
    tokio::time::sleep(time).await;
    #[expect(clippy::cast_precision_loss, reason = "a few hundred thousand")]
    let rate = done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64();
    over.store(true, Ordering::Relaxed);
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    times.sort();
    let _ = stop.send(());
    serving.await.unwrap();
    (rate, quantile(&times, 0.5), quantile(&times, 0.99))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_durability_costs() {
    let _alone = ALONE.lock().await;
    let (clients, time) =
        if long() { (64, Duration::from_secs(10)) } else { (16, Duration::from_millis(500)) };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tellal.db");
    let store = SqliteStore::open(&path, OutboxConfig::default(), &SystemClock).unwrap();
    measure(Arc::new(Nothing), clients, time / 5).await;
    let (nothing, ..) = measure(Arc::new(Nothing), clients, time).await;
    let (durable, p50, p99) = measure(Arc::new(store), clients, time).await;
    println!(
        "saturated by {clients} clients: {durable:.0} durable events/s (p50 {p50:?}, p99 {p99:?}); {nothing:.0}/s \
         without a store ({:.0} %)",
        100.0 * durable / nothing,
    );
    assert!(durable > 0.0 && nothing > 0.0);
}
