//! `tellal send-test`: one message, and what came of it.

use std::process::{Command, Output};

use super::fake_http::{FakeHttp, reply};
use super::fake_smtp::{FakeSmtp, Script, Step};
use crate::support::root;

async fn run(toml: &str, arguments: &[&str]) -> Output {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), toml).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tellal"));
    command.current_dir(root()).arg("send-test").args(arguments).arg("--config").arg(file.path());
    tokio::task::spawn_blocking(move || {
        let output = command.output().unwrap();
        drop(file);
        output
    })
    .await
    .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn api(server: &FakeHttp) -> String {
    format!(
        "[engine]\nchannels = [\"sms\"]\n[site]\nregion = \"TR\"\n[channels.sms]\nprovider = \"api\"\n[providers.api]\ntype = \"http\"\nurl = \"{}\"\nallow_private = true\nmessage_id = \"/id\"\njson = {{ to = \"{{{{ to }}}}\", text = \"{{{{ text }}}}\" }}\n",
        server.url("/")
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_sends_one_and_tells_what_came_of_it() {
    let server = FakeHttp::answering(|_| reply(200, "", r#"{"id":"m-7"}"#)).await;
    let output = run(&api(&server), &["--provider", "api", "--to", "0555 123 45 67", "--text", "Işık"]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "sent  api has taken the sms message; its id there is m-7\n");
    let alone = run(&api(&server), &["--to", "0555 123 45 67", "--text", "Işık"]).await;
    assert_eq!(text(&alone.stdout), text(&output.stdout), "the channel's provider is meant");
    let nobody = run(&api(&server), &["--to", "ada@example.com", "--text", "Işık"]).await;
    assert_eq!(nobody.status.code(), Some(2));
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].json(), serde_json::json!({ "to": "+905551234567", "text": "Işık" }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failure_says_what_to_do() {
    let server = FakeHttp::answering(|_| reply(401, "retry-after: 9\r\n", "")).await;
    let output = run(&api(&server), &["--channel", "sms", "--to", "+905551234567"]).await;
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    assert!(shown.starts_with("not sent  auth: HTTP 401; in earnest it would be tried again\n"), "{shown}");
    assert!(
        shown.contains("9 seconds") && shown.contains("help: compare username, password or token"),
        "{shown}"
    );

    let mail = FakeSmtp::start(Script { rcpt: Step::Say("550 5.1.1 no"), ..Script::default() }).await;
    let toml = format!(
        "[engine]\nchannels = [\"email\"]\nguest_channels = []\n[channels.email]\nprovider = \"mail\"\n[providers.mail]\ntype = \"smtp\"\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nfrom = \"a@b.example\"\n",
        mail.address.port()
    );
    let output = run(&toml, &["--provider", "mail", "--to", "a@customer.example"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("unknown_receiver: SMTP 550 5.1.1"), "{}", text(&output.stdout));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_says_why_it_cannot_run() {
    let server = FakeHttp::answering(|_| reply(200, "", "")).await;
    let toml = api(&server);
    let cases: [(&str, &[&str], &str); 6] = [
        (
            &toml,
            &["--provider", "apy", "--to", "+905551234567"],
            "there is no provider `apy`; configured: api",
        ),
        (&toml, &["--provider", "api", "--to", "12"], "--to: "),
        (
            &toml,
            &["--provider", "api", "--to", "a@b.example"],
            "the provider carries nothing to such an address",
        ),
        (
            &toml,
            &["--provider", "api", "--channel", "email", "--to", "a@b.example"],
            "api carries sms, not email",
        ),
        (&toml, &["--to", "a@b.example"], "no provider carries anything to such an address"),
        (
            "[providers.api]\ntype = \"htpp\"\n",
            &["--provider", "api", "--to", "+1"],
            "providers.api.type: `htpp` is none of",
        ),
    ];
    for (toml, arguments, expected) in cases {
        let output = run(toml, arguments).await;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(expected), "{arguments:?}: {}", text(&output.stderr));
    }
    assert!(server.received().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_configuration_it_prints() {
    let output = run("", &["--channel", "whatsapp", "--to", "+905551234567", "--text", "hello"]).await;
    assert_eq!(output.status.code(), Some(0));
    let shown = text(&output.stdout);
    assert!(
        shown.starts_with("whatsapp  order_delivered to +905551234567 from tellal, in en\n\n  hello\n"),
        "{shown}"
    );
    let help = Command::new(env!("CARGO_BIN_EXE_tellal")).args(["send-test", "--help"]).output().unwrap();
    let help = text(&help.stdout);
    assert!(help.contains("Examples:") && help.contains("Exit status"), "{help}");
}
