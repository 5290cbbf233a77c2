//! A pack as one file. What comes from others is read within limits, and only into memory.

use crate::error::PackError;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A pack has eight files.
const MAX_FILES: usize = 32;
/// All files together, unpacked.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The files of a pack, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The files as a zip file with `name` as its comment. The same files give the same bytes.
///
/// # Errors
/// The files are more than a pack can have, so that nobody could read them again.
pub fn zip(files: &Files, name: &str) -> Result<Vec<u8>, PackError> {
    if files.len() > MAX_FILES {
        return Err(PackError::TooMany);
    }
    if files.values().map(|bytes| bytes.len() as u64).sum::<u64>() > MAX_BYTES {
        return Err(PackError::TooLarge);
    }
    written(files, name).map_err(|_| PackError::TooLarge)
}

fn written(files: &Files, name: &str) -> Result<Vec<u8>, ZipError> {
    // The first moment that a zip file knows, the same rights everywhere: nothing of this computer is in it.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(zip::System::Unix)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (file, bytes) in files {
        writer.start_file(file.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    writer.set_comment(name)?;
    Ok(writer.finish()?.into_inner())
}

/// The files of a zip file.
///
/// # Errors
/// The first reason why it can't be one of ours.
pub fn unzip(bytes: &[u8]) -> Result<Files, PackError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PackError::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackError::NotAZip)?;
    if archive.len() > MAX_FILES {
        return Err(PackError::TooMany);
    }
    if archive.has_duplicate_names() {
        return Err(PackError::Duplicate);
    }
    let mut files = Files::new();
    let mut left = MAX_BYTES;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| PackError::NotAZip)?;
        let name = file.name().map_err(|_| PackError::NotAZip)?.into_owned();
        if !is_name(&name) || file.is_dir() || file.is_symlink() {
            return Err(PackError::Name(name));
        }
        let mut content = Vec::new();
        // The size that is claimed may be a lie: what is unpacked is counted.
        file.take(left + 1).read_to_end(&mut content).map_err(|_| PackError::NotAZip)?;
        left = left.checked_sub(content.len() as u64).ok_or(PackError::TooLarge)?;
        if files.insert(name, content).is_some() {
            return Err(PackError::Duplicate);
        }
    }
    Ok(files)
}

/// Letters, digits, dots and hyphens: no folder, no drive, no `..`, nothing that hides.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    !name.is_empty() && name.len() <= 64 && !name.contains("..") && name.chars().all(is_plain)
}
