//! An example of each event, for `tellal vars` and for documentation: the contract's own where it has one,
//! else its order with the status and fields of that event.

use super::EventKind;

impl EventKind {
    /// An event of this kind as JSON.
    pub fn example(self) -> &'static str {
        match self {
            Self::OrderDelivered => include_str!("../../tests/fixtures/order_delivered.json"),
            Self::ProductAlert => include_str!("../../tests/fixtures/product_alert.json"),
            Self::OrderCancellation => include_str!("../../tests/fixtures/order_cancellation.json"),
            Self::PayOnDelivery => include_str!("../../tests/fixtures/pay_on_delivery.json"),
            Self::OrderCompleted => include_str!("../../tests/fixtures/order_completed.json"),
            Self::OrderRefundResult => include_str!("../../tests/fixtures/order_refund_result.json"),
            Self::OrderShippedCargo => include_str!("../../tests/fixtures/order_shipped_cargo.json"),
            Self::OrderShippedPartialCargo => {
                include_str!("../../tests/fixtures/order_shipped_partial_cargo.json")
            }
            Self::OrderReadyForPickUp => include_str!("../../tests/fixtures/order_ready_for_pick_up.json"),
            Self::OrderEArchiveUrlAvailable => {
                include_str!("../../tests/fixtures/order_e_archive_url_available.json")
            }
            Self::OrderCheckoutUrlWithToken => {
                include_str!("../../tests/fixtures/order_checkout_url_with_token.json")
            }
        }
    }
}
