//! `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// How long to wait. A date counts from the answer's own `Date`, so that no clock needs to agree with another; only
/// where there is none, from `now`.
pub(super) fn retry_after(value: &str, date: Option<&str>, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::from(u32::MAX))));
    }
    let until = http_date(value)?;
    let since = date.and_then(http_date).unwrap_or(now);
    Some(Duration::try_from(until.duration_since(since)).unwrap_or_default())
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates() {
        let now: Timestamp = "2026-11-25T10:00:00Z".parse().unwrap();
        let seconds =
            |text: &str, date: Option<&str>| retry_after(text, date, now).map(|duration| duration.as_secs());
        assert_eq!(seconds("120", None), Some(120));
        assert_eq!(seconds(" 0 ", None), Some(0));
        assert_eq!(seconds("Wed, 25 Nov 2026 10:01:30 GMT", None), Some(90));
        let own_clock = Some("Wed, 25 Nov 2026 10:01:00 GMT");
        assert_eq!(seconds("Wed, 25 Nov 2026 10:01:30 GMT", own_clock), Some(30));
        assert_eq!(seconds("Wed, 25 Nov 2026 09:00:00 GMT", None), Some(0), "a date that has passed");
        assert_eq!(seconds("99999999999999999999999", None), Some(u64::from(u32::MAX)));
        for nothing in ["", "-1", "soon", "1.5", "1e3"] {
            assert_eq!(seconds(nothing, None), None, "{nothing:?}");
        }
    }
}
