//! What an answer means: the configuration's rules in their order, then what HTTP itself says. Pure.

use std::time::Duration;

use hyper::StatusCode;
use regex::Regex;
use serde_json::Value;

use crate::provider::{Answer, ProviderId, Reason, code};

/// What a rule calls an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Sent,
    Transient,
    Throttled,
    Permanent,
    OptedOut,
}

impl Verdict {
    pub(super) const WORDS: [(&'static str, Self); 5] = [
        ("sent", Self::Sent),
        ("transient", Self::Transient),
        ("throttled", Self::Throttled),
        ("permanent", Self::Permanent),
        ("opted_out", Self::OptedOut),
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Sent => "",
            Self::Transient => code::UNAVAILABLE,
            Self::Throttled => code::THROTTLED,
            Self::Permanent => code::REJECTED,
            Self::OptedOut => code::OPTED_OUT,
        }
    }
}

/// If an answer is so, it means that.
#[derive(Debug)]
pub(super) struct Rule {
    /// Any of these; none is every status.
    pub(super) statuses: Vec<(u16, u16)>,
    pub(super) field: Option<Field>,
    /// What the body reads like.
    pub(super) text: Option<Regex>,
    pub(super) verdict: Verdict,
    pub(super) ambiguous: bool,
    pub(super) code: Option<String>,
    pub(super) note: Option<String>,
}

/// A field of a JSON body.
#[derive(Debug)]
pub(super) struct Field {
    /// RFC 6901.
    pub(super) pointer: String,
    pub(super) test: FieldTest,
}

#[derive(Debug)]
pub(super) enum FieldTest {
    Present(bool),
    OneOf(Vec<String>),
    Matches(Regex),
}

/// The rules of one provider.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) list: Vec<Rule>,
    /// Where the provider's id of a message is.
    pub(super) message_id: Option<String>,
    /// The id in a body that is no JSON: the first group.
    pub(super) message_id_pattern: Option<Regex>,
    /// Where the provider's error code is.
    pub(super) error_code: Option<String>,
}

/// What was read of an answer's body.
#[derive(Debug)]
pub(super) enum Read {
    /// All of it.
    Whole {
        /// Where it is JSON.
        json: Option<Value>,
        text: String,
    },
    /// It broke off or was too large; this says which.
    Unreadable(Reason),
}

impl Read {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        Self::Whole { json: serde_json::from_slice(bytes).ok(), text }
    }

    fn at(&self, pointer: Option<&String>) -> Option<&Value> {
        match self {
            Self::Whole { json: Some(body), .. } => body.pointer(pointer?),
            _ => None,
        }
    }
}

/// An answer.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    pub(super) body: Read,
}

/// Whether a rule holds. What cannot be read cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Yes,
    No,
    Unknown,
}

impl Rules {
    pub(super) fn judge(&self, response: &Response) -> Answer {
        for rule in &self.list {
            match rule.holds(response) {
                Holds::Yes => return self.verdict(rule, response),
                Holds::No => {}
                Holds::Unknown => return undecided(response),
            }
        }
        self.by_status(response)
    }

    fn verdict(&self, rule: &Rule, response: &Response) -> Answer {
        if rule.verdict == Verdict::Sent {
            return Answer::Sent { provider_id: self.id_of(response) };
        }
        let code = rule.code.clone().map_or(rule.verdict.code().into(), Into::into);
        let mut detail = self.detail(response);
        if let Some(note) = &rule.note {
            detail = format!("{detail}: {note}");
        }
        let reason = Reason { code, detail };
        match rule.verdict {
            Verdict::Permanent => Answer::Permanent { reason },
            Verdict::OptedOut => Answer::OptedOut { reason },
            Verdict::Sent | Verdict::Transient | Verdict::Throttled => Answer::Transient {
                reason,
                retry_after: response.retry_after,
                throttled: rule.verdict == Verdict::Throttled,
                ambiguous: rule.ambiguous,
            },
        }
    }

    /// What HTTP says, where no rule does. Credentials and addresses that the provider does not know, and redirects,
    /// are faults of the configuration or of the provider: they must not cost anybody their message, so they are
    /// tried again.
    fn by_status(&self, response: &Response) -> Answer {
        let status = response.status.as_u16();
        let expects_more = self.list.iter().any(|rule| rule.verdict == Verdict::Sent);
        if response.status.is_success() {
            return if expects_more {
                undecided(response)
            } else {
                Answer::Sent { provider_id: self.id_of(response) }
            };
        }
        let detail = self.detail(response);
        let transient = |code, throttled, ambiguous| Answer::Transient {
            reason: Reason::new(code, detail.clone()),
            retry_after: response.retry_after,
            throttled,
            ambiguous,
        };
        match status {
            300..400 => transient(code::REDIRECT, false, false),
            429 => transient(code::THROTTLED, true, false),
            401 | 403 | 407 => transient(code::AUTH, false, false),
            402 | 404 | 405 | 408 | 425 => transient(code::HTTP_STATUS, false, false),
            // A gateway in between does not know whether what is behind it has acted.
            502 | 504 => transient(code::HTTP_STATUS, false, true),
            400..500 => Answer::permanent(Reason::new(code::REJECTED, detail)),
            _ => transient(code::HTTP_STATUS, false, false),
        }
    }

    fn id_of(&self, response: &Response) -> Option<ProviderId> {
        let in_text = || match (&response.body, &self.message_id_pattern) {
            (Read::Whole { text, .. }, Some(pattern)) => {
                Some(pattern.captures(text)?.get(1)?.as_str().to_owned())
            }
            _ => None,
        };
        let found = response.body.at(self.message_id.as_ref()).and_then(scalar).or_else(in_text);
        let sound = |id: &String| (1..=256).contains(&id.len()) && !id.chars().any(char::is_control);
        found.filter(sound).map(ProviderId::new)
    }

    /// Status and the provider's error code. Its prose stays out: it likes to quote addresses.
    fn detail(&self, response: &Response) -> String {
        let status = response.status.as_u16();
        let code = response.body.at(self.error_code.as_ref()).and_then(scalar);
        match code.filter(|code| is_code(code)) {
            Some(code) => format!("HTTP {status}, code {code}"),
            None => format!("HTTP {status}"),
        }
    }
}

impl Rule {
    fn holds(&self, response: &Response) -> Holds {
        let status = response.status.as_u16();
        if !self.statuses.is_empty()
            && !self.statuses.iter().any(|(from, to)| (*from..=*to).contains(&status))
        {
            return Holds::No;
        }
        let of_field = self.field.as_ref().map_or(Holds::Yes, |field| field.holds(response));
        let of_text = self.text.as_ref().map_or(Holds::Yes, |pattern| match &response.body {
            Read::Unreadable(_) => Holds::Unknown,
            Read::Whole { text, .. } if pattern.is_match(text) => Holds::Yes,
            Read::Whole { .. } => Holds::No,
        });
        match (of_field, of_text) {
            (Holds::No, _) | (_, Holds::No) => Holds::No,
            (Holds::Unknown, _) | (_, Holds::Unknown) => Holds::Unknown,
            _ => Holds::Yes,
        }
    }
}

impl Field {
    fn holds(&self, response: &Response) -> Holds {
        let value = match &response.body {
            Read::Whole { json: Some(body), .. } => body.pointer(&self.pointer).and_then(scalar_or_some),
            // A success that is not in the language agreed on is no success that can be relied on.
            Read::Whole { .. } if response.status.is_success() => return Holds::Unknown,
            Read::Whole { .. } => None,
            Read::Unreadable(_) => return Holds::Unknown,
        };
        let holds = match (&self.test, &value) {
            (FieldTest::Present(present), value) => value.is_some() == *present,
            (_, None) => false,
            (FieldTest::OneOf(values), Some(value)) => values.contains(value),
            (FieldTest::Matches(pattern), Some(value)) => pattern.is_match(value),
        };
        if holds { Holds::Yes } else { Holds::No }
    }
}

/// Nothing says what the answer means. After a success the message may be on its way.
fn undecided(response: &Response) -> Answer {
    let reason = match &response.body {
        Read::Unreadable(reason) => reason.clone(),
        Read::Whole { .. } => {
            let status = response.status.as_u16();
            Reason::new(code::GARBLED_ANSWER, format!("HTTP {status}, and no rule for what it says"))
        }
    };
    Answer::Transient {
        reason,
        retry_after: response.retry_after,
        throttled: false,
        ambiguous: response.status.is_success(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A list or an object is there, too, but equals no value.
fn scalar_or_some(value: &Value) -> Option<String> {
    if value.is_null() { None } else { Some(scalar(value).unwrap_or_default()) }
}

/// Short, of a code's characters, and without a run of digits as long as a phone number.
fn is_code(text: &str) -> bool {
    let longest_run = text.split(|char: char| !char.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    (1..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
        && longest_run < 8
}
