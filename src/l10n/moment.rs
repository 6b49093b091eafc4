//! Dates and times in the reader's language, by ECMA-402's `dateStyle` and `timeStyle`.

use std::sync::OnceLock;

use icu_calendar::{Date, Gregorian};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu_datetime::fieldsets::{T, YMD, YMDE};
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_time::{DateTime, Time};
use jiff::civil;
use jiff::tz::TimeZone;
use writeable::TryWriteable;

use super::FormatError;
use super::patterns::{Patterns, patterns_of};
use super::tag::LanguageTag;

/// A point in time or a calendar day, as the event gave it.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// A timestamp with an offset, to be shown in the site's zone.
    Instant(jiff::Timestamp),
    /// A date and time without an offset: already local, never shifted.
    Local(civil::DateTime),
    /// A bare date, never shifted by a zone.
    Day(civil::Date),
}

impl Moment {
    /// Reads ISO 8601: `2024-01-15T10:30:00Z`, any offset, fractions of a second, or a bare date.
    ///
    /// ```
    /// use tellal::l10n::Moment;
    /// assert!(matches!(Moment::parse("2024-01-20"), Some(Moment::Day(_))));
    /// assert!(matches!(Moment::parse("2024-01-15T10:30:00+03:00"), Some(Moment::Instant(_))));
    /// assert_eq!(Moment::parse("yesterday"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() <= 10 {
            return text.parse().ok().map(Self::Day);
        }
        let instant = text.parse().ok().map(Self::Instant);
        instant.or_else(|| text.parse().ok().map(Self::Local))
    }

    fn in_zone(&self, zone: &TimeZone) -> civil::DateTime {
        match self {
            Self::Instant(timestamp) => zone.to_datetime(*timestamp),
            Self::Local(local) => *local,
            Self::Day(day) => day.at(0, 0, 0, 0),
        }
    }
}

/// `dateStyle`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// "15.01.2024"
    Short,
    /// "15 Oca 2024"
    Medium,
    /// "15 Ocak 2024"
    Long,
    /// "15 Ocak 2024 Pazartesi"
    Full,
}

/// `timeStyle`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeStyle {
    /// "10:30"
    Short,
    /// "10:30:00"
    Medium,
}

impl DateStyle {
    /// The names in templates and Fluent.
    pub const NAMES: [&'static str; 4] = ["short", "medium", "long", "full"];

    /// The style of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Short, Self::Medium, Self::Long, Self::Full];
        Self::NAMES.iter().position(|known| *known == name).map(|index| all[index])
    }
}

impl TimeStyle {
    /// The names in templates and Fluent.
    pub const NAMES: [&'static str; 2] = ["short", "medium"];

    /// The style of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Short, Self::Medium];
        Self::NAMES.iter().position(|known| *known == name).map(|index| all[index])
    }
}

/// A language's date and time formatters, made when first wanted and kept.
pub(crate) struct Moments {
    locale: icu_locale::Locale,
    patterns: Option<&'static Patterns>,
    cells: [OnceLock<Formatter>; 15],
}

/// How one pair of styles is written.
enum Formatter {
    /// By CLDR's own pattern for the styles.
    Pattern(Box<Patterned>),
    /// By ICU4X's nearest skeleton, for languages without a pattern here.
    Skeleton(Box<DateTimeFormatter<CompositeDateTimeFieldSet>>),
}

struct Patterned {
    pattern: DateTimePattern,
    names: FixedCalendarDateTimeNames<Gregorian>,
}

impl Formatter {
    fn write(&self, local: &DateTime<Gregorian>) -> Result<String, FormatError> {
        match self {
            Self::Pattern(patterned) => {
                let formatter = patterned.names.with_pattern_unchecked(&patterned.pattern);
                let mut text = String::new();
                // The outer result is the string's, which takes everything; the inner one tells of lacking data.
                match formatter.format(local).try_write_to(&mut text) {
                    Ok(Ok(())) => Ok(text),
                    Ok(Err(error)) => Err(FormatError::data(error)),
                    Err(error) => Err(FormatError::data(error)),
                }
            }
            Self::Skeleton(formatter) => Ok(formatter.format(local).to_string()),
        }
    }
}

impl Moments {
    pub(crate) fn new(tag: &LanguageTag) -> Self {
        let patterns = patterns_of(&tag.minimized());
        Self { locale: tag.locale(), patterns, cells: Default::default() }
    }

    /// Writes a moment; at least one of the styles must be given.
    pub(crate) fn format(
        &self,
        moment: &Moment,
        zone: &TimeZone,
        date_style: Option<DateStyle>,
        time_style: Option<TimeStyle>,
    ) -> Result<String, FormatError> {
        if time_style.is_some() && matches!(moment, Moment::Day(_)) {
            return Err(FormatError::NoTime);
        }
        let slot = date_style.map_or(0, |style| style as usize + 1)
            + 5 * time_style.map_or(0, |style| style as usize + 1);
        let cell = &self.cells[slot];
        let local = to_icu(moment.in_zone(zone))?;
        if let Some(formatter) = cell.get() {
            return formatter.write(&local);
        }
        let formatter = self.formatter(date_style, time_style)?;
        cell.get_or_init(|| formatter).write(&local)
    }

    fn formatter(&self, date: Option<DateStyle>, time: Option<TimeStyle>) -> Result<Formatter, FormatError> {
        let Some(patterns) = self.patterns else {
            let fields = field_set(date, time)?;
            let formatter = DateTimeFormatter::try_new((&self.locale).into(), fields);
            return formatter
                .map(|formatter| Formatter::Skeleton(Box::new(formatter)))
                .map_err(FormatError::data);
        };
        let text = match (date, time) {
            (Some(date), None) => patterns.date[date as usize].to_owned(),
            (None, Some(time)) => patterns.time[time as usize].to_owned(),
            (Some(date), Some(time)) => patterns.both[date as usize]
                .replace("{1}", patterns.date[date as usize])
                .replace("{0}", patterns.time[time as usize]),
            (None, None) => return Err(FormatError::Option("a dateStyle or a timeStyle".to_owned())),
        };
        let pattern = DateTimePattern::try_from_pattern_str(&text).map_err(FormatError::data)?;
        let mut names =
            FixedCalendarDateTimeNames::try_new((&self.locale).into()).map_err(FormatError::data)?;
        names.include_for_pattern(&pattern).map_err(FormatError::data)?;
        Ok(Formatter::Pattern(Box::new(Patterned { pattern, names })))
    }
}

impl std::fmt::Debug for Moments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Moments").finish_non_exhaustive()
    }
}

fn field_set(
    date: Option<DateStyle>,
    time: Option<TimeStyle>,
) -> Result<CompositeDateTimeFieldSet, FormatError> {
    use icu_datetime::fieldsets::enums::{DateAndTimeFieldSet, DateFieldSet, TimeFieldSet};
    let day = match date {
        Some(DateStyle::Short) => Some(YMD::short()),
        Some(DateStyle::Medium) => Some(YMD::medium()),
        Some(DateStyle::Long) => Some(YMD::long()),
        Some(DateStyle::Full) | None => None,
    };
    let full = (date == Some(DateStyle::Full)).then(YMDE::long);
    Ok(match (day, full, time) {
        (Some(day), _, None) => CompositeDateTimeFieldSet::Date(DateFieldSet::YMD(day)),
        (_, Some(full), None) => CompositeDateTimeFieldSet::Date(DateFieldSet::YMDE(full)),
        (Some(day), _, Some(TimeStyle::Short)) => {
            CompositeDateTimeFieldSet::DateTime(DateAndTimeFieldSet::YMDT(day.with_time_hm()))
        }
        (Some(day), _, Some(TimeStyle::Medium)) => {
            CompositeDateTimeFieldSet::DateTime(DateAndTimeFieldSet::YMDT(day.with_time_hms()))
        }
        (_, Some(full), Some(TimeStyle::Short)) => {
            CompositeDateTimeFieldSet::DateTime(DateAndTimeFieldSet::YMDET(full.with_time_hm()))
        }
        (_, Some(full), Some(TimeStyle::Medium)) => {
            CompositeDateTimeFieldSet::DateTime(DateAndTimeFieldSet::YMDET(full.with_time_hms()))
        }
        (_, _, Some(TimeStyle::Short)) => CompositeDateTimeFieldSet::Time(TimeFieldSet::T(T::hm())),
        (_, _, Some(TimeStyle::Medium)) => CompositeDateTimeFieldSet::Time(TimeFieldSet::T(T::hms())),
        (None, None, None) => return Err(FormatError::Option("a dateStyle or a timeStyle".to_owned())),
    })
}

fn to_icu(local: civil::DateTime) -> Result<DateTime<Gregorian>, FormatError> {
    let unsigned = |value: i8| u8::try_from(value).unwrap_or_default();
    let date =
        Date::try_new_gregorian(i32::from(local.year()), unsigned(local.month()), unsigned(local.day()));
    let time = Time::try_new(unsigned(local.hour()), unsigned(local.minute()), unsigned(local.second()), 0);
    match (date, time) {
        (Ok(date), Ok(time)) => Ok(DateTime { date, time }),
        _ => Err(FormatError::Data("a date outside the calendar".to_owned())),
    }
}
