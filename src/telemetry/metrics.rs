//! Every metric there is.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use super::family::{Family, Histogram, head, sample};
use crate::outbox::Stats;

/// Every metric of the program. `docs/operations.md` says what each tells an operator.
#[derive(Debug)]
pub struct Metrics {
    /// Events that were made durable, by event.
    pub accepted: Family<AtomicU64, 1>,
    /// Events that were there already, by event.
    pub duplicates: Family<AtomicU64, 1>,
    /// Requests that were refused, by status and code.
    pub refused: Family<AtomicU64, 2>,
    /// Bodies kept in quarantine, and those that could not be, by `kept` or `lost`.
    pub quarantined: Family<AtomicU64, 1>,
    /// From the head of a request to its answer, by path.
    pub requests: Family<Histogram, 1>,
    /// From asking the store to the event being durable.
    pub durable: Family<Histogram, 0>,
    /// Connections that were closed for a reason of ours, by reason.
    pub closed: Family<AtomicU64, 1>,
    /// Attempts to send, by provider and what came of them.
    pub attempts: Family<AtomicU64, 2>,
    /// How long providers took, by provider.
    pub provider: Family<Histogram, 1>,
    /// Entries that ended, by channel, state and reason.
    pub outcomes: Family<AtomicU64, 3>,
    /// From acceptance to delivery, by channel.
    pub delivery: Family<Histogram, 1>,
    /// Billed SMS segments, by provider.
    pub segments: Family<AtomicU64, 1>,
    /// How often a provider was left alone for a while, by provider.
    pub pauses: Family<AtomicU64, 1>,
    /// How often the store did not do as it was asked, by code.
    pub store_failures: Family<AtomicU64, 1>,
    /// Loads of the catalog, by `loaded` or `refused`.
    pub catalog: Family<AtomicU64, 1>,
    /// Log lines that were dropped, because nobody read them or there were too many of one kind.
    pub lines_dropped: Family<AtomicU64, 0>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            accepted: Family::new("tellal_accepted_total", "Events made durable.", ["event"]),
            duplicates: Family::new("tellal_duplicates_total", "Events that were there already.", ["event"]),
            refused: Family::new("tellal_refused_total", "Requests refused.", ["status", "code"]),
            quarantined: Family::new("tellal_quarantined_total", "Refused bodies kept or lost.", ["result"]),
            requests: Family::new("tellal_request_seconds", "Time to answer a request.", ["path"]),
            durable: Family::new("tellal_durable_seconds", "Time to make an event durable.", []),
            closed: Family::new("tellal_connections_closed_total", "Connections closed.", ["reason"]),
            attempts: Family::new("tellal_attempts_total", "Attempts to send.", ["provider", "result"]),
            provider: Family::new("tellal_provider_seconds", "Time of an attempt.", ["provider"]),
            outcomes: Family::new("tellal_outcomes_total", "Ends.", ["channel", "state", "reason"]),
            delivery: Family::new(
                "tellal_delivery_seconds",
                "Time from acceptance to delivery.",
                ["channel"],
            ),
            segments: Family::new("tellal_sms_segments_total", "Billed SMS segments sent.", ["provider"]),
            pauses: Family::new("tellal_provider_pauses_total", "Providers left alone.", ["provider"]),
            store_failures: Family::new("tellal_store_failures_total", "Failures of the store.", ["code"]),
            catalog: Family::new("tellal_catalog_loads_total", "Loads of the catalog.", ["result"]),
            lines_dropped: Family::new("tellal_log_lines_dropped_total", "Log lines dropped.", []),
        }
    }
}

/// What is so at the moment of asking.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Gauges {
    /// What is in the queue; `None` where that could never be found out.
    pub queue: Option<Queue>,
    /// Connections that are open.
    pub connections: u64,
    /// Whether the templates and locales in force are those on disk.
    pub catalog_current: bool,
    /// Whether an event can be made durable.
    pub ready: bool,
}

/// What was in the queue when it was last found out.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// Its figures.
    pub stats: Stats,
    /// How long the oldest entry that is not at its end has waited.
    pub oldest_waiting: Duration,
    /// How long ago that was.
    pub age: Duration,
}

impl Metrics {
    /// All of it in Prometheus' text format.
    pub fn text(&self, gauges: &Gauges) -> String {
        let mut out = String::with_capacity(16 * 1024);
        // Writing to a string does not fail.
        let _ = self.write(&mut out).and_then(|()| gauges.write(&mut out));
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        self.accepted.write(out)?;
        self.duplicates.write(out)?;
        self.refused.write(out)?;
        self.quarantined.write(out)?;
        self.requests.write(out)?;
        self.durable.write(out)?;
        self.closed.write(out)?;
        self.attempts.write(out)?;
        self.provider.write(out)?;
        self.outcomes.write(out)?;
        self.delivery.write(out)?;
        self.segments.write(out)?;
        self.pauses.write(out)?;
        self.store_failures.write(out)?;
        self.catalog.write(out)?;
        self.lines_dropped.write(out)
    }
}

impl Gauges {
    fn write(&self, out: &mut String) -> fmt::Result {
        // Without figures there are no lines of them: a zero would be taken for an empty queue.
        if let Some(queue) = &self.queue {
            queue.write(out)?;
        }
        let name = "tellal_queue_figures_age_seconds";
        head(out, name, "Age of the figures of the queue.", "gauge")?;
        match &self.queue {
            Some(queue) => sample(out, name, "", queue.age.as_secs_f64())?,
            None => sample(out, name, "", "+Inf")?,
        }
        let each = [
            ("tellal_connections", "Connections that are open.", exact(self.connections)),
            ("tellal_catalog_current", "1 if the catalog on disk is in force.", flag(self.catalog_current)),
            ("tellal_ready", "1 if events can be made durable.", flag(self.ready)),
        ];
        for (name, help, value) in each {
            head(out, name, help, "gauge")?;
            sample(out, name, "", value)?;
        }
        head(out, "tellal_build_info", "The version that runs.", "gauge")?;
        sample(out, "tellal_build_info", concat!("version=\"", env!("CARGO_PKG_VERSION"), "\""), 1)
    }
}

impl Queue {
    fn write(&self, out: &mut String) -> fmt::Result {
        let name = "tellal_queue_entries";
        head(out, name, "Entries of the queue by state.", "gauge")?;
        for (state, count) in self.stats.of_all_states() {
            sample(out, name, &format!("state=\"{state}\""), count)?;
        }
        let name = "tellal_queue_oldest_seconds";
        head(out, name, "Age of the oldest entry that is not at its end.", "gauge")?;
        sample(out, name, "", self.oldest_waiting.as_secs_f64())?;
        let name = "tellal_quarantine_bodies";
        head(out, name, "Refused bodies that are kept.", "gauge")?;
        sample(out, name, "", self.stats.quarantined)
    }
}

fn flag(yes: bool) -> f64 {
    if yes { 1.0 } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "no queue holds 2^53 entries")]
fn exact(number: u64) -> f64 {
    number as f64
}
