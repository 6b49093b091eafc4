//! Everything that a mail server can do wrong, and what is answered then.

use super::fake_smtp::{FakeSmtp, Script, Step};
use super::smtp::mail;
use super::{delivery, line};
use Step::{Close, Endless, Hang, Say};
use tellal::Channel;

async fn answer_of(script: Script, keys: &str) -> String {
    let server = FakeSmtp::start(script).await;
    line(&mail(&server, keys).send(&delivery(Channel::Email)).await)
}

fn script(change: impl FnOnce(&mut Script)) -> Script {
    let mut script = Script::default();
    change(&mut script);
    script
}

#[tokio::test]
async fn refusals() {
    let cases = [
        ("greeting 421", script(|script| script.greeting = Say("421 busy")), "transient unavailable"),
        ("greeting 554", script(|script| script.greeting = Say("554 no")), "transient unavailable"),
        ("sender 451", script(|script| script.mail = Say("451 4.3.0 later")), "transient unavailable"),
        ("sender 530", script(|script| script.mail = Say("530 5.7.0 log in")), "transient auth"),
        ("sender 550", script(|script| script.mail = Say("550 5.7.1 not you")), "transient sender_refused"),
        ("sender 552", script(|script| script.mail = Say("552 5.3.4 too big")), "permanent rejected"),
        ("receiver 421", script(|script| script.rcpt = Say("421 4.7.0 closing")), "transient unavailable"),
        ("receiver 450", script(|script| script.rcpt = Say("450 4.2.1 greylisted")), "transient unavailable"),
        ("receiver 451", script(|script| script.rcpt = Say("451 later")), "transient unavailable"),
        ("receiver 452", script(|script| script.rcpt = Say("452 4.2.2 full")), "transient unavailable"),
        (
            "receiver 550",
            script(|script| script.rcpt = Say("550 5.1.1 unknown")),
            "permanent unknown_receiver",
        ),
        (
            "receiver 550 bare",
            script(|script| script.rcpt = Say("550 no such user")),
            "permanent unknown_receiver",
        ),
        (
            "receiver 550 policy",
            script(|script| script.rcpt = Say("550 5.7.1 blocked")),
            "permanent rejected",
        ),
        ("receiver 554", script(|script| script.rcpt = Say("554 5.7.1 denied")), "permanent rejected"),
        ("data 554", script(|script| script.data = Say("554 no valid recipients")), "permanent rejected"),
        ("mail 421", script(|script| script.end = Say("421 shutting down")), "transient unavailable"),
        ("mail 452", script(|script| script.end = Say("452 disk full")), "transient unavailable"),
        ("mail 554", script(|script| script.end = Say("554 5.6.0 spam")), "permanent rejected"),
    ];
    for (what, script, expected) in cases {
        assert_eq!(answer_of(script, "tls = \"none\"\n").await, expected, "{what}");
    }
}

#[tokio::test]
async fn a_refused_login_is_a_matter_of_the_configuration() {
    let keys = "tls = \"none\"\nusername = \"shop\"\npassword = \"wrong\"\n";
    let cases = [
        ("535", script(|script| script.auth = Say("535 5.7.8 bad credentials"))),
        ("454", script(|script| script.auth = Say("454 4.7.0 not now"))),
        ("no mechanism", script(|script| script.offers = vec!["AUTH GSSAPI"])),
        ("no login at all", script(|script| script.offers = vec![])),
    ];
    for (what, script) in cases {
        assert_eq!(answer_of(script, keys).await, "transient auth", "{what}");
    }
}

#[tokio::test]
async fn servers_that_keep_us_waiting() {
    let cases = [
        ("at the greeting", script(|script| script.greeting = Hang), "transient timeout"),
        ("at the receiver", script(|script| script.rcpt = Hang), "transient timeout"),
        ("before the mail", script(|script| script.data = Hang), "transient timeout"),
        ("after the mail", script(|script| script.end = Hang), "transient timeout ambiguous"),
    ];
    for (what, script, expected) in cases {
        assert_eq!(answer_of(script, "tls = \"none\"\ntimeout = 0.5\n").await, expected, "{what}");
    }
}

#[tokio::test]
async fn servers_that_break_off_or_talk_nonsense() {
    let cases = [
        ("closes at once", script(|script| script.greeting = Close), "transient connection"),
        ("closes at the sender", script(|script| script.mail = Close), "transient connection"),
        ("closes after the mail", script(|script| script.end = Close), "transient connection ambiguous"),
        (
            "is a web server",
            script(|script| script.greeting = Say("HTTP/1.1 200 OK")),
            "transient garbled_answer",
        ),
        ("talks nonsense", script(|script| script.rcpt = Say("\u{1}\u{2}zzz")), "transient garbled_answer"),
        (
            "talks nonsense at the end",
            script(|script| script.end = Say("?!")),
            "transient garbled_answer ambiguous",
        ),
        ("talks for ever", script(|script| script.greeting = Endless), "transient too_large_answer"),
    ];
    for (what, script, expected) in cases {
        assert_eq!(answer_of(script, "tls = \"none\"\ntimeout = 60\n").await, expected, "{what}");
    }
}

#[tokio::test]
async fn no_connection() {
    let server = FakeSmtp::start(Script::default()).await;
    let provider = mail(&server, "host = \"no-such-host.invalid\"\n");
    assert_eq!(line(&provider.send(&delivery(Channel::Email)).await), "transient dns");
    let provider = mail(&server, "tls = \"none\"\n");
    drop(server);
    tokio::task::yield_now().await;
    let answer = line(&provider.send(&delivery(Channel::Email)).await);
    assert_eq!(answer, "transient connection");
}
