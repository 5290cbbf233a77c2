//! Every call made and every use of a token, masked before it comes here; bounded in number.

use crate::{Millis, Snapshot, StoreError};
use rusqlite::params;
use serde_json::Value;

/// One entry. The shape of `entry` belongs to whoever writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityRow {
    /// Rises with time.
    pub id: i64,
    /// When.
    pub at: Millis,
    /// For which partner, if for one.
    pub partner_id: Option<String>,
    /// Where, by name.
    pub environment: Option<String>,
    /// What.
    pub entry: Value,
}

/// Older entries beyond these are forgotten.
const KEPT: i64 = 2000;

/// Adds entries.
pub(crate) fn add(transaction: &rusqlite::Transaction<'_>, rows: &[ActivityRow]) -> Result<(), StoreError> {
    for row in rows {
        transaction.execute(
            "INSERT INTO activity (at, partner_id, environment, entry) VALUES (?1, ?2, ?3, ?4)",
            params![row.at, row.partner_id, row.environment, row.entry.to_string()],
        )?;
    }
    transaction.execute("DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?1", [KEPT])?;
    Ok(())
}

impl Snapshot<'_> {
    /// The newest entries, newest first.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn activity(&self, limit: u32) -> Result<Vec<ActivityRow>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id, at, partner_id, environment, entry FROM activity ORDER BY id DESC LIMIT ?1",
        )?;
        let rows: Vec<(ActivityRow, String)> = statement
            .query_map([limit], |row| {
                let entry: String = row.get(4)?;
                let row = ActivityRow {
                    id: row.get(0)?,
                    at: row.get(1)?,
                    partner_id: row.get(2)?,
                    environment: row.get(3)?,
                    entry: Value::Null,
                };
                Ok((row, entry))
            })?
            .collect::<Result<_, _>>()?;
        rows.into_iter()
            .map(|(row, entry)| Ok(ActivityRow { entry: serde_json::from_str(&entry)?, ..row }))
            .collect()
    }
}
