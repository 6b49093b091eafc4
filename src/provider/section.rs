//! Reads a section key by key, and tells every fault with its key, what it says and what is expected.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use toml::{Table, Value};

use super::secret::Secret;
use crate::nearest::nearest;
use crate::section::duration;

/// A section of the configuration. Whoever reads it names every key there is, so what remains is a mistake.
pub(super) struct Section<'a> {
    path: String,
    table: &'a Table,
    known: Vec<String>,
    faults: &'a mut Vec<String>,
}

impl<'a> Section<'a> {
    pub(super) fn new(path: impl Into<String>, table: &'a Table, faults: &'a mut Vec<String>) -> Self {
        Self { path: path.into(), table, known: Vec::new(), faults }
    }

    pub(super) fn path(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    pub(super) fn fault(&mut self, key: &str, what: impl std::fmt::Display) {
        let path = self.path(key);
        self.faults.push(format!("{path}: {what}"));
    }

    /// Whether there is such a key, right or wrong.
    pub(super) fn says(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of a key, which is thereby known.
    pub(super) fn value(&mut self, key: &str) -> Option<&'a Value> {
        self.known.push(key.to_owned());
        self.table.get(key)
    }

    fn typed<T>(&mut self, key: &str, expected: &str, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        let value = self.value(key)?;
        let read = read(value);
        if read.is_none() {
            self.fault(key, format_args!("expected {expected}, found {}", kind(value)));
        }
        read
    }

    pub(super) fn text(&mut self, key: &str) -> Option<&'a str> {
        self.typed(key, "text", Value::as_str)
    }

    pub(super) fn required_text(&mut self, key: &str, expected: &str) -> Option<&'a str> {
        if !self.table.contains_key(key) {
            self.known.push(key.to_owned());
            self.fault(key, format_args!("missing; expected {expected}"));
            return None;
        }
        self.text(key)
    }

    /// One of several words.
    pub(super) fn word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let near = did_you_mean(text, names.iter().copied());
            self.fault(key, format_args!("`{text}` is none of {}{near}", names.join(", ")));
        }
        found
    }

    pub(super) fn flag(&mut self, key: &str) -> bool {
        self.typed(key, "true or false", Value::as_bool).unwrap_or(false)
    }

    pub(super) fn number(&mut self, key: &str, range: RangeInclusive<f64>) -> Option<f64> {
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
    pub(super) fn seconds(&mut self, key: &str, range: RangeInclusive<f64>) -> Option<Duration> {
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

    pub(super) fn whole(&mut self, key: &str, range: RangeInclusive<u64>) -> Option<u64> {
        let number = self.typed(key, "a whole number", Value::as_integer)?;
        let whole = u64::try_from(number).ok().filter(|whole| range.contains(whole));
        if whole.is_none() {
            self.fault(key, format_args!("{number} is not from {} to {}", range.start(), range.end()));
        }
        whole
    }

    pub(super) fn table(&mut self, key: &str) -> Option<&'a Table> {
        self.typed(key, "a section", Value::as_table)
    }

    pub(super) fn list(&mut self, key: &str) -> Option<&'a [Value]> {
        self.typed(key, "a list", |value| value.as_array().map(Vec::as_slice))
    }

    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<&'a str>> {
        self.typed(key, "a list of texts", |value| value.as_array()?.iter().map(Value::as_str).collect())
    }

    pub(super) fn file(&mut self, key: &str) -> Option<PathBuf> {
        self.text(key).map(PathBuf::from)
    }

    /// A section inside this one.
    pub(super) fn inner<T>(&mut self, key: &str, read: impl FnOnce(&mut Section<'_>) -> T) -> Option<T> {
        let table = self.table(key)?;
        Some(self.at(key, table, read))
    }

    /// A section that stands at a place of this one.
    pub(super) fn at<T>(&mut self, key: &str, table: &Table, read: impl FnOnce(&mut Section<'_>) -> T) -> T {
        let mut section = Section::new(self.path(key), table, self.faults);
        let value = read(&mut section);
        section.finish();
        value
    }

    /// A secret: `key`, or the first line of the file that `key_file` names.
    pub(super) fn secret(&mut self, key: &str) -> Option<Secret> {
        let given = self.text(key);
        let file_key = format!("{key}_file");
        let file = self.file(&file_key);
        match (given, file) {
            (Some(_), Some(_)) => {
                self.fault(key, format_args!("both {key} and {file_key}; one of them is enough"));
                None
            }
            (Some(""), None) => {
                self.fault(key, "is empty");
                None
            }
            (Some(text), None) => Some(Secret::new(text)),
            (None, Some(path)) => Secret::from_file(&path).map_err(|error| self.fault(&file_key, error)).ok(),
            (None, None) => None,
        }
    }

    /// Every secret of a section of secrets, by its name.
    pub(super) fn secrets(&mut self, key: &str) -> Vec<(String, Secret)> {
        let written = self.table.get(key).and_then(Value::as_table).map(Table::keys).into_iter().flatten();
        let names: BTreeSet<String> =
            written.map(|name| name.strip_suffix("_file").unwrap_or(name).to_owned()).collect();
        let read = self.inner(key, |section| {
            names.into_iter().filter_map(|name| section.secret(&name).map(|secret| (name, secret))).collect()
        });
        read.unwrap_or_default()
    }

    /// Tells of keys that nobody asked for.
    pub(super) fn finish(self) {
        for key in self.table.keys().filter(|key| !self.known.contains(key)) {
            let known = self.known.iter().map(String::as_str);
            let near = did_you_mean(key, known.clone());
            let known: Vec<&str> = known.collect();
            let known = if near.is_empty() { format!("; known: {}", known.join(", ")) } else { near };
            self.faults.push(format!("{}.{key}: there is no such key{known}", self.path));
        }
    }
}

pub(super) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "text",
        Value::Integer(_) | Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a section",
    }
}
