//! What people have confirmed: checks that no program can judge.

use crate::{Millis, Snapshot, StoreError, Transaction};
use rusqlite::params;

/// A person's word for a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// Of the check.
    pub check_id: String,
    /// When it was given.
    pub at: Millis,
    /// Who gave it, as they call themselves; may be empty.
    pub person: String,
    /// The finding that was confirmed; empty for what only people know.
    pub finding: String,
}

impl Snapshot<'_> {
    /// What people have confirmed for a partner.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn confirmations(&self, id: &str) -> Result<Vec<Confirmation>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT check_id, at, person, finding FROM confirmations WHERE partner_id = ?1 ORDER BY check_id",
        )?;
        let rows = statement.query_map([id], |row| {
            Ok(Confirmation {
                check_id: row.get(0)?,
                at: row.get(1)?,
                person: row.get(2)?,
                finding: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Transaction<'_> {
    /// Notes a person's word for a check, in place of an earlier one.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn confirm(&self, id: &str, confirmation: &Confirmation) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO confirmations (partner_id, check_id, at, person, finding)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    id,
                    confirmation.check_id,
                    confirmation.at,
                    confirmation.person,
                    confirmation.finding
                ],
            )?;
            Ok(())
        })
    }

    /// Withdraws it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn withdraw(&self, id: &str, check_id: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM confirmations WHERE partner_id = ?1 AND check_id = ?2",
                params![id, check_id],
            )?;
            Ok(())
        })
    }
}
