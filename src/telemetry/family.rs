//! Counters and histograms by label, bounded, written in Prometheus' text format.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Label values of a family are taken from closed sets; should one grow all the same, what comes after this
/// many goes to `other`.
const MAX_SERIES: usize = 256;

type Labels<const N: usize> = [Cow<'static, str>; N];

/// A metric that is kept for each combination of its labels' values.
#[derive(Debug)]
pub struct Family<T, const N: usize> {
    name: &'static str,
    help: &'static str,
    labels: [&'static str; N],
    series: RwLock<BTreeMap<Labels<N>, Arc<T>>>,
}

impl<T: Default, const N: usize> Family<T, N> {
    /// A family without any series yet.
    pub fn new(name: &'static str, help: &'static str, labels: [&'static str; N]) -> Self {
        Self { name, help, labels, series: RwLock::default() }
    }

    /// The metric of these values.
    pub fn of(&self, values: [&str; N]) -> Arc<T> {
        let wanted: Labels<N> = values.map(|value| Cow::Owned(value.to_owned()));
        let series = self.series.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = series.get(&wanted) {
            return Arc::clone(found);
        }
        let full = series.len() >= MAX_SERIES;
        drop(series);
        let wanted = if full { values.map(|_| Cow::Borrowed("other")) } else { wanted };
        let mut series = self.series.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(series.entry(wanted).or_default())
    }

    fn each(&self, mut write: impl FnMut(&str, &T) -> fmt::Result) -> fmt::Result {
        let series = self.series.read().unwrap_or_else(PoisonError::into_inner);
        for (values, metric) in series.iter() {
            let pairs = self.labels.iter().zip(values).map(|(label, value)| {
                let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
                format!("{label}=\"{value}\"")
            });
            write(&pairs.collect::<Vec<_>>().join(","), metric)?;
        }
        Ok(())
    }
}

impl<const N: usize> Family<AtomicU64, N> {
    /// Counts one.
    pub fn count(&self, values: [&str; N]) {
        self.add(values, 1);
    }

    /// Counts several.
    pub fn add(&self, values: [&str; N], number: u64) {
        self.of(values).fetch_add(number, Ordering::Relaxed);
    }

    /// Writes all series as counters.
    pub(super) fn write(&self, out: &mut String) -> fmt::Result {
        head(out, self.name, self.help, "counter")?;
        self.each(|labels, count| sample(out, self.name, labels, count.load(Ordering::Relaxed)))
    }
}

impl<const N: usize> Family<Histogram, N> {
    /// Notes a duration.
    pub fn observe(&self, values: [&str; N], took: Duration) {
        self.of(values).observe(took);
    }

    /// Writes all series as histograms.
    pub(super) fn write(&self, out: &mut String) -> fmt::Result {
        head(out, self.name, self.help, "histogram")?;
        self.each(|labels, histogram| histogram.write(out, self.name, labels))
    }
}

/// Durations by size: from half a millisecond to what a message may wait in the queue.
#[derive(Debug, Default)]
pub struct Histogram {
    buckets: [AtomicU64; BOUNDS.len()],
    count: AtomicU64,
    micros: AtomicU64,
}

/// Upper bounds, in seconds.
const BOUNDS: [f64; 17] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, 600.0, 3600.0,
];

impl Histogram {
    /// Notes a duration.
    pub fn observe(&self, took: Duration) {
        let seconds = took.as_secs_f64();
        if let Some(at) = BOUNDS.iter().position(|bound| seconds <= *bound) {
            self.buckets[at].fetch_add(1, Ordering::Relaxed);
        }
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    fn write(&self, out: &mut String, name: &str, labels: &str) -> fmt::Result {
        let comma = if labels.is_empty() { "" } else { "," };
        // Read before the buckets, so that none of them is above the whole.
        let count = self.count.load(Ordering::Relaxed);
        let mut below = 0;
        for (bound, bucket) in BOUNDS.iter().zip(&self.buckets) {
            below = (below + bucket.load(Ordering::Relaxed)).min(count);
            writeln!(out, "{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {below}")?;
        }
        writeln!(out, "{name}_bucket{{{labels}{comma}le=\"+Inf\"}} {count}")?;
        #[expect(clippy::cast_precision_loss, reason = "a sum of seconds, for people")]
        let sum = self.micros.load(Ordering::Relaxed) as f64 / 1e6;
        let braces = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
        writeln!(out, "{name}_sum{braces} {sum}")?;
        writeln!(out, "{name}_count{braces} {count}")
    }
}

/// The lines before the samples of a metric.
pub(super) fn head(out: &mut String, name: &str, help: &str, kind: &str) -> fmt::Result {
    writeln!(out, "# HELP {name} {help}")?;
    writeln!(out, "# TYPE {name} {kind}")
}

/// One sample.
pub(super) fn sample(out: &mut String, name: &str, labels: &str, value: impl fmt::Display) -> fmt::Result {
    if labels.is_empty() {
        writeln!(out, "{name} {value}")
    } else {
        writeln!(out, "{name}{{{labels}}} {value}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_prometheus_reads_it() {
        let counters: Family<AtomicU64, 2> = Family::new("a_total", "Help.", ["x", "y"]);
        counters.count(["1", "two \"quoted\""]);
        counters.add(["1", "two \"quoted\""], 2);
        let histograms: Family<Histogram, 0> = Family::new("b_seconds", "Help.", []);
        histograms.observe([], Duration::from_millis(3));
        histograms.observe([], Duration::from_secs(9999));
        let mut out = String::new();
        counters.write(&mut out).unwrap();
        histograms.write(&mut out).unwrap();
        assert!(
            out.contains("# TYPE a_total counter\na_total{x=\"1\",y=\"two \\\"quoted\\\"\"} 3\n"),
            "{out}"
        );
        assert!(
            out.contains("b_seconds_bucket{le=\"0.0025\"} 0\nb_seconds_bucket{le=\"0.005\"} 1\n"),
            "{out}"
        );
        assert!(
            out.contains("le=\"3600\"} 1\nb_seconds_bucket{le=\"+Inf\"} 2\nb_seconds_sum 9999.003\n"),
            "{out}"
        );
    }

    #[test]
    fn the_number_of_series_is_bounded() {
        let counters: Family<AtomicU64, 1> = Family::new("a_total", "Help.", ["x"]);
        for number in 0..1000 {
            counters.count([&number.to_string()]);
        }
        let mut out = String::new();
        counters.write(&mut out).unwrap();
        assert_eq!(out.lines().count(), MAX_SERIES + 3);
        assert!(out.contains("a_total{x=\"other\"} 744\n"), "{out}");
    }
}
