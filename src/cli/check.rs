//! `tellal check`: loads everything and tells every fault.

use std::process::ExitCode;

use clap::Args;

use super::{CannotRun, load::Places, paint};
use crate::engine::Engine;
use crate::files::LoadError;

/// Check that templates and locales load, and tell every fault with its file and line
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
        match loaded {
            Ok(engine) => {
                let languages: Vec<String> = engine.languages().iter().map(ToString::to_string).collect();
                anstream::println!(
                    "{}no faults{} in {} languages: {}",
                    paint::GOOD,
                    paint::END,
                    languages.len(),
                    languages.join(" ")
                );
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => {
                for fault in &error.faults {
                    let crate::CatalogFault { file, line, column, message, help, code } = fault;
                    anstream::println!(
                        "{}{file}:{line}:{column}{}: {message} {}[{code}]{}",
                        paint::HEAD,
                        paint::END,
                        paint::DIM,
                        paint::END
                    );
                    if !help.is_empty() {
                        anstream::println!("  {}help:{} {help}", paint::GOOD, paint::END);
                    }
                }
                let count = error.faults.len();
                anstream::println!(
                    "{}{count} fault{}{}",
                    paint::BAD,
                    if count == 1 { "" } else { "s" },
                    paint::END
                );
                Ok(ExitCode::FAILURE)
            }
        }
    }
}
