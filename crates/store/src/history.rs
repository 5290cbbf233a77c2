//! Every moment of a draft that can be gone back to.

use crate::edit_rows::{COLUMNS, EditRow, cursor, edit_at, field, fold};
use crate::{EditSource, Millis, Snapshot, StoreError};
use partner::{Draft, Field};
use rusqlite::params;
use serde_json::Value;

/// The draft after one edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Names it; rises with time.
    pub sequence: i64,
    /// Edits of one step have the same.
    pub step: i64,
    /// What was edited.
    pub field: Field,
    /// What it held; for a logo a hash, empty for none.
    pub before: Value,
    /// What it holds since then; for a logo a hash.
    pub after: Value,
    /// How it came about.
    pub origin: EditSource,
    /// When.
    pub at: Millis,
    /// Whether it was undone, so that the draft does not hold it.
    pub is_undone: bool,
    /// Whether the draft stands here.
    pub is_now: bool,
}

impl Snapshot<'_> {
    /// The latest moments, those before `before` if one is given, at most `limit` of them.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn history(&self, id: &str, before: Option<i64>, limit: u32) -> Result<Vec<Revision>, StoreError> {
        let connection = self.connection();
        let sql = format!(
            "SELECT {COLUMNS} FROM edits WHERE partner_id = ?1 AND sequence < ?2 ORDER BY sequence DESC LIMIT ?3"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![id, before.unwrap_or(i64::MAX), limit])?;
        let now = cursor(connection, id)?;
        // The draft's own line, followed back as the rows are.
        let mut line = now;
        let mut revisions = Vec::new();
        while let Some(row) = rows.next()? {
            let edit = EditRow::read(row)?;
            while line > edit.sequence {
                line = edit_at(connection, id, line)?.map_or(0, |edit| edit.parent);
            }
            revisions.push(Revision {
                sequence: edit.sequence,
                step: edit.step,
                field: field(&edit.field)?,
                before: edit.before,
                after: edit.after,
                origin: EditSource::of(&edit.origin, edit.about)?,
                at: edit.at,
                is_undone: line != edit.sequence,
                is_now: edit.sequence == now,
            });
        }
        Ok(revisions)
    }

    /// The fields that the last step repaired, with what they held before; none when it was no repair.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn last_repair(&self, id: &str) -> Result<Vec<(Field, Value)>, StoreError> {
        let connection = self.connection();
        let mut found = Vec::new();
        let mut next = edit_at(connection, id, cursor(connection, id)?)?;
        let step = next.as_ref().map(|edit| edit.step);
        while let Some(edit) = next.filter(|edit| Some(edit.step) == step) {
            if EditSource::of(&edit.origin, edit.about)? != EditSource::Repaired {
                break;
            }
            found.push((field(&edit.field)?, edit.before));
            next = edit_at(connection, id, edit.parent)?;
        }
        Ok(found)
    }

    /// The draft as it stood after an edit; 0 is its beginning.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there was no such edit.
    pub fn draft_after(&self, id: &str, sequence: i64) -> Result<Draft, StoreError> {
        let connection = self.connection();
        cursor(connection, id)?;
        if sequence != 0 && edit_at(connection, id, sequence)?.is_none() {
            return Err(StoreError::NotFound);
        }
        Ok(fold(connection, id, sequence)?.draft)
    }
}
