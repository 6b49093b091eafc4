//! The files beside the database: who may have it, and room in reserve.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::outbox::StoreError;

/// As much as a commit or two need.
const SMALL: u64 = 1 << 16;

/// The right to serve a database. It ends with the process, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

fn unavailable(what: &str, path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unavailable(format!("{what} {}: {error}", path.display()))
}

pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

impl Lock {
    /// Takes the lock of a database, or says who has it. A file of its own: closing any handle of the database
    /// itself would drop the locks that SQLite holds in this process.
    pub(super) fn take(database: &Path) -> Result<Self, StoreError> {
        let path = beside(database, "-lock");
        let file = private().open(&path).map_err(|error| unavailable("cannot open", &path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(database.display().to_string())),
            Err(TryLockError::Error(error)) => Err(unavailable("cannot lock", &path, &error)),
        }
    }
}

/// Makes the database's file where it is missing, readable by its owner alone; SQLite gives the files beside
/// it the same mode.
pub(super) fn create_private(database: &Path) -> Result<(), StoreError> {
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| unavailable("cannot make", folder, &error))?;
    }
    private().open(database).map_err(|error| unavailable("cannot open", database, &error))?;
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(database, mode)
            .map_err(|error| unavailable("cannot protect", database, &error))?;
    }
    Ok(())
}

/// How many bytes are free on the disk that a file is on, where that can be known.
pub(super) fn room(file: &Path) -> Option<u64> {
    rustix::fs::statvfs(file).ok().map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Room that is set aside on the disk. A full disk would else leave no room to record what became of messages
/// that are on their way.
#[derive(Debug)]
pub(super) struct Reserve {
    path: PathBuf,
    bytes: u64,
}

impl Reserve {
    pub(super) fn beside(database: &Path, bytes: u64) -> Self {
        Self { path: beside(database, "-reserve"), bytes }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether a small file finds no room on the disk. Where room is given out late, a full disk is an error of
    /// the sync and looks like any other.
    pub(super) fn finds_no_room(&self) -> bool {
        let path = beside(&self.path, "-trial");
        let tried = fill(&path, SMALL, 0);
        // What cannot be removed is overwritten the next time.
        let _ = fs::remove_file(&path);
        let full =
            |error: std::io::Error| matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
        tried.is_err_and(full)
    }

    /// Gives the room up, and says whether there was any.
    pub(super) fn give_up(&self) -> bool {
        fs::remove_file(&self.path).is_ok()
    }

    /// Whether nothing is to be set aside any more.
    pub(super) fn is_there(&self) -> bool {
        self.bytes == 0 || fs::metadata(&self.path).is_ok_and(|file| file.len() == self.bytes)
    }

    /// Sets the room aside, if a quarter more than it is free; else nothing changes.
    pub(super) fn set_aside(&self) -> bool {
        if self.is_there() {
            return true;
        }
        let done = fill(&self.path, self.bytes + self.bytes / 4, self.bytes).is_ok();
        if !done {
            self.give_up();
        }
        done
    }
}

/// Fills a file with so many bytes, of which it keeps some.
fn fill(path: &Path, mut left: u64, keeps: u64) -> std::io::Result<()> {
    let mut file = private().open(path)?;
    // Not zeros: some file systems would store those as nothing.
    let mut block = vec![0; 1 << 16];
    while left > 0 {
        fastrand::fill(&mut block);
        let part = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        file.write_all(&block[..part])?;
        left -= part as u64;
    }
    file.sync_all()?;
    file.set_len(keeps)?;
    file.sync_all()
}
