//! A clock that jumps ahead: at boot it may be years behind until the time service sets it.

use std::time::Duration;

use jiff::Timestamp;

use crate::clock::later;

/// Less is no jump: the clock is set a little, or the process was not served for a while.
const JUMP: Duration = Duration::from_secs(3_600);
/// So long after a jump what waits is not held to be old: time to send it, or to put the clock back.
const GRACE: Duration = Duration::from_secs(3_600);

/// Watches the time of day by the clock that never jumps.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    seen: Option<(Timestamp, Duration)>,
    grace_until: Duration,
}

impl Jumps {
    /// Looks at both clocks, and says by how much the time of day has jumped ahead since the last look, if it has.
    pub(super) fn look(&mut self, now: Timestamp, elapsed: Duration) -> Option<Duration> {
        let (then, before) = self.seen.replace((now, elapsed))?;
        let expected = later(then, elapsed.saturating_sub(before));
        let ahead = Duration::try_from(now.duration_since(expected)).ok().filter(|ahead| *ahead > JUMP)?;
        self.grace_until = elapsed + GRACE;
        Some(ahead)
    }

    /// How long what is handed out is worth sending at least: nothing but what it is, unless there was a jump.
    pub(super) fn grace(&self, elapsed: Duration) -> Duration {
        self.grace_until.saturating_sub(elapsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    #[test]
    fn only_a_jump_ahead_gives_grace() {
        let seconds = Duration::from_secs;
        let at = |seconds: i64| from_millis(seconds * 1_000);
        let mut jumps = Jumps::default();
        for (now, elapsed) in [(1_000, 10), (101_000, 100_010), (104_000, 100_020), (4_000, 100_030)] {
            assert_eq!(jumps.look(at(now), seconds(elapsed)), None, "{now}");
            assert_eq!(jumps.grace(seconds(elapsed)), Duration::ZERO);
        }
        assert_eq!(jumps.look(at(94_000), seconds(100_040)), Some(seconds(89_990)));
        assert_eq!(jumps.grace(seconds(100_640)), seconds(3_000));
        assert_eq!(jumps.look(at(94_600), seconds(100_640)), None);
        assert_eq!(jumps.grace(seconds(103_640)), Duration::ZERO);
    }
}
