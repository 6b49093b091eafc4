//! `tellal check`: loads everything and tells every fault.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::paint::{BAD, DIM, END, GOOD, HEAD};
use super::{CannotRun, load::Places};
use crate::catalog::{CatalogError, CatalogFault};
use crate::engine::{Engine, Preview};
use crate::event::EventKind;
use crate::files::LoadError;
use crate::outcome::Outcome;
use crate::recipient::channel::Channel;
use crate::render::RenderCode;

/// Check templates and locales, and tell every fault with its file and line
///
/// Loads everything, then writes an example of each event in each language on each channel.
///
/// Exit status: 0 no fault, 1 some faults, 2 could not run.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    places: Places,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let checked = self.check(&mut anstream::stdout().lock())?;
        checked.map_err(|source| CannotRun::Io { what: "cannot write".to_owned(), source })
    }

    fn check(&self, out: &mut impl Write) -> Result<io::Result<ExitCode>, CannotRun> {
        let config = self.places.config()?;
        let loaded = match self.places.sources() {
            Ok(sources) => Engine::new(&sources, config),
            Err(CannotRun::Load(LoadError::Catalog(error))) => Err(error),
            Err(error) => return Err(error),
        };
        Ok(show(loaded.as_ref(), out))
    }
}

fn show(loaded: Result<&Engine, &CatalogError>, out: &mut impl Write) -> io::Result<ExitCode> {
    let (count, languages) = match loaded {
        Ok(engine) => (render_examples(engine, out)?, engine.languages()),
        Err(error) => {
            error.faults.iter().try_for_each(|fault| show_fault(fault, out))?;
            (error.faults.len(), Vec::new())
        }
    };
    if count > 0 {
        let plural = if count == 1 { "" } else { "s" };
        writeln!(out, "{BAD}{count} fault{plural}{END}")?;
        return Ok(ExitCode::FAILURE);
    }
    let languages: Vec<String> = languages.iter().map(ToString::to_string).collect();
    writeln!(out, "{GOOD}no faults{END} in {} languages: {}", languages.len(), languages.join(" "))?;
    Ok(ExitCode::SUCCESS)
}

/// Renders the example of every event in every language on every channel that has a template; shows each
/// error once, and says how many there were.
fn render_examples(engine: &Engine, out: &mut impl Write) -> io::Result<usize> {
    let mut shown = BTreeSet::new();
    for event in EventKind::ALL {
        for language in engine.languages() {
            for channel in Channel::ALL {
                let preview = Preview { language: Some(language.clone()), channel: Some(channel) };
                if let Outcome::Error(error) = engine.preview(event.example().as_bytes(), &preview)
                    && error.code != RenderCode::NoTemplate.as_str()
                {
                    shown.insert((error.message.clone(), error.code));
                }
            }
        }
    }
    for (message, code) in &shown {
        writeln!(out, "{message} {DIM}[{code}]{END}")?;
    }
    Ok(shown.len())
}

fn show_fault(fault: &CatalogFault, out: &mut impl Write) -> io::Result<()> {
    let CatalogFault { file, line, column, message, help, code } = fault;
    writeln!(out, "{HEAD}{file}:{line}:{column}{END}: {message} {DIM}[{code}]{END}")?;
    if !help.is_empty() {
        writeln!(out, "  {GOOD}help:{END} {help}")?;
    }
    Ok(())
}
