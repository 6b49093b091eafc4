//! Reads one section of `tellal.toml` key by key; what nobody asked for is a mistake with a suggestion.

use std::time::Duration;

use jiff::{Span, SpanRelativeTo, Unit};

use crate::nearest::nearest;

/// A section being read. Every mistake lands in one list, each with its key.
pub(crate) struct Section<'a> {
    name: &'a str,
    table: &'a toml::Table,
    known: Vec<&'static str>,
    errors: &'a mut Vec<String>,
}

impl<'a> Section<'a> {
    pub(crate) fn new(name: &'a str, table: &'a toml::Table, errors: &'a mut Vec<String>) -> Self {
        Self { name, table, known: Vec::new(), errors }
    }

    /// A key's value, or the default where it is absent or `read` refuses it with what it should be.
    pub(crate) fn key<T>(
        &mut self,
        key: &'static str,
        default: T,
        read: impl FnOnce(&toml::Value) -> Result<T, String>,
    ) -> T {
        self.known.push(key);
        let Some(value) = self.table.get(key) else { return default };
        read(value).unwrap_or_else(|expected| {
            self.errors.push(format!("{}.{key}: {expected}", self.name));
            default
        })
    }

    pub(crate) fn duration(&mut self, key: &'static str, default: Duration) -> Duration {
        self.key(key, default, duration)
    }

    pub(crate) fn flag(&mut self, key: &'static str, default: bool) -> bool {
        self.key(key, default, |value| value.as_bool().ok_or_else(|| "true or false".to_owned()))
    }

    /// A whole number between two bounds.
    pub(crate) fn integer(
        &mut self,
        key: &'static str,
        default: u64,
        bounds: std::ops::RangeInclusive<u64>,
    ) -> u64 {
        self.key(key, default, |value| {
            let number = value.as_integer().and_then(|number| u64::try_from(number).ok());
            number
                .filter(|number| bounds.contains(number))
                .ok_or_else(|| format!("a whole number from {} to {}", bounds.start(), bounds.end()))
        })
    }

    /// A number between two bounds.
    pub(crate) fn number(
        &mut self,
        key: &'static str,
        default: f64,
        bounds: std::ops::RangeInclusive<f64>,
    ) -> f64 {
        self.key(key, default, |value| {
            #[expect(clippy::cast_precision_loss, reason = "whole numbers here are small")]
            let number = value.as_float().or_else(|| value.as_integer().map(|number| number as f64));
            number
                .filter(|number| bounds.contains(number))
                .ok_or_else(|| format!("a number from {} to {}", bounds.start(), bounds.end()))
        })
    }

    /// Reports every key that was not asked for.
    pub(crate) fn finish(self) {
        for key in self.table.keys().filter(|key| !self.known.contains(&key.as_str())) {
            let near = nearest(key, self.known.iter().copied());
            let near = near.map_or_else(
                || format!("; there are {}", self.known.join(", ")),
                |near| format!("; did you mean {near}?"),
            );
            self.errors.push(format!("{}.{key}: there is no such key{near}", self.name));
        }
    }
}

/// A duration: a number of seconds, or text such as `"90s"`, `"2h 30m"` or `"30d"`.
pub(crate) fn duration(value: &toml::Value) -> Result<Duration, String> {
    let expected = || "seconds as a number, or text such as \"90s\", \"2h 30m\" or \"30d\"".to_owned();
    let seconds = match value {
        toml::Value::Integer(seconds) => {
            return u64::try_from(*seconds).map(Duration::from_secs).map_err(|_| expected());
        }
        toml::Value::Float(seconds) => *seconds,
        toml::Value::String(text) => {
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
        let read =
            |text: &str| duration(&toml::Value::String(text.to_owned())).map(|duration| duration.as_secs());
        assert_eq!(read("90s"), Ok(90));
        assert_eq!(read("2h 30m"), Ok(9_000));
        assert_eq!(read("30d"), Ok(2_592_000));
        assert!(read("soon").is_err());
        assert!(read("-5s").is_err());
        assert_eq!(duration(&toml::Value::Float(0.5)), Ok(Duration::from_millis(500)));
        assert!(duration(&toml::Value::Integer(-1)).is_err());
    }

    #[test]
    fn an_unknown_key_names_its_neighbour() {
        let table: toml::Table = "pth = 1\nretry = true".parse().unwrap();
        let mut errors = Vec::new();
        let mut section = Section::new("outbox", &table, &mut errors);
        section.integer("path", 1, 0..=9);
        section.integer("retry", 1, 0..=9);
        section.finish();
        assert_eq!(
            errors,
            [
                "outbox.retry: a whole number from 0 to 9",
                "outbox.pth: there is no such key; did you mean path?"
            ]
        );
    }
}
