//! Orders and their items. Only what every message needs is required; a cancellation's order has fewer
//! fields than a delivery's, and both are this one type.

use rust_decimal::Decimal;
use serde_json::Value;

use super::address::Address;
use super::choices::{ClientType, Labelled, OrderStatus, ShippingCompany};
use super::product::OrderProduct;
use super::wire::record;
use crate::money::Currency;

record! {
    /// An order (contract: "Order").
    pub struct Order {
        /// Order ID.
        pk: Option<i64>,
        /// Order number, as the customer knows it.
        number: String as Code,
        /// Status.
        status: Labelled<OrderStatus>,
        /// Currency of all amounts.
        currency: Currency,
        /// Total after discounts.
        amount: Decimal,
        /// Total discount.
        discount_amount: Option<Decimal>,
        /// Shipping cost.
        shipping_amount: Option<Decimal>,
        /// Tax rate on shipping, per cent.
        shipping_tax_rate: Option<Decimal>,
        /// Total refunded.
        refund_amount: Option<Decimal>,
        /// Discount part of the refund.
        discount_refund_amount: Option<Decimal>,
        /// Shipping part of the refund.
        shipping_refund_amount: Option<Decimal>,
        /// Invoice number.
        invoice_number: Option<String> as Code,
        /// Invoice date (ISO 8601).
        invoice_date: Option<String> as DateTime,
        /// Address of the e-archive invoice (URL).
        e_archive_url: Option<String> as Url,
        /// Tracking number.
        tracking_number: Option<String> as Code,
        /// Tracking address that the shop set (URL).
        defined_tracking_url: Option<String> as Url,
        /// The customer's IP address.
        remote_addr: Option<String> as Code,
        /// Whether there is a gift box.
        has_gift_box: Option<bool>,
        /// Gift note.
        gift_box_note: Option<String>,
        /// Language that the order was placed in.
        language_code: Option<String> as Language,
        /// Order notes.
        notes: Option<String>,
        /// Delivery date range.
        delivery_range: Option<Value>,
        /// Shipping option slug.
        shipping_option_slug: Option<String> as Code,
        /// Additional fields of the shop.
        extra_field: Option<Value>,
        /// User ID.
        user: Option<i64>,
        /// Customer's e-mail address.
        user_email: Option<String> as Email,
        /// Basket ID.
        basket: Option<i64>,
        /// Shipping option ID.
        shipping_option: Option<i64>,
        /// Payment method.
        payment_option: Option<PaymentOption>,
        /// Payment card ID.
        card: Option<i64>,
        /// Card BIN number.
        bin_number: Option<String> as Code,
        /// Installment ID.
        installment: Option<i64>,
        /// Number of installments.
        installment_count: Option<i64>,
        /// Interest.
        installment_interest_amount: Option<Decimal>,
        /// Segment ID.
        segment: Option<i64>,
        /// Tracking address of the carrier (URL).
        shipping_tracking_url: Option<String> as Url,
        /// Checkout provider ID.
        checkout_provider: Option<i64>,
        /// When the order was placed (ISO 8601).
        created_date: Option<String> as DateTime,
        /// Last change (ISO 8601).
        modified_date: Option<String> as DateTime,
        /// Total before discounts.
        amount_without_discount: Option<Decimal>,
        /// Whether the order is cancelled.
        is_cancelled: Option<bool>,
        /// Whether the order can be cancelled.
        is_cancellable: Option<bool>,
        /// Whether the order can be returned.
        is_refundable: Option<bool>,
        /// Whether the order awaits payment.
        is_payable: Option<bool>,
        /// Tracking address (URL).
        tracking_url: Option<String> as Url,
        /// Where the order was placed.
        client_type: Option<Labelled<ClientType>>,
        /// Carrier.
        shipping_company: Option<Labelled<ShippingCompany>>,
        /// Delivery address; may be empty.
        shipping_address: Option<Address>,
        /// Invoice address; may be empty.
        billing_address: Option<Address>,
        /// Bank.
        bank: Option<Bank>,
        /// Items.
        orderitem_set: Option<Vec<OrderItem>>,
        /// Discounts.
        discountitem_set: Option<Vec<DiscountItem>>,
        /// Loyalty transactions.
        loyaltytransaction_set: Option<Vec<LoyaltyTransaction>>,
    }
}

record! {
    /// Payment method of an order.
    pub struct PaymentOption {
        /// ID.
        pk: Option<i64>,
        /// Name, in the shop's own wording ("Credit Card").
        name: Option<String>,
        /// Kind (`credit_card`).
        payment_type: Option<String> as Code,
        /// Slug.
        slug: Option<String> as Code,
    }
}

record! {
    /// Bank of a payment.
    pub struct Bank {
        /// ID.
        pk: Option<i64>,
        /// Name.
        name: Option<String>,
        /// Slug.
        slug: Option<String> as Code,
        /// Logo (URL).
        logo: Option<String> as Url,
        /// Path of the logo.
        logo_path: Option<String> as Path,
    }
}

record! {
    /// A discount on an order.
    pub struct DiscountItem {
        /// Name of the campaign.
        name: Option<String>,
        /// Amount.
        amount: Option<Decimal>,
        /// When it was given (ISO 8601).
        created_date: Option<String> as DateTime,
        /// Order number.
        order_number: Option<String> as Code,
        /// Currency.
        currency: Option<Currency>,
    }
}

record! {
    /// Loyalty points spent or earned with an order.
    pub struct LoyaltyTransaction {
        /// ID.
        pk: Option<i64>,
        /// UUID.
        uuid: Option<String> as Code,
        /// Amount.
        amount: Option<Decimal>,
        /// Order ID.
        order: Option<i64>,
        /// User ID.
        user: Option<i64>,
        /// E-mail address.
        user_email: Option<String> as Email,
        /// Reference.
        reference: Option<String> as Code,
    }
}

record! {
    /// An item of an order (contract: "Order Item").
    pub struct OrderItem {
        /// Item ID.
        pk: Option<i64>,
        /// Order ID.
        order: Option<i64>,
        /// Status.
        status: Option<Labelled<OrderStatus>>,
        /// Unit price.
        price: Option<Decimal>,
        /// Currency of the price.
        price_currency: Option<Currency>,
        /// Tax rate, per cent.
        tax_rate: Option<Decimal>,
        /// Invoice number.
        invoice_number: Option<String> as Code,
        /// Invoice date (ISO 8601).
        invoice_date: Option<String> as DateTime,
        /// Address of the e-archive invoice (URL).
        e_archive_url: Option<String> as Url,
        /// Tracking number.
        tracking_number: Option<String> as Code,
        /// Tracking address that the shop set (URL).
        defined_tracking_url: Option<String> as Url,
        /// Carrier.
        shipping_company: Option<Labelled<ShippingCompany>>,
        /// Carrier that the shop named itself.
        defined_shipping_company: Option<String>,
        /// Retail price.
        retail_price: Option<Decimal>,
        /// Picture (URL).
        image: Option<String> as Url,
        /// Parent item ID.
        parent: Option<i64>,
        /// Additional fields of the shop.
        extra_field: Option<Value>,
        /// Estimated delivery (YYYY-MM-DD).
        estimated_delivery_date: Option<String> as Date,
        /// When it was shipped (ISO 8601).
        shipped_date: Option<String> as DateTime,
        /// When it was delivered (ISO 8601).
        delivered_date: Option<String> as DateTime,
        /// Attribute values.
        attributes: Option<Value>,
        /// Attribute metadata.
        attributes_kwargs: Option<Value>,
        /// Attribute values in the customer's language.
        localized_attributes: Option<Value>,
        /// Attribute metadata in the customer's language.
        localized_attributes_kwargs: Option<Value>,
        /// Extra product price ID.
        extra_product_price: Option<i64>,
        /// Extra product stock ID.
        extra_product_stock: Option<i64>,
        /// Tracking address of the carrier (URL).
        shipping_tracking_url: Option<String> as Url,
        /// Data source ID.
        datasource: Option<i64>,
        /// Shipping option.
        shipping_option_group: Option<ShippingOptionGroup>,
        /// Discount.
        discount_amount: Option<Decimal>,
        /// Whether the item is cancelled.
        is_cancelled: Option<bool>,
        /// Whether the item can be cancelled.
        is_cancellable: Option<bool>,
        /// Whether the item can be returned.
        is_refundable: Option<bool>,
        /// Whether the item can be exchanged.
        is_tradable: Option<bool>,
        /// Tracking address (URL).
        tracking_url: Option<String> as Url,
        /// Price after discounts.
        discounted_price: Option<Decimal>,
        /// Cancellation requests.
        cancellationrequest_set: Option<Value>,
        /// Active cancellation request.
        active_cancellation_request: Option<Value>,
        /// Carriers for returns.
        available_easy_return_shipping_companies: Option<Value>,
        /// Data source.
        datasource_detailed: Option<Value>,
        /// Stock.
        extra_product_stock_detailed: Option<Value>,
        /// Price.
        extra_product_price_detailed: Option<Value>,
        /// Product.
        product: OrderProduct,
    }
}

record! {
    /// Shipping option of an item.
    pub struct ShippingOptionGroup {
        /// ID.
        pk: Option<i64>,
        /// Amount.
        amount: Option<Decimal>,
        /// Name.
        shipping_option_name: Option<String>,
        /// Logo (URL).
        shipping_option_logo: Option<String> as Url,
    }
}
