//! From a provider's answer, or the engine's outcome, to what is recorded. Pure.

use super::bulkhead::Health;
use crate::outbox::{Cause, Entry, Finding, Pause};
use crate::outcome::{OutcomeError, Suppressed};
use crate::provider::{Answer, ProviderId, Reason};
use crate::recipient::channel::Denial;

/// What an answer comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What is recorded.
    pub finding: Finding,
    /// What it says about the provider.
    pub health: Health,
    /// The provider's own name for the message.
    pub provider_id: Option<ProviderId>,
    /// Whether the receiver has opted out.
    pub opted_out: bool,
}

fn cause(reason: Reason) -> Cause {
    Cause::new(reason.code, reason.detail)
}

impl Verdict {
    /// What an answer comes to.
    pub fn of(answer: Answer) -> Self {
        let of = |finding, health| Self { finding, health, provider_id: None, opted_out: false };
        match answer {
            Answer::Sent { provider_id } => Self { provider_id, ..of(Finding::Sent, Health::Working) },
            Answer::Transient { reason, retry_after, throttled, ambiguous } => {
                let slow = throttled || ambiguous || reason.code == "timeout";
                let pause = Pause { retry_after, slow };
                of(Finding::Retry { cause: cause(reason), pause }, Health::Failing)
            }
            Answer::Permanent { reason } => of(Finding::Refused(cause(reason)), Health::Working),
            Answer::OptedOut { reason } => {
                let cause = Cause::new("opted_out", format!("{}: {}", reason.code, reason.detail));
                Self { opted_out: true, ..of(Finding::OptedOut(cause), Health::Working) }
            }
        }
    }
}

/// Nobody can be written to. Where a channel was tried, that it failed for good is what a person should see.
pub fn nobody(entry: &Entry, suppressed: &Suppressed) -> Finding {
    let verdicts = &suppressed.receipt.channels;
    let each: Vec<String> = verdicts
        .iter()
        .map(|verdict| {
            let reason = verdict.reason.map_or("denied", Denial::as_str);
            let detail = verdict.detail.map_or_else(String::new, |detail| format!(" ({detail})"));
            format!("{}: {reason}{detail}", verdict.channel)
        })
        .collect();
    let each = each.join(", ");
    if !entry.progress.tried.is_empty()
        && let Some(last) = entry.progress.cause.as_ref().filter(|last| last.code != "opted_out")
    {
        return Finding::Failed(Cause::new(
            last.code.clone(),
            format!("{}; no other channel: {each}", last.detail),
        ));
    }
    let denied = |denial| verdicts.iter().any(|verdict| verdict.reason == Some(denial));
    let code = if denied(Denial::OptOut) || !entry.progress.tried.is_empty() {
        "opted_out"
    } else if denied(Denial::Consent) || denied(Denial::Guest) {
        "consent"
    } else if denied(Denial::Address) {
        "address"
    } else {
        "suppressed"
    };
    Finding::Suppressed(Cause::new(code, each))
}

/// The event or a template is at fault. Waiting does not mend it; a person does, and redrives it.
pub fn unwritable(error: &OutcomeError) -> Finding {
    let at = error
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!("{}:{}:{}: ", place.file, place.line, place.column));
    Finding::Failed(Cause::new(error.code, format!("{at}{}", error.message)))
}
