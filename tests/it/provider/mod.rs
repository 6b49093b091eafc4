//! What carries messages, against real servers on this machine.

mod config;
mod documented;
mod doubles;
pub(crate) mod fake_http;
pub(crate) mod fake_smtp;
mod http;
mod http_faults;
mod local;
mod send_test;
mod smtp;
mod smtp_faults;
mod templates;
mod tls;

use std::sync::Arc;

use tellal::message::sms::Encoding;
use tellal::provider::{self, Address, Answer, Configured, Content, Delivery, Provider, ProviderId};
use tellal::{Channel, Config, EventKind};

/// A delivery whose every private field would be noticed in a log.
pub(crate) fn delivery(channel: Channel) -> Delivery {
    let text = "Merhaba Zeynep, your order is here".to_owned();
    let (to, content) = match channel {
        Channel::Sms => ("+905551234567", Content::Sms { text, encoding: Encoding::Gsm7, segments: 1 }),
        Channel::Whatsapp => ("+905551234567", Content::Whatsapp { text }),
        Channel::Email => {
            let html = "<p>Merhaba Zeynep, your order is here</p>".to_owned();
            ("zeynep@customer.example", Content::Email { subject: "Your order".to_owned(), html, text })
        }
    };
    Delivery {
        id: "0198f000-1234-7abc-8def-0123456789ab".to_owned(),
        attempt: 1,
        event: EventKind::OrderDelivered,
        order_number: Some("ORD-2024-00001".to_owned()),
        site_domain: "www.example.com".to_owned(),
        channel,
        language: "tr".to_owned(),
        from: "akinon".to_owned(),
        to: Address::new(to),
        content,
    }
}

pub(crate) fn sms(text: &str) -> Delivery {
    let content = Content::Sms { text: text.to_owned(), encoding: Encoding::Gsm7, segments: 1 };
    Delivery { content, ..delivery(Channel::Sms) }
}

pub(crate) fn config(toml: &str) -> Config {
    Config::parse(toml, std::iter::empty()).unwrap_or_else(|error| panic!("{error}\n{toml}"))
}

/// What is wrong with a configuration, a line each.
pub(crate) fn faults(toml: &str) -> String {
    provider::from_config(&config(toml)).map_or_else(|error| error.to_string(), |_| String::new())
}

/// The provider of a channel.
pub(crate) fn of(toml: &str, channel: Channel) -> Configured {
    let providers = provider::from_config(&config(toml)).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    providers.of(channel).unwrap_or_else(|| panic!("no provider for {channel}")).clone()
}

/// An HTTP provider for SMS with these further keys.
pub(crate) fn http(url: &str, keys: &str) -> Arc<dyn Provider> {
    let toml = format!(
        "[engine]\nchannels = [\"sms\"]\n[channels.sms]\nprovider = \"api\"\n[providers.api]\ntype = \"http\"\nurl = \"{url}\"\n{keys}"
    );
    of(&toml, Channel::Sms).provider
}

/// An answer in one line: what, why, and how.
pub(crate) fn line(answer: &Answer) -> String {
    match answer {
        Answer::Sent { provider_id } => {
            format!("sent {}", provider_id.as_ref().map_or("-", ProviderId::reveal))
        }
        Answer::Transient { reason, retry_after, throttled, ambiguous } => {
            let wait = retry_after.map_or_else(String::new, |wait| format!(" after {}s", wait.as_secs()));
            let throttled = if *throttled { " throttled" } else { "" };
            let ambiguous = if *ambiguous { " ambiguous" } else { "" };
            format!("transient {}{wait}{throttled}{ambiguous}", reason.code)
        }
        Answer::Permanent { reason } => format!("permanent {}", reason.code),
        Answer::OptedOut { reason } => format!("opted out {}", reason.code),
    }
}
