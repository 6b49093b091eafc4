//! `tellal check`: loads everything and tells every fault.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;

use super::paint::{BAD, DIM, END, GOOD, HEAD};
use super::{CannotRun, load::Places};
use crate::catalog::CatalogFault;
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
        let config = self.places.config()?;
        let loaded = match self.places.sources() {
            Ok(sources) => Engine::new(&sources, config),
            Err(CannotRun::Load(LoadError::Catalog(error))) => Err(error),
            Err(error) => return Err(error),
        };
        let (count, languages) = match &loaded {
            Ok(engine) => (render_examples(engine), engine.languages()),
            Err(error) => {
                error.faults.iter().for_each(show_fault);
                (error.faults.len(), Vec::new())
            }
        };
        if count > 0 {
            let plural = if count == 1 { "" } else { "s" };
            anstream::println!("{BAD}{count} fault{plural}{END}");
            return Ok(ExitCode::FAILURE);
        }
        let languages: Vec<String> = languages.iter().map(ToString::to_string).collect();
        anstream::println!("{GOOD}no faults{END} in {} languages: {}", languages.len(), languages.join(" "));
        Ok(ExitCode::SUCCESS)
    }
}

/// Renders the example of every event in every language on every channel that has a template; shows each
/// error once, and says how many there were.
fn render_examples(engine: &Engine) -> usize {
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
        anstream::println!("{message} {DIM}[{code}]{END}");
    }
    shown.len()
}

fn show_fault(fault: &CatalogFault) {
    let CatalogFault { file, line, column, message, help, code } = fault;
    anstream::println!("{HEAD}{file}:{line}:{column}{END}: {message} {DIM}[{code}]{END}");
    if !help.is_empty() {
        anstream::println!("  {GOOD}help:{END} {help}");
    }
}
