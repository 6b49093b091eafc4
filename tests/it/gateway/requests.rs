//! What is answered to those who ask as they should.

use std::io::{Read, Write};
use std::sync::Arc;

use serde_json::Value;

use super::{Answer, Server, delivered, post};
use crate::support::{fixture, fixtures, json, shipped};

#[test]
fn an_event_is_taken_with_an_empty_200() {
    let server = Server::start("");
    let answer = server.notify(&delivered());
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    let accepted = server.memory.accepted.lock().unwrap();
    let [entry] = accepted.as_slice() else { panic!("{} entries", accepted.len()) };
    assert_eq!(entry.event.as_str(), "order_delivered");
    assert_eq!(entry.order_number.as_deref(), Some("ORD-2024-00001"));
    assert_eq!(entry.body, delivered());
    assert_eq!(entry.request_id, answer.headers["x-request-id"]);
}

/// As Python writes a name that was cut in the middle of an emoji.
#[test]
fn half_an_emoji_loses_no_event() {
    let server = Server::start("");
    let half = fixture("order_delivered").replacen("\"John\"", r#""John\ud83d""#, 1);
    assert!(half.contains("ud83d"));
    assert_eq!(server.notify(half.as_bytes()).status, 200);
    assert_eq!(server.memory.accepted.lock().unwrap()[0].body, half.as_bytes(), "kept as it came");
    let preview = |body: &str| -> Value {
        let answer = server.post("/api/preview", body.as_bytes());
        serde_json::from_str::<Value>(&answer.text()).unwrap()["message"].take()
    };
    assert_eq!(preview(&half), preview(&fixture("order_delivered")));
}

#[test]
fn every_event_of_the_contract_is_taken() {
    let server = Server::start("");
    for name in fixtures() {
        assert_eq!(server.notify(fixture(&name).as_bytes()).status, 200, "{name}");
    }
    assert_eq!(server.memory.accepted.lock().unwrap().len(), fixtures().len());
}

#[test]
fn a_hundred_copies_at_once_are_one_event() {
    let server = Arc::new(Server::start(""));
    *server.memory.slow.lock().unwrap() = std::time::Duration::from_millis(20);
    let copies: Vec<_> = (0..100)
        .map(|_| {
            let server = Arc::clone(&server);
            std::thread::spawn(move || server.notify(&delivered()).status)
        })
        .collect();
    assert!(copies.into_iter().all(|copy| copy.join().unwrap() == 200));
    assert_eq!(server.memory.accepted.lock().unwrap().len(), 1);
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains("tellal_accepted_total{event=\"order_delivered\"} 1\n"), "{metrics}");
    assert!(metrics.contains("tellal_duplicates_total{event=\"order_delivered\"} 99\n"), "{metrics}");
}

#[test]
fn one_connection_serves_many_requests_also_pipelined_ones() {
    let server = Server::start("");
    let mut stream = server.connect();
    for _ in 0..5 {
        stream.write_all(&post("/api/notification", &[], &delivered())).unwrap();
        assert_eq!(Answer::read(&mut stream).unwrap().status, 200);
    }
    let chunked = [b"3\r\n{}\n\r\n0\r\n\r\n".as_slice()].concat();
    let three = [
        post("/api/notification", &[], &delivered()),
        post("/api/notification", &["Transfer-Encoding: chunked"], &chunked),
        b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(),
    ]
    .concat();
    stream.write_all(&three).unwrap();
    let statuses: Vec<u16> = (0..3).map(|_| Answer::read(&mut stream).unwrap().status).collect();
    assert_eq!(statuses, [200, 400, 200]);
}

#[test]
fn a_preview_is_what_render_prints() {
    let server = Server::start("");
    for name in fixtures() {
        let answer = server.post("/api/preview", fixture(&name).as_bytes());
        assert_eq!((answer.status, answer.headers["content-type"].as_str()), (200, "application/json"));
        assert_eq!(answer.text(), json(&shipped().render(fixture(&name).as_bytes())), "{name}");
    }
    let forced = server.post("/api/preview?language=tr&channel=sms", &delivered()).json();
    assert_eq!((&forced["channel"], &forced["language"]), (&Value::from("sms"), &Value::from("tr")));
    let unknown = server.post("/api/preview?language=xx", &delivered()).json();
    assert_eq!(unknown["error"]["code"], "unknown_language");
    for query in ["channel=fax", "language=", "colour=red"] {
        let answer = server.post(&format!("/api/preview?{query}"), &delivered());
        assert_eq!(answer.problem(), (400, "invalid_parameter".to_owned()), "{query}");
    }
    assert_eq!(server.post("/api/preview", b"{}").problem().0, 400);
    assert!(server.memory.accepted.lock().unwrap().is_empty(), "nothing is queued");
    assert!(server.memory.refused.lock().unwrap().is_empty(), "nor kept");
}

#[test]
fn a_request_has_the_callers_id_or_one_of_its_own() {
    let server = Server::start("");
    let id = |headers: &[&str]| {
        let answer = server.exchange(&post("/api/notification", headers, &delivered()));
        answer.headers["x-request-id"].clone()
    };
    assert_eq!(id(&["X-Request-Id: order-7/a"]), "order-7/a");
    assert_eq!(id(&["X-Akinon-Request-Id: 4f9c"]), "4f9c");
    assert_eq!(id(&["X-Akinon-Request-Id: 4f9c", "X-Request-Id: mine"]), "mine");
    for bad in ["X-Request-Id: a b", "X-Request-Id: john@example.com", "X-Request-Id: \"><script>"] {
        assert_eq!(id(&[bad]).len(), 32, "{bad}");
    }
    let long = format!("X-Request-Id: {}", "a".repeat(200));
    assert_ne!(id(&[&long]), id(&[&long]));
}

#[test]
fn probes_and_metrics_need_no_credentials() {
    let server = Server::start("");
    assert_eq!(server.get("/healthz").status, 200);
    let ready = server.get("/readyz");
    assert_eq!(ready.status, 200);
    assert_eq!(ready.json()["ready"], true);
    assert_eq!(ready.json()["catalog"]["state"], "current");
    let metrics = server.get("/metrics");
    assert_eq!(metrics.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    for line in metrics.text().lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(name.starts_with("tellal_") && value.parse::<f64>().is_ok(), "{line}");
    }
    let mut stream = server.connect();
    stream.write_all(b"HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut head = String::new();
    stream.read_to_string(&mut head).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"), "{head}");
}
