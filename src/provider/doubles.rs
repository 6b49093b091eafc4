//! Providers for tests: one that remembers what it was given, one that always fails.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::{Answer, Delivery, Provider, ProviderId, Reason, Sending};

/// Remembers every delivery. Answers from a script while it lasts, then `Sent`.
#[derive(Debug, Default)]
pub struct Recording {
    name: String,
    seen: Mutex<Vec<Delivery>>,
    script: Mutex<VecDeque<Answer>>,
}

impl Recording {
    /// One that says `Sent` to everything.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// One that gives these answers first, in order.
    #[must_use]
    pub fn answering(mut self, answers: impl IntoIterator<Item = Answer>) -> Self {
        self.script = Mutex::new(answers.into_iter().collect());
        self
    }

    /// What it was given so far, in order.
    pub fn seen(&self) -> Vec<Delivery> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Provider for Recording {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a> {
        Box::pin(async move {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.push(delivery.clone());
            let scripted = self.script.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let sent = || Some(ProviderId::new(format!("recorded-{}", seen.len())));
            scripted.unwrap_or_else(|| Answer::Sent { provider_id: sent() })
        })
    }
}

/// Gives the same answer to everything.
#[derive(Debug)]
pub struct Failing {
    name: String,
    answer: Answer,
}

impl Failing {
    /// One that always answers this.
    pub fn with(name: impl Into<String>, answer: Answer) -> Self {
        Self { name: name.into(), answer }
    }

    /// One that is never well.
    pub fn transient(name: impl Into<String>) -> Self {
        Self::with(
            name,
            Answer::transient(Reason::new(super::code::UNAVAILABLE, "a double that always fails")),
        )
    }

    /// One that refuses everything.
    pub fn permanent(name: impl Into<String>) -> Self {
        Self::with(
            name,
            Answer::permanent(Reason::new(super::code::REJECTED, "a double that always refuses")),
        )
    }
}

impl Provider for Failing {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, _: &'a Delivery) -> Sending<'a> {
        Box::pin(async move { self.answer.clone() })
    }
}
