//! Requests and answers as the configuration describes them.

use std::sync::atomic::Ordering;

use super::fake_http::{FakeHttp, reply};
use super::{delivery, http, line};
use tellal::Channel;
use tellal::provider::{Answer, Delivery};

const PRIVATE: &str = "allow_private = true\ntimeout = 60\n";

/// What a body means by these rules.
async fn judged(rules: &str, status: u16, body: &'static str) -> Answer {
    let server = FakeHttp::answering(move |_| reply(status, "", body)).await;
    http(&server.url("/"), &format!("{PRIVATE}{rules}")).send(&delivery(Channel::Sms)).await
}

#[tokio::test]
async fn rules_are_read_from_the_top() {
    let rules = r#"
error_code = "/error/code"
message_id = "/messages/0/id"
[[providers.api.rules]]
json = "/error/code"
values = [7, "stopped"]
is = "opted_out"
[[providers.api.rules]]
status = ["5xx", 200]
json = "/state"
matches = "^(busy|later)$"
is = "throttled"
[[providers.api.rules]]
status = "4xx"
json = "/error"
present = false
is = "transient"
code = "odd"
[[providers.api.rules]]
status = 200
json = "/error"
is = "permanent"
note = "told in a 200"
[[providers.api.rules]]
json = "/maybe"
values = [true]
is = "transient"
ambiguous = true
[[providers.api.rules]]
status = 200
json = "/messages/0/id"
is = "sent"
"#;
    let cases = [
        (200, r#"{"messages":[{"id":"m-1"}]}"#, "sent m-1"),
        (200, r#"{"messages":[{"id":17}]}"#, "sent 17"),
        (200, r#"{"messages":[]}"#, "transient garbled_answer ambiguous"),
        (200, r#"{"messages":[{"id":null}]}"#, "transient garbled_answer ambiguous"),
        (400, r#"{"error":{"code":7}}"#, "opted out opted_out"),
        (200, r#"{"error":{"code":"stopped"}}"#, "opted out opted_out"),
        (400, r#"{"error":{"code":8}}"#, "permanent rejected"),
        (200, r#"{"error":{"code":8}}"#, "permanent rejected"),
        (200, r#"{"error":null,"messages":[{"id":"m"}]}"#, "sent m"),
        (503, r#"{"state":"busy"}"#, "transient throttled throttled"),
        (503, r#"{"state":"broken"}"#, "transient http_status"),
        (400, r#"{"state":"busy"}"#, "transient odd"),
        (400, "<html>", "transient odd"),
        (500, r#"{"maybe":true}"#, "transient unavailable ambiguous"),
    ];
    for (status, body, expected) in cases {
        assert_eq!(line(&judged(rules, status, body).await), expected, "{status} {body}");
    }
    let reason = judged(rules, 200, r#"{"error":{"code":8}}"#).await.reason().unwrap().clone();
    assert_eq!(reason.detail, "HTTP 200, code 8: told in a 200");
}

#[tokio::test]
async fn answers_in_plain_text() {
    let rules = r#"
message_id_pattern = 'id=(\w+)'
[[providers.api.rules]]
text = '^OK'
is = "sent"
[[providers.api.rules]]
text = '^NO'
is = "permanent"
"#;
    assert_eq!(line(&judged(rules, 200, "OK id=ab12").await), "sent ab12");
    assert_eq!(line(&judged(rules, 200, "OK").await), "sent -");
    assert_eq!(line(&judged(rules, 200, "NO such number").await), "permanent rejected");
    assert_eq!(line(&judged(rules, 200, "what?").await), "transient garbled_answer ambiguous");
}

#[tokio::test]
async fn a_reason_never_quotes_the_receiver() {
    let rules = "error_code = \"/code\"\n";
    let bodies = [
        r#"{"code":"905551234567","message":"+905551234567 is blocked"}"#,
        r#"{"code":"Zeynep is not known","message":"Zeynep"}"#,
        r#"{"code":{"to":"+905551234567"}}"#,
        "+905551234567",
    ];
    for body in bodies {
        let answer = judged(rules, 400, body).await;
        assert_eq!(answer.reason().unwrap().detail, "HTTP 400", "{body}");
    }
    let answer = judged(rules, 400, r#"{"code":21211}"#).await;
    assert_eq!(answer.reason().unwrap().to_string(), "rejected: HTTP 400, code 21211");
}

#[tokio::test]
async fn nothing_private_shows_in_debug() {
    let server = FakeHttp::answering(|_| reply(200, "", r#"{"id":"wamid.905551234567"}"#)).await;
    let keys = format!(
        "{PRIVATE}message_id = \"/id\"\nusername = \"shop\"\npassword = \"geheim\"\nsecrets = {{ key = \"geheim\" }}\njson = {{ k = \"{{{{ secrets.key }}}}\" }}\n"
    );
    let provider = http(&server.url("/"), &keys);
    for channel in Channel::ALL {
        let delivery = delivery(channel);
        let answer = provider.send(&delivery).await;
        let shown = format!("{delivery:?} {:?} {:?} {answer:?}", delivery.to, delivery.content);
        for private in ["555", "Zeynep", "zeynep", "geheim", "order is here", "akinon"] {
            assert!(!shown.contains(private), "{private} in {shown}");
        }
    }
    let config = super::config("[providers.x]\npassword = \"geheim\"\n");
    assert!(!format!("{config:?}").contains("geheim"));
}

#[tokio::test]
async fn credentials_and_the_idempotency_key() {
    let server = FakeHttp::answering(|_| reply(200, "", "")).await;
    let keys = format!(
        "{PRIVATE}username = \"shop\"\npassword = \"a:b\"\nidempotency_header = \"Idempotency-Key\"\n"
    );
    let basic = http(&server.url("/"), &keys);
    let first = delivery(Channel::Sms);
    let again = Delivery { attempt: 2, ..first.clone() };
    let other = Delivery { id: "other".to_owned(), ..delivery(Channel::Whatsapp) };
    for delivery in [&first, &again, &other] {
        assert!(basic.send(delivery).await.is_sent());
    }
    let received = server.received();
    assert_eq!(received[0].header("authorization"), Some("Basic c2hvcDphOmI="));
    assert_eq!(received[0].method, "POST");
    assert_eq!(received[0].header("host"), Some(server.address.to_string().as_str()));
    assert!(received[0].header("user-agent").unwrap().starts_with("tellal/"));
    let key = |index: usize| received[index].header("idempotency-key").unwrap();
    assert_eq!((key(0), key(1)), (&*first.id, &*first.id), "the same at each attempt");
    assert_eq!(key(2), "other");
    assert_eq!(server.connections.load(Ordering::SeqCst), 1, "the connection is kept");

    let bearer = http(&server.url("/"), &format!("{PRIVATE}token = \"t0k\"\nmethod = \"PUT\"\n"));
    assert!(bearer.send(&first).await.is_sent());
    let last = server.received().pop().unwrap();
    assert_eq!((last.method.as_str(), last.header("authorization")), ("PUT", Some("Bearer t0k")));
}

#[tokio::test]
async fn a_connection_closed_meanwhile_is_not_taken_for_an_answer() {
    let server = FakeHttp::answering(|_| reply(200, "connection: close\r\n", "")).await;
    let provider = http(&server.url("/"), PRIVATE);
    for _ in 0..3 {
        assert_eq!(line(&provider.send(&delivery(Channel::Sms)).await), "sent -");
    }
    assert_eq!(server.received().len(), 3);
}
