//! The contract's currencies, held by `rusty-money` with their ISO 4217 data.

use rusty_money::{FormattableCurrency, iso};

/// One of the 27 currencies that Commerce uses (contract: "Currency Types").
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(&'static iso::Currency);

impl Currency {
    /// All of them, in the contract's order.
    pub const ALL: [Self; 27] = [
        Self(iso::TRY),
        Self(iso::EUR),
        Self(iso::USD),
        Self(iso::EGP),
        Self(iso::GBP),
        Self(iso::MAD),
        Self(iso::PLN),
        Self(iso::SAR),
        Self(iso::RON),
        Self(iso::UAH),
        Self(iso::CZK),
        Self(iso::HUF),
        Self(iso::RUB),
        Self(iso::BGN),
        Self(iso::IQD),
        Self(iso::KWD),
        Self(iso::BHD),
        Self(iso::OMR),
        Self(iso::QAR),
        Self(iso::AED),
        Self(iso::NGN),
        Self(iso::INR),
        Self(iso::KZT),
        Self(iso::JOD),
        Self(iso::RSD),
        Self(iso::AMD),
        Self(iso::LYD),
    ];

    /// The currency of an ISO 4217 code, in upper or lower case (Commerce writes lower).
    ///
    /// ```
    /// use tellal::Currency;
    /// assert_eq!(Currency::from_code("try").unwrap().code(), "TRY");
    /// assert!(Currency::from_code("JPY").is_none(), "not in the contract");
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code().eq_ignore_ascii_case(code))
    }

    /// ISO 4217 code in upper case.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Position in [`Currency::ALL`].
    pub(crate) fn index(self) -> usize {
        Self::ALL
            .iter()
            .position(|other| *other == self)
            .expect("a Currency is only ever made from Currency::ALL")
    }

    /// ISO 4217's number of minor-unit digits.
    pub fn minor_units(self) -> u8 {
        match self.code() {
            // `rusty-money` follows everyday use here; ISO 4217 says 2.
            "HUF" => 2,
            _ => u8::try_from(self.0.exponent()).unwrap_or(2),
        }
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
