//! `tellal explain`: why a phone number, a text or a language is taken as it is.

mod language;
mod phone;
mod sms;

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::CannotRun;

/// Explain a phone number, the cost of a text, or the choice of a language
///
/// Exit status: 0 all well, 1 something is not usable, 2 could not run.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Phone(phone::Arguments),
    Sms(sms::Arguments),
    Language(language::Arguments),
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let well = match &self.what {
            What::Phone(arguments) => arguments.run(),
            What::Sms(arguments) => arguments.run(),
            What::Language(arguments) => arguments.run(),
        };
        let well =
            well.map_err(|source| CannotRun::Io { what: "cannot read or write".to_owned(), source })?;
        Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Answers JSON Lines from standard input, a line for each that is not blank. Says whether all could be read.
fn answer_lines<Question: DeserializeOwned, Answer: Serialize>(
    answer: impl Fn(Question) -> Answer,
) -> io::Result<bool> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let mut well = true;
    for (index, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(&line) {
            Ok(question) => serde_json::to_writer(&mut out, &answer(question))?,
            Err(error) => {
                well = false;
                let error = json!({"code": "not_json", "message": error.to_string(), "line": index + 1});
                serde_json::to_writer(&mut out, &json!({ "error": error }))?;
            }
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(well)
}
