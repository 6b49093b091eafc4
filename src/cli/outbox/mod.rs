//! `tellal outbox`: what is in the queue, for people.

mod change;
mod filter;
mod list;
mod opt_out;
mod quarantine;
mod receiver;
mod show;

use std::future::Future;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::CannotRun;
use super::load::ConfigPlace;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::harmless::harmless_lines;
use crate::outbox::{SqliteStore, StoreError};

/// Look into the queue, and set right what needs a person
///
/// Works beside a running `tellal serve`. An entry is `accepted`, then `due` or `sending`, and ends `delivered`,
/// `suppressed` (nobody may be written to), `dead` (a person should look), `cancelled` or `superseded` (a later
/// event of the order withdrew it).
///
/// Exit status: 0 done, also where a filter matches nothing; 1 what was named is not there (or no longer kept), or
/// some entry was not changed; 2 could not run.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: ConfigPlace,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Show(show::Arguments),
    Redrive(change::Redrive),
    Cancel(change::Cancel),
    Purge(change::Purge),
    Quarantine(quarantine::Arguments),
    OptOut(opt_out::Arguments),
}

/// The queue, opened beside whoever serves it.
pub(super) struct Desk {
    pub(super) store: SqliteStore,
    pub(super) config: Config,
    runtime: tokio::runtime::Runtime,
}

impl Desk {
    pub(super) fn open(place: &ConfigPlace) -> Result<Self, CannotRun> {
        let (config, outbox) = place.config_of_queue()?;
        if !outbox.path.exists() {
            return Err(no_outbox(&outbox.path));
        }
        let store = SqliteStore::open_beside(outbox.path.clone(), outbox)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|source| CannotRun::Io { what: "cannot start".to_owned(), source })?;
        Ok(Self { store, config, runtime })
    }

    /// Waits for an answer of the store.
    pub(super) fn ask<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, CannotRun> {
        Ok(self.runtime.block_on(answer)?)
    }
}

/// Which file was looked for, since the configuration may name one that starts at the folder of whoever asks.
fn no_outbox(path: &Path) -> CannotRun {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    CannotRun::Config(format!(
        "there is no outbox at {}, which is where outbox.path leads from this folder; run this in the server's \
         folder, and with its configuration: --config FILE",
        path.display()
    ))
}

/// Changes something, and lets whoever serves the queue write for as long as that took.
fn in_turn<T>(change: impl FnOnce() -> Result<T, CannotRun>) -> Result<T, CannotRun> {
    let since = SystemClock.elapsed();
    let done = change()?;
    std::thread::sleep(SystemClock.elapsed().saturating_sub(since));
    Ok(done)
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let desk = Desk::open(&self.place)?;
        let mut out = io::BufWriter::new(anstream::stdout().lock());
        let code = match &self.command {
            Command::List(arguments) => arguments.run(&desk, &mut out),
            Command::Show(arguments) => arguments.run(&desk, &mut out),
            Command::Redrive(arguments) => arguments.run(&desk, &mut out),
            Command::Cancel(arguments) => arguments.run(&desk, &mut out),
            Command::Purge(arguments) => arguments.run(&desk, &mut out),
            Command::Quarantine(arguments) => arguments.run(&desk, &mut out),
            Command::OptOut(arguments) => arguments.run(&desk, &mut out),
        }?;
        out.flush()?;
        Ok(code)
    }
}

/// A body as it came; on a terminal without what would steer it.
fn write_body(body: &[u8], out: &mut impl Write) -> io::Result<()> {
    if io::IsTerminal::is_terminal(&io::stdout()) {
        out.write_all(harmless_lines(&String::from_utf8_lossy(body)).as_bytes())
    } else {
        out.write_all(body)
    }
}
