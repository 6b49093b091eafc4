//! Requests that are ready to be sent: the bodies of a pool, each time about another order.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::LOGIN;
use crate::support::case::SMS;
use crate::support::catalog::TAGS;
use crate::support::pool::{COUNTRIES, Recipe, bodies};

/// What stands before an order's number in the pool, and how long that number is.
const ORDER: &[u8] = b"ORD-";
const DIGITS: usize = 10;

/// A pool of requests.
pub(crate) struct Requests {
    pool: Vec<(Vec<u8>, usize)>,
    next: AtomicU64,
}

impl Requests {
    /// Orders of one to five items in 20 languages to 28 countries.
    pub(crate) fn new() -> Self {
        let mixed = Recipe { languages: &TAGS, countries: &COUNTRIES, ..SMS };
        Self { pool: bodies(&mixed).iter().map(|body| request(body)).collect(), next: AtomicU64::new(0) }
    }

    /// How many bytes a request has on average.
    pub(crate) fn bytes(&self) -> usize {
        self.pool.iter().map(|(request, _)| request.len()).sum::<usize>() / self.pool.len()
    }

    /// Puts the next request in the place of another. It is like none before: the same again would be a duplicate.
    pub(crate) fn write_next(&self, out: &mut Vec<u8>) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let at = usize::try_from(number).unwrap_or_default() % self.pool.len();
        let (request, place) = &self.pool[at];
        out.clear();
        out.extend_from_slice(request);
        out[*place..place + DIGITS].copy_from_slice(format!("{number:0DIGITS$}").as_bytes());
    }
}

/// A request, and where in it the order's number stands.
fn request(body: &[u8]) -> (Vec<u8>, usize) {
    let head = format!(
        "POST /api/notification HTTP/1.1\r\nHost: localhost\r\nUser-Agent: python-requests/2.31.0\r\n\
         Accept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: keep-alive\r\n\
         Content-Type: application/json\r\nAuthorization: Basic {}\r\nContent-Length: {}\r\n\r\n",
        BASE64_STANDARD.encode(format!("{}:{}", LOGIN.0, LOGIN.1)),
        body.len()
    );
    let whole = [head.as_bytes(), body].concat();
    let found = whole.windows(ORDER.len()).position(|window| window == ORDER);
    let place = found.expect("every order of the pool has a number") + ORDER.len();
    (whole, place)
}
