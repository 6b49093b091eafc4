//! The fields that tellal itself reads: to find the receiver, the channel and the language, and for ready facts.

macro_rules! known {
    ($($name:ident $path:literal,)*) => {
        /// A field that tellal itself reads. As a number it is the field's place in every reading.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Known {
            $(#[doc = concat!("`", $path, "`")] $name,)*
        }

        impl Known {
            /// All of them, in order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its JSON path.
            pub(crate) fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

known! {
    From "from",
    To "to",
    Event "event",
    SiteDomain "site_domain",
    User "receiver_user",
    UserEmailAllowed "receiver_user.email_allowed",
    UserSmsAllowed "receiver_user.sms_allowed",
    UserWhatsappAllowed "receiver_user.whatsapp_allowed",
    UserLanguage "receiver_user.language_code",
    UserEmail "receiver_user.email",
    UserFirstName "receiver_user.first_name",
    UserGender "receiver_user.gender.value",
    Order "payload.order",
    Product "payload.product",
    OrderLanguage "payload.order.language_code",
    OrderEmail "payload.order.user_email",
    AddressEmail "payload.order.shipping_address.email",
    AddressCountry "payload.order.shipping_address.country.code",
    AddressFirstName "payload.order.shipping_address.first_name",
    AddressLine "payload.order.shipping_address.line",
    AddressTownship "payload.order.shipping_address.township.name",
    AddressCity "payload.order.shipping_address.city.name",
    RetailStore "payload.order.shipping_address.retail_store",
    OrderNumber "payload.order.number",
    OrderStatus "payload.order.status.value",
    OrderCurrency "payload.order.currency.value",
    OrderAmount "payload.order.amount",
    AmountWithoutDiscount "payload.order.amount_without_discount",
    DiscountAmount "payload.order.discount_amount",
    ShippingAmount "payload.order.shipping_amount",
    RefundAmount "payload.order.refund_amount",
    OrderCarrier "payload.order.shipping_company.value",
    OrderCarrierLabel "payload.order.shipping_company.label",
    OrderTrackingNumber "payload.order.tracking_number",
    OrderTrackingUrl "payload.order.tracking_url",
    ShippingTrackingUrl "payload.order.shipping_tracking_url",
    DefinedTrackingUrl "payload.order.defined_tracking_url",
    InvoiceNumber "payload.order.invoice_number",
    InvoiceUrl "payload.order.e_archive_url",
    CreatedDate "payload.order.created_date",
    PaymentName "payload.order.payment_option.name",
    OrderItems "payload.order.orderitem_set",
    OwnItems "payload.order_items",
    TrackingNumber "payload.tracking_number",
    ShippingCompany "payload.shipping_company",
    ReturnCode "payload.return_code",
    CancellationType "payload.cancellation_type",
    ProductName "payload.product.name",
    ProductUrl "payload.product.absolute_url",
    CheckoutUrl "payload.checkout_url",
}

/// A field of an item that tellal itself reads. As a number it is the field's column in every list of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownOfItem {
    /// `product.name`
    Name,
    /// `tracking_url`
    TrackingUrl,
    /// `estimated_delivery_date`
    EstimatedDelivery,
}

impl KnownOfItem {
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Name, "product.name"),
        (Self::TrackingUrl, "tracking_url"),
        (Self::EstimatedDelivery, "estimated_delivery_date"),
    ];
}
