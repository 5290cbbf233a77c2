//! Opening a file: lock, look, migrate. A file that cannot be used is moved aside and never overwritten.

use crate::schema::{APPLICATION_ID, MIGRATIONS};
use crate::{Millis, MovedAside, StoreError};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The profile's file, locked for this process.
pub struct Store {
    connection: Mutex<Connection>,
    folder: PathBuf,
    // Held for as long as the store lives; the system lets go of it when the process ends, however.
    _lock: File,
}

const FILE: &str = "partner-desk.sqlite";

impl Store {
    /// Opens the profile in `folder`, which is made when missing. Says so when an unusable file was moved
    /// aside; `now` goes into its new name.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Newer`], or why the folder cannot be used.
    pub fn open(folder: &Path, now: Millis) -> Result<(Self, Option<MovedAside>), StoreError> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Folder { path, source }
        };
        fs::create_dir_all(folder).map_err(at(folder))?;
        let lock_path = folder.join("lock");
        let lock = File::create(&lock_path).map_err(at(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
            Err(TryLockError::Error(source)) => return Err(StoreError::Folder { path: lock_path, source }),
        }
        let (connection, moved) = open_file(&folder.join(FILE), &MIGRATIONS, now)?;
        Ok((Self { connection: Mutex::new(connection), folder: folder.to_owned(), _lock: lock }, moved))
    }

    /// The folder of the profile.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic in another call has rolled its transaction back; the connection itself is whole.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one transaction that is synced when this returns.
    pub(crate) fn write<R>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// Deletes everything in the profile's file. The file stays.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn erase(&self) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute_batch(
                "DELETE FROM partners; DELETE FROM logos; DELETE FROM activity; DELETE FROM settings; \
                 DELETE FROM tokens; DELETE FROM token_uses;",
            )?;
            Ok(())
        })?;
        self.connection().execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(())
    }
}

/// What a file turned out to be.
enum Look {
    Usable(Connection),
    Unusable,
}

/// Opens one file of ours, moving an unusable one aside first.
pub(crate) fn open_file(
    path: &Path,
    migrations: &[&str],
    now: Millis,
) -> Result<(Connection, Option<MovedAside>), StoreError> {
    match look(path, migrations)? {
        Look::Usable(mut connection) => {
            migrate(&mut connection, path, migrations)?;
            Ok((connection, None))
        }
        Look::Unusable => {
            let moved = move_aside(path, now)?;
            let mut connection = connect(path)?;
            migrate(&mut connection, path, migrations)?;
            Ok((connection, Some(moved)))
        }
    }
}

/// Opens a file without changing anything in it.
fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(2))?;
    Ok(connection)
}

/// Only for a file that is ours.
fn make_durable(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?)
}

fn look(path: &Path, migrations: &[&str]) -> Result<Look, StoreError> {
    let damaged = |error: &StoreError| {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        matches!(error, StoreError::Sqlite(rusqlite::Error::SqliteFailure(failure, _))
            if matches!(failure.code, DatabaseCorrupt | NotADatabase))
    };
    let connection = match connect(path) {
        Ok(connection) => connection,
        Err(error) if damaged(&error) => return Ok(Look::Unusable),
        Err(error) => return Err(error),
    };
    let number = |pragma: &str| -> Result<i64, StoreError> {
        Ok(connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))?)
    };
    match connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)) {
        Ok(verdict) if verdict == "ok" => {}
        Ok(_) => return Ok(Look::Unusable),
        // Healthy data is not moved away because the disk or the memory failed.
        Err(error) => {
            let error = StoreError::from(error);
            return if damaged(&error) { Ok(Look::Unusable) } else { Err(error) };
        }
    }
    let (id, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(Look::Usable(connection));
    }
    if id != APPLICATION_ID {
        return Ok(Look::Unusable);
    }
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    if version > known {
        return Err(StoreError::Newer { found: version, known });
    }
    Ok(Look::Usable(connection))
}

fn migrate(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<(), StoreError> {
    make_durable(connection)?;
    let version: usize =
        connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0);
    for (done, migration) in migrations.iter().enumerate().skip(version) {
        // A file that begins here holds nothing to be kept.
        if version > 0 {
            let name = |count: u32| {
                path.with_extension(format!("schema-{done}{}.sqlite", "x".repeat(count as usize)))
            };
            let copy = (0..100).map(name).find(|copy| !copy.exists()).unwrap_or_else(|| name(100));
            connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", i64::try_from(done + 1).unwrap_or(i64::MAX))?;
        transaction.commit()?;
    }
    Ok(())
}

/// Renames the file and what SQLite keeps beside it, to a name that nothing has yet.
fn move_aside(path: &Path, now: Millis) -> Result<MovedAside, StoreError> {
    let name = |count: u32| {
        path.with_extension(format!("damaged-{}{}.sqlite", now / 1000, "x".repeat(count as usize)))
    };
    let to = (0..100).map(name).find(|to| !to.exists()).unwrap_or_else(|| name(100));
    for ending in ["", "-wal", "-shm"] {
        let with = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        if with(path).exists() {
            fs::rename(with(path), with(&to))
                .map_err(|source| StoreError::Folder { path: path.to_owned(), source })?;
        }
    }
    Ok(MovedAside { to })
}
