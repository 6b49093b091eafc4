//! Time and chance: what the rest of the crate is handed and never reads for itself.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the clock is read")]

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The time of day, to the millisecond. It may jump either way: somebody may set it.
    fn now(&self) -> Timestamp;
    /// Time since some moment of the past. It never goes back; limits of time are measured by it.
    fn elapsed(&self) -> Duration;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn elapsed(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

/// A moment as the stores keep it: milliseconds since 1970. What lies outside of the calendar is moved to its
/// nearest end.
pub fn from_millis(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// A moment later by a duration, or the end of the calendar.
pub fn later(at: Timestamp, by: Duration) -> Timestamp {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    from_millis(at.as_millisecond().saturating_add(by))
}

/// A moment earlier by a duration, or the start of the calendar.
pub fn earlier(at: Timestamp, by: Duration) -> Timestamp {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    from_millis(at.as_millisecond().saturating_sub(by))
}

/// A random number from -1 to 1, for jitter.
pub fn chance() -> f64 {
    fastrand::f64().mul_add(2.0, -1.0)
}

/// Random bytes that make ids unique. They are no secret.
pub(crate) fn random_bytes() -> [u8; 10] {
    let mut bytes = [0; 10];
    fastrand::fill(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(later(Timestamp::MAX, Duration::MAX), from_millis(i64::MAX));
        assert_eq!(earlier(Timestamp::MIN, Duration::MAX), from_millis(i64::MIN));
        let now = SystemClock.now();
        assert_eq!(from_millis(now.as_millisecond()), now);
        assert!(SystemClock.elapsed() <= SystemClock.elapsed());
    }
}
