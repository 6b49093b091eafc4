//! What the running program says of itself: log lines and metrics. Neither names a customer or a secret.

mod family;
mod logging;
mod metrics;
mod observer;
mod output;

pub use family::{Family, Histogram};
pub use logging::{Format, LogConfig, LogHandle, start};
pub use metrics::{Gauges, Metrics, Queue};
pub use observer::Watch;
