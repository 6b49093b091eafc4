//! What a request asks for, and how every answer leaves: with its id, counted, and logged.

use std::sync::atomic::Ordering;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::{Body, Incoming};
use hyper::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode};
use tokio::time::Instant;

use super::body::Read;
use super::connections::Seat;
use super::problem::{Code, Problem};
use super::request_id::RequestId;
use super::{Gateway, body};
use crate::outbox::Refused;

/// So much of what is wrong with a body is kept beside it.
const MAX_DETAIL: usize = 4 * 1024;

/// What is answered.
pub(super) type Answer = Response<Full<Bytes>>;

/// A request that is refused.
pub(super) struct Refusal {
    problem: Box<Problem>,
    /// What an authenticated sender sent: so much was read, and there was more.
    body: Option<(Bytes, bool)>,
    /// Whether the sender is known.
    known: bool,
    /// Whether the body was left unread, so that the connection cannot go on.
    unread: bool,
}

impl Refusal {
    /// Of somebody who is not known, or before anything was read.
    pub(super) fn unread(problem: impl Into<Problem>) -> Self {
        Self { problem: Box::new(problem.into()), body: None, known: false, unread: true }
    }

    /// Of somebody who may call, with the whole body.
    pub(super) fn of_body(problem: impl Into<Problem>, body: Bytes) -> Self {
        Self { problem: Box::new(problem.into()), body: Some((body, false)), known: true, unread: false }
    }

    /// Of somebody who may call, with what was read of the body before it was too long, or took too long.
    fn of_read(problem: impl Into<Problem>, Read { bytes, fault }: Read) -> Self {
        let cut_off = fault.is_some();
        Self { problem: Box::new(problem.into()), body: Some((bytes, cut_off)), known: true, unread: cut_off }
    }
}

/// A path that is served, as it is named in metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    Notification,
    Preview,
    Health,
    Ready,
    Metrics,
    Other,
}

impl Path {
    fn of(path: &str) -> Self {
        match path {
            "/api/notification" => Self::Notification,
            "/api/preview" => Self::Preview,
            "/healthz" => Self::Health,
            "/readyz" => Self::Ready,
            "/metrics" => Self::Metrics,
            _ => Self::Other,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Notification => "/api/notification",
            Self::Preview => "/api/preview",
            Self::Health => "/healthz",
            Self::Ready => "/readyz",
            Self::Metrics => "/metrics",
            Self::Other => "other",
        }
    }
}

impl Gateway {
    /// Answers one request. `verdict` is what was found of its head before hyper saw it.
    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        seat: &Seat,
        verdict: Result<(), Code>,
    ) -> Answer {
        let start = Instant::now();
        let id = RequestId::of(request.headers());
        let path = if verdict.is_ok() { Path::of(request.uri().path()) } else { Path::Other };
        let answered = match verdict {
            Ok(()) => self.route(path, request, seat, &id).await,
            Err(code) => Err(Refusal::unread(code)),
        };
        let mut answer = match answered {
            Ok(answer) => answer,
            Err(refusal) => self.refuse(refusal, path, seat, &id).await,
        };
        if let Ok(value) = HeaderValue::from_str(id.as_str()) {
            answer.headers_mut().insert("x-request-id", value);
        }
        if self.stopping.load(Ordering::Relaxed) {
            answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        self.parts.metrics.requests.observe([path.name()], start.elapsed());
        answer
    }

    async fn route(
        &self,
        path: Path,
        request: Request<Incoming>,
        seat: &Seat,
        id: &RequestId,
    ) -> Result<Answer, Refusal> {
        let (head, body) = request.into_parts();
        let is_get = head.method == Method::GET || head.method == Method::HEAD;
        let is_post = head.method == Method::POST;
        match path {
            Path::Other => Err(self.astray(Code::NotFound.into(), &head, body, seat).await),
            Path::Notification | Path::Preview if !is_post => {
                Err(self.astray(Problem::not_allowed("POST"), &head, body, seat).await)
            }
            Path::Health | Path::Ready | Path::Metrics if !is_get => {
                Err(self.astray(Problem::not_allowed("GET, HEAD"), &head, body, seat).await)
            }
            Path::Health => Ok(json(StatusCode::OK, br#"{"alive":true}"#.to_vec())),
            Path::Ready => Ok(self.readiness()),
            Path::Metrics => Ok(self.metrics_text().await),
            Path::Notification => {
                self.authenticate(&head, seat).await?;
                let _room = self.room().await?;
                let body = self.read_event(&head, body).await?;
                self.take(body, id).await
            }
            Path::Preview => {
                self.authenticate(&head, seat).await?;
                let preview = super::preview::options(head.uri.query())?;
                let _room = self.room().await?;
                let body = self.read_event(&head, body).await?;
                self.preview(body, preview).await
            }
        }
    }

    /// What somebody known sends to the wrong place is read and kept all the same: it is not sent again.
    async fn astray(&self, problem: Problem, head: &Parts, body: Incoming, seat: &Seat) -> Refusal {
        let is_known =
            head.headers.contains_key(AUTHORIZATION) && self.authenticate(head, seat).await.is_ok();
        if !is_known || body.is_end_stream() {
            return Refusal::unread(problem);
        }
        let Ok(_room) = self.room().await else { return Refusal::unread(problem) };
        let config = &self.parts.config;
        let read = body::read(body, &head.headers, config.body_limit, config.body_time).await;
        Refusal::of_read(problem, read)
    }

    async fn authenticate(&self, head: &Parts, seat: &Seat) -> Result<(), Refusal> {
        let header = head.headers.get(AUTHORIZATION).map(HeaderValue::as_bytes);
        if self.admits(header) {
            return Ok(());
        }
        // Asking without credentials is how many clients begin; it is no guess.
        if header.is_some() {
            let now = Instant::now();
            if let Some((wait, _asleep)) = self.slowdown.failed(seat.address(), now) {
                // Whoever waits for a refusal makes place like one that is idle.
                seat.wait(now);
                tokio::time::sleep(wait).await;
            }
        }
        Err(Refusal::unread(Code::Unauthorized))
    }

    /// Room for one more body in memory, held until its request is answered.
    async fn room(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Refusal> {
        let waiting = tokio::time::timeout(self.parts.config.body_time, self.bodies.acquire());
        match waiting.await {
            Ok(Ok(room)) => Ok(room),
            _ => Err(Refusal::unread(Code::Busy)),
        }
    }

    /// The whole body of somebody who may call.
    async fn read_event(&self, head: &Parts, body: Incoming) -> Result<Bytes, Refusal> {
        let config = &self.parts.config;
        let kind = body::fault_of_type(&head.headers);
        let read = body::read(body, &head.headers, config.body_limit, config.body_time).await;
        let empty = (read.fault.is_none() && read.bytes.is_empty()).then_some(Code::EmptyBody);
        // What is compressed can be larger than it says, and is refused for that.
        let compressed = kind.filter(|kind| *kind == Code::CompressedBody && read.fault.is_some());
        match compressed.or(read.fault).or(empty).or(kind) {
            Some(code) => Err(Refusal::of_read(code, read)),
            None => Ok(read.bytes),
        }
    }

    async fn refuse(&self, refusal: Refusal, path: Path, seat: &Seat, id: &RequestId) -> Answer {
        let Refusal { problem, body, known, unread } = refusal;
        let status = problem.status.as_u16();
        let metrics = &self.parts.metrics;
        metrics.refused.count([problem.status.as_str(), problem.code]);
        if known || self.strangers.allows(self.parts.clock.elapsed()) {
            let bytes = body.as_ref().map(|(body, _)| body.len());
            tracing::warn!(
                request_id = %id,
                path = path.name(),
                status,
                code = problem.code,
                client = (!known).then(|| display(seat.address())),
                paths = problem.paths(),
                bytes,
                "request refused"
            );
        } else {
            metrics.lines_dropped.count([]);
        }
        if path != Path::Preview
            && let Some((body, truncated)) = body
            && !body.is_empty()
            && !problem.status.is_server_error()
        {
            self.keep(&problem, body, truncated, id).await;
        }
        let mut answer = json(problem.status, problem.to_json(id.as_str()));
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(allow) = problem.allow {
            headers.insert(ALLOW, HeaderValue::from_static(allow));
        }
        match problem.status {
            StatusCode::UNAUTHORIZED => {
                let scheme = HeaderValue::from_static("Basic realm=\"tellal\", charset=\"UTF-8\"");
                headers.insert(WWW_AUTHENTICATE, scheme);
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
            }
            _ => {}
        }
        if unread {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }

    /// Keeps what was refused. Where that fails the refusal stands all the same.
    async fn keep(&self, problem: &Problem, body: Bytes, truncated: bool, id: &RequestId) {
        let mut detail = problem.summary(MAX_DETAIL);
        if truncated {
            detail.push_str(" (only what was read of the body is kept)");
        }
        let refused = Refused {
            id: 0,
            at: self.parts.clock.now(),
            request_id: id.as_str().to_owned(),
            code: problem.code.to_owned(),
            detail,
            bytes: body.len() as u64,
            body: body.into(),
        };
        let time = self.parts.config.accept_time;
        let kept = tokio::time::timeout(time, self.parts.intake.quarantine(refused)).await;
        let metrics = &self.parts.metrics;
        match kept {
            Ok(Ok(_)) => metrics.quarantined.count(["kept"]),
            Ok(Err(error)) => {
                metrics.store_failures.count([error.code()]);
                metrics.quarantined.count(["lost"]);
                tracing::error!(request_id = %id, code = error.code(), "a refused body could not be kept");
            }
            Err(_) => {
                metrics.store_failures.count([Code::StoreTimeout.as_str()]);
                metrics.quarantined.count(["lost"]);
                tracing::error!(request_id = %id, code = Code::StoreTimeout.as_str(), "a refused body could not be kept");
            }
        }
    }
}

/// An answer of JSON.
pub(super) fn json(status: StatusCode, body: Vec<u8>) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    answer
}
