//! The only place that reads templates and locales from disk.
#![expect(clippy::disallowed_methods, reason = "this is the edge where files are read")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::catalog::{CatalogError, CatalogFault, Sources};
use crate::config::Config;
use crate::engine::Engine;

/// A template or locale file larger than this is not one.
const MAX_FILE: u64 = 1024 * 1024;
/// Folders deeper than this are not looked into.
const MAX_DEPTH: usize = 8;

/// Why an engine could not be made from folders.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A folder or file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The files are there, but not in order.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
}

impl Sources {
    /// Reads the folders of templates and locales. Files that are not UTF-8 or too large are kept in mind as
    /// faults, of which a catalog made from these sources tells.
    ///
    /// # Errors
    /// [`LoadError::Io`] for a folder or file that cannot be read.
    pub fn from_dirs(templates: impl AsRef<Path>, locales: impl AsRef<Path>) -> Result<Self, LoadError> {
        let mut faults = Vec::new();
        let mut sources = Self::new();
        for (path, text) in read_tree(templates.as_ref(), "templates", &mut faults)? {
            sources = sources.template(path, text);
        }
        for (path, text) in read_tree(locales.as_ref(), "locales", &mut faults)? {
            sources = sources.locale(path, text);
        }
        for fault in faults {
            sources.add_unreadable(fault);
        }
        Ok(sources)
    }
}

impl Engine {
    /// An engine on folders, with the default configuration.
    ///
    /// ```
    /// use tellal::Engine;
    /// let engine = Engine::from_dirs("templates", "locales")?;
    /// assert!(engine.languages().iter().any(|language| language.to_string() == "tr"));
    /// # Ok::<(), tellal::LoadError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Sources::from_dirs`] and [`Engine::new`].
    pub fn from_dirs(templates: impl AsRef<Path>, locales: impl AsRef<Path>) -> Result<Self, LoadError> {
        let sources = Sources::from_dirs(templates, locales)?;
        Ok(Self::new(&sources, Config::default())?)
    }
}

/// All files of a folder by their path below it, in order.
fn read_tree(
    root: &Path,
    name: &str,
    faults: &mut Vec<CatalogFault>,
) -> Result<Vec<(String, String)>, LoadError> {
    let mut files = Vec::new();
    walk(root, "", 0, &mut files)?;
    files.sort();
    let mut texts = Vec::with_capacity(files.len());
    for (relative, path) in files {
        let unreadable = |source| LoadError::Io { path: path.clone(), source };
        let fault = |message: &str, help: &str| {
            CatalogFault::of_file(
                "unreadable-file",
                format!("{name}/{relative}"),
                message.to_owned(),
                help.to_owned(),
            )
        };
        if fs::metadata(&path).map_err(unreadable)?.len() > MAX_FILE {
            faults.push(fault("larger than 1 MiB", "a template or locale file is text of a few pages"));
            continue;
        }
        match String::from_utf8(fs::read(&path).map_err(unreadable)?) {
            Ok(text) => texts.push((relative, text.trim_start_matches('\u{FEFF}').to_owned())),
            Err(_) => faults.push(fault("not UTF-8 text", "save it as UTF-8")),
        }
    }
    Ok(texts)
}

fn walk(
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), LoadError> {
    let unreadable = |source| LoadError::Io { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        let relative = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        if entry.path().is_dir() {
            if depth < MAX_DEPTH {
                walk(&entry.path(), &relative, depth + 1, files)?;
            }
        } else if !name.to_ascii_lowercase().ends_with(".md") {
            files.push((relative, entry.path()));
        }
    }
    Ok(())
}
