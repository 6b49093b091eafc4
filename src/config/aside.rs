//! Sections that another part reads.

use serde::Deserialize;

/// A section that another part reads. It may hold secrets, so it never shows itself in `Debug`.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Aside(pub(crate) toml::Table);

impl std::fmt::Debug for Aside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Aside(…)")
    }
}
