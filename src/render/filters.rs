//! Filters: values in the receiver's language. Option names are ECMA-402's.
#![expect(clippy::needless_pass_by_value, reason = "Tera hands arguments over by value")]

use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use tera::{Kwargs, State, TeraResult, Value};
use unicode_segmentation::UnicodeSegmentation;

use super::scope::{Failure, Scope, in_scope};
use super::text::{encoded_url, is_url};
use crate::l10n::{
    DateStyle, FormatError, MAX_DIGITS, Moment, MoneyDisplay, NumberOptions, TimeStyle, parse_number,
};
use crate::money::{Currency, Money, parse_amount};
use crate::recipient::channel::Channel;

/// The names of the filters below, for "did you mean".
pub(super) const NAMES: [&str; 9] =
    ["money", "date", "time", "datetime", "number", "percent", "phone", "shorten", "url"];

/// How many characters `shorten` leaves where it is not told.
pub(crate) const USUAL_LENGTH: usize = 40;
/// The fewest that it may be told to leave.
pub(crate) const LEAST_LENGTH: usize = 4;

pub(super) fn register(tera: &mut tera::Tera) {
    tera.register_filter("money", money);
    tera.register_filter("date", date);
    tera.register_filter("time", time);
    tera.register_filter("datetime", datetime);
    tera.register_filter("number", number);
    tera.register_filter("percent", percent);
    tera.register_filter("phone", phone);
    tera.register_filter("shorten", shorten);
    tera.register_filter("url", url);
    tera.register_filter("group_by", group_by);
}

/// Tera's own has no fixed order, and the same event must give the same bytes.
fn group_by(_: &Value, _: Kwargs, _: &State) -> TeraResult<String> {
    let reason = "is not available: the order of its groups would differ each time".to_owned();
    in_scope(|_| Err(Failure::Filter { name: "group_by", reason }))
}

/// What a filter was asked to do, for its error messages.
struct Call<'a> {
    name: &'static str,
    value: &'a Value,
    kwargs: &'a Kwargs,
}

impl Call<'_> {
    fn fail(&self, reason: impl ToString) -> Failure {
        Failure::Filter { name: self.name, reason: reason.to_string() }
    }

    /// The filtered value as text; an undefined one is an error, never blank.
    fn text(&self) -> Result<String, Failure> {
        if self.value.is_undefined() || self.value.is_none() {
            return Err(Failure::Undefined(format!("the value given to `{}`", self.name)));
        }
        if self.value.is_map() || self.value.is_array() || self.value.is_bool() {
            return Err(self.fail(format!("cannot write {}", self.value.name())));
        }
        Ok(self.value.to_string())
    }

    /// An option by its name; any but the `known` ones is an error, so that no misspelling goes unnoticed.
    fn options(&self, known: &[&str]) -> Result<(), Failure> {
        for (key, _) in self.kwargs.iter() {
            let key = key.as_str().unwrap_or_default();
            if !known.contains(&key) {
                let options = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(self.fail(format!("there is no option `{key}`; the options are: {options}")));
            }
        }
        Ok(())
    }

    fn option(&self, key: &str) -> Option<&Value> {
        self.kwargs.iter().find(|(there, _)| there.as_str() == Some(key)).map(|(_, value)| value)
    }

    fn style<T>(
        &self,
        key: &str,
        from_name: impl Fn(&str) -> Option<T>,
        names: &[&str],
    ) -> Result<Option<T>, Failure> {
        let Some(value) = self.option(key) else { return Ok(None) };
        let style = value.as_str().and_then(from_name);
        style.map(Some).ok_or_else(|| self.fail(format!("{key} is one of {}", names.join(", "))))
    }

    fn digits(&self, key: &str) -> Result<Option<u8>, Failure> {
        let Some(value) = self.option(key) else { return Ok(None) };
        let digits = value
            .as_u64()
            .and_then(|digits| u8::try_from(digits).ok())
            .filter(|digits| *digits <= MAX_DIGITS);
        digits.map(Some).ok_or_else(|| self.fail(format!("{key} is a whole number from 0 to {MAX_DIGITS}")))
    }

    fn number_options(&self) -> Result<NumberOptions, Failure> {
        self.options(&[
            "minimumIntegerDigits",
            "minimumFractionDigits",
            "maximumFractionDigits",
            "useGrouping",
        ])?;
        let usual = NumberOptions::default();
        Ok(NumberOptions {
            minimum_integer_digits: self
                .digits("minimumIntegerDigits")?
                .unwrap_or(usual.minimum_integer_digits),
            minimum_fraction_digits: self.digits("minimumFractionDigits")?,
            maximum_fraction_digits: self.digits("maximumFractionDigits")?,
            use_grouping: match self.option("useGrouping") {
                None => usual.use_grouping,
                Some(value) => value.as_bool().ok_or_else(|| self.fail("useGrouping is true or false"))?,
            },
        })
    }

    fn zone(&self, scope: &Scope) -> Result<TimeZone, Failure> {
        match self.option("timeZone") {
            None => Ok(scope.zone.clone()),
            Some(value) => {
                let zone = value.as_str().and_then(|name| TimeZone::get(name).ok());
                zone.ok_or_else(|| self.fail(FormatError::NotAZone))
            }
        }
    }

    fn moment(&self) -> Result<Moment, Failure> {
        Moment::parse(&self.text()?).ok_or_else(|| self.fail(FormatError::NotAMoment))
    }
}

fn run(
    name: &'static str,
    value: &Value,
    kwargs: &Kwargs,
    write: impl FnOnce(&Call, &Scope) -> Result<String, Failure>,
) -> TeraResult<String> {
    in_scope(|scope| write(&Call { name, value, kwargs }, scope))
}

/// `order.amount | money(currency=order.currency)`; the currency is a code or a `{value, label}` object.
fn money(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("money", value, &kwargs, |call, scope| {
        call.options(&["currency", "display"])?;
        let amount: Decimal = parse_amount(&call.text()?).ok_or_else(|| call.fail(FormatError::NotMoney))?;
        let currency = call
            .option("currency")
            .map(|currency| {
                if currency.is_undefined() || currency.is_none() {
                    Err(Failure::Undefined("the currency given to `money`".to_owned()))
                } else {
                    Ok(currency)
                }
            })
            .transpose()?
            .ok_or_else(|| call.fail("needs a currency: money(currency=order.currency)"))?;
        let code = currency.get_from_path("value").unwrap_or(currency).as_str();
        let currency = code
            .and_then(Currency::from_code)
            .ok_or_else(|| call.fail(format!("currency is {}", FormatError::NotACurrency)))?;
        let display = call.style("display", MoneyDisplay::from_name, &MoneyDisplay::NAMES)?;
        let money = Money { amount, currency };
        scope.formats().money(money, display, scope.style).map_err(|error| call.fail(error))
    })
}

fn date(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("date", value, &kwargs, |call, scope| write_moment(call, scope, &["dateStyle", "timeZone"]))
}

fn time(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("time", value, &kwargs, |call, scope| write_moment(call, scope, &["timeStyle", "timeZone"]))
}

fn datetime(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("datetime", value, &kwargs, |call, scope| {
        write_moment(call, scope, &["dateStyle", "timeStyle", "timeZone"])
    })
}

fn write_moment(call: &Call, scope: &Scope, known: &[&str]) -> Result<String, Failure> {
    call.options(known)?;
    let date = call.style("dateStyle", DateStyle::from_name, &DateStyle::NAMES)?;
    let time = call.style("timeStyle", TimeStyle::from_name, &TimeStyle::NAMES)?;
    let (date, time) = moment_styles(call.name, date, time);
    let (moment, zone) = (call.moment()?, call.zone(scope)?);
    scope.formats().moment(&moment, &zone, date, time).map_err(|error| call.fail(error))
}

/// What `date`, `time` and `datetime` write, given the styles that they were asked for.
pub(crate) fn moment_styles(
    filter: &str,
    date: Option<DateStyle>,
    time: Option<TimeStyle>,
) -> (Option<DateStyle>, Option<TimeStyle>) {
    match (filter, date, time) {
        ("date", date, _) => (date.or(Some(DateStyle::Medium)), None),
        ("time", _, time) => (None, time.or(Some(TimeStyle::Short))),
        (_, None, None) => (Some(DateStyle::Medium), Some(TimeStyle::Short)),
        (_, date, time) => (date, time),
    }
}

fn number(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("number", value, &kwargs, |call, scope| {
        let options = call.number_options()?;
        let number = parse_number(&call.text()?).ok_or_else(|| call.fail(FormatError::NotANumber))?;
        scope.formats().number(number, options).map_err(|error| call.fail(error))
    })
}

/// `0.25 | percent` is "25%".
fn percent(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("percent", value, &kwargs, |call, scope| {
        let options = call.number_options()?;
        let number = parse_number(&call.text()?).ok_or_else(|| call.fail(FormatError::NotANumber))?;
        scope.formats().percent(number, options).map_err(|error| call.fail(error))
    })
}

/// A phone number in its international form, grouped as its country does.
fn phone(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("phone", value, &kwargs, |call, _| {
        call.options(&["region"])?;
        let region = call.option("region").and_then(Value::as_str);
        crate::recipient::phone::international(&call.text()?, region).map_err(|error| call.fail(error))
    })
}

/// Cuts a text at a word, at most `length` characters long with its ellipsis.
fn shorten(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("shorten", value, &kwargs, |call, scope| {
        call.options(&["length"])?;
        let length = match call.option("length") {
            None => USUAL_LENGTH,
            Some(length) => length
                .as_u64()
                .and_then(|length| usize::try_from(length).ok())
                .filter(|length| *length >= LEAST_LENGTH)
                .ok_or_else(|| call.fail(format!("length is a whole number from {LEAST_LENGTH}")))?,
        };
        Ok(shortened(&call.text()?, length, scope.channel))
    })
}

/// An absolute web address; a path is one on the shop's site.
fn url(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    run("url", value, &kwargs, |call, scope| {
        call.options(&[])?;
        let text = call.text()?;
        absolute_url(&text, &scope.site_url).ok_or_else(|| {
            call.fail("not a web address: expected https://…, http://… or a path such as /products/")
        })
    })
}

pub(crate) fn absolute_url(text: &str, site_url: &str) -> Option<String> {
    let text = text.trim();
    let url = if text.starts_with('/') && !text.starts_with("//") {
        format!("{site_url}{text}")
    } else {
        text.to_owned()
    };
    is_url(&url).then(|| encoded_url(&url))
}

/// Cuts between graphemes, at the last space of the second half if there is one. An SMS gets three dots,
/// since "…" is not in GSM-7.
pub(crate) fn shortened(text: &str, length: usize, channel: Channel) -> String {
    let text = text.trim();
    if text.len() <= length {
        return text.to_owned();
    }
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    if graphemes.len() <= length {
        return text.to_owned();
    }
    let ellipsis = if channel == Channel::Sms { "..." } else { "…" };
    let keep = length.saturating_sub(ellipsis.chars().count());
    // The grapheme behind the cut may itself be the space that ends a word.
    let at_word = (keep / 2..=keep).rev().find(|at| graphemes[*at] == " ");
    let cut = graphemes[..at_word.unwrap_or(keep)].concat();
    format!("{}{ellipsis}", cut.trim_end_matches([' ', ',', '-', '–', '(', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_at_a_word() {
        let cut = |text, length| shortened(text, length, Channel::Sms);
        assert_eq!(cut("Premium Cotton T-Shirt", 40), "Premium Cotton T-Shirt");
        assert_eq!(cut("Premium Cotton T-Shirt", 18), "Premium Cotton...");
        assert_eq!(cut("Donaudampfschifffahrt", 10), "Donauda...");
        assert_eq!(shortened("Premium Cotton T-Shirt", 16, Channel::Email), "Premium Cotton…");
    }

    #[test]
    fn paths_become_addresses_of_the_site() {
        let url = |text| absolute_url(text, "https://www.example.com");
        assert_eq!(url("/p/?a=1&b=2").as_deref(), Some("https://www.example.com/p/?a=1&b=2"));
        assert_eq!(url("javascript:alert(1)"), None);
        assert_eq!(url("//evil.example"), None);
    }
}
