//! The list of partners on this computer.

use crate::{Millis, Snapshot, StoreError, Transaction};
use partner::{Draft, Environment};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::HashMap;

/// One partner, without its draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerRow {
    /// Ours; never shown.
    pub id: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last edited.
    pub changed_at: Millis,
    /// Whether it is the sample partner.
    pub is_example: bool,
    /// Where it is registered; `None` until chosen.
    pub environment: Option<Environment>,
}

/// The environment of that name.
pub(crate) fn environment(name: Option<String>) -> Option<Environment> {
    name.as_deref().and_then(Environment::of_key)
}

fn read(row: &Row<'_>) -> rusqlite::Result<PartnerRow> {
    Ok(PartnerRow {
        id: row.get(0)?,
        created_at: row.get(1)?,
        changed_at: row.get(2)?,
        is_example: row.get(3)?,
        environment: environment(row.get(4)?),
    })
}

const COLUMNS: &str = "id, created_at, changed_at, is_example, environment";

impl Snapshot<'_> {
    /// All partners that are not removed, latest change first.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn partners(&self) -> Result<Vec<PartnerRow>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM partners WHERE removed_at IS NULL ORDER BY changed_at DESC, created_at DESC"
        ))?;
        let rows = statement.query_map([], read)?.collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// The ids of all partners, removed ones included.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn all_ids(&self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT id FROM partners")?;
        let rows = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// The names of the partners on the list, by id.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn names(&self) -> Result<HashMap<String, String>, StoreError> {
        self.partners()?.into_iter().map(|row| Ok((row.id.clone(), self.draft(&row.id)?.name))).collect()
    }

    /// One partner.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] also for a removed one.
    pub fn partner(&self, id: &str) -> Result<PartnerRow, StoreError> {
        let connection = self.connection();
        let sql = format!("SELECT {COLUMNS} FROM partners WHERE id = ?1 AND removed_at IS NULL");
        connection.query_row(&sql, [id], read).optional()?.ok_or(StoreError::NotFound)
    }
}

impl Transaction<'_> {
    /// Adds a partner with an empty draft.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn add_partner(&self, id: &str, is_example: bool, now: Millis) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO partners (id, created_at, changed_at, is_example) VALUES (?1, ?2, ?2, ?3)",
                params![id, now, is_example],
            )?;
            Ok(())
        })
    }

    /// Takes a partner off the list, or puts it back on: removing can be undone.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there never was such a partner.
    pub fn set_removed(&self, id: &str, removed_at: Option<Millis>) -> Result<(), StoreError> {
        self.write(|transaction| {
            match transaction
                .execute("UPDATE partners SET removed_at = ?2 WHERE id = ?1", params![id, removed_at])?
            {
                0 => Err(StoreError::NotFound),
                _ => Ok(()),
            }
        })
    }

    /// Deletes a partner with everything that is kept of it. This can't be undone.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn drop_partner(&self, id: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM partners WHERE id = ?1", [id])?;
            Ok(())
        })
    }

    /// Deletes a partner that was added and never changed, connected or checked; any other stays.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn drop_untouched(&self, id: &str) -> Result<(), StoreError> {
        let empty = serde_json::to_string(&Draft::default())?;
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM partners WHERE id = ?1 AND environment IS NULL AND is_example = 0
                   AND NOT EXISTS (SELECT 1 FROM edits WHERE partner_id = ?1)
                   AND NOT EXISTS (SELECT 1 FROM checkpoints WHERE partner_id = ?1 AND draft <> ?2)
                   AND NOT EXISTS (SELECT 1 FROM registrations WHERE partner_id = ?1)
                   AND NOT EXISTS (SELECT 1 FROM runs WHERE partner_id = ?1)
                   AND NOT EXISTS (SELECT 1 FROM article_drafts WHERE partner_id = ?1)",
                params![id, empty],
            )?;
            Ok(())
        })
    }

    /// Chooses where a partner is registered.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_environment(&self, id: &str, environment: Environment) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE partners SET environment = ?2 WHERE id = ?1",
                params![id, environment.key()],
            )?;
            Ok(())
        })
    }
}
