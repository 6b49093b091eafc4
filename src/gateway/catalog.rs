//! The templates and locales in force: loaded anew when they change on disk; one with faults is not taken, and
//! the last good one stays.
#![expect(clippy::disallowed_methods, reason = "this is the edge where templates are looked at")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde::Serialize;

use crate::catalog::{CatalogFault, Sources};
use crate::engine::Engine;
use crate::files::LoadError;
use crate::telemetry::Metrics;

/// Faults that `/readyz` names; the log names as many.
const MAX_SHOWN: usize = 10;
/// Folders deeper than this are not looked into.
const MAX_DEPTH: usize = 8;

/// Loads the catalog of an engine anew.
#[derive(Debug)]
pub struct CatalogReloader {
    engine: Engine,
    folders: [PathBuf; 2],
    metrics: Arc<Metrics>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    seen: Signature,
    faults: Vec<CatalogFault>,
    unreadable: Option<String>,
}

/// What changes when a file does: path, size and time of each.
type Signature = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// What `/readyz` says of the catalog.
#[derive(Debug, Serialize)]
pub(super) struct CatalogReport {
    /// `current`, or `last_good` when what is on disk cannot be used.
    pub(super) state: &'static str,
    languages: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<String>,
}

impl CatalogReloader {
    /// Of an engine that was just made of these folders.
    pub fn new(
        engine: Engine,
        templates: impl Into<PathBuf>,
        locales: impl Into<PathBuf>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let folders = [templates.into(), locales.into()];
        let state = State { seen: signature(&folders), faults: Vec::new(), unreadable: None };
        metrics.catalog.count(["loaded"]);
        Self { engine, folders, metrics, state: Mutex::new(state) }
    }

    /// Loads the catalog if it has changed on disk since it was last looked at.
    pub fn reload_if_changed(&self) {
        let now = signature(&self.folders);
        if self.locked().seen != now {
            self.reload();
        }
    }

    /// Loads the catalog. Where it has faults, the one before stays.
    pub fn reload(&self) {
        let seen = signature(&self.folders);
        let loaded = Sources::from_dirs(&self.folders[0], &self.folders[1])
            .and_then(|sources| Ok(self.engine.reload(&sources)?));
        let (faults, unreadable) = match loaded {
            Ok(()) => (Vec::new(), None),
            Err(LoadError::Catalog(error)) => (error.faults, None),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        let refused = !faults.is_empty() || unreadable.is_some();
        self.metrics.catalog.count([if refused { "refused" } else { "loaded" }]);
        if refused {
            for fault in faults.iter().take(MAX_SHOWN) {
                tracing::error!(
                    code = fault.code,
                    place = %format_args!("{}:{}:{}", fault.file, fault.line, fault.column),
                    "{}",
                    fault.message
                );
            }
            tracing::error!(
                faults = faults.len().max(1),
                unreadable,
                "templates and locales on disk cannot be used; the last good ones stay in force"
            );
        } else {
            tracing::info!(languages = self.engine.languages().len(), "templates and locales were loaded");
        }
        *self.locked() = State { seen, faults, unreadable };
    }

    /// Whether what is on disk is in force.
    pub fn is_current(&self) -> bool {
        let state = self.locked();
        state.faults.is_empty() && state.unreadable.is_none()
    }

    pub(super) fn report(&self) -> CatalogReport {
        let state = self.locked();
        let faults = state.faults.iter().take(MAX_SHOWN).map(ToString::to_string);
        CatalogReport {
            languages: self.engine.languages().iter().map(ToString::to_string).collect(),
            faults: faults.chain(state.unreadable.clone()).collect(),
            state: if state.faults.is_empty() && state.unreadable.is_none() {
                "current"
            } else {
                "last_good"
            },
        }
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn signature(folders: &[PathBuf]) -> Signature {
    fn walk(folder: &Path, depth: usize, found: &mut Signature) {
        // What cannot be read is told of by the load that follows.
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let Ok(data) = fs::metadata(entry.path()) else { continue };
            if data.is_dir() && depth < MAX_DEPTH {
                walk(&entry.path(), depth + 1, found);
            } else if data.is_file() {
                found.push((entry.path(), data.len(), data.modified().ok()));
            }
        }
    }
    let mut found = Signature::new();
    for folder in folders {
        walk(folder, 0, &mut found);
    }
    found.sort();
    found
}
