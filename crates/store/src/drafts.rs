//! Edits: the draft is what they add up to, and undo and redo move along them.

use crate::{Millis, Store, StoreError};
use partner::{Draft, Field};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How an edit came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// By the person in the form.
    Typed,
    /// From a file or from the server.
    Imported,
    /// By a repair of the app.
    Repaired,
}

impl Origin {
    fn key(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Imported => "imported",
            Self::Repaired => "repaired",
        }
    }
}

/// A draft after an edit, on the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// The draft.
    pub draft: Draft,
    /// When it was written.
    pub at: Millis,
}

/// A step that undo or redo would take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The field it concerns; `None` when it concerns several.
    pub field: Option<Field>,
}

/// Edits of one field that follow each other within this time are one step for undo.
const BURST_MS: Millis = 2000;
/// A checkpoint is written every so many edits.
const CHECKPOINT_EVERY: i64 = 50;

struct LastEdit {
    step: i64,
    field: String,
    origin: String,
    at: Millis,
}

impl Store {
    /// The draft as it stands.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn draft(&self, id: &str) -> Result<Draft, StoreError> {
        self.write(|transaction| draft_at(transaction, id, cursor(transaction, id)?))
    }

    /// Writes edits as one step: undo takes them back together. Values that change nothing are passed
    /// over.
    ///
    /// # Errors
    /// See [`StoreError`]; a value that does not fit its field is [`StoreError::Unexpected`].
    pub fn edit(
        &self,
        id: &str,
        values: &[(Field, Value)],
        origin: Origin,
        now: Millis,
    ) -> Result<Edited, StoreError> {
        self.write(|transaction| {
            let mut sequence = cursor(transaction, id)?;
            let mut draft = draft_at(transaction, id, sequence)?;
            let last = last_edit(transaction, id, sequence)?;
            let continues = |last: &LastEdit| {
                matches!(values, [(field, _)] if field.path() == last.field)
                    && origin == Origin::Typed
                    && last.origin == Origin::Typed.key()
                    && now - last.at <= BURST_MS
            };
            let step = match &last {
                Some(last) if continues(last) => last.step,
                Some(last) => last.step + 1,
                None => 1,
            };
            let mut changed = false;
            for (field, value) in values {
                let before = draft.get(*field);
                if before == *value {
                    continue;
                }
                draft.set(*field, value).map_err(|error| StoreError::Unexpected(error.to_string()))?;
                if !changed {
                    forget_undone(transaction, id, sequence)?;
                    changed = true;
                }
                sequence += 1;
                transaction.execute(
                    "INSERT INTO edits VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    params![
                        id,
                        sequence,
                        step,
                        field.path(),
                        to_stored(transaction, *field, &before)?.to_string(),
                        to_stored(transaction, *field, value)?.to_string(),
                        origin.key(),
                        now
                    ],
                )?;
                if sequence % CHECKPOINT_EVERY == 0 {
                    write_checkpoint(transaction, id, sequence, &draft)?;
                }
            }
            if changed {
                move_cursor(transaction, id, sequence, now)?;
            }
            Ok(Edited { draft, at: now })
        })
    }

    /// Replaces the whole draft, unknown fields included, as the first thing that is known of a partner.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn begin_with(&self, id: &str, draft: &Draft, now: Millis) -> Result<(), StoreError> {
        self.write(|transaction| {
            let sequence = cursor(transaction, id)?;
            forget_undone(transaction, id, sequence)?;
            write_checkpoint(transaction, id, sequence, draft)?;
            move_cursor(transaction, id, sequence, now)
        })
    }

    /// What undo and redo would do.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn steps(&self, id: &str) -> Result<(Option<Step>, Option<Step>), StoreError> {
        self.write(|transaction| {
            let cursor = cursor(transaction, id)?;
            let undo = step_of(transaction, id, cursor)?.map(|(_, step)| step);
            let redo = step_of(transaction, id, cursor + 1)?.map(|(_, step)| step);
            Ok((undo, redo))
        })
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// See [`StoreError`]; with nothing to take back the draft stays.
    pub fn undo(&self, id: &str, now: Millis) -> Result<Edited, StoreError> {
        self.travel(id, now, |transaction, cursor| {
            let Some((step, _)) = step_of(transaction, id, cursor)? else { return Ok(cursor) };
            Ok(transaction.query_row(
                "SELECT min(sequence) - 1 FROM edits WHERE partner_id = ?1 AND step = ?2",
                params![id, step],
                |row| row.get(0),
            )?)
        })
    }

    /// Takes the step that was last undone again.
    ///
    /// # Errors
    /// See [`StoreError`]; with nothing to redo the draft stays.
    pub fn redo(&self, id: &str, now: Millis) -> Result<Edited, StoreError> {
        self.travel(id, now, |transaction, cursor| {
            let Some((step, _)) = step_of(transaction, id, cursor + 1)? else { return Ok(cursor) };
            Ok(transaction.query_row(
                "SELECT max(sequence) FROM edits WHERE partner_id = ?1 AND step = ?2",
                params![id, step],
                |row| row.get(0),
            )?)
        })
    }

    fn travel(
        &self,
        id: &str,
        now: Millis,
        to: impl FnOnce(&Transaction<'_>, i64) -> Result<i64, StoreError>,
    ) -> Result<Edited, StoreError> {
        self.write(|transaction| {
            let from = cursor(transaction, id)?;
            let to = to(transaction, from)?;
            if to != from {
                move_cursor(transaction, id, to, now)?;
            }
            Ok(Edited { draft: draft_at(transaction, id, to)?, at: now })
        })
    }
}

fn cursor(transaction: &Transaction<'_>, id: &str) -> Result<i64, StoreError> {
    Ok(transaction.query_row("SELECT cursor FROM partners WHERE id = ?1", [id], |row| row.get(0))?)
}

fn move_cursor(transaction: &Transaction<'_>, id: &str, to: i64, now: Millis) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE partners SET cursor = ?2, changed_at = ?3 WHERE id = ?1", params![id, to, now])?;
    Ok(())
}

/// A new edit after an undo takes the place of what was undone.
fn forget_undone(transaction: &Transaction<'_>, id: &str, cursor: i64) -> Result<(), StoreError> {
    for table in ["edits", "checkpoints"] {
        let sql = format!("DELETE FROM {table} WHERE partner_id = ?1 AND sequence > ?2");
        transaction.execute(&sql, params![id, cursor])?;
    }
    Ok(())
}

fn last_edit(transaction: &Transaction<'_>, id: &str, cursor: i64) -> Result<Option<LastEdit>, StoreError> {
    Ok(transaction
        .query_row(
            "SELECT step, field, origin, at FROM edits WHERE partner_id = ?1 AND sequence = ?2",
            params![id, cursor],
            |row| {
                Ok(LastEdit { step: row.get(0)?, field: row.get(1)?, origin: row.get(2)?, at: row.get(3)? })
            },
        )
        .optional()?)
}

fn step_of(
    transaction: &Transaction<'_>,
    id: &str,
    sequence: i64,
) -> Result<Option<(i64, Step)>, StoreError> {
    let found: Option<(i64, String, i64)> = transaction
        .query_row(
            "SELECT step, min(field), count(DISTINCT field) FROM edits WHERE partner_id = ?1 AND step =
               (SELECT step FROM edits WHERE partner_id = ?1 AND sequence = ?2) GROUP BY step",
            params![id, sequence],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    Ok(found.map(|(step, field, fields)| {
        (step, Step { field: if fields == 1 { Field::from_path(&field) } else { None } })
    }))
}

/// The latest checkpoint at or before `sequence`, and the edits since then.
fn draft_at(transaction: &Transaction<'_>, id: &str, sequence: i64) -> Result<Draft, StoreError> {
    let checkpoint: Option<(i64, String)> = transaction
        .query_row(
            "SELECT sequence, draft FROM checkpoints WHERE partner_id = ?1 AND sequence <= ?2
             ORDER BY sequence DESC LIMIT 1",
            params![id, sequence],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (from, mut draft) = match checkpoint {
        Some((from, text)) => {
            let mut draft: Draft = serde_json::from_str(&text)?;
            draft.logo = logo_source(transaction, &draft.logo)?;
            (from, draft)
        }
        None => (0, Draft::default()),
    };
    let mut statement = transaction.prepare_cached(
        "SELECT field, after FROM edits WHERE partner_id = ?1 AND sequence > ?2 AND sequence <= ?3 ORDER BY sequence",
    )?;
    let mut rows = statement.query(params![id, from, sequence])?;
    while let Some(row) = rows.next()? {
        let (path, after): (String, String) = (row.get(0)?, row.get(1)?);
        let field = Field::from_path(&path).ok_or_else(|| StoreError::Unexpected(path.clone()))?;
        let value = from_stored(transaction, field, serde_json::from_str(&after)?)?;
        draft.set(field, &value).map_err(|error| StoreError::Unexpected(error.to_string()))?;
    }
    Ok(draft)
}

fn write_checkpoint(
    transaction: &Transaction<'_>,
    id: &str,
    sequence: i64,
    draft: &Draft,
) -> Result<(), StoreError> {
    let mut stored = draft.clone();
    stored.logo = keep_logo(transaction, &draft.logo)?;
    transaction.execute(
        "INSERT OR REPLACE INTO checkpoints VALUES (?1, ?2, ?3)",
        params![id, sequence, serde_json::to_string(&stored)?],
    )?;
    Ok(())
}

/// A logo goes into its own table; in its place stands its hash.
fn to_stored(transaction: &Transaction<'_>, field: Field, value: &Value) -> Result<Value, StoreError> {
    match (field, value) {
        (Field::Logo, Value::String(source)) => Ok(json!(keep_logo(transaction, source)?)),
        _ => Ok(value.clone()),
    }
}

fn from_stored(transaction: &Transaction<'_>, field: Field, value: Value) -> Result<Value, StoreError> {
    match (field, &value) {
        (Field::Logo, Value::String(hash)) => Ok(json!(logo_source(transaction, hash)?)),
        _ => Ok(value),
    }
}

fn keep_logo(transaction: &Transaction<'_>, source: &str) -> Result<String, StoreError> {
    if source.is_empty() {
        return Ok(String::new());
    }
    let hash: String = Sha256::digest(source).iter().map(|byte| format!("{byte:02x}")).collect();
    transaction.execute("INSERT OR IGNORE INTO logos VALUES (?1, ?2)", [&hash, source])?;
    Ok(hash)
}

fn logo_source(transaction: &Transaction<'_>, hash: &str) -> Result<String, StoreError> {
    if hash.is_empty() {
        return Ok(String::new());
    }
    Ok(transaction.query_row("SELECT source FROM logos WHERE hash = ?1", [hash], |row| row.get(0))?)
}
