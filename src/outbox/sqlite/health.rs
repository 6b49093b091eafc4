//! Whether the store can take things in at this moment.

use std::sync::{Mutex, PoisonError};

use crate::outbox::StoreError;

/// What the writer has seen last.
#[derive(Debug, Default)]
pub(super) struct Health(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    full: bool,
    failed: Option<StoreError>,
}

impl Health {
    fn seen<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn state(&self) -> Result<(), StoreError> {
        self.seen(|seen| match (&seen.failed, seen.full) {
            (Some(error), _) => Err(error.clone()),
            (None, true) => Err(StoreError::Full),
            (None, false) => Ok(()),
        })
    }

    pub(super) fn is_full(&self) -> bool {
        self.seen(|seen| seen.full)
    }

    pub(super) fn fill_up(&self) {
        self.seen(|seen| seen.full = true);
    }

    pub(super) fn make_room(&self) {
        self.seen(|seen| seen.full = false);
    }

    pub(super) fn fail(&self, error: &StoreError) {
        self.seen(|seen| seen.failed = Some(error.clone()));
    }

    pub(super) fn work(&self) {
        self.seen(|seen| seen.failed = None);
    }
}
