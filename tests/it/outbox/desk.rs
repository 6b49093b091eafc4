//! What every store does for people: lists, redrive, cancel, purge, quarantine, and the clearing away.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tellal::EventKind;
use tellal::outbox::{
    Cause, Entry, EntryId, Filter, Finding, OutboxConfig, Refusal, Refused, State, Stats, Store,
};

use super::{at, begun, claim_all, delivered, event, report};

fn config() -> OutboxConfig {
    let mut config = OutboxConfig::default();
    config.quarantine_entries = 3;
    config.quarantine_bytes = 100;
    config.keep_bodies = Duration::from_secs(1_000);
    config.keep_entries = Duration::from_secs(5_000);
    config
}

on_every_store! {
    lists_are_filtered,
    pages_follow_each_other,
    what_has_ended_can_be_redriven,
    what_waits_can_be_cancelled,
    what_has_ended_can_be_purged,
    what_has_had_its_time_goes,
    the_quarantine_is_bounded,
    figures_add_up,
}

fn ids(entries: &[Entry]) -> Vec<EntryId> {
    entries.iter().map(|entry| entry.id).collect()
}

async fn lists_are_filtered(store: Arc<dyn Store>) {
    let sent = begun(&*store, 1, 0).await;
    store.record(sent, report(Finding::Sent, 1)).await.unwrap();
    let failed = begun(&*store, 2, 2).await;
    store.record(failed, report(Finding::Failed(Cause::new("no", "")), 3)).await.unwrap();
    let alert = event(3, EventKind::ProductAlert, at(4));
    store.accept(alert.clone()).await.unwrap();
    let all = [alert.id, failed.id, sent.id];
    let table = [
        (Filter::default(), &all[..]),
        (Filter { states: vec![State::Dead], ..Filter::default() }, &[failed.id]),
        (Filter { states: vec![State::Dead, State::Delivered], ..Filter::default() }, &all[1..]),
        (Filter { event: Some(EventKind::ProductAlert), ..Filter::default() }, &all[..1]),
        (Filter { order_number: Some("ORD-2".to_owned()), ..Filter::default() }, &[failed.id]),
        (Filter { receiver: Some(alert.receiver), ..Filter::default() }, &all[..1]),
        (Filter { before: Some(at(2)), ..Filter::default() }, &[sent.id]),
        (Filter { limit: Some(2), ..Filter::default() }, &all[..2]),
        (Filter { order_number: Some("ORD-9".to_owned()), ..Filter::default() }, &[]),
    ];
    for (filter, expected) in table {
        assert_eq!(ids(&store.list(filter.clone()).await.unwrap()), expected, "{filter:?}");
    }
    let line = serde_json::to_value(&store.list(Filter::default()).await.unwrap()[1]).unwrap();
    for (key, expected) in [
        ("state", "dead".into()),
        ("event", "order_delivered".into()),
        ("order_number", "ORD-2".into()),
        ("channel", "sms".into()),
        ("attempts", 1.into()),
        ("accepted_at", "2023-11-14T22:13:22Z".into()),
        ("reason", "no".into()),
        ("id", failed.id.to_string().into()),
    ] as [(&str, serde_json::Value); 8]
    {
        assert_eq!(line[key], expected, "{key}");
    }
    assert!(!line.to_string().contains("55512345"), "no number in a list");
}

async fn pages_follow_each_other(store: Arc<dyn Store>) {
    for number in 1..=7 {
        store.accept(delivered(number, number)).await.unwrap();
    }
    let (mut seen, mut older_than) = (Vec::new(), None);
    loop {
        let filter = Filter { limit: Some(3), older_than, ..Filter::default() };
        let page = store.list(filter).await.unwrap();
        let Some(last) = page.last() else { break };
        older_than = Some(last.id);
        seen.extend(ids(&page));
    }
    assert_eq!(seen, (1..=7).rev().map(|number| delivered(number, number).id).collect::<Vec<_>>());
}

async fn what_has_ended_can_be_redriven(store: Arc<dyn Store>) {
    let dead = begun(&*store, 1, 0).await;
    store.record(dead, report(Finding::Failed(Cause::new("no", "")), 1)).await.unwrap();
    let sent = begun(&*store, 2, 2).await;
    store.record(sent, report(Finding::Sent, 3)).await.unwrap();
    store.accept(delivered(3, 4)).await.unwrap();
    let nobody = delivered(9, 9).id;
    let each = store.redrive(vec![dead.id, sent.id, delivered(3, 4).id, nobody], at(500)).await.unwrap();
    let answers: Vec<_> = each.into_iter().map(|(_, answer)| answer).collect();
    let expected = [Ok(()), Err(Refusal::NotEnded), Err(Refusal::NotEnded), Err(Refusal::Unknown)];
    assert_eq!(answers, expected);
    let shown = store.show(dead.id).await.unwrap().unwrap();
    assert_eq!((shown.message, shown.attempts.len()), (None, 1));
    let progress = shown.entry.progress;
    assert_eq!((progress.state, progress.round, progress.cause), (State::Due, 1, None));
    assert_eq!(progress.expires_at, at(500 + 172_800), "it lives anew");
    assert_eq!(claim_all(&*store, 500).await.claimed.len(), 2);
}

async fn what_waits_can_be_cancelled(store: Arc<dyn Store>) {
    let sending = begun(&*store, 1, 0).await;
    store.accept(delivered(2, 1)).await.unwrap();
    let waiting = delivered(2, 1).id;
    let cause = Cause::new("cancelled", "wrong price");
    let cancel = || store.cancel(vec![sending.id, waiting], cause.clone(), at(2));
    let each = cancel().await.unwrap();
    assert_eq!(each, [(sending.id, Ok(())), (waiting, Ok(()))]);
    assert_eq!(cancel().await.unwrap()[1], (waiting, Err(Refusal::Ended)));
    let progress = store.show(waiting).await.unwrap().unwrap().entry.progress;
    assert_eq!((progress.state, progress.cause), (State::Cancelled, Some(cause.clone())));
    assert!(claim_all(&*store, 9).await.claimed.is_empty());
    let sent = store.record(sending, report(Finding::Sent, 3)).await.unwrap();
    assert_eq!(sent.state, State::Delivered, "what is being sent cannot be called back");
}

async fn what_has_ended_can_be_purged(store: Arc<dyn Store>) {
    for number in 1..=3 {
        let ticket = begun(&*store, number, number).await;
        store.record(ticket, report(Finding::Sent, number)).await.unwrap();
    }
    store.accept(delivered(4, 0)).await.unwrap();
    let filter = Filter { before: Some(at(3)), ..Filter::default() };
    let meant = ids(&store.list(filter).await.unwrap());
    assert_eq!(store.purge(meant.clone()).await, Ok(2));
    assert_eq!(store.purge(meant).await, Ok(0), "what waits stays");
    assert_eq!(store.list(Filter::default()).await.unwrap().len(), 2);
    assert_eq!(store.show(delivered(1, 1).id).await, Ok(None));
}

async fn what_has_had_its_time_goes(store: Arc<dyn Store>) {
    let ticket = begun(&*store, 1, 0).await;
    store.record(ticket, report(Finding::Failed(Cause::new("no", "")), 10)).await.unwrap();
    store.accept(delivered(2, 0)).await.unwrap();
    assert_eq!(store.sweep(at(1_009), 0.0, Vec::new()).await.unwrap().forgotten, 0);
    assert_eq!(store.sweep(at(1_010), 0.0, Vec::new()).await.unwrap().forgotten, 1);
    assert_eq!(store.sweep(at(1_010), 0.0, Vec::new()).await.unwrap().forgotten, 0, "once");
    let shown = store.show(ticket.id).await.unwrap().unwrap();
    assert_eq!((shown.body, shown.message, shown.entry.receiver), (None, None, None));
    assert_eq!(shown.entry.order_number.as_deref(), Some("ORD-1"));
    let each = store.redrive(vec![ticket.id], at(1_011)).await.unwrap();
    assert_eq!(each, [(ticket.id, Err(Refusal::Pruned))]);
    assert_eq!(store.sweep(at(5_009), 0.0, Vec::new()).await.unwrap().deleted, 0);
    assert_eq!(store.sweep(at(5_010), 0.0, Vec::new()).await.unwrap().deleted, 1);
    assert_eq!(store.show(ticket.id).await, Ok(None));
    assert!(store.show(delivered(2, 0).id).await.unwrap().unwrap().body.is_some(), "what waits stays");
}

fn refused(number: u64, bytes: usize) -> Refused {
    Refused {
        id: 0,
        at: at(number),
        request_id: format!("request-{number}"),
        code: "not_json".to_owned(),
        detail: "payload.order".to_owned(),
        bytes: 0,
        body: vec![b'x'; bytes],
    }
}

async fn the_quarantine_is_bounded(store: Arc<dyn Store>) {
    let mut last = 0;
    for number in 1..=5 {
        last = store.quarantine(refused(number, 10)).await.unwrap();
    }
    let list = store.quarantine_list(None).await.unwrap();
    let moments: Vec<_> = list.iter().map(|refused| refused.at).collect();
    assert_eq!(moments, [at(5), at(4), at(3)], "the newest three");
    assert_eq!((list[0].id, list[0].bytes, list[0].body.len()), (last, 10, 0));
    let shown = store.quarantine_show(last).await.unwrap().unwrap();
    assert_eq!((shown.body.len(), shown.code.as_str()), (10, "not_json"));

    store.quarantine(refused(6, 85)).await.unwrap();
    assert_eq!(store.quarantine_list(None).await.unwrap().len(), 2, "a hundred bytes in all");
    store.quarantine(refused(7, 101)).await.unwrap();
    assert_eq!(store.quarantine_list(None).await, Ok(Vec::new()), "more than all the room");
    store.quarantine(refused(8, 1)).await.unwrap();
    assert_eq!(store.quarantine_purge(at(8)).await, Ok(0));
    assert_eq!(store.quarantine_purge(at(9)).await, Ok(1));
    assert_eq!(store.quarantine_show(last).await, Ok(None));
}

async fn figures_add_up(store: Arc<dyn Store>) {
    assert_eq!(store.stats().await, Ok(Stats::default()));
    let sent = begun(&*store, 1, 0).await;
    store.record(sent, report(Finding::Sent, 1)).await.unwrap();
    begun(&*store, 2, 20).await;
    store.accept(delivered(3, 30)).await.unwrap();
    store.quarantine(refused(4, 1)).await.unwrap();
    let stats = store.stats().await.unwrap();
    let states = BTreeMap::from([(State::Accepted, 1), (State::Sending, 1), (State::Delivered, 1)]);
    assert_eq!(stats, Stats { states, oldest_waiting: Some(at(20)), quarantined: 1, opt_outs: 0 });
}
