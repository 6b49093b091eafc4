//! `tellal outbox redrive`, `cancel` and `purge`.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use super::filter::{Which, help_of_state};
use super::{CannotRun, Desk, in_turn};
use crate::cli::paint::{BAD, END, GOOD};
use crate::cli::parse::parse_entry;
use crate::clock::{Clock, SystemClock};
use crate::outbox::{Cause, Each, EntryId, Filter, State, Store};

/// Entries that are changed at once. Whoever serves the queue waits for so many.
const PAGE: usize = 100;

/// Start ended entries again, from their event on
///
/// What is dead, suppressed, cancelled or superseded is rendered and sent as if it had just come. What was
/// delivered is not: its customer has the message.
#[derive(Debug, Args)]
#[command(mut_arg("states", |states| states.help(help_of_state(State::can_be_redriven))))]
#[command(after_help = "Examples:
  tellal outbox redrive 01980c5e-6c00-7000-8000-000000000000
  tellal outbox redrive --state dead                        everything that is dead
  tellal outbox redrive --state dead --event product_alert")]
pub(super) struct Redrive {
    #[command(flatten)]
    entries: Entries,
}

/// Withdraw entries that wait
///
/// What is being sent at this moment cannot be called back; should it fail, it is not sent again.
#[derive(Debug, Args)]
#[command(mut_arg("states", |states| states.help(help_of_state(waits))))]
#[command(after_help = "Examples:
  tellal outbox cancel --order ORD-2024-00001 --note 'placed by mistake'
  tellal outbox cancel --event product_alert --state due")]
pub(super) struct Cancel {
    #[command(flatten)]
    entries: Entries,
    /// Why, for whoever looks later. No names or numbers
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

/// Delete ended entries for good, with everything that is known of them
#[derive(Debug, Args)]
#[command(mut_arg("states", |states| states.help(help_of_state(State::is_end))))]
#[command(after_help = "Examples:
  tellal outbox purge --state delivered --before 30d
  tellal outbox purge --phone '+90 555 123 45 67'     a customer who asks to be forgotten")]
pub(super) struct Purge {
    #[command(flatten)]
    which: Which,
    /// Purge everything that has ended, where nothing else is said
    #[arg(long)]
    all: bool,
}

/// What is handed out to be sent may not have been begun, and can be withdrawn then.
fn waits(state: State) -> bool {
    !state.is_end()
}

#[derive(Debug, Args)]
struct Entries {
    /// The entries; or say which by the options
    #[arg(value_name = "ID", value_parser = parse_entry, conflicts_with = "Which")]
    ids: Vec<EntryId>,
    #[command(flatten)]
    which: Which,
}

impl Entries {
    /// Changes what is meant, a page at a time.
    fn change(
        &self,
        desk: &Desk,
        filter: impl FnOnce(&Which) -> Result<Filter, CannotRun>,
        out: &mut impl Write,
        mut change: impl FnMut(Vec<EntryId>) -> Result<Each, CannotRun>,
    ) -> Result<ExitCode, CannotRun> {
        let mut counts = Counts::default();
        if !self.ids.is_empty() {
            counts.note(change(self.ids.clone())?, true, out)?;
        } else if self.which.is_everything() {
            return Err(CannotRun::Usage(
                "say which entries: by ID, or by --state, --order and so on".to_owned(),
            ));
        } else {
            in_pages(desk, filter(&self.which)?, |ids| counts.note(change(ids)?, false, out))?;
        }
        counts.report(out)
    }
}

/// Changes the entries that a filter means, a page at a time, and lets whoever serves the queue write as much
/// in between.
fn in_pages(
    desk: &Desk,
    mut filter: Filter,
    mut change: impl FnMut(Vec<EntryId>) -> Result<(), CannotRun>,
) -> Result<(), CannotRun> {
    filter.limit = Some(PAGE);
    loop {
        let page = desk.ask(desk.store.list(filter.clone()))?;
        let Some(last) = page.last() else { return Ok(()) };
        filter.older_than = Some(last.id);
        in_turn(|| change(page.iter().map(|entry| entry.id).collect()))?;
    }
}

#[derive(Default)]
struct Counts {
    done: usize,
    refused: usize,
}

impl Counts {
    fn note(&mut self, each: Each, named: bool, out: &mut impl Write) -> Result<(), CannotRun> {
        for (id, result) in each {
            match result {
                Ok(()) => {
                    self.done += 1;
                    if named {
                        writeln!(out, "{id} {GOOD}done{END}")?;
                    }
                }
                Err(refusal) => {
                    self.refused += 1;
                    writeln!(out, "{id} {BAD}not done{END}: {refusal}")?;
                }
            }
        }
        Ok(())
    }

    fn report(&self, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        let Self { done, refused } = self;
        writeln!(out, "{done} done, {refused} not done")?;
        Ok(if *refused > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

impl Redrive {
    pub(super) fn run(&self, desk: &Desk, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        let filter = |which: &Which| {
            which.filter_of(desk, State::can_be_redriven, |state| {
                format!("only what has ended without being delivered can start again, and `{state}` has not")
            })
        };
        self.entries.change(desk, filter, out, |ids| desk.ask(desk.store.redrive(ids, SystemClock.now())))
    }
}

impl Cancel {
    pub(super) fn run(&self, desk: &Desk, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        let filter = |which: &Which| {
            which.filter_of(desk, waits, |state| {
                format!("only what has not ended can be cancelled, and `{state}` has")
            })
        };
        self.entries.change(desk, filter, out, |ids| {
            let cause = Cause::new("cancelled", self.note.clone());
            desk.ask(desk.store.cancel(ids, cause, SystemClock.now()))
        })
    }
}

impl Purge {
    pub(super) fn run(&self, desk: &Desk, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        if self.which.is_everything() && !self.all {
            let help = "say which entries by --state, --before and so on, or --all for all that has ended";
            return Err(CannotRun::Usage(help.to_owned()));
        }
        let filter = self.which.filter_of(desk, State::is_end, |state| {
            format!("only what has ended can be purged, and `{state}` has not; cancel it first")
        })?;
        let mut purged = 0;
        in_pages(desk, filter, |ids| {
            purged += desk.ask(desk.store.purge(ids))?;
            Ok(())
        })?;
        writeln!(out, "{purged} purged")?;
        Ok(ExitCode::SUCCESS)
    }
}
