//! The eleven events, and what each of them carries.

use std::fmt;

use serde::{Serialize, Serializer};

use super::shape::{Field, Format, Shape};
use super::wire::Wire;
use super::{AlertProduct, Order, OrderItem};

/// An event of the contract ("Notification Events").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// Order has been delivered.
    OrderDelivered,
    /// Product is back in stock.
    ProductAlert,
    /// Order or items have been cancelled.
    OrderCancellation,
    /// Pay-on-delivery order created.
    PayOnDelivery,
    /// Order successfully completed.
    OrderCompleted,
    /// Refund has been processed.
    OrderRefundResult,
    /// Order shipped.
    OrderShippedCargo,
    /// Part of the order shipped.
    OrderShippedPartialCargo,
    /// Order ready for pick-up.
    OrderReadyForPickUp,
    /// E-archive invoice available.
    OrderEArchiveUrlAvailable,
    /// Checkout link with a token.
    OrderCheckoutUrlWithToken,
}

/// The five shapes of `payload` in the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayloadKind {
    /// `order`.
    Order,
    /// `product`.
    ProductAlert,
    /// `order`, `cancellation_type`, maybe `order_items` and `return_code`.
    Cancellation,
    /// `order`, `tracking_number`, `shipping_company`, `order_items`.
    PartialShipment,
    /// `checkout_url`.
    CheckoutUrl,
}

impl EventKind {
    /// All of them, in the contract's order.
    pub const ALL: [Self; 11] = [
        Self::OrderDelivered,
        Self::ProductAlert,
        Self::OrderCancellation,
        Self::PayOnDelivery,
        Self::OrderCompleted,
        Self::OrderRefundResult,
        Self::OrderShippedCargo,
        Self::OrderShippedPartialCargo,
        Self::OrderReadyForPickUp,
        Self::OrderEArchiveUrlAvailable,
        Self::OrderCheckoutUrlWithToken,
    ];

    /// The name on the wire, which is also the name of its template folder.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OrderDelivered => "order_delivered",
            Self::ProductAlert => "product_alert",
            Self::OrderCancellation => "order_cancellation",
            Self::PayOnDelivery => "pay_on_delivery",
            Self::OrderCompleted => "order_completed",
            Self::OrderRefundResult => "order_refund_result",
            Self::OrderShippedCargo => "order_shipped_cargo",
            Self::OrderShippedPartialCargo => "order_shipped_partial_cargo",
            Self::OrderReadyForPickUp => "order_ready_for_pick_up",
            Self::OrderEArchiveUrlAvailable => "order_e_archive_url_available",
            Self::OrderCheckoutUrlWithToken => "order_checkout_url_with_token",
        }
    }

    /// The event of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What its payload looks like.
    pub fn payload(self) -> PayloadKind {
        match self {
            Self::ProductAlert => PayloadKind::ProductAlert,
            Self::OrderCancellation => PayloadKind::Cancellation,
            Self::OrderShippedPartialCargo => PayloadKind::PartialShipment,
            Self::OrderCheckoutUrlWithToken => PayloadKind::CheckoutUrl,
            _ => PayloadKind::Order,
        }
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

const ORDER: Field =
    Field { name: "order", required: true, shape: Order::SHAPE, format: Format::Free, about: " The order." };

impl PayloadKind {
    /// The fields of the payload.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Order => &[ORDER],
            Self::ProductAlert => &[Field {
                name: "product",
                required: true,
                shape: AlertProduct::SHAPE,
                format: Format::Free,
                about: " The product that is back in stock.",
            }],
            Self::Cancellation => &[
                ORDER,
                Field {
                    name: "cancellation_type",
                    required: true,
                    shape: &Shape::Text,
                    format: Format::OneOf(&["cancel", "refund"]),
                    about: " \"cancel\" (before shipment) or \"refund\" (a return after delivery).",
                },
                Field {
                    name: "order_items",
                    required: false,
                    shape: &Shape::List(OrderItem::SHAPE),
                    format: Format::Free,
                    about: " The cancelled items; absent when the whole order is.",
                },
                Field {
                    name: "return_code",
                    required: false,
                    shape: &Shape::Text,
                    format: Format::Code,
                    about: " Return code.",
                },
            ],
            Self::PartialShipment => &[
                ORDER,
                Field {
                    name: "tracking_number",
                    required: true,
                    shape: &Shape::Text,
                    format: Format::Code,
                    about: " Tracking number of this parcel.",
                },
                Field {
                    name: "shipping_company",
                    required: true,
                    shape: &Shape::Text,
                    format: Format::Free,
                    about: " Carrier's name in plain text.",
                },
                Field {
                    name: "order_items",
                    required: true,
                    shape: &Shape::List(OrderItem::SHAPE),
                    format: Format::Free,
                    about: " The items in this parcel.",
                },
            ],
            Self::CheckoutUrl => &[Field {
                name: "checkout_url",
                required: true,
                shape: &Shape::Text,
                format: Format::Url,
                about: " Link to the checkout, with its token.",
            }],
        }
    }
}
