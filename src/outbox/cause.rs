//! Why something ended, or is to be tried again.

use serde::Serialize;

/// A stable code, and a short text for people without personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// A stable code such as `timeout`, `consent` or `useful_life`.
    pub code: String,
    /// More, for people.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// A detail is cut to this many bytes: it comes from templates and providers.
const MAX_DETAIL: usize = 500;

impl Cause {
    /// A cause; a long detail is cut.
    pub fn new(code: impl Into<String>, detail: impl Into<String>) -> Self {
        let mut detail = detail.into();
        if detail.len() > MAX_DETAIL {
            let end = (0..=MAX_DETAIL).rev().find(|end| detail.is_char_boundary(*end));
            detail.truncate(end.unwrap_or_default());
            detail.push('…');
        }
        Self { code: code.into(), detail }
    }

    /// What a person can do about an entry that ended with this.
    pub fn advice(&self) -> &'static str {
        match self.code.as_str() {
            "useful_life" => {
                "it could not be sent while it was worth sending; mend the reason, and redrive it if it still is"
            }
            "exhausted" | "lapsed" => "the provider failed every time; once it works again, redrive it",
            "crashed" => "the process ended each time that this event was taken up; look at its body",
            "panicked" => "a defect of this program; redrive it after an update",
            "opted_out" | "consent" | "suppressed" => "nothing: the receiver may not be written to",
            "unreadable" => {
                "a later version wrote it, or the disk damaged it; redrive it with the version that wrote it"
            }
            "no_provider" => "name a provider for the channel in the configuration, then redrive it",
            "cancelled" | "superseded" => "nothing; redrive it if it is to be sent all the same",
            _ => "mend what the reason names, then redrive it",
        }
    }
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.code)?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}
