//! What belongs to a partner in one environment: company, registration, what the server last held.

use crate::{Millis, Snapshot, StoreError, TokenKey, Transaction};
use partner::{Draft, Environment};
use redact::SecretKind;
use rusqlite::{Connection, OptionalExtension, params};

/// A partner in one environment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registration {
    /// As typed.
    pub company_id: String,
    /// The codename it was registered under: locked.
    pub codename: Option<String>,
    /// When this app registered or first found it.
    pub registered_at: Option<Millis>,
    /// What the server said of it.
    pub promoted: Option<bool>,
    /// What the server held when last read.
    pub last_seen: Option<Draft>,
    /// What draft and server had in common when they were last brought together.
    pub base: Option<Draft>,
    /// When the server was last read.
    pub last_seen_at: Option<Millis>,
    /// When the server last took company ID and personal token.
    pub verified_at: Option<Millis>,
    /// When the personal token was last put in or forgotten.
    pub personal_token_at: Option<Millis>,
    /// When the partner secret was last put in or forgotten.
    pub partner_secret_at: Option<Millis>,
    /// When the customer token was last put in or forgotten.
    pub customer_token_at: Option<Millis>,
}

impl Registration {
    /// The server holds no such partner, and it is known why: it was deleted, or the person says so.
    pub fn forget(&mut self) {
        self.codename = None;
        self.registered_at = None;
        self.last_seen = None;
        self.base = None;
        self.promoted = None;
    }

    /// Whether the server said of a partner that was registered that it knows none: deleted there, or asked for
    /// with the company ID of another.
    pub fn is_missing(&self) -> bool {
        self.codename.is_some() && self.last_seen.is_none() && self.last_seen_at.is_some()
    }
}

impl Snapshot<'_> {
    /// What is known of a partner in an environment; empty when nothing is.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn registration(&self, id: &str, environment: Environment) -> Result<Registration, StoreError> {
        read(self.connection(), id, environment)
    }
}

impl Transaction<'_> {
    /// Changes what is known of a partner in an environment: read and written in one transaction, since
    /// a page may be typed into while a server answers.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn change_registration(
        &self,
        id: &str,
        environment: Environment,
        change: impl FnOnce(&mut Registration),
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut registration = read(transaction, id, environment)?;
            change(&mut registration);
            write(transaction, id, environment, &registration)
        })
    }
}

/// Notes that a token was put in. A personal token belongs to a company, so every partner of that company
/// notes it.
pub(crate) fn note_token(
    transaction: &rusqlite::Transaction<'_>,
    partner_id: &str,
    key: &TokenKey,
    now: Millis,
) -> Result<(), StoreError> {
    let environment = key.environment;
    let mut registration = read(transaction, partner_id, environment)?;
    let at = match key.token {
        SecretKind::Personal => &mut registration.personal_token_at,
        SecretKind::PartnerSecret => &mut registration.partner_secret_at,
        SecretKind::Customer => &mut registration.customer_token_at,
    };
    // Verdicts are told by it which token they saw: a clock that stands or runs backwards must not make two
    // tokens look like one.
    let now = now.max(at.map_or(now, |before| before + 1));
    *at = Some(now);
    if key.token == SecretKind::Personal {
        registration.verified_at = None;
    }
    write(transaction, partner_id, environment, &registration)?;
    if key.token == SecretKind::Personal {
        transaction.execute(
            "UPDATE registrations SET personal_token_at = ?1, verified_at = NULL
             WHERE environment = ?2 AND company_id = ?3",
            params![now, environment.key(), registration.company_id],
        )?;
    }
    Ok(())
}

fn read(connection: &Connection, id: &str, environment: Environment) -> Result<Registration, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT company_id, codename, registered_at, promoted, last_seen, last_seen_at, verified_at,
                personal_token_at, partner_secret_at, customer_token_at, base
         FROM registrations WHERE partner_id = ?1 AND environment = ?2",
    )?;
    let found = statement
        .query_row(params![id, environment.key()], |row| {
            let records: [Option<String>; 2] = [row.get(4)?, row.get(10)?];
            let registration = Registration {
                company_id: row.get(0)?,
                codename: row.get(1)?,
                registered_at: row.get(2)?,
                promoted: row.get(3)?,
                last_seen: None,
                base: None,
                last_seen_at: row.get(5)?,
                verified_at: row.get(6)?,
                personal_token_at: row.get(7)?,
                partner_secret_at: row.get(8)?,
                customer_token_at: row.get(9)?,
            };
            Ok((registration, records))
        })
        .optional()?;
    let Some((mut registration, [last_seen, base])) = found else { return Ok(Registration::default()) };
    let record = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose();
    registration.last_seen = record(last_seen)?;
    registration.base = record(base)?;
    Ok(registration)
}

fn write(
    transaction: &rusqlite::Transaction<'_>,
    id: &str,
    environment: Environment,
    registration: &Registration,
) -> Result<(), StoreError> {
    let text = |record: &Option<Draft>| record.as_ref().map(serde_json::to_string).transpose();
    transaction.execute(
        "INSERT OR REPLACE INTO registrations (partner_id, environment, company_id, codename, registered_at, promoted,
           last_seen, last_seen_at, verified_at, personal_token_at, partner_secret_at, customer_token_at, base)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            id,
            environment.key(),
            registration.company_id,
            registration.codename,
            registration.registered_at,
            registration.promoted,
            text(&registration.last_seen)?,
            registration.last_seen_at,
            registration.verified_at,
            registration.personal_token_at,
            registration.partner_secret_at,
            registration.customer_token_at,
            text(&registration.base)?,
        ],
    )?;
    Ok(())
}
