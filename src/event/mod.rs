//! The wire contract: what Commerce sends, typed.
//!
//! Unknown enum values and extra fields are kept. A missing or ill-typed *required* field, an unknown
//! currency and an amount that is no number are faults; all faults of a body are reported at once,
//! each by its JSON path. Source: `notification-extension.md`, sections "Data Models" and "Enum
//! Reference".

mod address;
mod choices;
mod example;
mod fault;
mod kind;
mod notification;
mod order;
mod paths;
mod product;
mod reading;
mod schema;
pub(crate) mod shape;
mod surrogates;
mod user;
pub(crate) mod wire;

pub use address::{Address, AddressUser, Country, Place};
pub(crate) use choices::is_open;
pub use choices::{
    AddressType, Choice, ClientType, Gender, Labelled, OrderStatus, ProductType, ShippingCompany,
};
pub use fault::{EventError, Fault, FaultCode};
pub use kind::{EventKind, PayloadKind};
pub use notification::{CancellationType, MAX_BODY, Notification, Payload};
pub use order::{
    Bank, DiscountItem, LoyaltyTransaction, Order, OrderItem, PaymentOption, ShippingOptionGroup,
};
pub use paths::EventPath;
pub use product::{AlertProduct, OrderProduct, ProductImage};
pub use reading::Reads;
pub(crate) use reading::{Below, Known, KnownOfItem, Member, Places, Plan, Reading, Scalar, View, check};
pub use schema::schema;
pub use shape::{Field, Format, Shape};
pub use user::ReceiverUser;

/// The shape of `receiver_user`.
pub const RECEIVER_USER: &Shape = <ReceiverUser as wire::Wire>::SHAPE;
