//! The facts that most messages need, worked out once: ready arguments in Fluent, `ready.…` in templates.
//! `fact_info.rs` has their table.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use fluent_bundle::FluentArgs;
use rust_decimal::Decimal;

use super::context::SiteValue;
use super::fact_info::{FactId, FactSet};
use super::filters::{absolute_url, shortened};
use super::text::{encoded_url, harmless, is_url};
use crate::event::{Choice, Known, KnownOfItem, PayloadKind, Reading, ShippingCompany};
use crate::l10n::{Language, MessageErrorKind, Moment, Style};
use crate::money::Money;
use crate::recipient::channel::Channel;

/// Names of items and products are cut to this many characters, and to fewer where each one costs.
const SHORT: usize = 48;
const SHORT_IN_SMS: usize = 30;

/// A fact before a language writes it.
#[derive(Debug, Clone)]
pub(super) enum Fact<'r> {
    Text(Cow<'r, str>),
    Selector(&'static str),
    Count(usize),
    Money(Money),
    Moment(Moment),
}

/// A fact that the event has.
pub(super) struct KnownFact<'r> {
    pub(super) id: FactId,
    pub(super) fact: Fact<'r>,
    /// How the language writes it, once somebody has asked.
    pub(super) text: OnceCell<Option<String>>,
}

/// The facts of one event for one channel and language.
pub(crate) struct Facts<'r> {
    pub(super) known: Vec<KnownFact<'r>>,
    lacking: Vec<(&'static str, String)>,
    pub(super) style: Style,
    pub(super) site: &'r SiteValue,
    pub(super) language: &'r Arc<Language>,
}

/// Gathers facts; what the event lacks, or nobody wants, is left out.
struct Gather<'r> {
    wanted: FactSet,
    facts: Vec<KnownFact<'r>>,
    lacking: Vec<(&'static str, String)>,
    channel: Channel,
    language: &'r Language,
    reading: &'r Reading<'r>,
}

impl<'r> Facts<'r> {
    pub(crate) fn of(
        reading: &'r Reading<'r>,
        wanted: FactSet,
        site: &'r SiteValue,
        language: &'r Arc<Language>,
        channel: Channel,
        style: Style,
    ) -> Self {
        let mut gather = Gather {
            wanted,
            facts: Vec::with_capacity(wanted.len()),
            lacking: Vec::new(),
            channel,
            language,
            reading,
        };
        gather.receiver();
        gather.text(FactId::site, Some(&site.name));
        gather.text(FactId::site_url, Some(&site.url));
        match reading.kind().payload() {
            PayloadKind::ProductAlert => {
                gather.short(FactId::product, reading.text(Known::ProductName));
                gather.product_url(&site.url);
            }
            PayloadKind::CheckoutUrl => {
                gather.url(FactId::checkout_url, [reading.text(Known::CheckoutUrl)]);
            }
            _ => gather.order(),
        }
        Self { known: gather.facts, lacking: gather.lacking, style, site, language }
    }

    /// Facts that the event has but the language has no words for, with the message ids that it lacks.
    pub(crate) fn lacking(&self) -> Vec<(&'static str, String)> {
        self.lacking.clone()
    }
}

impl<'r> Gather<'r> {
    fn put(&mut self, id: FactId, fact: Fact<'r>) {
        if self.wanted.has(id) {
            self.facts.push(KnownFact { id, fact, text: OnceCell::new() });
        }
    }

    fn text(&mut self, id: FactId, text: Option<&'r str>) {
        if !self.wanted.has(id) {
            return;
        }
        let Some(text) = text.map(|text| trimmed(harmless(text, self.channel))) else { return };
        if !text.is_empty() {
            self.put(id, Fact::Text(text));
        }
    }

    fn short(&mut self, id: FactId, text: Option<&'r str>) {
        let Some(text) = text.filter(|_| self.wanted.has(id)) else { return };
        let clean = harmless(text, self.channel);
        let length = if self.channel == Channel::Sms { SHORT_IN_SMS } else { SHORT };
        if !clean.trim().is_empty() {
            self.put(id, Fact::Text(shortened(&clean, length, self.channel).into()));
        }
    }

    fn url(&mut self, id: FactId, candidates: impl IntoIterator<Item = Option<&'r str>>) {
        if self.wanted.has(id)
            && let Some(url) = candidates.into_iter().flatten().map(str::trim).find(|url| is_url(url))
        {
            self.put(id, Fact::Text(encoded_url(url).into()));
        }
    }

    fn product_url(&mut self, site: &str) {
        let path = self.reading.text(Known::ProductUrl).filter(|_| self.wanted.has(FactId::product_url));
        let url = path.and_then(|path| absolute_url(path, site));
        if let Some(url) = url.as_deref().map(str::trim).filter(|url| is_url(url)) {
            self.put(FactId::product_url, Fact::Text(encoded_url(url).into()));
        }
    }

    fn money(&mut self, id: FactId, known: Known) {
        if !self.wanted.has(id) {
            return;
        }
        let amount = self.reading.amount(known).filter(|amount| !amount.is_zero());
        self.put_money(id, amount);
    }

    fn put_money(&mut self, id: FactId, amount: Option<Decimal>) {
        if let (Some(amount), Some(currency)) = (amount, self.reading.currency()) {
            self.put(id, Fact::Money(Money { amount, currency }));
        }
    }

    fn moment(&mut self, id: FactId, text: Option<&str>) {
        let text = text.filter(|_| self.wanted.has(id));
        if let Some(moment) = text.and_then(Moment::parse) {
            self.put(id, Fact::Moment(moment));
        }
    }

    fn receiver(&mut self) {
        let reading = self.reading;
        let of_address = reading.has_order().then(|| reading.text(Known::AddressFirstName)).flatten();
        let names = [reading.text(Known::UserFirstName), of_address];
        let name = names.into_iter().flatten().find(|name| !harmless(name, self.channel).trim().is_empty());
        self.text(FactId::name, name);
        let has_name = if name.is_some() { "yes" } else { "no" };
        let gender = match reading.code(Known::UserGender).as_deref() {
            Some("male") => "male",
            Some("female") => "female",
            _ => "other",
        };
        self.put(FactId::has_name, Fact::Selector(has_name));
        self.put(FactId::gender, Fact::Selector(gender));
    }

    fn order(&mut self) {
        let reading = self.reading;
        self.text(FactId::number, reading.text(Known::OrderNumber));
        self.status();
        if self.wanted.has(FactId::total) {
            self.put_money(FactId::total, reading.amount(Known::OrderAmount));
        }
        if self.wanted.has(FactId::subtotal) {
            let total = reading.amount(Known::OrderAmount);
            let before = reading.amount(Known::AmountWithoutDiscount);
            self.put_money(
                FactId::subtotal,
                before.filter(|before| !before.is_zero() && Some(*before) != total),
            );
        }
        self.money(FactId::discount, Known::DiscountAmount);
        self.money(FactId::shipping, Known::ShippingAmount);
        self.money(FactId::refund, Known::RefundAmount);
        self.put(FactId::item_count, Fact::Count(reading.items().len()));
        if let Some(first) = reading.items().next() {
            self.short(FactId::item, first.text(KnownOfItem::Name));
            self.put(FactId::other_count, Fact::Count(reading.items().len() - 1));
        }
        self.shipment();
        self.text(FactId::invoice_number, reading.text(Known::InvoiceNumber));
        self.url(FactId::invoice_url, [reading.text(Known::InvoiceUrl)]);
        self.moment(FactId::order_date, reading.text(Known::CreatedDate));
        if self.wanted.has(FactId::delivery_date) {
            let estimated = reading.items().find_map(|item| item.text(KnownOfItem::EstimatedDelivery));
            self.moment(FactId::delivery_date, estimated);
        }
        self.text(FactId::payment, reading.text(Known::PaymentName));
        self.pickup();
        if reading.kind().payload() == PayloadKind::Cancellation {
            self.text(FactId::return_code, reading.text(Known::ReturnCode));
        }
    }

    fn shipment(&mut self) {
        let reading = self.reading;
        let is_parcel = reading.kind().payload() == PayloadKind::PartialShipment;
        let number = if is_parcel { Known::TrackingNumber } else { Known::OrderTrackingNumber };
        self.text(FactId::tracking_number, reading.text(number));
        if self.wanted.has(FactId::carrier) {
            self.carrier(is_parcel);
        }
        if self.wanted.has(FactId::tracking_url) {
            let mut items = reading.items().filter(|_| is_parcel);
            let own = items.find_map(|item| item.text(KnownOfItem::TrackingUrl));
            let of_order = [Known::OrderTrackingUrl, Known::ShippingTrackingUrl, Known::DefinedTrackingUrl];
            self.url(
                FactId::tracking_url,
                std::iter::once(own).chain(of_order.map(|known| reading.text(known))),
            );
        }
    }

    /// A name that the language knows; what it does not know is only fit to be shown where the shop itself
    /// worded it.
    fn named(&mut self, fact: FactId, id: &str, else_text: Option<&'r str>) {
        match self.language.write(id, &FluentArgs::new()) {
            Ok(name) => self.put(fact, Fact::Text(name.into())),
            Err(error)
                if matches!(error.kind, MessageErrorKind::UnknownMessage(_)) && else_text.is_some() =>
            {
                self.text(fact, else_text);
            }
            Err(_) => self.lacking.push((fact.name(), id.to_owned())),
        }
    }

    /// Of a parcel the carrier's name is known, of an order its code.
    fn carrier(&mut self, is_parcel: bool) {
        let reading = self.reading;
        if !is_parcel {
            if let Some(code) = reading.code(Known::OrderCarrier) {
                self.named(
                    FactId::carrier,
                    &format!("carrier-{code}"),
                    reading.text(Known::OrderCarrierLabel),
                );
            }
            return;
        }
        let Some(name) = reading.text(Known::ShippingCompany) else { return };
        match ShippingCompany::from_label(name) {
            Some(company) => {
                self.named(FactId::carrier, &format!("carrier-{}", company.as_str()), Some(name));
            }
            None => self.text(FactId::carrier, Some(name)),
        }
    }

    /// Labels of statuses are English technical terms, so an unknown status is named by `status-other`.
    fn status(&mut self) {
        let Some(code) = self.reading.code(Known::OrderStatus).filter(|_| self.wanted.has(FactId::status))
        else {
            return;
        };
        let id = format!("status-{code}");
        let id = if self.language.has(&id) { id } else { "status-other".to_owned() };
        self.named(FactId::status, &id, None);
    }

    fn pickup(&mut self) {
        if !self.wanted.has(FactId::pickup_place) && !self.wanted.has(FactId::pickup_address) {
            return;
        }
        let reading = self.reading;
        let store = reading.json(Known::RetailStore).and_then(|store| store.get("name")?.as_str());
        self.text(FactId::pickup_place, store);
        if store.is_some() && self.wanted.has(FactId::pickup_address) {
            let parts = [Known::AddressLine, Known::AddressTownship, Known::AddressCity]
                .map(|known| reading.text(known));
            let parts: Vec<&str> =
                parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
            let address = parts.join(", ");
            let address = harmless(&address, self.channel).trim().to_owned();
            if !address.is_empty() {
                self.put(FactId::pickup_address, Fact::Text(address.into()));
            }
        }
    }
}

/// Without space at its ends, and without a copy where it has none.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
