//! `logo`: a picture in, an SVG that Recruitee takes out.

use crate::{
    BAD_FILE, Failure, NOT_KNOWN, input,
    output::{aside, printable, say},
};
use desk::{LogoFile, LogoNote, LogoRefusal, MAX_LOGO_BYTES, convert_logo};
use serde_json::{Value, json};
use std::{
    fs::{self, File, Metadata, Permissions},
    io::{self, Write},
    path::Path,
};
use text::render;

/// The file could be read, and can't become a logo.
const REFUSED: u8 = 1;

/// Converts a file and says what was wrong with it.
pub(crate) async fn run(input: &Path, output: &Path, json: bool) -> Result<u8, Failure> {
    let bytes = input::read(input, MAX_LOGO_BYTES as u64, "error.logo.too_large")
        .map_err(|message| Failure::new(BAD_FILE, message))?;
    // Large pictures take seconds, in which a signal must still be heard.
    let converted = aside(move || Ok(convert_logo(&bytes))).await;
    let converted = converted.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    let LogoFile { svg, findings, notes, repairs, likeness, method } = match converted {
        Ok(file) => file,
        Err(refusal) => return refused(input, refusal, json).await,
    };
    write(output, &svg)?;
    let result = if json {
        let report = json!({
            "accepted": true,
            "bytes": svg.len(),
            "findings": notes.iter().map(shown).collect::<Vec<_>>(),
            "likeness": likeness.map(|likeness| (likeness * 1000.0).round() / 1000.0),
            "method": method,
            "repairs": repairs.iter().map(|one| json!({"id": one.id, "sentence": one.sentence})).collect::<Vec<_>>(),
        });
        format!("{report:#}")
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

fn shown(note: &LogoNote) -> Value {
    json!({"id": note.id, "verdict": note.verdict, "sentence": note.sentence})
}

/// Says why a file is refused. A file that can't be read at all has an exit code of its own.
async fn refused(input: &Path, refusal: LogoRefusal, json: bool) -> Result<u8, Failure> {
    let code = if refusal.is_judged { REFUSED } else { BAD_FILE };
    let message = refusal.error.message;
    if json {
        let id = refusal.error.code.key().trim_start_matches("logo.").to_owned();
        let note = LogoNote { id, verdict: "fail", sentence: message.clone() };
        let report = json!({
            "accepted": false,
            "bytes": 0,
            "findings": [shown(&note)],
            "likeness": null,
            "method": null,
            "repairs": [],
        });
        say(format!("{report:#}")).await?;
    }
    Err(Failure::new(code, format!("{}: {message}", input.display())))
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
