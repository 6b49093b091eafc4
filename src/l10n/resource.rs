//! One locale file: its messages, and what keeps it from being read.

use std::sync::Arc;

use fluent_bundle::FluentResource;

use super::nesting::{MAX_NESTING, too_deep};
use super::plural;
use super::syntax::syntax_fault;

/// One parsed FTL file.
#[derive(Clone)]
pub(crate) struct Resource {
    pub(super) file: String,
    pub(super) parsed: Arc<FluentResource>,
    /// Where each message and term begins, by id (a term's with its hyphen).
    pub(super) lines: Vec<(String, usize)>,
}

/// Something wrong in a locale file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageFault {
    /// The file.
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

pub(crate) fn parse_resource(file: &str, text: &str) -> Result<Resource, Vec<LanguageFault>> {
    if let Some(offset) = too_deep(text) {
        let (line, column) = place_of(text, offset);
        return Err(vec![LanguageFault {
            file: file.to_owned(),
            line,
            column,
            message: format!(
                "not Fluent syntax that is read: more than {MAX_NESTING} `{{` or `(` inside each other"
            ),
            help: "take the sentence apart into messages of its own".to_owned(),
        }]);
    }
    let faults = |errors: Vec<fluent_syntax::parser::ParserError>| -> Vec<LanguageFault> {
        errors.iter().map(|error| syntax_fault(file, text, error)).collect()
    };
    let parsed = fluent_syntax::parser::parse(text).map_err(|(_, errors)| faults(errors))?;
    let written = fluent_syntax::serializer::serialize(&plural::ask_for_categories(parsed));
    let parsed = FluentResource::try_new(written).map_err(|(_, errors)| faults(errors))?;
    Ok(Resource { file: file.to_owned(), parsed: Arc::new(parsed), lines: entry_lines(text) })
}

/// Line and column, from 1, of a byte offset.
pub(crate) fn place_of(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The entries of a file by line: what starts in the first column with an id and `=`.
fn entry_lines(text: &str) -> Vec<(String, usize)> {
    let is_id = |id: &str| {
        id.trim_start_matches('-').starts_with(|char: char| char.is_ascii_alphabetic())
            && id.chars().all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_')
    };
    text.lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let (id, _) = line.split_once('=')?;
            is_id(id.trim_end()).then(|| (id.trim_end().to_owned(), index + 1))
        })
        .collect()
}
