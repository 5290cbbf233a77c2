//! What is noted of tokens: where each is, to which origins it may go. Never a token.

use crate::{Millis, Snapshot, StoreError, TokenKey, Transaction};
use partner::Environment;
use redact::{Origin, SecretKind};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Where a token was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKept {
    /// Into the keychain.
    Keychain,
    /// Into the memory of one session.
    Session,
    /// An earlier version did not note it.
    Unknown,
}

impl TokenKept {
    fn key(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::Session => "session",
            Self::Unknown => "unknown",
        }
    }
}

/// What is noted of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenNote {
    /// Where it was put.
    pub kept: TokenKept,
    /// The name below which the keychain has it: builds and profiles have their own.
    pub namespace: String,
    /// The keychain by its own name; may be empty.
    pub place: String,
    /// When that was.
    pub at: Millis,
}

/// A token that was put in: what is noted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutIn {
    /// For which partner, by our id.
    pub partner_id: String,
    /// Which token.
    pub key: TokenKey,
    /// Where it was put.
    pub note: TokenNote,
    /// The origins of the partner's URLs as they were then: a customer token may go there, and to no others, but
    /// for those that were held back from the one before it.
    pub origins: Vec<Origin>,
}

/// Notes a token that was put in. Nothing is left to note of a partner that was erased meanwhile but where its
/// token is: it can still be found and forgotten.
pub(crate) fn note_put_in(transaction: &rusqlite::Transaction<'_>, put_in: &PutIn) -> Result<(), StoreError> {
    let PutIn { partner_id, key, note, origins } = put_in;
    note_kept(transaction, key, note)?;
    let is_there =
        transaction.query_row("SELECT count(*) FROM partners WHERE id = ?1", [partner_id], |row| {
            row.get::<_, i64>(0)
        })? > 0;
    if !is_there {
        return Ok(());
    }
    crate::registrations::note_token(transaction, partner_id, key, note.at)?;
    if key.token == SecretKind::Customer {
        let environment = key.environment.key();
        let known = origins_of(transaction, partner_id, key.environment)?;
        // One that was held back before is held back for the next token too.
        let stays = |origin: &&Origin| known.is_empty() || known.iter().any(|one| one == origin.as_str());
        transaction.execute(
            "DELETE FROM token_origins WHERE partner_id = ?1 AND environment = ?2",
            [partner_id, environment],
        )?;
        let allowed: Vec<Origin> = origins.iter().filter(stays).cloned().collect();
        allow(transaction, (partner_id, key.environment), &allowed, note.at)?;
    }
    Ok(())
}

fn note_kept(
    transaction: &rusqlite::Transaction<'_>,
    key: &TokenKey,
    note: &TokenNote,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT OR REPLACE INTO tokens (environment, token, owner, kept, namespace, place, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            key.environment.key(),
            key.token.key(),
            key.owner,
            note.kept.key(),
            note.namespace,
            note.place,
            note.at,
        ],
    )?;
    Ok(())
}

fn origins_of(
    connection: &Connection,
    partner_id: &str,
    environment: Environment,
) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT origin FROM token_origins WHERE partner_id = ?1 AND environment = ?2 ORDER BY at, origin",
    )?;
    let rows = statement.query_map([partner_id, environment.key()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn allow(
    transaction: &rusqlite::Transaction<'_>,
    (partner_id, environment): (&str, Environment),
    origins: &[Origin],
    now: Millis,
) -> Result<(), StoreError> {
    for origin in origins {
        transaction.execute(
            "INSERT OR IGNORE INTO token_origins (partner_id, environment, origin, at) VALUES (?1, ?2, ?3, ?4)",
            params![partner_id, environment.key(), origin.as_str(), now],
        )?;
    }
    Ok(())
}

impl Snapshot<'_> {
    /// What is noted of a token; `None` when it was never put in, or was forgotten.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn token_note(&self, key: &TokenKey) -> Result<Option<TokenNote>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT kept, namespace, place, at FROM tokens WHERE environment = ?1 AND token = ?2 AND owner = ?3",
        )?;
        let key = params![key.environment.key(), key.token.key(), key.owner];
        Ok(statement.query_row(key, note).optional()?)
    }

    /// Every token that was put in and not forgotten, for partners on and off the list.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn tokens(&self) -> Result<Vec<TokenKey>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT environment, token, owner FROM tokens")?;
        let rows: Vec<(String, String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        rows.into_iter()
            .map(|(environment, token, owner)| {
                let environment = Environment::of_key(&environment)
                    .ok_or_else(|| StoreError::Unexpected(format!("environment {environment}")))?;
                let token = SecretKind::of_key(&token)
                    .ok_or_else(|| StoreError::Unexpected(format!("token {token}")))?;
                Ok(TokenKey { environment, token, owner })
            })
            .collect()
    }

    /// The origins to which a partner's customer token may go, as [`Origin::as_str`] writes them.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn token_origins(
        &self,
        partner_id: &str,
        environment: Environment,
    ) -> Result<Vec<String>, StoreError> {
        origins_of(self.connection(), partner_id, environment)
    }
}

impl Transaction<'_> {
    /// Notes where a token is, when that has changed.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn note_kept(&self, key: &TokenKey, note: &TokenNote) -> Result<(), StoreError> {
        self.write(|transaction| note_kept(transaction, key, note))
    }

    /// Notes that a token was forgotten everywhere: with it goes where it might go, and whoever had it
    /// knows that it changed (see [`Registration`](crate::Registration)).
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn note_forgotten(&self, key: &TokenKey, now: Millis) -> Result<(), StoreError> {
        let environment = key.environment.key();
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM tokens WHERE environment = ?1 AND token = ?2 AND owner = ?3",
                params![environment, key.token.key(), key.owner],
            )?;
            let (column, owner, more) = match key.token {
                SecretKind::Personal => ("personal_token_at", "trim(company_id)", ", verified_at = NULL"),
                SecretKind::PartnerSecret => ("partner_secret_at", "partner_id", ""),
                SecretKind::Customer => ("customer_token_at", "partner_id", ""),
            };
            transaction.execute(
                &format!(
                    "UPDATE registrations SET {column} = max(?1, coalesce({column} + 1, ?1)){more}
                     WHERE environment = ?2 AND {owner} = ?3"
                ),
                params![now, environment, key.owner],
            )?;
            if key.token == SecretKind::Customer {
                transaction.execute(
                    "DELETE FROM token_origins WHERE partner_id = ?1 AND environment = ?2",
                    params![key.owner, environment],
                )?;
            }
            Ok(())
        })
    }

    /// Lets a partner's customer token go to more origins.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn allow_origins(
        &self,
        partner_id: &str,
        environment: Environment,
        origins: &[Origin],
        now: Millis,
    ) -> Result<(), StoreError> {
        self.write(|transaction| allow(transaction, (partner_id, environment), origins, now))
    }
}

fn note(row: &Row<'_>) -> rusqlite::Result<TokenNote> {
    let kept: String = row.get(0)?;
    let kept = [TokenKept::Keychain, TokenKept::Session].into_iter().find(|known| known.key() == kept);
    Ok(TokenNote {
        kept: kept.unwrap_or(TokenKept::Unknown),
        namespace: row.get(1)?,
        place: row.get(2)?,
        at: row.get(3)?,
    })
}
