//! Every call made and every use of a token, masked before it comes here; bounded in number.

use crate::conditions::Conditions;
use crate::{Millis, Snapshot, StoreError};
use redact::SecretKind;
use rusqlite::{Row, params, params_from_iter};
use serde_json::Value;

/// One entry. Its shape is that of the caller; a filter looks at its `url`, `status` and `carried`.
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

/// Which calls are asked for. An empty filter asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// For this partner alone.
    pub partner_id: Option<String>,
    /// That carried this token alone.
    pub token: Option<SecretKind>,
    /// To URLs that hold this text.
    pub url: String,
    /// With this outcome alone.
    pub outcome: Option<CallOutcome>,
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallOutcome {
    /// A status below 400.
    Succeeded,
    /// A status of 400 and above.
    Refused,
    /// No answer.
    Unanswered,
}

impl CallOutcome {
    fn condition(self) -> &'static str {
        match self {
            Self::Succeeded => "json_extract(entry, '$.status') < 400",
            Self::Refused => "json_extract(entry, '$.status') >= 400",
            Self::Unanswered => "json_extract(entry, '$.status') IS NULL",
        }
    }
}

impl Snapshot<'_> {
    /// The newest entries that fit, newest first, and how many fit in all.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn activity(
        &self,
        filter: &ActivityFilter,
        limit: u32,
    ) -> Result<(Vec<ActivityRow>, u32), StoreError> {
        let conditions = conditions(filter);
        let clause = conditions.clause();
        let connection = self.connection();
        let values = || params_from_iter(conditions.values());
        let count =
            connection
                .query_row(&format!("SELECT count(*) FROM activity {clause}"), values(), |row| row.get(0))?;
        let mut statement = connection.prepare(&format!(
            "SELECT id, at, partner_id, environment, entry FROM activity {clause} ORDER BY id DESC LIMIT {limit}"
        ))?;
        let rows: Vec<(ActivityRow, String)> =
            statement.query_map(values(), read)?.collect::<Result<_, _>>()?;
        let rows = rows
            .into_iter()
            .map(|(row, entry)| Ok(ActivityRow { entry: serde_json::from_str(&entry)?, ..row }))
            .collect::<Result<_, StoreError>>()?;
        Ok((rows, count))
    }
}

fn conditions(filter: &ActivityFilter) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.add_some("partner_id = ?", filter.partner_id.as_deref());
    let carries = "EXISTS (SELECT 1 FROM json_each(entry, '$.carried')
                            WHERE json_extract(json_each.value, '$.token') = ?)";
    conditions.add_some(carries, filter.token.map(SecretKind::key));
    if !filter.url.is_empty() {
        conditions.add("instr(lower(json_extract(entry, '$.url')), lower(?)) > 0", [filter.url.clone()]);
    }
    if let Some(outcome) = filter.outcome {
        conditions.add(outcome.condition(), []);
    }
    conditions
}

fn read(row: &Row<'_>) -> rusqlite::Result<(ActivityRow, String)> {
    let read = ActivityRow {
        id: row.get(0)?,
        at: row.get(1)?,
        partner_id: row.get(2)?,
        environment: row.get(3)?,
        entry: Value::Null,
    };
    Ok((read, row.get(4)?))
}
