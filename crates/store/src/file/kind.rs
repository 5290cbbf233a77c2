//! What differs from one file of ours to another.

use crate::StoreError;
use rusqlite::Connection;
use std::path::Path;

/// One kind of file.
pub(crate) struct FileKind {
    pub(crate) name: &'static str,
    /// One text per schema version.
    pub(crate) migrations: &'static [&'static str],
    /// Whether the content of a file with whole pages can be used.
    pub(crate) is_told: fn(&Connection) -> Result<bool, StoreError>,
    /// Adds to a whole file what can be read of a damaged one, and leaves in it only what can be used.
    pub(crate) salvage: fn(&mut Connection, Option<&Path>) -> Result<Salvaged, StoreError>,
}

impl FileKind {
    /// The newest schema that this app knows.
    pub(crate) fn known(&self) -> i64 {
        i64::try_from(self.migrations.len()).unwrap_or(i64::MAX)
    }
}

/// What became of the rows and the partners of a damaged file.
#[derive(Default)]
pub(crate) struct Salvaged {
    /// Every row of every table was read, and every partner is as it was.
    pub(crate) has_all: bool,
    /// The names of partners of which nothing can be shown; empty where not even that is known.
    pub(crate) lost: Vec<String>,
    /// The names of partners that are as they were earlier, or without a part.
    pub(crate) partly: Vec<String>,
}
