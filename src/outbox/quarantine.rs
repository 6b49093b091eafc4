//! Refused bodies, kept for a person: Commerce never sends them again.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// A refused body's number.
pub type RefusedId = i64;

/// A body that was refused although its sender was known.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its number; the store gives it.
    pub id: RefusedId,
    /// When it came.
    pub at: Timestamp,
    /// The request that brought it.
    pub request_id: String,
    /// The stable code of the refusal.
    pub code: String,
    /// What was wrong, with JSON paths.
    pub detail: String,
    /// How large the body is.
    pub bytes: u64,
    /// The body; empty in lists.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Refused").field("id", &self.id).field("code", &self.code).finish_non_exhaustive()
    }
}

/// One line of a list: without the body.
impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'a> {
            id: RefusedId,
            at: Timestamp,
            request_id: &'a str,
            code: &'a str,
            detail: &'a str,
            bytes: u64,
        }
        let Self { id, at, request_id, code, detail, bytes, .. } = self;
        Line { id: *id, at: *at, request_id, code, detail, bytes: *bytes }.serialize(serializer)
    }
}
