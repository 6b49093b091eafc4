//! The state machine of one entry. Pure: every store applies it inside a transaction of its own, and `now`
//! and chance are passed in.
//!
//! ```text
//! accepted ─┐            ┌─► delivered
//!           ├─► sending ─┼─► suppressed
//!      due ─┘    │  │    └─► dead
//!       ▲────────┘  └─ lease lost: due, or dead after several
//! accepted, due, sending (not begun) ─► cancelled, superseded
//! sending (begun), then withdrawn ─► delivered, or cancelled or superseded should it fail
//! dead, suppressed, cancelled, superseded ─► due (redriven)
//! ```

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::{Cause, Finding, Pause, Refusal, Schedule};
use crate::clock::{earlier, later};
use crate::recipient::channel::Channel;

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Durable; nobody has looked at it.
    Accepted,
    /// Waits for its time, or for room at its provider.
    Due,
    /// Somebody works on it, under a lease.
    Sending,
    /// The provider took it.
    Delivered,
    /// Nobody may, or can, be written to.
    Suppressed,
    /// Given up; a person should look.
    Dead,
    /// A person withdrew it.
    Cancelled,
    /// A later event withdrew it.
    Superseded,
}

/// How far an entry has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub state: State,
    /// The channel that its message is written for; `None` until it is written.
    pub channel: Option<Channel>,
    /// Attempts begun, on all channels.
    pub attempts: u32,
    /// Attempts begun on this channel since it was chosen.
    pub tries: u32,
    /// How often in a row a lease was lost before an attempt began.
    pub lapses: u32,
    /// How often a person has started it again.
    pub round: u32,
    /// Goes up whenever the entry changes hands, so that who lost it can no longer touch it.
    pub fence: u64,
    /// Who works on it.
    pub lease: Option<Lease>,
    /// Channels that have failed for good.
    pub tried: Vec<Channel>,
    /// Not to be taken up before.
    pub due_at: Timestamp,
    /// Not worth sending after.
    pub expires_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// Why it stands where it stands.
    pub cause: Option<Cause>,
}

/// A claim on an entry for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// Anybody else may take it after this.
    pub until: Timestamp,
    /// An attempt has begun; what came of it is unknown until it is recorded.
    pub begun: bool,
    /// It was withdrawn since: should this attempt fail, there is no other.
    pub withdrawn: bool,
}

/// What holds for every entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The pauses between attempts.
    pub schedule: Schedule,
    /// Whether another channel is tried after a permanent failure.
    pub fallback: bool,
    /// An entry whose lease is lost so often before anything was sent brings the process down, and is dead.
    pub lapses: u32,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Accepted,
        Self::Due,
        Self::Sending,
        Self::Delivered,
        Self::Suppressed,
        Self::Dead,
        Self::Cancelled,
        Self::Superseded,
    ];

    /// The name, on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Due => "due",
            Self::Sending => "sending",
            Self::Delivered => "delivered",
            Self::Suppressed => "suppressed",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether nothing happens any more without a person.
    pub fn is_end(self) -> bool {
        !matches!(self, Self::Accepted | Self::Due | Self::Sending)
    }

    /// Whether an entry can be started again. What was delivered cannot: its customer has the message.
    pub fn can_be_redriven(self) -> bool {
        self.is_end() && self != Self::Delivered
    }
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Progress {
    /// An entry that has just come in.
    pub fn accepted(now: Timestamp, useful_life: Duration) -> Self {
        Self {
            state: State::Accepted,
            channel: None,
            attempts: 0,
            tries: 0,
            lapses: 0,
            round: 0,
            fence: 0,
            lease: None,
            tried: Vec::new(),
            due_at: now,
            expires_at: later(now, useful_life),
            ended_at: None,
            cause: None,
        }
    }

    /// Takes the entry up. One whose useful life is over dies instead: look at the state.
    pub fn claim(&mut self, now: Timestamp, lease: Duration, rules: &Rules) -> Result<(), Refusal> {
        if !matches!(self.state, State::Accepted | State::Due) || !self.is_due(now, rules) {
            return Err(Refusal::NotDue);
        }
        if self.expire(now) {
            return Ok(());
        }
        self.state = State::Sending;
        self.fence += 1;
        self.lease = Some(Lease { until: later(now, lease), begun: false, withdrawn: false });
        Ok(())
    }

    /// Makes it worth sending for so long at least. Its useful life may seem to be over only because the clock
    /// has jumped.
    pub fn prolong(&mut self, now: Timestamp, by: Duration) {
        if !by.is_zero() {
            self.expires_at = self.expires_at.max(later(now, by));
        }
    }

    /// Whether its time has come. What is due later than any pause lasts was planned by a clock that has
    /// since been put back.
    pub fn is_due(&self, now: Timestamp, rules: &Rules) -> bool {
        self.due_at <= now || earlier(self.due_at, rules.schedule.longest()) > now
    }

    /// Ends a waiting entry that nobody has use for any more, and says whether it did.
    pub fn expire(&mut self, now: Timestamp) -> bool {
        let over = matches!(self.state, State::Accepted | State::Due) && self.expires_at <= now;
        if over {
            let last = self.cause.take().map_or_else(String::new, |cause| format!("last: {cause}"));
            self.end(State::Dead, now, Some(Cause::new("useful_life", last)));
        }
        over
    }

    /// Begins an attempt on a channel. To be durable before anything is sent.
    pub fn begin(&mut self, fence: u64, channel: Channel) -> Result<(), Refusal> {
        let current = self.channel;
        let lease = self.lease_of(fence)?;
        if lease.begun {
            // Asked again: the first answer was lost on its way.
            return if current == Some(channel) { Ok(()) } else { Err(Refusal::InFlight) };
        }
        lease.begun = true;
        self.choose(channel);
        self.attempts += 1;
        self.tries += 1;
        self.lapses = 0;
        Ok(())
    }

    /// Whether a claim still holds.
    pub fn holds(&mut self, fence: u64) -> Result<(), Refusal> {
        self.lease_of(fence).map(|_| ())
    }

    /// The attempt is not to be made after all: the receiver has opted out. Where it had begun, so that the
    /// answer to that was lost, it stays counted.
    pub fn call_off(&mut self, fence: u64) -> Result<(), Refusal> {
        self.lease_of(fence)?.begun = false;
        Ok(())
    }

    /// Gives the entry back before an attempt has begun, with the channel that it was written for if it was.
    pub fn hand_back(&mut self, fence: u64, channel: Option<Channel>) -> Result<(), Refusal> {
        if self.lease_of(fence)?.begun {
            return Err(Refusal::InFlight);
        }
        if let Some(channel) = channel {
            self.choose(channel);
        }
        self.lapses = 0;
        self.wait();
        Ok(())
    }

    /// Records what came of a claim.
    pub fn record(
        &mut self,
        fence: u64,
        finding: Finding,
        now: Timestamp,
        rules: &Rules,
        chance: f64,
    ) -> Result<(), Refusal> {
        let withdrawn = self.lease_of(fence)?.withdrawn;
        self.lapses = 0;
        match finding {
            Finding::Sent => self.end(State::Delivered, now, None),
            _ if withdrawn => self.end_withdrawn(now),
            Finding::Retry { cause, pause } => self.retry(cause, pause, now, rules, chance),
            Finding::Refused(cause) | Finding::OptedOut(cause) if rules.fallback => {
                self.fall_back(cause, now);
            }
            Finding::Refused(cause) | Finding::Failed(cause) => self.end(State::Dead, now, Some(cause)),
            Finding::Suppressed(cause) | Finding::OptedOut(cause) => {
                self.end(State::Suppressed, now, Some(cause));
            }
        }
        Ok(())
    }

    /// Takes the lease from whoever held it and is gone: `later` than its end, or known to be dead.
    pub fn lapse(&mut self, now: Timestamp, rules: &Rules, chance: f64) -> Result<(), Refusal> {
        let Some(lease) = self.lease else { return Err(Refusal::NotDue) };
        let gone = "the process that worked on it has ended";
        if lease.withdrawn {
            self.end_withdrawn(now);
            return Ok(());
        }
        if lease.begun {
            // It may have been sent. Saying so twice is better than not saying it at all.
            self.retry(Cause::new("lapsed", gone), Pause::default(), now, rules, chance);
            return Ok(());
        }
        self.lapses += 1;
        if self.lapses >= rules.lapses {
            self.end(State::Dead, now, Some(Cause::new("crashed", gone)));
        } else if self.lapses == 1 {
            self.due_at = now;
            self.wait();
        } else {
            let pause = rules.schedule.pause(self.lapses - 1, Pause::default(), chance);
            self.due_at = later(now, pause.unwrap_or_default());
            self.wait();
        }
        Ok(())
    }

    /// Withdraws what has not been sent yet: a person does.
    pub fn cancel(&mut self, cause: Cause, now: Timestamp) -> Result<(), Refusal> {
        self.withdraw(State::Cancelled, cause, now)
    }

    /// Withdraws what has not been sent yet: a later event does.
    pub fn supersede(&mut self, by: impl Into<String>, now: Timestamp) -> Result<(), Refusal> {
        self.withdraw(State::Superseded, Cause::new(State::Superseded.as_str(), by), now)
    }

    fn withdraw(&mut self, state: State, cause: Cause, now: Timestamp) -> Result<(), Refusal> {
        if self.state.is_end() {
            return Err(Refusal::Ended);
        }
        if let Some(lease) = self.lease.as_mut().filter(|lease| lease.begun) {
            // What is being sent cannot be called back, but it need not be tried again.
            lease.withdrawn = true;
            self.cause = Some(cause);
            return Ok(());
        }
        self.fence += 1;
        self.end(state, now, Some(cause));
        Ok(())
    }

    fn end_withdrawn(&mut self, now: Timestamp) {
        let cause = self.cause.take();
        let superseded = cause.as_ref().is_some_and(|cause| cause.code == State::Superseded.as_str());
        self.end(if superseded { State::Superseded } else { State::Cancelled }, now, cause);
    }

    /// Starts an ended entry again from the beginning.
    pub fn redrive(&mut self, now: Timestamp, useful_life: Duration) -> Result<(), Refusal> {
        if !self.state.can_be_redriven() {
            return Err(Refusal::NotEnded);
        }
        let (attempts, round, fence) = (self.attempts, self.round + 1, self.fence + 1);
        *self = Self { state: State::Due, attempts, round, fence, ..Self::accepted(now, useful_life) };
        Ok(())
    }

    fn lease_of(&mut self, fence: u64) -> Result<&mut Lease, Refusal> {
        let current = self.state == State::Sending && self.fence == fence;
        self.lease.as_mut().filter(|_| current).ok_or(Refusal::Stale)
    }

    fn retry(&mut self, cause: Cause, pause: Pause, now: Timestamp, rules: &Rules, chance: f64) {
        let Some(pause) = rules.schedule.pause(self.tries.max(1), pause, chance) else {
            let detail = format!("{} attempts, last: {cause}", self.tries);
            return self.end(State::Dead, now, Some(Cause::new("exhausted", detail)));
        };
        let due_at = later(now, pause);
        if due_at >= self.expires_at {
            let detail = format!("no time for another attempt, last: {cause}");
            return self.end(State::Dead, now, Some(Cause::new("useful_life", detail)));
        }
        self.due_at = due_at;
        self.cause = Some(cause);
        self.wait();
    }

    /// The next channel is for the engine's policy to name, when the entry is taken up again.
    fn fall_back(&mut self, cause: Cause, now: Timestamp) {
        if let Some(channel) = self.channel.take()
            && !self.tried.contains(&channel)
        {
            self.tried.push(channel);
        }
        self.tries = 0;
        self.due_at = now;
        self.cause = Some(cause);
        self.wait();
    }

    fn choose(&mut self, channel: Channel) {
        if self.channel != Some(channel) {
            self.channel = Some(channel);
            self.tries = 0;
        }
    }

    fn wait(&mut self) {
        self.state = State::Due;
        self.lease = None;
    }

    fn end(&mut self, state: State, now: Timestamp, cause: Option<Cause>) {
        self.state = state;
        self.ended_at = Some(now);
        self.cause = cause;
        self.lease = None;
    }
}
