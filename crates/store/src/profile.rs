//! The profile's file: who writes it, and where its reads and writes begin.

use crate::file::{self, FileKind};
use crate::salvage::{is_told, salvage};
use crate::schema::MIGRATIONS;
use crate::{Millis, MovedAside, Snapshot, StoreError, Transaction};
use parking_lot::{Mutex, MutexGuard};
use rusqlite::Connection;
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

/// The profile's file: locked for this process, or opened for looking only while another has the lock.
pub struct Store {
    connection: Mutex<Connection>,
    folder: PathBuf,
    /// Held for as long as the store lives; the system lets go of it when the process ends, however.
    lock: Mutex<Option<File>>,
    /// Whether anything was written since the last copy.
    is_changed: AtomicBool,
}

const PROFILE: FileKind = FileKind { name: "partner-desk.sqlite", migrations: &MIGRATIONS, is_told, salvage };

/// Statements that stay prepared: more than all that an edit and a view need.
const PREPARED: usize = 64;

impl Store {
    /// Opens the profile in `folder`, which is made when missing. Says so when an unusable file was moved
    /// aside, and what was put in its place; `now` goes into its new name.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Newer`], or why the folder cannot be used.
    pub fn open(folder: &Path, now: Millis) -> Result<(Self, Option<MovedAside>), StoreError> {
        fs::create_dir_all(folder).map_err(|source| StoreError::of_file(folder, source))?;
        let lock = take_lock(folder)?;
        let (connection, moved) = file::open(&folder.join(PROFILE.name), &PROFILE, now)?;
        Ok((Self::of(folder, connection, Some(lock)), moved))
    }

    /// Opens a profile that another process has, for looking only: every write is
    /// [`StoreError::Elsewhere`].
    ///
    /// # Errors
    /// See [`StoreError`]; [`StoreError::InUse`] when the other is of an earlier version.
    pub fn open_read_only(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self::of(folder, file::open_read_only(&folder.join(PROFILE.name), &PROFILE)?, None))
    }

    /// The same where nothing can be written and nothing locked, not even for reading: a full disk, a drive
    /// without locks. Whether another process writes meanwhile is not known.
    ///
    /// # Errors
    /// See [`Store::open_read_only`].
    pub fn open_read_only_without_locks(folder: &Path) -> Result<Self, StoreError> {
        let connection = file::open_read_only_without_locks(&folder.join(PROFILE.name), &PROFILE)?;
        Ok(Self::of(folder, connection, None))
    }

    fn of(folder: &Path, connection: Connection, lock: Option<File>) -> Self {
        connection.set_prepared_statement_cache_capacity(PREPARED);
        Self {
            connection: Mutex::new(connection),
            folder: folder.to_owned(),
            is_changed: AtomicBool::new(lock.is_some()),
            lock: Mutex::new(lock),
        }
    }

    /// Whether another process has the profile, so that this one only looks.
    pub fn is_read_only(&self) -> bool {
        self.lock.lock().is_none()
    }

    /// Becomes the one that writes, when the other process has let go of the profile.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while it has not; else see [`Store::open`].
    pub fn own(&self, now: Millis) -> Result<Option<MovedAside>, StoreError> {
        let mut held = self.lock.lock();
        if held.is_some() {
            return Ok(None);
        }
        let lock = take_lock(&self.folder)?;
        let (connection, moved) = file::open(&self.path(), &PROFILE, now)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        *self.connection() = connection;
        *held = Some(lock);
        Ok(moved)
    }

    /// The folder of the profile.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self) -> PathBuf {
        self.folder.join(PROFILE.name)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic in another call has rolled its transaction back; the connection itself is whole.
        self.connection.lock()
    }

    /// Reads from the profile as it stands at one moment, in a window that only looks too.
    ///
    /// Nothing can be written in it:
    ///
    /// ```compile_fail,E0599
    /// fn rename(store: &store::Store) -> Result<(), store::StoreError> {
    ///     store.read(|snapshot| snapshot.set_setting("theme", "dark"))
    /// }
    /// ```
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn read<R>(
        &self,
        work: impl FnOnce(&Snapshot<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let mut connection = self.connection();
        work(&Snapshot::begin(&mut connection)?)
    }

    /// Writes everything that `work` does, synced when this returns, or nothing of it when it fails.
    ///
    /// ```
    /// fn rename(store: &store::Store) -> Result<(), store::StoreError> {
    ///     store.transaction(|transaction| transaction.set_setting("theme", "dark"))
    /// }
    /// ```
    ///
    /// # Errors
    /// [`StoreError::Elsewhere`] in a window that only looks; else see [`StoreError`].
    pub fn transaction<R>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        if self.is_read_only() {
            return Err(StoreError::Elsewhere);
        }
        let mut connection = self.connection();
        let transaction = Transaction::begin(&mut connection)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        self.is_changed.store(true, Ordering::Relaxed);
        Ok(result)
    }

    /// The names of files beside the profile's that hold another version of it: programs that sync folders
    /// make them when two computers have written. They are left as they are.
    pub fn conflict_copies(&self) -> Vec<String> {
        file::conflict_copies(&self.path())
    }

    /// Keeps a copy of the file as it stands, when anything was written since the last one; whether it did.
    /// Edits go on meanwhile.
    ///
    /// # Errors
    /// See [`StoreError`]; then the next call tries again.
    pub fn keep_copy(&self, now: Millis) -> Result<bool, StoreError> {
        if self.is_read_only() || !self.is_changed.swap(false, Ordering::Relaxed) {
            return Ok(false);
        }
        file::keep_copy(&self.path(), now).inspect_err(|_| self.is_changed.store(true, Ordering::Relaxed))?;
        Ok(true)
    }

    /// Deletes everything in the profile's file, and the copies of it. The file stays.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn erase(&self) -> Result<(), StoreError> {
        self.transaction(|transaction| transaction.erase())?;
        self.connection().execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        file::forget_copies(&self.path())
    }
}

impl Transaction<'_> {
    fn erase(&self) -> Result<(), StoreError> {
        self.write(|transaction| {
            Ok(transaction.execute_batch(
                "DELETE FROM partners; DELETE FROM logos; DELETE FROM activity; DELETE FROM settings; \
                 DELETE FROM tokens; DELETE FROM token_uses;",
            )?)
        })
    }
}

fn take_lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    // Not cut: a window that only looks changes nothing.
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|source| StoreError::of_file(&path, source))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(source)) => Err(StoreError::of_lock(&path, source)),
    }
}
