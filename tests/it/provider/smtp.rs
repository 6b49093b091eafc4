//! Mails: what they look like, and by what conversation they go.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::fake_smtp::{FakeSmtp, Script, Step};
use super::tls::Authority;
use super::{delivery, line, of};
use tellal::Channel;
use tellal::provider::{Address, Answer, Content, Delivery, Provider};

pub(super) fn mail(server: &FakeSmtp, keys: &str) -> Arc<dyn Provider> {
    let port = server.address.port();
    let host = if keys.contains("host =") { "" } else { "host = \"127.0.0.1\"\n" };
    let toml = format!(
        "[engine]\nchannels = [\"email\"]\nguest_channels = []\n[site]\nname = \"Örnek\"\n[channels.email]\nprovider = \"mail\"\n[providers.mail]\ntype = \"smtp\"\n{host}port = {port}\nfrom = \"orders@example.com\"\n{keys}"
    );
    of(&toml, Channel::Email).provider
}

fn headers(mail: &str) -> String {
    let head = mail.split_once("\n\n").unwrap().0;
    head.replace("\n ", " ").replace("\n\t", " ")
}

fn header<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[tokio::test]
async fn a_mail_says_who_writes_and_how_to_stop_it() {
    let server = FakeSmtp::start(Script::default()).await;
    let keys = "tls = \"none\"\nreply_to = \"Help <help@example.com>\"\nlist_unsubscribe = [\"https://example.com/u?m={{ id }}&to={{ to }}\", \"mailto:stop@example.com\"]\n[providers.mail.senders]\n\"www.example.de\" = \"bestellung@example.de\"\n";
    let provider = mail(&server, keys);
    let first = delivery(Channel::Email);
    assert_eq!(line(&provider.send(&first).await), "sent 4F3A2B1C");
    let commands = server.commands();
    assert_eq!(
        commands,
        ["EHLO example.com", "MAIL FROM:<orders@example.com>", "RCPT TO:<zeynep@customer.example>", "DATA"]
    );
    let mail_text = &server.mails()[0];
    let head = headers(mail_text);
    assert_eq!(header(&head, "To"), Some("zeynep@customer.example"));
    assert_eq!(header(&head, "Subject"), Some("Your order"));
    assert_eq!(header(&head, "Reply-To"), Some("Help <help@example.com>"));
    assert_eq!(header(&head, "Message-ID"), Some("<0198f000-1234-7abc-8def-0123456789ab@example.com>"));
    assert_eq!(header(&head, "Auto-Submitted"), Some("auto-generated"));
    assert_eq!(header(&head, "Content-Language"), Some("tr"));
    assert_eq!(header(&head, "List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
    let unsubscribe = header(&head, "List-Unsubscribe").unwrap();
    assert_eq!(
        unsubscribe.replace(' ', ""),
        "<https://example.com/u?m=0198f000-1234-7abc-8def-0123456789ab&to=zeynep%40customer.example>,<mailto:stop@example.com>"
    );
    let from = header(&head, "From").unwrap();
    assert!(from.ends_with("<orders@example.com>") && from.starts_with("=?utf-8?"), "{from}");
    assert!(header(&head, "Content-Type").unwrap().starts_with("multipart/alternative"), "{head}");
    let (text, html) = (mail_text.find("text/plain").unwrap(), mail_text.find("text/html").unwrap());
    assert!(text < html, "the text part comes first: programs show the last that they can");
    assert!(mail_text.contains("<p>Merhaba Zeynep, your order is here</p>"));

    let german = Delivery { site_domain: "www.example.de".to_owned(), ..delivery(Channel::Email) };
    assert!(provider.send(&german).await.is_sent());
    assert!(server.commands().contains(&"MAIL FROM:<bestellung@example.de>".to_owned()));
    assert_eq!(server.connections.load(Ordering::SeqCst), 1, "the connection was kept");
}

#[tokio::test]
async fn nothing_in_a_message_adds_a_header_or_a_command() {
    let server = FakeSmtp::start(Script::default()).await;
    let provider = mail(&server, "tls = \"none\"\nfrom_name = \"{{ from }}\"\n");
    let content = Content::Email {
        subject: "Hi\r\nBcc: victim@example.com\r\n\r\nbody".to_owned(),
        html: "<p>x</p>\r\n.\r\nMAIL FROM:<a@b.example>\r\n".to_owned(),
        text: ".\r\nRCPT TO:<victim@example.com>\r\n..\r\n".to_owned(),
    };
    let evil = Delivery {
        content,
        from: "A\r\nBcc: victim@example.com".to_owned(),
        id: "1>\r\nX: y".to_owned(),
        language: "tr\r\nX-Evil: 1".to_owned(),
        ..delivery(Channel::Email)
    };
    assert!(provider.send(&evil).await.is_sent());
    assert_eq!(server.commands().len(), 4, "{:?}", server.commands());
    let head = headers(&server.mails()[0]);
    assert!(header(&head, "Bcc").is_none() && header(&head, "X").is_none(), "{head}");
    assert!(header(&head, "X-Evil").is_none(), "{head}");
    assert_eq!(header(&head, "Message-ID"), Some("<1Xy@example.com>"));

    for to in ["a@b.example>\r\nRCPT TO:<victim@example.com", "two@a.example, three@b.example", "nobody"] {
        let to = Delivery { to: Address::new(to), ..delivery(Channel::Email) };
        assert_eq!(line(&provider.send(&to).await), "permanent unsendable");
    }
    assert_eq!(line(&provider.send(&delivery(Channel::Sms)).await), "permanent unsendable");
}

#[tokio::test]
async fn starttls_comes_before_anything_is_said() {
    let authority = Authority::new();
    let script = || Script { tls: Some(authority.acceptor("localhost")), ..Script::default() };
    let login = "username = \"shop\"\npassword = \"geheim\"\n";
    let trusted = format!("host = \"localhost\"\nca_file = \"{}\"\n{login}", authority.file());

    let server = FakeSmtp::start(script()).await;
    let provider = mail(&server, &trusted);
    assert!(provider.send(&delivery(Channel::Email)).await.is_sent());
    let commands = server.commands();
    assert_eq!(commands[..2], ["EHLO example.com", "STARTTLS"]);
    let encrypted = server.seen.lock().unwrap().encrypted;
    assert_eq!(encrypted, commands.len() - 2);
    assert!(commands[3].starts_with("AUTH PLAIN "), "{commands:?}");

    let wrapped = FakeSmtp::start(Script { wrapped: true, ..script() }).await;
    let provider = mail(&wrapped, &format!("tls = \"wrapper\"\n{trusted}"));
    assert!(provider.send(&delivery(Channel::Email)).await.is_sent());
    let encrypted = wrapped.seen.lock().unwrap().encrypted;
    assert_eq!(encrypted, wrapped.commands().len());

    for (what, keys, script) in [
        ("not offered", trusted.clone(), Script::default()),
        ("an unknown authority", format!("host = \"localhost\"\n{login}"), script()),
        ("another name", format!("ca_file = \"{}\"\n{login}", authority.file()), script()),
    ] {
        let server = FakeSmtp::start(script).await;
        let answer = mail(&server, &keys).send(&delivery(Channel::Email)).await;
        assert_eq!(line(&answer), "transient tls", "{what}");
        assert!(!server.commands().iter().any(|command| command.starts_with("AUTH")), "{what}");
    }
}

#[tokio::test]
async fn a_connection_that_went_away_meanwhile_costs_nothing() {
    let server = FakeSmtp::start(Script { mails_a_connection: 1, ..Script::default() }).await;
    let provider = mail(&server, "tls = \"none\"\n");
    for _ in 0..3 {
        assert_eq!(line(&provider.send(&delivery(Channel::Email)).await), "sent 4F3A2B1C");
    }
    assert_eq!(server.mails().len(), 3, "each mail went once");
    assert_eq!(server.connections.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_421_ends_the_connection() {
    let server = FakeSmtp::start(Script { rcpt: Step::Say("421 4.3.2 closing"), ..Script::default() }).await;
    let provider = mail(&server, "tls = \"none\"\n");
    for count in 1..=2 {
        let answer = provider.send(&delivery(Channel::Email)).await;
        assert_eq!(line(&answer), "transient unavailable");
        assert!(matches!(answer, Answer::Transient { .. }));
        assert_eq!(server.connections.load(Ordering::SeqCst), count, "a new one each time");
    }
}

#[tokio::test]
async fn addresses_outside_ascii_need_a_server_that_takes_them() {
    let zeynep = Delivery { to: Address::new("zéynep@customer.example"), ..delivery(Channel::Email) };
    let without = FakeSmtp::start(Script::default()).await;
    let answer = mail(&without, "tls = \"none\"\n").send(&zeynep).await;
    assert_eq!(line(&answer), "permanent unsendable");
    let with = FakeSmtp::start(Script { offers: vec!["SMTPUTF8", "8BITMIME"], ..Script::default() }).await;
    assert!(mail(&with, "tls = \"none\"\n").send(&zeynep).await.is_sent());
    assert!(with.commands()[1].contains("SMTPUTF8"), "{:?}", with.commands());
}
