//! What can go wrong with the file.

use std::path::PathBuf;

/// A failed call. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the profile.
    #[error("another Partner Desk uses this data folder")]
    InUse,
    /// This process only looks: another one has the profile.
    #[error("another Partner Desk writes this data; this one only shows it")]
    Elsewhere,
    /// Another program holds the file.
    #[error("another program holds the data file")]
    Locked,
    /// The file is damaged; it is looked after when the app starts.
    #[error("the data file is damaged")]
    Damaged,
    /// A newer app wrote the file.
    #[error("the data was written by a newer Partner Desk (schema {found}, this one knows {known})")]
    Newer {
        /// Of the file.
        found: i64,
        /// The newest that this app knows.
        known: i64,
    },
    /// The folder or the file cannot be used.
    #[error("{path} cannot be used: {source}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file or its folder cannot be written.
    #[error("the data cannot be written")]
    ReadOnly,
    /// What was asked for is not there.
    #[error("there is no such partner")]
    NotFound,
    /// Something was read that this app never writes.
    #[error("the data holds something unexpected: {0}")]
    Unexpected(String),
    /// SQLite failed otherwise.
    #[error("the data could not be read or written: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
            PermissionDenied, ReadOnly,
        };
        match &error {
            rusqlite::Error::QueryReturnedNoRows => Self::NotFound,
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                DiskFull => Self::Full,
                ReadOnly | CannotOpen | PermissionDenied => Self::ReadOnly,
                DatabaseBusy | DatabaseLocked => Self::Locked,
                DatabaseCorrupt | NotADatabase => Self::Damaged,
                _ => Self::Sqlite(error),
            },
            _ => Self::Sqlite(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unexpected(error.to_string())
    }
}

/// A file that could not be used was moved aside and another put in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MovedAside {
    /// Where it is now.
    pub to: PathBuf,
    /// The copy that took its place; `None` when a new file was begun.
    pub rebuilt_from: Option<PathBuf>,
    /// Whether all that the damaged file held could still be read and added.
    pub has_all: bool,
    /// The names of partners of which nothing could be read; empty where not even that is known.
    pub lost: Vec<String>,
    /// The names of partners that are as they were earlier, or without a part.
    pub partly: Vec<String>,
}
