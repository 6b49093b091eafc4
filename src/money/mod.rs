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
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}
