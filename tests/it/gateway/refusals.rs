//! What is refused: with which status and code, and what is kept of it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tellal::outbox::StoreError;

use super::{LOGIN, Server, delivered, post};
use crate::support::changed;

#[test]
fn each_refusal_has_its_status_and_code() {
    let server = Server::start("");
    let notify =
        |headers: &[&str], body: &[u8]| server.exchange(&post("/api/notification", headers, body)).problem();
    let plain = |body: &[u8]| notify(&[], body);
    let of = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(plain(b""), of(400, "empty_body"));
    assert_eq!(plain(b"{"), of(400, "not_json"));
    assert_eq!(plain(b"[]"), of(400, "wrong_type"));
    assert_eq!(plain(b"{\"from\":\"\xff\"}"), of(400, "not_json"));
    assert_eq!(
        plain(format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)).as_bytes()),
        of(400, "not_json")
    );
    // Also where nobody reads it.
    let deep = format!("{{\"nobody\":{}{},", "[".repeat(10_000), "]".repeat(10_000));
    let deep = String::from_utf8(delivered()).unwrap().replacen('{', &deep, 1);
    assert_eq!(plain(deep.as_bytes()), of(400, "not_json"));
    let large = String::from_utf8(delivered()).unwrap().replacen('{', r#"{"nobody":1e999,"#, 1);
    assert_eq!(plain(large.as_bytes()), of(400, "not_json"));
    let unknown = changed("order_delivered", |json| json["event"] = json!("order_delivred"));
    assert_eq!(plain(unknown.as_bytes()), of(422, "unknown_event"));
    let currency = changed("order_delivered", |json| {
        json["payload"]["order"]["currency"]["value"] = json!("xyz");
    });
    assert_eq!(plain(currency.as_bytes()), of(400, "unknown_currency"));
    let delivered = delivered();
    let text = |header: &str| notify(&[header], &delivered);
    assert_eq!(text("Content-Type: text/plain"), of(415, "unsupported_media_type"));
    assert_eq!(text("Content-Type: application/x-www-form-urlencoded"), of(415, "unsupported_media_type"));
    assert_eq!(text("Content-Encoding: gzip"), of(415, "compressed_body"));
    assert_eq!(text("Content-Encoding: identity, br"), of(415, "compressed_body"));
    assert_eq!(notify(&["Content-Length: 262145"], b"{"), of(413, "too_large"));
    assert_eq!(server.get("/api/notifications").problem(), of(404, "not_found"));
    let wrong = server.get("/api/notification");
    assert_eq!((wrong.problem(), wrong.headers["allow"].as_str()), (of(405, "method_not_allowed"), "POST"));
    assert_eq!(server.post("/healthz", b"{}").problem(), of(405, "method_not_allowed"));
    assert!(server.memory.accepted.lock().unwrap().is_empty());
    let metrics = server.get("/metrics").text();
    for line in ["status=\"400\",code=\"not_json\"} 5", "status=\"422\",code=\"unknown_event\"} 1"] {
        assert!(metrics.contains(&format!("tellal_refused_total{{{line}\n")), "{line} in {metrics}");
    }
}

#[test]
fn all_faults_of_an_event_are_told_by_their_paths() {
    let server = Server::start("");
    let body = changed("order_delivered", |json| {
        json.as_object_mut().unwrap().remove("to");
        json["payload"]["order"]["amount"] = json!("much");
    });
    let answer = server.notify(body.as_bytes());
    assert_eq!(answer.problem(), (400, "invalid_event".to_owned()));
    let json = answer.json();
    let errors: Vec<(&str, &str)> = json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["path"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    assert_eq!(errors, [("to", "missing_field"), ("payload.order.amount", "invalid_amount")]);
    assert!(!answer.text().contains("much"), "nothing of the body is repeated");
}

#[test]
fn what_somebody_known_sent_is_kept_and_nothing_of_strangers() {
    let server = Server::start("");
    server.exchange(b"POST /api/notification HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    assert!(server.memory.refused.lock().unwrap().is_empty());
    let kept = |bytes: &[u8]| {
        let answer = server.exchange(bytes);
        let mut all = server.memory.refused.lock().unwrap();
        let refused = all.pop().unwrap();
        assert!(all.is_empty());
        assert_eq!(refused.request_id, answer.headers["x-request-id"]);
        refused
    };
    let missing = kept(&post("/api/notification", &[], b"{\"to\":\"+905551234567\"}"));
    assert_eq!(
        (missing.code.as_str(), missing.body.as_slice()),
        ("invalid_event", &b"{\"to\":\"+905551234567\"}"[..])
    );
    assert!(missing.detail.contains("event: ") && !missing.detail.contains("555"), "{}", missing.detail);
    let zipped = kept(&post("/api/notification", &["Content-Encoding: gzip"], b"\x1f\x8b\x08"));
    assert_eq!((zipped.code.as_str(), zipped.body.as_slice()), ("compressed_body", &b"\x1f\x8b\x08"[..]));
    let short = kept(&post("/api/notification", &["Content-Type: text/xml"], b"<a/>"));
    assert_eq!(short.code, "unsupported_media_type");
}

#[test]
fn what_goes_to_the_wrong_place_is_kept_if_its_sender_is_known() {
    let server = Server::start("");
    let login = |login: &str| format!("Authorization: Basic {}\r\n", BASE64_STANDARD.encode(login));
    let sent = |line: &str, login: &str| {
        let head = format!(
            "{line} HTTP/1.1\r\nHost: x\r\n{login}Content-Type: application/json\r\nContent-Length: 7\r\n\r\n"
        );
        let answer = server.exchange(format!("{head}{{\"a\":1}}").as_bytes()).problem();
        (answer.0, server.memory.refused.lock().unwrap().pop().map(|refused| (refused.code, refused.body)))
    };
    let kept = |code: &str| Some((code.to_owned(), b"{\"a\":1}".to_vec()));
    assert_eq!(sent("POST /api/notifications", &login(LOGIN)), (404, kept("not_found")));
    assert_eq!(sent("PUT /api/notification", &login(LOGIN)), (405, kept("method_not_allowed")));
    assert_eq!(sent("POST /api/notifications", &login("commerce:wrong")), (404, None));
    assert_eq!(sent("POST /api/notifications", ""), (404, None));
    let large = [b"{\"event\": \"", &vec![b'x'; 300 * 1024][..]].concat();
    assert_eq!(server.exchange(&post("/api/notifications", &[], &large)).problem().0, 404);
    let kept = server.memory.refused.lock().unwrap().pop().unwrap();
    assert_eq!(kept.body.len(), 256 * 1024);
    assert!(kept.detail.ends_with("(only what was read of the body is kept)"), "{}", kept.detail);
}

#[test]
fn the_beginning_of_what_says_it_is_too_large_is_kept() {
    let server = Server::start("");
    let body = [b"{\"event\": \"", &vec![b'x'; 300 * 1024][..]].concat();
    assert_eq!(server.notify(&body).problem(), (413, "too_large".to_owned()));
    let kept = server.memory.refused.lock().unwrap().pop().unwrap();
    assert_eq!((kept.code.as_str(), &kept.body[..]), ("too_large", &body[..256 * 1024]));
    assert!(kept.detail.ends_with("(only what was read of the body is kept)"), "{}", kept.detail);
}

#[test]
fn of_very_many_faults_the_first_are_told() {
    let server = Server::start("");
    let event = changed("order_delivered", |event| {
        event["payload"]["order"]["orderitem_set"] = vec![1; 100_000].into();
    });
    let answer = server.notify(event.as_bytes());
    assert_eq!(answer.problem(), (400, "invalid_event".to_owned()));
    let told = answer.json();
    assert_eq!(told["errors"].as_array().unwrap().len(), 100);
    assert_eq!(told["detail"], "the event has 100000 faults; these are the first 100");
    assert!(answer.body.len() < 32 * 1024, "{}", answer.body.len());
    let kept = server.memory.refused.lock().unwrap().pop().unwrap();
    assert!(kept.detail.len() <= 4 * 1024 && kept.detail.ends_with('…'), "{}", kept.detail);
}

#[test]
fn only_those_who_may_call_are_heard() {
    let server = Server::start("");
    let ask = |authorization: &str| {
        let head = format!(
            "POST /api/notification HTTP/1.1\r\nHost: x\r\n{authorization}Content-Type: application/json\r\n\
             Content-Length: 100000\r\n\r\n"
        );
        // The body is never sent: nobody waits for it.
        server.exchange(head.as_bytes())
    };
    for authorization in
        ["", "Authorization: Basic eDp5\r\n", "Authorization: Bearer x\r\n", "Authorization: Basic\r\n"]
    {
        let answer = ask(authorization);
        assert_eq!(answer.problem(), (401, "unauthorized".to_owned()), "{authorization}");
        assert_eq!(answer.headers["www-authenticate"], "Basic realm=\"tellal\", charset=\"UTF-8\"");
        assert_eq!(answer.headers["connection"], "close");
    }
    let twice = format!("{0}{0}", super::authorization());
    assert_eq!(ask(&twice).problem().1, "malformed_request");
    assert_eq!(server.notify(&delivered()).status, 200, "whoever has the password never waits");
}

#[test]
fn credentials_are_changed_while_it_runs() {
    let server = Server::start("");
    server.gateway.set_credentials(tellal::gateway::Credentials::single("commerce", "new"));
    assert_eq!(server.notify(&delivered()).status, 401);
}

#[test]
fn no_200_without_durability() {
    let server = Server::start("accept_time = 0.2");
    for (fault, code) in [
        (StoreError::Full, "store_full"),
        (StoreError::Unavailable("disk".to_owned()), "store_unavailable"),
        (StoreError::Corrupt("page 7".to_owned()), "store_unavailable"),
    ] {
        *server.memory.fault.lock().unwrap() = Some(fault);
        let answer = server.notify(&delivered());
        assert_eq!(answer.problem(), (503, code.to_owned()));
        assert_eq!(answer.headers["retry-after"], "5");
        assert_eq!(server.get("/readyz").status, 503);
        assert_eq!(server.get("/healthz").status, 200);
    }
    *server.memory.fault.lock().unwrap() = None;
    *server.memory.slow.lock().unwrap() = std::time::Duration::from_secs(5);
    assert_eq!(server.notify(&delivered()).problem(), (503, "store_timeout".to_owned()));
    *server.memory.slow.lock().unwrap() = std::time::Duration::ZERO;
    assert_eq!(server.get("/readyz").json()["store"], Value::from("ok"));
    assert_eq!(server.notify(&delivered()).status, 200, "it resumes by itself");
    let metrics = server.get("/metrics").text();
    for code in ["store_full", "store_unavailable", "store_corrupt", "store_timeout"] {
        let line = format!("tellal_store_failures_total{{code=\"{code}\"}} 1\n");
        assert!(metrics.contains(&line), "{line} in {metrics}");
    }
}
