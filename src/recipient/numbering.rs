//! Numbering plans: which digits are a valid number where, after the metadata of libphonenumber that
//! `phonenumber` carries, with each region's patterns compiled once and kept.
//!
//! `phonenumber` itself keeps a hundred patterns for all countries behind one lock and compiles them again and
//! again when traffic is international; and with a default region it reads some international numbers as
//! national ones. The rules here are libphonenumber's (`PhoneNumberUtil`: `parse`, `maybeExtractCountryCode`,
//! `maybeStripNationalPrefixAndCarrierCode`, `isValidNumber`).

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use phonenumber::Metadata;
use phonenumber::Type;
use phonenumber::metadata::{DATABASE, Descriptor};
use regex::Regex;

/// A valid number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ValidNumber<'n> {
    pub(super) country_code: u16,
    /// The national significant number, leading zeros included.
    pub(super) national: Cow<'n, str>,
    pub(super) kind: Type,
}

impl ValidNumber<'_> {
    pub(super) fn e164(&self) -> String {
        let mut text = String::with_capacity("+999".len() + self.national.len());
        write!(text, "+{}{}", self.country_code, self.national)
            .expect("a String takes all that is written to it");
        text
    }

    /// The same, of digits that are kept nowhere else.
    pub(super) fn into_owned(self) -> ValidNumber<'static> {
        ValidNumber { national: Cow::Owned(self.national.into_owned()), ..self }
    }
}

/// A region's patterns.
struct Plan {
    country_code: u16,
    country_digits: String,
    general: Pattern,
    kinds: Vec<(Type, Pattern)>,
    leading_digits: Option<Regex>,
    international_prefix: Option<Regex>,
    national_prefix: Option<Regex>,
    transform_rule: Option<String>,
}

/// What the numbers of a kind look like.
struct Pattern {
    lengths: Vec<u16>,
    local_lengths: Vec<u16>,
    whole: Option<Regex>,
}

/// How a number's length compares with those that are possible.
#[derive(PartialEq, Eq)]
enum Length {
    Possible,
    TooLong,
    Other,
}

/// Every region's plan, compiled when first wanted.
struct Plans {
    regions: Vec<(&'static Metadata, OnceLock<Plan>)>,
    by_region: HashMap<&'static str, usize>,
    /// The regions of a country code, the main one first.
    by_code: HashMap<u16, Vec<usize>>,
}

fn plans() -> &'static Plans {
    static PLANS: OnceLock<Plans> = OnceLock::new();
    PLANS.get_or_init(|| {
        let (mut all, mut by_region, mut by_code) = (Vec::new(), HashMap::new(), HashMap::new());
        for code in 1..=999_u16 {
            let mut regions: Vec<usize> = Vec::new();
            for metadata in DATABASE.by_code(&code).unwrap_or_default() {
                by_region.insert(metadata.id(), all.len());
                let at = if metadata.is_main_country_for_code() { 0 } else { regions.len() };
                regions.insert(at, all.len());
                all.push((metadata, OnceLock::new()));
            }
            if !regions.is_empty() {
                by_code.insert(code, regions);
            }
        }
        Plans { regions: all, by_region, by_code }
    })
}

impl Plans {
    fn plan(&self, index: usize) -> &Plan {
        let (metadata, plan) = &self.regions[index];
        plan.get_or_init(|| Plan::compile(metadata))
    }

    fn of_region(&self, region: &str) -> Option<&Plan> {
        self.by_region.get(region).map(|index| self.plan(*index))
    }

    fn main_of(&self, country_code: u16) -> Option<&Plan> {
        self.by_code.get(&country_code)?.first().map(|index| self.plan(*index))
    }

    /// Takes the country code off an international number.
    fn split<'d>(&self, digits: &'d str) -> Option<(u16, &'d str)> {
        if digits.starts_with('0') {
            return None;
        }
        (1..=3.min(digits.len())).find_map(|length| {
            let code = digits[..length].parse().ok()?;
            self.by_code.contains_key(&code).then(|| (code, &digits[length..]))
        })
    }
}

/// Reads digits behind a `+`.
pub(super) fn international(digits: &str) -> Option<ValidNumber<'_>> {
    let plans = plans();
    let (code, rest) = plans.split(digits)?;
    let plan = plans.main_of(code)?;
    validate(code, plan.strip_national_prefix(rest))
}

/// Reads digits as they are dialled within a region.
pub(super) fn national<'d>(digits: &'d str, region: &str) -> Option<ValidNumber<'d>> {
    let plans = plans();
    let plan = plans.of_region(region)?;
    if let Some(prefix) = plan.international_prefix.as_ref().and_then(|prefix| prefix.find(digits))
        && !digits[prefix.end()..].starts_with('0')
        && let Some(number) = international(&digits[prefix.end()..])
    {
        return Some(number);
    }
    if let Some(rest) = digits.strip_prefix(&*plan.country_digits) {
        let stripped = plan.strip_national_prefix(rest);
        if (!plan.general.matches(digits) && plan.general.matches(&stripped))
            || plan.general.length(digits) == Length::TooLong
        {
            return validate(plan.country_code, stripped);
        }
    }
    validate(plan.country_code, plan.strip_national_prefix(digits))
}

/// The country code of a region.
pub(super) fn country_code(region: &str) -> Option<u16> {
    let plans = plans();
    plans.by_region.get(region).map(|index| plans.regions[*index].0.country_code())
}

/// Whether some region of the country code has such a number.
fn validate(country_code: u16, national: Cow<'_, str>) -> Option<ValidNumber<'_>> {
    if !(2..=17).contains(&national.len()) {
        return None;
    }
    let plans = plans();
    let regions = plans.by_code.get(&country_code)?;
    let kind = match regions.as_slice() {
        [only] => plans.plan(*only).kind(&national),
        several => several.iter().find_map(|region| {
            let plan = plans.plan(*region);
            match &plan.leading_digits {
                Some(leading) => leading.is_match(&national).then(|| plan.kind(&national)),
                None => Some(plan.kind(&national)).filter(Option::is_some),
            }
        })?,
    }?;
    Some(ValidNumber { country_code, national, kind })
}

impl Plan {
    fn compile(metadata: &Metadata) -> Self {
        let kinds = [
            Type::PremiumRate,
            Type::TollFree,
            Type::SharedCost,
            Type::Voip,
            Type::PersonalNumber,
            Type::Pager,
            Type::Uan,
            Type::Voicemail,
            Type::FixedLine,
            Type::Mobile,
        ];
        let descriptors = metadata.descriptors();
        let at_start = |pattern: &str| regex(&format!("^(?:{pattern})"));
        let kinds: Vec<(Type, Pattern)> = kinds
            .into_iter()
            .filter_map(|kind| Some((kind, Pattern::compile(descriptors.get(kind)?))))
            .collect();
        let mut general = Pattern::compile(descriptors.general());
        general.allow_lengths_of(kinds.iter().map(|(_, pattern)| pattern));
        // Where the metadata have no pattern for parsing, the plain prefix is one.
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the type is a dependency's dependency's"
        )]
        let prefix = metadata.national_prefix_for_parsing().map(|pattern| pattern.as_str());
        Self {
            country_code: metadata.country_code(),
            country_digits: metadata.country_code().to_string(),
            general,
            kinds,
            leading_digits: metadata.leading_digits().and_then(|pattern| at_start(pattern.as_str())),
            international_prefix: metadata
                .international_prefix()
                .and_then(|pattern| at_start(pattern.as_str())),
            national_prefix: prefix.or(metadata.national_prefix()).and_then(at_start),
            transform_rule: metadata.national_prefix_transform_rule().map(|rule| {
                // `regex` would read `$1` and a letter or digit behind it as one name.
                rule.replace("$1", "${1}").replace("$2", "${2}").replace("$3", "${3}")
            }),
        }
    }

    /// The number without the digits that are only dialled within the country.
    fn strip_national_prefix<'n>(&self, number: &'n str) -> Cow<'n, str> {
        let stripped = self.without_prefix(number);
        // What would then be too short keeps its digits: they were no prefix after all.
        match self.general.length(&stripped) {
            Length::Possible | Length::TooLong => stripped,
            Length::Other => Cow::Borrowed(number),
        }
    }

    fn without_prefix<'n>(&self, number: &'n str) -> Cow<'n, str> {
        let stripped = self.national_prefix.as_ref().and_then(|prefix| match &self.transform_rule {
            Some(rule) => {
                let captures = prefix.captures(number)?;
                let last_group = captures.len() > 1 && captures.get(captures.len() - 1).is_some();
                let end = captures.get(0).map_or(0, |found| found.end());
                let transformed = || prefix.replacen(number, 1, rule.as_str()).into_owned();
                Some(if last_group { Cow::Owned(transformed()) } else { Cow::Borrowed(&number[end..]) })
            }
            None => Some(Cow::Borrowed(&number[prefix.find(number)?.end()..])),
        });
        match stripped {
            Some(stripped) if !self.general.matches(number) || self.general.matches(&stripped) => stripped,
            _ => Cow::Borrowed(number),
        }
    }

    fn kind(&self, national: &str) -> Option<Type> {
        if !self.general.matches(national) {
            return None;
        }
        let matches = |wanted: Type| {
            self.kinds.iter().any(|(kind, pattern)| *kind == wanted && pattern.matches(national))
        };
        let found =
            self.kinds.iter().find(|(_, pattern)| pattern.matches(national)).map(|(kind, _)| *kind)?;
        Some(if found == Type::FixedLine && matches(Type::Mobile) { Type::FixedLineOrMobile } else { found })
    }
}

impl Pattern {
    fn compile(descriptor: &Descriptor) -> Self {
        Self {
            lengths: descriptor.possible_length().to_vec(),
            local_lengths: descriptor.possible_local_length().to_vec(),
            whole: regex(&format!("^(?:{})$", descriptor.national_number().as_str())),
        }
    }

    /// The metadata leave out the lengths that are possible in general: they are those of all kinds, and
    /// local where they are so for every kind that has them.
    fn allow_lengths_of<'p>(&mut self, kinds: impl Iterator<Item = &'p Pattern>) {
        for kind in kinds {
            self.lengths.extend(&kind.lengths);
            self.local_lengths.extend(&kind.local_lengths);
        }
        let lengths = self.lengths.clone();
        self.local_lengths.retain(|length| !lengths.contains(length));
    }

    fn matches(&self, number: &str) -> bool {
        let possible =
            self.lengths.is_empty() || self.lengths.iter().any(|length| usize::from(*length) == number.len());
        possible && self.whole.as_ref().is_some_and(|whole| whole.is_match(number))
    }

    fn length(&self, number: &str) -> Length {
        let is = |length: &u16| usize::from(*length) == number.len();
        if self.lengths.iter().any(is) && !self.local_lengths.iter().any(is) {
            Length::Possible
        } else if self.lengths.iter().all(|length| usize::from(*length) < number.len()) {
            Length::TooLong
        } else {
            Length::Other
        }
    }
}

/// The metadata's patterns are written over several lines. One that does not compile matches nothing.
fn regex(pattern: &str) -> Option<Regex> {
    regex::RegexBuilder::new(pattern).ignore_whitespace(true).unicode(false).build().ok()
}
