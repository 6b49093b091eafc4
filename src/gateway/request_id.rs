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
        && (Uuid::parse_str(value).is_ok() || !is_like_phone(value))
}

/// A name of digits only, as many as a phone number has, or with such a run of them inside.
fn is_like_phone(value: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let all_digits = !value.bytes().any(|byte| byte.is_ascii_alphabetic());
    let run = |run: &str| !run.is_empty() && run.len() == digits(run) && (10..=15).contains(&run.len());
    (all_digits && (8..=15).contains(&digits(value)))
        || value.split(|char: char| !char.is_ascii_alphanumeric()).any(run)
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
        let uuid = "550e8400-e29b-41d4-a716-446655440000";
        for kept in ["4f9c", "1732540000123456789", "Root=1-67891233-abcdef012345678912345678", uuid] {
            assert_eq!(of("x-request-id", kept), kept);
        }
        let phones = ["905551234567", "0555-123-45-67", "req-905551234567", "to=5551234567"];
        let others = ["", "a b", "a\"b", "john@example.com", "+905551234567", &"a".repeat(129)];
        for bad in phones.into_iter().chain(others) {
            let made = of("x-request-id", bad);
            assert!(made != bad && made.len() == 32, "{bad}");
        }
    }
}
