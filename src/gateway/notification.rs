//! `POST /api/notification`: an event in, 200 once it is durable.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use http_body_util::Full;
use hyper::Response;
use tokio::time::Instant;

use super::Gateway;
use super::problem::Code;
use super::request_id::RequestId;
use super::router::{Answer, Refusal};
use crate::dispatch::{Observed, Observer};
use crate::outbox::{Accepted, NewEntry, StoreError};
use crate::telemetry::Watch;

impl Gateway {
    /// Takes an event.
    pub(super) async fn take(&self, body: Bytes, id: &RequestId) -> Result<Answer, Refusal> {
        let parts = &self.parts;
        let (config, supersession) = (parts.engine.config(), &parts.outbox.supersession);
        let entry = match NewEntry::read(&body, config, supersession, parts.clock.now(), id.as_str()) {
            Ok(entry) => entry,
            Err(error) => return Err(Refusal::of_body(error, body)),
        };
        let (event, bytes) = (entry.event, body.len());
        drop(body);
        let start = Instant::now();
        let accepted = tokio::time::timeout(parts.config.accept_time, parts.intake.accept(entry)).await;
        let took = start.elapsed();
        match accepted {
            Ok(Ok(accepted)) => {
                self.store_answered();
                parts.metrics.durable.observe([], took);
                let duplicate = matches!(accepted, Accepted::Duplicate(_));
                let counter = if duplicate { &parts.metrics.duplicates } else { &parts.metrics.accepted };
                counter.count([event.as_str()]);
                self.tell_withdrawn(&accepted);
                let message_id = accepted.id();
                tracing::info!(
                    request_id = %id,
                    message_id = %message_id,
                    event = event.as_str(),
                    duplicate,
                    bytes,
                    "event accepted"
                );
                Ok(Response::new(Full::default()))
            }
            Ok(Err(error)) => {
                let code = if error == StoreError::Full { Code::StoreFull } else { Code::StoreUnavailable };
                Err(self.not_durable(error.code(), &error.to_string(), code, id))
            }
            Err(_) => {
                let code = Code::StoreTimeout;
                Err(self.not_durable(code.as_str(), "the store did not answer in time", code, id))
            }
        }
    }

    /// What an event has withdrawn came to its end here, and nobody else tells of it.
    fn tell_withdrawn(&self, accepted: &Accepted) {
        let Accepted::InsteadOf { withdrawn, .. } = accepted else { return };
        let watch = Watch::new(Arc::clone(&self.parts.metrics));
        for entry in withdrawn.iter().filter(|entry| entry.progress.state.is_end()) {
            watch.observe(&Observed::recorded(entry, &entry.progress, self.parts.clock.now()));
        }
    }

    fn not_durable(&self, failure: &'static str, why: &str, code: Code, id: &RequestId) -> Refusal {
        self.parts.metrics.store_failures.count([failure]);
        self.ailing.store(true, Ordering::Relaxed);
        tracing::error!(request_id = %id, code = failure, "an event could not be made durable: {why}");
        Refusal::of_body(code, Bytes::new())
    }

    fn store_answered(&self) {
        if self.ailing.load(Ordering::Relaxed) && self.ailing.swap(false, Ordering::Relaxed) {
            tracing::info!("events are made durable again");
        }
    }
}
