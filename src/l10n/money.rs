//! Money in the reader's language: CLDR's pattern, symbol, grouping and digits, by ICU4X.

use std::sync::OnceLock;

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::currency::{
    CurrencyType,
    formatter::{CurrencyFormatter, CurrencyFormatterPreferences},
    options::CurrencyFormatterOptions,
};
use icu_experimental::dimension::provider::currency::{
    essentials::CurrencyEssentialsV1,
    extended::CurrencyExtendedDataV1,
    fractions::{CurrencyFractions, CurrencyFractionsV1, FractionInfo},
    no_currency::CurrencyPatternsNoCurrencyV1,
    patterns::CurrencyPatternsDataV1,
    symbols::{CurrencyDecimalSymbolsV1, CurrencySymbolsV1},
};
use icu_plurals::provider::PluralsCardinalV1;
use icu_provider::prelude::*;

use super::number::{HALF_EXPAND, written};
use super::tag::LanguageTag;
use crate::money::{Currency, Money};

/// How the currency is named: ECMA-402's `currencyDisplay`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoneyDisplay {
    /// "₺1.250,00"
    Symbol,
    /// "$" where `Symbol` says "US$".
    NarrowSymbol,
    /// "TRY 1.250,00"
    Code,
    /// "1.250,00 Türk lirası"
    Name,
}

impl MoneyDisplay {
    /// The names in templates and Fluent.
    pub const NAMES: [&'static str; 4] = ["symbol", "narrowSymbol", "code", "name"];

    /// The display of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Symbol, Self::NarrowSymbol, Self::Code, Self::Name];
        Self::NAMES.iter().position(|known| *known == name).map(|index| all[index])
    }
}

/// The number of fraction digits that a configuration fixes for a currency.
pub type FixedDigits = [Option<u8>; Currency::ALL.len()];

/// Where CLDR 48 (package `cldr-numbers-full` 48.2) writes the code for a symbol, and ICU4X's data, which are newer, do
/// not. Shops' other systems follow ICU 78, whose data are CLDR 48; so do we until they move on.
const CODED_SYMBOLS: &[(&str, &[&str])] = &[
    ("bg", &["GBP", "INR"]),
    ("cs", &["INR"]),
    ("es", &["GBP", "INR"]),
    ("hu", &["EUR", "USD", "GBP", "INR"]),
    ("it", &["USD", "INR"]),
    ("pl", &["USD", "GBP", "INR"]),
    ("ro", &["EUR", "USD", "GBP", "INR"]),
    ("uk", &["EUR", "USD", "GBP", "INR"]),
];
/// The same for narrow symbols.
const CODED_NARROW_SYMBOLS: &[(&str, &[&str])] =
    &[("bg", &["TRY", "RON", "UAH", "NGN", "INR", "KZT", "AMD"]), ("es", &["EGP"])];

/// A formatter a display and digit count; made when first wanted and kept.
type Cell = OnceLock<CurrencyFormatter<DecimalFormatter>>;

/// A language's money formatters.
pub(crate) struct MoneyFormats {
    minimized: String,
    plural_locale: DataLocale,
    preferences: CurrencyFormatterPreferences,
    cells: Box<[[Cell; 8]; Currency::ALL.len()]>,
    fixed: FixedDigits,
}

impl MoneyFormats {
    pub(crate) fn new(tag: &LanguageTag, fixed: FixedDigits) -> Self {
        let locale = tag.locale();
        let mut plain = icu_locale::LanguageIdentifier::UNKNOWN;
        plain.language = locale.id.language;
        Self {
            minimized: tag.minimized(),
            plural_locale: DataLocale::from(plain),
            preferences: (&locale).into(),
            cells: Box::default(),
            fixed,
        }
    }

    /// Writes an amount; rounds half away from zero on the exact decimal.
    pub(crate) fn format(&self, money: Money, display: MoneyDisplay) -> Result<String, DataError> {
        let display = if self.is_coded(money.currency, display) { MoneyDisplay::Code } else { display };
        let decimal = to_decimal(money);
        let digits = self.digits(money.currency, &decimal);
        let slot = display as usize * 2 + usize::from(digits != cldr_digits(money.currency));
        let cell = &self.cells[money.currency.index()][slot];
        if let Some(formatter) = cell.get() {
            return Ok(written(formatter.format_fixed_decimal(&decimal)));
        }
        let formatter = self.formatter(money.currency, display, digits)?;
        Ok(written(cell.get_or_init(|| formatter).format_fixed_decimal(&decimal)))
    }

    /// The amount alone, rounded and padded to the currency's digits, for a locale's own pattern.
    pub(crate) fn rounded(&self, money: Money) -> (Decimal, u8) {
        let mut decimal = to_decimal(money);
        let digits = self.digits(money.currency, &decimal);
        decimal.round_with_mode(-i16::from(digits), HALF_EXPAND);
        (decimal, digits)
    }

    /// Whether CLDR 48 has no symbol where the newer data of ICU4X has one.
    fn is_coded(&self, currency: Currency, display: MoneyDisplay) -> bool {
        let table = match display {
            MoneyDisplay::Symbol => CODED_SYMBOLS,
            MoneyDisplay::NarrowSymbol => CODED_NARROW_SYMBOLS,
            MoneyDisplay::Code | MoneyDisplay::Name => return false,
        };
        table.iter().any(|(language, codes)| *language == self.minimized && codes.contains(&currency.code()))
    }

    /// CLDR's digits for the currency; ISO 4217's where CLDR's would round away a fraction that is not
    /// zero; the configuration's before either.
    fn digits(&self, currency: Currency, decimal: &Decimal) -> u8 {
        if let Some(fixed) = self.fixed[currency.index()] {
            return fixed;
        }
        let cldr = cldr_digits(currency);
        if *decimal.absolute.magnitude_range().start() >= -i16::from(cldr) {
            return cldr;
        }
        let mut rounded = decimal.clone();
        rounded.round_with_mode(-i16::from(cldr), HALF_EXPAND);
        let mut exact = decimal.clone();
        for number in [&mut rounded, &mut exact] {
            number.absolute.trim_end();
        }
        if rounded == exact { cldr } else { currency.minor_units().max(cldr) }
    }

    fn formatter(
        &self,
        currency: Currency,
        display: MoneyDisplay,
        digits: u8,
    ) -> Result<CurrencyFormatter<DecimalFormatter>, DataError> {
        let provider = WithDigits { digits, plural_locale: &self.plural_locale };
        let code = currency_type(currency);
        let options = CurrencyFormatterOptions::default();
        match display {
            MoneyDisplay::Symbol => {
                CurrencyFormatter::try_new_symbol_unstable(&provider, self.preferences, code, options)
            }
            MoneyDisplay::NarrowSymbol => {
                CurrencyFormatter::try_new_symbol_narrow_unstable(&provider, self.preferences, code, options)
            }
            MoneyDisplay::Code => {
                CurrencyFormatter::try_new_code_unstable(&provider, self.preferences, code, options)
            }
            MoneyDisplay::Name => CurrencyFormatter::try_new_name_unstable(&provider, self.preferences, code),
        }
    }
}

impl std::fmt::Debug for MoneyFormats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MoneyFormats").finish_non_exhaustive()
    }
}

fn to_decimal(money: Money) -> Decimal {
    let mut decimal = Decimal::from(money.amount.mantissa());
    let scale = i16::try_from(money.amount.scale()).expect("a Decimal has at most 28 decimals");
    decimal.multiply_pow10(-scale);
    // What was "0.00" keeps its sign only where the amount has one: -0.001 is "-0,00" by ECMA-402.
    decimal
}

fn currency_type(currency: Currency) -> CurrencyType {
    currency
        .code()
        .to_lowercase()
        .parse()
        .expect("every ISO 4217 code is three ASCII letters, which is all that CurrencyType asks")
}

/// The digits that CLDR shows for a currency (0 for HUF and IQD, 3 for KWD, mostly 2).
pub(crate) fn cldr_digits(currency: Currency) -> u8 {
    static DIGITS: OnceLock<[u8; Currency::ALL.len()]> = OnceLock::new();
    DIGITS.get_or_init(|| {
        let response: Result<DataResponse<CurrencyFractionsV1>, _> =
            icu_experimental::provider::Baked.load(DataRequest::default());
        let fractions = response.expect("the compiled data hold the singleton of currency fractions").payload;
        Currency::ALL.map(|currency| fractions.get().resolve(currency_type(currency)).digits)
    })[currency.index()]
}

/// ICU4X's compiled data, but for the number of fraction digits, which is ours to choose.
/// And plural rules are looked up by the bare language: what a language counts by does not depend on its
/// script, but CLDR's data for `sr-Latn` inherit from no language at all.
struct WithDigits<'a> {
    digits: u8,
    plural_locale: &'a DataLocale,
}

impl DataProvider<PluralsCardinalV1> for WithDigits<'_> {
    fn load(&self, _: DataRequest) -> Result<DataResponse<PluralsCardinalV1>, DataError> {
        let id = DataIdentifierBorrowed::for_locale(self.plural_locale);
        icu_plurals::provider::Baked.load(DataRequest { id, ..DataRequest::default() })
    }
}

impl DataProvider<CurrencyFractionsV1> for WithDigits<'_> {
    fn load(&self, _: DataRequest) -> Result<DataResponse<CurrencyFractionsV1>, DataError> {
        let default = FractionInfo { digits: self.digits, ..FractionInfo::default() };
        #[expect(clippy::default_trait_access, reason = "the type is a dependency's dependency's")]
        let fractions = CurrencyFractions { fractions: Default::default(), default };
        Ok(DataResponse {
            metadata: DataResponseMetadata::default(),
            payload: DataPayload::from_owned(fractions),
        })
    }
}

macro_rules! forward {
    ($($marker:ty => $source:expr,)*) => {$(
        impl DataProvider<$marker> for WithDigits<'_> {
            fn load(&self, mut request: DataRequest) -> Result<DataResponse<$marker>, DataError> {
                // A currency without a symbol of its own in a language is no error worth a log line.
                request.metadata.silent = true;
                $source.load(request)
            }
        }
    )*};
}

forward! {
    CurrencyEssentialsV1 => icu_experimental::provider::Baked,
    CurrencySymbolsV1 => icu_experimental::provider::Baked,
    CurrencyPatternsNoCurrencyV1 => icu_experimental::provider::Baked,
    CurrencyDecimalSymbolsV1 => icu_experimental::provider::Baked,
    CurrencyExtendedDataV1 => icu_experimental::provider::Baked,
    CurrencyPatternsDataV1 => icu_experimental::provider::Baked,
    icu_decimal::provider::DecimalSymbolsV1 => icu_decimal::provider::Baked,
    icu_decimal::provider::DecimalDigitsV1 => icu_decimal::provider::Baked,
}
