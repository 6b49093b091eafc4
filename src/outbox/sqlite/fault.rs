//! What SQLite's errors mean for whoever asked.

use rusqlite::{Error, ErrorCode};

use crate::outbox::{Refusal, StoreError};

/// Why a request was not carried out.
#[derive(Debug)]
pub(super) enum Fault {
    /// The database failed; whatever was written with it is rolled back.
    Database(Error),
    /// The request itself is at fault; nothing was written for it.
    Request(StoreError),
}

impl From<Error> for Fault {
    /// A value that is none of ours is a row's fault, not the database's: others are not to suffer for it.
    fn from(error: Error) -> Self {
        match error {
            Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..) => {
                Self::corrupt("an entry that this version of tellal cannot read")
            }
            error => Self::Database(error),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Request(StoreError::Refused(refusal))
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Database(error) => fault_of(&error),
            Fault::Request(error) => error,
        }
    }
}

impl Fault {
    pub(super) fn corrupt(what: &str) -> Self {
        Self::Request(StoreError::Corrupt(what.to_owned()))
    }

    /// Whether what was asked for cannot be read, while all else can.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self, Self::Request(StoreError::Corrupt(_)))
    }
}

/// What an error of SQLite's means. Its texts name tables and files, never values.
pub(super) fn fault_of(error: &Error) -> StoreError {
    let text = match error {
        Error::SqliteFailure(code, text) => text.clone().unwrap_or_else(|| code.to_string()),
        other => other.to_string(),
    };
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Corrupt(text),
        Some(ErrorCode::NotADatabase) => StoreError::Foreign("the file is not a SQLite database".to_owned()),
        _ => StoreError::Unavailable(text),
    }
}
