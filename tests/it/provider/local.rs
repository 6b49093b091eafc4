//! The console and the file.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use tellal::Channel;
use tellal::provider::{Console, Content, Delivery, File, Provider};

use super::{delivery, line, sms};

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Shared {
    fn text(&self) -> String {
        anstream::adapter::strip_str(std::str::from_utf8(&self.0.lock().unwrap()).unwrap()).to_string()
    }
}

#[tokio::test]
async fn the_console_shows_who_is_told_what() {
    let output = Shared::default();
    let console = Console::writing_to("console", Box::new(output.clone()));
    let again = Delivery { attempt: 2, ..delivery(Channel::Email) };
    for delivery in [delivery(Channel::Sms), delivery(Channel::Whatsapp), again] {
        assert_eq!(line(&console.send(&delivery).await), "sent -");
    }
    insta::assert_snapshot!("console", output.text());
}

/// An output that nobody reads until it is let go.
struct Blocked(std::sync::mpsc::Receiver<()>, Shared);

impl Write for Blocked {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // Once the other end is gone everything passes.
        let _ = self.0.recv();
        self.1.write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_output_that_nobody_reads_holds_up_nothing_else() {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.max_blocking_threads(1).enable_all().build().unwrap();
    let (let_go, held) = std::sync::mpsc::channel();
    let output = Shared::default();
    let console = Console::writing_to("console", Box::new(Blocked(held, output.clone())));
    runtime.block_on(async {
        let soon = std::time::Duration::from_millis(50);
        for number in 0..3 {
            let delivery = sms(&format!("message {number}"));
            assert!(tokio::time::timeout(soon, console.send(&delivery)).await.is_err(), "{number}");
        }
        let other = tokio::time::timeout(soon * 100, tokio::task::spawn_blocking(|| 1)).await;
        assert_eq!(other.expect("what blocks is elsewhere").unwrap(), 1);
        drop(let_go);
        assert!(console.send(&sms("the last")).await.is_sent());
    });
    let text = output.text();
    assert!(text.contains("message 0") && text.contains("the last"), "{text}");
    assert!(!text.contains("message 1") && !text.contains("message 2"), "given up before its turn: {text}");
}

#[tokio::test]
async fn no_customer_steers_the_terminal() {
    let output = Shared::default();
    let console = Console::writing_to("console", Box::new(output.clone()));
    let evil = Delivery { from: "\u{1b}[2J".to_owned(), ..sms("a\u{1b}]0;owned\u{7}b\rc") };
    assert!(console.send(&evil).await.is_sent());
    let raw = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
    assert!(
        !raw.contains("\u{1b}]") && !raw.contains("\u{1b}[2J") && !raw.contains(['\u{7}', '\r']),
        "{raw:?}"
    );
}

#[tokio::test]
async fn a_file_gets_a_line_each_and_is_its_owners() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sent.jsonl");
    let file = Arc::new(File::open("file", &path).unwrap());
    let sending: Vec<_> = (0..20)
        .map(|number| {
            let (file, delivery) = (Arc::clone(&file), sms(&format!("{number}\nsecond line")));
            tokio::spawn(async move { file.send(&delivery).await.is_sent() })
        })
        .collect();
    for sending in sending {
        assert!(sending.await.unwrap());
    }
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 20);
    for line in text.lines() {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(json["to"], "+905551234567");
        assert_eq!(json["sms"]["segments"], 1);
    }
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    std::fs::rename(&path, folder.path().join("old.jsonl")).unwrap();
    assert!(file.send(&delivery(Channel::Email)).await.is_sent(), "it may be moved away at any time");
    let text = std::fs::read_to_string(&path).unwrap();
    let json: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
    let content: Content = serde_json::from_value(serde_json::json!({ "email": json["email"] })).unwrap();
    assert_eq!(content, delivery(Channel::Email).content);
}

#[tokio::test]
async fn a_full_disk_leaves_no_half_line() {
    let full = File::open("full", "/dev/full").unwrap();
    assert_eq!(line(&full.send(&delivery(Channel::Sms)).await), "transient io");
}
