//! The connection that writes, and how many entries the transaction under way has moved from state to state.

use std::cell::Cell;
use std::ops::Deref;

use rusqlite::Connection;

use crate::outbox::State;

type Moved = [i64; State::ALL.len()];

/// A connection that keeps count: how many entries are in each state is known without looking at them, and is
/// committed together with what changed it.
#[derive(Debug)]
pub(super) struct Ledger {
    db: Connection,
    moved: Cell<Moved>,
}

impl Deref for Ledger {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.db
    }
}

impl Ledger {
    pub(super) fn new(db: Connection) -> Self {
        Self { db, moved: Cell::default() }
    }

    /// Begins a transaction. What one that came to nothing has moved is forgotten.
    pub(super) fn begin(&self) -> rusqlite::Result<()> {
        self.moved.set(Moved::default());
        self.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(())
    }

    /// An entry has left a state, come into one, or both.
    pub(super) fn moves(&self, from: Option<State>, to: Option<State>) {
        let mut moved = self.moved.get();
        for (state, by) in [(from, -1), (to, 1)] {
            if let Some(index) = state.and_then(|state| State::ALL.iter().position(|known| *known == state)) {
                moved[index] += by;
            }
        }
        self.moved.set(moved);
    }

    /// Writes the counts and ends the transaction.
    pub(super) fn commit(&self) -> rusqlite::Result<()> {
        for (state, by) in State::ALL.into_iter().zip(self.moved.take()) {
            if by != 0 {
                self.prepare_cached(
                    "INSERT INTO state_count VALUES (?1, ?2)
                     ON CONFLICT (state) DO UPDATE SET entries = entries + excluded.entries",
                )?
                .execute((state.as_str(), by))?;
            }
        }
        self.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}
