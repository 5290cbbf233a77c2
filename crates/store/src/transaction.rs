//! The profile at one moment, to read, and one change of it: all of it or nothing.

use crate::StoreError;
use rusqlite::{Connection, TransactionBehavior, ffi};
use std::ops::Deref;

/// The profile as it stands at one moment. What is written meanwhile is not seen.
///
/// It has no methods that write: those are [`Transaction`]'s.
pub struct Snapshot<'a> {
    inner: rusqlite::Transaction<'a>,
}

/// One change of the profile, and the profile as it stands within it.
pub struct Transaction<'a>(Snapshot<'a>);

impl<'a> Snapshot<'a> {
    pub(crate) fn begin(connection: &'a mut Connection) -> Result<Self, StoreError> {
        let inner = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        Ok(Self { inner })
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.inner
    }
}

impl<'a> Transaction<'a> {
    pub(crate) fn begin(connection: &'a mut Connection) -> Result<Self, StoreError> {
        let inner = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self(Snapshot { inner }))
    }

    pub(crate) fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.inner.commit()?)
    }

    /// Runs one step. A step that fails leaves nothing behind, also when whoever called it goes on.
    pub(crate) fn write<R>(
        &self,
        step: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let transaction = &self.0.inner;
        // SQLite ends a transaction by itself on a full disk: this step would be written alone.
        if transaction.is_autocommit() {
            let ended = ffi::Error::new(ffi::SQLITE_ABORT);
            return Err(
                rusqlite::Error::SqliteFailure(ended, Some("the transaction has ended".into())).into()
            );
        }
        transaction.prepare_cached("SAVEPOINT step")?.execute([])?;
        let result = step(transaction);
        let end = if result.is_ok() { "RELEASE step" } else { "ROLLBACK TO step; RELEASE step" };
        match (transaction.execute_batch(end), result) {
            (Ok(()), result) => result,
            (Err(error), result) => {
                // What cannot be taken back alone is taken back with all that came before it.
                let _ = transaction.execute_batch("ROLLBACK");
                Err(result.err().unwrap_or_else(|| error.into()))
            }
        }
    }
}

impl<'a> Deref for Transaction<'a> {
    type Target = Snapshot<'a>;

    fn deref(&self) -> &Snapshot<'a> {
        &self.0
    }
}
