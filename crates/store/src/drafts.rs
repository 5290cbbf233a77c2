//! Edits: the draft is what they add up to, and undo and redo move along them.

use crate::edit_rows::{
    EditRow, bounds, cursor, edit_at, extend, fold, insert, latest_child, move_cursor, next_sequence,
    write_checkpoint,
};
use crate::{Millis, Snapshot, StoreError, Transaction};
use partner::{Draft, Field};
use rusqlite::Connection;
use serde_json::Value;

/// How an edit came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditSource {
    /// By the person in the form.
    Typed,
    /// From a file or from the server.
    Imported,
    /// From the server, where it had changed.
    Merged,
    /// By a repair of the app.
    Repaired,
    /// By going back to an earlier moment, which is named.
    Returned(i64),
}

impl EditSource {
    fn key(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Imported => "imported",
            Self::Merged => "merged",
            Self::Repaired => "repaired",
            Self::Returned(_) => "returned",
        }
    }

    pub(crate) fn of(key: &str, about: Option<i64>) -> Result<Self, StoreError> {
        Ok(match (key, about) {
            ("typed", _) => Self::Typed,
            ("imported", _) => Self::Imported,
            ("merged", _) => Self::Merged,
            ("repaired", _) => Self::Repaired,
            ("returned", Some(about)) => Self::Returned(about),
            _ => return Err(StoreError::Unexpected(key.to_owned())),
        })
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

/// Typing in one field that goes on within this time is one step for undo.
const BURST_MS: Millis = 2000;
/// A checkpoint is written when so many edits have gathered since the last one.
const CHECKPOINT_AFTER: usize = 50;

impl Snapshot<'_> {
    /// The draft as it stands.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn draft(&self, id: &str) -> Result<Draft, StoreError> {
        let connection = self.connection();
        Ok(fold(connection, id, cursor(connection, id)?)?.draft)
    }

    /// What undo and redo would do.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn steps(&self, id: &str) -> Result<(Option<Step>, Option<Step>), StoreError> {
        let connection = self.connection();
        let cursor = cursor(connection, id)?;
        let undo = step_of(connection, id, cursor)?.map(|step| step.step);
        let redo = match latest_child(connection, id, cursor)? {
            Some(child) => step_of(connection, id, child)?.map(|step| step.step),
            None => None,
        };
        Ok((undo, redo))
    }
}

impl Transaction<'_> {
    /// Writes edits as one step: undo takes them back together. Values that change nothing are passed
    /// over.
    ///
    /// # Errors
    /// See [`StoreError`]; a value that does not fit its field is [`StoreError::Unexpected`].
    pub fn edit(
        &self,
        id: &str,
        values: &[(Field, Value)],
        origin: EditSource,
        now: Millis,
    ) -> Result<Edited, StoreError> {
        self.edit_from(id, origin, now, |_| values.to_vec())
    }

    /// The same with values that are made from the draft as it is in that very moment.
    ///
    /// # Errors
    /// See [`Transaction::edit`].
    pub fn edit_from(
        &self,
        id: &str,
        origin: EditSource,
        now: Millis,
        values: impl FnOnce(&Draft) -> Vec<(Field, Value)>,
    ) -> Result<Edited, StoreError> {
        self.write(|transaction| {
            let mut cursor = DraftCursor::of(transaction, id)?;
            let values = &values(&cursor.draft)[..];
            let last = edit_at(transaction, id, cursor.sequence)?;
            let burst = last.filter(|last| goes_on(last, values, origin, now));
            if let (Some(last), [(_, Value::String(new))]) = (&burst, values)
                && is_one_run(last, new)
                && latest_child(transaction, id, cursor.sequence)?.is_none()
            {
                cursor.extend(transaction, id, last, &values[0], now)?;
            } else {
                let step = burst.map(|last| last.step);
                cursor.add(transaction, id, values, &Written { origin, step, now })?;
            }
            Ok(Edited { draft: cursor.draft, at: now })
        })
    }

    /// Replaces the whole draft in one step, unknown fields included.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn take_over(
        &self,
        id: &str,
        draft: &Draft,
        origin: EditSource,
        now: Millis,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut cursor = DraftCursor::of(transaction, id)?;
            let values: Vec<(Field, Value)> =
                Field::ALL.into_iter().map(|field| (field, draft.get(field))).collect();
            cursor.add(transaction, id, &values, &Written { origin, step: None, now })?;
            write_checkpoint(transaction, id, cursor.sequence, draft)
        })
    }

    /// Lets a draft that has no edits begin with more than nothing.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn begin_with(&self, id: &str, draft: &Draft, now: Millis) -> Result<(), StoreError> {
        self.write(|transaction| {
            write_checkpoint(transaction, id, 0, draft)?;
            move_cursor(transaction, id, 0, now)
        })
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// See [`StoreError`]; with nothing to take back the draft stays.
    pub fn undo(&self, id: &str, now: Millis) -> Result<Edited, StoreError> {
        self.travel(id, now, |connection, cursor| {
            Ok(step_of(connection, id, cursor)?.map_or(cursor, |step| step.stands_on))
        })
    }

    /// Takes the step that was last undone again.
    ///
    /// # Errors
    /// See [`StoreError`]; with nothing to redo the draft stays.
    pub fn redo(&self, id: &str, now: Millis) -> Result<Edited, StoreError> {
        self.travel(id, now, |connection, cursor| {
            let Some(child) = latest_child(connection, id, cursor)? else { return Ok(cursor) };
            Ok(step_of(connection, id, child)?.map_or(cursor, |step| step.last))
        })
    }

    fn travel(
        &self,
        id: &str,
        now: Millis,
        to: impl FnOnce(&Connection, i64) -> Result<i64, StoreError>,
    ) -> Result<Edited, StoreError> {
        self.write(|transaction| {
            let from = cursor(transaction, id)?;
            let to = to(transaction, from)?;
            if to != from {
                move_cursor(transaction, id, to, now)?;
            }
            Ok(Edited { draft: fold(transaction, id, to)?.draft, at: now })
        })
    }
}

/// Where a draft stands while it is written.
struct DraftCursor {
    sequence: i64,
    draft: Draft,
    replayed: usize,
}

/// How edits come about: their origin, the step they belong to unless they begin one, the time.
struct Written {
    origin: EditSource,
    step: Option<i64>,
    now: Millis,
}

impl DraftCursor {
    fn of(transaction: &rusqlite::Transaction<'_>, id: &str) -> Result<Self, StoreError> {
        let sequence = cursor(transaction, id)?;
        let folded = fold(transaction, id, sequence)?;
        Ok(Self { sequence, draft: folded.draft, replayed: folded.replayed })
    }

    fn add(
        &mut self,
        transaction: &rusqlite::Transaction<'_>,
        id: &str,
        values: &[(Field, Value)],
        how: &Written,
    ) -> Result<(), StoreError> {
        let first = next_sequence(transaction, id)?;
        let mut sequence = first;
        for (field, value) in values {
            let before = self.draft.get(*field);
            if before == *value {
                continue;
            }
            self.draft.set(*field, value).map_err(|error| StoreError::Unexpected(error.to_string()))?;
            let edit = EditRow {
                sequence,
                // Later than every step there is: those are numbered by their first edit, or below it.
                step: how.step.unwrap_or(first),
                field: field.path().to_owned(),
                before,
                after: value.clone(),
                origin: how.origin.key().to_owned(),
                at: how.now,
                parent: self.sequence,
                about: if let EditSource::Returned(about) = how.origin { Some(about) } else { None },
            };
            insert(transaction, id, *field, &edit)?;
            self.sequence = sequence;
            self.replayed += 1;
            sequence += 1;
        }
        if sequence == first {
            return Ok(());
        }
        if self.replayed >= CHECKPOINT_AFTER {
            write_checkpoint(transaction, id, self.sequence, &self.draft)?;
        }
        move_cursor(transaction, id, self.sequence, how.now)
    }

    /// The last edit goes on: it ends in another value.
    fn extend(
        &mut self,
        transaction: &rusqlite::Transaction<'_>,
        id: &str,
        last: &EditRow,
        (field, value): &(Field, Value),
        now: Millis,
    ) -> Result<(), StoreError> {
        if self.draft.get(*field) == *value {
            return Ok(());
        }
        self.draft.set(*field, value).map_err(|error| StoreError::Unexpected(error.to_string()))?;
        extend(transaction, id, last.sequence, (value, now))?;
        if self.replayed == 0 {
            write_checkpoint(transaction, id, self.sequence, &self.draft)?;
        }
        move_cursor(transaction, id, self.sequence, now)
    }
}

/// Whether an edit belongs to the same burst of typing as the last one.
fn goes_on(last: &EditRow, values: &[(Field, Value)], origin: EditSource, now: Millis) -> bool {
    matches!(values, [(field, Value::String(_))] if field.path() == last.field && is_typed_out(*field))
        && origin == EditSource::Typed
        && last.origin == EditSource::Typed.key()
        && now - last.at <= BURST_MS
}

/// A text that is typed letter by letter; a kind, a logo or a candidate field is chosen at once.
fn is_typed_out(field: Field) -> bool {
    matches!(field, Field::Name | Field::Codename | Field::Description | Field::Url(_))
}

/// Whether what follows the last edit only puts letters in, or goes on taking them out: then it may take the
/// last edit's place. Where letters begin to be taken out there is a moment to go back to, so that nothing that
/// was typed is out of reach.
fn is_one_run(last: &EditRow, new: &str) -> bool {
    let (Value::String(before), Value::String(after)) = (&last.before, &last.after) else { return false };
    keeps_all(after, new) || (keeps_all(after, before) && keeps_all(new, after))
}

/// Whether `longer` is `shorter` with one piece put in somewhere.
fn keeps_all(shorter: &str, longer: &str) -> bool {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
    let (short, long) = (shorter.chars().count(), longer.chars().count());
    let front = same(&mut shorter.chars().zip(longer.chars()));
    let back = same(&mut shorter.chars().rev().zip(longer.chars().rev()));
    short <= long && front + back >= short
}

/// A step, as undo and redo see it.
struct FoundStep {
    step: Step,
    /// The edit it was made on.
    stands_on: i64,
    /// Its last edit.
    last: i64,
}

fn step_of(connection: &Connection, id: &str, sequence: i64) -> Result<Option<FoundStep>, StoreError> {
    let Some(edit) = edit_at(connection, id, sequence)? else { return Ok(None) };
    let (first, last) = bounds(connection, id, edit.step)?;
    let (Some(first), Some(end)) = (edit_at(connection, id, first)?, edit_at(connection, id, last)?) else {
        return Ok(None);
    };
    // A step of several edits has either one field in all of them or another one in each.
    let field = (first.field == end.field).then(|| Field::from_path(&first.field)).flatten();
    Ok(Some(FoundStep { step: Step { field }, stands_on: first.parent, last }))
}
