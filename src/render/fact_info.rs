//! The table of the facts, and what one fact says of another.

use crate::event::PayloadKind;

/// What there is to know of one ready argument.
#[derive(Debug, Clone, Copy)]
pub struct FactInfo {
    /// Its name: `$name` in Fluent, `ready.name` in templates.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// The payloads whose events can have it.
    pub on: &'static [PayloadKind],
    /// Whether those events always have it; else it is guarded with `{% if ready.name %}`.
    pub always: bool,
    /// What it is in a Fluent message.
    pub kind: FactKind,
}

/// What a ready argument is in a Fluent message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactKind {
    /// Text.
    Text,
    /// `yes` or `no`.
    YesNo,
    /// `male`, `female` or `other`.
    Gender,
    /// A whole number, 0 or more.
    Count,
    /// Money.
    Money,
    /// A date or a moment.
    Moment,
}

impl FactKind {
    /// The texts that it can have, where they are few.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::YesNo => &["yes", "no"],
            Self::Gender => &["male", "female", "other"],
            _ => &[],
        }
    }
}

use PayloadKind::{Cancellation, CheckoutUrl, Order as Plain, PartialShipment, ProductAlert};
const ALL: &[PayloadKind] = &[Plain, ProductAlert, Cancellation, PartialShipment, CheckoutUrl];
const ORDERS: &[PayloadKind] = &[Plain, Cancellation, PartialShipment];

macro_rules! facts {
    ($($name:ident $on:ident $always:literal $kind:ident $about:literal,)*) => {
        /// Every ready argument.
        pub const FACTS: &[FactInfo] = &[$(FactInfo {
            name: stringify!($name), about: $about, on: $on, always: $always, kind: FactKind::$kind,
        }),*];

        /// A ready argument by its place in [`FACTS`].
        #[expect(non_camel_case_types, reason = "these are the names of the facts")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum FactId {
            $($name),*
        }

        impl FactId {
            /// The fact of this name.
            pub(crate) fn of(name: &str) -> Option<Self> {
                [$(Self::$name),*].into_iter().find(|fact| fact.name() == name)
            }
        }
    };
}

/// A set of ready arguments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FactSet(u64);

impl FactSet {
    /// All of them.
    pub(crate) const ALL: Self = Self((1 << FACTS.len()) - 1);

    /// The facts of these names; others are none.
    pub(crate) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let bits = names.into_iter().filter_map(|name| FACTS.iter().position(|fact| fact.name == name));
        Self(bits.fold(0, |set, bit| set | 1 << bit))
    }

    pub(crate) fn add(&mut self, fact: FactId) {
        self.0 |= 1 << (fact as u32);
    }

    pub(crate) fn has(self, fact: FactId) -> bool {
        self.0 & 1 << (fact as u32) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    #[must_use]
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FactId {
    pub(crate) fn name(self) -> &'static str {
        FACTS[self as usize].name
    }
}

const ALERT: &[PayloadKind] = &[ProductAlert];
const CANCELLATION: &[PayloadKind] = &[Cancellation];
const CHECKOUT: &[PayloadKind] = &[CheckoutUrl];

facts! {
    name ALL false Text "receiver's first name",
    has_name ALL true YesNo "\"yes\" or \"no\", to select by",
    gender ALL true Gender "\"male\", \"female\" or \"other\", to select by",
    site ALL true Text "the shop's name",
    site_url ALL true Text "the shop's address",
    number ORDERS true Text "order number",
    status ORDERS false Text "order status, named in the language",
    total ORDERS true Money "order total",
    subtotal ORDERS false Money "total before discounts, where it differs",
    discount ORDERS false Money "discount, where there is one",
    shipping ORDERS false Money "shipping cost, where there is any",
    refund ORDERS false Money "total refunded, where it is not zero",
    item_count ORDERS true Count "how many items the event is about",
    item ORDERS false Text "name of the first item, shortened",
    other_count ORDERS false Count "how many further items there are",
    carrier ORDERS false Text "carrier, named in the language",
    tracking_number ORDERS false Text "tracking number",
    tracking_url ORDERS false Text "tracking address",
    invoice_number ORDERS false Text "invoice number",
    invoice_url ORDERS false Text "address of the e-archive invoice",
    order_date ORDERS false Moment "when the order was placed",
    delivery_date ORDERS false Moment "estimated delivery",
    payment ORDERS false Text "payment method in the shop's own wording",
    pickup_place ORDERS false Text "name of the pick-up place",
    pickup_address ORDERS false Text "address of the pick-up place",
    return_code CANCELLATION false Text "return code",
    product ALERT true Text "name of the product, shortened",
    product_url ALERT false Text "address of the product page",
    checkout_url CHECKOUT true Text "link to the checkout",
}

/// The fact of this name.
pub(crate) fn fact(name: &str) -> Option<&'static FactInfo> {
    FACTS.iter().find(|fact| fact.name == name)
}

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// It is there.
    There(&'static str),
    /// It has this value.
    Is(&'static str, &'static str),
    /// It has another value than this.
    IsNot(&'static str, &'static str),
}

/// Where the first is known, the second fact is there. A fact that is always there is not named.
pub(crate) const IMPLIED: &[(Known, &str)] = &[
    (Known::Is("has_name", "yes"), "name"),
    // The first item's name may be blank, so a number of items says nothing of `item`.
    (Known::There("item"), "other_count"),
    (Known::IsNot("item_count", "0"), "other_count"),
];

/// The facts that are there where this one is.
pub(crate) fn implied_by(name: &str) -> impl Iterator<Item = &'static str> {
    IMPLIED
        .iter()
        .filter(move |(known, _)| matches!(known, Known::There(fact) if *fact == name))
        .map(|(_, there)| *there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implications_speak_of_facts_that_there_are() {
        for (known, there) in IMPLIED {
            let (Known::There(name) | Known::Is(name, _) | Known::IsNot(name, _)) = known;
            assert!(fact(name).is_some(), "{name}");
            assert!(fact(there).is_some_and(|there| !there.always), "{there}");
        }
        assert_eq!(implied_by("item").collect::<Vec<_>>(), ["other_count"]);
    }
}
