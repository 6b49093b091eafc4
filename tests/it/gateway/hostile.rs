//! Clients that mean harm, or are broken.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::{Answer, Server, authorization, delivered, post};

fn of(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn what_two_readers_could_read_differently_is_refused() {
    let server = Server::start("");
    let hidden = b"0\r\n\r\nPOST /api/notification HTTP/1.1\r\nHost: x\r\n\r\n";
    for headers in [
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 5"],
        ["Content-Length: 5", "Content-Length: 5"],
        ["Content-Length: 5", "Content-Length: 0"],
    ] {
        let mut stream = server.connect();
        stream.write_all(&post("/api/notification", &headers, hidden)).unwrap();
        let answer = Answer::read(&mut stream).unwrap();
        assert_eq!(answer.problem(), of(400, "ambiguous_length"), "{headers:?}");
        assert!(Answer::read(&mut stream).is_none(), "what follows is nobody's request");
    }
    for headers in [
        ["Transfer-Encoding: gzip, chunked", "X: 1"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
        ["Transfer-Encoding : chunked", "X: 1"],
        ["Content-Length: +5", "X: 1"],
        ["X: 1", " Content-Length: 5"],
    ] {
        let answer = server.exchange(&post("/api/notification", &headers, hidden));
        assert_eq!(answer.problem(), of(400, "malformed_request"), "{headers:?}");
    }
    assert!(server.memory.accepted.lock().unwrap().is_empty());
    assert_eq!(server.notify(&delivered()).status, 200);
}

#[test]
fn floods_of_headers_are_refused() {
    let server = Server::start("header_limit = 4096\nheader_count = 10");
    let many: String = "X: 1\r\n".repeat(200);
    let long = format!("X: {}\r\n", "a".repeat(100_000));
    let uri = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(10_000));
    for request in [
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{many}\r\n"),
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{long}\r\n"),
        uri,
    ] {
        assert_eq!(server.exchange(request.as_bytes()).problem(), of(431, "headers_too_large"));
    }
    for request in ["\x16\x03\x01\x02\x00\x01\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "hello\r\n\r\n"] {
        assert_eq!(
            server.exchange(request.as_bytes()).problem(),
            of(400, "malformed_request"),
            "{request:?}"
        );
    }
}

#[test]
fn a_body_without_end_is_cut_off() {
    let server = Server::start("");
    let mut stream = server.connect();
    stream.write_all(&post("/api/notification", &["Transfer-Encoding: chunked"], b"")).unwrap();
    let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 0x10000], b"\r\n"].concat();
    let mut sent = 0;
    // A hundred megabytes are offered; the answer comes long before.
    while sent < 100 << 20 && stream.write_all(&chunk).is_ok() {
        sent += chunk.len();
    }
    assert!(sent < 30 << 20, "{sent} bytes were taken");
    let mut stream = server.connect();
    stream.write_all(&post("/api/notification", &["Transfer-Encoding: chunked"], b"")).unwrap();
    for _ in 0..5 {
        let _ = stream.write_all(&chunk);
    }
    assert_eq!(Answer::read(&mut stream).unwrap().problem(), of(413, "too_large"));
    let kept = server.memory.refused.lock().unwrap().pop().unwrap();
    assert_eq!((kept.code.as_str(), kept.body.len()), ("too_large", 256 * 1024));
}

#[test]
fn chunks_that_are_none_are_refused() {
    let server = Server::start("body_time = 1");
    for body in ["g\r\n{}\r\n0\r\n\r\n", "2\r\n{}0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\nzz"] {
        let mut stream = server.connect();
        stream
            .write_all(&post("/api/notification", &["Transfer-Encoding: chunked"], body.as_bytes()))
            .unwrap();
        let answer = Answer::read(&mut stream);
        assert!(answer.is_none_or(|answer| answer.status == 400), "{body:?}");
    }
    let mut stream = server.connect();
    stream.write_all(&post("/api/notification", &["Content-Length: 10"], b"{}")).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    assert!(Answer::read(&mut stream).is_none_or(|answer| answer.status == 400));
    assert!(server.memory.accepted.lock().unwrap().is_empty());
}

#[test]
fn slow_heads_and_bodies_are_given_up() {
    let server = Server::start("header_time = 0.3\nbody_time = 0.3\nidle_time = 0.3");
    let mut half = server.connect();
    half.write_all(b"POST /api/notification HTTP/1.1\r\nHost: x\r\n").unwrap();
    let mut dripping = server.connect();
    let drip = std::thread::spawn(move || {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) && dripping.write_all(b"X").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
        start.elapsed()
    });
    assert_eq!(Answer::read(&mut half).unwrap().problem(), of(408, "header_timeout"));
    assert!(Answer::read(&mut half).is_none());
    assert!(
        drip.join().unwrap() < Duration::from_secs(20),
        "a head that drips has no more time than another"
    );

    let mut slow = server.connect();
    slow.write_all(&post("/api/notification", &["Content-Length: 10"], b"{")).unwrap();
    assert_eq!(Answer::read(&mut slow).unwrap().problem(), of(408, "body_timeout"));

    let mut idle = server.connect();
    assert_eq!(idle.read(&mut [0]).unwrap(), 0, "a connection without a request is closed");
    let mut used = server.connect();
    used.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    assert_eq!(Answer::read(&mut used).unwrap().status, 200);
    assert!(Answer::read(&mut used).is_none(), "and so is one that sends no other");
}

#[test]
fn the_longest_idle_makes_place_for_those_who_ask() {
    let server = Server::start("connections = 10");
    let idle: Vec<_> = (0..10).map(|_| server.connect()).collect();
    std::thread::sleep(Duration::from_millis(1200));
    for _ in 0..5 {
        assert_eq!(server.notify(&delivered()).status, 200);
    }
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains("tellal_connections_closed_total{reason=\"made_place\"}"), "{metrics}");
    drop(idle);
}

#[test]
fn wrong_passwords_keep_nobody_out() {
    let server = Server::start("connections = 8");
    let wrong = authorization().replace("Basic ", "Basic eDp5");
    let request = format!("POST /api/notification HTTP/1.1\r\nHost: x\r\n{wrong}\r\n");
    // Each waits longer for its refusal than the one before, all but the first few for seconds.
    let guess = || {
        let mut stream = server.connect();
        // One that finds no seat is closed.
        let _ = stream.write_all(request.as_bytes());
        stream
    };
    let mut held = Vec::new();
    for _ in 0..100 {
        held.push(guess());
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(1_100));
    for _ in 0..5 {
        assert_eq!(server.notify(&delivered()).status, 200);
    }
    drop(held);
}

#[test]
fn an_address_may_be_limited() {
    let server = Server::start("connections_per_address = 3");
    let held: Vec<_> = (0..3)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            assert_eq!(Answer::read(&mut stream).unwrap().status, 200);
            stream
        })
        .collect();
    let mut fourth = server.connect();
    assert!(Answer::read(&mut fourth).is_none());
    drop(held);
}

#[test]
fn expectations_are_met_before_a_body_is_sent() {
    let server = Server::start("");
    let body = delivered();
    let mut stream = server.connect();
    let head = format!(
        "POST /api/notification HTTP/1.1\r\nHost: x\r\n{}Content-Type: application/json\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        authorization(),
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut first = [0; 25];
    stream.read_exact(&mut first).unwrap();
    assert!(first.starts_with(b"HTTP/1.1 100 Continue\r\n"));
    stream.write_all(&body).unwrap();
    assert_eq!(Answer::read(&mut stream).unwrap().status, 200);
    let head = head.replace(&format!("Content-Length: {}", body.len()), "Content-Length: 9999999");
    assert_eq!(server.exchange(head.as_bytes()).problem(), of(413, "too_large"), "without a byte of it");
}
