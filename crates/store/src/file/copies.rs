//! Copies of a file: kept while it changes, told from those that other programs make, forgotten with the data.

use super::connect::connect;
use super::names::{beside, copies, free_name, remove, settle_name};
use crate::{Millis, StoreError};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How many copies are kept.
const KEPT: usize = 3;

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Keeps a copy of the file as it stands. Writes go on meanwhile.
pub(crate) fn keep_copy(path: &Path, now: Millis) -> Result<(), StoreError> {
    let part = path.with_extension("copying.sqlite");
    remove(&part)?;
    connect(path)?.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    settle_name(&part, &free_name(path, &format!("copy-{}", now / 1000)))?;
    let ours = |copy: &PathBuf| copy.to_string_lossy().contains(".copy-");
    for old in copies(path).into_iter().filter(ours).skip(KEPT) {
        fs::remove_file(&old).map_err(|source| StoreError::of_file(&old, source))?;
    }
    Ok(())
}

/// The names of files beside `path` that hold another version of it and are none of ours.
pub(crate) fn conflict_copies(path: &Path) -> Vec<String> {
    let stem = stem(path);
    let ours = beside(path, &["copy", "schema", "damaged"]);
    let is_ours = |entry: &Path| ours.iter().any(|own| own == entry);
    let is_work = |name: &str| {
        name == format!("{stem}.sqlite")
            || ["copying", "rebuilding"].iter().any(|work| name.starts_with(&format!("{stem}.{work}")))
    };
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut found: Vec<String> = entries
        .filter(|entry| !is_ours(&entry.path()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(&stem) && name.ends_with(".sqlite") && !is_work(name))
        .collect();
    found.sort();
    found
}

/// Removes every copy, those of earlier schemas and damaged files too.
pub(crate) fn forget_copies(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let entries = fs::read_dir(folder).map_err(|source| StoreError::of_file(folder, source))?;
    let stem = format!("{}.", stem(path));
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_copy = ["copy-", "schema-", "damaged-", "copying", "rebuilding"]
            .iter()
            .any(|kind| name.strip_prefix(&stem).is_some_and(|rest| rest.starts_with(kind)));
        if is_copy && entry.path() != path {
            fs::remove_file(entry.path()).map_err(|source| StoreError::of_file(&entry.path(), source))?;
        }
    }
    Ok(())
}
