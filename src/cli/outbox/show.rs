//! `tellal outbox show`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use serde_json::{Map, Value, json};

use super::{CannotRun, Desk, write_body};
use crate::cli::paint::{BAD, DIM, END, GOOD, HEAD};
use crate::cli::parse::parse_entry;
use crate::harmless::{harmless, harmless_lines};
use crate::outbox::{EntryId, Shown, State, Store};
use crate::provider::ProviderId;

/// Show everything that is known of one entry
///
/// With its attempts, and what was written to the customer. This is personal data: mind where it goes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal outbox show 01980c5e-6c00-7000-8000-000000000000        attempts, message, what to do
  tellal outbox show 01980c5e-6c00-7000-8000-000000000000 --body the event as Commerce sent it
  tellal outbox show 01980c5e-6c00-7000-8000-000000000000 --json for programs")]
pub(super) struct Arguments {
    /// The entry
    #[arg(value_name = "ID", value_parser = parse_entry)]
    id: EntryId,
    /// Print only the event as it came; with --json, print it as well
    #[arg(long)]
    body: bool,
    /// Print one object
    #[arg(long)]
    json: bool,
}

impl Arguments {
    pub(super) fn run(&self, desk: &Desk, out: &mut impl Write) -> Result<ExitCode, CannotRun> {
        let Some(shown) = desk.ask(desk.store.show(self.id))? else {
            anstream::eprintln!("{BAD}error:{END} there is no entry {}", self.id);
            return Ok(ExitCode::FAILURE);
        };
        if self.json {
            serde_json::to_writer(&mut *out, &self.object(&shown)).map_err(io::Error::from)?;
            writeln!(out)?;
        } else if self.body {
            let Some(body) = &shown.body else {
                anstream::eprintln!("{BAD}error:{END} its body is no longer kept");
                return Ok(ExitCode::FAILURE);
            };
            write_body(body, out)?;
        } else {
            print(&shown, out)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The entry's line of a list, with attempts and message beside it, and the body where that is asked for.
    fn object(&self, shown: &Shown) -> Value {
        let mut object = match json!(shown.entry) {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        let advice =
            shown.entry.progress.cause.as_ref().filter(|_| shown.entry.progress.state == State::Dead);
        object.insert("help".to_owned(), json!(advice.map(crate::outbox::Cause::advice)));
        object.insert(
            "provider_id".to_owned(),
            json!(shown.entry.provider_id.as_ref().map(ProviderId::reveal)),
        );
        object.insert("attempt_list".to_owned(), json!(shown.attempts));
        object.insert("message".to_owned(), readable(shown.message.as_deref()));
        if self.body {
            object.insert("body".to_owned(), readable(shown.body.as_deref()));
        }
        Value::Object(object)
    }
}

/// JSON where it is JSON, else text.
fn readable(bytes: Option<&[u8]>) -> Value {
    let Some(bytes) = bytes else { return Value::Null };
    serde_json::from_slice(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into())
}

fn print(shown: &Shown, out: &mut impl Write) -> io::Result<()> {
    let (entry, progress) = (&shown.entry, &shown.entry.progress);
    writeln!(out, "{HEAD}{}{END} {} {}", entry.id, progress.state, entry.event)?;
    let mut line = |name: &str, value: &str| writeln!(out, "  {DIM}{name:<12}{END} {}", harmless(value));
    line("order", entry.order_number.as_deref().unwrap_or("-"))?;
    line("site", &entry.site_domain)?;
    line("receiver", entry.receiver.as_ref().map_or("no longer kept", |receiver| receiver.reveal()))?;
    let none = if progress.state.is_end() { "none" } else { "none yet" };
    line("channel", progress.channel.map_or(none, crate::Channel::as_str))?;
    line("accepted", &entry.accepted_at.to_string())?;
    match progress.ended_at {
        Some(ended) => line("ended", &ended.to_string())?,
        None => {
            line("due", &progress.due_at.to_string())?;
            line("worth until", &progress.expires_at.to_string())?;
        }
    }
    line("request", &entry.request_id)?;
    if let Some(id) = &entry.provider_id {
        line("provider id", id.reveal())?;
    }
    if let Some(cause) = &progress.cause {
        line("reason", &cause.to_string())?;
    }
    for attempt in &shown.attempts {
        let text = format!("{} by {} at {}", attempt.cause, attempt.channel, attempt.at);
        line(&format!("attempt {}", attempt.number), &text)?;
    }
    if let Some(cause) = progress.cause.as_ref().filter(|_| progress.state == State::Dead) {
        writeln!(out, "  {GOOD}help:{END} {}", cause.advice())?;
    }
    match readable(shown.message.as_deref()) {
        Value::Null => Ok(()),
        Value::String(text) => writeln!(out, "\n{}", harmless_lines(&text)),
        json => writeln!(out, "\n{}", harmless_lines(&format!("{json:#}"))),
    }
}
