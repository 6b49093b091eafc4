//! `tellal stats`: figures of the queue.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::CannotRun;
use super::load::ConfigPlace;
use super::outbox::Desk;
use super::paint::{BAD, DIM, END, HEAD};
use crate::clock::{Clock, SystemClock};
use crate::outbox::{State, Stats, Store};

/// Show how much is in the queue, and how long it has waited
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print one object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: ConfigPlace,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let desk = Desk::open(&self.place)?;
        let stats = desk.ask(desk.store.stats())?;
        let mut out = anstream::stdout().lock();
        if self.json {
            // Programs look for a figure, and none is no answer.
            let states = stats.of_all_states().into();
            serde_json::to_writer(&mut out, &Stats { states, ..stats }).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            show(&stats, &mut out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn show(stats: &Stats, out: &mut impl Write) -> io::Result<()> {
    for (state, count) in stats.of_all_states() {
        let (colour, help) = match state {
            State::Dead if count > 0 => (BAD, "  tellal outbox list --state dead"),
            _ => (HEAD, ""),
        };
        writeln!(out, "{:<12} {colour}{count:>9}{END}{DIM}{help}{END}", state.as_str())?;
    }
    if let Some(oldest) = stats.oldest_waiting {
        let seconds = SystemClock.now().duration_since(oldest).as_secs().max(0);
        writeln!(
            out,
            "{:<12} {seconds:>9} s{DIM}  age of the oldest that is not at its end{END}",
            "waiting"
        )?;
    }
    let help = if stats.quarantined > 0 { "  tellal outbox quarantine" } else { "" };
    writeln!(out, "{:<12} {:>9}{DIM}{help}{END}", "refused", stats.quarantined)?;
    writeln!(out, "{:<12} {:>9}", "opted out", stats.opt_outs)
}
