//! What a provider may be asked to do at once, and for how long.

use std::time::Duration;

use crate::section::Section;

/// Limits of one provider. Its caller holds them, all but `timeout`, which the provider holds itself: the caller
/// gives up only a while later.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderLimits {
    /// The longest that one attempt may take, from connecting to the end of the answer.
    pub timeout: Duration,
    /// Attempts under way at once.
    pub concurrency: usize,
    /// Attempts a second; `None` is as many as come.
    pub rate: Option<f64>,
    /// When to leave it alone for a while.
    pub breaker: Breaker,
}

/// After so many failures in a row a provider is left alone for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breaker {
    /// Failures in a row.
    pub failures: u32,
    /// For how long.
    pub pause: Duration,
}

impl Default for ProviderLimits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            concurrency: 8,
            rate: None,
            breaker: Breaker { failures: 5, pause: Duration::from_secs(30) },
        }
    }
}

impl ProviderLimits {
    /// Reads `timeout`, `concurrency`, `rate` and `breaker`; what is absent is as in `default`.
    pub(super) fn read(section: &mut Section<'_>, default: &Self) -> Self {
        let timeout = section.seconds("timeout", 0.05..=600.0).unwrap_or(default.timeout);
        let concurrency = section.whole("concurrency", 1..=1024).unwrap_or(default.concurrency as u64);
        let rate = section.number("rate", 0.001..=100_000.0).or(default.rate);
        let breaker = section.inner("breaker", |section| Breaker {
            failures: section
                .whole("failures", 1..=10_000)
                .and_then(|failures| u32::try_from(failures).ok())
                .unwrap_or(default.breaker.failures),
            pause: section.seconds("pause", 0.0..=86_400.0).unwrap_or(default.breaker.pause),
        });
        Self {
            timeout,
            concurrency: usize::try_from(concurrency).unwrap_or(default.concurrency),
            rate,
            breaker: breaker.unwrap_or(default.breaker),
        }
    }
}
