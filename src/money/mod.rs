//! Money: an exact decimal amount and one of the contract's 27 currencies.

mod currency;

use rust_decimal::Decimal;

pub use currency::Currency;

/// An amount in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The exact amount, with as many decimals as the event gave.
    pub amount: Decimal,
    /// The currency.
    pub currency: Currency,
}

/// Reads an amount as Commerce writes it (`"1250.00"`): digits, an optional sign, an optional point.
///
/// `None` for anything else, also for what would not fit an exact decimal of 28 digits.
///
/// ```
/// use tellal::money::parse_amount;
/// assert_eq!(parse_amount("1250.00").map(|amount| amount.to_string()).as_deref(), Some("1250.00"));
/// assert_eq!(parse_amount("1.250,00"), None);
/// assert_eq!(parse_amount("1e3"), None);
/// ```
pub fn parse_amount(text: &str) -> Option<Decimal> {
    if is_plain(text) { Decimal::from_str_exact(text).ok() } else { None }
}

/// Whether a text is such a number, without reading it where its length alone says that it fits.
pub(crate) fn is_amount(text: &str) -> bool {
    const ALWAYS_FIT: usize = 28;
    is_plain(text) && (text.len() <= ALWAYS_FIT || parse_amount(text).is_some())
}

/// Digits with at most one point between them, and at most a minus before them.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let mut points = 0;
    let plain = digits.iter().all(|byte| {
        points += usize::from(*byte == b'.');
        byte.is_ascii_digit() || *byte == b'.'
    });
    plain
        && points <= 1
        && digits.first().is_some_and(u8::is_ascii_digit)
        && digits.last().is_some_and(u8::is_ascii_digit)
}
