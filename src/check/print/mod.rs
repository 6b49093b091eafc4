//! A report as text for people, as JSON, as GitHub's annotations and as SARIF. One printer a file; all are pure.

mod github;
mod json;
mod sarif;
mod text;

pub use github::github;
pub use json::json;
pub use sarif::sarif;
pub use text::text;

use std::ops::Range;

use serde::Serialize;

use super::diagnostic::{Location, line_columns};
use super::place::clamp;
use super::report::Report;
use crate::catalog::Sources;

/// What a printer prints.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The findings.
    pub report: &'a Report,
    /// The texts that they were found in.
    pub sources: &'a Sources,
    /// Where these texts really are.
    pub folders: &'a Folders,
}

/// The real folders behind `templates/` and `locales/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The folder of templates.
    pub templates: String,
    /// The folder of locales.
    pub locales: String,
}

impl Default for Folders {
    fn default() -> Self {
        Self { templates: "templates".to_owned(), locales: "locales".to_owned() }
    }
}

impl Folders {
    /// The real path of `templates/…` or `locales/…`.
    pub fn real(&self, file: &str) -> String {
        let (folder, path) = file.split_once('/').unwrap_or((file, ""));
        let folder = match folder {
            "templates" => &self.templates,
            "locales" => &self.locales,
            _ => return file.to_owned(),
        };
        let folder = folder.trim_end_matches(['/', '\\']);
        let folder = folder.strip_prefix("./").unwrap_or(folder);
        if folder == "." { path.to_owned() } else { format!("{folder}/{path}") }
    }
}

/// A place for programs and people: lines and columns from 1, columns in characters, the end behind the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Page<'_> {
    fn path(&self, location: &Location) -> String {
        self.folders.real(&location.file)
    }

    /// The text of a place's file and the place within it.
    fn source(&self, location: &Location) -> Option<(&str, Range<usize>)> {
        let text = self.sources.text(&location.file)?;
        Some((text, clamp(text, &location.span)))
    }

    /// The place; of a whole file, its start.
    fn region(&self, location: &Location) -> Region {
        let (text, span) = self.source(location).unwrap_or(("", 0..0));
        let ((line, column), (end_line, end_column)) = line_columns(text, &span);
        Region { line, column, end_line, end_column }
    }
}
