//! Reading a body: bounded in size and time, whatever its head says.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::body::{Body, Incoming};
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, EXPECT};

use super::problem::Code;

/// What was read of a body, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) bytes: Bytes,
    pub(super) fault: Option<Code>,
}

/// For how long the beginning of a body is read that is known to be too large.
const GLANCE: Duration = Duration::from_secs(2);

/// So much room a body is given for what it says of its size; for more it has to come.
const AT_FIRST: usize = 64 * 1024;

/// Reads a body up to a limit. Of one that says it is larger the beginning is read too, for a person to look at, but
/// for a sender who asks first: that one is told before it sends any.
pub(super) async fn read(mut body: Incoming, head: &HeaderMap, limit: usize, time: Duration) -> Read {
    let too_large = body.size_hint().lower() > limit as u64;
    if too_large && head.contains_key(EXPECT) {
        return Read { bytes: Bytes::new(), fault: Some(Code::TooLarge) };
    }
    let said = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut whole = BytesMut::with_capacity(said.min(limit).min(AT_FIRST));
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return Some(Code::IncompleteBody) };
            let Some(data) = frame.data_ref() else { continue };
            if whole.len() + data.len() > limit {
                let room = limit - whole.len();
                whole.extend_from_slice(&data[..room]);
                return Some(Code::TooLarge);
            }
            whole.extend_from_slice(data);
        }
        None
    };
    let time = if too_large { time.min(GLANCE) } else { time };
    let fault = tokio::time::timeout(time, reading).await.unwrap_or(Some(Code::BodyTimeout));
    Read { bytes: whole.freeze(), fault: if too_large { Some(Code::TooLarge) } else { fault } }
}

/// What the headers say of a body that is no plain JSON.
pub(super) fn fault_of_type(headers: &HeaderMap) -> Option<Code> {
    let encodings = headers.get_all(CONTENT_ENCODING).iter();
    let plain =
        |value: &hyper::header::HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    if !encodings.into_iter().all(plain) {
        return Some(Code::CompressedBody);
    }
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else { return Some(Code::UnsupportedMediaType) };
    let is_json = only.to_str().is_ok_and(is_json);
    (!is_json).then_some(Code::UnsupportedMediaType)
}

/// `application/json`, or one of its kin, in UTF-8.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let name = parts.next().unwrap_or_default();
    let of_json = name == "application/json" || (name.starts_with("application/") && name.ends_with("+json"));
    let in_utf8 = |parameter: String| match parameter.split_once('=') {
        Some(("charset", value)) => matches!(value.trim_matches('"'), "utf-8" | "utf8" | "us-ascii"),
        _ => true,
    };
    of_json && parts.all(in_utf8)
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn what_counts_as_json() {
        for (content_type, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/json;charset=\"utf-8\"", true),
            ("application/cloudevents+json", true),
            ("application/json; charset=iso-8859-9", false),
            ("text/json", false),
            ("application/x-www-form-urlencoded", false),
            ("", false),
        ] {
            assert_eq!(is_json(content_type), expected, "{content_type}");
        }
    }
}
