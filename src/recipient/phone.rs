//! Phone numbers: from what a shop stored to E.164, or a reason why not.

use phonenumber::{Mode, Type, country, metadata::DATABASE};

use crate::event::Notification;

/// A number that can be written to, in E.164 (ITU-T): `+` and at most 15 digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    e164: String,
    repairs: Vec<Repair>,
}

/// Why a number cannot be written to. The name is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PhoneError {
    /// There is no number.
    #[error("there is no phone number")]
    Missing,
    /// It holds letters, an extension or more than one number.
    #[error("not a single plain phone number")]
    NotPlain,
    /// It has no country code, and no region says which to assume.
    #[error("no country code, and no region is configured for the site")]
    NoRegion,
    /// No network has such a number.
    #[error("no valid number of its country")]
    Invalid,
    /// It is a premium, toll-free, shared-cost or other number that receives no messages.
    #[error("a service number that receives no messages")]
    NotMessaging,
}

impl PhoneError {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotPlain => "phone_not_plain",
            Self::NoRegion => "phone_no_region",
            Self::Invalid => "phone_invalid",
            Self::NotMessaging => "phone_not_messaging",
        }
    }
}

/// A harmless change that was needed to read the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Repair {
    /// Arabic-Indic, full-width or other digits were read as 0 to 9.
    Digits,
    /// Invisible characters were removed.
    Invisible,
    /// A leading `00` was read as `+`.
    InternationalPrefix,
    /// The `+` was missing before the country code.
    MissingPlus,
}

impl Phone {
    /// Reads a number; one without a country code is read as `region`'s (ISO 3166-1 alpha-2).
    ///
    /// ```
    /// use tellal::Phone;
    /// assert_eq!(Phone::parse("0555 123 45 67", Some("TR")).unwrap().e164(), "+905551234567");
    /// ```
    ///
    /// # Errors
    /// [`PhoneError`] when no message can be sent to it.
    pub fn parse(raw: &str, region: Option<&str>) -> Result<Self, PhoneError> {
        let mut repairs = Vec::new();
        let text = tidy(raw, &mut repairs)?;
        let region = region.and_then(|region| region.trim().to_uppercase().parse::<country::Id>().ok());
        let direct = if text.starts_with('+') {
            valid(None, &text)
        } else {
            region.ok_or(PhoneError::NoRegion).and_then(|region| valid(Some(region), &text))
        };
        let e164 = direct.or_else(|error| match error {
            PhoneError::Invalid | PhoneError::NoRegion if !text.starts_with(['+', '0']) => {
                let found = valid(None, &format!("+{text}")).map_err(|_| error)?;
                repairs.push(Repair::MissingPlus);
                Ok(found)
            }
            _ => Err(error),
        })?;
        Ok(Self { e164, repairs })
    }

    /// The receiver's number: `to`, read in the region of the site, else of the delivery address.
    ///
    /// # Errors
    /// As [`Phone::parse`].
    pub fn of(notification: &Notification, site_region: Option<&str>) -> Result<Self, PhoneError> {
        let shipping_country = || {
            let address = notification.order()?.shipping_address.as_ref()?;
            address.country.as_ref()?.code.as_deref()
        };
        Self::parse(notification.to(), site_region.or_else(shipping_country))
    }

    /// The number in E.164.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// What had to be changed to read it.
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(…)")
    }
}

/// Brings a number to ASCII digits and plain separators.
fn tidy(raw: &str, repairs: &mut Vec<Repair>) -> Result<String, PhoneError> {
    let mut note = |repair| {
        if !repairs.contains(&repair) {
            repairs.push(repair);
        }
    };
    let mut text = String::with_capacity(raw.len());
    for char in raw.trim().chars() {
        match char {
            '0'..='9' | ' ' | '(' | ')' | '-' | '.' | '/' => text.push(char),
            '+' | '\u{FF0B}' if text.is_empty() => text.push('+'),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => {
                note(Repair::Invisible);
            }
            '\u{00A0}' | '\u{202F}' | '\u{2007}' | '\u{2009}' | '\t' => text.push(' '),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => text.push('-'),
            other => {
                text.push(ascii_digit(other).ok_or(PhoneError::NotPlain)?);
                note(Repair::Digits);
            }
        }
    }
    if !text.contains(|char: char| char.is_ascii_digit()) {
        return Err(PhoneError::Missing);
    }
    if let Some(rest) = text.strip_prefix("00") {
        note(Repair::InternationalPrefix);
        text = format!("+{rest}");
    }
    Ok(text)
}

/// The value of a decimal digit of the scripts that shops' customers type in.
fn ascii_digit(char: char) -> Option<char> {
    let zero = match char {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        '\u{0966}'..='\u{096F}' => 0x0966,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        _ => return None,
    };
    char::from_digit(char as u32 - zero, 10)
}

fn valid(region: Option<country::Id>, text: &str) -> Result<String, PhoneError> {
    let number = phonenumber::parse(region, text).map_err(|_| PhoneError::Invalid)?;
    if number.extension().is_some() {
        return Err(PhoneError::NotPlain);
    }
    if !number.is_valid() {
        return Err(PhoneError::Invalid);
    }
    match number.number_type(&DATABASE) {
        Type::PremiumRate | Type::SharedCost | Type::TollFree | Type::Uan | Type::Voicemail | Type::Pager => {
            Err(PhoneError::NotMessaging)
        }
        _ => Ok(number.format().mode(Mode::E164).to_string()),
    }
}

/// A number in its international form ("+90 555 123 45 67"), for people to read.
///
/// # Errors
/// As [`Phone::parse`].
pub(crate) fn international(raw: &str, region: Option<&str>) -> Result<String, PhoneError> {
    let phone = Phone::parse(raw, region)?;
    let number = phonenumber::parse(None, phone.e164()).map_err(|_| PhoneError::Invalid)?;
    Ok(number.format().mode(Mode::International).to_string())
}

impl Repair {
    /// For people: what was changed.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Digits => "digits of another script were read as 0 to 9",
            Self::Invisible => "invisible characters were removed",
            Self::InternationalPrefix => "a leading 00 was read as +",
            Self::MissingPlus => "the + before the country code was missing",
        }
    }
}
