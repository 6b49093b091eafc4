//! `[providers.NAME]` and `[channels.NAME]`: what is read, and how mistakes are told.

use std::time::Duration;

use tellal::provider;
use tellal::{Channel, Config};

use super::fake_http::{FakeHttp, reply};
use super::{config, delivery, faults, of};

#[test]
fn without_a_word_every_channel_goes_to_the_console() {
    let providers = provider::from_config(&Config::default()).unwrap();
    for channel in Channel::ALL {
        assert_eq!(providers.of(channel).unwrap().provider.name(), "console");
    }
    assert_eq!(providers.iter().count(), 1);
}

/// A section, and what is told of it.
const MISTAKES: &[(&str, &str)] = &[
    (
        "[providers.a]\ntype = \"htpp\"",
        "providers.a.type: `htpp` is none of console, file, http, smtp; did you mean http?",
    ),
    ("[providers.a]\nurl = \"x\"", "providers.a.type: missing; expected console, file, http or smtp"),
    (
        "[providers.a]\ntype = \"console\"\ntimeuot = 3",
        "providers.a.timeuot: there is no such key; did you mean timeout?",
    ),
    (
        "[providers.a]\ntype = \"console\"\ntimeout = \"soon\"",
        "providers.a.timeout: expected seconds as a number, or text such as \"90s\"",
    ),
    ("[providers.a]\ntype = \"console\"\ntimeout = 0", "providers.a.timeout: 0 is not from 0.05 to 600"),
    (
        "[providers.a]\ntype = \"console\"\nconcurrency = 0",
        "providers.a.concurrency: 0 is not from 1 to 1024",
    ),
    (
        "[providers.a]\ntype = \"http\"\nurl = \"https://10.0.0.8/sms\"",
        "providers.a.url: leads to an inner address; set allow_private = true if that is meant",
    ),
    ("[providers.a]\ntype = \"console\"\nrate = -1", "providers.a.rate: -1 is not from 0.001 to 100000"),
    (
        "[providers.a]\ntype = \"console\"\nbreaker = { failure = 3 }",
        "providers.a.breaker.failure: there is no such key; did you mean failures?",
    ),
    ("[providers.A]\ntype = \"console\"", "a provider's name is of small letters, digits, - and _"),
    ("[providers]\na = 3", "providers.a: expected a section, found a number"),
    ("[providers.a]\ntype = \"file\"", "providers.a.path: missing; expected the file to append to"),
    (
        "[providers.a]\ntype = \"file\"\npath = \"/nonexistent/x\"",
        "providers.a.path: cannot write /nonexistent/x: ",
    ),
    (
        "[channels.smss]\nprovider = \"console\"",
        "channels.smss: there is no such channel; known: whatsapp, sms, email; did you mean sms?",
    ),
    (
        "[channels.sms]\nprovider = \"consol\"",
        "channels.sms.provider: there is no [providers.consol]; did you mean console?",
    ),
    ("[channels.sms]\n", "channels.sms.provider: missing; expected the name of a provider"),
    (
        "[channels.sms]\nprovider = \"console\"",
        "channels.email.provider: missing; name a provider (\"console\" prints), or leave email out of [engine] channels",
    ),
    (
        "[channels.sms]\nprovider = \"m\"\n[providers.m]\ntype = \"smtp\"\nhost = \"localhost\"\nfrom = \"a@b.example\"",
        "providers.m.type: [channels.sms] uses it, but it carries only email",
    ),
    (
        "[providers.m]\ntype = \"smtp\"\nchannels = [\"sms\"]\nhost = \"localhost\"\nfrom = \"a@b.example\"",
        "providers.m.channels: SMTP cannot carry sms, only email",
    ),
    (
        "[providers.m]\ntype = \"smtp\"\nfrom = \"a@b.example\"",
        "providers.m.host: missing; expected the mail server's name",
    ),
    (
        "[providers.m]\ntype = \"smtp\"\nhost = \"h.example\"\nfrom = \"Shop <a@b.example>\"",
        "providers.m.from: `Shop <a@b.example>` is no bare e-mail address; the name goes into from_name",
    ),
    (
        "[providers.m]\ntype = \"smtp\"\nhost = \"h.example\"\ntls = \"none\"\nfrom = \"a@b.example\"",
        "providers.m.tls: \"none\" shows every mail and the password to whoever listens",
    ),
    (
        "[providers.m]\ntype = \"smtp\"\nhost = \"h.example\"\nusername = \"x\"\nfrom = \"a@b.example\"",
        "providers.m.password: missing; expected password or password_file beside username",
    ),
    (
        "[providers.m]\ntype = \"smtp\"\nhost = \"h.example\"\nfrom = \"a@b.example\"\nlist_unsubscribe = [\"http://x\"]",
        "providers.m.list_unsubscribe: `http://x` begins with neither https:// nor mailto:",
    ),
    ("[providers.h]\ntype = \"http\"", "providers.h.url: missing; expected the address of the API"),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"api.example.com\"",
        "providers.h.url: expected https://, a host and a path",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"ftp://api.example.com/\"",
        "providers.h.url: expected https://, a host and a path",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"http://api.example.com/\"",
        "providers.h.url: http:// shows every message to whoever listens",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://{{ site_domain }}/x\"",
        "providers.h.url: scheme, host and port must stand there as they are",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://u:p@api.example.com/\"",
        "providers.h.url: credentials do not belong here",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nca_file = \"/nonexistent\"",
        "providers.h.ca_file: cannot read /nonexistent: ",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\ntoken_file = \"/nonexistent\"",
        "providers.h.token_file: cannot read /nonexistent: ",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\ntoken = \"x\"\ntoken_file = \"y\"",
        "providers.h.token: both token and token_file; one of them is enough",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\ntoken = \"x\"\nusername = \"y\"",
        "providers.h.token: beside username or password",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nmethod = \"DELETE\"",
        "providers.h.method: `DELETE` is none of GET, POST, PUT, PATCH",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nrules = [{ status = 200 }]",
        "providers.h.rules[0].is: missing; expected sent, transient",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nrules = [{ is = \"sent\" }]",
        "providers.h.rules[0].status: a rule needs a condition",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nrules = [{ status = \"7xx\", is = \"sent\" }]",
        "providers.h.rules[0].status: expected a status such as 400",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nrules = [{ json = \"code\", is = \"sent\" }]",
        "providers.h.rules[0].json: `code` is no pointer into JSON such as /error/code",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nrules = [{ text = \"(\", is = \"sent\" }]",
        "providers.h.rules[0].text: `(` is no regular expression",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\nrules = [{ status = 200, is = \"snet\" }]",
        "providers.h.rules[0].is: `snet` is none of sent, ",
    ),
    (
        "[providers.h]\ntype = \"http\"\nurl = \"https://a.example/\"\ntimeout = 3\nconnect_timeout = 4",
        "providers.h.connect_timeout: 4 is not from 0.01 to 3",
    ),
];

#[test]
fn mistakes_are_told_with_their_key() {
    let console = "[channels.sms]\nprovider = \"console\"\n[channels.email]\nprovider = \"console\"\n[channels.whatsapp]\nprovider = \"console\"\n";
    for (toml, expected) in MISTAKES {
        let alone = toml.contains("[channels.");
        let told = faults(&if alone { (*toml).to_owned() } else { format!("{console}{toml}") });
        assert!(told.lines().any(|line| line.contains(expected)), "{toml}\n=> {told}");
        if !alone {
            assert_eq!(told.lines().count(), 1, "{toml}\n=> {told}");
        }
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let told = faults("[providers.a]\ntype = \"htpp\"\n[channels.fax]\nprovider = \"a\"\n");
    for expected in
        ["providers.a.type", "channels.fax", "channels.sms.provider", "channels.whatsapp.provider"]
    {
        assert!(told.contains(expected), "{expected} in {told}");
    }
}

#[test]
fn limits_are_read() {
    let toml = "[engine]\nchannels = [\"sms\"]\n[channels.sms]\nprovider = \"a\"\n[providers.a]\ntype = \"console\"\ntimeout = 2.5\nconcurrency = 3\nrate = 0.5\nbreaker = { failures = 2, pause = 60 }\n";
    let limits = of(toml, Channel::Sms).limits;
    assert_eq!(limits.timeout, Duration::from_millis(2500));
    assert_eq!((limits.concurrency, limits.rate), (3, Some(0.5)));
    assert_eq!((limits.breaker.failures, limits.breaker.pause), (2, Duration::from_secs(60)));
    let providers = provider::from_config(&config("[engine]\nchannels = [\"email\"]\nguest_channels = []\n[channels.email]\nprovider = \"m\"\n[providers.m]\ntype = \"smtp\"\nhost = \"localhost\"\nfrom = \"a@b.example\"\n")).unwrap();
    let mail = providers.of(Channel::Email).unwrap();
    assert_eq!(
        (mail.limits.timeout, mail.carries.as_slice()),
        (Duration::from_secs(30), &[Channel::Email][..])
    );
    assert!(providers.of(Channel::Sms).is_none());
}

#[tokio::test]
async fn secrets_come_from_the_environment_and_are_text_whatever_they_look_like() {
    let server = FakeHttp::answering(|_| reply(200, "", "")).await;
    let toml = format!(
        "[engine]\nchannels = [\"sms\"]\n[channels.sms]\nprovider = \"a\"\n[providers.a]\ntype = \"http\"\nurl = \"{}\"\nallow_private = true\ntext = \"{{{{ secrets.key }}}}\"\n",
        server.url("/")
    );
    for secret in ["0123", "17", "1_000", "1e5", "true", "\"quoted\"", "[1]", "p@ss = word"] {
        let environment = ["TELLAL_PROVIDERS__A__TOKEN", "TELLAL_PROVIDERS__A__SECRETS__KEY"]
            .map(|name| (name.to_owned(), secret.to_owned()));
        let config = Config::parse(&toml, environment).unwrap();
        let providers = provider::from_config(&config).unwrap_or_else(|error| panic!("{secret}: {error}"));
        assert!(providers.get("a").unwrap().provider.send(&delivery(Channel::Sms)).await.is_sent());
        let received = server.received().pop().unwrap();
        assert_eq!(received.body, secret);
        assert_eq!(received.header("authorization"), Some(format!("Bearer {secret}").as_str()));
    }
}

#[test]
fn a_secret_is_the_first_line_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let toml = format!(
        "[engine]\nchannels = [\"sms\"]\n[channels.sms]\nprovider = \"a\"\n[providers.a]\ntype = \"http\"\nallow_private = true\nurl = \"http://127.0.0.1/\"\ntoken_file = \"{}\"\n",
        path.display()
    );
    for (text, expected) in
        [("t0k\n", ""), ("t0k\r\n", ""), ("t0k", ""), ("", "is empty"), ("a\nb\n", "more than one line")]
    {
        std::fs::write(&path, text).unwrap();
        let told = faults(&toml);
        assert!(told.contains(expected) && told.is_empty() == expected.is_empty(), "{text:?}: {told}");
    }
}
