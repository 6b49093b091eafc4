//! The program under load, under attack and under the axe. Short by default; with `TELLAL_LONG=1` as long and as
//! hard as `tests/load.sh` asks, with figures printed and limits asserted.

pub(crate) mod client;
mod crash;
pub(crate) mod program;
mod rate;
mod saturation;
mod silence;
mod sink;
mod slow_loris;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::support::fixture;

/// Whether to run as long as the limits ask.
pub(crate) fn long() -> bool {
    std::env::var_os("TELLAL_LONG").is_some_and(|value| value == "1")
}

/// One test at a time: they measure.
pub(crate) static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Events that differ: each has an order of its own.
#[derive(Clone)]
pub(crate) struct Events {
    text: Arc<str>,
    next: Arc<AtomicU64>,
}

/// What stands before the number of an order.
pub(crate) const ORDER: &str = "ORD-N";

impl Events {
    pub(crate) fn new() -> Self {
        let text = fixture("order_delivered").replace("ORD-2024-00001", "ORD-N@@@@@@@@@");
        Self { text: text.into(), next: Arc::default() }
    }

    /// The next event, and its number.
    pub(crate) fn next(&self) -> (u64, Vec<u8>) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        (number, self.text.replace("@@@@@@@@@", &format!("{number:09}")).into_bytes())
    }
}

/// The value below which this part of all values lies.
pub(crate) fn quantile(sorted: &[Duration], part: f64) -> Duration {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let at = (sorted.len() as f64 * part) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}
