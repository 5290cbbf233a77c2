//! The Sandbox's own file: the records it holds, which tokens it takes (as hashes), which faults are on.

use crate::file::{self, FileKind, Salvaged};
use crate::schema::SANDBOX_MIGRATIONS;
use crate::{Millis, MovedAside, StoreError};
use parking_lot::{Mutex, MutexGuard};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use std::{fs, path::Path};

const SANDBOX: FileKind = FileKind {
    name: "sandbox.sqlite",
    migrations: &SANDBOX_MIGRATIONS,
    is_told: |_| Ok(true),
    // It holds no partners of the person.
    salvage: |_, _| Ok(Salvaged::default()),
};

/// The Sandbox's data. It lives through restarts and can be reset alone.
pub struct SandboxFile {
    connection: Mutex<Connection>,
}

/// A partner as the Sandbox holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct SandboxPartner {
    /// The key.
    pub codename: String,
    /// The owner.
    pub company_id: String,
    /// The record, as JSON.
    pub record: Value,
    /// Hash of the partner secret.
    pub secret_hash: String,
}

/// A report as the Sandbox holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct SandboxReport {
    /// UUID.
    pub id: String,
    /// Of the partner.
    pub codename: String,
    /// As text.
    pub candidate_id: String,
    /// All else, as JSON.
    pub fields: Value,
}

/// What a service sent about a report, as the Sandbox notes it.
#[derive(Debug, Clone, PartialEq)]
pub struct SandboxUpdate {
    /// The codename it was sent under.
    pub codename: String,
    /// The report it was about.
    pub report_id: String,
    /// When.
    pub at: Millis,
    /// The status of the answer.
    pub status: u16,
    /// Why it was not taken, by a name.
    pub refusal: Option<String>,
    /// What was sent, as JSON.
    pub fields: Value,
}

/// So many notes of updates are kept.
const KEPT_UPDATES: i64 = 500;

/// The Sandbox's certificate authority. Its key opens nothing outside this computer.
#[derive(Clone)]
pub struct Authority {
    /// The private key.
    pub key_pem: String,
    /// The certificate.
    pub certificate: Vec<u8>,
}

impl SandboxFile {
    /// Opens the file in `folder`, or a new one in place of one that cannot be used.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn open(folder: &Path, now: Millis) -> Result<(Self, Option<MovedAside>), StoreError> {
        fs::create_dir_all(folder)
            .map_err(|source| StoreError::Folder { path: folder.to_owned(), source })?;
        let (connection, moved) = file::open(&folder.join(SANDBOX.name), &SANDBOX, now)?;
        Ok((Self { connection: Mutex::new(connection) }, moved))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock()
    }

    /// The authority, if one was made.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn authority(&self) -> Result<Option<Authority>, StoreError> {
        let read = |row: &rusqlite::Row<'_>| Ok(Authority { key_pem: row.get(0)?, certificate: row.get(1)? });
        Ok(self.connection().query_row("SELECT key_pem, certificate FROM authority", [], read).optional()?)
    }

    /// Keeps the authority.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_authority(&self, authority: &Authority) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO authority (id, key_pem, certificate) VALUES (1, ?1, ?2)",
            params![authority.key_pem, authority.certificate],
        )?;
        Ok(())
    }

    /// A partner, whoever owns it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn partner(&self, codename: &str) -> Result<Option<SandboxPartner>, StoreError> {
        let found: Option<(String, String, String)> = self
            .connection()
            .query_row(
                "SELECT company_id, record, secret_hash FROM partners WHERE codename = ?1",
                [codename],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        found
            .map(|(company_id, record, secret_hash)| {
                let record = serde_json::from_str(&record)?;
                Ok(SandboxPartner { codename: codename.to_owned(), company_id, record, secret_hash })
            })
            .transpose()
    }

    /// The codenames of all partners, in their order.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn codenames(&self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let mut found = connection.prepare("SELECT codename FROM partners ORDER BY codename")?;
        let rows = found.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes a partner.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_partner(&self, partner: &SandboxPartner) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT INTO partners (codename, company_id, record, secret_hash) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (codename) DO UPDATE SET
               company_id = excluded.company_id, record = excluded.record, secret_hash = excluded.secret_hash",
            params![partner.codename, partner.company_id, partner.record.to_string(), partner.secret_hash],
        )?;
        Ok(())
    }

    /// Deletes a partner.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn delete_partner(&self, codename: &str) -> Result<(), StoreError> {
        let connection = self.connection();
        connection.execute("DELETE FROM partners WHERE codename = ?1", [codename])?;
        connection.execute("DELETE FROM report_updates WHERE codename = ?1", [codename])?;
        Ok(())
    }

    /// Writes a report of a partner about a candidate.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_report(&self, report: &SandboxReport) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT INTO reports (id, codename, candidate_id, report) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET
               codename = excluded.codename, candidate_id = excluded.candidate_id, report = excluded.report",
            params![report.id, report.codename, report.candidate_id, report.fields.to_string()],
        )?;
        Ok(())
    }

    /// A partner's reports, oldest first.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn reports(&self, codename: &str) -> Result<Vec<SandboxReport>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id, candidate_id, report FROM reports WHERE codename = ?1 ORDER BY rowid",
        )?;
        let rows: Vec<(String, String, String)> = statement
            .query_map([codename], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        rows.into_iter()
            .map(|(id, candidate_id, fields)| {
                let fields = serde_json::from_str(&fields)?;
                Ok(SandboxReport { id, codename: codename.to_owned(), candidate_id, fields })
            })
            .collect()
    }

    /// Deletes a report.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn delete_report(&self, id: &str) -> Result<(), StoreError> {
        self.connection().execute("DELETE FROM reports WHERE id = ?1", [id])?;
        Ok(())
    }

    /// A report, whoever it belongs to.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn report(&self, id: &str) -> Result<Option<SandboxReport>, StoreError> {
        let found: Option<(String, String, String)> = self
            .connection()
            .query_row("SELECT codename, candidate_id, report FROM reports WHERE id = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let report = found.map(|(codename, candidate_id, fields)| {
            let fields = serde_json::from_str(&fields)?;
            Ok(SandboxReport { id: id.to_owned(), codename, candidate_id, fields })
        });
        report.transpose()
    }

    /// Notes what a service sent, and forgets the oldest notes beyond some hundreds.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn add_update(&self, update: &SandboxUpdate) -> Result<(), StoreError> {
        let connection = self.connection();
        connection.execute(
            "INSERT INTO report_updates (codename, report_id, at, status, refusal, fields)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                update.codename,
                update.report_id,
                update.at,
                update.status,
                update.refusal,
                update.fields.to_string()
            ],
        )?;
        connection.execute(
            "DELETE FROM report_updates WHERE id <= (SELECT max(id) FROM report_updates) - ?1",
            [KEPT_UPDATES],
        )?;
        Ok(())
    }

    /// What was sent about a report, and under its codename about reports that there are not.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn updates(&self, codename: &str, report_id: &str) -> Result<Vec<SandboxUpdate>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT codename, report_id, at, status, refusal, fields FROM report_updates
             WHERE report_id = ?2 OR (codename = ?1 AND NOT EXISTS
               (SELECT 1 FROM reports WHERE reports.id = report_updates.report_id))
             ORDER BY id",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            let update = SandboxUpdate {
                codename: row.get(0)?,
                report_id: row.get(1)?,
                at: row.get(2)?,
                status: row.get(3)?,
                refusal: row.get(4)?,
                fields: Value::Null,
            };
            Ok((update, row.get::<_, String>(5)?))
        };
        let rows: Vec<(SandboxUpdate, String)> =
            statement.query_map(params![codename, report_id], read)?.collect::<Result<_, _>>()?;
        let parsed = rows
            .into_iter()
            .map(|(update, fields)| Ok(SandboxUpdate { fields: serde_json::from_str(&fields)?, ..update }));
        parsed.collect()
    }

    /// Forgets what was sent under a codename about reports that there are not: it was about an earlier candidate.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn forget_stray_updates(&self, codename: &str) -> Result<(), StoreError> {
        self.connection().execute(
            "DELETE FROM report_updates WHERE codename = ?1 AND NOT EXISTS
               (SELECT 1 FROM reports WHERE reports.id = report_updates.report_id)",
            [codename],
        )?;
        Ok(())
    }

    /// Forgets a candidate's reports of a partner, and what was sent about them. That there were such reports stays
    /// known: what a service sends about one of them later is no fault of its own.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn forget_reports(&self, codename: &str, candidate_id: &str) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let whose = params![codename, candidate_id];
        let reports = "SELECT id FROM reports WHERE codename = ?1 AND candidate_id = ?2";
        transaction.execute(&format!("DELETE FROM report_updates WHERE report_id IN ({reports})"), whose)?;
        transaction.execute(
            "UPDATE reports SET candidate_id = '', report = '{}' WHERE codename = ?1 AND candidate_id = ?2",
            whose,
        )?;
        Ok(transaction.commit()?)
    }

    /// How many partners there are.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn count_partners(&self) -> Result<u32, StoreError> {
        Ok(self.connection().query_row("SELECT count(*) FROM partners", [], |row| row.get(0))?)
    }

    /// Lets a token in for a purpose from now on.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn add_token(&self, hash: &str, purpose: &str) -> Result<(), StoreError> {
        self.connection()
            .execute("INSERT OR IGNORE INTO tokens (hash, purpose) VALUES (?1, ?2)", [hash, purpose])?;
        Ok(())
    }

    /// Whether a token is let in for a purpose.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn knows_token(&self, hash: &str, purpose: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM tokens WHERE hash = ?1 AND purpose = ?2)";
        Ok(self.connection().query_row(sql, [hash, purpose], |row| row.get(0))?)
    }

    /// The faults that are switched on.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn faults(&self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT name FROM faults ORDER BY name")?;
        let names = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(names)
    }

    /// Switches a fault on or off.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn set_fault(&self, name: &str, on: bool) -> Result<(), StoreError> {
        let sql = if on {
            "INSERT OR IGNORE INTO faults (name) VALUES (?1)"
        } else {
            "DELETE FROM faults WHERE name = ?1"
        };
        self.connection().execute(sql, [name])?;
        Ok(())
    }

    /// Forgets every partner and switches every fault off. Tokens and authority stay, so that partners
    /// of this profile can be saved again.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn reset(&self) -> Result<(), StoreError> {
        self.connection().execute_batch(
            "BEGIN; DELETE FROM partners; DELETE FROM faults; DELETE FROM report_updates; COMMIT;",
        )?;
        Ok(())
    }
}
