//! Phone numbers: from what a shop stored to E.164, or a reason why not.
//!
//! Validity is libphonenumber's. On top of it a *messaging* address may hold no extension, no letters and no
//! second number, and premium-rate numbers are refused. What is not valid as it stands gets a second chance after
//! a harmless repair; but no number is ever read as another country's than the one it was dialled for.

use std::borrow::Cow;

use phonenumber::{Mode, Type};

use super::numbering::{self, ValidNumber};
use crate::event::{Known, Reading};

/// A number that can be written to, in E.164 (ITU-T): `+` and at most 15 digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    e164: String,
    kind: Type,
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
    #[error("not a single plain phone number (letters, an extension or two numbers)")]
    NotPlain,
    /// It has no country code, and no region says which to assume.
    #[error("no country code, and no region that has phone numbers says which to assume")]
    NoRegion,
    /// No network has such a number.
    #[error("no valid number of its country")]
    Invalid,
    /// Messages to it are charged at a premium rate.
    #[error("a premium-rate number")]
    PremiumRate,
}

impl PhoneError {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotPlain => "phone_not_plain",
            Self::NoRegion => "phone_no_region",
            Self::Invalid => "phone_invalid",
            Self::PremiumRate => "phone_premium_rate",
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
    /// A scheme such as `tel:` or `whatsapp:` was removed.
    Scheme,
    /// More than one `+` was read as one.
    RepeatedPlus,
    /// A leading `00` was read as `+`.
    InternationalPrefix,
    /// The `+` was missing before the country code.
    MissingPlus,
    /// A 0 that is only dialled within the country was removed.
    TrunkZero,
    /// A spreadsheet's `.0` was removed.
    DecimalZero,
}

impl Phone {
    /// Reads a number; one without a country code is read as `region`'s (ISO 3166-1 alpha-2).
    ///
    /// ```
    /// use tellal::Phone;
    /// assert_eq!(Phone::parse("0555 123 45 67", Some("TR")).unwrap().e164(), "+905551234567");
    /// assert!(Phone::parse("0555 123 45 67 ext. 12", Some("TR")).is_err());
    /// ```
    ///
    /// # Errors
    /// [`PhoneError`] when no message can be sent to it.
    pub fn parse(raw: &str, region: Option<&str>) -> Result<Self, PhoneError> {
        let mut repairs = Vec::new();
        let text = tidy(raw, &mut repairs)?;
        let region = region.map(region_code);
        let region = region.as_deref().filter(|region| numbering::country_code(region).is_some());
        let number = match text.strip_prefix('+') {
            Some(digits) => numbering::international(digits)
                .or_else(|| repaired_international(digits, &mut repairs))
                .ok_or(PhoneError::Invalid),
            None => match region {
                Some(region) => numbering::national(&text, region)
                    .or_else(|| repaired_national(&text, region, &mut repairs))
                    .ok_or(PhoneError::Invalid),
                // Reading it as whichever country's it happens to fit would write to strangers.
                None => Err(PhoneError::NoRegion),
            },
        }?;
        match number.kind {
            Type::PremiumRate => Err(PhoneError::PremiumRate),
            kind => Ok(Self { e164: number.e164(), kind, repairs }),
        }
    }

    /// The receiver's number: `to`, read in the region of the site, else of the delivery address.
    ///
    /// # Errors
    /// As [`Phone::parse`].
    pub(crate) fn of(reading: &Reading, site_region: Option<&str>) -> Result<Self, PhoneError> {
        let country = || reading.has_order().then(|| reading.text(Known::AddressCountry)).flatten();
        Self::parse(reading.text(Known::To).unwrap_or_default(), site_region.or_else(country))
    }

    /// The number in E.164.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    pub(crate) fn into_e164(self) -> String {
        self.e164
    }

    /// What kind of number it is, by libphonenumber's name (`MOBILE`, `FIXED_LINE`, …).
    pub fn kind(&self) -> &'static str {
        match self.kind {
            Type::FixedLine => "FIXED_LINE",
            Type::Mobile => "MOBILE",
            Type::FixedLineOrMobile => "FIXED_LINE_OR_MOBILE",
            Type::TollFree => "TOLL_FREE",
            Type::PremiumRate => "PREMIUM_RATE",
            Type::SharedCost => "SHARED_COST",
            Type::PersonalNumber => "PERSONAL_NUMBER",
            Type::Voip => "VOIP",
            Type::Pager => "PAGER",
            Type::Uan => "UAN",
            Type::Voicemail => "VOICEMAIL",
            _ => "UNKNOWN",
        }
    }

    /// What had to be changed to read it.
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }
}

/// A 0 that is only dialled within the country may stand behind the country code: `+90 0555…`.
fn repaired_international(digits: &str, repairs: &mut Vec<Repair>) -> Option<ValidNumber<'static>> {
    (1..=3).filter(|length| digits.len() > *length).find_map(|length| {
        let national = digits[length..].strip_prefix('0')?.trim_start_matches('0');
        let number = numbering::international(&format!("{}{national}", &digits[..length]))?.into_owned();
        // Cutting at another place must not make it another country's number.
        (number.country_code.to_string().len() == length).then(|| {
            repairs.push(Repair::TrunkZero);
            number
        })
    })
}

/// A number of the region with its country code but no `+`, or with a 0 too many.
fn repaired_national<'t>(text: &'t str, region: &str, repairs: &mut Vec<Repair>) -> Option<ValidNumber<'t>> {
    let code = numbering::country_code(region)?;
    let own = |number: &ValidNumber| number.country_code == code;
    if let Some(number) = numbering::international(text).filter(own) {
        repairs.push(Repair::MissingPlus);
        return Some(number);
    }
    let number = numbering::national(text.strip_prefix('0')?.trim_start_matches('0'), region).filter(own)?;
    repairs.push(Repair::TrunkZero);
    Some(number)
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(…)")
    }
}

/// Brings a number to ASCII digits with at most a `+` before them.
fn tidy<'r>(raw: &'r str, repairs: &mut Vec<Repair>) -> Result<Cow<'r, str>, PhoneError> {
    let mut note = |repair| {
        if !repairs.contains(&repair) {
            repairs.push(repair);
        }
    };
    let mut rest = raw.trim();
    if is_tidy(rest) {
        return Ok(Cow::Borrowed(rest));
    }
    let starts_with =
        |scheme: &str| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if let Some(scheme) = ["tel:", "sms:", "whatsapp:"].into_iter().find(|scheme| starts_with(scheme)) {
        note(Repair::Scheme);
        rest = &rest[scheme.len()..];
    }
    // RFC 3966 writes the country code of a local number behind it.
    let (rest, context) = rest.split_once(";phone-context=+").unwrap_or((rest, ""));
    if context.len() > 3 || !context.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PhoneError::NotPlain);
    }
    let spreadsheet = rest.strip_suffix(".0").filter(|digits| {
        digits.len() >= 8 && digits.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit())
    });
    if spreadsheet.is_some() {
        note(Repair::DecimalZero);
    }
    let mut text = String::with_capacity(raw.len());
    if !context.is_empty() {
        text = format!("+{context}");
    }
    for char in spreadsheet.unwrap_or(rest).chars() {
        match char {
            '0'..='9' => text.push(char),
            ' '
            | '('
            | ')'
            | '['
            | ']'
            | '-'
            | '.'
            | '/'
            | '\t'
            | '\u{00A0}'
            | '\u{202F}'
            | '\u{3000}'
            | '\u{2000}'..='\u{200A}'
            | '\u{2010}'..='\u{2015}'
            | '\u{2212}'
            | '\u{FF0D}' => {}
            '+' | '\u{FF0B}' if text.is_empty() => text.push('+'),
            '+' | '\u{FF0B}' if text == "+" => note(Repair::RepeatedPlus),
            '\u{00AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}' => note(Repair::Invisible),
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
    Ok(Cow::Owned(text))
}

/// Digits with at most a `+` before them, as most shops store numbers.
fn is_tidy(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with("00")
}

/// A region as the metadata write it.
fn region_code(code: &str) -> Cow<'_, str> {
    let code = code.trim();
    if code.bytes().any(|byte| byte.is_ascii_lowercase()) {
        Cow::Owned(code.to_ascii_uppercase())
    } else {
        Cow::Borrowed(code)
    }
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

/// Whether a code (ISO 3166-1 alpha-2) is a region that has phone numbers.
pub(crate) fn is_region(code: &str) -> bool {
    numbering::country_code(&region_code(code)).is_some()
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
            Self::Scheme => "a scheme such as tel: was removed",
            Self::RepeatedPlus => "more than one + was read as one",
            Self::TrunkZero => "a 0 that is only dialled within the country was removed",
            Self::DecimalZero => "a spreadsheet's .0 was removed",
            Self::InternationalPrefix => "a leading 00 was read as +",
            Self::MissingPlus => "the + before the country code was missing",
        }
    }
}
