//! The options that every command shares: where templates, locales and the configuration are.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the environment and files are read")]

use std::path::{Path, PathBuf};

use clap::Args;

use super::CannotRun;
use super::paint::{END, WARN};
use crate::catalog::Sources;
use crate::check::Settings;
use crate::check::print::Folders;
use crate::config::Config;
use crate::dispatch::DispatchError;
use crate::engine::Engine;
use crate::gateway::GatewayConfig;
use crate::harmless::harmless_lines;
use crate::outbox::{DeliveryConfig, OutboxConfig};
use crate::telemetry::LogConfig;

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
    place: ConfigPlace,
}

/// Where to find what operators write.
#[derive(Debug, Args)]
pub(super) struct ConfigPlace {
    /// Configuration file [default: tellal.toml, if there is one]
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

impl Places {
    pub(super) fn sources(&self) -> Result<Sources, CannotRun> {
        Ok(Sources::from_dirs(&self.templates, &self.locales)?)
    }

    /// What the printed paths of `templates/…` and `locales/…` begin with.
    pub(super) fn folders(&self) -> Folders {
        let shown = |path: &Path| path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
        Folders { templates: shown(&self.templates), locales: shown(&self.locales) }
    }

    /// The configuration file, and its text; empty where there is none.
    pub(super) fn config_text(&self) -> Result<(&Path, String), CannotRun> {
        self.place.text()
    }

    pub(super) fn config(&self) -> Result<Config, CannotRun> {
        self.place.config()
    }

    pub(super) fn checked_config(&self) -> Result<Config, CannotRun> {
        self.place.checked_config()
    }

    pub(super) fn paths(&self) -> (&Path, &Path) {
        (&self.templates, &self.locales)
    }

    /// What the linter looks at: the files, the configuration and its own part of that.
    pub(super) fn checked(&self) -> Result<(Sources, Config, Settings), CannotRun> {
        let (sources, config) = (self.sources()?, self.config()?);
        let settings = Settings::read(&config)
            .and_then(|settings| settings.fit(&sources.languages()).map(|()| settings))
            .map_err(|error| self.place.fault(&error))?;
        Ok((sources, config, settings))
    }

    pub(super) fn engine(&self) -> Result<Engine, CannotRun> {
        let engine = Engine::new(&self.sources()?, self.config()?).map_err(crate::files::LoadError::from)?;
        Ok(engine)
    }
}

impl ConfigPlace {
    /// Where the configuration is, and what it says; nothing where there is no file.
    pub(super) fn text(&self) -> Result<(&Path, String), CannotRun> {
        let path = self.path();
        let is_there = self.config.is_some() || path.exists();
        Ok((path, if is_there { read(path)? } else { String::new() }))
    }

    /// The variables that are text.
    pub(super) fn environment() -> impl Iterator<Item = (String, String)> {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
    }

    pub(super) fn config(&self) -> Result<Config, CannotRun> {
        let (_, text) = self.text()?;
        Config::parse(&text, Self::environment()).map_err(|error| self.fault(&error))
    }

    /// The configuration, with the sections of all parts read, so that every fault is told.
    pub(super) fn checked_config(&self) -> Result<Config, CannotRun> {
        let config = self.config()?;
        let faults = faults(&config);
        if faults.is_empty() { Ok(config) } else { Err(self.fault(&faults.join("\n"))) }
    }

    /// The configuration and what the queue needs of it. Who looks into the queue at night may have a file that is
    /// half changed: faults of what the queue does not need are told, and stop nothing.
    pub(super) fn config_of_queue(&self) -> Result<(Config, OutboxConfig), CannotRun> {
        let config = self.config()?;
        let outbox = OutboxConfig::from_config(&config).map_err(|error| self.fault(&error))?;
        for fault in faults(&config) {
            anstream::eprintln!("{WARN}warning:{END} {}", harmless_lines(&self.fault(&fault).to_string()));
        }
        Ok((config, outbox))
    }

    fn path(&self) -> &Path {
        self.config.as_deref().unwrap_or(Path::new("tellal.toml"))
    }

    /// Where a fault of the configuration is to be mended.
    pub(super) fn fault(&self, error: &dyn std::fmt::Display) -> CannotRun {
        CannotRun::Config(format!("{} or TELLAL_… variables: {error}", self.path().display()))
    }
}

/// What is wrong with the sections of all parts.
fn faults(config: &Config) -> Vec<String> {
    let checks = [
        GatewayConfig::from_config(config).err(),
        LogConfig::from_config(config).err(),
        OutboxConfig::from_config(config).err(),
    ];
    let mut faults: Vec<String> = checks.iter().flatten().map(ToString::to_string).collect();
    match (DeliveryConfig::from_config(config), crate::provider::from_config(config)) {
        (Ok(delivery), Ok(providers)) => faults.extend(providers.used().filter_map(|(provider, _)| {
            let (name, limits) = (provider.provider.name(), &provider.limits);
            Some(DispatchError::of_lease(delivery.lease, name, limits).err()?.to_string())
        })),
        (delivery, providers) => {
            let both = [delivery.err(), providers.err()];
            faults.extend(both.iter().flatten().map(ToString::to_string));
        }
    }
    faults
}

fn read(path: &Path) -> Result<String, CannotRun> {
    std::fs::read_to_string(path)
        .map_err(|source| CannotRun::Io { what: format!("cannot read {}", path.display()), source })
}
