//! Reads the section of an HTTP provider, and tries its templates on examples.

use std::time::Duration;

use hyper::Uri;

use super::Http;
use super::client::Client;
use super::rules::Rules;
use super::shape::Shape;
use crate::provider::limits::ProviderLimits;
use crate::provider::net::{Roots, Target, is_public};
use crate::provider::sites::SiteNames;
use crate::provider::template::Fields;
use crate::recipient::channel::Channel;
use crate::section::Section;

impl Http {
    /// Reads a section. `channels` are those that it is to carry: its templates are tried on an example of each.
    pub(in crate::provider) fn read(
        name: &str,
        section: &mut Section<'_>,
        limits: &ProviderLimits,
        sites: &SiteNames,
        channels: &[Channel],
    ) -> Option<Self> {
        let source = section.text("url").map(str::to_owned);
        let secrets = section.secrets("secrets");
        let shape = Shape::read(section);
        let rules = Rules::read(section);
        let most = limits.timeout.as_secs_f64();
        let connect = section.seconds("connect_timeout", 0.01..=most);
        let header = section.seconds("header_timeout", 0.01..=most);
        let connect = connect.unwrap_or_else(|| limits.timeout.min(Duration::from_secs(5)));
        let target = read_target(section, source.as_deref(), connect);
        let shape = shape?;
        for fields in Fields::examples(channels, sites, &secrets) {
            if let Err(unwritable) = shape.fill(&fields, "01890000-0000-7000-8000-000000000000-sms") {
                let channel = fields.channel();
                section.fault(&unwritable.key, format_args!("on channel {channel}: {}", unwritable.why));
                break;
            }
        }
        Some(Self {
            name: name.to_owned(),
            shape,
            rules,
            secrets,
            sites: sites.clone(),
            client: Client::new(target?, limits.concurrency),
            header_timeout: header.unwrap_or(limits.timeout),
            timeout: limits.timeout,
        })
    }
}

/// Where `url` leads. Scheme, host and port must stand there as they are, so that no value can lead elsewhere.
fn read_target(section: &mut Section<'_>, url: Option<&str>, timeout: Duration) -> Option<Target> {
    let allow_private = section.flag("allow_private").unwrap_or(false);
    let allow_http = section.flag("allow_http").unwrap_or(false);
    let ca_file = section.file("ca_file");
    let uri = match authority_of(url?) {
        Ok(uri) => uri,
        Err(error) => {
            section.fault("url", error);
            return None;
        }
    };
    let host = uri.host()?.trim_matches(['[', ']']).to_owned();
    let encrypted = uri.scheme_str() == Some("https");
    let tls = if encrypted {
        let key = if ca_file.is_some() { "ca_file" } else { "url" };
        let config = Roots::load(ca_file.as_deref()).and_then(|roots| roots.client_config());
        Some(config.map_err(|error| section.fault(key, error)).ok()?)
    } else {
        if !allow_http && !is_loopback(&host) {
            let why =
                "http:// shows every message to whoever listens; write https://, or set allow_http = true";
            section.fault("url", why);
        }
        None
    };
    if !allow_private && host.parse().is_ok_and(|address| !is_public(address)) {
        section.fault("url", "leads to an inner address; set allow_private = true if that is meant");
    }
    let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
    Some(Target { host, port, allow_private, tls, timeout, budget: None })
}

fn authority_of(url: &str) -> Result<Uri, &'static str> {
    const EXPECTED: &str = "expected https://, a host and a path, such as https://api.example.com/messages";
    let (scheme, rest) = url.split_once("://").ok_or(EXPECTED)?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let authority = &rest[..end];
    if authority.contains('{') {
        return Err("scheme, host and port must stand there as they are; only what follows may hold fields");
    }
    if authority.contains('@') {
        return Err("credentials do not belong here; use username and password_file");
    }
    if rest.contains('#') && !rest.contains("{#") {
        return Err("what follows # never reaches the API; write %23 if it is meant");
    }
    match format!("{scheme}://{authority}/").parse::<Uri>() {
        Ok(uri) if matches!(scheme, "http" | "https") && uri.host().is_some_and(|host| !host.is_empty()) => {
            Ok(uri)
        }
        _ => Err(EXPECTED),
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
