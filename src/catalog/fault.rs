//! What is wrong with a catalog: every fault with its file, line, column and remedy.

use std::fmt;

use serde::Serialize;

use crate::l10n::LanguageFault;

/// One fault in a template or locale file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CatalogFault {
    /// A stable code: `misplaced-file`, `template-syntax`, `locale-syntax`, …
    pub code: &'static str,
    /// The file, below the folder that holds `templates` and `locales`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl CatalogFault {
    /// A fault of a file as a whole.
    pub(crate) fn of_file(code: &'static str, file: String, message: String, help: String) -> Self {
        Self { code, file, line: 1, column: 1, message, help }
    }
}

impl fmt::Display for CatalogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, file, line, column, message, help } = self;
        write!(f, "{file}:{line}:{column}: {message} [{code}]")?;
        if help.is_empty() { Ok(()) } else { write!(f, "\n  help: {help}") }
    }
}

impl From<LanguageFault> for CatalogFault {
    fn from(fault: LanguageFault) -> Self {
        let code = if fault.message.starts_with("not Fluent") { "locale-syntax" } else { "locale-conflict" };
        let LanguageFault { file, line, column, message, help } = fault;
        Self { code, file, line, column, message, help }
    }
}

/// A catalog that cannot be used, with all its faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", list(.faults))]
pub struct CatalogError {
    /// At least one fault, sorted by file and place.
    pub faults: Vec<CatalogFault>,
}

impl CatalogError {
    /// `Ok` where there are no faults.
    pub(crate) fn unless_none(mut faults: Vec<CatalogFault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort_by(|a, b| {
            (&a.file, a.line, a.column, &a.message).cmp(&(&b.file, b.line, b.column, &b.message))
        });
        faults.dedup();
        Err(Self { faults })
    }
}

fn list(faults: &[CatalogFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
