//! The contract's enums: `{value, label}` objects whose unknown values are kept, never refused.

use serde_json::Value;

use super::shape::Shape;
use super::wire::{Faults, Path, Wire, read_field, read_object};

/// A `{value, label}` object of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled<T> {
    /// What it is.
    pub value: T,
    /// What Commerce calls it: English or the shop's own wording, not fit for a customer's language.
    pub label: Option<String>,
}

/// An enum of the contract.
pub trait Choice: Sized {
    /// The known values with the contract's labels.
    const KNOWN: &'static [(&'static str, &'static str)];
    /// [`Self::KNOWN`] as the shape of the JSON object.
    const SHAPE: &'static Shape;
    /// Reads a value; one that is not known is kept.
    fn from_value(value: &str) -> Self;
    /// The value on the wire.
    fn as_str(&self) -> &str;
}

impl<T: Choice> Wire for Labelled<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn read(json: &Value, at: &mut Path, faults: &mut Faults) -> Option<Self> {
        let object = read_object(json, Self::SHAPE, at, faults)?;
        // The contract writes status values as strings of digits; a number means the same.
        let value = match object.get("value") {
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => read_field::<String>(object, "value", at, faults),
        };
        let label = read_field(object, "label", at, faults);
        Some(Self { value: T::from_value(&value?), label: label? })
    }
}

macro_rules! choices {
    ($(#[doc = $about:literal])* $name:ident { $($variant:ident = $value:literal $label:literal,)* }) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $value, "`: ", $label)] $variant,)*
            /// A value that the contract does not name; kept as it came.
            Unknown(String),
        }

        impl Choice for $name {
            const KNOWN: &'static [(&'static str, &'static str)] = &[$(($value, $label)),*];
            const SHAPE: &'static Shape = &Shape::Choice(Self::KNOWN);

            fn from_value(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(other) => other,
                }
            }
        }
    };
}

choices! {
    /// Order and order item status (contract: "Order Status").
    OrderStatus {
        CancellationWaiting = "50" "cancellation waiting",
        Cancelled = "100" "cancelled",
        Waiting = "200" "waiting",
        PaymentWaiting = "300" "payment_waiting",
        ConfirmationWaiting = "350" "confirmation waiting",
        Approved = "400" "approved",
        Preparing = "450" "preparing",
        Shipped = "500" "shipped",
        ShippedAndInformed = "510" "shipped_and_informed",
        ReadyForPickup = "520" "ready for pickup",
        AttemptedDelivery = "540" "attempted_delivery",
        ReviewStarted = "544" "review_started",
        ReviewWaiting = "545" "review_waiting",
        WaitingForPayment = "546" "waiting_for_payment",
        Paid = "547" "paid",
        Delivered = "550" "delivered",
        Refunded = "600" "refunded",
    }
}

choices! {
    /// User gender (contract: "Gender Types").
    Gender {
        Male = "male" "male",
        Female = "female" "female",
    }
}

choices! {
    /// Where the order was placed (contract: "Client Types").
    ClientType {
        Default = "default" "default",
        Android = "android" "android",
        Ios = "ios" "ios",
        Instore = "instore" "instore",
        B2b = "b2b" "b2b",
    }
}

choices! {
    /// Kind of product (contract: "Product Types").
    ProductType {
        PreProduct = "-1" "Pre Product",
        Simple = "0" "Simple",
        ProductMeta = "1" "Product Meta",
        Bundle = "2" "Bundle",
        Grouped = "3" "Grouped",
        PreMiscellaneous = "-2" "Pre Miscellaneous",
        Miscellaneous = "4" "Miscellaneous",
        Offer = "5" "Offer",
    }
}

choices! {
    /// Carriers (contract: "Shipping Companies"; many more are sent than are named there).
    ShippingCompany {
        Aras = "aras" "Aras Kargo",
        Ups = "ups" "UPS",
        Yurtici = "yurtici" "Yurtiçi Kargo",
        Mng = "mng" "MNG Kargo",
        Hbexpress = "hbexpress" "Hepsi Express",
        Aramex = "aramex" "Aramex",
        Ptt = "ptt" "Ptt",
        Dhlexpress = "dhlexpress" "DHL Express",
        Gls = "gls" "GLS Logistic",
        Dpd = "dpd" "DPD Cargo",
        Novaposhta = "novaposhta" "Nova Poshta",
        Cdek = "cdek" "Cdek",
        Surat = "surat" "Sürat Kargo",
        Scotty = "scotty" "Scotty Cargo",
        Sendeo = "sendeo" "Sendeo Cargo",
        Other = "other" "Other",
    }
}

choices! {
    /// A customer's or the shop's address (contract example: "customer"); open-ended.
    AddressType {
        Customer = "customer" "Customer",
    }
}

/// Whether a list of known values is one that the contract or its examples leave open: shops have carriers and kinds
/// of addresses of their own. To all other lists the contract adds nothing.
pub(crate) fn is_open(known: &[(&str, &str)]) -> bool {
    [ShippingCompany::KNOWN, AddressType::KNOWN].contains(&known)
}

impl ShippingCompany {
    /// The carrier of this name, for the partial shipment, which names it in plain text.
    pub fn from_label(label: &str) -> Option<Self> {
        let (value, _) = Self::KNOWN.iter().find(|(_, known)| known.eq_ignore_ascii_case(label.trim()))?;
        Some(Self::from_value(value))
    }
}
