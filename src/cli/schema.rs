//! `tellal schema [EVENT]`: what an event has to look like, for programs.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use super::CannotRun;
use super::parse::parse_event;
use crate::event::{EventKind, schema};

/// Print the JSON Schema (2020-12) of an event, or of all
///
/// It says what is required, what may be null, and which values are known; further fields and values are allowed,
/// as they are when an event is read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal schema                             all events, told apart by `event`
  tellal schema order_delivered             this one, with an example")]
pub(super) struct Arguments {
    /// The event, such as `order_delivered`
    #[arg(value_name = "EVENT", value_parser = parse_event)]
    event: Option<EventKind>,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let schema = self.event.map_or_else(schema, EventKind::schema);
        writeln!(anstream::stdout().lock(), "{schema:#}")
            .map_err(|source| CannotRun::Io { what: "cannot write".to_owned(), source })?;
        Ok(ExitCode::SUCCESS)
    }
}
