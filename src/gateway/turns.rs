//! Whose turn it is on a connection: what was found of each head, in order, for whoever answers it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::problem::Code;

/// Shared by the guard of a connection, which sees heads, and the service, which answers them.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Result<(), Code>>,
    serving: usize,
}

impl Turns {
    /// A head was seen.
    pub(super) fn push(&self, verdict: Result<(), Code>) {
        self.locked().waiting.push_back(verdict);
    }

    /// The next request begins. One that the guard never saw is refused.
    pub(super) fn begin(&self) -> Result<(), Code> {
        let mut state = self.locked();
        state.serving += 1;
        state.waiting.pop_front().unwrap_or(Err(Code::MalformedRequest))
    }

    /// A request was answered.
    pub(super) fn end(&self) {
        let mut state = self.locked();
        state.serving = state.serving.saturating_sub(1);
    }

    /// Whether a request was seen that is not answered yet.
    pub(super) fn is_serving(&self) -> bool {
        let state = self.locked();
        state.serving > 0 || !state.waiting.is_empty()
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
