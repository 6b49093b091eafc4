//! The options that every command shares: where templates, locales and the configuration are.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the environment and files are read")]

use std::path::{Path, PathBuf};

use clap::Args;

use super::CannotRun;
use crate::catalog::Sources;
use crate::config::{Config, ConfigError};
use crate::engine::Engine;

/// Where to find what marketers and operators write.
#[derive(Debug, Args)]
pub(super) struct Places {
    /// Folder of templates
    #[arg(long, value_name = "DIR", default_value = "templates")]
    templates: PathBuf,
    /// Folder of locales
    #[arg(long, value_name = "DIR", default_value = "locales")]
    locales: PathBuf,
    #[command(flatten)]
    config: ConfigPlace,
}

/// Where the configuration is.
#[derive(Debug, Args)]
pub(super) struct ConfigPlace {
    /// Configuration file [default: tellal.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Places {
    pub(super) fn sources(&self) -> Result<Sources, CannotRun> {
        Ok(Sources::from_dirs(&self.templates, &self.locales)?)
    }

    pub(super) fn config(&self) -> Result<Config, CannotRun> {
        self.config.config()
    }

    pub(super) fn engine(&self) -> Result<Engine, CannotRun> {
        let engine = Engine::new(&self.sources()?, self.config()?).map_err(crate::files::LoadError::from)?;
        Ok(engine)
    }
}

impl ConfigPlace {
    pub(super) fn config(&self) -> Result<Config, CannotRun> {
        let text = match &self.config {
            Some(path) => read(path)?,
            None if self.path().exists() => read(self.path())?,
            None => String::new(),
        };
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Config::parse(&text, variables).map_err(|error| self.fault(&error))
    }

    /// Where a fault of the configuration is to be mended.
    pub(super) fn fault(&self, error: &ConfigError) -> CannotRun {
        CannotRun::Config(format!("{} or TELLAL_… variables: {error}", self.path().display()))
    }

    fn path(&self) -> &Path {
        self.config.as_deref().unwrap_or(Path::new("tellal.toml"))
    }
}

fn read(path: &Path) -> Result<String, CannotRun> {
    std::fs::read_to_string(path)
        .map_err(|source| CannotRun::Io { what: format!("cannot read {}", path.display()), source })
}
