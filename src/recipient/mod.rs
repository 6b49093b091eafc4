//! Who receives the message, and how they may be reached: phone, e-mail, language asked for, consent.

pub mod channel;
pub mod consent;
pub mod email;
pub mod language;
mod numbering;
pub mod phone;
pub mod site;
