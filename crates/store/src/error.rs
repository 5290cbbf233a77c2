//! What can go wrong with the file.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

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
    /// The drive of the data folder has no locks: a network drive that does not offer them.
    #[error("the drive of the data folder has no file locks")]
    NoLocks,
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

impl StoreError {
    /// Why a file or a folder cannot be used, by its kind where that has a name.
    pub(crate) fn of_file(path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Folder { path: path.to_owned(), source },
        }
    }

    /// Why a lock was neither given nor refused.
    pub(crate) fn of_lock(path: &Path, source: std::io::Error) -> Self {
        // ENOLCK has no kind of its own; its number is 77 on macOS and the BSDs.
        let no_locks = if cfg!(target_os = "linux") { 37 } else { 77 };
        let has_none =
            source.kind() == ErrorKind::Unsupported || cfg!(unix) && source.raw_os_error() == Some(no_locks);
        if has_none { Self::NoLocks } else { Self::of_file(path, source) }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, FileLockingProtocolFailed,
            NotADatabase, PermissionDenied, ReadOnly,
        };
        use rusqlite::ffi::{
            SQLITE_IOERR_CHECKRESERVEDLOCK, SQLITE_IOERR_LOCK, SQLITE_IOERR_RDLOCK, SQLITE_IOERR_SHMLOCK,
            SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_UNLOCK,
        };
        match &error {
            rusqlite::Error::QueryReturnedNoRows => Self::NotFound,
            rusqlite::Error::SqliteFailure(failure, _) => match (failure.extended_code, failure.code) {
                // The file for shared memory could not grow.
                (SQLITE_IOERR_SHMSIZE, _) | (_, DiskFull) => Self::Full,
                (
                    SQLITE_IOERR_LOCK
                    | SQLITE_IOERR_UNLOCK
                    | SQLITE_IOERR_RDLOCK
                    | SQLITE_IOERR_CHECKRESERVEDLOCK
                    | SQLITE_IOERR_SHMLOCK
                    | SQLITE_IOERR_SHMMAP,
                    _,
                )
                | (_, FileLockingProtocolFailed) => Self::NoLocks,
                (_, ReadOnly | CannotOpen | PermissionDenied) => Self::ReadOnly,
                (_, DatabaseBusy | DatabaseLocked) => Self::Locked,
                (_, DatabaseCorrupt | NotADatabase) => Self::Damaged,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_drive_without_locks_and_a_full_one_are_told_from_other_faults() {
        let error = std::io::Error::from_raw_os_error;
        let path = Path::new("/somewhere");
        for number in [linux::ENOLCK, linux::EOPNOTSUPP, linux::ENOSYS] {
            assert!(matches!(StoreError::of_lock(path, error(number)), StoreError::NoLocks), "{number}");
        }
        for number in [linux::ENOSPC, linux::EDQUOT] {
            assert!(matches!(StoreError::of_lock(path, error(number)), StoreError::Full), "{number}");
            assert!(matches!(StoreError::of_file(path, error(number)), StoreError::Full), "{number}");
        }
        assert!(matches!(StoreError::of_lock(path, error(linux::EACCES)), StoreError::Folder { .. }));
    }

    /// As Linux numbers them.
    #[cfg(target_os = "linux")]
    mod linux {
        pub(super) const EACCES: i32 = 13;
        pub(super) const ENOSPC: i32 = 28;
        pub(super) const ENOLCK: i32 = 37;
        pub(super) const ENOSYS: i32 = 38;
        pub(super) const EOPNOTSUPP: i32 = 95;
        pub(super) const EDQUOT: i32 = 122;
    }
}
