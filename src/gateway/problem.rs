//! Refusals: `application/problem+json` (RFC 9457) with a stable code, and the JSON paths at fault.

use hyper::StatusCode;
use serde::Serialize;

use crate::event::{EventError, Fault, FaultCode};

/// Why a request is refused, but for what is wrong inside an event (that has codes of its own:
/// [`FaultCode`], or `invalid_event` for several faults).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The request is not HTTP/1.1 as its standard has it.
    MalformedRequest,
    /// `Content-Length` together with `Transfer-Encoding`, or twice.
    AmbiguousLength,
    /// The body is empty.
    EmptyBody,
    /// The body ended before its end, or its chunks are none.
    IncompleteBody,
    /// A query parameter that is not known, or a value that it cannot have.
    InvalidParameter,
    /// No credentials, or wrong ones.
    Unauthorized,
    /// There is nothing at this path.
    NotFound,
    /// The path is right, the method is not.
    MethodNotAllowed,
    /// The head did not arrive in time.
    HeaderTimeout,
    /// The body did not arrive in time.
    BodyTimeout,
    /// The body is larger than the limit.
    TooLarge,
    /// Not `application/json`.
    UnsupportedMediaType,
    /// The body is compressed.
    CompressedBody,
    /// The head is larger than the limit, or has too many lines.
    HeadersTooLarge,
    /// The disk is full.
    StoreFull,
    /// The event could not be made durable.
    StoreUnavailable,
    /// The store did not answer in time; it may yet have taken the event.
    StoreTimeout,
    /// As many connections or requests as are allowed are being served.
    Busy,
    /// A defect of this program.
    Internal,
}

impl Code {
    /// The stable name, as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        self.parts().1
    }

    /// The status that goes with it.
    pub fn status(self) -> StatusCode {
        self.parts().0
    }

    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        use StatusCode as S;
        match self {
            Self::MalformedRequest => {
                (S::BAD_REQUEST, "malformed_request", "the request is not valid HTTP/1.1")
            }
            Self::AmbiguousLength => (
                S::BAD_REQUEST,
                "ambiguous_length",
                "send either one Content-Length or Transfer-Encoding: chunked, not both and none twice",
            ),
            Self::EmptyBody => (S::BAD_REQUEST, "empty_body", "the body is empty; send an event as JSON"),
            Self::IncompleteBody => {
                (S::BAD_REQUEST, "incomplete_body", "the body ended early or its chunks are malformed")
            }
            Self::InvalidParameter => (
                S::BAD_REQUEST,
                "invalid_parameter",
                "the parameters are language (a tag such as tr) and channel (whatsapp, sms or email)",
            ),
            Self::Unauthorized => (
                S::UNAUTHORIZED,
                "unauthorized",
                "send the gateway's credentials by HTTP Basic authentication",
            ),
            Self::NotFound => (
                S::NOT_FOUND,
                "not_found",
                "there is nothing at this path; events go to POST /api/notification",
            ),
            Self::MethodNotAllowed => (S::METHOD_NOT_ALLOWED, "method_not_allowed", "see the Allow header"),
            Self::HeaderTimeout => {
                (S::REQUEST_TIMEOUT, "header_timeout", "the headers did not arrive in time")
            }
            Self::BodyTimeout => (S::REQUEST_TIMEOUT, "body_timeout", "the body did not arrive in time"),
            Self::TooLarge => {
                (S::PAYLOAD_TOO_LARGE, "too_large", "the body is larger than gateway.body_limit")
            }
            Self::UnsupportedMediaType => {
                (S::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "send Content-Type: application/json")
            }
            Self::CompressedBody => (
                S::UNSUPPORTED_MEDIA_TYPE,
                "compressed_body",
                "send the body as it is, without Content-Encoding",
            ),
            Self::HeadersTooLarge => (
                S::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "headers_too_large",
                "the request line and headers are larger or more than is accepted",
            ),
            Self::StoreFull => {
                (S::SERVICE_UNAVAILABLE, "store_full", "the event was not taken: the gateway's disk is full")
            }
            Self::StoreUnavailable => (
                S::SERVICE_UNAVAILABLE,
                "store_unavailable",
                "the event was not taken: it could not be made durable",
            ),
            Self::StoreTimeout => (
                S::SERVICE_UNAVAILABLE,
                "store_timeout",
                "the store did not answer in time; sending the same event again is safe",
            ),
            Self::Busy => (S::SERVICE_UNAVAILABLE, "busy", "too many requests at once; try again"),
            Self::Internal => (S::INTERNAL_SERVER_ERROR, "internal", "a defect of the gateway"),
        }
    }
}

/// A refusal, ready to be answered, counted, logged and kept.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong and how to mend it. Repeats nothing of the body.
    pub detail: String,
    /// What is wrong in the event.
    pub faults: Vec<Fault>,
    /// Methods that the path knows.
    pub(super) allow: Option<&'static str>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        let (status, name, detail) = code.parts();
        Self { status, code: name, detail: detail.to_owned(), faults: Vec::new(), allow: None }
    }
}

impl From<EventError> for Problem {
    fn from(error: EventError) -> Self {
        let only = |code| error.faults.iter().all(|fault| fault.code == code);
        let status = if only(FaultCode::UnknownEvent) {
            StatusCode::UNPROCESSABLE_ENTITY
        } else if only(FaultCode::TooLarge) {
            StatusCode::PAYLOAD_TOO_LARGE
        } else {
            StatusCode::BAD_REQUEST
        };
        let detail = match error.faults.as_slice() {
            [only] => only.to_string(),
            several if error.untold == 0 => format!("the event has {} faults", several.len()),
            several => {
                let (told, all) = (several.len(), several.len() + error.untold);
                format!("the event has {all} faults; these are the first {told}")
            }
        };
        Self { status, code: error.code(), detail, faults: error.faults, allow: None }
    }
}

impl Problem {
    /// A path that knows only these methods.
    pub(super) fn not_allowed(allow: &'static str) -> Self {
        Self { allow: Some(allow), ..Code::MethodNotAllowed.into() }
    }

    /// The paths at fault, for the log: names of the contract, never values.
    pub(super) fn paths(&self) -> String {
        let paths: Vec<&str> = self.faults.iter().take(20).map(|fault| fault.path.as_str()).collect();
        paths.join(" ")
    }

    /// All faults in one text of at most so many bytes; where there are none, what is wrong.
    pub(super) fn summary(&self, most: usize) -> String {
        const CUT: &str = "…";
        let mut summary = self.faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        if summary.is_empty() {
            summary.clone_from(&self.detail);
        }
        if summary.len() > most {
            let end = (0..=most - CUT.len()).rev().find(|end| summary.is_char_boundary(*end));
            summary.truncate(end.unwrap_or_default());
            summary.push_str(CUT);
        }
        summary
    }

    /// The body of the answer.
    pub(super) fn to_json(&self, request_id: &str) -> Vec<u8> {
        #[derive(Serialize)]
        struct Body<'a> {
            r#type: &'static str,
            title: &'a str,
            status: u16,
            code: &'static str,
            detail: &'a str,
            #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
            errors: &'a [Fault],
            request_id: &'a str,
        }
        let body = Body {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            code: self.code,
            detail: &self.detail,
            errors: &self.faults,
            request_id,
        };
        serde_json::to_vec(&body).unwrap_or_default()
    }
}
