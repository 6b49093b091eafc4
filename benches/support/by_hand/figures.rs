//! Money, dates, phone numbers and segments as one writes them by hand for a few known countries.

use phonenumber::metadata::DATABASE;

use crate::support::pool::COUNTRIES;

/// How an amount is written in one language and currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub(crate) group: String,
    pub(crate) decimal: String,
    /// Fraction digits.
    pub(crate) digits: usize,
    /// Digits of the last group, and of those before it.
    pub(crate) groups: (usize, usize),
    /// The first group has at least this many digits.
    pub(crate) minimum: usize,
}

impl Amounts {
    /// Writes an amount such as `1250.00`.
    pub(crate) fn write(&self, amount: &str, out: &mut String) -> Option<()> {
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (last, before) = self.groups;
        if whole.len() < last + self.minimum {
            out.push_str(whole);
        } else {
            let (rest, tail) = whole.split_at(whole.len() - last);
            for (at, digit) in rest.chars().enumerate() {
                if at > 0 && (rest.len() - at).is_multiple_of(before) {
                    out.push_str(&self.group);
                }
                out.push(digit);
            }
            out.push_str(&self.group);
            out.push_str(tail);
        }
        if self.digits > 0 {
            out.push_str(&self.decimal);
            for at in 0..self.digits {
                out.push(fraction.as_bytes().get(at).map_or('0', |digit| char::from(*digit)));
            }
        }
        Some(())
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2024-01-15T10:30:00Z` as "January 15, 2024".
pub(crate) fn write_date(date: &str, out: &mut String) -> Option<()> {
    let month: usize = date.get(5..7)?.parse().ok()?;
    out.push_str(MONTHS.get(month.checked_sub(1)?)?);
    out.push(' ');
    out.push_str(date.get(8..10)?.trim_start_matches('0'));
    out.push_str(", ");
    out.push_str(date.get(..4)?);
    Some(())
}

/// How mobile numbers of a country look.
struct Plan {
    country: &'static str,
    code: String,
    trunk: String,
    first: u8,
    length: usize,
}

/// The countries' plans.
pub(crate) struct Plans(Vec<Plan>);

impl Plans {
    /// The constants that a person would type in from the countries' numbering plans.
    pub(crate) fn new() -> Self {
        let plan = |(country, _): &(&'static str, _)| {
            let metadata = DATABASE.by_id(*country)?;
            let example = metadata.descriptors().mobile()?.example()?;
            Some(Plan {
                country,
                code: metadata.country_code().to_string(),
                trunk: metadata.national_prefix().unwrap_or_default().to_owned(),
                first: example.as_bytes()[0],
                length: example.len(),
            })
        };
        Self(COUNTRIES.iter().filter_map(plan).collect())
    }

    /// Writes a number in E.164.
    pub(crate) fn write(&self, number: &str, country: Option<&str>, out: &mut String) -> Option<()> {
        let fits = |plan: &Plan, national: &str| {
            national.len() == plan.length
                && national.as_bytes()[0] == plan.first
                && national.bytes().all(|byte| byte.is_ascii_digit())
        };
        let (plan, national) = match number.strip_prefix('+') {
            Some(digits) => self.0.iter().find_map(|plan| {
                let national = digits.strip_prefix(plan.code.as_str())?;
                fits(plan, national).then_some((plan, national))
            })?,
            None => {
                let plan = self.0.iter().find(|plan| Some(plan.country) == country)?;
                (plan, number.strip_prefix(plan.trunk.as_str()).filter(|national| fits(plan, national))?)
            }
        };
        out.push('+');
        out.push_str(&plan.code);
        out.push_str(national);
        Some(())
    }
}

/// How many SMS a text is billed as. ASCII but for the few characters that GSM-7 lacks or escapes is the common case.
pub(crate) fn segments(text: &str) -> usize {
    let plain = |byte: u8| byte.is_ascii() && !b"[\\]^`{|}~".contains(&byte);
    if text.bytes().all(plain) {
        return if text.len() <= 160 { 1 } else { text.len().div_ceil(153) };
    }
    let gsm = text.chars().all(tellal::message::sms::is_gsm7);
    let units = |char: char| match gsm {
        true if "^{}\\[~]|€".contains(char) => 2,
        true => 1,
        false => char.len_utf16(),
    };
    let (alone, part) = if gsm { (160, 153) } else { (70, 67) };
    if text.chars().map(units).sum::<usize>() <= alone {
        return 1;
    }
    let (mut segments, mut used) = (1, 0);
    for units in text.chars().map(units) {
        if used + units > part {
            segments += 1;
            used = 0;
        }
        used += units;
    }
    segments
}

/// Cuts a name at a word, `length` characters with its ellipsis.
pub(crate) fn write_short(name: &str, length: usize, ellipsis: &str, out: &mut String) {
    let name = name.trim();
    if name.chars().count() <= length {
        out.push_str(name);
        return;
    }
    let keep = length - ellipsis.chars().count();
    let (mut end, mut at_word) = (name.len(), None);
    for (at, (byte, char)) in name.char_indices().enumerate() {
        if at <= keep && at >= keep / 2 && char == ' ' {
            at_word = Some(byte);
        }
        if at == keep {
            end = byte;
            break;
        }
    }
    let cut = &name[..at_word.unwrap_or(end)];
    out.push_str(cut.trim_end_matches([' ', ',', '-', '–', '(', '/']));
    out.push_str(ellipsis);
}

/// Writes a text into HTML.
pub(crate) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Breaks lines at words, as mail programs like them.
pub(crate) fn write_wrapped(text: &str, width: usize, out: &mut String) {
    for line in text.split_inclusive('\n') {
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            if column > 0 && column + length > width {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
                column = 0;
            }
            out.push_str(word);
            column += word.chars().count();
        }
    }
}
