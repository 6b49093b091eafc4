//! What every store can do. One conformance suite in the tests holds them all to it.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::{
    Accepted, Attempt, Cause, Entry, EntryId, Finding, NewEntry, Progress, ReceiverKey, Refusal, Refused,
    RefusedId, Shown, State,
};
use crate::event::EventKind;
use crate::provider::ProviderId;
use crate::recipient::channel::Channel;

/// An answer that a store gives later. Dropping it does not take the request back.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Why a store did not do as asked. Whatever was to be stored is then not acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk is full. Nothing new is accepted until there is room again.
    #[error("the disk is full")]
    Full,
    /// It cannot be reached or written at the moment.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// What it keeps cannot be read.
    #[error("the store is damaged: {0}")]
    Corrupt(String),
    /// Another process has it.
    #[error("{0} is in use by another tellal; one process may serve it at a time")]
    InUse(String),
    /// It was written by a later version, or is no store at all.
    #[error("{0}")]
    Foreign(String),
    /// The entry has changed hands, has ended, or does not allow the step.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl StoreError {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Full => "store_full",
            Self::Unavailable(_) => "store_unavailable",
            Self::Corrupt(_) => "store_corrupt",
            Self::InUse(_) => "store_in_use",
            Self::Foreign(_) => "store_foreign",
            Self::Refused(_) => "refused",
        }
    }
}

/// The side of a store that takes things in.
pub trait Intake: Send + Sync {
    /// Makes an event durable. Only `Ok` is an acknowledgement.
    fn accept(&self, entry: NewEntry) -> Pending<'_, Accepted>;
    /// Keeps a body that was refused, for a person to look at.
    fn quarantine(&self, refused: Refused) -> Pending<'_, RefusedId>;
    /// Whether things can be taken in at this moment.
    fn ready(&self) -> Result<(), StoreError>;
}

/// A request for work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The moment.
    pub now: Timestamp,
    /// How long others leave the entries alone.
    pub lease: Duration,
    /// At most so many.
    pub limit: usize,
    /// What to look at.
    pub lane: Lane,
    /// What is handed out is worth sending for so long at least; zero, but after a jump of the clock.
    pub prolonged: Duration,
}

/// A part of the queue. A provider that stands still holds up its own lane only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lane {
    /// What no message is written for yet.
    Unwritten,
    /// What is written for one of these channels.
    Written(Vec<Channel>),
}

impl Lane {
    pub(crate) fn has(&self, channel: Option<Channel>) -> bool {
        match (self, channel) {
            (Self::Unwritten, None) => true,
            (Self::Written(channels), Some(channel)) => channels.contains(&channel),
            _ => false,
        }
    }
}

/// Work that was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// The entries, the longest due first.
    pub claimed: Vec<Claimed>,
    /// When the next entry of the lane is due, of those that were not handed out.
    pub next_due: Option<Timestamp>,
    /// Entries of which it was found that their useful life was over.
    pub ended: Vec<Entry>,
}

/// The right to work on an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// The entry.
    pub id: EntryId,
    /// Which of its claims this is.
    pub fence: u64,
}

/// An entry that was handed out.
#[derive(Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The entry; its progress is as of the claim.
    pub entry: Entry,
    /// The request's body.
    pub body: Vec<u8>,
    /// The message, where it is written.
    pub message: Option<Vec<u8>>,
}

impl Claimed {
    /// The right to work on it.
    pub fn ticket(&self) -> Ticket {
        Ticket { id: self.entry.id, fence: self.entry.progress.fence }
    }
}

impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claimed").field("ticket", &self.ticket()).finish_non_exhaustive()
    }
}

/// A message as it is to be sent, each time.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The channel.
    pub channel: Channel,
    /// Whom it goes to, as opt-outs are kept.
    pub receiver: ReceiverKey,
    /// The message; what is in it is not the store's concern.
    pub message: Vec<u8>,
}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Written").field("channel", &self.channel).finish_non_exhaustive()
    }
}

/// Whether an attempt may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Yes; it is counted, and the message is kept.
    Attempt(u32),
    /// No: the receiver has opted out of the channel. The entry is still in the asker's hands.
    OptedOut,
}

/// What came of a claim, as it is to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What was found.
    pub finding: Finding,
    /// The moment.
    pub now: Timestamp,
    /// From -1 to 1, for jitter.
    pub chance: f64,
    /// The provider's own name for the message.
    pub provider_id: Option<ProviderId>,
    /// Where the receiver opted out with this answer, of what.
    pub opt_out: Option<(Channel, ReceiverKey)>,
}

/// An opt-out on record.
#[derive(Clone, PartialEq, Eq)]
pub struct OptOut {
    /// The channel.
    pub channel: Channel,
    /// Who.
    pub receiver: ReceiverKey,
    /// Since when.
    pub at: Timestamp,
    /// How it came to be known.
    pub cause: Cause,
}

impl std::fmt::Debug for OptOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OptOut").field("channel", &self.channel).finish_non_exhaustive()
    }
}

/// Which entries are meant; what is left empty does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// One of these states.
    pub states: Vec<State>,
    /// This event.
    pub event: Option<EventKind>,
    /// This order.
    pub order_number: Option<String>,
    /// This receiver.
    pub receiver: Option<ReceiverKey>,
    /// Accepted before.
    pub before: Option<Timestamp>,
    /// Entries older than this one: where the last page ended.
    pub older_than: Option<EntryId>,
    /// At most so many, the newest first; `None` is all.
    pub limit: Option<usize>,
}

impl Filter {
    pub(crate) fn matches(&self, entry: &Entry) -> bool {
        (self.states.is_empty() || self.states.contains(&entry.progress.state))
            && self.event.is_none_or(|event| event == entry.event)
            && self.order_number.as_ref().is_none_or(|number| entry.order_number.as_ref() == Some(number))
            && self.receiver.as_ref().is_none_or(|receiver| entry.receiver.as_ref() == Some(receiver))
            && self.before.is_none_or(|before| entry.accepted_at < before)
            && self.older_than.is_none_or(|id| entry.id < id)
    }
}

/// What each of several entries said to a step.
pub type Each = Vec<(EntryId, Result<(), Refusal>)>;

/// At most so many entries are cleared away or deleted in one transaction: those who accept and deliver wait
/// for it.
pub(crate) const PART: u16 = 500;

/// What was cleared away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Swept {
    /// Entries whose useful life ended while they waited.
    pub expired: usize,
    /// Entries whose lease was lost and that wait again or are dead.
    pub lapsed: usize,
    /// Ended entries whose body, message and receiver were forgotten.
    pub forgotten: usize,
    /// Ended entries that were deleted.
    pub deleted: usize,
    /// Refused bodies that were deleted.
    pub refused: usize,
    /// Whether there is more that has had its time; it waits for the next time.
    pub more: bool,
    /// The entries that came to their end, the oldest first: those that expired, and those whose lease was lost once too often.
    pub ended: Vec<Entry>,
}

/// Figures of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Stats {
    /// How many entries there are in each state.
    pub states: std::collections::BTreeMap<State, u64>,
    /// The oldest that waits or is being sent.
    pub oldest_waiting: Option<Timestamp>,
    /// Refused bodies in quarantine.
    pub quarantined: u64,
    /// Opt-outs on record.
    pub opt_outs: u64,
}

impl Stats {
    /// How many entries there are in each of all states, in their order; `states` may leave out those that have none.
    pub fn of_all_states(&self) -> [(State, u64); State::ALL.len()] {
        State::ALL.map(|state| (state, self.states.get(&state).copied().unwrap_or_default()))
    }
}

/// A durable outbox.
pub trait Store: Intake {
    /// Hands out entries that are due; their lease and fence are durable before they are.
    fn claim(&self, claim: Claim) -> Pending<'_, Claims>;
    /// Begins an attempt: looks at opt-outs, counts it and keeps the message, all durable before the answer.
    fn begin(&self, ticket: Ticket, written: Written) -> Pending<'_, Begun>;
    /// Gives an entry back of which no attempt has begun, with its message if that is written by now.
    fn hand_back(&self, ticket: Ticket, written: Option<Written>) -> Pending<'_, ()>;
    /// Records what came of it, and answers where the entry stands now.
    fn record(&self, ticket: Ticket, report: Report) -> Pending<'_, Progress>;
    /// Completes when something may have become due since it was last asked.
    fn changed(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

    /// Which of these the receivers have opted out of.
    fn opted_out(&self, of: Vec<(Channel, ReceiverKey)>) -> Pending<'_, Vec<Channel>>;
    /// Puts an opt-out on record. One that is there already stays as it is.
    fn opt_out_add(&self, opt_out: OptOut) -> Pending<'_, ()>;
    /// Takes an opt-out off the record, and says whether there was one.
    fn opt_out_remove(&self, channel: Channel, receiver: ReceiverKey) -> Pending<'_, bool>;
    /// All opt-outs, the newest first.
    fn opt_out_list(&self, limit: Option<usize>) -> Pending<'_, Vec<OptOut>>;

    /// Entries, the newest first.
    fn list(&self, filter: Filter) -> Pending<'_, Vec<Entry>>;
    /// One entry with everything that is known of it.
    fn show(&self, id: EntryId) -> Pending<'_, Option<Shown>>;
    /// Starts ended entries again.
    fn redrive(&self, ids: Vec<EntryId>, now: Timestamp) -> Pending<'_, Each>;
    /// Withdraws entries that wait.
    fn cancel(&self, ids: Vec<EntryId>, cause: Cause, now: Timestamp) -> Pending<'_, Each>;
    /// Deletes those of these entries for good that have ended, and answers how many.
    fn purge(&self, ids: Vec<EntryId>) -> Pending<'_, usize>;
    /// Clears away what has had its time, and takes back leases that have run out; a bounded part of it at
    /// once. Entries that the asker `holds` stay with it: it knows what it works on, and its own limits of
    /// time do not depend on a clock that somebody may set.
    fn sweep(&self, now: Timestamp, chance: f64, holds: Vec<EntryId>) -> Pending<'_, Swept>;
    /// Figures of the whole queue.
    fn stats(&self) -> Pending<'_, Stats>;

    /// Refused bodies, the newest first, without the bodies.
    fn quarantine_list(&self, limit: Option<usize>) -> Pending<'_, Vec<Refused>>;
    /// A refused body.
    fn quarantine_show(&self, id: RefusedId) -> Pending<'_, Option<Refused>>;
    /// Deletes refused bodies that came before a moment, a bounded part of them at once, and answers how many.
    fn quarantine_purge(&self, before: Timestamp) -> Pending<'_, usize>;
}

/// The attempt that a report ends.
pub(crate) fn attempt_of(entry: &Entry, report: &Report) -> Option<Attempt> {
    let begun = entry.progress.lease.is_some_and(|lease| lease.begun);
    let cause = report.finding.cause().cloned().unwrap_or_else(|| Cause::new("sent", ""));
    let channel = entry.progress.channel.filter(|_| begun)?;
    Some(Attempt { number: entry.progress.attempts, channel, at: report.now, cause })
}
