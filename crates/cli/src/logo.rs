//! `logo`: a picture in, an SVG that Recruitee takes out.

use crate::{
    BAD_FILE, Failure, NOT_KNOWN, input,
    output::{aside, printable, say},
};
use desk::{LogoFile, MAX_LOGO_BYTES, WireError, convert_logo};
use std::{
    fs::{self, File, Metadata, Permissions},
    io::{self, Write},
    path::Path,
};
use text::render;

/// Converts a file and says what was wrong with it.
pub(crate) async fn run(input: &Path, output: &Path, json: bool) -> Result<u8, Failure> {
    let bytes = input::read(input, MAX_LOGO_BYTES as u64, "error.logo.too_large")
        .map_err(|message| Failure::new(BAD_FILE, message))?;
    // Large pictures take seconds, in which a signal must still be heard.
    let converted = aside(move || Ok(convert_logo(&bytes))).await;
    let converted = converted.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    let bad = |error: WireError| Failure::new(BAD_FILE, format!("{}: {}", input.display(), error.message));
    let LogoFile { svg, findings } = converted.map_err(bad)?;
    write(output, &svg)?;
    let result = if json {
        let found: Vec<_> = findings
            .iter()
            .map(|finding| serde_json::json!({"title": finding.title, "detail": finding.detail, "tone": finding.tone}))
            .collect();
        format!("{:#}", serde_json::json!({ "bytes": svg.len(), "findings": found }))
    } else {
        let found = findings
            .iter()
            .map(|finding| format!("{:<7} {}: {}", finding.tone.key(), finding.title, finding.detail));
        let wrote = format!("wrote {} ({} bytes)", output.display(), svg.len());
        let lines: Vec<String> = found.chain([wrote]).map(|line| printable(&line)).collect();
        lines.join("\n")
    };
    say(result).await?;
    Ok(0)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
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
