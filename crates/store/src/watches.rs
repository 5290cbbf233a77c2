//! How a partner is watched after its promotion, and what the latest look found.

use crate::{Millis, Snapshot, StoreError, Transaction};
use partner::Environment;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// How a partner is watched in an environment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WatchRow {
    /// Hours between two looks; 0 while it isn't watched.
    pub every_hours: u32,
    /// When it was last looked at.
    pub looked_at: Option<Millis>,
    /// What changes are told against; its shape belongs to whoever looks.
    pub baseline: Value,
    /// What was seen last.
    pub seen: Value,
    /// What was found last.
    pub found: Value,
}

impl Snapshot<'_> {
    /// How a partner is watched. What can't be read of an earlier look says nothing.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn watch(&self, partner_id: &str, environment: Environment) -> Result<WatchRow, StoreError> {
        let found = self
            .connection()
            .query_row(
                "SELECT every_hours, looked_at, baseline, seen, found FROM watches
                 WHERE partner_id = ?1 AND environment = ?2",
                params![partner_id, environment.key()],
                |row| {
                    let json = |at| {
                        Ok::<Value, rusqlite::Error>(
                            serde_json::from_str(&row.get::<_, String>(at)?).unwrap_or_default(),
                        )
                    };
                    Ok(WatchRow {
                        every_hours: row.get(0)?,
                        looked_at: row.get(1)?,
                        baseline: json(2)?,
                        seen: json(3)?,
                        found: json(4)?,
                    })
                },
            )
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// What the latest look found, without what it saw: that may be long, and lists don't show it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn watch_found(&self, partner_id: &str, environment: Environment) -> Result<Value, StoreError> {
        let found: Option<String> = self
            .connection()
            .query_row(
                "SELECT found FROM watches WHERE partner_id = ?1 AND environment = ?2",
                params![partner_id, environment.key()],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found.and_then(|found| serde_json::from_str(&found).ok()).unwrap_or_default())
    }
}

impl Transaction<'_> {
    /// Keeps how a partner is watched, in place of what was kept.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_watch(
        &self,
        partner_id: &str,
        environment: Environment,
        row: &WatchRow,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO watches
                 (partner_id, environment, every_hours, looked_at, baseline, seen, found)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    partner_id,
                    environment.key(),
                    row.every_hours,
                    row.looked_at,
                    row.baseline.to_string(),
                    row.seen.to_string(),
                    row.found.to_string()
                ],
            )?;
            Ok(())
        })
    }
}
