//! The facts that most messages need, worked out once: ready arguments in Fluent, `ready.…` in templates.
//! `fact_info.rs` has their table.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use rust_decimal::Decimal;
use tera::{Map, Value};

use super::context::SiteValue;
use super::fact_info::FACTS;
use super::filters::{absolute_url, shortened};
use super::text::{encoded_url, harmless, is_url};
use crate::event::{Choice, Gender, Labelled, Notification, Order, OrderStatus, Payload, ShippingCompany};
use crate::l10n::{
    DateStyle, Language, MessageErrorKind, Moment, MomentValue, MoneyValue, NumberOptions, Style,
};
use crate::money::Money;
use crate::recipient::channel::Channel;

/// Names of items and products are cut to this many characters, and to fewer where each one costs.
const SHORT: usize = 48;
const SHORT_IN_SMS: usize = 30;

/// A fact before a language writes it.
#[derive(Debug, Clone)]
enum Fact {
    Text(String),
    Selector(&'static str),
    Count(usize),
    Money(Money),
    Moment(Moment),
}

/// The facts of one event for one channel and language.
pub(crate) struct Facts {
    known: Vec<(&'static str, Fact)>,
    lacking: Vec<(&'static str, String)>,
    style: Style,
    site: SiteValue,
    language: Arc<Language>,
}

/// Gathers facts; what the event lacks is left out.
struct Gather<'a> {
    facts: Vec<(&'static str, Fact)>,
    lacking: Vec<(&'static str, String)>,
    channel: Channel,
    language: &'a Language,
}

impl Facts {
    pub(crate) fn of(
        notification: &Notification,
        site: &SiteValue,
        language: &Arc<Language>,
        channel: Channel,
        style: Style,
    ) -> Self {
        let facts = Vec::with_capacity(FACTS.len());
        let mut gather = Gather { facts, lacking: Vec::new(), channel, language };
        gather.receiver(notification);
        gather.text("site", Some(&site.name));
        gather.text("site_url", Some(&site.url));
        if let Some(order) = notification.order() {
            gather.order(order, notification.payload());
        }
        match notification.payload() {
            Payload::ProductAlert { product } => {
                gather.short("product", &product.name);
                let url = product.absolute_url.as_deref().and_then(|path| absolute_url(path, &site.url));
                gather.url("product_url", [url.as_deref()]);
            }
            Payload::CheckoutUrl { checkout_url } => {
                gather.url("checkout_url", [Some(checkout_url.as_str())]);
            }
            _ => {}
        }
        Self {
            known: gather.facts,
            lacking: gather.lacking,
            style,
            site: site.clone(),
            language: Arc::clone(language),
        }
    }

    /// Facts that the event has but the language has no words for, with the message ids that it lacks.
    pub(crate) fn lacking(&self) -> Vec<(&'static str, String)> {
        self.lacking.clone()
    }

    /// The facts as arguments that every Fluent message sees.
    pub(crate) fn arguments(&self) -> FluentArgs<'static> {
        let formats = self.language.formats();
        let mut arguments = FluentArgs::with_capacity(self.known.len());
        for (name, fact) in &self.known {
            let value = match fact {
                Fact::Text(text) => FluentValue::String(text.clone().into()),
                Fact::Selector(text) => FluentValue::String((*text).into()),
                Fact::Count(count) => FluentValue::from(*count),
                Fact::Money(money) => FluentValue::Custom(Box::new(MoneyValue {
                    money: *money,
                    style: self.style,
                    formats: Arc::clone(formats),
                })),
                Fact::Moment(moment) => FluentValue::Custom(Box::new(MomentValue {
                    moment: moment.clone(),
                    zone: self.site.time_zone.clone(),
                    formats: Arc::clone(formats),
                })),
            };
            arguments.set(*name, value);
        }
        arguments
    }

    /// The facts as `ready`. A count stays a number, which templates compare and `| number` writes.
    pub(crate) fn ready(&self) -> Value {
        let counts = self.known.iter().filter_map(|(name, fact)| match fact {
            Fact::Count(count) => Some((*name, Value::from(*count))),
            _ => None,
        });
        let texts = self.texts().map(|(name, text)| (name, Value::from(text)));
        let map: Map = texts.chain(counts).map(|(name, value)| (name.into(), value)).collect();
        Value::from(map)
    }

    /// The facts as the language writes them. One that cannot be written is left out, so that printing it
    /// is an error that names it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.known.iter().filter_map(|(name, fact)| Some((*name, self.text(fact)?)))
    }

    fn text(&self, fact: &Fact) -> Option<String> {
        let formats = self.language.formats();
        match fact {
            Fact::Text(text) => Some(text.clone()),
            Fact::Selector(text) => Some((*text).to_owned()),
            Fact::Count(count) => formats.number((*count).into(), NumberOptions::default()).ok(),
            Fact::Money(money) => formats.money(*money, None, self.style).ok(),
            Fact::Moment(moment) => {
                formats.moment(moment, &self.site.time_zone, Some(DateStyle::Long), None).ok()
            }
        }
    }
}

impl Gather<'_> {
    fn text(&mut self, name: &'static str, text: Option<&str>) {
        let text = text.map(|text| harmless(text, self.channel)).unwrap_or_default();
        if !text.trim().is_empty() {
            self.facts.push((name, Fact::Text(text.trim().to_owned())));
        }
    }

    fn short(&mut self, name: &'static str, text: &str) {
        let clean = harmless(text, self.channel);
        let length = if self.channel == Channel::Sms { SHORT_IN_SMS } else { SHORT };
        if !clean.trim().is_empty() {
            self.facts.push((name, Fact::Text(shortened(&clean, length, self.channel))));
        }
    }

    fn url<'u>(&mut self, name: &'static str, candidates: impl IntoIterator<Item = Option<&'u str>>) {
        let found = candidates.into_iter().flatten().map(str::trim).find(|url| is_url(url));
        self.facts.extend(found.map(|url| (name, Fact::Text(encoded_url(url)))));
    }

    fn money(&mut self, name: &'static str, amount: Option<Decimal>, order: &Order) {
        let amount = amount.filter(|amount| !amount.is_zero());
        let currency = order.currency;
        self.facts.extend(amount.map(|amount| (name, Fact::Money(Money { amount, currency }))));
    }

    fn moment(&mut self, name: &'static str, text: Option<&str>) {
        self.facts.extend(text.and_then(Moment::parse).map(|moment| (name, Fact::Moment(moment))));
    }

    fn receiver(&mut self, notification: &Notification) {
        let user = notification.receiver_user();
        let address = notification.order().and_then(|order| order.shipping_address.as_ref());
        let names = [
            user.and_then(|user| user.first_name.as_deref()),
            address.and_then(|address| address.first_name.as_deref()),
        ];
        let name = names.into_iter().flatten().find(|name| !harmless(name, self.channel).trim().is_empty());
        self.text("name", name);
        let has_name = if name.is_some() { "yes" } else { "no" };
        let gender = match user.and_then(|user| user.gender.as_ref()).map(|gender| &gender.value) {
            Some(Gender::Male) => "male",
            Some(Gender::Female) => "female",
            _ => "other",
        };
        self.facts.push(("has_name", Fact::Selector(has_name)));
        self.facts.push(("gender", Fact::Selector(gender)));
    }

    fn order(&mut self, order: &Order, payload: &Payload) {
        self.text("number", Some(&order.number));
        self.status(&order.status);
        let total = Money { amount: order.amount, currency: order.currency };
        self.facts.push(("total", Fact::Money(total)));
        self.money("subtotal", order.amount_without_discount.filter(|before| *before != order.amount), order);
        self.money("discount", order.discount_amount, order);
        self.money("shipping", order.shipping_amount, order);
        self.money("refund", order.refund_amount, order);
        let items = payload.items();
        self.facts.push(("item_count", Fact::Count(items.len())));
        if let Some(first) = items.first() {
            self.short("item", &first.product.name);
            self.facts.push(("other_count", Fact::Count(items.len() - 1)));
        }
        self.shipment(order, payload);
        self.text("invoice_number", order.invoice_number.as_deref());
        self.url("invoice_url", [order.e_archive_url.as_deref()]);
        self.moment("order_date", order.created_date.as_deref());
        let estimated = items.iter().find_map(|item| item.estimated_delivery_date.as_deref());
        self.moment("delivery_date", estimated);
        self.text("payment", order.payment_option.as_ref().and_then(|option| option.name.as_deref()));
        self.pickup(order);
        if let Payload::Cancellation { return_code, .. } = payload {
            self.text("return_code", return_code.as_deref());
        }
    }

    fn shipment(&mut self, order: &Order, payload: &Payload) {
        let own = match payload {
            Payload::PartialShipment { tracking_number, shipping_company, order_items, .. } => {
                self.carrier_by_name(shipping_company);
                self.text("tracking_number", Some(tracking_number));
                order_items.iter().find_map(|item| item.tracking_url.as_deref())
            }
            _ => {
                self.carrier(order.shipping_company.as_ref());
                self.text("tracking_number", order.tracking_number.as_deref());
                None
            }
        };
        let of_order = [&order.tracking_url, &order.shipping_tracking_url, &order.defined_tracking_url];
        self.url("tracking_url", std::iter::once(own).chain(of_order.map(Option::as_deref)));
    }

    /// A name that the language knows; what it does not know is only fit to be shown where the shop itself
    /// worded it.
    fn named(&mut self, fact: &'static str, id: &str, else_text: Option<&str>) {
        match self.language.write(id, &FluentArgs::new()) {
            Ok(name) => self.facts.push((fact, Fact::Text(name))),
            Err(error)
                if matches!(error.kind, MessageErrorKind::UnknownMessage(_)) && else_text.is_some() =>
            {
                self.text(fact, else_text);
            }
            Err(_) => self.lacking.push((fact, id.to_owned())),
        }
    }

    fn carrier(&mut self, company: Option<&Labelled<ShippingCompany>>) {
        if let Some(company) = company {
            let id = format!("carrier-{}", company.value.as_str());
            self.named("carrier", &id, company.label.as_deref());
        }
    }

    fn carrier_by_name(&mut self, name: &str) {
        match ShippingCompany::from_label(name) {
            Some(company) => self.named("carrier", &format!("carrier-{}", company.as_str()), Some(name)),
            None => self.text("carrier", Some(name)),
        }
    }

    /// Labels of statuses are English technical terms, so an unknown status is named by `status-other`.
    fn status(&mut self, status: &Labelled<OrderStatus>) {
        let id = format!("status-{}", status.value.as_str());
        let id = if self.language.has(&id) { id } else { "status-other".to_owned() };
        self.named("status", &id, None);
    }

    fn pickup(&mut self, order: &Order) {
        let Some(address) = &order.shipping_address else { return };
        let store =
            address.retail_store.as_ref().and_then(|store| store.get("name")).and_then(|name| name.as_str());
        self.text("pickup_place", store);
        if store.is_some() {
            let parts = [
                address.line.as_deref(),
                address.township.as_ref().and_then(|place| place.name.as_deref()),
                address.city.as_ref().and_then(|place| place.name.as_deref()),
            ];
            let parts: Vec<&str> =
                parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
            self.text("pickup_address", Some(&parts.join(", ")));
        }
    }
}
