//! When to try again. Pure: `now` and chance are passed in.

use std::time::Duration;

/// No attempt follows a time-out or a "too many requests" sooner than this.
pub const SLOW_FLOOR: Duration = Duration::from_secs(60);

/// No pause is longer, whatever is asked.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(30 * 86_400);

/// The pauses between attempts.
///
/// ```
/// use std::time::Duration;
/// use tellal::outbox::{Pause, Schedule};
///
/// let schedule = Schedule::default();
/// let pause = |tries| schedule.pause(tries, Pause::default(), 0.0);
/// assert_eq!(pause(1), Some(Duration::from_secs(5)));
/// assert_eq!(pause(7), Some(Duration::from_secs(36_000)));
/// assert_eq!(pause(8), None, "there were eight attempts; that is all");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// The pause after the first attempt, the second, …; one attempt more than there are pauses.
    pub pauses: Vec<Duration>,
    /// By which part of itself a pause varies, so that what failed together does not come back together.
    pub jitter: f64,
}

/// What the provider's answer asks of the pause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pause {
    /// What its `Retry-After` said.
    pub retry_after: Option<Duration>,
    /// It timed out, or said that it gets too many requests.
    pub slow: bool,
}

impl Default for Schedule {
    fn default() -> Self {
        let pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000].map(Duration::from_secs).to_vec();
        Self { pauses, jitter: 0.2 }
    }
}

impl Schedule {
    /// The pause after the `tries`-th attempt, or `None` when that was the last. `chance` is from -1 to 1.
    ///
    /// A provider's own wish counts within one to two times the pause. Jitter neither falls short of it nor goes
    /// beyond twice the pause; neither does it fall short of [`SLOW_FLOOR`].
    pub fn pause(&self, tries: u32, pause: Pause, chance: f64) -> Option<Duration> {
        let index = usize::try_from(tries.checked_sub(1)?).ok()?;
        let floor = if pause.slow { SLOW_FLOOR } else { Duration::ZERO };
        let base = (*self.pauses.get(index)?).clamp(floor, LONGEST_PAUSE);
        let wished = pause.retry_after.map(|wish| wish.clamp(base, base * 2));
        let chance = if wished.is_some() { chance.abs() } else { chance };
        let varied = wished.unwrap_or(base).mul_f64(1.0 + self.jitter * chance.clamp(-1.0, 1.0));
        Some(varied.clamp(floor, base * 2))
    }

    /// No pause is longer than this. What is due later was planned by a clock that has since gone back.
    pub fn longest(&self) -> Duration {
        let longest = self.pauses.iter().max().copied().unwrap_or_default();
        longest.clamp(SLOW_FLOOR, LONGEST_PAUSE) * 2
    }
}
