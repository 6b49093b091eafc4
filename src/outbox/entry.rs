//! What the outbox keeps: entries as they come in, and as people see them.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{Cause, EntryId, Progress, ReceiverKey, State, Supersession};
use crate::config::Config;
use crate::event::{EventError, EventKind, Known, check};
use crate::provider::ProviderId;
use crate::recipient::channel::Channel;

/// An event to be accepted.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its name.
    pub id: EntryId,
    /// The request's body, as it came.
    pub body: Vec<u8>,
    /// Which event it is.
    pub event: EventKind,
    /// The order, where the event has one.
    pub order_number: Option<String>,
    /// The site.
    pub site_domain: String,
    /// Whom it is for.
    pub receiver: ReceiverKey,
    /// What is equal for the same body to the same receiver.
    pub dedupe_key: [u8; 32],
    /// When it came.
    pub accepted_at: Timestamp,
    /// The request that brought it.
    pub request_id: String,
    /// Waiting events of the same order and site that this one withdraws.
    pub withdraws: Vec<EventKind>,
}

impl NewEntry {
    /// The entry of a request's body, which is held to the contract.
    ///
    /// # Errors
    /// [`EventError`] with every fault of the event.
    pub fn read(
        body: &[u8],
        config: &Config,
        supersession: &Supersession,
        at: Timestamp,
        request_id: &str,
    ) -> Result<Self, EventError> {
        check(body, |event| {
            let receiver = ReceiverKey::of(event, config.region(event.site_domain()));
            let order_number = event.text(Known::OrderNumber).filter(|_| event.has_order());
            Self {
                id: EntryId::new(at),
                event: event.kind(),
                order_number: order_number.map(str::to_owned),
                site_domain: event.site_domain().to_owned(),
                dedupe_key: dedupe_key(&receiver, body),
                withdraws: supersession.withdrawn_by(event).to_vec(),
                request_id: request_id.to_owned(),
                accepted_at: at,
                receiver,
                body: body.to_vec(),
            }
        })
    }
}

/// The same body for the same receiver has the same key.
fn dedupe_key(receiver: &ReceiverKey, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(receiver.reveal().as_bytes());
    hash.update([0]);
    hash.update(body);
    hash.finalize().into()
}

impl std::fmt::Debug for NewEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewEntry")
            .field("id", &self.id)
            .field("event", &self.event.as_str())
            .finish_non_exhaustive()
    }
}

/// What came of accepting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// It is durable.
    New(EntryId),
    /// It is durable, and has withdrawn what waited.
    InsteadOf {
        /// The entry.
        id: EntryId,
        /// The entries that it has withdrawn, as they are now, the oldest first. One that is being sent may be delivered still.
        withdrawn: Vec<Entry>,
    },
    /// The same was accepted before, within the window; nothing was added.
    Duplicate(EntryId),
}

impl Accepted {
    /// It is durable, instead of what it has withdrawn, if anything.
    pub(crate) fn new(id: EntryId, mut withdrawn: Vec<Entry>) -> Self {
        withdrawn.sort_unstable_by_key(|entry| entry.id);
        if withdrawn.is_empty() { Self::New(id) } else { Self::InsteadOf { id, withdrawn } }
    }

    /// The entry that stands for the event.
    pub fn id(&self) -> EntryId {
        match self {
            Self::New(id) | Self::InsteadOf { id, .. } | Self::Duplicate(id) => *id,
        }
    }
}

/// An entry as people see it, without body and message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub id: EntryId,
    /// Which event it is.
    pub event: EventKind,
    /// The order, where the event has one.
    pub order_number: Option<String>,
    /// The site.
    pub site_domain: String,
    /// Whom it is for; forgotten together with the body.
    pub receiver: Option<ReceiverKey>,
    /// When it came.
    pub accepted_at: Timestamp,
    /// The request that brought it.
    pub request_id: String,
    /// How far it has come.
    pub progress: Progress,
    /// The provider's own name for the message; forgotten together with the body.
    pub provider_id: Option<ProviderId>,
}

impl Entry {
    pub(crate) fn new(entry: &NewEntry, useful_life: Duration) -> Self {
        Self {
            id: entry.id,
            event: entry.event,
            order_number: entry.order_number.clone(),
            site_domain: entry.site_domain.clone(),
            receiver: Some(entry.receiver.clone()),
            accepted_at: entry.accepted_at,
            request_id: entry.request_id.clone(),
            progress: Progress::accepted(entry.accepted_at, useful_life),
            provider_id: None,
        }
    }
}

/// One line of `tellal outbox list --json`. The receiver is left out, since these lines end up in tickets, and
/// so is the provider's name for the message, which may be made of the receiver's number.
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'a> {
            id: EntryId,
            state: State,
            event: EventKind,
            order_number: Option<&'a str>,
            site_domain: &'a str,
            channel: Option<Channel>,
            attempts: u32,
            accepted_at: Timestamp,
            #[serde(skip_serializing_if = "Option::is_none")]
            due_at: Option<Timestamp>,
            #[serde(skip_serializing_if = "Option::is_none")]
            ended_at: Option<Timestamp>,
            expires_at: Timestamp,
            reason: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            detail: Option<&'a str>,
            request_id: &'a str,
        }
        let Progress { state, channel, attempts, due_at, expires_at, ended_at, cause, .. } = &self.progress;
        Line {
            id: self.id,
            state: *state,
            event: self.event,
            order_number: self.order_number.as_deref(),
            site_domain: &self.site_domain,
            channel: *channel,
            attempts: *attempts,
            accepted_at: self.accepted_at,
            due_at: (*state == State::Due).then_some(*due_at),
            ended_at: *ended_at,
            expires_at: *expires_at,
            reason: cause.as_ref().map(|cause| cause.code.as_str()),
            detail: cause.as_ref().map(|cause| cause.detail.as_str()).filter(|detail| !detail.is_empty()),
            request_id: &self.request_id,
        }
        .serialize(serializer)
    }
}

/// One attempt, as it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// Counted from 1, over all channels.
    pub number: u32,
    /// The channel.
    pub channel: Channel,
    /// When its end was recorded.
    pub at: Timestamp,
    /// `sent`, or why not.
    pub cause: Cause,
}

/// An entry with everything that is known of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    /// The entry.
    pub entry: Entry,
    /// The request's body, until it is pruned.
    pub body: Option<Vec<u8>>,
    /// The message as it was written, until it is pruned.
    pub message: Option<Vec<u8>>,
    /// Its attempts, oldest first.
    pub attempts: Vec<Attempt>,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shown").field("entry", &self.entry.id).finish_non_exhaustive()
    }
}
