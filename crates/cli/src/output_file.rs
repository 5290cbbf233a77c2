//! Files that a command writes where it is told to: whole or not at all.

use crate::{Failure, NOT_KNOWN};
use std::{
    fs::{self, File, Metadata, Permissions},
    io::{self, Write},
    path::Path,
};
use text::render;

/// Writes a file, in place of what stands there.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let failed = |error: io::Error| {
        let args = [("path", shown.as_str()), ("reason", &error.to_string())];
        Failure::new(NOT_KNOWN, render("error.file.not_written", &args))
    };
    match fs::metadata(path) {
        Ok(there) if there.is_file() => replace(path, text).map_err(failed),
        // Moving a file to where /dev/null stands would take that away.
        Ok(there) if is_character_device(&there) => File::options()
            .write(true)
            .open(path)
            .and_then(|mut device| device.write_all(text.as_bytes()))
            .map_err(failed),
        // Opening a pipe would wait for its reader.
        Ok(_) => Err(Failure::new(NOT_KNOWN, render("cli.output.special", &[("path", &shown)]))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => place(path, text, None).map_err(failed),
        Err(error) => Err(failed(error)),
    }
}

/// Puts a text in the place of a file, and leaves its permissions.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // Through a link, the file that it leads to.
    let target = fs::canonicalize(path)?;
    // What may not be written may not be replaced either.
    let there = File::options().write(true).open(&target)?;
    place(&target, text, Some(there.metadata()?.permissions()))
}

/// Writes a file whole or not at all: what stands there stays until the new one is on the disk.
fn place(target: &Path, text: &str, permissions: Option<Permissions>) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut making = tempfile::Builder::new();
    // As any program would create it; temporary files are for their owner alone.
    #[cfg(unix)]
    making.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = making.tempfile_in(folder.unwrap_or_else(|| Path::new(".")))?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(target).map(drop).map_err(|error| error.error)
}

#[cfg(unix)]
fn is_character_device(there: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_char_device(&there.file_type())
}

#[cfg(not(unix))]
fn is_character_device(_: &Metadata) -> bool {
    false
}
