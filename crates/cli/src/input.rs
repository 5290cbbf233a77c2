//! Files that are named on the command line.

use std::{
    fs::{self, File, FileType},
    io::Read,
    path::Path,
};
use text::render;

/// Reads a file of at most `limit` bytes; larger ones are refused with the sentence of `too_large`.
pub(crate) fn read(path: &Path, limit: u64, too_large: &str) -> Result<Vec<u8>, String> {
    let shown = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        render("cli.file.unreadable", &[("path", &shown), ("reason", &error.to_string())])
    };
    let regular = |kind: FileType| match kind {
        kind if kind.is_file() => Ok(()),
        kind if kind.is_dir() => Err(render("cli.file.folder", &[("path", &shown)])),
        _ => Err(render("cli.file.special", &[("path", &shown)])),
    };
    // Looked at before, since a pipe would make the opening wait, and after, since it may have changed.
    regular(fs::metadata(path).map_err(unreadable)?.file_type())?;
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    regular(metadata.file_type())?;
    let refused = || format!("{shown}: {}", render(too_large, &[]));
    if metadata.len() > limit {
        return Err(refused());
    }
    // A file may grow, and those of /proc say that they are empty.
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit { Err(refused()) } else { Ok(bytes) }
}
