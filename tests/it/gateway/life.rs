//! Beginning, changing and ending.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Answer, Server, delivered, post};
use crate::support::root;

fn wait_until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn what_is_in_is_answered_before_the_end() {
    let server = Arc::new(Server::start(""));
    *server.memory.slow.lock().unwrap() = Duration::from_millis(500);
    let mut idle = server.connect();
    let mut late = server.connect();
    let request = post("/api/notification", &[], &delivered());
    late.write_all(&request[..request.len() - 10]).unwrap();
    let asked = {
        let server = Arc::clone(&server);
        std::thread::spawn(move || server.notify(&delivered()))
    };
    wait_until("the request is in", || server.get("/metrics").text().contains("tellal_connections 4\n"));
    server.stop();
    let answer = asked.join().unwrap();
    assert_eq!((answer.status, answer.headers["connection"].as_str()), (200, "close"));
    late.write_all(&request[request.len() - 10..]).unwrap();
    assert_eq!(Answer::read(&mut late).unwrap().status, 200, "a body on its way is waited for");
    assert!(Answer::read(&mut idle).is_none(), "who sends nothing is not waited for");
    wait_until("the end", || server.has_ended());
    assert!(std::net::TcpStream::connect(server.address).is_err());
}

#[test]
fn a_shutdown_ends_in_time_whatever_clients_do() {
    let server = Server::start("shutdown_time = 0.5");
    let mut stuck = server.connect();
    stuck.write_all(&post("/api/notification", &["Content-Length: 10"], b"{")).unwrap();
    wait_until("it is connected", || server.get("/metrics").text().contains("tellal_connections 2\n"));
    server.stop();
    wait_until("the end", || server.has_ended());
}

#[test]
fn changed_templates_are_taken_and_faulty_ones_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let (templates, locales) = (folder.path().join("templates"), folder.path().join("locales"));
    std::fs::create_dir_all(templates.join("order_delivered")).unwrap();
    std::fs::create_dir_all(locales.join("en")).unwrap();
    std::fs::copy(root().join("locales/en/orders.ftl"), locales.join("en/orders.ftl")).unwrap();
    let template = templates.join("order_delivered/sms.txt");
    std::fs::write(&template, "First").unwrap();
    let server = Server::on("", &templates, &locales);
    let text =
        || server.post("/api/preview?channel=sms&language=en", &delivered()).json()["sms"]["text"].clone();
    assert_eq!(text(), "First");

    std::fs::write(&template, "Second, longer").unwrap();
    server.catalog.reload_if_changed();
    assert_eq!(text(), "Second, longer");

    std::fs::write(&template, "{{ third").unwrap();
    server.catalog.reload_if_changed();
    assert_eq!(text(), "Second, longer", "the last good one stays");
    let ready = server.get("/readyz");
    assert_eq!(ready.status, 200, "it can still serve");
    assert_eq!(ready.json()["catalog"]["state"], "last_good");
    let faults = ready.json()["catalog"]["faults"].to_string();
    assert!(faults.contains("order_delivered/sms.txt:1"), "{faults}");
    assert!(server.get("/metrics").text().contains("tellal_catalog_current 0\n"));

    std::fs::remove_file(&template).unwrap();
    std::fs::write(&template, "Third").unwrap();
    server.catalog.reload_if_changed();
    assert_eq!(text(), "Third");
    assert_eq!(server.get("/readyz").json()["catalog"]["state"], "current");
    assert!(server.get("/metrics").text().contains("tellal_catalog_loads_total{result=\"refused\"} 1\n"));
}
