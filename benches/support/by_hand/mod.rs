//! The same messages in plain Rust: typed structs with only the fields that are needed, and `push_str` into a buffer that
//! is used again. The reference for how fast a message can be.

mod event;
mod figures;
mod wording;

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Deserialize;
use tellal::{Channel, Engine, EventKind};

use super::pool::COUNTRIES;
use event::{Address, Alert, Checkout, EmailOrder, Event, Ordered, SmsOrder, Text, User, WhatsappOrder};
use figures::{Amounts, Plans, escape, segments, write_date, write_short, write_wrapped};
use wording::{Hole, Marked, Phrase};

/// Width of an e-mail's text part.
const WIDTH: usize = 76;

/// What was written, in buffers that are used again.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) to: String,
    /// Of an e-mail, its text part.
    pub(crate) text: String,
    pub(crate) subject: String,
    pub(crate) html: String,
    pub(crate) segments: usize,
    draft: String,
}

impl Written {
    fn clear(&mut self) {
        for buffer in [&mut self.to, &mut self.text, &mut self.subject, &mut self.html, &mut self.draft] {
            buffer.clear();
        }
        self.segments = 0;
    }
}

/// An SMS of one language and currency.
type Sms = (Phrase, Amounts);

/// The program written by hand, with its constants.
pub(crate) struct ByHand {
    plans: Plans,
    /// By language, then by currency.
    sms: HashMap<String, HashMap<String, Sms>>,
    /// With a name or without; of one item, two, more.
    whatsapp: [[Phrase; 3]; 2],
    /// With a name or without; with an invoice or without.
    email: [[Email; 2]; 2],
    /// With a link or without.
    alert: [Phrase; 2],
    checkout: Phrase,
}

/// An e-mail's pieces.
struct Email {
    subject: Phrase,
    html: Listed,
    text: Listed,
}

/// A text with a list of items in it: what stands before the first name, between a name and its price, between a price and
/// the next name, and behind the last price.
struct Listed {
    before: Phrase,
    within: String,
    between: String,
    after: Phrase,
}

impl Listed {
    fn new(phrase: &Phrase) -> Self {
        let of =
            |hole| phrase.parts.iter().position(|(_, there)| *there == hole).expect("two items are listed");
        let (first, price) = (of(Hole::Item), of(Hole::Price));
        let last = phrase.parts.iter().rposition(|(_, there)| *there == Hole::Price).unwrap_or(price);
        Self {
            before: Phrase { parts: phrase.parts[..first].to_vec(), end: phrase.parts[first].0.clone() },
            within: phrase.parts[price].0.clone(),
            between: phrase.parts[price + 1].0.clone(),
            after: Phrase { parts: phrase.parts[last + 1..].to_vec(), end: phrase.end.clone() },
        }
    }
}

impl ByHand {
    /// Takes the fixed pieces of the messages, in some languages, from what the engine is made of.
    pub(crate) fn new(engine: &Engine, languages: &[&str]) -> Self {
        use EventKind::{OrderCheckoutUrlWithToken, OrderDelivered, ProductAlert};
        let sms = |language: &&str| {
            let by_currency =
                COUNTRIES.map(|(_, currency)| (currency.to_owned(), Marked::sms(engine, language, currency)));
            ((*language).to_owned(), by_currency.into_iter().collect())
        };
        let marked = |named: bool| {
            let marked = Marked::new(OrderDelivered);
            if named { marked } else { marked.nameless() }
        };
        let whatsapp =
            |named| [1, 2, 78].map(|items| marked(named).items(items).phrase(engine, Channel::Whatsapp));
        let email = |named: bool, invoice: bool| {
            let marked = marked(named).items(2);
            let marked = if invoice { marked } else { marked.without("e_archive_url") };
            let [subject, html, text] = marked.email(engine);
            Email { subject, html: Listed::new(&html), text: Listed::new(&text) }
        };
        let alert = Marked::new(ProductAlert).phrase(engine, Channel::Sms);
        let unlinked = Marked::new(ProductAlert).without("absolute_url").phrase(engine, Channel::Sms);
        Self {
            plans: Plans::new(),
            sms: languages.iter().map(sms).collect(),
            whatsapp: [true, false].map(whatsapp),
            email: [true, false].map(|named| [true, false].map(|invoice| email(named, invoice))),
            alert: [alert, unlinked],
            checkout: Marked::new(OrderCheckoutUrlWithToken).phrase(engine, Channel::Sms),
        }
    }

    /// Writes the SMS of a delivered order.
    pub(crate) fn sms(&self, body: &[u8], out: &mut Written) -> Option<()> {
        out.clear();
        let event: Event<Ordered<SmsOrder>> = read(body, "order_delivered")?;
        let user = event.receiver_user.as_ref().filter(|user| allowed(user) == Some(Channel::Sms))?;
        let order = &event.payload.order;
        let country = order.shipping_address.as_ref().and_then(Address::country);
        self.plans.write(&event.to, country, &mut out.to)?;
        let language = user.language_code.as_deref().or(order.language_code.as_deref())?;
        let (phrase, amounts) = self.sms.get(language)?.get(&*order.currency.value)?;
        phrase.write(&mut out.text, |hole, out| match hole {
            Hole::Number => push(out, &order.number),
            Hole::Total => amounts.write(&order.amount, out),
            _ => site(hole, &event.site_domain, out),
        })?;
        out.segments = segments(&out.text);
        Some(())
    }

    /// Writes the WhatsApp message of a delivered order.
    pub(crate) fn whatsapp(&self, body: &[u8], out: &mut Written) -> Option<()> {
        out.clear();
        let event: Event<Ordered<WhatsappOrder>> = read(body, "order_delivered")?;
        let user = event.receiver_user.as_ref().filter(|user| allowed(user) == Some(Channel::Whatsapp))?;
        let order = &event.payload.order;
        let address = order.shipping_address.as_ref();
        self.plans.write(&event.to, address.and_then(Address::country), &mut out.to)?;
        let name = name_of(user, address);
        let others = order.orderitem_set.count.checked_sub(1)?;
        let phrase = &self.whatsapp[usize::from(name.is_none())][others.min(2)];
        phrase.write(&mut out.text, |hole, out| match hole {
            Hole::Name => push(out, name.unwrap_or_default()),
            Hole::Number => push(out, &order.number),
            Hole::Item => {
                write_short(&order.orderitem_set.name, 48, "…", out);
                Some(())
            }
            Hole::Others => write!(out, "{others}").ok(),
            _ => site(hole, &event.site_domain, out),
        })
    }

    /// Writes the e-mail of a delivered order.
    pub(crate) fn email(&self, body: &[u8], out: &mut Written) -> Option<()> {
        out.clear();
        let event: Event<Ordered<EmailOrder>> = read(body, "order_delivered")?;
        let user = event.receiver_user.as_ref().filter(|user| allowed(user) == Some(Channel::Email))?;
        let order = &event.payload.order;
        push(&mut out.to, user.email.as_deref()?)?;
        let (_, amounts) = self.sms.get(user.language_code.as_deref()?)?.get(&*order.currency.value)?;
        let name = name_of(user, order.shipping_address.as_ref());
        let invoice = order.e_archive_url.as_deref();
        let email = &self.email[usize::from(name.is_none())][usize::from(invoice.is_none())];
        let value = |hole: Hole, out: &mut String| match hole {
            Hole::Name => push(out, name.unwrap_or_default()),
            Hole::Number => push(out, &order.number),
            Hole::Total => amounts.write(&order.amount, out),
            Hole::Date => write_date(order.created_date.as_deref()?, out),
            Hole::InvoiceUrl => push(out, invoice.unwrap_or_default()),
            _ => site(hole, &event.site_domain, out),
        };
        let mut name_buffer = String::new();
        let mut in_html = |hole: Hole, out: &mut String| {
            if hole == Hole::Name {
                escape(name.unwrap_or_default(), out);
                return Some(());
            }
            value(hole, out)
        };
        email.subject.write(&mut out.subject, value)?;
        email.html.before.write(&mut out.html, &mut in_html)?;
        for (at, item) in order.orderitem_set.iter().enumerate() {
            if at > 0 {
                out.html.push_str(&email.html.between);
            }
            name_buffer.clear();
            write_short(&item.product.name, 60, "…", &mut name_buffer);
            escape(&name_buffer, &mut out.html);
            out.html.push_str(&email.html.within);
            amounts.write(item.price.as_deref()?, &mut out.html)?;
        }
        email.html.after.write(&mut out.html, &mut in_html)?;
        let draft = &mut out.draft;
        email.text.before.write(draft, value)?;
        for (at, item) in order.orderitem_set.iter().enumerate() {
            if at > 0 {
                draft.push_str(&email.text.between);
            }
            write_short(&item.product.name, 60, "…", draft);
            draft.push_str(&email.text.within);
            amounts.write(item.price.as_deref()?, draft)?;
        }
        email.text.after.write(draft, value)?;
        write_wrapped(draft, WIDTH, &mut out.text);
        Some(())
    }

    /// Writes the SMS about a product that is back.
    pub(crate) fn alert(&self, body: &[u8], out: &mut Written) -> Option<()> {
        out.clear();
        let event: Event<Alert> = read(body, "product_alert")?;
        event.receiver_user.as_ref().filter(|user| allowed(user) == Some(Channel::Sms))?;
        self.plans.write(&event.to, None, &mut out.to)?;
        let product = &event.payload.product;
        let path = product.absolute_url.as_deref();
        self.alert[usize::from(path.is_none())].write(&mut out.text, |hole, out| match hole {
            Hole::Product => {
                write_short(&product.name, 30, "...", out);
                Some(())
            }
            Hole::Url => {
                site(Hole::SiteUrl, &event.site_domain, out)?;
                push(out, path.unwrap_or_default())
            }
            _ => site(hole, &event.site_domain, out),
        })?;
        out.segments = segments(&out.text);
        Some(())
    }

    /// Writes the SMS with a link to the checkout.
    pub(crate) fn checkout(&self, body: &[u8], out: &mut Written) -> Option<()> {
        out.clear();
        let event: Event<Checkout> = read(body, "order_checkout_url_with_token")?;
        event.receiver_user.as_ref().filter(|user| allowed(user) == Some(Channel::Sms))?;
        self.plans.write(&event.to, None, &mut out.to)?;
        self.checkout.write(&mut out.text, |hole, out| match hole {
            Hole::Url => push(out, &event.payload.checkout_url),
            _ => site(hole, &event.site_domain, out),
        })?;
        out.segments = segments(&out.text);
        Some(())
    }
}

impl Address<'_> {
    fn country(&self) -> Option<&str> {
        self.country.as_ref()?.code.as_deref()
    }
}

fn read<'a, P: Deserialize<'a>>(body: &'a [u8], event: &str) -> Option<Event<'a, P>> {
    let read: Event<P> = serde_json::from_str(std::str::from_utf8(body).ok()?).ok()?;
    (&*read.kind == event).then_some(read)
}

fn allowed(user: &User) -> Option<Channel> {
    match (user.whatsapp_allowed, user.sms_allowed, user.email_allowed) {
        (Some(true), _, _) => Some(Channel::Whatsapp),
        (_, Some(true), _) => Some(Channel::Sms),
        (_, _, Some(true)) => Some(Channel::Email),
        _ => None,
    }
}

fn name_of<'a>(user: &'a User, address: Option<&'a Address>) -> Option<&'a str> {
    let of_address = || address.and_then(|address| address.first_name.as_ref());
    user.first_name.as_ref().or_else(of_address).map(|name: &Text| &**name)
}

fn site(hole: Hole, domain: &str, out: &mut String) -> Option<()> {
    match hole {
        Hole::Site => push(out, domain.strip_prefix("www.").unwrap_or(domain)),
        Hole::SiteUrl => {
            out.push_str("https://");
            push(out, domain)
        }
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where others may fail")]
fn push(out: &mut String, text: &str) -> Option<()> {
    out.push_str(text);
    Some(())
}
