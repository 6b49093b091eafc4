//! Reads a section of `tellal.toml` key by key, and tells every fault with its key, what it says and what is expected.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use jiff::{Span, SpanRelativeTo, Unit};
use toml::{Table, Value};

use crate::nearest::nearest;

/// A section of the configuration. Whoever reads it names every key there is, so what remains is a mistake.
pub(crate) struct Section<'a> {
    path: String,
    table: &'a Table,
    known: Vec<String>,
    faults: &'a mut Vec<String>,
}

impl<'a> Section<'a> {
    pub(crate) fn new(path: impl Into<String>, table: &'a Table, faults: &'a mut Vec<String>) -> Self {
        Self { path: path.into(), table, known: Vec::new(), faults }
    }

    pub(crate) fn path(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    pub(crate) fn fault(&mut self, key: &str, what: impl std::fmt::Display) {
        let path = self.path(key);
        self.faults.push(format!("{path}: {what}"));
    }

    /// Whether there is such a key, right or wrong.
    pub(crate) fn says(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of a key, which is thereby known.
    pub(crate) fn value(&mut self, key: &str) -> Option<&'a Value> {
        self.known.push(key.to_owned());
        self.table.get(key)
    }

    /// What `read` makes of a key's value; where it refuses it, it says what is expected.
    pub(crate) fn key<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&'a Value) -> Result<T, String>,
    ) -> Option<T> {
        read(self.value(key)?).map_err(|expected| self.fault(key, format_args!("expected {expected}"))).ok()
    }

    fn typed<T>(&mut self, key: &str, expected: &str, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        let value = self.value(key)?;
        let read = read(value);
        if read.is_none() {
            self.fault(key, format_args!("expected {expected}, found {}", kind(value)));
        }
        read
    }

    pub(crate) fn text(&mut self, key: &str) -> Option<&'a str> {
        self.typed(key, "text", Value::as_str)
    }

    pub(crate) fn required_text(&mut self, key: &str, expected: &str) -> Option<&'a str> {
        if !self.table.contains_key(key) {
            self.known.push(key.to_owned());
            self.fault(key, format_args!("missing; expected {expected}"));
            return None;
        }
        self.text(key)
    }

    /// One of several words.
    pub(crate) fn word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let near = did_you_mean(text, names.iter().copied());
            self.fault(key, format_args!("`{text}` is none of {}{near}", names.join(", ")));
        }
        found
    }

    pub(crate) fn flag(&mut self, key: &str) -> Option<bool> {
        self.typed(key, "true or false", Value::as_bool)
    }

    pub(crate) fn number(&mut self, key: &str, range: RangeInclusive<f64>) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "the values that are in range are small")]
        let read = |value: &Value| value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
        let number = self.typed(key, "a number", read)?;
        if range.contains(&number) {
            return Some(number);
        }
        self.fault(key, format_args!("{number} is not from {} to {}", range.start(), range.end()));
        None
    }

    /// A time: seconds, or text such as `"90s"`.
    pub(crate) fn seconds(&mut self, key: &str, range: RangeInclusive<f64>) -> Option<Duration> {
        let value = self.value(key)?;
        match duration(value) {
            Ok(time) if range.contains(&time.as_secs_f64()) => return Some(time),
            Ok(time) => {
                let (time, least, most) = (time.as_secs_f64(), range.start(), range.end());
                self.fault(key, format_args!("{time} is not from {least} to {most} seconds"));
            }
            Err(expected) => self.fault(key, format_args!("expected {expected}")),
        }
        None
    }

    pub(crate) fn whole(&mut self, key: &str, range: RangeInclusive<u64>) -> Option<u64> {
        let number = self.typed(key, "a whole number", Value::as_integer)?;
        let whole = u64::try_from(number).ok().filter(|whole| range.contains(whole));
        if whole.is_none() {
            self.fault(key, format_args!("{number} is not from {} to {}", range.start(), range.end()));
        }
        whole
    }

    pub(crate) fn table(&mut self, key: &str) -> Option<&'a Table> {
        self.typed(key, "a section", Value::as_table)
    }

    pub(crate) fn list(&mut self, key: &str) -> Option<&'a [Value]> {
        self.typed(key, "a list", |value| value.as_array().map(Vec::as_slice))
    }

    pub(crate) fn texts(&mut self, key: &str) -> Option<Vec<&'a str>> {
        self.typed(key, "a list of texts", |value| value.as_array()?.iter().map(Value::as_str).collect())
    }

    pub(crate) fn file(&mut self, key: &str) -> Option<PathBuf> {
        self.text(key).map(PathBuf::from)
    }

    /// The keys of a section inside this one.
    pub(crate) fn keys_of(&self, key: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.table.get(key).and_then(Value::as_table).into_iter().flat_map(Table::keys).map(String::as_str)
    }

    /// A section inside this one.
    pub(crate) fn inner<T>(&mut self, key: &str, read: impl FnOnce(&mut Section<'_>) -> T) -> Option<T> {
        let table = self.table(key)?;
        Some(self.at(key, table, read))
    }

    /// A section that stands at a place of this one.
    pub(crate) fn at<T>(&mut self, key: &str, table: &Table, read: impl FnOnce(&mut Section<'_>) -> T) -> T {
        let mut section = Section::new(self.path(key), table, self.faults);
        let value = read(&mut section);
        section.finish();
        value
    }

    /// Tells of keys that nobody asked for.
    pub(crate) fn finish(self) {
        for key in self.table.keys().filter(|key| !self.known.contains(key)) {
            let known = self.known.iter().map(String::as_str);
            let near = did_you_mean(key, known.clone());
            let known: Vec<&str> = known.collect();
            let known = if near.is_empty() { format!("; known: {}", known.join(", ")) } else { near };
            self.faults.push(format!("{}.{key}: there is no such key{known}", self.path));
        }
    }
}

pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "text",
        Value::Integer(_) | Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a section",
    }
}

/// A duration: a number of seconds, or text such as `"90s"`, `"2h 30m"` or `"30d"`.
pub(crate) fn duration(value: &Value) -> Result<Duration, String> {
    let expected = || "seconds as a number, or text such as \"90s\", \"2h 30m\" or \"30d\"".to_owned();
    let seconds = match value {
        Value::Integer(seconds) => {
            return u64::try_from(*seconds).map(Duration::from_secs).map_err(|_| expected());
        }
        Value::Float(seconds) => *seconds,
        Value::String(text) => {
            let span: Span = text.parse().map_err(|_| expected())?;
            span.total((Unit::Second, SpanRelativeTo::days_are_24_hours())).map_err(|_| expected())?
        }
        _ => return Err(expected()),
    };
    Duration::try_from_secs_f64(seconds).map_err(|_| expected())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_seconds_or_text() {
        let read = |text: &str| duration(&Value::String(text.to_owned())).map(|duration| duration.as_secs());
        assert_eq!(read("90s"), Ok(90));
        assert_eq!(read("2h 30m"), Ok(9_000));
        assert_eq!(read("30d"), Ok(2_592_000));
        assert!(read("soon").is_err());
        assert!(read("-5s").is_err());
        assert_eq!(duration(&Value::Float(0.5)), Ok(Duration::from_millis(500)));
        assert!(duration(&Value::Integer(-1)).is_err());
    }

    #[test]
    fn every_fault_is_told_with_its_key() {
        let table: Table = "pth = 1\nretry = true\nlimit = 10\nat = \"x\"".parse().expect("TOML");
        let mut faults = Vec::new();
        let mut section = Section::new("outbox", &table, &mut faults);
        assert_eq!(section.text("path"), None);
        section.whole("retry", 0..=9);
        section.whole("limit", 0..=9);
        section.key::<()>("at", |_| Err("an address".to_owned()));
        section.finish();
        assert_eq!(
            faults,
            [
                "outbox.retry: expected a whole number, found true or false",
                "outbox.limit: 10 is not from 0 to 9",
                "outbox.at: expected an address",
                "outbox.pth: there is no such key; did you mean path?"
            ]
        );
    }
}
