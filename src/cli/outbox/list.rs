//! `tellal outbox list`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::filter::Which;
use super::{CannotRun, Desk};
use crate::cli::paint::{BAD, DIM, END, GOOD, HEAD, WARN};
use crate::cli::parse::parse_count;
use crate::harmless::harmless;
use crate::outbox::{Entry, Filter, State, Store};

/// Lines that people get when they do not say how many.
const SCREENFUL: usize = 50;
/// Entries that are read at once.
const PAGE: usize = 1_000;

/// List entries, the newest first
///
/// An entry that is dead, or that waits for another attempt, shows why, and what can be done.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal outbox list                             the newest fifty
  tellal outbox list --state dead                what needs a person
  tellal outbox list --order ORD-2024-00001      what became of an order's messages
  tellal outbox list --phone '+90 555 123 45 67' what was sent to a customer
  tellal outbox list --json --limit 1000         for programs: an object a line")]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// At most so many [default: 50; with --json all]
    #[arg(long, value_name = "N", value_parser = parse_count)]
    limit: Option<usize>,
    /// Print an object a line: id, state, event, `order_number`, channel, attempts, `accepted_at`, reason and more
    #[arg(long)]
    json: bool,
}

impl Arguments {
    pub(super) fn run(&self, desk: &Desk, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        let limit = self.limit.or((!self.json).then_some(SCREENFUL));
        let mut filter = self.which.filter(desk)?;
        if !self.json {
            writeln!(
                out,
                "{HEAD}{:<36} {:<10} {:<29} {:<18} {:<8} {:>5}  {:<20}{END}",
                "id", "state", "event", "order", "channel", "tries", "accepted"
            )?;
        }
        let mut shown = 0;
        while limit.is_none_or(|limit| shown < limit) {
            let page = limit.map_or(PAGE, |limit| (limit - shown).min(PAGE));
            let entries = desk.ask(desk.store.list(Filter { limit: Some(page), ..filter.clone() }))?;
            for entry in &entries {
                if self.json {
                    serde_json::to_writer(&mut *out, entry).map_err(io::Error::from)?;
                    writeln!(out)?;
                } else {
                    show(entry, out)?;
                }
            }
            shown += entries.len();
            let Some(last) = entries.last().filter(|_| entries.len() == page) else { break };
            filter.older_than = Some(last.id);
        }
        if !self.json {
            let more = limit.is_some_and(|limit| limit == shown);
            let help = if more { "; there may be more: --limit N" } else { "" };
            writeln!(out, "{DIM}{shown} shown{help}{END}")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn show(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let progress = &entry.progress;
    let colour = match progress.state {
        State::Dead => BAD,
        State::Delivered => GOOD,
        State::Suppressed | State::Cancelled | State::Superseded => DIM,
        State::Accepted | State::Due | State::Sending => WARN,
    };
    writeln!(
        out,
        "{:<36} {colour}{:<10}{END} {:<29} {:<18} {:<8} {:>5}  {:<20}",
        entry.id.to_string(),
        progress.state.as_str(),
        entry.event.as_str(),
        harmless(entry.order_number.as_deref().unwrap_or("-")),
        progress.channel.map_or("-", crate::Channel::as_str),
        progress.attempts,
        entry.accepted_at.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
    )?;
    let Some(cause) = progress.cause.as_ref().filter(|_| progress.state != State::Delivered) else {
        return Ok(());
    };
    writeln!(out, "  {DIM}{}{END}", harmless(&cause.to_string()))?;
    if progress.state == State::Dead {
        writeln!(out, "  {GOOD}help:{END} {}", cause.advice())?;
    }
    Ok(())
}
