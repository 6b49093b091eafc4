//! What keeps one provider's trouble from being everybody's: room for so many at once, so many a second, and a
//! pause after failures in a row. Pure: the time is passed in.

use std::time::Duration;

use crate::provider::ProviderLimits;

/// What an attempt says about its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It answered, whatever it answered.
    Working,
    /// It did not, or asked to be left alone.
    Failing,
    /// No attempt was made after all.
    Unknown,
}

/// The state of one provider's limits. Times are those of a clock that never goes back.
#[derive(Debug, Clone)]
pub struct Bulkhead {
    limits: ProviderLimits,
    in_flight: usize,
    /// Attempts that the rate allows at once; a second's worth gathers at most.
    tokens: f64,
    filled_at: Duration,
    failures: u32,
    /// The breaker is open until then; afterwards one attempt shows whether it may close.
    paused_until: Option<Duration>,
}

impl Bulkhead {
    /// One that nothing has gone through.
    pub fn new(limits: ProviderLimits) -> Self {
        let tokens = limits.rate.unwrap_or_default().max(1.0);
        Self { limits, in_flight: 0, tokens, filled_at: Duration::ZERO, failures: 0, paused_until: None }
    }

    /// How many attempts may start now.
    pub fn room(&mut self, now: Duration) -> usize {
        self.fill(now);
        let free = self.limits.concurrency.max(1).saturating_sub(self.in_flight);
        let free = match self.paused_until {
            Some(until) if now < until => 0,
            Some(_) => usize::from(self.in_flight == 0).min(free),
            None => free,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "tokens are few")]
        let allowed = if self.limits.rate.is_some() { self.tokens as usize } else { free };
        free.min(allowed)
    }

    /// Lets an attempt in, if there is room.
    pub fn enter(&mut self, now: Duration) -> bool {
        let enters = self.room(now) > 0;
        if enters {
            self.in_flight += 1;
            self.tokens -= f64::from(u8::from(self.limits.rate.is_some()));
        }
        enters
    }

    /// An attempt has ended.
    pub fn leave(&mut self, now: Duration, health: Health) {
        self.in_flight = self.in_flight.saturating_sub(1);
        match health {
            Health::Working => (self.failures, self.paused_until) = (0, None),
            Health::Failing => self.fail(now),
            Health::Unknown => self.tokens += f64::from(u8::from(self.limits.rate.is_some())),
        }
    }

    /// When there will be room that is lacking now, whatever attempts do; `None` when only their end makes any.
    pub fn opens_at(&mut self, now: Duration) -> Option<Duration> {
        self.fill(now);
        if self.in_flight >= self.limits.concurrency.max(1) {
            return None;
        }
        let rested = self.paused_until.unwrap_or(now);
        let rate = self.limits.rate.filter(|_| self.tokens < 1.0);
        let filled = rate.map_or(now, |rate| now + Duration::from_secs_f64((1.0 - self.tokens) / rate));
        let opens = rested.max(filled);
        (opens > now).then_some(opens)
    }

    /// Whether it is being left alone.
    pub fn is_paused(&self, now: Duration) -> bool {
        self.paused_until.is_some_and(|until| now < until)
    }

    fn fail(&mut self, now: Duration) {
        self.failures = self.failures.saturating_add(1);
        let breaker = self.limits.breaker;
        let trial_failed = self.paused_until.is_some_and(|until| now >= until);
        let too_many = breaker.failures > 0 && self.failures >= breaker.failures;
        if trial_failed || (too_many && self.paused_until.is_none()) {
            self.paused_until = Some(now + breaker.pause);
        }
    }

    fn fill(&mut self, now: Duration) {
        if let Some(rate) = self.limits.rate {
            let passed = now.saturating_sub(self.filled_at).as_secs_f64();
            self.tokens = (self.tokens + passed * rate).min(rate.max(1.0));
        }
        self.filled_at = now;
    }
}
