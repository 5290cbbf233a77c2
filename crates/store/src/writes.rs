//! The journal of writes to a server: noted before they are sent, settled when it is known what became of
//! them.

use crate::{Millis, Snapshot, StoreError, Transaction};
use partner::{Draft, Environment, Field};
use rusqlite::{Row, params};

/// What a write does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteAction {
    /// Registers a partner.
    Register,
    /// Sends fields.
    Update,
    /// Deletes a partner.
    Delete,
    /// Has a new partner secret made.
    Regenerate,
}

/// What is known of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteState {
    /// It was to be sent, and nobody knows what became of it.
    Open,
    /// The server did it.
    Done,
    /// The server did not.
    NotDone,
}

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub struct WriteRow {
    /// Given by the store; rises with time.
    pub id: i64,
    /// Ours.
    pub partner_id: String,
    /// Where it was sent.
    pub environment: Environment,
    /// What it does.
    pub action: WriteAction,
    /// The partner's key there.
    pub codename: String,
    /// The other half of the key.
    pub company_id: String,
    /// The fields that were sent.
    pub fields: Vec<Field>,
    /// What the server held; `None` when it held nothing.
    pub before: Option<Draft>,
    /// What it was to hold then; `None` when nothing.
    pub after: Option<Draft>,
    /// What is known of it.
    pub state: WriteState,
    /// When it was noted.
    pub at: Millis,
}

const ACTIONS: [(WriteAction, &str); 4] = [
    (WriteAction::Register, "register"),
    (WriteAction::Update, "update"),
    (WriteAction::Delete, "delete"),
    (WriteAction::Regenerate, "regenerate"),
];
const STATES: [(WriteState, &str); 3] =
    [(WriteState::Open, "open"), (WriteState::Done, "done"), (WriteState::NotDone, "not_done")];

fn key_of<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    table.iter().find(|(known, _)| known == value).map_or("", |(_, key)| key)
}

fn of_key<T: Copy>(table: &[(T, &str)], key: &str) -> Result<T, StoreError> {
    let found = table.iter().find(|(_, known)| *known == key);
    found.map(|(value, _)| *value).ok_or_else(|| StoreError::Unexpected(key.to_owned()))
}

/// Whether a row says what was done, and how it stands, in words that are ours.
pub(crate) fn is_known(action: &str, state: &str) -> bool {
    of_key(&ACTIONS, action).is_ok() && of_key(&STATES, state).is_ok()
}

/// Settled writes are kept for putting back, up to so many of a partner in an environment.
const KEPT: i64 = 50;
const COLUMNS: &str =
    "id, partner_id, environment, action, codename, company_id, fields, before, after, state, at";

fn read(row: &Row<'_>) -> Result<WriteRow, StoreError> {
    let text = |column: usize| row.get::<_, String>(column);
    let paths: Vec<String> = serde_json::from_str(&text(6)?)?;
    let environment = text(2)?;
    Ok(WriteRow {
        id: row.get(0)?,
        partner_id: text(1)?,
        environment: Environment::of_key(&environment).ok_or(StoreError::Unexpected(environment))?,
        action: of_key(&ACTIONS, &text(3)?)?,
        codename: text(4)?,
        company_id: text(5)?,
        fields: paths.iter().filter_map(|path| Field::from_path(path)).collect(),
        before: serde_json::from_str(&text(7)?)?,
        after: serde_json::from_str(&text(8)?)?,
        state: of_key(&STATES, &text(9)?)?,
        at: row.get(10)?,
    })
}

impl Snapshot<'_> {
    /// Writes of which nobody knows what became of them, the oldest first.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn open_writes(&self) -> Result<Vec<WriteRow>, StoreError> {
        let connection = self.connection();
        let sql = format!("SELECT {COLUMNS} FROM writes WHERE state = 'open' ORDER BY id");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// The last write of a partner in an environment that was done.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn last_done_write(
        &self,
        id: &str,
        environment: Environment,
    ) -> Result<Option<WriteRow>, StoreError> {
        let connection = self.connection();
        let sql = format!(
            "SELECT {COLUMNS} FROM writes WHERE partner_id = ?1 AND environment = ?2 AND state = 'done' \
                 AND action != 'regenerate' ORDER BY id DESC LIMIT 1"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![id, environment.key()])?;
        rows.next()?.map(read).transpose()
    }
}

impl Transaction<'_> {
    /// Notes a write that is about to be sent; gives its number. The number and state in `write` are not
    /// looked at: it is open.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn begin_write(&self, write: &WriteRow) -> Result<i64, StoreError> {
        self.write(|transaction| {
            let paths: Vec<&str> = write.fields.iter().map(|field| field.path()).collect();
            transaction.execute(
                "INSERT INTO writes (partner_id, environment, action, codename, company_id, fields, before, \
                 after, state, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', ?9)",
                params![
                    write.partner_id,
                    write.environment.key(),
                    key_of(&ACTIONS, &write.action),
                    write.codename,
                    write.company_id,
                    serde_json::to_string(&paths)?,
                    serde_json::to_string(&write.before)?,
                    serde_json::to_string(&write.after)?,
                    write.at,
                ],
            )?;
            let id = transaction.last_insert_rowid();
            transaction.execute(
                "DELETE FROM writes WHERE partner_id = ?1 AND environment = ?2 AND state != 'open' AND id <= \
                 (SELECT id FROM writes WHERE partner_id = ?1 AND environment = ?2 ORDER BY id DESC LIMIT 1 OFFSET ?3)",
                params![write.partner_id, write.environment.key(), KEPT],
            )?;
            Ok(id)
        })
    }

    /// Notes what became of a write.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn settle_write(&self, id: i64, state: WriteState, now: Millis) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                // That it was done stays, whatever somebody else thinks to have seen.
                "UPDATE writes SET state = ?2, settled_at = ?3 WHERE id = ?1 AND state != 'done'",
                params![id, key_of(&STATES, &state), now],
            )?;
            Ok(())
        })
    }
}
