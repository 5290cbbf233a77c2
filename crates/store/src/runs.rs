//! Runs of the readiness checks, with their verdicts and what was sent for them.

use crate::{Millis, Snapshot, StoreError, Transaction};
use partner::Environment;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// One run. The shape of what is JSON belongs to whoever writes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunRow {
    /// Given by the store; zero before.
    pub id: i64,
    /// When it began.
    pub started_at: Millis,
    /// How long it took.
    pub duration_ms: i64,
    /// Version of the set of rules.
    pub rules: String,
    /// The checks that were asked again; `null` for all.
    pub asked: Value,
    /// A list of verdicts.
    pub verdicts: Value,
    /// What was sent, by call. Kept for the last few runs.
    pub exchanges: Value,
    /// What the live addresses answered. Kept for the latest run.
    pub evidence: Value,
}

/// Runs kept per partner and environment.
const KEPT: i64 = 50;
/// Runs whose exchanges are kept: bodies may be long.
const KEPT_EXCHANGES: i64 = 5;

/// The name of an environment in a row of a run; of none while none is chosen.
fn environment_key(environment: Option<Environment>) -> &'static str {
    environment.map_or("none", Environment::key)
}

const COLUMNS: &str = "id, started_at, duration_ms, rules, asked, verdicts";

type Texts = [String; 4];

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<(RunRow, Texts)> {
    let run = RunRow {
        id: row.get(0)?,
        started_at: row.get(1)?,
        duration_ms: row.get(2)?,
        rules: row.get(3)?,
        ..RunRow::default()
    };
    Ok((run, [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?]))
}

fn parsed((run, [asked, verdicts, exchanges, evidence]): (RunRow, Texts)) -> Result<RunRow, StoreError> {
    Ok(RunRow {
        asked: serde_json::from_str(&asked)?,
        verdicts: serde_json::from_str(&verdicts)?,
        exchanges: serde_json::from_str(&exchanges)?,
        evidence: serde_json::from_str(&evidence)?,
        ..run
    })
}

impl Snapshot<'_> {
    /// The latest run, if any.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn latest_run(
        &self,
        id: &str,
        environment: Option<Environment>,
    ) -> Result<Option<RunRow>, StoreError> {
        self.latest(id, environment, "exchanges, evidence")
    }

    /// The latest run, if any, without what was sent and answered.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn latest_verdicts(
        &self,
        id: &str,
        environment: Option<Environment>,
    ) -> Result<Option<RunRow>, StoreError> {
        self.latest(id, environment, "'{}', 'null'")
    }

    fn latest(
        &self,
        id: &str,
        environment: Option<Environment>,
        rest: &str,
    ) -> Result<Option<RunRow>, StoreError> {
        let connection = self.connection();
        let found = connection
            .query_row(
                &format!(
                    "SELECT {COLUMNS}, {rest} FROM runs WHERE partner_id = ?1 AND environment = ?2
                     ORDER BY id DESC LIMIT 1"
                ),
                params![id, environment_key(environment)],
                row,
            )
            .optional()?;
        found.map(parsed).transpose()
    }

    /// All runs that are kept, the latest first, without what was sent and answered.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn runs(&self, id: &str, environment: Option<Environment>) -> Result<Vec<RunRow>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare(&format!(
            "SELECT {COLUMNS}, '{{}}', 'null' FROM runs
             WHERE partner_id = ?1 AND environment = ?2 ORDER BY id DESC"
        ))?;
        let rows = statement.query_map(params![id, environment_key(environment)], row)?;
        rows.map(|row| parsed(row?)).collect()
    }
}

impl Transaction<'_> {
    /// Keeps a run in the environment in which it was made, `None` where none was chosen, and forgets the oldest beyond fifty.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn add_run(
        &self,
        id: &str,
        environment: Option<Environment>,
        run: &RunRow,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let whose = params![id, environment_key(environment)];
            transaction.execute(
                "INSERT INTO runs (partner_id, environment, started_at, duration_ms, rules, asked, verdicts,
                   exchanges, evidence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                params![
                    id,
                    environment_key(environment),
                    run.started_at,
                    run.duration_ms,
                    run.rules,
                    run.asked.to_string(),
                    run.verdicts.to_string(),
                    run.exchanges.to_string(),
                    run.evidence.to_string()
                ],
            )?;
            let forget = |what: &str, kept: i64| {
                format!(
                    "{what} WHERE partner_id = ?1 AND environment = ?2 AND id NOT IN
                       (SELECT id FROM runs WHERE partner_id = ?1 AND environment = ?2 ORDER BY id DESC LIMIT {kept})"
                )
            };
            transaction.execute(&forget("DELETE FROM runs", KEPT), whose)?;
            transaction.execute(&forget("UPDATE runs SET exchanges = '{}'", KEPT_EXCHANGES), whose)?;
            transaction.execute(&forget("UPDATE runs SET evidence = 'null'", 1), whose)?;
            Ok(())
        })
    }
}
