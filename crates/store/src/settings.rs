//! Settings by name.

use crate::{Snapshot, StoreError, Transaction};
use rusqlite::OptionalExtension;

impl Snapshot<'_> {
    /// The value of a setting, if it was ever set.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let connection = self.connection();
        Ok(connection
            .query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| row.get(0))
            .optional()?)
    }
}

impl Transaction<'_> {
    /// Sets a setting.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)", [key, value])?;
            Ok(())
        })
    }
}
