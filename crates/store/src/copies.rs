//! Copies of the profile's file, and building it anew from the newest one that is whole when the file
//! itself is not.

use crate::open::{FILE, Look, connect, free_name, look, migrate};
use crate::salvage::{Salvaged, salvage};
use crate::{Millis, MovedAside, Store, StoreError};
use rusqlite::Connection;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

/// How many copies are kept.
const KEPT: usize = 3;

fn folder_fault(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::of_file(path, source)
}

/// Gives a file that is written its name, so that after a power cut there is all of it below that name or
/// nothing.
pub(crate) fn settle_name(part: &Path, whole: &Path) -> Result<(), StoreError> {
    let settle = || -> std::io::Result<()> {
        File::open(part)?.sync_all()?;
        fs::rename(part, whole)?;
        // Folders cannot be synced on Windows; there the name is written with the file.
        if cfg!(unix)
            && let Some(folder) = whole.parent()
        {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    settle().map_err(|source| folder_fault(whole, source))
}

/// Our copies beside `path`, the newest first.
pub(crate) fn copies(path: &Path) -> Vec<PathBuf> {
    beside(path, &["copy", "schema"])
}

/// Files beside `path` that are named after it and one of these words, the newest first.
fn beside(path: &Path, words: &[&str]) -> Vec<PathBuf> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // After the word stands a number: a copy that a sync program made of one is not ours.
    let is_number = |rest: &str| rest.trim_end_matches('x').bytes().all(|byte| byte.is_ascii_digit());
    let is_one = |name: &str| {
        let rest = |word: &&str| name.strip_prefix(&format!("{stem}.{word}-"))?.strip_suffix(".sqlite");
        words.iter().filter_map(rest).any(is_number)
    };
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let mut found: Vec<(std::time::SystemTime, PathBuf)> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            is_one(&name)
        })
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, path)| path).collect()
}

impl Store {
    /// The names of files beside the profile's that hold another version of it: programs that sync folders
    /// make them when two computers have written. They are left as they are.
    pub fn conflict_copies(&self) -> Vec<String> {
        let stem = FILE.trim_end_matches(".sqlite");
        let own = ["copy", "schema", "damaged"];
        let ours = beside(&self.folder().join(FILE), &own);
        let is_ours = |path: &Path| ours.iter().any(|own| own == path);
        let is_work = |name: &str| {
            name == FILE
                || ["copying", "rebuilding"].iter().any(|work| name.starts_with(&format!("{stem}.{work}")))
        };
        let entries = fs::read_dir(self.folder()).into_iter().flatten().flatten();
        let mut found: Vec<String> = entries
            .filter(|entry| !is_ours(&entry.path()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with(stem) && name.ends_with(".sqlite") && !is_work(name))
            .collect();
        found.sort();
        found
    }

    /// Keeps a copy of the file as it stands, when anything was written since the last one; whether it did.
    /// Edits go on meanwhile.
    ///
    /// # Errors
    /// See [`StoreError`]; then the next call tries again.
    pub fn keep_copy(&self, now: Millis) -> Result<bool, StoreError> {
        if self.only_looks() || !self.is_changed.swap(false, Ordering::Relaxed) {
            return Ok(false);
        }
        self.copy(now).inspect_err(|_| self.is_changed.store(true, Ordering::Relaxed))?;
        Ok(true)
    }

    fn copy(&self, now: Millis) -> Result<(), StoreError> {
        let path = self.folder().join(FILE);
        let part = path.with_extension("copying.sqlite");
        remove(&part)?;
        connect(&path)?.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
        settle_name(&part, &free_name(&path, &format!("copy-{}", now / 1000)))?;
        let ours = |copy: &PathBuf| copy.to_string_lossy().contains(".copy-");
        for old in copies(&path).into_iter().filter(ours).skip(KEPT) {
            fs::remove_file(&old).map_err(|source| folder_fault(&old, source))?;
        }
        Ok(())
    }

    /// Removes every copy, those of earlier schemas and damaged files too.
    pub(crate) fn forget_copies(&self) -> Result<(), StoreError> {
        let path = self.folder().join(FILE);
        let entries = fs::read_dir(self.folder()).map_err(|source| folder_fault(self.folder(), source))?;
        let stem = FILE.trim_end_matches("sqlite");
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_copy = ["copy-", "schema-", "damaged-", "copying", "rebuilding"]
                .iter()
                .any(|kind| name.strip_prefix(stem).is_some_and(|rest| rest.starts_with(kind)));
            if is_copy && entry.path() != path {
                fs::remove_file(entry.path()).map_err(|source| folder_fault(&entry.path(), source))?;
            }
        }
        Ok(())
    }
}

/// Builds the file at `path`, where none is, from the newest copy that is whole, and adds what can still be
/// read in the file that was moved to `damaged`.
pub(crate) fn rebuild(
    path: &Path,
    migrations: &[&str],
    damaged: PathBuf,
) -> Result<(Connection, MovedAside), StoreError> {
    let mut moved = MovedAside { to: damaged, ..MovedAside::default() };
    // All of it is done beside, and takes its name last: a crash on the way leaves everything to be done again.
    let part = path.with_extension("rebuilding.sqlite");
    remove(&part)?;
    // SQLite would take an empty one for a file that begins here.
    let has_content = |copy: &PathBuf| fs::metadata(copy).is_ok_and(|file| file.len() > 0);
    for copy in copies(path).into_iter().filter(has_content) {
        // The copy itself stays as it is: looking at it could change it.
        fs::copy(&copy, &part).map_err(|source| folder_fault(&part, source))?;
        if matches!(look(&part, migrations), Ok(Look::Usable(_))) {
            moved.rebuilt_from = Some(copy);
            break;
        }
        remove(&part)?;
    }
    let mut connection = connect(&part)?;
    migrate(&mut connection, path, migrations)?;
    // Where an earlier rebuild was cut short, what it moved aside is the file that was lost.
    let sources = [vec![moved.to.clone()], beside(path, &["damaged"])].concat();
    let written = |file: &PathBuf| fs::metadata(file).and_then(|file| file.modified()).ok();
    let copied = moved.rebuilt_from.as_ref().and_then(written);
    // One of long ago is older than the copy, and has nothing to add.
    let has_more = |file: &PathBuf| {
        fs::metadata(file).is_ok_and(|file| file.len() > 0) && (*file == moved.to || written(file) >= copied)
    };
    let source = sources.into_iter().find(has_more);
    // The Sandbox's file holds no partners of the person.
    if path.file_name().is_some_and(|name| name == FILE) {
        let Salvaged { has_all, lost, partly } = salvage(&mut connection, source.as_deref())?;
        (moved.has_all, moved.lost, moved.partly) = (has_all, lost, partly);
    }
    moved.to = source.unwrap_or(moved.to);
    connection.close().map_err(|(_, error)| StoreError::from(error))?;
    settle_name(&part, path)?;
    let mut connection = connect(path)?;
    migrate(&mut connection, path, migrations)?;
    Ok((connection, moved))
}

/// Removes a file that may not be there, with what SQLite keeps beside it.
fn remove(path: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let path = PathBuf::from(format!("{}{ending}", path.display()));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(folder_fault(&path, error));
            }
            _ => {}
        }
    }
    Ok(())
}
