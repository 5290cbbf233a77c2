//! Runs of the readiness checks, with their verdicts and what was sent for them.

use crate::{Millis, Store, StoreError};
use partner::Environment;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// One run. The shape of verdicts and exchanges belongs to whoever writes them.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    /// When it began.
    pub started_at: Millis,
    /// How long it took.
    pub duration_ms: i64,
    /// Version of the set of rules.
    pub rules: String,
    /// A list of verdicts.
    pub verdicts: Value,
    /// What was sent, by call.
    pub exchanges: Value,
}

/// Runs kept per partner and environment.
const KEPT: i64 = 50;

impl Store {
    /// Keeps a run, and forgets the oldest beyond fifty.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn add_run(&self, id: &str, environment: Environment, run: &RunRow) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO runs (partner_id, environment, started_at, duration_ms, rules, verdicts, exchanges)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    id,
                    environment.key(),
                    run.started_at,
                    run.duration_ms,
                    run.rules,
                    run.verdicts.to_string(),
                    run.exchanges.to_string()
                ],
            )?;
            transaction.execute(
                "DELETE FROM runs WHERE partner_id = ?1 AND environment = ?2 AND id NOT IN
                   (SELECT id FROM runs WHERE partner_id = ?1 AND environment = ?2 ORDER BY id DESC LIMIT ?3)",
                params![id, environment.key(), KEPT],
            )?;
            Ok(())
        })
    }

    /// The latest run, if any.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn latest_run(&self, id: &str, environment: Environment) -> Result<Option<RunRow>, StoreError> {
        let connection = self.connection();
        let found = connection
            .query_row(
                "SELECT started_at, duration_ms, rules, verdicts, exchanges FROM runs
                 WHERE partner_id = ?1 AND environment = ?2 ORDER BY id DESC LIMIT 1",
                params![id, environment.key()],
                |row| {
                    let texts: (String, String) = (row.get(3)?, row.get(4)?);
                    let run = RunRow {
                        started_at: row.get(0)?,
                        duration_ms: row.get(1)?,
                        rules: row.get(2)?,
                        verdicts: Value::Null,
                        exchanges: Value::Null,
                    };
                    Ok((run, texts))
                },
            )
            .optional()?;
        let Some((mut run, (verdicts, exchanges))) = found else { return Ok(None) };
        run.verdicts = serde_json::from_str(&verdicts)?;
        run.exchanges = serde_json::from_str(&exchanges)?;
        Ok(Some(run))
    }
}
