//! What may be said about a request before anyone acts on it: where its head ends, how its body is framed, and
//! whether two readers could disagree about either. Pure.
//!
//! hyper drops a `Content-Length` that stands beside `Transfer-Encoding` and an equal second one, so nobody
//! behind it can tell. The bytes are therefore looked at before hyper sees them.

use super::framing::Framing;
use super::problem::Code;

/// How large a head may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeadLimits {
    /// Bytes, with the request line.
    pub(super) bytes: usize,
    /// Header lines.
    pub(super) count: usize,
}

/// More header lines than this cannot be allowed by configuration.
pub(super) const MAX_HEADERS: usize = 128;

/// What the bytes so far are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// The beginning of a head.
    Partial,
    /// A whole head of this many bytes, and how the body after it is framed.
    Whole(usize, Framing),
    /// A head that no one should act on.
    Refused(Code),
}

/// Looks at the bytes from the start of a request. `seen` of them were looked at before.
pub(super) fn examine(bytes: &[u8], seen: usize, limits: HeadLimits) -> Head {
    let Some(end) = end_of_head(bytes, seen) else {
        return if bytes.len() >= limits.bytes {
            Head::Refused(Code::HeadersTooLarge)
        } else {
            Head::Partial
        };
    };
    if end > limits.bytes {
        return Head::Refused(Code::HeadersTooLarge);
    }
    let mut lines = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut lines[..limits.count.min(MAX_HEADERS)]);
    match request.parse(&bytes[..end]) {
        Ok(httparse::Status::Complete(length)) => match framing(&request) {
            Ok(framing) => Head::Whole(length, framing),
            Err(code) => Head::Refused(code),
        },
        Err(httparse::Error::TooManyHeaders) => Head::Refused(Code::HeadersTooLarge),
        Ok(httparse::Status::Partial) | Err(_) => Head::Refused(Code::MalformedRequest),
    }
}

/// Just past the empty line. Empty lines before the request line are not its end.
fn end_of_head(bytes: &[u8], seen: usize) -> Option<usize> {
    let start = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
    let mut from = start.max(seen.saturating_sub(3));
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == b'\n') {
        let next = from + at + 1;
        match bytes.get(next..) {
            Some([b'\n', ..]) => return Some(next + 1),
            Some([b'\r', b'\n', ..]) => return Some(next + 2),
            _ => from = next,
        }
    }
    None
}

fn framing(request: &httparse::Request<'_, '_>) -> Result<Framing, Code> {
    if request.method.is_some_and(|method| method.eq_ignore_ascii_case("CONNECT")) {
        return Err(Code::MethodNotAllowed);
    }
    let all = |name: &str| {
        let found = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| header.value).collect::<Vec<_>>()
    };
    let (lengths, encodings) = (all("content-length"), all("transfer-encoding"));
    if all("host").len() > 1 || all("authorization").len() > 1 {
        return Err(Code::MalformedRequest);
    }
    match (lengths.as_slice(), encodings.as_slice()) {
        ([], []) => Ok(Framing::length(0)),
        ([length], []) => read_length(length).map(Framing::length).ok_or(Code::MalformedRequest),
        ([], [encoding]) if encoding.trim_ascii().eq_ignore_ascii_case(b"chunked") => {
            if request.version == Some(1) { Ok(Framing::chunked()) } else { Err(Code::MalformedRequest) }
        }
        ([], _) => Err(Code::MalformedRequest),
        _ => Err(Code::AmbiguousLength),
    }
}

/// Digits only: `+5`, `5, 5` and `0x5` are read differently by different programs.
fn read_length(value: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(value.trim_ascii()).ok()?;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: HeadLimits = HeadLimits { bytes: 1024, count: 4 };

    fn of(text: &str) -> Head {
        examine(text.as_bytes(), 0, LIMITS)
    }

    #[test]
    fn how_a_body_is_framed() {
        let post = |headers: &str| of(&format!("POST / HTTP/1.1\r\n{headers}\r\n"));
        let refused = |headers| match post(headers) {
            Head::Refused(code) => code.as_str(),
            _ => "accepted",
        };
        for (headers, code) in [
            ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "ambiguous_length"),
            ("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "ambiguous_length"),
            ("Content-Length: 5\r\nContent-Length: 5\r\n", "ambiguous_length"),
            ("Content-Length: 5\r\ncontent-length: 6\r\n", "ambiguous_length"),
            ("Content-Length: 5, 5\r\n", "malformed_request"),
            ("Content-Length: +5\r\n", "malformed_request"),
            ("Content-Length: -5\r\n", "malformed_request"),
            ("Content-Length:\r\n", "malformed_request"),
            ("Content-Length: 99999999999999999999999\r\n", "malformed_request"),
            ("Transfer-Encoding: gzip, chunked\r\n", "malformed_request"),
            ("Transfer-Encoding: xchunked\r\n", "malformed_request"),
            ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "malformed_request"),
            ("Transfer-Encoding : chunked\r\n", "malformed_request"),
            ("X: 1\r\n Content-Length: 5\r\n", "malformed_request"),
            ("Host: a\r\nHost: b\r\n", "malformed_request"),
            ("A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n", "headers_too_large"),
            ("Content-Length: 5\r\n", "accepted"),
            ("Transfer-Encoding:  Chunked \r\n", "accepted"),
        ] {
            assert_eq!(refused(headers), code, "{headers:?}");
        }
        assert_eq!(
            of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Head::Refused(Code::MalformedRequest)
        );
    }

    #[test]
    fn a_head_is_the_same_however_it_arrives() {
        let text = b"\r\nPOST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}GET";
        let whole = examine(text, 0, LIMITS);
        assert_eq!(whole, Head::Whole(text.len() - 5, Framing::length(2)));
        let end = text.len() - 5;
        for length in 1..end {
            assert_eq!(examine(&text[..length], length - 1, LIMITS), Head::Partial, "{length}");
        }
        assert_eq!(examine(&text[..end], end - 1, LIMITS), whole);
        assert_eq!(examine(&[b'a'; 1024], 0, LIMITS), Head::Refused(Code::HeadersTooLarge));
        assert_eq!(of("PRI * HTTP/2.0\r\n\r\n"), Head::Refused(Code::MalformedRequest));
        assert_eq!(of("CONNECT a:1 HTTP/1.1\r\n\r\n"), Head::Refused(Code::MethodNotAllowed));
    }
}
