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
use crate::telemetry::{Gauges, Queue};

/// Figures of the queue are this old at most. Whoever asks for metrics all the time asks the disk no oftener.
const REMEMBERED: Duration = Duration::from_millis(500);

/// So long is waited for figures. Whoever asks for metrics does not wait for ever, and has most of them without.
const PATIENCE: Duration = Duration::from_secs(2);

/// The figures that were had last, and when they were last asked for.
pub(super) type Remembered = tokio::sync::Mutex<Asked>;

#[derive(Debug, Default)]
pub(super) struct Asked {
    at: Option<Instant>,
    had: Option<(Instant, Stats)>,
}

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
        let now = self.parts.clock.now();
        let queue = self.figures().await.map(|(age, stats)| Queue {
            // A clock that was put back makes nothing wait.
            oldest_waiting: stats
                .oldest_waiting
                .and_then(|oldest| Duration::try_from(now.duration_since(oldest)).ok())
                .unwrap_or_default(),
            stats,
            age,
        });
        let gauges = Gauges {
            queue,
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

    /// The figures and their age: where the store does not say, the last that it said, never none in their
    /// place. One at a time asks; whoever waited meanwhile gets the same answer.
    async fn figures(&self) -> Option<(Duration, Stats)> {
        let mut asked = self.figures.lock().await;
        if asked.at.is_none_or(|at| at.elapsed() >= REMEMBERED) {
            let since = Instant::now();
            if let Ok(Some(stats)) = tokio::time::timeout(PATIENCE, (self.parts.figures)()).await {
                asked.had = Some((since, stats));
            }
            asked.at = Some(Instant::now());
        }
        asked.had.as_ref().map(|(at, stats)| (at.elapsed(), stats.clone()))
    }
}
