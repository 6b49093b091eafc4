//! Which fields of an event each ready fact is made of.

/// The JSON paths that a fact reads, the first that has something winning.
pub(crate) fn fact_sources(fact: &str) -> &'static [&'static str] {
    match fact {
        "name" | "has_name" => &["receiver_user.first_name", "payload.order.shipping_address.first_name"],
        "gender" => &["receiver_user.gender"],
        "site" | "site_url" => &["site_domain"],
        "number" => &["payload.order.number"],
        "status" => &["payload.order.status"],
        "total" => &["payload.order.amount", "payload.order.currency"],
        "subtotal" => &["payload.order.amount_without_discount", "payload.order.currency"],
        "discount" => &["payload.order.discount_amount", "payload.order.currency"],
        "shipping" => &["payload.order.shipping_amount", "payload.order.currency"],
        "refund" => &["payload.order.refund_amount", "payload.order.currency"],
        "item" | "item_count" | "other_count" => {
            &["payload.order_items[].product.name", "payload.order.orderitem_set[].product.name"]
        }
        "carrier" => &["payload.shipping_company", "payload.order.shipping_company"],
        "tracking_number" => &["payload.tracking_number", "payload.order.tracking_number"],
        "tracking_url" => &[
            "payload.order_items[].tracking_url",
            "payload.order.tracking_url",
            "payload.order.shipping_tracking_url",
            "payload.order.defined_tracking_url",
        ],
        "invoice_number" => &["payload.order.invoice_number"],
        "invoice_url" => &["payload.order.e_archive_url"],
        "order_date" => &["payload.order.created_date"],
        "delivery_date" => &[
            "payload.order_items[].estimated_delivery_date",
            "payload.order.orderitem_set[].estimated_delivery_date",
        ],
        "payment" => &["payload.order.payment_option.name"],
        "pickup_place" => &["payload.order.shipping_address.retail_store"],
        "pickup_address" => &[
            "payload.order.shipping_address.retail_store",
            "payload.order.shipping_address.line",
            "payload.order.shipping_address.township.name",
            "payload.order.shipping_address.city.name",
        ],
        "return_code" => &["payload.return_code"],
        "product" => &["payload.product.name"],
        "product_url" => &["payload.product.absolute_url", "site_domain"],
        "checkout_url" => &["payload.checkout_url"],
        _ => &[],
    }
}

/// What the pipeline itself reads of an event, whatever a template says: whom to write to, how and in what language.
pub(crate) const PIPELINE_SOURCES: &[&str] = &[
    "from",
    "to",
    "event",
    "site_domain",
    "receiver_user.email_allowed",
    "receiver_user.sms_allowed",
    "receiver_user.whatsapp_allowed",
    "receiver_user.language_code",
    "receiver_user.email",
    "payload.order.language_code",
    "payload.order.user_email",
    "payload.order.shipping_address.email",
    "payload.order.shipping_address.country.code",
];
