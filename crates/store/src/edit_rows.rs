//! The rows below a draft: edits as a tree, checkpoints along it, logos by their hash.
//!
//! Each edit stands on the one it was made on. Undo and redo move a cursor along the tree; nothing is
//! taken out of it, so that what was undone can still be gone back to.

use crate::{Millis, StoreError};
use partner::{Draft, Field};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// One edit, as it stands in its row.
pub(crate) struct EditRow {
    pub(crate) sequence: i64,
    pub(crate) step: i64,
    pub(crate) field: String,
    pub(crate) before: Value,
    pub(crate) after: Value,
    pub(crate) origin: String,
    pub(crate) at: Millis,
    pub(crate) parent: i64,
    pub(crate) about: Option<i64>,
}

/// The columns of an [`EditRow`], in its order.
pub(crate) const COLUMNS: &str = "sequence, step, field, before, after, origin, at, parent, about";

impl EditRow {
    /// Reads one; values of a logo are hashes.
    pub(crate) fn read(row: &rusqlite::Row<'_>) -> Result<Self, StoreError> {
        let (before, after): (String, String) = (row.get(3)?, row.get(4)?);
        Ok(Self {
            sequence: row.get(0)?,
            step: row.get(1)?,
            field: row.get(2)?,
            before: serde_json::from_str(&before)?,
            after: serde_json::from_str(&after)?,
            origin: row.get(5)?,
            at: row.get(6)?,
            parent: row.get(7)?,
            about: row.get(8)?,
        })
    }
}

/// A draft, and how many edits lie between it and its checkpoint.
pub(crate) struct Folded {
    pub(crate) draft: Draft,
    pub(crate) replayed: usize,
}

/// Where a partner's draft stands: the last edit that counts, 0 before the first.
pub(crate) fn cursor(connection: &Connection, id: &str) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT cursor FROM partners WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

pub(crate) fn move_cursor(
    transaction: &Transaction<'_>,
    id: &str,
    to: i64,
    now: Millis,
) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE partners SET cursor = ?2, changed_at = ?3 WHERE id = ?1", params![id, to, now])?;
    Ok(())
}

/// The same when nothing was edited.
pub(crate) fn move_cursor_only(transaction: &Transaction<'_>, id: &str, to: i64) -> Result<(), StoreError> {
    transaction.execute("UPDATE partners SET cursor = ?2 WHERE id = ?1", params![id, to])?;
    Ok(())
}

/// The edit with that number.
pub(crate) fn edit_at(
    connection: &Connection,
    id: &str,
    sequence: i64,
) -> Result<Option<EditRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM edits WHERE partner_id = ?1 AND sequence = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![id, sequence])?;
    rows.next()?.map(EditRow::read).transpose()
}

/// The latest edit that was made on `sequence`.
pub(crate) fn latest_child(
    connection: &Connection,
    id: &str,
    sequence: i64,
) -> Result<Option<i64>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT max(sequence) FROM edits WHERE partner_id = ?1 AND parent = ?2")?;
    Ok(statement.query_row(params![id, sequence], |row| row.get(0))?)
}

/// The first and the last edit of a step.
pub(crate) fn bounds(connection: &Connection, id: &str, step: i64) -> Result<(i64, i64), StoreError> {
    let edge = |edge: &str| -> Result<i64, StoreError> {
        let sql = format!("SELECT {edge}(sequence) FROM edits WHERE partner_id = ?1 AND step = ?2");
        Ok(connection.prepare_cached(&sql)?.query_row(params![id, step], |row| row.get(0))?)
    };
    Ok((edge("min")?, edge("max")?))
}

/// The number for the next edit: numbers are never given twice.
pub(crate) fn next_sequence(connection: &Connection, id: &str) -> Result<i64, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT coalesce(max(sequence), 0) + 1 FROM edits WHERE partner_id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

/// The draft as it stood after the edit `sequence`: the nearest checkpoint on the way back, and the edits
/// since then.
pub(crate) fn fold(connection: &Connection, id: &str, sequence: i64) -> Result<Folded, StoreError> {
    let mut since = Vec::new();
    let mut at = sequence;
    let mut draft = loop {
        if let Some(draft) = checkpoint(connection, id, at)? {
            break draft;
        }
        if at == 0 {
            break Draft::default();
        }
        let edit = edit_at(connection, id, at)?
            .ok_or_else(|| StoreError::Unexpected(format!("the edit {at} is missing")))?;
        at = edit.parent;
        since.push(edit);
    };
    for edit in since.iter().rev() {
        let field = field(&edit.field)?;
        let value = from_stored(connection, field, edit.after.clone())?;
        draft.set(field, &value).map_err(|error| StoreError::Unexpected(error.to_string()))?;
    }
    Ok(Folded { draft, replayed: since.len() })
}

fn checkpoint(connection: &Connection, id: &str, sequence: i64) -> Result<Option<Draft>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT draft FROM checkpoints WHERE partner_id = ?1 AND sequence = ?2")?;
    let text: Option<String> = statement.query_row(params![id, sequence], |row| row.get(0)).optional()?;
    let Some(text) = text else { return Ok(None) };
    let mut draft: Draft = serde_json::from_str(&text)?;
    draft.logo = logo_source(connection, &draft.logo)?;
    Ok(Some(draft))
}

/// Notes the whole draft after the edit `sequence`.
pub(crate) fn write_checkpoint(
    transaction: &Transaction<'_>,
    id: &str,
    sequence: i64,
    draft: &Draft,
) -> Result<(), StoreError> {
    let mut stored = draft.clone();
    stored.logo = keep_logo(transaction, &draft.logo)?;
    transaction.execute(
        "INSERT OR REPLACE INTO checkpoints (partner_id, sequence, draft) VALUES (?1, ?2, ?3)",
        params![id, sequence, serde_json::to_string(&stored)?],
    )?;
    Ok(())
}

/// The field of that path; a file of ours names no other.
pub(crate) fn field(path: &str) -> Result<Field, StoreError> {
    Field::from_path(path).ok_or_else(|| StoreError::Unexpected(path.to_owned()))
}

/// Adds an edit; its values as they are in a draft.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    id: &str,
    field: Field,
    edit: &EditRow,
) -> Result<(), StoreError> {
    let sql =
        format!("INSERT INTO edits (partner_id, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    transaction.prepare_cached(&sql)?.execute(params![
        id,
        edit.sequence,
        edit.step,
        edit.field,
        to_stored(transaction, field, &edit.before)?.to_string(),
        to_stored(transaction, field, &edit.after)?.to_string(),
        edit.origin,
        edit.at,
        edit.parent,
        edit.about,
    ])?;
    Ok(())
}

/// Lets an edit end in another value, later.
pub(crate) fn extend(
    transaction: &Transaction<'_>,
    id: &str,
    sequence: i64,
    (after, at): (&Value, Millis),
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE edits SET after = ?3, at = ?4 WHERE partner_id = ?1 AND sequence = ?2")?
        .execute(params![id, sequence, after.to_string(), at])?;
    Ok(())
}

/// A logo goes into its own table; in its place stands its hash.
fn to_stored(transaction: &Transaction<'_>, field: Field, value: &Value) -> Result<Value, StoreError> {
    match (field, value) {
        (Field::Logo, Value::String(source)) => Ok(json!(keep_logo(transaction, source)?)),
        _ => Ok(value.clone()),
    }
}

fn from_stored(connection: &Connection, field: Field, value: Value) -> Result<Value, StoreError> {
    match (field, &value) {
        (Field::Logo, Value::String(hash)) => Ok(json!(logo_source(connection, hash)?)),
        _ => Ok(value),
    }
}

/// The name of a logo in its table.
pub(crate) fn logo_hash(source: &str) -> String {
    hex::encode(Sha256::digest(source))
}

fn keep_logo(transaction: &Transaction<'_>, source: &str) -> Result<String, StoreError> {
    if source.is_empty() {
        return Ok(String::new());
    }
    let hash = logo_hash(source);
    transaction.execute("INSERT OR IGNORE INTO logos (hash, source) VALUES (?1, ?2)", [&hash, source])?;
    Ok(hash)
}

fn logo_source(connection: &Connection, hash: &str) -> Result<String, StoreError> {
    if hash.is_empty() {
        return Ok(String::new());
    }
    Ok(connection.query_row("SELECT source FROM logos WHERE hash = ?1", [hash], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_logo_has_the_name_that_earlier_versions_gave_it() {
        assert_eq!(
            super::logo_hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
