//! The account that the message goes to.

use serde_json::Value;

use super::choices::{Gender, Labelled};
use super::wire::record;

record! {
    /// The receiver's account (contract: "Receiver User"). Absent for guests.
    pub struct ReceiverUser {
        /// User ID.
        id: Option<i64>,
        /// First name.
        first_name: Option<String>,
        /// Last name.
        last_name: Option<String>,
        /// Consent to e-mail.
        email_allowed: Option<bool>,
        /// Consent to SMS.
        sms_allowed: Option<bool>,
        /// Consent to phone calls.
        call_allowed: Option<bool>,
        /// Consent to WhatsApp.
        whatsapp_allowed: Option<bool>,
        /// Picture (URL).
        avatar: Option<String> as Url,
        /// E-mail address.
        email: Option<String> as Email,
        /// Phone number.
        phone: Option<String> as Phone,
        /// Birth date (YYYY-MM-DD).
        date_of_birth: Option<String> as Date,
        /// Gender.
        gender: Option<Labelled<Gender>>,
        /// All genders that the shop offers.
        genders: Option<Vec<Labelled<Gender>>>,
        /// Preferred language.
        language_code: Option<String> as Language,
        /// Custom attributes.
        attributes: Option<Value>,
        /// When the account was made (ISO 8601).
        date_joined: Option<String> as DateTime,
    }
}
