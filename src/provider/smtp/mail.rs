//! Writes a delivery as a mail (RFC 5322): text and HTML side by side, and headers by which mail programs know what
//! it is.

use std::collections::BTreeMap;

use lettre::Message;
use lettre::address::{Address, Envelope};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use crate::provider::Delivery;
use crate::provider::secret::Secret;
use crate::provider::sites::SiteNames;
use crate::provider::template::{Fields, Template};

/// What every mail of a provider has in common.
pub(super) struct Letterhead {
    pub(super) from: Address,
    /// Other senders, by the site's domain.
    pub(super) senders: BTreeMap<String, Address>,
    /// What the receiver sees instead of the sender's address.
    pub(super) from_name: Template,
    pub(super) reply_to: Option<Mailbox>,
    /// `https:` and `mailto:` addresses that end the subscription (RFC 2369).
    pub(super) list_unsubscribe: Vec<Template>,
    pub(super) sites: SiteNames,
}

/// A mail ready to be handed over.
pub(super) struct Letter {
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
}

const NO_SECRETS: &[(String, Secret)] = &[];

impl Letterhead {
    /// # Errors
    /// Why it cannot be written, without personal data.
    pub(super) fn write(
        &self,
        delivery: &Delivery,
        subject: &str,
        html: &str,
        text: &str,
    ) -> Result<Letter, &'static str> {
        let fields = Fields::of(delivery, &self.sites, NO_SECRETS);
        let from = self.senders.get(&delivery.site_domain).unwrap_or(&self.from);
        let to: Address =
            delivery.to.as_str().parse().map_err(|_| "the receiver's address is none that mail knows")?;
        let name =
            self.from_name.fill(&fields).map_err(|_| "from_name cannot be written for this message")?;
        let name = Some(one_line(&name)).filter(|name| !name.is_empty());
        let mut builder = Message::builder()
            .from(Mailbox::new(name, from.clone()))
            .to(Mailbox::new(None, to.clone()))
            .subject(one_line(subject))
            .message_id(Some(message_id(&delivery.id, from)))
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(header("Content-Language", one_line(&delivery.language)));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        for unsubscribe in self.unsubscribe_headers(&fields)? {
            builder = builder.raw_header(unsubscribe);
        }
        let parts = MultiPart::alternative_plain_html(text.to_owned(), html.to_owned());
        let message = builder.multipart(parts).map_err(|_| "its parts cannot be put together")?;
        let envelope =
            Envelope::new(Some(from.clone()), vec![to]).map_err(|_| "its envelope cannot be written")?;
        Ok(Letter { envelope, bytes: message.formatted() })
    }

    /// RFC 8058 lets a mail program unsubscribe by itself where there is an `https:` address.
    fn unsubscribe_headers(&self, fields: &Fields) -> Result<Vec<HeaderValue>, &'static str> {
        if self.list_unsubscribe.is_empty() {
            return Ok(Vec::new());
        }
        let mut addresses = Vec::with_capacity(self.list_unsubscribe.len());
        for template in &self.list_unsubscribe {
            let filled = template.fill(fields).map_err(|_| "list_unsubscribe cannot be written")?;
            addresses.push(format!("<{}>", one_line(&filled)));
        }
        let one_click = addresses.iter().any(|address| address.starts_with("<https:"));
        let mut headers = vec![header("List-Unsubscribe", addresses.join(", "))];
        if one_click {
            headers.push(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        Ok(headers)
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// The same at each attempt, so that a mail that arrives twice is shown once.
fn message_id(id: &str, from: &Address) -> String {
    let is_plain = |char: &char| char.is_ascii_alphanumeric() || *char == '-' || *char == '_';
    let id: String = id.chars().filter(is_plain).collect();
    format!("<{id}@{}>", from.domain())
}

/// A line break would end the header.
fn one_line(text: &str) -> String {
    let plain = text.chars().map(|char| if char.is_control() { ' ' } else { char });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
