//! Connections to a file: looking whether it can be used, and bringing it to its newest schema.

use super::kind::FileKind;
use super::names::{copies, free_name, settle_name};
use crate::StoreError;
use crate::schema::APPLICATION_ID;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};
use std::{fs, path::Path, time::Duration};

/// How long a file that another program holds is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

const TO_LOOK: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// SQLite's own way to a file that leaves locks out.
const WITHOUT_LOCKS: &std::ffi::CStr = if cfg!(windows) { c"win32-none" } else { c"unix-none" };

/// What a file turned out to be.
pub(crate) enum Look {
    Usable(Connection),
    Unusable,
}

/// Opens a file without changing anything in it.
pub(crate) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Opens a file that another process has, for looking only.
pub(crate) fn open_read_only(path: &Path, kind: &FileKind) -> Result<Connection, StoreError> {
    of_this_version(Connection::open_with_flags(path, TO_LOOK)?, kind)
}

/// The same where nothing can be written and nothing locked, not even for reading.
pub(crate) fn open_read_only_without_locks(path: &Path, kind: &FileKind) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags_and_vfs(path, TO_LOOK, WITHOUT_LOCKS)?;
    // What was written last is read by way of memory of its own, instead of a file that is shared.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    of_this_version(connection, kind)
}

fn of_this_version(connection: Connection, kind: &FileKind) -> Result<Connection, StoreError> {
    connection.busy_timeout(PATIENCE)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = kind.known();
    match version {
        found if found > known => Err(StoreError::Newer { found, known }),
        found if found < known => Err(StoreError::InUse),
        _ => Ok(connection),
    }
}

/// Only for a file that is ours.
fn make_durable(connection: &Connection) -> Result<(), StoreError> {
    // EXTRA before WAL: the journal of the switch to WAL is gone for good then. Were its name to come back with
    // the power, it would take the file back to what it was before its first edit.
    Ok(connection
        .execute_batch("PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;")?)
}

/// Whether a file can be used: whole, ours, and not of a newer app.
pub(crate) fn look(path: &Path, kind: &FileKind) -> Result<Look, StoreError> {
    // SQLite would open it for reading, and make the files beside it write-protected like it: they would stay
    // so when this one is not any more.
    if fs::metadata(path).is_ok_and(|file| file.permissions().readonly()) {
        return Err(StoreError::ReadOnly);
    }
    let connection = match connect(path) {
        Ok(connection) => {
            // A file that turns out to be none of ours is left as it is, with what lies beside it.
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            connection
        }
        Err(StoreError::Damaged) => return Ok(Look::Unusable),
        Err(error) => return Err(error),
    };
    let number = |pragma: &str| -> Result<i64, StoreError> {
        Ok(connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))?)
    };
    match connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)) {
        Ok(verdict) if verdict == "ok" => {}
        Ok(_) => return Ok(Look::Unusable),
        // Healthy data is not moved away because the disk or the memory failed.
        Err(error) => match StoreError::from(error) {
            StoreError::Damaged => return Ok(Look::Unusable),
            error => return Err(error),
        },
    }
    let (id, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        // One that is empty or was missing, with copies beside it, was not so before: it is lost.
        return if copies(path).is_empty() { usable(connection) } else { Ok(Look::Unusable) };
    }
    if id != APPLICATION_ID {
        return Ok(Look::Unusable);
    }
    let known = kind.known();
    if version > known {
        return Err(StoreError::Newer { found: version, known });
    }
    usable(connection)
}

/// A file that can be used is tidied up when it is closed.
fn usable(connection: Connection) -> Result<Look, StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Look::Usable(connection))
}

/// Brings a file to the newest schema; a copy is kept before each step.
pub(crate) fn migrate(connection: &mut Connection, path: &Path, kind: &FileKind) -> Result<(), StoreError> {
    make_durable(connection)?;
    let version: usize =
        connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0);
    for (done, migration) in kind.migrations.iter().enumerate().skip(version) {
        // A file that begins here holds nothing to be kept.
        if version > 0 {
            let copy = free_name(path, &format!("schema-{done}"));
            // A copy that was cut short by a crash must not look like a whole one.
            let part = free_name(path, &format!("copying-schema-{done}"));
            connection.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
            settle_name(&part, &copy)?;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", i64::try_from(done + 1).unwrap_or(i64::MAX))?;
        transaction.commit()?;
    }
    Ok(())
}
