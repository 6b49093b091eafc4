//! The stores side by side: whatever is asked, in whatever order, they give the same answers.

use std::fmt::Write;
use std::time::Duration;

use proptest::prelude::*;
use tellal::outbox::{
    Cause, Claim, Filter, Finding, Lane, MemoryStore, NewEntry, OptOut, OutboxConfig, Pause, Report, State,
    Store, Ticket,
};
use tellal::provider::ProviderId;
use tellal::{Channel, EventKind};

use super::{at, event, written};

#[derive(Debug, Clone)]
enum Ask {
    Accept { number: u64, kind: usize, withdraws: bool },
    Claim { lane: usize, limit: usize, prolonged: u64 },
    Begin { ticket: usize, channel: usize },
    HandBack { ticket: usize, channel: Option<usize> },
    Record { ticket: usize, finding: usize, chance: f64 },
    OptOut { number: u64, channel: usize },
    OptIn { number: u64, channel: usize },
    Redrive { ticket: usize },
    Cancel { ticket: usize },
    Sweep { holds: usize },
    Purge { before: u64 },
}

/// Events differ by a number.
const NUMBERS: u64 = 12;

fn ask() -> impl Strategy<Value = Ask> {
    let (number, channel, ticket) = (0..NUMBERS, 0usize..3, 0usize..20);
    prop_oneof![
        6 => (number.clone(), 0usize..3, any::<bool>())
            .prop_map(|(number, kind, withdraws)| Ask::Accept { number, kind, withdraws }),
        6 => (0usize..3, 0usize..4, prop_oneof![5 => Just(0u64), 1 => 1u64..90_000])
            .prop_map(|(lane, limit, prolonged)| Ask::Claim { lane, limit, prolonged }),
        6 => (ticket.clone(), channel.clone()).prop_map(|(ticket, channel)| Ask::Begin { ticket, channel }),
        2 => (ticket.clone(), proptest::option::of(channel.clone()))
            .prop_map(|(ticket, channel)| Ask::HandBack { ticket, channel }),
        6 => (ticket.clone(), 0usize..6, -1.0f64..1.0)
            .prop_map(|(ticket, finding, chance)| Ask::Record { ticket, finding, chance }),
        1 => (number.clone(), channel.clone()).prop_map(|(number, channel)| Ask::OptOut { number, channel }),
        1 => (number, channel).prop_map(|(number, channel)| Ask::OptIn { number, channel }),
        1 => ticket.clone().prop_map(|ticket| Ask::Redrive { ticket }),
        1 => ticket.prop_map(|ticket| Ask::Cancel { ticket }),
        2 => (0usize..4).prop_map(|holds| Ask::Sweep { holds }),
        1 => (0u64..50_000).prop_map(|before| Ask::Purge { before }),
    ]
}

const KINDS: [EventKind; 3] =
    [EventKind::OrderShippedCargo, EventKind::OrderDelivered, EventKind::OrderCancellation];

/// Asks a store, and returns what it said as text; tickets that it gave out are kept.
async fn answer(store: &dyn Store, ask: &Ask, seconds: u64, tickets: &mut Vec<Ticket>) -> String {
    let now = at(seconds);
    let receiver = |number| event(number, KINDS[0], now).receiver;
    let nobody = Ticket { id: event(99, KINDS[0], at(0)).id, fence: 1 };
    let held = |index: usize| tickets.iter().rev().nth(index).copied().unwrap_or(nobody);
    match *ask {
        Ask::Accept { number, kind, withdraws } => {
            let order_number = (number % 5 != 0).then(|| format!("ORD-{}", number % 4));
            let withdraws = if withdraws { vec![KINDS[0]] } else { Vec::new() };
            let entry = NewEntry { order_number, withdraws, ..event(number, KINDS[kind], now) };
            format!("{:?}", store.accept(entry).await)
        }
        Ask::Claim { lane, limit, prolonged } => {
            let lane = match lane {
                0 => Lane::Unwritten,
                1 => Lane::Written(vec![Channel::Sms]),
                _ => Lane::Written(vec![Channel::Email, Channel::Whatsapp]),
            };
            let (lease, prolonged) = (Duration::from_secs(100), Duration::from_secs(prolonged));
            let claims = store.claim(Claim { now, lease, limit, lane, prolonged }).await.unwrap();
            tickets.extend(claims.claimed.iter().map(tellal::outbox::Claimed::ticket));
            let said: Vec<_> = claims
                .claimed
                .iter()
                .map(|claimed| (&claimed.entry, &claimed.body, &claimed.message))
                .collect();
            format!("{said:?} {:?} {:?}", claims.ended, claims.next_due)
        }
        Ask::Begin { ticket, channel } => {
            let message = written(Channel::ALL[channel], &receiver(ticket as u64));
            format!("{:?}", store.begin(held(ticket), message).await)
        }
        Ask::HandBack { ticket, channel } => {
            let message = channel.map(|channel| written(Channel::ALL[channel], &receiver(0)));
            format!("{:?}", store.hand_back(held(ticket), message).await)
        }
        Ask::Record { ticket, finding, chance } => {
            let cause = Cause::new(format!("cause-{finding}"), "detail");
            let pause = Pause { retry_after: Some(Duration::from_secs(400)), slow: chance > 0.0 };
            let opt_out = (finding == 2).then(|| (Channel::Sms, receiver(ticket as u64)));
            let finding = match finding {
                0 => Finding::Sent,
                1 => Finding::Refused(cause),
                2 => Finding::OptedOut(cause),
                3 => Finding::Suppressed(cause),
                4 => Finding::Failed(cause),
                _ => Finding::Retry { cause, pause },
            };
            let provider_id = (chance > 0.5).then(|| ProviderId::new("name"));
            let report = Report { finding, now, chance, provider_id, opt_out };
            format!("{:?}", store.record(held(ticket), report).await)
        }
        Ask::OptOut { number, channel } => {
            let (channel, receiver) = (Channel::ALL[channel], receiver(number));
            let cause = Cause::new("asked", "");
            format!("{:?}", store.opt_out_add(OptOut { channel, receiver, at: now, cause }).await)
        }
        Ask::OptIn { number, channel } => {
            format!("{:?}", store.opt_out_remove(Channel::ALL[channel], receiver(number)).await)
        }
        Ask::Redrive { ticket } => format!("{:?}", store.redrive(vec![held(ticket).id], now).await),
        Ask::Cancel { ticket } => {
            let cause = Cause::new("cancelled", "");
            format!("{:?}", store.cancel(vec![held(ticket).id], cause, now).await)
        }
        Ask::Sweep { holds } => {
            let holds = tickets.iter().rev().take(holds).map(|ticket| ticket.id).collect();
            format!("{:?}", store.sweep(now, 0.5, holds).await)
        }
        Ask::Purge { before } => {
            let filter = Filter { before: Some(at(before)), ..Filter::default() };
            let ids = store.list(filter).await.unwrap().iter().map(|entry| entry.id).collect();
            format!("{:?}", store.purge(ids).await)
        }
    }
}

/// Everything that a store keeps, as text.
async fn whole(store: &dyn Store) -> String {
    let mut text = format!("{:?}\n", store.stats().await);
    for entry in store.list(Filter::default()).await.unwrap() {
        let shown = store.show(entry.id).await.unwrap().unwrap();
        let named = entry.provider_id.as_ref().map(ProviderId::reveal);
        writeln!(text, "{entry:?} {named:?} {:?} {:?} {:?}", shown.body, shown.message, shown.attempts)
            .unwrap();
    }
    for number in 0..NUMBERS {
        let receiver = Some(event(number, KINDS[0], at(0)).receiver);
        for states in [vec![], vec![State::Accepted], vec![State::Due, State::Delivered]] {
            let filter = Filter { receiver: receiver.clone(), states, ..Filter::default() };
            let order_number = Some(format!("ORD-{number}"));
            for filter in [filter.clone(), Filter { order_number, receiver: None, ..filter }] {
                let found = store.list(filter).await.unwrap();
                writeln!(text, "{:?}", found.iter().map(|entry| entry.id).collect::<Vec<_>>()).unwrap();
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_stores_agree(
        asks in proptest::collection::vec((ask(), prop_oneof![9 => 0i64..400, 1 => -3_000i64..60_000]), 1..120),
    ) {
        let mut config = OutboxConfig::default();
        config.keep_bodies = Duration::from_secs(5_000);
        config.keep_entries = Duration::from_secs(20_000);
        config.dedupe_window = Duration::from_secs(3_000);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let memory = MemoryStore::new(config.clone());
            let (_folder, sqlite) = super::sqlite(config);
            let (mut of_memory, mut of_sqlite) = (Vec::new(), Vec::new());
            let mut seconds = 100_000u64;
            for (ask, passed) in &asks {
                seconds = seconds.saturating_add_signed(*passed);
                let expected = answer(&memory, ask, seconds, &mut of_memory).await;
                let found = answer(&*sqlite, ask, seconds, &mut of_sqlite).await;
                prop_assert_eq!(found, expected, "{:?} at {}", ask, seconds);
            }
            prop_assert_eq!(whole(&*sqlite).await, whole(&memory).await);
            Ok(())
        })?;
    }
}
