//! Whether the store can take things in at this moment.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::writer::Kind;
use crate::outbox::StoreError;

/// A commit that takes longer is no sign of life.
const SILENCE: Duration = Duration::from_secs(5);

/// What the writer has seen last.
#[derive(Debug, Default)]
pub(super) struct Health(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    full: bool,
    failed: Option<StoreError>,
    /// Since when the writer has been at the work that it is at.
    busy_since: Option<Duration>,
}

impl Health {
    fn seen<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// `now` is as of the clock that never goes back.
    pub(super) fn state(&self, now: Duration) -> Result<(), StoreError> {
        self.seen(|seen| {
            if let Some(error) = &seen.failed {
                return Err(error.clone());
            }
            match seen.busy_since.map(|since| now.saturating_sub(since)) {
                Some(silent) if silent > SILENCE => {
                    let seconds = silent.as_secs();
                    Err(StoreError::Unavailable(format!("the disk has not answered for {seconds} seconds")))
                }
                _ if seen.full => Err(StoreError::Full),
                _ => Ok(()),
            }
        })
    }

    pub(super) fn is_full(&self) -> bool {
        self.seen(|seen| seen.full)
    }

    pub(super) fn has_failed(&self) -> bool {
        self.seen(|seen| seen.failed.is_some())
    }

    pub(super) fn fill_up(&self) {
        self.seen(|seen| seen.full = true);
    }

    pub(super) fn make_room(&self) {
        self.seen(|seen| seen.full = false);
    }

    /// The writer begins something that may take as long as the disk does.
    pub(super) fn begin(&self, now: Duration) {
        self.seen(|seen| seen.busy_since = Some(now));
    }

    pub(super) fn end(&self) {
        self.seen(|seen| seen.busy_since = None);
    }

    /// A request failed. Damage may lie where only work under way comes: then things can still be taken in.
    pub(super) fn fail(&self, error: &StoreError, kind: Kind) {
        if kind == Kind::Intake || !is_damage(error) {
            self.seen(|seen| seen.failed = Some(error.clone()));
        }
    }

    /// Something was committed. Where things could not be taken in because of damage, only taking something in
    /// proves that they can.
    pub(super) fn work(&self, took_in: bool) {
        self.seen(|seen| seen.failed.take_if(|error| took_in || !is_damage(error)));
    }
}

fn is_damage(error: &StoreError) -> bool {
    matches!(error, StoreError::Corrupt(_) | StoreError::Foreign(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_hangs_is_not_ready() {
        let health = Health::default();
        let at = Duration::from_secs;
        assert_eq!(health.state(at(100)), Ok(()));
        health.begin(at(100));
        assert_eq!(health.state(at(105)), Ok(()));
        assert_eq!(health.state(at(106)).unwrap_err().code(), "store_unavailable");
        health.end();
        assert_eq!(health.state(at(200)), Ok(()));
    }

    #[test]
    fn damage_where_things_are_taken_in_is_not_ready_until_something_is() {
        let health = Health::default();
        let damage = StoreError::Corrupt("a page".to_owned());
        health.fail(&damage, Kind::Work);
        assert_eq!(health.state(Duration::ZERO), Ok(()));
        health.fail(&damage, Kind::Intake);
        health.work(false);
        assert_eq!(health.state(Duration::ZERO), Err(damage));
        health.work(true);
        assert_eq!(health.state(Duration::ZERO), Ok(()));
        health.fail(&StoreError::Unavailable("busy".to_owned()), Kind::Work);
        assert!(health.has_failed());
        health.work(false);
        assert_eq!(health.state(Duration::ZERO), Ok(()));
    }
}
