//! The names of a file, its copies and its damaged versions.

use crate::{Millis, StoreError};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// Gives a file that is written its name, so that after a power cut there is all of it below that name or
/// nothing.
pub(crate) fn settle_name(part: &Path, whole: &Path) -> Result<(), StoreError> {
    let settle = || -> std::io::Result<()> {
        // Windows syncs only through a handle that may write.
        File::options().write(true).open(part)?.sync_all()?;
        fs::rename(part, whole)?;
        // Folders cannot be synced on Windows; there the name is written with the file.
        if cfg!(unix)
            && let Some(folder) = whole.parent()
        {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    settle().map_err(|source| StoreError::of_file(whole, source))
}

/// Our copies beside `path`, the newest first.
pub(crate) fn copies(path: &Path) -> Vec<PathBuf> {
    beside(path, &["copy", "schema"])
}

/// Files beside `path` that are named after it and one of these words, the newest first.
pub(crate) fn beside(path: &Path, words: &[&str]) -> Vec<PathBuf> {
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

/// A name beside the file that nothing has yet.
pub(crate) fn free_name(path: &Path, ending: &str) -> PathBuf {
    let name = |count: usize| path.with_extension(format!("{ending}{}.sqlite", "x".repeat(count)));
    (0..100).map(name).find(|free| !free.exists()).unwrap_or_else(|| name(100))
}

/// Renames the file and what SQLite keeps beside it, to a name that nothing has yet.
pub(crate) fn move_aside(path: &Path, now: Millis) -> Result<PathBuf, StoreError> {
    let to = free_name(path, &format!("damaged-{}", now / 1000));
    for ending in ["", "-wal", "-shm"] {
        let with = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        if with(path).exists() {
            fs::rename(with(path), with(&to)).map_err(|source| StoreError::of_file(path, source))?;
        }
    }
    Ok(to)
}

/// Removes a file that may not be there, with what SQLite keeps beside it.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let path = PathBuf::from(format!("{}{ending}", path.display()));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::of_file(&path, error));
            }
            _ => {}
        }
    }
    Ok(())
}
