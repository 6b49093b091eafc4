//! Whom a person means by a phone number or an e-mail address.

use std::collections::BTreeSet;

use super::CannotRun;
use crate::config::Config;
use crate::outbox::ReceiverKey;
use crate::recipient::channel::Channel;
use crate::recipient::email::EmailAddress;
use crate::recipient::phone::Phone;

/// Whom an address of a channel names. What cannot be read is told, since it would match nobody and look as if
/// there were nobody.
pub(super) fn of_channel(channel: Channel, text: &str, config: &Config) -> Result<ReceiverKey, CannotRun> {
    match channel {
        Channel::Sms | Channel::Whatsapp => phone(text, config),
        Channel::Email => match EmailAddress::parse(text) {
            Ok(email) => Ok(ReceiverKey::parse(email.as_str(), None)),
            Err(error) => Err(CannotRun::Usage(format!("`{text}` is no e-mail address: {error}"))),
        },
    }
}

/// Whom a phone number names. One without a country code is read in each region of the configuration, as that of
/// an event is in its site's; it must be the same in all that have such a number.
pub(super) fn phone(text: &str, config: &Config) -> Result<ReceiverKey, CannotRun> {
    let sites = std::iter::once(&config.site).chain(config.sites.values());
    let regions: BTreeSet<&str> = sites.filter_map(|site| site.region.as_deref()).collect();
    let read: Vec<_> = if regions.is_empty() {
        vec![Phone::parse(text, None)]
    } else {
        regions.into_iter().map(|region| Phone::parse(text, Some(region))).collect()
    };
    let numbers: BTreeSet<&str> = read.iter().flatten().map(Phone::e164).collect();
    let numbers: Vec<&str> = numbers.into_iter().collect();
    let why = match numbers.as_slice() {
        [number] => return Ok(ReceiverKey::parse(number, None)),
        [] => read.iter().find_map(|read| read.as_ref().err()).map_or_else(String::new, ToString::to_string),
        several => format!("it may be {}", several.join(" or ")),
    };
    let help = "write it with its country code, such as +905551234567";
    Err(CannotRun::Usage(format!("`{text}` cannot be read as a phone number: {why}; {help}")))
}
