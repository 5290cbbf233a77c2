//! Opening a file: lock, look, migrate. A file that cannot be used is moved aside and never overwritten.

use crate::copies::{copies, rebuild, settle_name};
use crate::salvage::is_told;
use crate::schema::{APPLICATION_ID, MIGRATIONS};
use crate::{Millis, MovedAside, StoreError};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, config::DbConfig};
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// The profile's file: locked for this process, or opened for looking only while another has the lock.
pub struct Store {
    connection: Mutex<Connection>,
    folder: PathBuf,
    /// Held for as long as the store lives; the system lets go of it when the process ends, however.
    lock: Mutex<Option<File>>,
    /// Whether anything was written since the last copy.
    pub(crate) is_changed: AtomicBool,
}

/// The name of the profile's file.
pub(crate) const FILE: &str = "partner-desk.sqlite";

fn at(path: &Path) -> impl Fn(std::io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| StoreError::of_file(&path, source)
}

impl Store {
    /// Opens the profile in `folder`, which is made when missing. Says so when an unusable file was moved
    /// aside, and what was put in its place; `now` goes into its new name.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Newer`], or why the folder cannot be used.
    pub fn open(folder: &Path, now: Millis) -> Result<(Self, Option<MovedAside>), StoreError> {
        fs::create_dir_all(folder).map_err(at(folder))?;
        let lock = take_lock(folder)?;
        let (connection, moved) = open_profile(&folder.join(FILE), now)?;
        let store = Self {
            connection: Mutex::new(connection),
            folder: folder.to_owned(),
            lock: Mutex::new(Some(lock)),
            is_changed: AtomicBool::new(true),
        };
        Ok((store, moved))
    }

    /// Opens a profile that another process has, for looking only: every write is
    /// [`StoreError::Elsewhere`].
    ///
    /// # Errors
    /// See [`StoreError`]; [`StoreError::InUse`] when the other is of an earlier version.
    pub fn open_to_look(folder: &Path) -> Result<Self, StoreError> {
        Self::look(folder, Connection::open_with_flags(folder.join(FILE), TO_LOOK)?)
    }

    /// The same where nothing can be written and nothing locked, not even for reading: a full disk, a drive
    /// without locks. Whether another process writes meanwhile is not known.
    ///
    /// # Errors
    /// See [`Store::open_to_look`].
    pub fn open_to_look_without_locks(folder: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open_with_flags_and_vfs(folder.join(FILE), TO_LOOK, WITHOUT_LOCKS)?;
        // What was written last is read by way of memory of its own, instead of a file that is shared.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        Self::look(folder, connection)
    }

    fn look(folder: &Path, connection: Connection) -> Result<Self, StoreError> {
        connection.busy_timeout(PATIENCE)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let known = known(&MIGRATIONS);
        match version {
            found if found > known => Err(StoreError::Newer { found, known }),
            found if found < known => Err(StoreError::InUse),
            _ => Ok(Self {
                connection: Mutex::new(connection),
                folder: folder.to_owned(),
                lock: Mutex::new(None),
                is_changed: AtomicBool::new(false),
            }),
        }
    }

    /// Whether another process has the profile, so that this one only looks.
    pub fn only_looks(&self) -> bool {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Becomes the one that writes, when the other process has let go of the profile.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while it has not; else see [`Store::open`].
    pub fn own(&self, now: Millis) -> Result<Option<MovedAside>, StoreError> {
        let mut held = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_some() {
            return Ok(None);
        }
        let lock = take_lock(&self.folder)?;
        let (connection, moved) = open_profile(&self.folder.join(FILE), now)?;
        *self.connection() = connection;
        *held = Some(lock);
        Ok(moved)
    }

    /// The folder of the profile.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic in another call has rolled its transaction back; the connection itself is whole.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` on the file as it stands at one moment.
    pub(crate) fn read<R>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        work(&transaction)
    }

    /// Runs `work` in one transaction that is synced when this returns.
    pub(crate) fn write<R>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        if self.only_looks() {
            return Err(StoreError::Elsewhere);
        }
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        self.is_changed.store(true, Ordering::Relaxed);
        Ok(result)
    }

    /// Deletes everything in the profile's file, and the copies of it. The file stays.
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
        self.forget_copies()
    }
}

/// How long a file that another program holds is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

const TO_LOOK: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// SQLite's own way to a file that leaves locks out.
const WITHOUT_LOCKS: &std::ffi::CStr = if cfg!(windows) { c"win32-none" } else { c"unix-none" };

fn take_lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    // Not cut: a window that only looks changes nothing.
    let lock = File::options().write(true).create(true).truncate(false).open(&path).map_err(at(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(source)) => Err(StoreError::of_lock(&path, source)),
    }
}

fn known(migrations: &[&str]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

/// What a file turned out to be.
pub(crate) enum Look {
    Usable(Connection),
    Unusable,
}

/// Opens a profile. One that is whole, but in which a partner cannot be told, is built anew like a damaged one:
/// else that partner would stand in the way of all.
fn open_profile(path: &Path, now: Millis) -> Result<(Connection, Option<MovedAside>), StoreError> {
    let (connection, moved) = open_file(path, &MIGRATIONS, now)?;
    if moved.is_some() || is_told(&connection)? {
        return Ok((connection, moved));
    }
    connection.close().map_err(|(_, error)| StoreError::from(error))?;
    let to = move_aside(path, now)?;
    let (connection, moved) = rebuild(path, &MIGRATIONS, to)?;
    Ok((connection, Some(moved)))
}

/// Opens one file of ours, moving an unusable one aside first and building it anew from the newest copy
/// that is whole.
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
            let to = move_aside(path, now)?;
            let (connection, moved) = rebuild(path, migrations, to)?;
            Ok((connection, Some(moved)))
        }
    }
}

/// Opens a file without changing anything in it.
pub(crate) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Only for a file that is ours.
fn make_durable(connection: &Connection) -> Result<(), StoreError> {
    // EXTRA before WAL: the journal of the switch to WAL is gone for good then. Were its name to come back with
    // the power, it would take the file back to what it was before its first edit.
    Ok(connection
        .execute_batch("PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;")?)
}

/// Whether a file can be used: whole, ours, and not of a newer app.
pub(crate) fn look(path: &Path, migrations: &[&str]) -> Result<Look, StoreError> {
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
    let known = known(migrations);
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
pub(crate) fn migrate(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<(), StoreError> {
    make_durable(connection)?;
    let version: usize =
        connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0);
    for (done, migration) in migrations.iter().enumerate().skip(version) {
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

/// A name beside the file that nothing has yet.
pub(crate) fn free_name(path: &Path, ending: &str) -> PathBuf {
    let name = |count: usize| path.with_extension(format!("{ending}{}.sqlite", "x".repeat(count)));
    (0..100).map(name).find(|free| !free.exists()).unwrap_or_else(|| name(100))
}

/// Renames the file and what SQLite keeps beside it, to a name that nothing has yet.
fn move_aside(path: &Path, now: Millis) -> Result<PathBuf, StoreError> {
    let to = free_name(path, &format!("damaged-{}", now / 1000));
    for ending in ["", "-wal", "-shm"] {
        let with = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        if with(path).exists() {
            fs::rename(with(path), with(&to)).map_err(at(path))?;
        }
    }
    Ok(to)
}
