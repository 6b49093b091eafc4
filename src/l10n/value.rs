//! Values that Fluent carries as what they are, and writes in its language only when printed.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use fluent_bundle::types::{FluentNumber, FluentType};
use jiff::tz::TimeZone;

use super::FormatError;
use super::functions::write_number;
use super::moment::{DateStyle, Moment, Moments, TimeStyle};
use super::money::{FixedDigits, MoneyDisplay, MoneyFormats};
use super::number::{NumberOptions, Numbers};
use super::tag::LanguageTag;
use crate::money::{Currency, Money};

/// How the channel wants values written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The channel's name: the attribute by which a locale overrides a currency for it.
    pub(crate) channel: &'static str,
    /// The characters that money should keep to if it can (GSM-7 in an SMS).
    pub(crate) plain: Option<fn(char) -> bool>,
}

/// What a locale's own pattern for a currency (`money-try = { $number } TL`) puts around the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MoneyPattern {
    pub(crate) before: String,
    pub(crate) after: String,
}

/// A language's formatters.
#[derive(Debug)]
pub(crate) struct Formats {
    tag: LanguageTag,
    numbers: Numbers,
    money: MoneyFormats,
    moments: Moments,
    /// By currency; where one is for one channel only, with that channel.
    patterns: HashMap<Currency, Vec<(Option<String>, MoneyPattern)>>,
}

impl Formats {
    pub(crate) fn new(tag: &LanguageTag, digits: FixedDigits) -> Result<Self, icu_provider::DataError> {
        Ok(Self {
            tag: tag.clone(),
            numbers: Numbers::new(tag)?,
            money: MoneyFormats::new(tag, digits),
            moments: Moments::new(tag),
            patterns: HashMap::new(),
        })
    }

    pub(crate) fn set_pattern(&mut self, currency: Currency, channel: Option<String>, pattern: MoneyPattern) {
        let patterns = self.patterns.entry(currency).or_default();
        patterns.retain(|(there, _)| *there != channel);
        patterns.push((channel, pattern));
    }

    pub(crate) fn number(
        &self,
        number: fixed_decimal::Decimal,
        options: NumberOptions,
    ) -> Result<String, FormatError> {
        self.numbers.decimal(number, options)
    }

    /// A number of Fluent's, with the options that it carries.
    pub(crate) fn fluent_number(&self, number: &FluentNumber) -> Result<String, FormatError> {
        write_number(&self.numbers, number)
    }

    pub(crate) fn percent(
        &self,
        number: fixed_decimal::Decimal,
        options: NumberOptions,
    ) -> Result<String, FormatError> {
        self.numbers.percent(number, options)
    }

    pub(crate) fn moment(
        &self,
        moment: &Moment,
        zone: &TimeZone,
        date: Option<DateStyle>,
        time: Option<TimeStyle>,
    ) -> Result<String, FormatError> {
        self.moments.format(moment, zone, date, time)
    }

    /// Writes money for a channel. A locale's own pattern replaces the symbol; where the channel has a
    /// plain alphabet, a symbol outside it gives way to a label inside it.
    pub(crate) fn money(
        &self,
        money: Money,
        display: Option<MoneyDisplay>,
        style: Style,
    ) -> Result<String, FormatError> {
        if display.is_none()
            && let Some(pattern) = self.pattern(money.currency, style.channel)
        {
            return self.by_pattern(money, &pattern.before, &pattern.after);
        }
        let display = display.unwrap_or(MoneyDisplay::Symbol);
        let text = self.money.format(money, display).map_err(FormatError::data)?;
        let (Some(is_plain), MoneyDisplay::Symbol | MoneyDisplay::NarrowSymbol) = (style.plain, display)
        else {
            return Ok(text);
        };
        let fits = |text: &str| text.chars().all(|char| is_plain(char) || is_typographic(char));
        if fits(&text) {
            return Ok(text);
        }
        let label = if self.tag.language() == "tr" && money.currency.code() == "TRY" {
            self.by_pattern(money, "", " TL")?
        } else {
            self.money.format(money, MoneyDisplay::Code).map_err(FormatError::data)?
        };
        if !fits(&label) {
            return Ok(text);
        }
        LABELS.with_borrow_mut(|labels| labels.push(label.clone()));
        Ok(label)
    }

    fn pattern(&self, currency: Currency, channel: &str) -> Option<&MoneyPattern> {
        let patterns = self.patterns.get(&currency)?;
        let of = |wanted: Option<&str>| patterns.iter().find(|(there, _)| there.as_deref() == wanted);
        of(Some(channel)).or_else(|| of(None)).map(|(_, pattern)| pattern)
    }

    fn by_pattern(&self, money: Money, before: &str, after: &str) -> Result<String, FormatError> {
        let (number, digits) = self.money.rounded(money);
        let options = NumberOptions {
            minimum_fraction_digits: Some(digits),
            maximum_fraction_digits: Some(digits),
            ..NumberOptions::default()
        };
        Ok(format!("{before}{}{after}", self.number(number, options)?))
    }
}

thread_local! {
    static LABELS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The amounts whose symbol has given way to a label on this thread since the last call.
pub(crate) fn take_labels() -> Vec<String> {
    LABELS.take()
}

/// Spaces and direction marks that CLDR writes and that an SMS does without.
fn is_typographic(char: char) -> bool {
    matches!(char, '\u{00A0}' | '\u{202F}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// Money as a Fluent argument.
#[derive(Debug, Clone)]
pub(crate) struct MoneyValue {
    pub(crate) money: Money,
    pub(crate) style: Style,
    pub(crate) formats: Arc<Formats>,
}

impl MoneyValue {
    pub(crate) fn write(&self, display: Option<MoneyDisplay>) -> Result<String, FormatError> {
        self.formats.money(self.money, display, self.style)
    }
}

/// A date or time as a Fluent argument.
#[derive(Debug, Clone)]
pub(crate) struct MomentValue {
    pub(crate) moment: Moment,
    pub(crate) zone: TimeZone,
    pub(crate) formats: Arc<Formats>,
}

impl MomentValue {
    /// Without a style: the long date.
    pub(crate) fn write(
        &self,
        date: Option<DateStyle>,
        time: Option<TimeStyle>,
    ) -> Result<String, FormatError> {
        let date = date.or(if time.is_none() { Some(DateStyle::Long) } else { None });
        self.formats.moment(&self.moment, &self.zone, date, time)
    }
}

macro_rules! fluent_type {
    ($type:ty, $same:expr, $text:expr) => {
        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $same(self, other)
            }
        }

        impl FluentType for $type {
            fn duplicate(&self) -> Box<dyn FluentType + Send> {
                Box::new(self.clone())
            }

            fn as_string(&self, _: &intl_memoizer::IntlLangMemoizer) -> Cow<'static, str> {
                super::functions::or_note($text(self)).into()
            }

            fn as_string_threadsafe(
                &self,
                _: &intl_memoizer::concurrent::IntlLangMemoizer,
            ) -> Cow<'static, str> {
                super::functions::or_note($text(self)).into()
            }
        }
    };
}

fluent_type!(MoneyValue, |a: &MoneyValue, b: &MoneyValue| a.money == b.money, |value: &MoneyValue| value
    .write(None));
fluent_type!(MomentValue, |a: &MomentValue, b: &MomentValue| a.moment == b.moment, |value: &MomentValue| {
    value.write(None, None)
});
