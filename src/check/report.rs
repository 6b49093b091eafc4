//! What a run of the linter found, and how it is summed up.

use std::collections::BTreeSet;

use super::diagnostic::{Diagnostic, Severity};
use crate::l10n::LanguageTag;

/// What a run of the linter found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The findings: first what stops everything, then errors, then warnings; of each by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings comments have allowed.
    pub suppressed: usize,
    /// How many templates were looked at.
    pub templates: usize,
    /// The languages that were looked at.
    pub languages: Vec<LanguageTag>,
}

impl Report {
    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// How many findings have a safe change that mends them.
    pub fn fixable(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.fix.is_some()).count()
    }

    /// One line for people: "2 errors, 1 warning in 2 files; 1 can be mended by --fix".
    pub fn summary(&self) -> String {
        let suppressed = match self.suppressed {
            0 => String::new(),
            count => format!("; {count} suppressed"),
        };
        if self.diagnostics.is_empty() {
            let (templates, languages) = (self.templates, self.languages.len());
            let templates = counted(templates, "template");
            return format!("no findings in {templates} and {}{suppressed}", counted(languages, "language"));
        }
        let found: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
            .map(|(severity, name)| (self.count(severity), name))
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| counted(count, name))
            .collect();
        let files: BTreeSet<&str> =
            self.diagnostics.iter().map(|diagnostic| diagnostic.location.file.as_str()).collect();
        let fixable = match self.fixable() {
            0 => String::new(),
            count => format!("; {count} can be mended by --fix"),
        };
        format!("{} in {}{fixable}{suppressed}", found.join(", "), counted(files.len(), "file"))
    }
}

/// "1 file", "2 files".
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
