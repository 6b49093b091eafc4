//! Log lines about strangers: some a second, so that nobody can fill a disk from outside.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So many may come at once, and again each second.
const PER_SECOND: u32 = 20;

/// Says whether another line may be written.
#[derive(Debug, Default)]
pub(super) struct Throttle(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    second: u64,
    used: u32,
}

impl Throttle {
    /// Whether a line may be written at a moment, counted from any start.
    pub(super) fn allows(&self, elapsed: Duration) -> bool {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if window.second != elapsed.as_secs() {
            *window = Window { second: elapsed.as_secs(), used: 0 };
        }
        window.used = window.used.saturating_add(1);
        window.used <= PER_SECOND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_a_second() {
        let throttle = Throttle::default();
        let allowed = |second| (0..100).filter(|_| throttle.allows(Duration::from_secs(second))).count();
        assert_eq!((allowed(1), allowed(1), allowed(2)), (20, 0, 20));
    }
}
