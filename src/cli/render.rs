//! `tellal render`: events in, messages out.
#![expect(clippy::disallowed_methods, reason = "this is the edge where event files are read")]

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::parse::{parse_channel, parse_language};
use super::{CannotRun, load::Places, show};
use crate::engine::{Engine, Preview};
use crate::event::MAX_BODY;
use crate::l10n::LanguageTag;
use crate::outcome::Outcome;
use crate::recipient::channel::Channel;

/// Show what a customer would get for an event
///
/// Reads events from files, or one from standard input, and prints what would be sent, to whom, on which
/// channel and why. Exit status: 0 all well, 1 some event failed, 2 could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal render order.json                             what would be sent
  tellal render order.json --channel sms --language tr how the Turkish SMS looks, whatever the consent
  tellal render order.json --json                      the same for programs
  tellal render --jsonl < events.jsonl                 an event a line in, an outcome a line out")]
pub(super) struct Arguments {
    /// Event files; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read JSON Lines: an event a line. Prints JSON, a line for each that is not blank
    #[arg(long)]
    jsonl: bool,
    /// Print an outcome as one line of JSON
    #[arg(long)]
    json: bool,
    /// Write in this language, whatever the event asks for
    #[arg(long, value_name = "TAG", value_parser = parse_language)]
    language: Option<LanguageTag>,
    /// Write for this channel, whatever the consent: whatsapp, sms or email
    #[arg(long, value_name = "NAME", value_parser = parse_channel)]
    channel: Option<Channel>,
    #[command(flatten)]
    places: Places,
}

/// An outcome of a line of a JSON Lines input.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    outcome: &'a Outcome,
    /// Where the event stood, for those that failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let engine = self.places.engine()?;
        let preview = Preview { language: self.language.clone(), channel: self.channel };
        let mut out = io::BufWriter::new(anstream::stdout().lock());
        let standard_input = [PathBuf::from("-")];
        let files = if self.files.is_empty() { &standard_input[..] } else { &self.files };
        let mut failed = false;
        for file in files {
            let reader = open(file)?;
            let fault = |source| CannotRun::Io { what: format!("cannot read {}", file.display()), source };
            failed |= if self.jsonl {
                Self::render_lines(&engine, &preview, reader, &mut out).map_err(fault)?
            } else {
                let body = read_bounded(reader).map_err(fault)?;
                self.render_one(&engine, &preview, &body, file, files.len() > 1, &mut out).map_err(fault)?
            };
        }
        out.flush().map_err(|source| CannotRun::Io { what: "cannot write".to_owned(), source })?;
        Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn render_one(
        &self,
        engine: &Engine,
        preview: &Preview,
        body: &[u8],
        file: &Path,
        with_name: bool,
        out: &mut impl Write,
    ) -> io::Result<bool> {
        let outcome = engine.preview(body, preview);
        if self.json {
            serde_json::to_writer(&mut *out, &outcome)?;
            writeln!(out)?;
        } else {
            let name = with_name.then(|| file.display().to_string());
            show::outcome(&outcome, name.as_deref(), out)?;
        }
        Ok(matches!(outcome, Outcome::Error(_)))
    }

    /// One outcome a line, one line in memory at a time.
    fn render_lines(
        engine: &Engine,
        preview: &Preview,
        mut reader: Box<dyn BufRead>,
        out: &mut impl Write,
    ) -> io::Result<bool> {
        let (mut line, mut failed) = (Vec::new(), false);
        let mut number = 0_u64;
        while read_line(&mut reader, &mut line)? {
            number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let outcome = engine.preview(&line, preview);
            let is_error = matches!(outcome, Outcome::Error(_));
            failed |= is_error;
            serde_json::to_writer(&mut *out, &Line { outcome: &outcome, line: is_error.then_some(number) })?;
            writeln!(out)?;
        }
        Ok(failed)
    }
}

fn open(file: &Path) -> Result<Box<dyn BufRead>, CannotRun> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    match File::open(file) {
        Ok(opened) => Ok(Box::new(BufReader::new(opened))),
        Err(source) => Err(CannotRun::Io { what: format!("cannot read {}", file.display()), source }),
    }
}

/// A whole file, but never more than a byte past what the engine accepts.
fn read_bounded(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    reader.take(MAX_BODY as u64 + 1).read_to_end(&mut body)?;
    Ok(body)
}

/// The next line without its end. Of a line that is too long, just enough is kept for it to be refused.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.unwrap_or(chunk.len());
        let room = (MAX_BODY + 1).saturating_sub(line.len()).min(taken);
        line.extend_from_slice(&chunk[..room]);
        reader.consume(end.map_or(taken, |end| end + 1));
        if end.is_some() {
            return Ok(true);
        }
    }
}
