//! Real providers behind the dispatcher, whose servers do everything that a server can do wrong. What becomes of
//! the messages is what the provider made of it, and another channel notices nothing.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tellal::clock::{Clock, SystemClock};
use tellal::dispatch::{Dispatcher, Route};
use tellal::outbox::{DeliveryConfig, Entry, Filter, Intake, MemoryStore, OutboxConfig, State, Store};
use tellal::provider::{Configured, Provider, ProviderLimits};
use tellal::{Channel, Config};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{Scripted, checkout, engine_with, entry_of};
use crate::provider::fake_http::{Act, FakeHttp, reply};
use crate::provider::fake_smtp::{FakeSmtp, Script, Step};
use crate::provider::of;

/// Messages to the provider in trouble, and to another one.
const TROUBLED: u64 = 4;
const BESIDE: u64 = 30;

fn parsed(toml: &str) -> Config {
    Config::parse(toml, std::iter::empty()).unwrap()
}

/// What has become of an entry: its state, the channel, and why.
fn line(entry: &Entry) -> String {
    let progress = &entry.progress;
    let channel = progress.channel.map_or("-", Channel::as_str);
    let code = progress.cause.as_ref().filter(|_| progress.state != State::Delivered);
    let code = code.map_or(String::new(), |cause| format!(" {}", cause.code));
    format!("{} {channel}{code} after {}", progress.state, progress.attempts)
}

/// What becomes of messages whose first channel is the one in trouble, and whose second is another.
async fn become_of(troubled: Configured, first: Channel, second: Channel) -> String {
    let order = format!("[engine]\nchannels = [\"{first}\", \"{second}\", \"whatsapp\"]\n");
    let store = MemoryStore::new(OutboxConfig::default());
    let others = [second, Channel::Whatsapp].map(|channel| (Scripted::new(channel.as_str(), []), channel));
    let beside = Arc::clone(&others[1].0);
    let mut routes: Vec<Route> = others
        .into_iter()
        .map(|(provider, channel)| {
            Route::new(provider as Arc<dyn Provider>, ProviderLimits::default(), [channel])
        })
        .collect();
    routes.push(Route::new(troubled.provider, troubled.limits, [first]));
    let config = DeliveryConfig::from_config(&parsed("[delivery]\nretry = [3600]")).unwrap();
    let dispatcher = Dispatcher::new(
        Arc::new(store.clone()),
        engine_with(parsed(&order)),
        routes,
        config,
        Arc::new(SystemClock),
    );
    let (stop, stopped) = oneshot::channel::<()>();
    let work = tokio::spawn(dispatcher.unwrap().run(async move {
        let _ = stopped.await;
    }));
    for number in 0..TROUBLED {
        store.accept(entry_of(&checkout(number, &[first, second]), SystemClock.now())).await.unwrap();
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let start = Instant::now();
    for number in 100..100 + BESIDE {
        store.accept(entry_of(&checkout(number, &[Channel::Whatsapp]), SystemClock.now())).await.unwrap();
    }
    let lines = loop {
        let entries = store.list(Filter::default()).await.unwrap();
        let at_work = |entry: &Entry| {
            let progress = &entry.progress;
            progress.attempts == 0 || progress.state == State::Sending || progress.tried.contains(&first)
        };
        if !entries.iter().any(|entry| !entry.progress.state.is_end() && at_work(entry)) {
            break entries.iter().map(line).collect::<Vec<_>>();
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", entries.iter().map(line));
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let last = beside.asked.lock().unwrap().iter().map(|(moment, _)| *moment - start).max().unwrap();
    assert!(last < Duration::from_secs(2), "another channel had to wait for {last:?}");
    let _ = stop.send(());
    work.await.unwrap();
    let (beside, mut troubled): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line == "delivered whatsapp after 1");
    assert_eq!(beside.len() as u64, BESIDE);
    troubled.dedup();
    troubled.join(", ")
}

/// An API for SMS with these further keys.
fn api(server: &FakeHttp, keys: &str) -> Configured {
    let toml = format!(
        "[engine]\nchannels = [\"sms\"]\n[channels.sms]\nprovider = \"api\"\n[providers.api]\ntype = \"http\"\n\
         url = \"{}\"\nallow_private = true\ntext = \"{{{{ text }}}}\"\nbreaker = {{ failures = 100 }}\n{keys}",
        server.url("/send")
    );
    of(&toml, Channel::Sms)
}

const SHORT: &str = "timeout = 0.5\n";
const SENT_BY_FIELD: &str = "timeout = 20\n[[providers.api.rules]]\njson = \"/id\"\nis = \"sent\"\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_api_in_every_kind_of_trouble() {
    let endless = |status: u16| format!("HTTP/1.1 {status} X\r\ncontent-length: 1073741824\r\n\r\n");
    let trap = FakeHttp::doing(Act::Reply(reply(200, "", "{\"id\":\"1\"}"))).await;
    let away = reply(302, &format!("location: {}\r\n", trap.url("/latest/meta-data")), "");
    let sent = "delivered sms after 1";
    let fallen_back = "delivered email after 2";
    let cases = [
        ("hangs at once", Act::HangAtOnce, SHORT, "due sms timeout after 1"),
        ("hangs after the request", Act::HangAfter, SHORT, "due sms timeout after 1"),
        ("says 202 and drips on", Act::Drip(endless(202)), "timeout = 3\n", sent),
        ("says 202 and no more", Act::Reply(endless(202)), SHORT, sent),
        ("says 400 and no more", Act::Reply(endless(400)), SHORT, fallen_back),
        ("says 400 and drips on", Act::Drip(endless(400)), "timeout = 3\n", fallen_back),
        (
            "talks nonsense",
            Act::Last("\0\u{1}\r\n\r\n".to_owned()),
            SENT_BY_FIELD,
            "due sms garbled_answer after 1",
        ),
        (
            "answers in HTML",
            Act::Reply(reply(200, "", "<html>")),
            SENT_BY_FIELD,
            "due sms garbled_answer after 1",
        ),
        ("sends a gigabyte", Act::Endless(endless(200)), SENT_BY_FIELD, "due sms too_large_answer after 1"),
        ("points to an inner address", Act::Reply(away), SENT_BY_FIELD, "due sms redirect after 1"),
        ("closes at once", Act::CloseAtOnce, SENT_BY_FIELD, "due sms connection after 1"),
        ("closes after the request", Act::CloseAfter, SENT_BY_FIELD, "due sms connection after 1"),
    ];
    for (what, act, keys, expected) in cases {
        let server = FakeHttp::doing(act).await;
        let became = become_of(api(&server, keys), Channel::Sms, Channel::Email).await;
        assert_eq!(became, expected, "{what}");
    }
    assert_eq!(trap.connections.load(Ordering::SeqCst), 0, "nobody was led to it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_in_every_kind_of_trouble() {
    let script = Script::default;
    let fallen_back = "delivered sms after 2";
    let cases = [
        ("is well", script(), "delivered email after 1"),
        (
            "has no time",
            Script { greeting: Step::Say("421 4.3.2 later"), ..script() },
            "due email unavailable after 1",
        ),
        (
            "greylists",
            Script { rcpt: Step::Say("450 4.7.1 later"), ..script() },
            "due email unavailable after 1",
        ),
        ("knows no such receiver", Script { rcpt: Step::Say("550 5.1.1 who?"), ..script() }, fallen_back),
        ("wants no such mail", Script { end: Step::Say("554 5.7.1 spam"), ..script() }, fallen_back),
        ("hangs at once", Script { greeting: Step::Hang, ..script() }, "due email timeout after 1"),
        ("hangs after the mail", Script { end: Step::Hang, ..script() }, "due email timeout after 1"),
        ("closes", Script { data: Step::Close, ..script() }, "due email connection after 1"),
        (
            "never ends a line",
            Script { mail: Step::Endless, ..script() },
            "due email too_large_answer after 1",
        ),
    ];
    for (what, script, expected) in cases {
        let server = FakeSmtp::start(script).await;
        let toml = format!(
            "[engine]\nchannels = [\"email\"]\nguest_channels = []\n[channels.email]\nprovider = \"mail\"\n\
             [providers.mail]\ntype = \"smtp\"\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n\
             from = \"orders@shop.example\"\ntimeout = 1\nbreaker = {{ failures = 100 }}\n",
            server.address.port()
        );
        let became = become_of(of(&toml, Channel::Email), Channel::Email, Channel::Sms).await;
        assert_eq!(became, expected, "{what}");
    }
}
