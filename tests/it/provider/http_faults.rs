//! Everything that an API can do wrong, and what is answered then.

use std::sync::atomic::Ordering;

use super::fake_http::{Act, FakeHttp, reply};
use super::{delivery, http, line};
use tellal::Channel;
use tellal::provider::Answer;

/// The text, and what `sent` looks like.
const BODY: &str = "text = \"{{ text }}\"\nallow_private = true\n";
const SENT_BY_FIELD: &str = "[[providers.api.rules]]\nstatus = 200\njson = \"/id\"\nis = \"sent\"\n";
const SHORT: &str = "timeout = 0.5\n";
const LONG: &str = "timeout = 60\n";

async fn answer_of(act: Act, keys: &str) -> (Answer, FakeHttp) {
    let server = FakeHttp::doing(act).await;
    let provider = http(&server.url("/send"), &format!("{BODY}{keys}"));
    (provider.send(&delivery(Channel::Sms)).await, server)
}

fn with_rule(timeout: &str) -> String {
    format!("{timeout}message_id = \"/id\"\n{SENT_BY_FIELD}")
}

#[tokio::test]
async fn servers_that_keep_us_waiting() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n".to_owned();
    let failed = "HTTP/1.1 500 X\r\ncontent-length: 100000\r\n\r\n{".to_owned();
    let cases = [
        ("hangs before the request is read", Act::HangAtOnce, "transient timeout ambiguous"),
        ("hangs after the request", Act::HangAfter, "transient timeout ambiguous"),
        ("drips its head", Act::Drip("HTTP/1.1 200 OK\r\nx: y".to_owned()), "transient timeout ambiguous"),
        ("drips its body", Act::Drip(format!("{head}{{")), "transient timeout ambiguous"),
        ("sends a head and no body", Act::Reply(head.clone()), "transient timeout ambiguous"),
        ("says 500 and no more: the status is enough", Act::Reply(failed), "transient http_status"),
    ];
    for (what, act, expected) in cases {
        let (answer, _server) = answer_of(act, &with_rule(SHORT)).await;
        assert_eq!(line(&answer), expected, "{what}");
    }
    let (answer, _server) = answer_of(Act::Reply(head), SHORT).await;
    assert_eq!(line(&answer), "sent -", "the status alone decides, and it has come");
}

#[tokio::test]
async fn servers_that_break_off_or_talk_nonsense() {
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"id\":".to_owned();
    let huge_head = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(100_000));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: y\r\n".repeat(500));
    let cases = [
        ("closes at once", Act::CloseAtOnce, "transient connection ambiguous"),
        ("closes after the request", Act::CloseAfter, "transient connection ambiguous"),
        ("closes within the head", Act::Last("HTTP/1.1 200 O".to_owned()), "transient connection ambiguous"),
        ("closes within the body", Act::Last(half), "transient connection ambiguous"),
        (
            "is no HTTP server",
            Act::Last("220 mail ESMTP\r\n".to_owned()),
            "transient garbled_answer ambiguous",
        ),
        (
            "sends binary",
            Act::Last("\0\u{1}\u{2}\u{3}\r\n\r\n".to_owned()),
            "transient garbled_answer ambiguous",
        ),
        ("has too large a head", Act::Reply(huge_head), "transient garbled_answer ambiguous"),
        ("has too many headers", Act::Reply(many), "transient garbled_answer ambiguous"),
        ("says 200 in HTML", Act::Reply(reply(200, "", "<html>")), "transient garbled_answer ambiguous"),
        ("says 200 and nothing", Act::Reply(reply(200, "", "")), "transient garbled_answer ambiguous"),
        ("says 200 without an id", Act::Reply(reply(200, "", "{}")), "transient garbled_answer ambiguous"),
    ];
    for (what, act, expected) in cases {
        let (answer, _server) = answer_of(act, &with_rule(LONG)).await;
        assert_eq!(line(&answer), expected, "{what}");
    }
}

#[tokio::test]
async fn a_gigabyte_is_not_read() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n".to_owned();
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40000000\r\n".to_owned();
    for head in [head, chunked] {
        let (answer, server) = answer_of(Act::Endless(head), &with_rule(LONG)).await;
        assert_eq!(line(&answer), "transient too_large_answer ambiguous");
        // What the server got rid of are the buffers of two sockets; a gigabyte it would never reach.
        let written = server.written.load(Ordering::SeqCst);
        assert!(written < 64 * 1024 * 1024, "{written} bytes were taken");
    }
    let refused = "HTTP/1.1 400 X\r\ncontent-length: 1073741824\r\n\r\n".to_owned();
    let (answer, _server) = answer_of(Act::Endless(refused), &with_rule(LONG)).await;
    assert_eq!(line(&answer), "permanent rejected", "the status decides without the body");
}

#[tokio::test]
async fn redirects_lead_nowhere() {
    let trap = FakeHttp::answering(|_| reply(200, "", "{\"id\":\"1\"}")).await;
    for status in [300, 301, 302, 303, 304, 307, 308] {
        let location = format!("location: {}\r\n", trap.url("/latest/meta-data"));
        let (answer, _server) = answer_of(Act::Reply(reply(status, &location, "")), &with_rule(LONG)).await;
        assert_eq!(line(&answer), "transient redirect", "{status}");
        let rule = format!("{LONG}[[providers.api.rules]]\nstatus = \"3xx\"\nis = \"permanent\"\n");
        let (answer, _server) = answer_of(Act::Reply(reply(status, &location, "")), &rule).await;
        assert_eq!(line(&answer), "permanent rejected", "{status}: rules go first");
    }
    assert_eq!(trap.connections.load(Ordering::SeqCst), 0, "nobody was led to it");
}

#[tokio::test]
async fn what_a_status_means_without_rules() {
    let cases = [
        (200, "", "sent -"),
        (202, "", "sent -"),
        (204, "", "sent -"),
        (400, "", "permanent rejected"),
        (401, "", "transient auth"),
        (402, "", "transient http_status"),
        (403, "", "transient auth"),
        (404, "", "transient http_status"),
        (408, "", "transient http_status"),
        (422, "", "permanent rejected"),
        (429, "", "transient throttled throttled"),
        (429, "retry-after: 17\r\n", "transient throttled after 17s throttled"),
        (
            429,
            "date: Wed, 25 Nov 2026 10:00:00 GMT\r\nretry-after: Wed, 25 Nov 2026 10:02:00 GMT\r\n",
            "transient throttled after 120s throttled",
        ),
        (500, "", "transient http_status"),
        (502, "", "transient http_status ambiguous"),
        (503, "retry-after: 30\r\n", "transient http_status after 30s"),
        (504, "", "transient http_status ambiguous"),
        (599, "", "transient http_status"),
    ];
    for (status, headers, expected) in cases {
        let text =
            if status == 204 { "HTTP/1.1 204 X\r\n\r\n".to_owned() } else { reply(status, headers, "x") };
        let (answer, _server) = answer_of(Act::Reply(text), LONG).await;
        assert_eq!(line(&answer), expected, "{status} {headers:?}");
    }
}

#[tokio::test]
async fn no_connection() {
    let port = {
        let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        gone.local_addr().unwrap().port()
    };
    let refused = http(&format!("http://127.0.0.1:{port}/"), &format!("{BODY}{LONG}"));
    assert_eq!(line(&refused.send(&delivery(Channel::Sms)).await), "transient connection");
    let nowhere = http("https://no-such-host.invalid/", BODY);
    assert_eq!(line(&nowhere.send(&delivery(Channel::Sms)).await), "transient dns");
}

#[tokio::test]
async fn inner_addresses_are_reached_only_when_meant() {
    let server = FakeHttp::answering(|_| reply(200, "", "")).await;
    let port = server.address.port();
    // What is an address as it stands is told when the configuration is read.
    for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let section =
            format!("[providers.api]\ntype = \"http\"\nurl = \"http://{host}:{port}/\"\nallow_http = true\n");
        let told = super::faults(&section);
        assert!(told.contains("providers.api.url: leads to an inner address"), "{told}");
    }
    for host in ["localhost", "2130706433", "127.1"] {
        let provider = http(&format!("http://{host}:{port}/"), "allow_http = true\ntext = \"x\"\n");
        let answer = provider.send(&delivery(Channel::Sms)).await;
        assert_eq!(line(&answer), "transient forbidden_address", "{host}");
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
}
