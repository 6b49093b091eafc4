//! What every store clears away, when, and how much of it at once.

use std::sync::Arc;
use std::time::Duration;

use tellal::outbox::{Cause, EntryId, Filter, Finding, OutboxConfig, Refused, Report, State, Store, Swept};
use tellal::provider::ProviderId;

use super::{at, begun, delivered, report, sqlite};

fn config() -> OutboxConfig {
    let mut config = OutboxConfig::default();
    config.keep_bodies = Duration::from_secs(1_000);
    config.keep_entries = Duration::from_secs(5_000);
    config
}

on_every_store! {
    clearing_away_is_done_in_parts,
    purging_is_done_in_parts,
    refused_bodies_have_their_time_too,
    what_the_provider_called_it_is_forgotten,
}

async fn accept(store: &Arc<dyn Store>, numbers: std::ops::Range<u64>, seconds: u64) -> Vec<EntryId> {
    let mut all = tokio::task::JoinSet::new();
    for number in numbers {
        let store = Arc::clone(store);
        all.spawn(async move { store.accept(delivered(number, seconds)).await.unwrap().id() });
    }
    all.join_all().await
}

async fn sweep(store: &Arc<dyn Store>, seconds: u64) -> Swept {
    store.sweep(at(seconds), 0.0, Vec::new()).await.unwrap()
}

async fn clearing_away_is_done_in_parts(store: Arc<dyn Store>) {
    let ids = accept(&store, 0..501, 0).await;
    store.cancel(ids, Cause::new("cancelled", ""), at(1)).await.unwrap();
    let first = sweep(&store, 1_001).await;
    assert_eq!((first.forgotten, first.more), (500, true));
    let second = sweep(&store, 1_001).await;
    assert_eq!((second.forgotten, second.more), (1, false));
    let first = sweep(&store, 5_001).await;
    assert_eq!((first.deleted, first.more), (500, true));
    let second = sweep(&store, 5_001).await;
    assert_eq!((second.deleted, second.more), (1, false));

    accept(&store, 1_000..1_501, 10_000).await;
    let over = 10_000 + 172_800;
    let first = sweep(&store, over).await;
    assert_eq!((first.expired, first.more), (500, true));
    let second = sweep(&store, over).await;
    assert_eq!((second.expired, second.more), (1, false));
}

async fn purging_is_done_in_parts(store: Arc<dyn Store>) {
    let ids = accept(&store, 0..3, 0).await;
    store.cancel(ids[..2].to_vec(), Cause::new("cancelled", ""), at(1)).await.unwrap();
    assert_eq!(store.purge(ids[1..].to_vec()).await, Ok(1), "what waits stays");
    assert_eq!(store.purge(vec![ids[0], ids[0]]).await, Ok(1));
    assert_eq!(store.purge(ids.clone()).await, Ok(0));
    let left = store.list(Filter::default()).await.unwrap();
    assert_eq!((left.len(), left[0].id, left[0].progress.state), (1, ids[2], State::Accepted));

    for number in 0..501 {
        store.quarantine(refused(number)).await.unwrap();
    }
    assert_eq!(store.quarantine_purge(at(501)).await, Ok(500));
    assert_eq!(store.quarantine_purge(at(501)).await, Ok(1));
    assert_eq!(store.quarantine_purge(at(501)).await, Ok(0));
}

fn refused(number: u64) -> Refused {
    Refused {
        id: 0,
        at: at(number),
        request_id: format!("request-{number}"),
        code: "not_json".to_owned(),
        detail: String::new(),
        bytes: 0,
        body: b"{".to_vec(),
    }
}

async fn refused_bodies_have_their_time_too(store: Arc<dyn Store>) {
    let id = store.quarantine(refused(10)).await.unwrap();
    store.quarantine(refused(11)).await.unwrap();
    assert_eq!(sweep(&store, 1_009).await.refused, 0);
    assert_eq!(sweep(&store, 1_010).await.refused, 1);
    assert_eq!(store.quarantine_show(id).await, Ok(None));
    assert_eq!(store.quarantine_list(None).await.unwrap().len(), 1);
    assert_eq!(store.stats().await.unwrap().quarantined, 1);
}

/// Some providers' ids are made of the receiver's number.
async fn what_the_provider_called_it_is_forgotten(store: Arc<dyn Store>) {
    let ticket = begun(&*store, 1, 0).await;
    let provider_id = Some(ProviderId::new("wamid.905551234501"));
    store.record(ticket, Report { provider_id, ..report(Finding::Sent, 10) }).await.unwrap();
    let entry = store.show(ticket.id).await.unwrap().unwrap().entry;
    assert_eq!(entry.provider_id.as_ref().map(ProviderId::reveal), Some("wamid.905551234501"));
    assert!(!serde_json::to_string(&entry).unwrap().contains("wamid"), "not in a list");
    assert_eq!(sweep(&store, 1_010).await.forgotten, 1);
    assert_eq!(store.show(ticket.id).await.unwrap().unwrap().entry.provider_id, None);
}

#[tokio::test]
async fn what_is_forgotten_is_not_in_the_file() {
    let (folder, store) = sqlite(config());
    let ticket = begun(&*store, 1, 0).await;
    let path = folder.path().join("tellal.db");
    let stored = rusqlite::Connection::open(&path).unwrap();
    let packed = |sql| stored.query_row(sql, [], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    let (body, message) = (packed("SELECT body FROM body"), packed("SELECT message FROM message"));
    drop(stored);
    store.record(ticket, report(Finding::Sent, 10)).await.unwrap();
    assert_eq!(store.sweep(at(1_010), 0.0, Vec::new()).await.unwrap().forgotten, 1);
    drop(store);
    let file = std::fs::read(path).unwrap();
    let texts = [&b"905551234501"[..], b"{\"event\":1}", b"to be sent by sms"];
    for bytes in texts.into_iter().chain([&body[..], &message[..]]) {
        let found = file.windows(bytes.len()).any(|window| window == bytes);
        assert!(!found, "{}", String::from_utf8_lossy(bytes));
    }
}
