//! `tellal outbox opt-out`: who may no longer be written to.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{CannotRun, Desk, receiver};
use crate::cli::paint::{DIM, END};
use crate::cli::parse::{parse_channel, parse_count};
use crate::clock::{Clock, SystemClock};
use crate::outbox::{Cause, OptOut, Store};
use crate::recipient::channel::Channel;

/// Look at opt-outs, and change them
///
/// An opt-out is recorded when a provider says that the receiver has opted out of a channel, or here. Nothing
/// is sent to them on it, whatever the flags of an event say.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal outbox opt-out list
  tellal outbox opt-out add sms '+90 555 123 45 67'
  tellal outbox opt-out remove sms '+90 555 123 45 67'")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show who has opted out of what, the latest first
    List {
        /// Print an object a line
        #[arg(long)]
        json: bool,
        /// At most so many
        #[arg(long, value_name = "N", value_parser = parse_count)]
        limit: Option<usize>,
    },
    /// Record that somebody has opted out of a channel
    Add(Whom),
    /// Forget an opt-out: they have asked to be written to again
    Remove(Whom),
}

#[derive(Debug, Args)]
struct Whom {
    /// The channel: whatsapp, sms or email
    #[arg(value_parser = parse_channel)]
    channel: Channel,
    /// A phone number, or an e-mail address for the channel email. A number without a country code is read in
    /// the regions of `[site]` and `[sites]`
    #[arg(value_name = "ADDRESS")]
    address: String,
}

impl Arguments {
    pub(super) fn run(&self, desk: &Desk, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        match &self.command {
            Command::List { json, limit } => {
                list(&desk.ask(desk.store.opt_out_list(*limit))?, *json, out)?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Add(whom) => {
                let receiver = receiver::of_channel(whom.channel, &whom.address, &desk.config)?;
                let cause = Cause::new("by_hand", "");
                let opt_out = OptOut { channel: whom.channel, receiver, at: SystemClock.now(), cause };
                desk.ask(desk.store.opt_out_add(opt_out))?;
                writeln!(out, "recorded")?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Remove(whom) => {
                let receiver = receiver::of_channel(whom.channel, &whom.address, &desk.config)?;
                let was_there = desk.ask(desk.store.opt_out_remove(whom.channel, receiver))?;
                writeln!(out, "{}", if was_there { "removed" } else { "there was none" })?;
                Ok(if was_there { ExitCode::SUCCESS } else { ExitCode::FAILURE })
            }
        }
    }
}

fn list(opt_outs: &[OptOut], json: bool, out: &mut impl Write) -> io::Result<()> {
    for OptOut { channel, receiver, at, cause } in opt_outs {
        let receiver = receiver.reveal();
        if json {
            let line = json!({"channel": channel, "receiver": receiver, "at": at, "reason": cause.code});
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        } else {
            writeln!(out, "{:<8} {receiver} {DIM}{at} {cause}{END}", channel.as_str())?;
        }
    }
    if !json {
        writeln!(out, "{DIM}{} shown{END}", opt_outs.len())?;
    }
    Ok(())
}
