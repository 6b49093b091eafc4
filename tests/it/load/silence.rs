//! A whole run, with everything that can go wrong: neither the log nor the metrics name a customer or a secret.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ALONE;
use super::client::{self, Client, waiting};
use super::program::{LOGIN, Program};
use crate::provider::fake_smtp::{FakeSmtp, Script, Step};
use crate::support::{changed, fixture, fixtures, root};

/// What the events say of people: every name, number, address and street.
fn personal(value: &Value, found: &mut Vec<String>) {
    const KEYS: [&str; 13] = [
        "to",
        "phone",
        "phone_number",
        "email",
        "user_email",
        "username",
        "first_name",
        "last_name",
        "line",
        "tax_no",
        "identity_number",
        "remote_addr",
        "checkout_url",
    ];
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value.as_str() {
                    Some(text) if KEYS.contains(&key.as_str()) && text.len() > 3 => {
                        found.push(text.to_owned());
                    }
                    _ => personal(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| personal(value, found)),
        _ => {}
    }
}

/// An API that fails in every way, and repeats what it was told.
async fn babbler() -> std::net::SocketAddr {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        for status in ["200 OK", "400 Bad Request", "500 Oops", "302 Found"].iter().cycle() {
            let Ok((mut stream, _)) = listener.accept().await else { return };
            tokio::spawn(async move {
                let mut request = vec![0; 64 * 1024];
                let length = stream.read(&mut request).await.unwrap_or_default();
                let body = String::from_utf8_lossy(&request[..length]).into_owned();
                let echo = body.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned();
                let answer = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nLocation: http://{echo}\r\n\
                     Content-Length: {}\r\nConnection: close\r\n\r\n{echo}",
                    echo.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    address
}

/// Everything goes to those who repeat it, and every line is logged.
fn config(address: std::net::SocketAddr, mail: std::net::SocketAddr) -> String {
    let mail = mail.port();
    format!(
        r#"
[engine]
guest_channels = ["sms"]
[delivery]
retry = [0.05, 0.05]
jitter = 0
[channels.sms]
provider = "babbler"
[channels.whatsapp]
provider = "babbler"
[channels.email]
provider = "mail"
[providers.mail]
type = "smtp"
host = "127.0.0.1"
port = {mail}
tls = "none"
from = "orders@shop.example"
[providers.babbler]
type = "http"
url = "http://{address}/send"
allow_private = true
token = "a token for tests"
error_code = "/text"
json = {{ to = "{{{{ to }}}}", text = "{{{{ text }}}}" }}
[[providers.babbler.rules]]
status = "2xx"
is = "sent"
[log]
level = "trace"
"#
    )
}

/// A mail server that repeats every address it could be told.
async fn mail_server() -> FakeSmtp {
    let mut words = Vec::new();
    for name in fixtures() {
        personal(&serde_json::from_str(&fixture(&name)).unwrap(), &mut words);
    }
    words.sort();
    words.dedup();
    let reply: &'static str = format!("550 5.1.1 <{}> unknown", words.join("> <")).leak();
    FakeSmtp::start(Script { rcpt: Step::Say(reply), ..Script::default() }).await
}

/// The shipped templates, but one event's, which give a name to what cannot work with it.
fn failing_templates(to: &Path) {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let to = to.join(path.file_name().unwrap());
            if path.is_dir() { copy(&path, &to) } else { std::fs::copy(&path, &to).map(drop).unwrap() }
        }
    }
    copy(&root().join("templates"), to);
    for part in ["sms.txt", "whatsapp.txt"] {
        let text = "{{ order.shipping_address.first_name | int }}";
        std::fs::write(to.join("order_delivered").join(part), text).unwrap();
    }
}

/// Requests that say who somebody is where nobody asked.
async fn strangers(address: std::net::SocketAddr) {
    for request in [
        "POST /api/notification?to=+905551234567 HTTP/1.1\r\nAuthorization: Basic am9objpwYXNz\r\n\r\n",
        "GET /+905551234567/John HTTP/1.1\r\nX-Request-Id: john.doe@example.com\r\n\r\n",
        "GET /john.doe@example.com\r\n\r\n",
    ] {
        let mut stranger = Client::connect(address).await.unwrap();
        assert!(stranger.exchange(request.as_bytes()).await.unwrap().0 >= 400);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neither_log_nor_metrics_name_anybody() {
    let _alone = ALONE.lock().await;
    let mail = mail_server().await;
    let templates = tempfile::tempdir().unwrap();
    failing_templates(templates.path());
    let program = Program::new(&config(babbler().await, mail.address));
    let mut program = program.with_templates(templates.path().to_owned());
    program.start_and_wait();
    let mut words = vec![LOGIN.split_once(':').unwrap().1.to_owned(), "a token for tests".to_owned()];
    let mut client = Client::connect(program.address).await.unwrap();
    for name in fixtures() {
        let event = fixture(&name);
        personal(&serde_json::from_str(&event).unwrap(), &mut words);
        assert_eq!(client.notify(event.as_bytes()).await.unwrap(), 200, "{name}");
        assert_eq!(client.post("/api/preview", event.as_bytes()).await.unwrap().0, 200);
        let broken = changed(&name, |event| {
            event.as_object_mut().unwrap().remove("payload");
            event["site_domain"] = json!(17);
        });
        assert_eq!(client.notify(broken.as_bytes()).await.unwrap(), 400);
        let unknown = changed(&name, |event| event["event"] = event["to"].clone());
        assert_eq!(client.notify(unknown.as_bytes()).await.unwrap(), 422);
    }
    strangers(program.address).await;
    words.extend(["am9objpwYXNz".to_owned(), "john.doe@example.com".to_owned(), "905551234567".to_owned()]);
    program.signal("-HUP");
    let start = Instant::now();
    let metrics = loop {
        let metrics = client::get(program.address, "/metrics").await;
        if waiting(&metrics) == 0.0 {
            break metrics;
        }
        assert!(start.elapsed() < Duration::from_secs(120), "{metrics}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    let lists = [
        program.run(&["outbox", "list"]),
        program.run(&["outbox", "list", "--json"]),
        program.run(&["outbox", "quarantine", "--json"]),
        program.run(&["stats"]),
        program.run(&["config"]),
    ];
    program.stop();
    let log = program.log();
    for part in ["event accepted", "request refused", "template_failed"] {
        assert!(log.contains(part), "{part} in {log}");
    }
    assert!(!mail.commands().is_empty(), "e-mail was tried");
    words.sort();
    words.dedup();
    let lists = lists.map(|output| String::from_utf8(output.stdout).unwrap()).concat();
    for (name, text) in [("the log", &log), ("the metrics", &metrics), ("the lists", &lists)] {
        assert!(text.len() > 500, "{name}: {text}");
        for word in &words {
            let found = text.lines().find(|line| line.contains(word.as_str()));
            assert!(found.is_none(), "{name} says `{word}`: {}", found.unwrap_or_default());
        }
    }
}
