//! The name of a request: the caller's where it is a plain name, else one of ours.

use std::fmt;

use hyper::HeaderMap;
use uuid::Uuid;

/// Longer names are not taken.
const MAX_LENGTH: usize = 128;

/// Names a request, in its answer, in every log line and in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RequestId(String);

impl RequestId {
    /// From `x-request-id`, else `x-akinon-request-id`, else made.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let given = ["x-request-id", "x-akinon-request-id"].into_iter().find_map(|name| {
            let value = headers.get(name)?.to_str().ok()?.trim();
            is_plain(value).then(|| value.to_owned())
        });
        Self(given.unwrap_or_else(|| Uuid::now_v7().simple().to_string()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// It is going into logs and a header: letters, digits and what stands between them, and no address of anybody.
fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= MAX_LENGTH
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/=".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_name_is_kept_where_it_is_plain() {
        let of = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            RequestId::of(&headers).0
        };
        assert_eq!(of("x-request-id", "req-1_a.b:c/d="), "req-1_a.b:c/d=");
        assert_eq!(of("x-akinon-request-id", "4f9c"), "4f9c");
        for bad in ["", "a b", "a\"b", "john@example.com", "+905551234567", &"a".repeat(129)] {
            let made = of("x-request-id", bad);
            assert!(made != bad && made.len() == 32, "{bad}");
        }
    }
}
