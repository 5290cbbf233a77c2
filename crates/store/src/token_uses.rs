//! The ledger of tokens: each use with time, destination, purpose and outcome; bounded in number. Never a
//! token.

use crate::conditions::Conditions;
use crate::{Millis, Snapshot, StoreError, TokenKey};
use partner::Environment;
use redact::SecretKind;
use rusqlite::{Row, params, params_from_iter};

/// One use of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenUse {
    /// When.
    pub at: Millis,
    /// For which partner.
    pub partner_id: Option<String>,
    /// Which token.
    pub key: TokenKey,
    /// Where to: an origin, or a key of the catalogue of texts for a place on this computer.
    pub destination: String,
    /// What for: a key of the catalogue of texts.
    pub purpose: String,
    /// What came of it: a key of the catalogue of texts.
    pub outcome: String,
    /// What is to be filled in there.
    pub args: Vec<(String, String)>,
}

/// Which uses are asked for. An empty filter asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UseFilter {
    /// For this partner alone.
    pub partner_id: Option<String>,
    /// Of this token alone.
    pub token: Option<SecretKind>,
    /// To destinations that hold this text.
    pub destination: String,
    /// With one of these outcomes alone; all when empty.
    pub outcomes: Vec<&'static str>,
}

/// Older entries beyond these are forgotten.
const KEPT: i64 = 10_000;

/// Adds uses to the ledger.
pub(crate) fn add(transaction: &rusqlite::Transaction<'_>, uses: &[TokenUse]) -> Result<(), StoreError> {
    for one in uses {
        transaction.execute(
            "INSERT INTO token_uses
                 (at, partner_id, environment, token, owner, destination, purpose, outcome, args)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                one.at,
                one.partner_id,
                one.key.environment.key(),
                one.key.token.key(),
                one.key.owner,
                one.destination,
                one.purpose,
                one.outcome,
                serde_json::to_string(&one.args)?,
            ],
        )?;
    }
    transaction
        .execute("DELETE FROM token_uses WHERE id <= (SELECT max(id) FROM token_uses) - ?1", [KEPT])?;
    Ok(())
}

impl Snapshot<'_> {
    /// The newest uses that fit, newest first, and how many fit in all.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn token_uses(&self, filter: &UseFilter, limit: u32) -> Result<(Vec<TokenUse>, u32), StoreError> {
        let conditions = conditions(filter);
        let clause = conditions.clause();
        let connection = self.connection();
        let values = || params_from_iter(conditions.values());
        let count =
            connection.query_row(&format!("SELECT count(*) FROM token_uses {clause}"), values(), |row| {
                row.get(0)
            })?;
        let mut statement = connection.prepare(&format!(
            "SELECT at, partner_id, environment, token, owner, destination, purpose, outcome, args
             FROM token_uses {clause} ORDER BY id DESC LIMIT {limit}"
        ))?;
        let rows: Vec<_> = statement.query_map(values(), read)?.collect::<Result<_, _>>()?;
        Ok((rows.into_iter().collect::<Result<_, _>>()?, count))
    }

    /// When a token last went out, by one of these outcomes.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn last_use(&self, key: &TokenKey, outcomes: &[&str]) -> Result<Option<Millis>, StoreError> {
        let connection = self.connection();
        let places = vec!["?"; outcomes.len()].join(", ");
        let mut statement = connection.prepare(&format!(
            "SELECT max(at) FROM token_uses
             WHERE environment = ? AND token = ? AND owner = ? AND outcome IN ({places})"
        ))?;
        let names = [key.environment.key(), key.token.key(), key.owner.as_str()];
        let values = names.into_iter().chain(outcomes.iter().copied());
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }
}

fn conditions(filter: &UseFilter) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.add_some("partner_id = ?", filter.partner_id.as_deref());
    conditions.add_some("token = ?", filter.token.map(SecretKind::key));
    if !filter.destination.is_empty() {
        conditions.add("instr(lower(destination), lower(?)) > 0", [filter.destination.clone()]);
    }
    if !filter.outcomes.is_empty() {
        let places = vec!["?"; filter.outcomes.len()].join(", ");
        let outcomes = filter.outcomes.iter().map(|outcome| (*outcome).to_owned());
        conditions.add(format!("outcome IN ({places})"), outcomes);
    }
    conditions
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<TokenUse, StoreError>> {
    let (environment, token): (String, String) = (row.get(2)?, row.get(3)?);
    let args: String = row.get(8)?;
    let (Some(environment), Some(token)) = (Environment::of_key(&environment), SecretKind::of_key(&token))
    else {
        return Ok(Err(StoreError::Unexpected(format!("token {token} in {environment}"))));
    };
    let args = match serde_json::from_str(&args) {
        Ok(args) => args,
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(Ok(TokenUse {
        at: row.get(0)?,
        partner_id: row.get(1)?,
        key: TokenKey { environment, token, owner: row.get(4)? },
        destination: row.get(5)?,
        purpose: row.get(6)?,
        outcome: row.get(7)?,
        args,
    }))
}
