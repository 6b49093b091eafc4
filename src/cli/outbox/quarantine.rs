//! `tellal outbox quarantine`: what was refused.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;

use super::filter::parse_moment;
use super::{CannotRun, Desk, in_turn, write_body};
use crate::cli::paint::{BAD, DIM, END, HEAD};
use crate::cli::parse::parse_count;
use crate::harmless::harmless;
use crate::outbox::{RefusedId, Store};

/// Lines that people get when they do not say how many.
const SCREENFUL: usize = 50;

/// Look at bodies that were refused
///
/// Commerce never sends an event again, so what an authenticated sender sent and was refused is kept here, the
/// latest of it. Once the fault is mended, the body can be sent again by hand.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal outbox quarantine            what was refused, and why
  tellal outbox quarantine 7 > 7.json a body
  tellal render 7.json                what is wrong with it
  tellal outbox quarantine --purge 7d delete what came longer ago")]
pub(super) struct Arguments {
    /// Print this body
    #[arg(value_name = "NUMBER", value_parser = parse_number, conflicts_with_all = ["json", "purge", "limit"])]
    id: Option<RefusedId>,
    /// At most so many [default: 50; with --json all]
    #[arg(long, value_name = "N", value_parser = parse_count)]
    limit: Option<usize>,
    /// Print an object a line
    #[arg(long)]
    json: bool,
    /// Delete what came before this moment, or longer ago than this (30d, 12h)
    #[arg(long, value_name = "WHEN", value_parser = parse_moment, conflicts_with_all = ["json", "limit"])]
    purge: Option<Timestamp>,
}

fn parse_number(text: &str) -> Result<RefusedId, String> {
    let expected = "expected the number of a body, as `tellal outbox quarantine` lists it";
    text.parse().map_err(|_| expected.to_owned())
}

impl Arguments {
    pub(super) fn run(&self, desk: &Desk, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        if let Some(before) = self.purge {
            let mut purged = 0;
            loop {
                let part = in_turn(|| desk.ask(desk.store.quarantine_purge(before)))?;
                purged += part;
                if part == 0 {
                    break;
                }
            }
            writeln!(out, "{purged} purged")?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(id) = self.id {
            let Some(refused) = desk.ask(desk.store.quarantine_show(id))? else {
                anstream::eprintln!("{BAD}error:{END} there is no refused body {id}");
                return Ok(ExitCode::FAILURE);
            };
            write_body(&refused.body, out)?;
            return Ok(ExitCode::SUCCESS);
        }
        let limit = self.limit.or((!self.json).then_some(SCREENFUL));
        let all = desk.ask(desk.store.quarantine_list(limit))?;
        if !self.json {
            writeln!(out, "{HEAD}{:>6}  {:<20} {:<22} {:>7}{END}", "number", "came", "code", "bytes")?;
        }
        for refused in &all {
            if self.json {
                serde_json::to_writer(&mut *out, refused).map_err(io::Error::from)?;
                writeln!(out)?;
            } else {
                let came = refused.at.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
                writeln!(out, "{:>6}  {came:<20} {:<22} {:>7}", refused.id, refused.code, refused.bytes)?;
                writeln!(out, "        {DIM}{}{END}", harmless(&refused.detail))?;
            }
        }
        if !self.json {
            writeln!(out, "{DIM}{} shown{END}", all.len())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
