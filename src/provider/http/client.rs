//! One request and its answer, within limits of time and size. Redirects are not followed.
#![expect(
    clippy::disallowed_methods,
    reason = "this is an edge: a date in `Retry-After` is compared with the clock"
)]

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use hyper::{Request, Uri};
use hyper_util::client::legacy::connect::capture_connection;
use hyper_util::client::legacy::{Client as Pool, Error as PoolError};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::time::{Instant, timeout_at};

use super::retry_after::retry_after;
use super::rules::{Read, Response};
use super::shape::Body;
use crate::provider::net::{DialError, Stream, Target};
use crate::provider::{Answer, Reason, code};

/// The most that is read of an answer.
const MAX_ANSWER: usize = 64 * 1024;
/// The most that is read of an answer's head.
const MAX_HEAD: usize = 32 * 1024;
const MAX_HEADERS: usize = 64;
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(30);

/// Connections to one host, kept open between requests.
pub(super) struct Client {
    pool: Pool<Connector, Body>,
}

impl Client {
    pub(super) fn new(target: Target, concurrency: usize) -> Self {
        let pool = Pool::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(concurrency)
            .http1_max_buf_size(MAX_HEAD)
            .http1_max_headers(MAX_HEADERS)
            .build(Connector(Arc::new(target)));
        Self { pool }
    }

    /// # Errors
    /// What to answer where no answer came.
    pub(super) async fn send(
        &self,
        mut request: Request<Body>,
        header_timeout: Duration,
        timeout: Duration,
    ) -> Result<Response, Answer> {
        let connection = capture_connection(&mut request);
        let start = Instant::now();
        // As soon as there is a connection the request is on its way, and nobody can tell how far it came.
        let on_its_way = || connection.connection_metadata().is_some();
        let answered = timeout_at(start + header_timeout.min(timeout), self.pool.request(request)).await;
        let (head, body) = match answered {
            Ok(Ok(response)) => response.into_parts(),
            Ok(Err(error)) => return Err(failed(&error, on_its_way())),
            Err(_) if on_its_way() => {
                return Err(Answer::ambiguous(Reason::new(code::TIMEOUT, "no answer in time")));
            }
            Err(_) => return Err(Answer::transient(DialError::Timeout.reason())),
        };
        let body = match timeout_at(start + timeout, read(body)).await {
            Ok(read) => read,
            Err(_) => Err(Reason::new(code::TIMEOUT, "the answer was not complete in time")),
        };
        let body = body.map_or_else(Read::Unreadable, |bytes| Read::of(&bytes));
        Ok(Response { status: head.status, retry_after: wait(&head.headers), body })
    }
}

async fn read(body: Incoming) -> Result<Bytes, Reason> {
    match Limited::new(body, MAX_ANSWER).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Reason::new(code::TOO_LARGE_ANSWER, format!("more than {} KB", MAX_ANSWER / 1024)))
        }
        Err(_) => Err(Reason::new(code::CONNECTION, "the answer broke off")),
    }
}

fn wait(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    retry_after(text(RETRY_AFTER)?, text(DATE), jiff::Timestamp::now())
}

/// What to answer where no head of an answer came.
fn failed(error: &PoolError, on_its_way: bool) -> Answer {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(dial) = cause.downcast_ref::<DialError>() {
            return Answer::transient(dial.reason());
        }
        if let Some(hyper) = cause.downcast_ref::<hyper::Error>()
            && hyper.is_parse()
        {
            let why = "what came back is not HTTP, or has a head larger than any should be";
            return Answer::ambiguous(Reason::new(code::GARBLED_ANSWER, why));
        }
        source = cause.source();
    }
    let reason = Reason::new(code::CONNECTION, "the connection broke");
    if on_its_way { Answer::ambiguous(reason) } else { Answer::transient(reason) }
}

/// Connects to the one host that the configuration names.
#[derive(Clone)]
struct Connector(Arc<Target>);

impl tower_service::Service<Uri> for Connector {
    type Response = TokioIo<Stream>;
    type Error = DialError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, DialError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), DialError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let target = Arc::clone(&self.0);
        Box::pin(async move { target.dial().await.map(TokioIo::new) })
    }
}
