//! What every store does for those who bring and those who deliver.

use std::sync::Arc;
use std::time::Duration;

use tellal::outbox::{
    Accepted, Begun, Cause, Claim, Finding, Lane, NewEntry, OptOut, OutboxConfig, Refusal, Report, State,
    Store, StoreError,
};
use tellal::provider::ProviderId;
use tellal::{Channel, EventKind};

use super::{at, begun, claim, claim_all, delivered, event, report, retry, written};

fn config() -> OutboxConfig {
    OutboxConfig::default()
}

on_every_store! {
    what_is_accepted_is_there,
    the_same_within_the_window_is_one,
    a_dead_one_is_no_obstacle_to_the_same_again,
    the_longest_due_come_first,
    lanes_are_apart,
    an_attempt_is_counted_before_it_is_made,
    whoever_lost_an_entry_changes_nothing,
    a_lease_is_taken_from_those_who_are_gone,
    findings_lead_to_their_states,
    an_opt_out_stops_what_has_not_begun,
    an_opt_out_in_an_answer_is_remembered,
    a_cancellation_withdraws_what_waits,
    what_was_withdrawn_while_it_was_sent_is_not_sent_again,
    work_that_is_handed_back_is_done_later,
    a_change_is_told,
    a_useful_life_that_is_over_ends_it,
    after_a_jump_of_the_clock_nothing_is_too_old,
}

async fn what_is_accepted_is_there(store: Arc<dyn Store>) {
    let entry = delivered(1, 0);
    assert_eq!(store.accept(entry.clone()).await, Ok(Accepted::New(entry.id)));
    let shown = store.show(entry.id).await.unwrap().unwrap();
    assert_eq!(shown.body, Some(entry.body));
    assert_eq!((shown.message, shown.attempts.len()), (None, 0));
    let found = shown.entry;
    assert_eq!((found.event, found.order_number), (entry.event, entry.order_number));
    assert_eq!((found.receiver, found.request_id), (Some(entry.receiver), entry.request_id));
    assert_eq!((found.accepted_at, found.progress.state), (at(0), State::Accepted));
    assert_eq!(found.progress.expires_at, at(172_800));
    assert_eq!(store.show(delivered(2, 0).id).await, Ok(None));
    assert_eq!(store.ready(), Ok(()));
}

/// An event with the body of one event.
fn the_same(event: NewEntry) -> NewEntry {
    NewEntry { dedupe_key: [7; 32], order_number: Some("ORD-7".to_owned()), ..event }
}

async fn the_same_within_the_window_is_one(store: Arc<dyn Store>) {
    let day = 86_400;
    let again = |number, seconds| the_same(delivered(number, seconds));
    let first = again(1, day).id;
    assert_eq!(store.accept(again(1, day)).await, Ok(Accepted::New(first)));
    assert_eq!(store.accept(again(2, 2 * day - 1)).await, Ok(Accepted::Duplicate(first)));
    assert_eq!(store.accept(again(3, 1)).await, Ok(Accepted::Duplicate(first)), "a clock put back");
    assert_eq!(store.accept(again(4, 2 * day)).await, Ok(Accepted::New(again(4, 2 * day).id)));
    assert!(matches!(store.accept(delivered(5, day)).await, Ok(Accepted::New(_))), "another body");
}

async fn a_dead_one_is_no_obstacle_to_the_same_again(store: Arc<dyn Store>) {
    let again = |number| the_same(delivered(number, number));
    store.accept(again(1)).await.unwrap();
    let dead = store.claim(claim(Lane::Unwritten, 2, 9)).await.unwrap().claimed[0].ticket();
    store.record(dead, report(Finding::Failed(Cause::new("no", "")), 2)).await.unwrap();
    let second = again(3).id;
    assert_eq!(store.accept(again(3)).await, Ok(Accepted::New(second)), "nobody got the first");
    assert_eq!(store.accept(again(4)).await, Ok(Accepted::Duplicate(second)));
    store.cancel(vec![second], Cause::new("cancelled", ""), at(5)).await.unwrap();
    assert_eq!(store.accept(again(6)).await, Ok(Accepted::Duplicate(second)), "a person withdrew it");
    store.redrive(vec![dead.id], at(7)).await.unwrap();
    let late = store.claim(claim(Lane::Unwritten, 8, 9)).await.unwrap().claimed[0].ticket();
    assert_eq!(late.id, dead.id);
    store.record(late, report(Finding::Sent, 9)).await.unwrap();
    assert!(matches!(store.accept(again(10)).await, Ok(Accepted::Duplicate(_))));
}

async fn the_longest_due_come_first(store: Arc<dyn Store>) {
    for (number, seconds) in [(1, 30), (2, 10), (3, 20), (4, 90)] {
        store.accept(delivered(number, seconds)).await.unwrap();
    }
    let claims = store.claim(claim(Lane::Unwritten, 50, 2)).await.unwrap();
    let ids: Vec<_> = claims.claimed.iter().map(|claimed| claimed.entry.id).collect();
    assert_eq!(ids, [delivered(2, 10).id, delivered(3, 20).id]);
    assert_eq!(claims.next_due, Some(at(30)));
    assert_eq!(claims.claimed[0].body, delivered(2, 10).body);
    assert_eq!(claims.claimed[0].entry.progress.state, State::Sending);
    let claims = store.claim(claim(Lane::Unwritten, 50, 2)).await.unwrap();
    assert_eq!((claims.claimed.len(), claims.next_due), (1, Some(at(90))));
    let claims = store.claim(claim(Lane::Unwritten, 50, 2)).await.unwrap();
    assert_eq!((claims.claimed.len(), claims.next_due), (0, Some(at(90))));
}

async fn lanes_are_apart(store: Arc<dyn Store>) {
    for (number, channel) in [(1, Channel::Sms), (2, Channel::Email), (3, Channel::Whatsapp)] {
        let entry = delivered(number, 0);
        store.accept(entry.clone()).await.unwrap();
        let claims = store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap();
        let ticket = claims.claimed[0].ticket();
        store.hand_back(ticket, Some(written(channel, &entry.receiver))).await.unwrap();
    }
    let lane = Lane::Written(vec![Channel::Sms, Channel::Whatsapp]);
    let claims = store.claim(claim(lane, 0, 9)).await.unwrap();
    let found: Vec<_> = claims.claimed.iter().map(|claimed| claimed.entry.progress.channel).collect();
    assert_eq!(found, [Some(Channel::Sms), Some(Channel::Whatsapp)]);
    assert_eq!(claims.claimed[0].message.as_deref(), Some(&b"to be sent by sms"[..]));
    assert_eq!(claims.claimed[0].entry.progress.attempts, 0);
    assert!(store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap().claimed.is_empty());
}

async fn an_attempt_is_counted_before_it_is_made(store: Arc<dyn Store>) {
    let entry = delivered(1, 0);
    store.accept(entry.clone()).await.unwrap();
    let claims = store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap();
    let ticket = claims.claimed[0].ticket();
    let message = written(Channel::Sms, &entry.receiver);
    assert_eq!(store.begin(ticket, message.clone()).await, Ok(Begun::Attempt(1)));
    let shown = store.show(entry.id).await.unwrap().unwrap();
    assert_eq!((shown.entry.progress.attempts, shown.message), (1, Some(message.message.clone())));
    assert_eq!(store.begin(ticket, message).await, Ok(Begun::Attempt(1)), "asked again, not counted again");
    let other = written(Channel::Email, &entry.receiver);
    assert_eq!(store.begin(ticket, other).await, Err(StoreError::Refused(Refusal::InFlight)));
    assert_eq!(store.hand_back(ticket, None).await, Err(StoreError::Refused(Refusal::InFlight)));
}

async fn whoever_lost_an_entry_changes_nothing(store: Arc<dyn Store>) {
    let entry = delivered(1, 0);
    store.accept(entry.clone()).await.unwrap();
    let lost = store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap().claimed[0].ticket();
    store.cancel(vec![entry.id], Cause::new("cancelled", ""), at(1)).await.unwrap();
    store.redrive(vec![entry.id], at(2)).await.unwrap();
    let now = store.claim(claim(Lane::Unwritten, 2, 9)).await.unwrap().claimed[0].ticket();
    assert!(now.fence > lost.fence);
    let before = store.show(entry.id).await;
    let message = written(Channel::Sms, &entry.receiver);
    let stale = || StoreError::Refused(Refusal::Stale);
    assert_eq!(store.begin(lost, message.clone()).await, Err(stale()));
    assert_eq!(store.hand_back(lost, Some(message)).await, Err(stale()));
    assert_eq!(store.record(lost, report(Finding::Sent, 3)).await, Err(stale()));
    assert_eq!(store.show(entry.id).await, before);
}

async fn a_lease_is_taken_from_those_who_are_gone(store: Arc<dyn Store>) {
    let entry = delivered(1, 0);
    store.accept(entry.clone()).await.unwrap();
    let mine = store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap().claimed[0].ticket();
    assert_eq!(store.sweep(at(600), 0.0, vec![mine.id]).await.unwrap().lapsed, 0, "its own");
    assert_eq!(store.sweep(at(59), 0.0, Vec::new()).await.unwrap().lapsed, 0, "not yet");
    assert_eq!(store.sweep(at(60), 0.0, Vec::new()).await.unwrap().lapsed, 1);
    let theirs = store.claim(claim(Lane::Unwritten, 60, 9)).await.unwrap().claimed[0].ticket();
    store.begin(theirs, written(Channel::Sms, &entry.receiver)).await.unwrap();
    assert_eq!(store.record(mine, report(Finding::Sent, 61)).await, Err(StoreError::Refused(Refusal::Stale)));
    // Of the second an attempt had begun: it may have been sent.
    assert_eq!(store.sweep(at(120), 0.0, Vec::new()).await.unwrap().lapsed, 1);
    let shown = store.show(entry.id).await.unwrap().unwrap();
    assert_eq!((shown.entry.progress.state, shown.entry.progress.due_at), (State::Due, at(125)));
    assert_eq!(shown.attempts[0].cause.code, "lapsed");
}

async fn findings_lead_to_their_states(store: Arc<dyn Store>) {
    let cause = || Cause::new("rejected", "unknown number");
    let table = [
        (Finding::Sent, State::Delivered, "sent"),
        (retry("timeout"), State::Due, "timeout"),
        (Finding::Refused(cause()), State::Due, "rejected"),
        (Finding::OptedOut(cause()), State::Due, "rejected"),
        (Finding::Suppressed(cause()), State::Suppressed, "rejected"),
        (Finding::Failed(cause()), State::Dead, "rejected"),
    ];
    for (number, (finding, state, code)) in (1..).zip(table) {
        let ticket = begun(&*store, number, number).await;
        let sent = Report { provider_id: Some(ProviderId::new("p-1")), ..report(finding.clone(), number) };
        let progress = store.record(ticket, sent).await.unwrap();
        assert_eq!(progress.state, state, "{finding:?}");
        let shown = store.show(ticket.id).await.unwrap().unwrap();
        assert_eq!(shown.entry.progress, progress);
        assert_eq!(shown.entry.provider_id, Some(ProviderId::new("p-1")));
        assert_eq!((shown.attempts.len(), shown.attempts[0].cause.code.as_str()), (1, code));
        let falls_back = matches!(finding, Finding::Refused(_) | Finding::OptedOut(_));
        assert_eq!(shown.message.is_none(), falls_back, "another channel needs another message");
        assert_eq!(shown.entry.progress.tried, if falls_back { vec![Channel::Sms] } else { Vec::new() });
    }
}

async fn an_opt_out_stops_what_has_not_begun(store: Arc<dyn Store>) {
    let entry = delivered(1, 0);
    let receiver = entry.receiver.clone();
    store.accept(entry).await.unwrap();
    let ticket = store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap().claimed[0].ticket();
    let cause = Cause::new("asked", "by phone");
    let opt_out = OptOut { channel: Channel::Sms, receiver: receiver.clone(), at: at(1), cause };
    store.opt_out_add(opt_out.clone()).await.unwrap();
    store.opt_out_add(OptOut { at: at(2), ..opt_out.clone() }).await.unwrap();
    assert_eq!(store.opt_out_list(None).await, Ok(vec![opt_out]), "the first one stays");

    let asked = Channel::ALL.map(|channel| (channel, receiver.clone())).to_vec();
    assert_eq!(store.opted_out(asked).await, Ok(vec![Channel::Sms]));
    assert_eq!(store.begin(ticket, written(Channel::Sms, &receiver)).await, Ok(Begun::OptedOut));
    assert_eq!(store.begin(ticket, written(Channel::Email, &receiver)).await, Ok(Begun::Attempt(1)));

    assert_eq!(store.opt_out_remove(Channel::Sms, receiver.clone()).await, Ok(true));
    assert_eq!(store.opt_out_remove(Channel::Sms, receiver).await, Ok(false));
}

async fn an_opt_out_in_an_answer_is_remembered(store: Arc<dyn Store>) {
    let receiver = delivered(1, 0).receiver;
    let ticket = begun(&*store, 1, 0).await;
    let finding = Finding::OptedOut(Cause::new("opted_out", "STOP"));
    let opt_out = Some((Channel::Sms, receiver.clone()));
    store.record(ticket, Report { opt_out, ..report(finding, 1) }).await.unwrap();
    let known = store.opt_out_list(Some(5)).await.unwrap();
    assert_eq!((known.len(), known[0].cause.code.as_str(), known[0].at), (1, "opted_out", at(1)));
    assert_eq!(store.opted_out(vec![(Channel::Sms, receiver)]).await, Ok(vec![Channel::Sms]));
}

async fn a_cancellation_withdraws_what_waits(store: Arc<dyn Store>) {
    let order = |number, kind, order: &str| NewEntry {
        order_number: Some(order.to_owned()),
        ..event(number, kind, at(number))
    };
    let sending = begun(&*store, 9, 0).await;
    let shipped = order(1, EventKind::OrderShippedCargo, "A");
    let kept = [
        order(2, EventKind::OrderDelivered, "A"),
        order(3, EventKind::OrderShippedCargo, "B"),
        NewEntry { site_domain: "other".to_owned(), ..order(4, EventKind::OrderShippedCargo, "A") },
    ];
    store.accept(shipped.clone()).await.unwrap();
    for entry in &kept {
        store.accept(entry.clone()).await.unwrap();
    }
    let mut cancellation = order(10, EventKind::OrderCancellation, "A");
    cancellation.withdraws = vec![EventKind::OrderShippedCargo, EventKind::OrderDelivered];
    let lost = store.claim(claim(Lane::Unwritten, 1, 1)).await.unwrap().claimed[0].ticket();
    assert_eq!(lost.id, shipped.id);
    cancellation.withdraws = vec![EventKind::OrderShippedCargo];
    let id = cancellation.id;
    let accepted = store.accept(cancellation).await;

    let withdrawn = store.show(shipped.id).await.unwrap().unwrap().entry;
    assert_eq!(accepted, Ok(Accepted::InsteadOf { id, withdrawn: vec![withdrawn.clone()] }));
    let withdrawn = withdrawn.progress;
    assert_eq!(withdrawn.state, State::Superseded);
    assert!(withdrawn.cause.unwrap().detail.starts_with("by order_cancellation "));
    let message = written(Channel::Sms, &shipped.receiver);
    assert_eq!(store.begin(lost, message).await, Err(StoreError::Refused(Refusal::Stale)));
    for entry in kept {
        assert!(!store.show(entry.id).await.unwrap().unwrap().entry.progress.state.is_end());
    }
    // What is being sent at that moment cannot be called back.
    let mut late = order(11, EventKind::OrderCancellation, "ORD-9");
    late.withdraws = vec![EventKind::OrderDelivered];
    store.accept(late).await.unwrap();
    let progress = store.record(sending, report(Finding::Sent, 12)).await.unwrap();
    assert_eq!(progress.state, State::Delivered);
}

async fn what_was_withdrawn_while_it_was_sent_is_not_sent_again(store: Arc<dyn Store>) {
    let withdraws = |number| {
        let order_number = Some(format!("ORD-{number}"));
        let cancellation = event(number + 20, EventKind::OrderCancellation, at(1));
        NewEntry { order_number, withdraws: vec![EventKind::OrderDelivered], ..cancellation }
    };
    let cause = || Cause::new("timeout", "");
    for (number, finding) in
        [(1, retry("timeout")), (2, Finding::Refused(cause())), (3, Finding::Failed(cause()))]
    {
        let ticket = begun(&*store, number, 0).await;
        store.accept(withdraws(number)).await.unwrap();
        let progress = store.record(ticket, report(finding, 2)).await.unwrap();
        assert_eq!(
            (progress.state, progress.cause.unwrap().code.as_str()),
            (State::Superseded, "superseded")
        );
    }
    // Nor where the process was killed meanwhile.
    let lost = begun(&*store, 4, 0).await;
    let each = store.cancel(vec![lost.id], Cause::new("cancelled", "by hand"), at(1)).await;
    assert_eq!(each, Ok(vec![(lost.id, Ok(()))]));
    store.sweep(at(1_000), 0.0, Vec::new()).await.unwrap();
    let progress = store.show(lost.id).await.unwrap().unwrap().entry.progress;
    assert_eq!((progress.state, progress.cause.unwrap().detail.as_str()), (State::Cancelled, "by hand"));
}

async fn work_that_is_handed_back_is_done_later(store: Arc<dyn Store>) {
    store.accept(delivered(1, 0)).await.unwrap();
    for _ in 0..30 {
        let claims = store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap();
        store.hand_back(claims.claimed[0].ticket(), None).await.unwrap();
    }
    let claims = store.claim(claim(Lane::Unwritten, 0, 9)).await.unwrap();
    let progress = &claims.claimed[0].entry.progress;
    assert_eq!((progress.attempts, progress.lapses), (0, 0));
}

async fn a_change_is_told(store: Arc<dyn Store>) {
    store.accept(delivered(1, 0)).await.unwrap();
    tokio::time::timeout(Duration::from_secs(60), store.changed()).await.expect("it was changed before");
    let asks = Arc::clone(&store);
    let waiting = tokio::spawn(async move { asks.changed().await });
    store.accept(delivered(2, 0)).await.unwrap();
    tokio::time::timeout(Duration::from_secs(60), waiting).await.expect("it is changed").unwrap();
}

async fn a_useful_life_that_is_over_ends_it(store: Arc<dyn Store>) {
    let life = 172_800;
    store.accept(delivered(1, 0)).await.unwrap();
    store.accept(delivered(2, 10)).await.unwrap();
    let claims = claim_all(&*store, life).await;
    assert_eq!(claims.claimed.len(), 1);
    store.hand_back(claims.claimed[0].ticket(), None).await.unwrap();
    let shown = async |id| store.show(id).await.unwrap().unwrap().entry;
    assert_eq!(claims.ended, [shown(delivered(1, 0).id).await], "whoever keeps the log is told");
    let ended = shown(delivered(1, 0).id).await.progress;
    assert_eq!((ended.state, ended.cause.unwrap().code.as_str()), (State::Dead, "useful_life"));
    let early = store.sweep(at(life + 9), 0.0, Vec::new()).await.unwrap();
    assert_eq!((early.expired, early.ended), (0, Vec::new()));
    let swept = store.sweep(at(life + 10), 0.0, Vec::new()).await.unwrap();
    assert_eq!((swept.expired, swept.ended), (1, vec![shown(delivered(2, 10).id).await]));
}

async fn after_a_jump_of_the_clock_nothing_is_too_old(store: Arc<dyn Store>) {
    let jumped = 400_000;
    store.accept(delivered(1, 0)).await.unwrap();
    let prolonged = Duration::from_secs(1_000);
    let claims = store.claim(Claim { prolonged, ..claim(Lane::Unwritten, jumped, 9) }).await.unwrap();
    assert_eq!(claims.claimed[0].entry.progress.expires_at, at(jumped + 1_000));
    store.hand_back(claims.claimed[0].ticket(), None).await.unwrap();
    let claims = store.claim(claim(Lane::Unwritten, jumped + 1_000, 9)).await.unwrap();
    assert_eq!(claims.claimed.len(), 0);
    let ended = store.show(delivered(1, 0).id).await.unwrap().unwrap().entry.progress;
    assert_eq!((ended.state, ended.cause.unwrap().code.as_str()), (State::Dead, "useful_life"));
}
