//! Reads the section of an SMTP provider.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use lettre::address::Address;
use lettre::message::Mailbox;
use lettre::transport::smtp::extension::ClientId;

use super::mail::Letterhead;
use super::server::Server;
use super::{Login, Smtp};
use crate::provider::limits::ProviderLimits;
use crate::provider::net::{Roots, Target};
use crate::provider::sites::SiteNames;
use crate::provider::template::{Escape, Fields, Template};
use crate::recipient::channel::Channel;
use crate::section::{Section, kind};

/// The most that is read from one connection: a hundred mails' replies are far less.
const MAX_READ: u64 = 1024 * 1024;

/// How a connection is encrypted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encryption {
    /// By STARTTLS, before anything else is said.
    Required,
    /// From the start.
    Wrapper,
    None,
}

impl Smtp {
    pub(in crate::provider) fn read(
        name: &str,
        section: &mut Section<'_>,
        limits: &ProviderLimits,
        sites: &SiteNames,
    ) -> Option<Self> {
        let letterhead = Letterhead::read(section, sites);
        let hello = section.text("hello").map(str::to_owned);
        let server = read_server(section, limits);
        let (letterhead, (target, starttls, login)) = (letterhead?, server?);
        let hello = hello.unwrap_or_else(|| letterhead.from.domain().to_owned());
        let server = Server {
            target,
            starttls,
            login,
            hello: ClientId::Domain(hello),
            keep: limits.concurrency,
            idle: Mutex::new(Vec::new()),
        };
        Some(Self { name: name.to_owned(), letterhead, server, timeout: limits.timeout })
    }
}

impl Letterhead {
    fn read(section: &mut Section<'_>, sites: &SiteNames) -> Option<Self> {
        let from = section.required_text("from", "the sender's address, such as orders@example.com");
        let from = from.and_then(|text| address(section, "from", text));
        let senders = read_senders(section);
        let reply_to = section.text("reply_to").and_then(|text| {
            let parsed = text.parse::<Mailbox>();
            parsed.map_err(|_| section.fault("reply_to", format_args!("`{text}` is no e-mail address"))).ok()
        });
        let examples = Fields::examples(&[Channel::Email], sites, &[]);
        let name = section.text("from_name").unwrap_or("{{ site_name }}");
        let from_name = template(section, "from_name", name, Escape::Nothing, &examples);
        let mut list_unsubscribe = Vec::new();
        for source in section.texts("list_unsubscribe").unwrap_or_default() {
            if !(source.starts_with("https://") || source.starts_with("mailto:")) {
                section.fault(
                    "list_unsubscribe",
                    format_args!("`{source}` begins with neither https:// nor mailto:"),
                );
            }
            list_unsubscribe.extend(template(section, "list_unsubscribe", source, Escape::Url, &examples));
        }
        Some(Self {
            from: from?,
            senders,
            from_name: from_name?,
            reply_to,
            list_unsubscribe,
            sites: sites.clone(),
        })
    }
}

fn template(
    section: &mut Section<'_>,
    key: &str,
    source: &str,
    escape: Escape,
    examples: &[Fields],
) -> Option<Template> {
    let compiled = Template::compile(source, escape).and_then(|template| {
        for fields in examples {
            let filled = template.fill(fields)?;
            if escape == Escape::Url && filled.contains(['<', '>', ' ', ',']) {
                return Err("holds characters that an address in angle brackets cannot".to_owned());
            }
        }
        Ok(template)
    });
    compiled.map_err(|error| section.fault(key, error)).ok()
}

fn address(section: &mut Section<'_>, key: &str, text: &str) -> Option<Address> {
    let parsed = text.parse::<Address>();
    let help = "the name goes into from_name";
    parsed.map_err(|_| section.fault(key, format_args!("`{text}` is no bare e-mail address; {help}"))).ok()
}

fn read_senders(section: &mut Section<'_>) -> BTreeMap<String, Address> {
    let mut senders = BTreeMap::new();
    for (domain, value) in section.table("senders").into_iter().flatten() {
        let key = format!("senders.\"{domain}\"");
        match value.as_str() {
            Some(text) => {
                senders.extend(address(section, &key, text).map(|address| (domain.clone(), address)));
            }
            None => section.fault(&key, format_args!("expected text, found {}", kind(value))),
        }
    }
    senders
}

type ReadServer = (Target, Option<lettre::transport::smtp::client::TlsParameters>, Option<Login>);

fn read_server(section: &mut Section<'_>, limits: &ProviderLimits) -> Option<ReadServer> {
    let host = section.required_text("host", "the mail server's name, such as smtp.example.com");
    let words =
        [("required", Encryption::Required), ("wrapper", Encryption::Wrapper), ("none", Encryption::None)];
    let encryption = section.word("tls", &words).unwrap_or(Encryption::Required);
    let port = section.whole("port", 1..=65_535).and_then(|port| u16::try_from(port).ok());
    let forced = section.flag("allow_unencrypted").unwrap_or(false);
    let ca_file = section.file("ca_file");
    let connect = section.seconds("connect_timeout", 0.01..=limits.timeout.as_secs_f64());
    let login = read_login(section);
    let host = host?;
    if encryption == Encryption::None && !forced && !is_loopback(host) {
        let why = "\"none\" shows every mail and the password to whoever listens; that is for this machine only \
                   (allow_unencrypted = true takes it upon yourself)";
        section.fault("tls", why);
    }
    let roots = match encryption {
        Encryption::None => None,
        Encryption::Required | Encryption::Wrapper => {
            let key = if ca_file.is_some() { "ca_file" } else { "tls" };
            Some(Roots::load(ca_file.as_deref()).map_err(|error| section.fault(key, error)).ok()?)
        }
    };
    let mut loaded = |result: Result<_, String>| result.map_err(|error| section.fault("tls", error)).ok();
    let starttls = match (&roots, encryption) {
        (Some(roots), Encryption::Required) => Some(loaded(roots.starttls_parameters(host))?),
        _ => None,
    };
    let tls = match (&roots, encryption) {
        (Some(roots), Encryption::Wrapper) => {
            Some(roots.client_config().map_err(|error| section.fault("tls", error)).ok()?)
        }
        _ => None,
    };
    let default_port = match encryption {
        Encryption::Required => 587,
        Encryption::Wrapper => 465,
        Encryption::None => 25,
    };
    let target = Target {
        host: host.to_owned(),
        port: port.unwrap_or(default_port),
        // The operator names one host, most often an inner relay, and no value of a message can change it.
        allow_private: true,
        tls,
        timeout: connect.unwrap_or_else(|| limits.timeout.min(Duration::from_secs(10))),
        budget: Some(MAX_READ),
    };
    Some((target, starttls, login))
}

fn read_login(section: &mut Section<'_>) -> Option<Login> {
    let username = section.text("username").map(str::to_owned);
    match (username, section.secret("password")) {
        (Some(username), Some(password)) => Some(Login { username, password }),
        (Some(_), None) => {
            section.fault("password", "missing; expected password or password_file beside username");
            None
        }
        (None, Some(_)) => {
            section.fault("username", "missing; expected beside password");
            None
        }
        (None, None) => None,
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
