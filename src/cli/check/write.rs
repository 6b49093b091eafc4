//! Writes what `--fix` has made of the files: each as a whole or not at all.
#![expect(clippy::disallowed_methods, reason = "this is the edge where marketers' files are written")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::CannotRun;
use crate::catalog::Sources;
use crate::check::Fixed;
use crate::check::print::Folders;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Writes the new texts. A file that has changed since it was read is left alone, and is an error.
pub(super) fn write(fixed: &Fixed, sources: &Sources, folders: &Folders) -> Result<(), CannotRun> {
    for (file, text) in &fixed.files {
        let path = folders.real(file);
        let read = sources.text(file).unwrap_or_default();
        replace(Path::new(&path), read, text)
            .map_err(|source| CannotRun::Io { what: format!("cannot write {path}"), source })?;
    }
    Ok(())
}

/// Writes beside the file and then takes its place, so that nobody ever reads half of it. A link stays a link, and
/// whoever may read and write the file still may.
fn replace(path: &Path, old: &str, new: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let there = fs::read_to_string(&path)?;
    if there.trim_start_matches(BYTE_ORDER_MARK) != old {
        return Err(io::Error::other("it has changed since it was read; run again"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    if there.starts_with(BYTE_ORDER_MARK) {
        file.write_all(BYTE_ORDER_MARK.to_string().as_bytes())?;
    }
    file.write_all(new.as_bytes())?;
    file.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
