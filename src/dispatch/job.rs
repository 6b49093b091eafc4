//! The work on one entry, from its claim to its record.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::desk::{Desk, Phase};
use super::letter::Letter;
use super::observe::Observed;
use super::route::{Pass, Slot};
use super::verdict::{Verdict, nobody, unwritable};
use crate::clock::chance;
use crate::engine::Received;
use crate::outbox::{Begun, Cause, Claimed, Finding, ReceiverKey, Refusal, Report, State};
use crate::outcome::Outcome;
use crate::provider::{Answer, Reason};
use crate::recipient::channel::{Channel, Denial};

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The entry is out of hands.
    Done,
    /// It waits, and may be due at once.
    MoreToDo,
}

/// What is to be done with an entry after a look at it.
enum Plan {
    Send(Letter),
    Record(Finding),
}

/// Works on an entry. With a pass it may be sent at once; without, it is seen whether there is room when it is
/// written.
pub(super) async fn run(
    desk: Arc<Desk>,
    claimed: Arc<Claimed>,
    slot: Option<Slot>,
    pass: Option<Pass>,
) -> Ended {
    let job = Job { desk: &desk, claimed: &claimed };
    // Who lost the entry leaves it to whoever has it now.
    job.work(slot, pass).await.unwrap_or(Ended::Done)
}

/// Ends an entry whose job panicked: it would only do so again.
pub(super) async fn bury(desk: Arc<Desk>, claimed: Arc<Claimed>) -> Ended {
    let job = Job { desk: &desk, claimed: &claimed };
    let cause = Cause::new("panicked", "the work on it ended with a panic");
    job.record(Finding::Failed(cause), None).await.unwrap_or(Ended::Done)
}

struct Job<'a> {
    desk: &'a Desk,
    claimed: &'a Claimed,
}

impl Job<'_> {
    async fn work(&self, slot: Option<Slot>, pass: Option<Pass>) -> Result<Ended, Refusal> {
        let event = match self.desk.engine.receive(&self.claimed.body) {
            Ok(event) => event,
            Err(error) => {
                let cause = Cause::new(error.code(), error.to_string());
                return self.record(Finding::Failed(cause), None).await;
            }
        };
        let ended = self.deliver(&event, slot, pass).await;
        event.give_back();
        ended
    }

    async fn deliver(
        &self,
        event: &Received<'_>,
        slot: Option<Slot>,
        mut pass: Option<Pass>,
    ) -> Result<Ended, Refusal> {
        let mut opted_out = self.opted_out(event).await?;
        loop {
            let letter = match self.plan(event, &opted_out) {
                Plan::Send(letter) => letter,
                Plan::Record(finding) => return self.record(finding, None).await,
            };
            let Some(route) = self.desk.route_of(letter.channel) else {
                let cause = Cause::new("no_provider", format!("no provider carries {}", letter.channel));
                return self.record(Finding::Failed(cause), Some(letter.channel)).await;
            };
            let held = pass.take().filter(|pass| Arc::ptr_eq(pass.route(), route));
            let Some(held) = held.or_else(|| route.enter()) else {
                return self.hand_back(Some(&letter)).await;
            };
            if self.desk.is_stopping() {
                return self.hand_back(Some(&letter)).await;
            }
            let written = letter.written();
            let begun = self.desk.insist(|store| store.begin(self.claimed.ticket(), written.clone())).await?;
            match begun {
                Begun::Attempt(attempt) => {
                    drop(slot);
                    return self.send(letter, attempt, held).await;
                }
                Begun::OptedOut => {
                    opted_out.push(letter.channel);
                    pass = Some(held);
                }
            }
        }
    }

    /// The channels that the receiver has opted out of.
    async fn opted_out(&self, event: &Received<'_>) -> Result<Vec<Channel>, Refusal> {
        let key = |address: Option<String>| address.map(|address| ReceiverKey::stored(&address));
        let (phone, email) = (key(event.phone()), key(event.email()));
        let of = |channel| if channel == Channel::Email { email.clone() } else { phone.clone() };
        let addresses = Channel::ALL.into_iter().filter_map(|channel| Some((channel, of(channel)?)));
        let addresses: Vec<(Channel, ReceiverKey)> = addresses.collect();
        self.desk.insist(|store| store.opted_out(addresses.clone())).await
    }

    /// Looks at consent and opt-outs, and writes the message unless it is written.
    fn plan(&self, event: &Received<'_>, opted_out: &[Channel]) -> Plan {
        let Claimed { entry, message, .. } = self.claimed;
        let kept = message.as_deref().and_then(Letter::read).filter(|letter| {
            entry.progress.channel == Some(letter.channel)
                && self.desk.route_of(letter.channel).is_some()
                && !opted_out.contains(&letter.channel)
                && event.permits(letter.channel)
        });
        if let Some(letter) = kept {
            return Plan::Send(letter);
        }
        let tried = entry.progress.tried.iter().map(|channel| (*channel, Denial::Tried));
        let opted_out = opted_out.iter().map(|channel| (*channel, Denial::OptOut));
        let barred: Vec<(Channel, Denial)> = tried.chain(opted_out).collect();
        match event.render_barring(&barred) {
            Outcome::Message(message) => match Letter::of(&message) {
                Some(letter) => Plan::Send(letter),
                None => Plan::Record(Finding::Failed(Cause::new("address", "there is no address"))),
            },
            Outcome::Suppressed(suppressed) => Plan::Record(nobody(entry, &suppressed)),
            Outcome::Error(error) => Plan::Record(unwritable(&error)),
        }
    }

    async fn hand_back(&self, letter: Option<&Letter>) -> Result<Ended, Refusal> {
        let written = letter.map(Letter::written);
        self.desk.insist(|store| store.hand_back(self.claimed.ticket(), written.clone())).await?;
        Ok(Ended::MoreToDo)
    }

    async fn send(&self, letter: Letter, attempt: u32, pass: Pass) -> Result<Ended, Refusal> {
        let (channel, receiver, segments) = (letter.channel, letter.receiver(), letter.segments());
        let route = Arc::clone(pass.route());
        let delivery = letter.delivery(&self.claimed.entry, attempt);
        let started = self.desk.clock.elapsed();
        let provider = Arc::clone(route.provider());
        // A task of its own: should the provider panic, this job still records it.
        let mut sending = JoinSet::new();
        sending.spawn(async move { provider.send(&delivery).await });
        let answer = tokio::select! {
            biased;
            answer = sending.join_next() => answer
                .and_then(Result::ok)
                .unwrap_or_else(|| lost("panicked", "the provider's code panicked")),
            () = tokio::time::sleep(route.given_up_after()) => lost("timeout", "no answer in time"),
            () = self.desk.reached(Phase::Over) => lost("interrupted", "shut down before the answer"),
        };
        sending.abort_all();
        let verdict = Verdict::of(answer);
        if pass.leave(verdict.health) {
            self.desk.observer.observe(&Observed::Paused { provider: route.name() });
        }
        let code = verdict.finding.code();
        let segments = if verdict.finding == Finding::Sent { segments } else { 0 };
        let took = self.desk.clock.elapsed().saturating_sub(started);
        let (entry, provider) = (&self.claimed.entry, route.name());
        self.desk.observer.observe(&Observed::Attempt { entry, provider, channel, took, code, segments });
        let report = Report {
            opt_out: verdict.opted_out.then_some((channel, receiver)),
            provider_id: verdict.provider_id,
            ..self.report(verdict.finding)
        };
        self.file(report, Some(channel)).await
    }

    fn report(&self, finding: Finding) -> Report {
        let now = self.desk.clock.now();
        Report { finding, now, chance: chance(), provider_id: None, opt_out: None }
    }

    async fn record(&self, finding: Finding, channel: Option<Channel>) -> Result<Ended, Refusal> {
        self.file(self.report(finding), channel).await
    }

    async fn file(&self, report: Report, channel: Option<Channel>) -> Result<Ended, Refusal> {
        let ticket = self.claimed.ticket();
        let progress = self.desk.insist(|store| store.record(ticket, report.clone())).await?;
        let (state, cause) = (progress.state, progress.cause.as_ref());
        let entry = &self.claimed.entry;
        let age = super::until(entry.accepted_at, report.now);
        self.desk.observer.observe(&Observed::Recorded { entry, state, channel, cause, age });
        Ok(if state == State::Due { Ended::MoreToDo } else { Ended::Done })
    }
}

/// An attempt of which nobody knows what came of it.
fn lost(code: &'static str, detail: &str) -> Answer {
    let reason = Reason::new(code, detail);
    Answer::Transient { reason, retry_after: None, throttled: false, ambiguous: true }
}
