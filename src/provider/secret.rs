//! Secrets of the configuration: given as a key, by an environment variable that overrides it, or in a file.
#![expect(clippy::disallowed_methods, reason = "this is the edge where secrets are read from files")]

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use crate::section::Section;

/// The longest secret that makes sense.
const MAX_SECRET: u64 = 64 * 1024;

/// A password or token, which never shows itself in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The first line of a file, as `echo` writes it.
    pub(super) fn from_file(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let cannot = |error: std::io::Error| format!("cannot read {shown}: {error}");
        if std::fs::metadata(path).map_err(cannot)?.len() > MAX_SECRET {
            return Err(format!("{shown} is too large for a secret"));
        }
        let text = std::fs::read_to_string(path).map_err(cannot)?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        match text {
            "" => Err(format!("{shown} is empty")),
            text if text.contains('\n') => Err(format!("{shown} has more than one line")),
            text => Ok(Self::new(text)),
        }
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl Section<'_> {
    /// A secret: `key`, or the first line of the file that `key_file` names.
    pub(super) fn secret(&mut self, key: &str) -> Option<Secret> {
        let given = self.text(key);
        let file_key = format!("{key}_file");
        let file = self.file(&file_key);
        match (given, file) {
            (Some(_), Some(_)) => {
                self.fault(key, format_args!("both {key} and {file_key}; one of them is enough"));
                None
            }
            (Some(""), None) => {
                self.fault(key, "is empty");
                None
            }
            (Some(text), None) => Some(Secret::new(text)),
            (None, Some(path)) => Secret::from_file(&path).map_err(|error| self.fault(&file_key, error)).ok(),
            (None, None) => None,
        }
    }

    /// Every secret of a section of secrets, by its name.
    pub(super) fn secrets(&mut self, key: &str) -> Vec<(String, Secret)> {
        let names = self.keys_of(key).map(|name| name.strip_suffix("_file").unwrap_or(name));
        let names: BTreeSet<&str> = names.collect();
        let read = self.inner(key, |section| {
            let secret = |name: &str| section.secret(name).map(|secret| (name.to_owned(), secret));
            names.into_iter().filter_map(secret).collect()
        });
        read.unwrap_or_default()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A file of certificates in PEM.
pub(super) fn read_pem(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
