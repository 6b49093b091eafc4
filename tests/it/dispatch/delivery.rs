//! What becomes of an event when everybody answers, whatever the answer.

use std::time::Duration;

use tellal::dispatch::{Observed, Verdict};
use tellal::outbox::{Cause, Filter, Finding, OptOut, ReceiverKey, Report, State, Store};
use tellal::provider::{Answer, Content, ProviderId, ProviderLimits, Reason};
use tellal::{Channel, Config, Engine};

use super::{Act, House, engine, engine_with, entry_of, sent, transient};
use crate::outbox::report;

const BOTH: [Channel; 2] = [Channel::Whatsapp, Channel::Sms];

fn permanent() -> Act {
    Act::Say(Answer::Permanent { reason: Reason::new("rejected", "unknown number") })
}

fn opted_out() -> Act {
    Act::Say(Answer::OptedOut { reason: Reason::new("stop", "") })
}

#[tokio::test(start_paused = true)]
async fn an_event_is_delivered_once() {
    let house = House::new();
    let id = house.accept(1, &BOTH).await;
    house.settled().await;
    let entry = house.entry(id).await;
    assert_eq!((entry.progress.state, entry.progress.attempts), (State::Delivered, 1));
    assert_eq!(entry.provider_id, Some(ProviderId::new("their-id")));
    let asked = house.providers[0].asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].id, format!("{id}-whatsapp"));
    assert_eq!(
        (asked[0].attempt, asked[0].from.as_str(), asked[0].to.as_str()),
        (1, "shop", "+905550000001")
    );
    assert_eq!(
        asked[0].content,
        Content::Whatsapp { text: "whatsapp.txt https://www.example.com/1".to_owned() }
    );
    assert!(house.providers[1].asked().is_empty());
    assert!(!format!("{:?}", asked[0]).contains("0000001"), "neither address nor text in Debug");
}

/// Some providers' ids are made of the receiver's number.
#[tokio::test(start_paused = true)]
async fn what_the_provider_called_it_is_not_in_debug() {
    let house = House::new();
    let id = house.accept(1, &BOTH).await;
    house.settled().await;
    let entry = house.entry(id).await;
    let verdict = Verdict::of(sent());
    let report = Report { provider_id: verdict.provider_id.clone(), ..report(Finding::Sent, 1) };
    let shown = [
        format!("{:?}", sent()),
        format!("{verdict:?}"),
        format!("{report:?}"),
        format!("{entry:?}"),
        format!("{:?}", Observed::Panicked(&entry)),
    ];
    let told: Vec<&String> = shown.iter().filter(|shown| shown.contains("their-id")).collect();
    assert!(told.is_empty(), "{told:#?}");
    let known = shown.iter().filter(|shown| shown.contains("provider_id: Some(")).count();
    assert_eq!(known, shown.len(), "that there is one may be seen");
}

#[tokio::test(start_paused = true)]
async fn what_was_written_for_a_channel_that_is_gone_goes_another_way() {
    let mut before = House::new();
    before.providers[0].always(Some(Act::Say(transient("connection"))));
    let ids = [before.accept(1, &BOTH).await, before.accept(2, &[Channel::Whatsapp]).await];
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(before.entry(ids[0]).await.progress.channel, Some(Channel::Whatsapp));
    before.stop().await;
    let rest = [Channel::Sms, Channel::Email];
    let config = Config::parse("[engine]\nchannels = [\"sms\", \"email\"]", std::iter::empty()).unwrap();
    let store = before.store.clone();
    let after = House::open(&ProviderLimits::default(), store.clone(), store, engine_with(config), &rest);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(after.state(ids[0]).await, (State::Delivered, None));
    let asked = after.providers[1].asked();
    assert_eq!((asked.len(), asked[0].channel), (1, Channel::Sms));
    assert_eq!(after.state(ids[1]).await.0, State::Suppressed, "there is no other way to them");
}

#[tokio::test(start_paused = true)]
async fn a_retry_carries_the_same_bytes_at_its_time() {
    let house = House::new();
    for _ in 0..3 {
        house.providers[1].acts.lock().unwrap().push_back(Act::Say(transient("connection")));
    }
    let id = house.accept(1, &[Channel::Sms]).await;
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Delivered, None));
    let asked = house.providers[1].asked();
    assert_eq!(asked.iter().map(|delivery| delivery.attempt).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(asked.iter().all(|delivery| delivery.id == asked[0].id && delivery.content == asked[0].content));
    let moments = house.providers[1].moments(house.started);
    for (pair, base) in moments.windows(2).zip([5.0, 300.0, 1_800.0]) {
        let pause = pair[1] - pair[0];
        assert!(pause >= base * 0.8 && pause <= base * 1.2 + 2.0, "{pause}, not {base}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_fails_eight_times_is_dead_and_can_be_redriven() {
    let house = House::new();
    house.providers[1].always(Some(Act::Say(transient("connection"))));
    let id = house.accept(1, &[Channel::Sms]).await;
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Dead, Some("exhausted".to_owned())));
    assert_eq!(house.providers[1].asked().len(), 8);
    house.providers[1].always(None);
    house.store.redrive(vec![id], tellal::clock::Clock::now(&*house.clock)).await.unwrap();
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Delivered, None));
    assert_eq!(house.providers[1].asked()[8].id, format!("{id}-sms-1"), "another message to the provider");
}

#[tokio::test(start_paused = true)]
async fn a_permanent_failure_falls_back_to_what_is_allowed() {
    let house = House::new();
    house.providers[0].always(Some(permanent()));
    let (two, one) = (house.accept(1, &BOTH).await, house.accept(2, &[Channel::Whatsapp]).await);
    house.settled().await;
    assert_eq!(house.state(two).await, (State::Delivered, None));
    assert_eq!(house.state(one).await, (State::Dead, Some("rejected".to_owned())));
    assert_eq!(house.providers[1].asked().len(), 1);
    let shown = house.store.show(two).await.unwrap().unwrap();
    let attempts: Vec<_> =
        shown.attempts.iter().map(|attempt| (attempt.channel, attempt.cause.code.as_str())).collect();
    assert_eq!(attempts, [(Channel::Whatsapp, "rejected"), (Channel::Sms, "sent")]);
}

#[tokio::test(start_paused = true)]
async fn an_opt_out_is_remembered_and_honoured() {
    let house = House::new();
    house.providers[1].acts.lock().unwrap().push_back(opted_out());
    let first = house.accept(1, &[Channel::Sms]).await;
    house.settled().await;
    assert_eq!(house.state(first).await, (State::Suppressed, Some("opted_out".to_owned())));
    let known = house.store.opt_out_list(None).await.unwrap();
    assert_eq!((known.len(), known[0].channel), (1, Channel::Sms));

    let body = |url: &str| {
        let body = super::checkout(1, &[Channel::Sms, Channel::Email]);
        String::from_utf8(body).unwrap().replace("example.com/1", url).into_bytes()
    };
    let entry = entry_of(&body("example.com/other"), tellal::clock::Clock::now(&*house.clock));
    let second = tellal::outbox::Intake::accept(&house.store, entry).await.unwrap().id();
    house.settled().await;
    assert_eq!(house.entry(second).await.progress.channel, Some(Channel::Email));
    assert_eq!(house.providers[1].asked().len(), 1, "never again by SMS");
}

#[tokio::test(start_paused = true)]
async fn an_opt_out_between_attempts_is_seen() {
    let house = House::new();
    house.providers[1].acts.lock().unwrap().push_back(Act::Say(transient("connection")));
    let id = house.accept(1, &[Channel::Sms]).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(house.state(id).await.0, State::Due);
    let receiver = ReceiverKey::parse("+905550000001", None);
    let opt_out =
        OptOut { channel: Channel::Sms, receiver, at: super::at(1), cause: Cause::new("asked", "") };
    house.store.opt_out_add(opt_out).await.unwrap();
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Suppressed, Some("opted_out".to_owned())));
    assert_eq!(house.providers[1].asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn who_consented_to_nothing_gets_nothing() {
    let house = House::new();
    let id = house.accept(1, &[]).await;
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Suppressed, Some("consent".to_owned())));
    let cause = house.entry(id).await.progress.cause.unwrap();
    assert_eq!(cause.detail, "whatsapp: consent (false), sms: consent (false), email: consent (false)");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_written_waits_for_a_person() {
    let house = House::new();
    let mut entry = entry_of(&super::checkout(1, &BOTH), super::at(0));
    entry.body = b"{\"event\":\"order_delivered\"}".to_vec();
    let id = tellal::outbox::Intake::accept(&house.store, entry).await.unwrap().id();
    house.settled().await;
    assert_eq!(house.state(id).await, (State::Dead, Some("invalid_event".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn a_template_that_fails_is_named() {
    let sources = tellal::Sources::new()
        .template("order_checkout_url_with_token/sms.txt", "{{ no_such_thing }}")
        .locale("en/all.ftl", "hello = Hello");
    let broken = Engine::new(&sources, tellal::Config::default()).unwrap();
    let outcome = broken.render(&super::checkout(1, &[Channel::Sms]));
    let tellal::Outcome::Error(error) = outcome else { panic!("{outcome:?}") };
    let finding = tellal::dispatch::unwritable(&error);
    let tellal::outbox::Finding::Failed(cause) = finding else { panic!("{finding:?}") };
    assert_eq!(cause.code, "undefined_variable");
    assert!(cause.detail.starts_with("templates/order_checkout_url_with_token/sms.txt:1:4: "), "{cause}");
}

#[tokio::test(start_paused = true)]
async fn a_catalog_that_is_replaced_does_not_change_what_is_written() {
    let house = House::new();
    house.providers[1].acts.lock().unwrap().push_back(Act::Say(transient("connection")));
    house.accept(1, &[Channel::Sms]).await;
    house.settled().await;
    let asked = house.providers[1].asked();
    assert_eq!(asked[0].content, asked[1].content);
    assert!(engine().languages().len() == 1);
    assert_eq!(house.store.list(Filter::default()).await.unwrap().len(), 1);
}
