//! Secrets of the configuration: given as a key, by an environment variable that overrides it, or in a file.
#![expect(clippy::disallowed_methods, reason = "this is the edge where secrets are read from files")]

use std::fmt;
use std::path::Path;

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

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A file of certificates in PEM.
pub(super) fn read_pem(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
