//! Rehearsals: the latest of each partner, with the calls that were made for it.

use crate::{Millis, Snapshot, StoreError, Transaction};
use partner::Environment;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// One rehearsal. The shape of what is JSON belongs to whoever writes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RehearsalRow {
    /// A new one for each.
    pub id: String,
    /// When it began.
    pub started_at: Millis,
    /// What was agreed to and what came back.
    pub progress: Value,
    /// A list of verdicts.
    pub verdicts: Value,
    /// What was called for it, by name.
    pub calls: Vec<RehearsalCall>,
}

/// One call of a rehearsal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RehearsalCall {
    /// Which.
    pub name: String,
    /// When it was noted, before it was sent.
    pub at: Millis,
    /// Null while it is on its way.
    pub answer: Value,
    /// What was sent, without secrets.
    pub exchanges: Value,
}

impl Snapshot<'_> {
    /// The latest rehearsal, if any.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn rehearsal(
        &self,
        partner_id: &str,
        environment: Environment,
    ) -> Result<Option<RehearsalRow>, StoreError> {
        let found: Option<(String, Millis, String, String)> = self
            .connection()
            .query_row(
                "SELECT id, started_at, progress, verdicts FROM rehearsals
                 WHERE partner_id = ?1 AND environment = ?2",
                params![partner_id, environment.key()],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()?;
        let Some((id, started_at, progress, verdicts)) = found else { return Ok(None) };
        Ok(Some(RehearsalRow {
            progress: serde_json::from_str(&progress)?,
            verdicts: serde_json::from_str(&verdicts)?,
            calls: self.rehearsal_calls(&id)?,
            id,
            started_at,
        }))
    }

    /// The verdicts of the latest rehearsal, where there is one; null where there is none.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn rehearsal_verdicts(
        &self,
        partner_id: &str,
        environment: Environment,
    ) -> Result<Value, StoreError> {
        let found: Option<String> = self
            .connection()
            .query_row(
                "SELECT verdicts FROM rehearsals WHERE partner_id = ?1 AND environment = ?2",
                params![partner_id, environment.key()],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found.map_or(Ok(Value::Null), |verdicts| serde_json::from_str(&verdicts))?)
    }

    fn rehearsal_calls(&self, id: &str) -> Result<Vec<RehearsalCall>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT name, at, answer, exchanges FROM rehearsal_calls WHERE rehearsal_id = ?1 ORDER BY at, name",
        )?;
        let rows: Vec<(String, Millis, String, String)> = statement
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<_, _>>()?;
        rows.into_iter()
            .map(|(name, at, answer, exchanges)| {
                let (answer, exchanges) = (serde_json::from_str(&answer)?, serde_json::from_str(&exchanges)?);
                Ok(RehearsalCall { name, at, answer, exchanges })
            })
            .collect()
    }
}

impl Transaction<'_> {
    /// Begins a rehearsal in place of the one before, of which nothing stays.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn begin_rehearsal(
        &self,
        partner_id: &str,
        environment: Environment,
        row: &RehearsalRow,
    ) -> Result<(), StoreError> {
        self.forget_rehearsal(partner_id, environment)?;
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO rehearsals (partner_id, environment, id, started_at, progress, verdicts)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    partner_id,
                    environment.key(),
                    row.id,
                    row.started_at,
                    row.progress.to_string(),
                    row.verdicts.to_string()
                ],
            )?;
            Ok(())
        })
    }

    /// Writes how far a rehearsal is. Says whether it is still the latest.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_rehearsal(&self, id: &str, progress: &Value, verdicts: &Value) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE rehearsals SET progress = ?2, verdicts = ?3 WHERE id = ?1",
                params![id, progress.to_string(), verdicts.to_string()],
            )?;
            Ok(changed == 1)
        })
    }

    /// Notes a call before it is sent. Says whether it may be: not when it was noted before, whoever did that, nor
    /// when the rehearsal is no longer the latest.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn note_call(&self, id: &str, name: &str, at: Millis) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let added = transaction.execute(
                "INSERT OR IGNORE INTO rehearsal_calls (rehearsal_id, name, at)
                 SELECT id, ?2, ?3 FROM rehearsals WHERE id = ?1",
                params![id, name, at],
            )?;
            Ok(added == 1)
        })
    }

    /// Writes what came of a call that was noted.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn end_call(&self, id: &str, call: &RehearsalCall) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE rehearsal_calls SET answer = ?3, exchanges = ?4 WHERE rehearsal_id = ?1 AND name = ?2",
                params![id, call.name, call.answer.to_string(), call.exchanges.to_string()],
            )?;
            Ok(())
        })
    }

    /// Forgets a call of which it is certain that nothing was sent: it may be made again.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn forget_call(&self, id: &str, name: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM rehearsal_calls WHERE rehearsal_id = ?1 AND name = ?2",
                params![id, name],
            )?;
            Ok(())
        })
    }

    /// Forgets the rehearsal of a partner, with its candidate.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn forget_rehearsal(&self, partner_id: &str, environment: Environment) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM rehearsals WHERE partner_id = ?1 AND environment = ?2",
                params![partner_id, environment.key()],
            )?;
            Ok(())
        })
    }
}
