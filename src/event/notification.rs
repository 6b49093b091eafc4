//! A whole event, parsed: the typed fields that the pipeline decides by, and the JSON that templates read.

use serde_json::{Map, Value};

use super::choices::{Choice, Labelled, OrderStatus};
use super::fault::{EventError, FaultCode};
use super::kind::{EventKind, PayloadKind};
use super::surrogates::without_halves;
use super::wire::{Faults, Path, Wire, read_field};
use super::{AlertProduct, Order, OrderItem, ReceiverUser};
use crate::nearest::nearest;

/// The largest body that is read, in bytes. The contract's own example is 7 KB; 50 items are 90 KB.
pub const MAX_BODY: usize = 256 * 1024;

/// Why an order or its items were cancelled (contract: "Cancellation Types").
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CancellationType {
    /// Before shipment.
    Cancel,
    /// A return after delivery.
    Refund,
    /// A value that the contract does not name; kept as it came.
    Unknown(String),
}

/// What the event is about (contract: the payload type of each event).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Payload {
    /// Seven events carry just an order.
    Order {
        /// The order.
        order: Box<Order>,
    },
    /// A product is back in stock.
    ProductAlert {
        /// The product.
        product: Box<AlertProduct>,
    },
    /// An order or some of its items were cancelled.
    Cancellation {
        /// The order, with fewer fields than elsewhere.
        order: Box<Order>,
        /// Before or after shipment.
        cancellation_type: CancellationType,
        /// The cancelled items; `None` when the event names none.
        order_items: Option<Vec<OrderItem>>,
        /// Return code.
        return_code: Option<String>,
    },
    /// One parcel of an order is on its way.
    PartialShipment {
        /// The order, with fewer fields than elsewhere.
        order: Box<Order>,
        /// Tracking number of this parcel.
        tracking_number: String,
        /// The carrier's name in plain text.
        shipping_company: String,
        /// The items in this parcel.
        order_items: Vec<OrderItem>,
    },
    /// A link to the checkout.
    CheckoutUrl {
        /// The link with its token.
        checkout_url: String,
    },
}

/// One event as Commerce sends it, checked against the contract.
///
/// ```
/// use tellal::{EventKind, Notification};
///
/// let json = br#"{"from":"akinon","to":"+905551234567","event":"order_checkout_url_with_token",
///     "payload":{"checkout_url":"https://www.example.com/checkout/?token=abc"},
///     "site_domain":"www.example.com"}"#;
/// let notification = Notification::parse(json)?;
/// assert_eq!(notification.kind(), EventKind::OrderCheckoutUrlWithToken);
/// assert!(notification.receiver_user().is_none(), "a guest");
/// # Ok::<(), tellal::EventError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Notification {
    from: String,
    to: String,
    kind: EventKind,
    payload: Payload,
    site_domain: String,
    receiver_user: Option<ReceiverUser>,
    json: Map<String, Value>,
    ignored: Vec<String>,
}

impl Notification {
    /// Reads an event from the bytes of a request. Where a text was cut in the middle of an emoji, the half that is
    /// left of it (`\ud83d`) is passed over.
    ///
    /// # Errors
    /// [`EventError`] with every fault that the body has, each with its JSON path.
    pub fn parse(bytes: &[u8]) -> Result<Self, EventError> {
        if bytes.len() > MAX_BODY {
            let message = format!("{} bytes; at most {MAX_BODY} are read", bytes.len());
            return Err(EventError::single(FaultCode::TooLarge, "", message));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let message = format!("not UTF-8 at byte {}", error.valid_up_to());
            EventError::single(FaultCode::NotJson, "", message)
        })?;
        let read = |text: &str| serde_json::from_str::<Value>(text);
        let json = read(text)
            // An event is not sent again; half an emoji in it is no reason to lose it.
            .or_else(|error| without_halves(text).map_or(Err(error), |whole| read(&whole)))
            .map_err(|error| EventError::single(FaultCode::NotJson, "", format!("not JSON: {error}")))?;
        Self::from_value(json)
    }

    /// Reads an event from JSON that is parsed already.
    ///
    /// # Errors
    /// As [`Notification::parse`].
    pub fn from_value(json: Value) -> Result<Self, EventError> {
        let Value::Object(json) = json else {
            return Err(EventError::single(FaultCode::WrongType, "", "expected an object".to_owned()));
        };
        let (mut at, mut faults) = (Path::default(), Faults::default());
        let at = &mut at;
        let from = read_field(&json, "from", at, &mut faults);
        let to = read_field(&json, "to", at, &mut faults);
        let event: Option<String> = read_field(&json, "event", at, &mut faults);
        let kind = event.as_deref().and_then(|name| read_kind(name, at, &mut faults));
        let payload = at.within("payload", |at| read_payload(kind, json.get("payload"), at, &mut faults));
        let site_domain = read_field(&json, "site_domain", at, &mut faults);
        let receiver_user = read_receiver(&json, at, &mut faults);
        match (from, to, kind, payload, site_domain, receiver_user) {
            (Some(from), Some(to), Some(kind), Some(payload), Some(site_domain), Some(receiver_user))
                if faults.errors.is_empty() =>
            {
                let ignored = faults.ignored;
                Ok(Self { from, to, kind, payload, site_domain, receiver_user, json, ignored })
            }
            _ => Err(EventError { event, faults: faults.errors, untold: faults.untold }),
        }
    }

    /// Sender identifier, as configured in Commerce.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// The receiver's phone number as it came.
    pub fn to(&self) -> &str {
        &self.to
    }

    /// Which event it is.
    pub fn kind(&self) -> EventKind {
        self.kind
    }

    /// What it is about.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// The site that it concerns.
    pub fn site_domain(&self) -> &str {
        &self.site_domain
    }

    /// The receiver's account; `None` for guests.
    pub fn receiver_user(&self) -> Option<&ReceiverUser> {
        self.receiver_user.as_ref()
    }

    /// The order; stock alerts and checkout links have none.
    pub fn order(&self) -> Option<&Order> {
        self.payload.order()
    }

    /// Paths of optional fields that were of the wrong type and are treated as absent.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The event's JSON, with everything that the contract does not name.
    pub fn json(&self) -> &Map<String, Value> {
        &self.json
    }
}

impl std::fmt::Debug for Notification {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // An event is personal data from end to end; only what identifies its kind is shown.
        f.debug_struct("Notification")
            .field("event", &self.kind.as_str())
            .field("site_domain", &self.site_domain)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payload").finish_non_exhaustive()
    }
}

impl Payload {
    /// The order, where the event has one.
    pub fn order(&self) -> Option<&Order> {
        match self {
            Self::Order { order }
            | Self::Cancellation { order, .. }
            | Self::PartialShipment { order, .. } => Some(order),
            Self::ProductAlert { .. } | Self::CheckoutUrl { .. } => None,
        }
    }

    /// The items that the event is about: its own list where it has one, else the order's.
    pub fn items(&self) -> &[OrderItem] {
        let own = match self {
            Self::Cancellation { order_items, .. } => order_items.as_deref(),
            Self::PartialShipment { order_items, .. } => Some(order_items.as_slice()),
            _ => None,
        };
        own.or_else(|| self.order().and_then(|order| order.orderitem_set.as_deref())).unwrap_or_default()
    }

    /// The order's status.
    pub fn status(&self) -> Option<&Labelled<OrderStatus>> {
        self.order().map(|order| &order.status)
    }
}

impl CancellationType {
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cancel => "cancel",
            Self::Refund => "refund",
            Self::Unknown(other) => other,
        }
    }
}

#[expect(clippy::option_option, reason = "the outer one says whether it could be read, as for every field")]
/// Only who is *missing* is a guest. An account of the wrong type is one that has consented to nothing.
fn read_receiver(
    json: &Map<String, Value>,
    at: &mut Path,
    faults: &mut Faults,
) -> Option<Option<ReceiverUser>> {
    match json.get("receiver_user") {
        Some(user) if !user.is_object() && !user.is_null() => {
            faults.ignored.push("receiver_user".to_owned());
            ReceiverUser::read(&Value::Object(Map::new()), at, faults).map(Some)
        }
        _ => read_field(json, "receiver_user", at, faults),
    }
}

fn read_kind(name: &str, at: &mut Path, faults: &mut Faults) -> Option<EventKind> {
    let kind = EventKind::from_name(name);
    if kind.is_none() {
        at.within("event", |at| {
            let names = EventKind::ALL.map(EventKind::as_str);
            let help = nearest(name, names).map_or_else(
                || format!("not one of {}", names.join(", ")),
                |near| format!("there is no such event; did you mean {near}?"),
            );
            faults.push(FaultCode::UnknownEvent, at, help);
        });
    }
    kind
}

fn read_payload(
    kind: Option<EventKind>,
    json: Option<&Value>,
    at: &mut Path,
    faults: &mut Faults,
) -> Option<Payload> {
    let Some(json) = json.and_then(Value::as_object) else {
        let code = if json.is_some_and(|json| !json.is_null()) {
            FaultCode::WrongType
        } else {
            FaultCode::MissingField
        };
        faults.push(code, at, "required: an object".to_owned());
        return None;
    };
    let order = |at: &mut Path, faults: &mut Faults| read_field::<Order>(json, "order", at, faults);
    match kind?.payload() {
        PayloadKind::Order => Some(Payload::Order { order: Box::new(order(at, faults)?) }),
        PayloadKind::ProductAlert => {
            let product = read_field(json, "product", at, faults)?;
            Some(Payload::ProductAlert { product: Box::new(product) })
        }
        PayloadKind::Cancellation => {
            let order = order(at, faults);
            let cancellation_type: Option<String> = read_field(json, "cancellation_type", at, faults);
            let order_items = read_field(json, "order_items", at, faults);
            let return_code = read_field(json, "return_code", at, faults);
            let cancellation_type = match cancellation_type? {
                value if value == "cancel" => CancellationType::Cancel,
                value if value == "refund" => CancellationType::Refund,
                value => CancellationType::Unknown(value),
            };
            Some(Payload::Cancellation {
                order: Box::new(order?),
                cancellation_type,
                order_items: order_items?,
                return_code: return_code?,
            })
        }
        PayloadKind::PartialShipment => {
            let order = order(at, faults);
            let tracking_number = read_field(json, "tracking_number", at, faults);
            let shipping_company = read_field(json, "shipping_company", at, faults);
            let order_items = read_field(json, "order_items", at, faults);
            Some(Payload::PartialShipment {
                order: Box::new(order?),
                tracking_number: tracking_number?,
                shipping_company: shipping_company?,
                order_items: order_items?,
            })
        }
        PayloadKind::CheckoutUrl => {
            Some(Payload::CheckoutUrl { checkout_url: read_field(json, "checkout_url", at, faults)? })
        }
    }
}

impl OrderStatus {
    /// Whether the contract names it.
    pub fn is_known(&self) -> bool {
        Self::KNOWN.iter().any(|(value, _)| *value == self.as_str())
    }
}
