//! Texts of the configuration with a delivery's fields in them.
//!
//! A template is compiled and tried when the configuration is read, so that none fails on a customer's message. What
//! a value may break out of is known from where the template stands: values in an address are percent-encoded, in
//! XML escaped; JSON and forms are built from finished values.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use tera::{Context, Kwargs, State, Tera};

use super::secret::Secret;
use super::sites::SiteNames;
use super::{Content, Delivery};
use crate::event::EventKind;
use crate::message::sms::Encoding;
use crate::recipient::channel::Channel;
use crate::section::did_you_mean;

/// What a template may name on every channel.
const VARIABLES: [&str; 12] = [
    "id",
    "attempt",
    "event",
    "order_number",
    "site_domain",
    "site_name",
    "channel",
    "language",
    "from",
    "to",
    "text",
    "secrets",
];
/// What it may name on some channels only.
const VARIABLES_OF_SMS: [&str; 2] = ["encoding", "segments"];
const VARIABLES_OF_EMAIL: [&str; 2] = ["subject", "html"];

/// The name under which Tera knows the only template of its environment.
const NAME: &str = "t.escaped";

/// What values must not break out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// The text becomes a finished value of something structured.
    Nothing,
    /// It stands in a URL.
    Url,
    /// It stands in an XML document.
    Xml,
}

/// A text, maybe with fields in it.
pub(super) enum Template {
    Literal(String),
    Compiled(Box<Tera>),
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Template(…)")
    }
}

impl Template {
    /// Compiles a text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn compile(source: &str, escape: Escape) -> Result<Self, String> {
        if !["{{", "{%", "{#"].iter().any(|mark| source.contains(mark)) {
            return Ok(Self::Literal(source.to_owned()));
        }
        let mut tera = Tera::default();
        register(&mut tera, escape);
        tera.add_raw_template(NAME, source).map_err(|error| one_line(&error))?;
        let known: Vec<&str> =
            [&VARIABLES[..], &VARIABLES_OF_SMS, &VARIABLES_OF_EMAIL].into_iter().flatten().copied().collect();
        let mut named: Vec<&str> =
            tera.get_template_variables(NAME).map_err(|error| one_line(&error))?.into_iter().collect();
        named.sort_unstable();
        if let Some(unknown) = named.into_iter().find(|name| !known.contains(name)) {
            let near = did_you_mean(unknown, known.iter().copied());
            let all = if near.is_empty() { format!("; known: {}", known.join(", ")) } else { near };
            return Err(format!("there is no field `{unknown}`{all}"));
        }
        Ok(Self::Compiled(Box::new(tera)))
    }

    /// Fills in the fields.
    pub(super) fn fill(&self, fields: &Fields) -> Result<String, String> {
        match self {
            Self::Literal(text) => Ok(text.clone()),
            Self::Compiled(tera) => tera.render(NAME, &fields.context).map_err(|error| one_line(&error)),
        }
    }
}

/// The fields of one delivery.
pub(super) struct Fields {
    context: Context,
    channel: Channel,
}

impl Fields {
    pub(super) fn of(delivery: &Delivery, sites: &SiteNames, secrets: &[(String, Secret)]) -> Self {
        let mut context = Context::new();
        let secrets: BTreeMap<&str, &str> =
            secrets.iter().map(|(name, secret)| (name.as_str(), secret.expose())).collect();
        context.insert("id", &delivery.id);
        context.insert("attempt", &delivery.attempt);
        context.insert("event", delivery.event.as_str());
        context.insert("order_number", delivery.order_number.as_deref().unwrap_or_default());
        context.insert("site_domain", &delivery.site_domain);
        context.insert("site_name", &sites.of_domain(&delivery.site_domain));
        context.insert("channel", delivery.channel.as_str());
        context.insert("language", &delivery.language);
        context.insert("from", &delivery.from);
        context.insert("to", delivery.to.as_str());
        context.insert("text", delivery.content.text());
        context.insert("secrets", &secrets);
        match &delivery.content {
            Content::Sms { encoding, segments, .. } => {
                context.insert("encoding", encoding.as_str());
                context.insert("segments", segments);
            }
            Content::Whatsapp { .. } => {}
            Content::Email { subject, html, .. } => {
                context.insert("subject", subject);
                context.insert("html", html);
            }
        }
        Self { context, channel: delivery.channel }
    }

    pub(super) fn channel(&self) -> Channel {
        self.channel
    }

    /// Two examples for each channel: with all that may be there, and with what always is.
    pub(super) fn examples(
        channels: &[Channel],
        sites: &SiteNames,
        secrets: &[(String, Secret)],
    ) -> Vec<Self> {
        let deliveries = channels.iter().flat_map(|channel| {
            let full = example(*channel);
            let bare = Delivery { order_number: None, from: String::new(), ..full.clone() };
            [full, bare]
        });
        deliveries.map(|delivery| Self::of(&delivery, sites, secrets)).collect()
    }
}

fn example(channel: Channel) -> Delivery {
    let text = "An example".to_owned();
    let (to, content) = match channel {
        Channel::Sms => ("+905551234567", Content::Sms { text, encoding: Encoding::Gsm7, segments: 1 }),
        Channel::Whatsapp => ("+905551234567", Content::Whatsapp { text }),
        Channel::Email => {
            let html = "<p>An example</p>".to_owned();
            ("someone@example.com", Content::Email { subject: text.clone(), html, text })
        }
    };
    Delivery {
        id: "01890000-0000-7000-8000-000000000000".to_owned(),
        attempt: 1,
        event: EventKind::OrderDelivered,
        order_number: Some("ORD-1".to_owned()),
        site_domain: "www.example.com".to_owned(),
        channel,
        language: "en".to_owned(),
        from: "sender".to_owned(),
        to: super::Address::new(to),
        content,
    }
}

/// Filters of our own, and none that would let a value out of its place.
fn register(tera: &mut Tera, escape: Escape) {
    tera.register_filter("digits", |text: &str, _: Kwargs, _: &State| -> String {
        text.chars().filter(char::is_ascii_digit).collect()
    });
    tera.register_filter("one_line", |text: &str, _: Kwargs, _: &State| -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    for unsafe_filter in ["safe", "escape", "escape_html", "escape_xml", "newlines_to_br"] {
        tera.register_filter(
            unsafe_filter,
            |_: tera::Value, _: Kwargs, _: &State| -> tera::TeraResult<String> {
                Err(tera::Error::message("values are escaped as their place needs it; leave this filter out"))
            },
        );
    }
    match escape {
        Escape::Nothing => tera.autoescape_on(Vec::<&'static str>::new()),
        Escape::Url => {
            tera.autoescape_on([".escaped"]);
            tera.set_escape_fn(|text, out| out.write_all(percent_encoded(text).as_bytes()));
        }
        Escape::Xml => {
            tera.autoescape_on([".escaped"]);
            tera.set_escape_fn(escape_xml);
        }
    }
}

/// Everything but RFC 3986's unreserved characters.
pub(super) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Characters that XML 1.0 cannot hold at all become U+FFFD.
fn escape_xml(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    for char in text.chars() {
        match char {
            '&' => out.write_all(b"&amp;")?,
            '<' => out.write_all(b"&lt;")?,
            '>' => out.write_all(b"&gt;")?,
            '"' => out.write_all(b"&quot;")?,
            '\'' => out.write_all(b"&apos;")?,
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                out.write_all("\u{FFFD}".as_bytes())?;
            }
            _ => write!(out, "{char}")?,
        }
    }
    Ok(())
}

/// Tera draws its errors over several lines; the first says what is wrong.
fn one_line(error: &tera::Error) -> String {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            report.message().to_owned()
        }
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}
