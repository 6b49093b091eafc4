//! `GET /readyz` and `/metrics`: whether all is well, and figures.

use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde::Serialize;
use tokio::time::Instant;

use super::Gateway;
use super::catalog::CatalogReport;
use super::router::{Answer, json};
use crate::outbox::Stats;
use crate::telemetry::Gauges;

/// Figures of the queue are this old at most. Whoever asks for metrics all the time asks the disk no oftener.
const REMEMBERED: Duration = Duration::from_millis(500);

/// The figures that were asked for last.
pub(super) type Remembered = tokio::sync::Mutex<Option<(Instant, Stats)>>;

impl Gateway {
    /// Ready is: events can be made durable, and the process is not stopping. A catalog with faults does not
    /// make it unready, since the last good one is in force.
    pub(super) fn readiness(&self) -> Answer {
        #[derive(Serialize)]
        struct Report {
            ready: bool,
            stopping: bool,
            store: &'static str,
            catalog: CatalogReport,
        }
        let store = match self.parts.intake.ready() {
            Ok(()) => "ok",
            Err(error) => error.code(),
        };
        let stopping = self.stopping.load(Ordering::Relaxed);
        let ready = store == "ok" && !stopping;
        let report = Report { ready, stopping, store, catalog: self.parts.catalog.report() };
        let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        json(status, serde_json::to_vec(&report).unwrap_or_default())
    }

    pub(super) async fn metrics_text(&self) -> Answer {
        let stats = self.figures().await;
        let now = self.parts.clock.now();
        let waiting = stats.oldest_waiting.map(|oldest| now.duration_since(oldest).unsigned_abs());
        let gauges = Gauges {
            states: stats.states.iter().map(|(state, count)| (state.as_str(), *count)).collect(),
            oldest_waiting: waiting,
            quarantined: stats.quarantined,
            connections: self.connections.open() as u64,
            catalog_current: self.parts.catalog.is_current(),
            ready: self.parts.intake.ready().is_ok() && !self.stopping.load(Ordering::Relaxed),
        };
        let mut answer = Response::new(Full::new(Bytes::from(self.parts.metrics.text(&gauges))));
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        answer
    }

    /// One at a time asks; whoever waited meanwhile gets the same answer.
    async fn figures(&self) -> Stats {
        let mut remembered = self.figures.lock().await;
        if let Some((_, stats)) = remembered.as_ref().filter(|(at, _)| at.elapsed() < REMEMBERED) {
            return stats.clone();
        }
        let asked = tokio::time::timeout(self.parts.config.accept_time, (self.parts.figures)()).await;
        let stats = asked.ok().flatten().unwrap_or_default();
        *remembered = Some((Instant::now(), stats.clone()));
        stats
    }
}
