//! Numbers and percents, by ECMA-402's options.

use std::fmt::Write;

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_experimental::dimension::percent::formatter::PercentFormatter;

use super::FormatError;
use super::tag::LanguageTag;

/// ECMA-402's rounding: half away from zero.
pub(crate) const HALF_EXPAND: SignedRoundingMode =
    SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);

/// More digits than this no option may ask for.
pub(crate) const MAX_DIGITS: u8 = 20;

/// How to write a number. Names and defaults as in ECMA-402's `Intl.NumberFormat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberOptions {
    /// `minimumIntegerDigits`: pads with zeros.
    pub minimum_integer_digits: u8,
    /// `minimumFractionDigits`.
    pub minimum_fraction_digits: Option<u8>,
    /// `maximumFractionDigits`.
    pub maximum_fraction_digits: Option<u8>,
    /// `useGrouping`.
    pub use_grouping: bool,
}

impl Default for NumberOptions {
    fn default() -> Self {
        Self {
            minimum_integer_digits: 1,
            minimum_fraction_digits: None,
            maximum_fraction_digits: None,
            use_grouping: true,
        }
    }
}

impl NumberOptions {
    /// Rounds and pads: at least `minimum` and at most the greater of `minimum` and `default_maximum`
    /// fraction digits where no maximum is given.
    fn apply(self, number: &mut Decimal, default_maximum: u8) -> Result<(), FormatError> {
        let minimum =
            self.minimum_fraction_digits.unwrap_or(0).min(self.maximum_fraction_digits.unwrap_or(MAX_DIGITS));
        let maximum = self.maximum_fraction_digits.unwrap_or(default_maximum.max(minimum));
        if maximum > MAX_DIGITS || minimum > MAX_DIGITS {
            return Err(FormatError::Option(format!("at most {MAX_DIGITS} fraction digits")));
        }
        number.round_with_mode(-i16::from(maximum), HALF_EXPAND);
        number.absolute.trim_end();
        number.absolute.trim_start();
        number.absolute.pad_end(-i16::from(minimum));
        number.absolute.pad_start(i16::from(self.minimum_integer_digits.clamp(1, 21)));
        Ok(())
    }
}

/// A language's number formatters.
#[derive(Debug)]
pub(crate) struct Numbers {
    grouped: DecimalFormatter,
    plain: DecimalFormatter,
    percent: PercentFormatter<DecimalFormatter>,
}

impl Numbers {
    pub(crate) fn new(tag: &LanguageTag) -> Result<Self, icu_provider::DataError> {
        let locale = tag.locale();
        let mut ungrouped = DecimalFormatterOptions::default();
        ungrouped.grouping_strategy = Some(GroupingStrategy::Never);
        Ok(Self {
            grouped: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default())?,
            plain: DecimalFormatter::try_new((&locale).into(), ungrouped)?,
            percent: PercentFormatter::try_new(
                (&locale).into(),
                icu_experimental::dimension::percent::options::PercentFormatterOptions::default(),
            )?,
        })
    }

    pub(crate) fn decimal(&self, mut number: Decimal, options: NumberOptions) -> Result<String, FormatError> {
        options.apply(&mut number, 3)?;
        let formatter = if options.use_grouping { &self.grouped } else { &self.plain };
        Ok(written(formatter.format(&number)))
    }

    /// `0.25` as "25 %".
    pub(crate) fn percent(&self, mut number: Decimal, options: NumberOptions) -> Result<String, FormatError> {
        number.multiply_pow10(2);
        options.apply(&mut number, 0)?;
        Ok(written(self.percent.format(&number)))
    }
}

/// What a formatter writes, in one piece of memory: amounts and numbers are short.
pub(super) fn written(value: impl std::fmt::Display) -> String {
    let mut text = String::with_capacity(32);
    write!(text, "{value}").expect("a String takes whatever it is given");
    text
}

/// Reads a number as JSON and Fluent write it.
pub(crate) fn parse(text: &str) -> Option<Decimal> {
    // An exponent could ask for any number of digits.
    if text.len() > 64 || text.contains(['e', 'E']) { None } else { Decimal::try_from_str(text.trim()).ok() }
}
