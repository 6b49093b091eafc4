//! An address of an order. Commerce sends `{}` for it in cancellations and partial shipments, so
//! nothing in it is required.

use serde_json::Value;

use super::choices::{AddressType, Gender, Labelled};
use super::wire::record;

record! {
    /// Delivery or invoice address (contract: "Address").
    pub struct Address {
        /// Address ID.
        pk: Option<i64>,
        /// Contact e-mail.
        email: Option<String> as Email,
        /// Contact phone number.
        phone_number: Option<String> as Phone,
        /// Recipient's first name.
        first_name: Option<String>,
        /// Recipient's last name.
        last_name: Option<String>,
        /// Country.
        country: Option<Country>,
        /// City.
        city: Option<Place>,
        /// Street address line.
        line: Option<String>,
        /// The customer's label for it ("Home").
        title: Option<String>,
        /// Township.
        township: Option<Place>,
        /// District.
        district: Option<Place>,
        /// Postal code.
        postcode: Option<String> as Code,
        /// Notes to the carrier.
        notes: Option<String>,
        /// Company name, for corporate addresses.
        company_name: Option<String>,
        /// Tax office.
        tax_office: Option<String>,
        /// Tax number.
        tax_no: Option<String> as Code,
        /// Whether the address is an e-bill taxpayer's.
        e_bill_taxpayer: Option<bool>,
        /// Address hash.
        hash_data: Option<String> as Code,
        /// Address type.
        address_type: Option<Labelled<AddressType>>,
        /// Retail store, for pick-up addresses.
        retail_store: Option<Value>,
        /// Remote ID.
        remote_id: Option<String> as Code,
        /// Identity number.
        identity_number: Option<String> as Code,
        /// Additional fields of the shop.
        extra_field: Option<Value>,
        /// The account that the address belongs to.
        user: Option<AddressUser>,
    }
}

record! {
    /// Country of an address.
    pub struct Country {
        /// Country ID.
        pk: Option<i64>,
        /// Name, in the shop's language.
        name: Option<String>,
        /// ISO 3166-1 alpha-2 code ("TR").
        code: Option<String> as Code,
        /// Whether the shop ships there.
        is_active: Option<bool>,
    }
}

record! {
    /// City, township or district of an address.
    pub struct Place {
        /// ID.
        pk: Option<i64>,
        /// Name.
        name: Option<String>,
        /// Whether it is in use.
        is_active: Option<bool>,
    }
}

record! {
    /// The account that an address belongs to.
    pub struct AddressUser {
        /// User ID.
        pk: Option<i64>,
        /// User name.
        username: Option<String>,
        /// First name.
        first_name: Option<String>,
        /// Last name.
        last_name: Option<String>,
        /// E-mail address.
        email: Option<String> as Email,
        /// Whether the account is active.
        is_active: Option<bool>,
        /// When the account was made (ISO 8601).
        date_joined: Option<String> as DateTime,
        /// Last login (ISO 8601).
        last_login: Option<String> as DateTime,
        /// Consent to e-mail.
        email_allowed: Option<bool>,
        /// Consent to SMS.
        sms_allowed: Option<bool>,
        /// Consent to WhatsApp.
        whatsapp_allowed: Option<bool>,
        /// Consent to phone calls.
        call_allowed: Option<bool>,
        /// Gender.
        gender: Option<Labelled<Gender>>,
        /// Custom attributes.
        attributes: Option<Value>,
        /// Phone number.
        phone: Option<String> as Phone,
        /// Birth date (YYYY-MM-DD).
        date_of_birth: Option<String> as Date,
        /// Attribute metadata.
        attributes_kwargs: Option<Value>,
        /// Kind of account.
        user_type: Option<Value>,
        /// Last change (ISO 8601).
        modified_date: Option<String> as DateTime,
    }
}
