//! The durable queue between "accepted" and an end that a person can see.
//!
//! [`Progress`] is the state machine, [`Schedule`] says when to try again; both are pure. [`Store`] is what
//! every store can do; [`SqliteStore`] keeps it in a file and [`MemoryStore`] in memory, with faults on
//! demand, for tests. What holds:
//!
//! - An acknowledgement (`Ok` of [`Intake::accept`]) means that the event is on disk.
//! - An attempt is counted, and its message kept, on disk before anything is sent.
//! - Who lost an entry (its fence has gone up) can change nothing about it.
//! - No attempt begins after an opt-out is on record.
//! - Every entry comes to an end: the schedule, the useful life and the count of crashes are all finite.

mod cause;
mod config;
mod entry;
mod finding;
mod id;
mod memory;
mod progress;
mod quarantine;
mod schedule;
mod sqlite;
mod store;

pub use cause::Cause;
pub use config::{DeliveryConfig, OutboxConfig, Supersession};
pub use entry::{Accepted, Attempt, Entry, NewEntry, Shown};
pub use finding::{Finding, Refusal};
pub use id::{EntryId, NotAnId, ReceiverKey};
pub use memory::{Faults, MemoryStore, Moment};
pub use progress::{Lease, Progress, Rules, State};
pub use quarantine::{Refused, RefusedId};
pub use schedule::{Pause, SLOW_FLOOR, Schedule};
pub use sqlite::SqliteStore;
pub use store::{
    Begun, Claim, Claimed, Claims, Each, Filter, Intake, Lane, OptOut, Pending, Report, Stats, Store,
    StoreError, Swept, Ticket, Written,
};
