//! What of an event is read at all. A catalog knows that when it is loaded; the rest of an event is passed over.
//!
//! [`Plan`] says what to read, [`Reading`] is what was read, [`View`] what a template sees of it.

mod check;
mod from_json;
mod json;
mod known;
mod plan;
mod reader;
mod reads;
mod view;

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::Value;

use super::{EventKind, MAX_BODY, Notification, PayloadKind};
use crate::money::{Currency, parse_amount};
pub(crate) use check::check;
pub(super) use json::unit;
pub(crate) use known::{Known, KnownOfItem};
pub(crate) use plan::Plan;
pub(crate) use reader::Scalar;
pub use reads::Reads;
pub(crate) use view::{Below, Member, View};

/// What was read of an event that is as the contract says.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    kind: EventKind,
    slots: Vec<Scalar<'a>>,
}

/// Places for a reading, kept from one event to the next.
#[derive(Default)]
pub(crate) struct Places(Vec<Scalar<'static>>);

/// Of an event with more places than this, a list of some hundred items, the room is not kept.
const MAX_KEPT: usize = 4096;

/// One item of a reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'r, 'a>(&'r [Scalar<'a>]);

impl<'a> Reading<'a> {
    /// Reads an event. `None` is for the slower reading to explain: the JSON is malformed, or not as the contract
    /// says, be it only in an optional field.
    pub(crate) fn read(plan: &Plan, bytes: &'a [u8], places: Places) -> Option<Self> {
        if bytes.len() > MAX_BODY {
            return None;
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut slots = places.lend();
        reader::read(plan, std::str::from_utf8(bytes).ok()?, &mut slots)?;
        let Scalar::Text(name) = &slots[Known::Event as usize] else { return None };
        let kind = EventKind::from_name(name)?;
        let reading = Self { kind, slots };
        let required = [Known::From, Known::To, Known::SiteDomain];
        let required = required.iter().chain(Plan::required(kind.payload()));
        let whole = required.into_iter().all(|known| reading.has(*known));
        whole.then_some(reading)
    }

    /// What the plan reads of an event that was read whole.
    pub(crate) fn of(plan: &Plan, notification: &'a Notification) -> Self {
        let mut slots = Vec::new();
        from_json::read(plan, notification.json(), &mut slots);
        if notification.receiver_user().is_some() {
            slots[Known::User as usize] = Scalar::Object;
        }
        Self { kind: notification.kind(), slots }
    }

    /// Gives the places back.
    pub(crate) fn into_places(self) -> Places {
        Places::keep(self.slots)
    }

    /// Which event it is.
    pub(crate) fn kind(&self) -> EventKind {
        self.kind
    }

    /// The site that it concerns.
    pub(crate) fn site_domain(&self) -> &str {
        self.text(Known::SiteDomain).unwrap_or_default()
    }

    pub(crate) fn slot(&self, slot: usize) -> &Scalar<'a> {
        &self.slots[slot]
    }

    /// Whether a field is there and not null.
    pub(crate) fn has(&self, known: Known) -> bool {
        !matches!(self.slots[known as usize], Scalar::Absent)
    }

    /// A text.
    pub(crate) fn text(&self, known: Known) -> Option<&str> {
        self.slots[known as usize].as_text()
    }

    /// The value of a choice. Commerce writes it as text; a number means the same.
    pub(crate) fn code(&self, known: Known) -> Option<Cow<'_, str>> {
        match &self.slots[known as usize] {
            Scalar::Text(text) => Some(Cow::Borrowed(text)),
            Scalar::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, known: Known) -> Option<bool> {
        if let Scalar::Boolean(flag) = self.slots[known as usize] { Some(flag) } else { None }
    }

    pub(crate) fn amount(&self, known: Known) -> Option<Decimal> {
        parse_amount(&self.code(known)?)
    }

    /// The order's currency.
    pub(crate) fn currency(&self) -> Option<Currency> {
        Currency::from_code(self.text(Known::OrderCurrency)?)
    }

    /// JSON that the contract leaves open.
    pub(crate) fn json(&self, known: Known) -> Option<&Value> {
        if let Scalar::Json(json) = &self.slots[known as usize] { Some(json) } else { None }
    }

    /// The order has its own fields, and some events are about a part of it.
    pub(crate) fn has_order(&self) -> bool {
        !matches!(self.kind.payload(), PayloadKind::ProductAlert | PayloadKind::CheckoutUrl)
    }

    /// The items that the event is about: its own list where it has one, else the order's.
    pub(crate) fn items(&self) -> impl ExactSizeIterator<Item = Item<'_, 'a>> {
        let has_own = matches!(self.kind.payload(), PayloadKind::Cancellation | PayloadKind::PartialShipment);
        let list = if has_own && self.has(Known::OwnItems) { Known::OwnItems } else { Known::OrderItems };
        let (rows, width): (&[Scalar], usize) = match self.slots[list as usize] {
            Scalar::Items { start, end, width } if self.has_order() => (&self.slots[start..end], width),
            _ => (&[], 1),
        };
        rows.chunks_exact(width).map(Item)
    }
}

impl<'r> Item<'r, '_> {
    pub(crate) fn text(&self, known: KnownOfItem) -> Option<&'r str> {
        self.0[known as usize].as_text()
    }
}

impl Scalar<'_> {
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Scalar::Text(text) = self { Some(text) } else { None }
    }
}

impl Places {
    /// No room yet.
    pub(crate) const NONE: Self = Self(Vec::new());

    /// The room of the last event, empty. Rust reuses it, since both types are laid out alike.
    fn lend<'a>(self) -> Vec<Scalar<'a>> {
        let mut slots = self.0;
        slots.clear();
        slots.into_iter().map(|_| Scalar::Absent).collect()
    }

    fn keep(mut slots: Vec<Scalar<'_>>) -> Self {
        if slots.capacity() > MAX_KEPT {
            return Self::NONE;
        }
        slots.clear();
        Self(slots.into_iter().map(|_| Scalar::Absent).collect())
    }
}
