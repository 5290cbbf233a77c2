//! Opening a file, and building it anew from the newest copy that is whole when it cannot be used.

use super::connect::{Look, connect, look, migrate};
use super::kind::{FileKind, Salvaged};
use super::names::{beside, copies, move_aside, remove, settle_name};
use crate::{Millis, MovedAside, StoreError};
use rusqlite::Connection;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Opens a file. One that is whole, but of which the content cannot be told, is built anew like a damaged one:
/// else one partner would stand in the way of all.
pub(crate) fn open(
    path: &Path,
    kind: &FileKind,
    now: Millis,
) -> Result<(Connection, Option<MovedAside>), StoreError> {
    if let Look::Usable(mut connection) = look(path, kind)? {
        migrate(&mut connection, path, kind)?;
        if (kind.is_told)(&connection)? {
            return Ok((connection, None));
        }
        connection.close().map_err(|(_, error)| StoreError::from(error))?;
    }
    let to = move_aside(path, now)?;
    let (connection, moved) = rebuild(path, kind, to)?;
    Ok((connection, Some(moved)))
}

/// Builds the file at `path`, where none is, from the newest copy that is whole, and adds what can still be
/// read in the file that was moved to `damaged`.
fn rebuild(path: &Path, kind: &FileKind, damaged: PathBuf) -> Result<(Connection, MovedAside), StoreError> {
    let mut moved = MovedAside { to: damaged, ..MovedAside::default() };
    // All of it is done beside, and takes its name last: a crash on the way leaves everything to be done again.
    let part = path.with_extension("rebuilding.sqlite");
    remove(&part)?;
    // SQLite would take an empty one for a file that begins here.
    let has_content = |copy: &PathBuf| fs::metadata(copy).is_ok_and(|file| file.len() > 0);
    for copy in copies(path).into_iter().filter(has_content) {
        // The copy itself stays as it is: looking at it could change it.
        fs::copy(&copy, &part).map_err(|source| StoreError::of_file(&part, source))?;
        if matches!(look(&part, kind), Ok(Look::Usable(_))) {
            moved.rebuilt_from = Some(copy);
            break;
        }
        remove(&part)?;
    }
    let mut connection = connect(&part)?;
    migrate(&mut connection, path, kind)?;
    // Where an earlier rebuild was cut short, what it moved aside is the file that was lost.
    let sources = [vec![moved.to.clone()], beside(path, &["damaged"])].concat();
    let written = |file: &PathBuf| fs::metadata(file).and_then(|file| file.modified()).ok();
    let copied = moved.rebuilt_from.as_ref().and_then(written);
    // One of long ago is older than the copy, and has nothing to add.
    let has_more = |file: &PathBuf| {
        fs::metadata(file).is_ok_and(|file| file.len() > 0) && (*file == moved.to || written(file) >= copied)
    };
    let source = sources.into_iter().find(has_more);
    let Salvaged { has_all, lost, partly } = (kind.salvage)(&mut connection, source.as_deref())?;
    (moved.has_all, moved.lost, moved.partly) = (has_all, lost, partly);
    moved.to = source.unwrap_or(moved.to);
    connection.close().map_err(|(_, error)| StoreError::from(error))?;
    settle_name(&part, path)?;
    let mut connection = connect(path)?;
    migrate(&mut connection, path, kind)?;
    Ok((connection, moved))
}
