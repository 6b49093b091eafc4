//! Where something stands.

use std::ops::Range;

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file, as `templates/…` or `locales/…`.
    pub file: String,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}

impl Location {
    /// A file as a whole: its name or its being there is what matters, not its text.
    pub(crate) fn of_file(file: impl Into<String>) -> Self {
        Self { file: file.into(), span: 0..0 }
    }

    /// Whether the file as a whole is meant.
    pub fn is_whole_file(&self) -> bool {
        self.span == (0..0)
    }
}
