//! `pack` and `verify`: the evidence pack as a folder or a zip file.

use crate::{
    BAD_FILE, Failure, NOT_KNOWN,
    arguments::{PackArguments, VerifyArguments},
    input,
    output::{printable, say},
    profile::{self, FileArguments},
};
use desk::{PackFit, unzip_pack, verify_pack, zip_pack};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::Path,
};
use text::render;

type Files = BTreeMap<String, Vec<u8>>;

/// Larger packs are not read.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// A pack has fewer files.
const MOST_FILES: usize = 32;

/// Checks a partner from a file and writes the evidence pack of it.
pub(crate) async fn make(folder: &Path, arguments: PackArguments) -> Result<u8, Failure> {
    let output = arguments.output.as_path();
    let failed = |error: &io::Error| {
        let args = [("path", &*output.display().to_string()), ("reason", &*error.to_string())];
        Failure::new(NOT_KNOWN, render("error.file.not_written", &args))
    };
    // Before minutes of checks, and again before anything is written.
    free(output)?;
    let file = FileArguments {
        file: &arguments.file,
        environment: Some(arguments.environment),
        sandbox: arguments.sandbox.as_deref(),
        tokens: &arguments.tokens,
    };
    let (desk, source) = profile::open_file(folder, file).await?;
    let report = desk.app.pack_file(source).await.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    free(output)?;
    if is_zip(output) {
        let zip = zip_pack(&report.files, output).map_err(|reason| Failure::new(NOT_KNOWN, reason))?;
        let written = fs::File::create_new(output).and_then(|mut file| file.write_all(&zip));
        if let Err(error) = written {
            if error.kind() != io::ErrorKind::AlreadyExists {
                // A part of a pack is none.
                let _ = fs::remove_file(output);
            }
            return Err(failed(&error));
        }
    } else {
        write(output, &report.files).map_err(|error| failed(&error))?;
    }
    let mut lines: Vec<String> = report.caveats.iter().map(|caveat| printable(caveat)).collect();
    let args = [("path", &*output.display().to_string()), ("hash", &report.content_hash)];
    lines.push(printable(&render("cli.pack.written", &args)));
    say(lines.join("\n")).await?;
    Ok(0)
}

/// Says whether a pack is as it was made and about the partner in a file.
pub(crate) async fn verify(arguments: VerifyArguments) -> Result<u8, Failure> {
    let record = profile::read_file(&arguments.file)?;
    let files = read(&arguments.pack).map_err(|message| Failure::new(BAD_FILE, message))?;
    let fit = verify_pack(&files, &record).map_err(|message| Failure::new(BAD_FILE, message))?;
    let (code, line) = match fit {
        PackFit::Fits => (0, render("cli.verify.fits", &[])),
        PackFit::Differs(fields) => (1, render("cli.verify.differs", &[("fields", &fields.join(", "))])),
    };
    say(printable(&line)).await?;
    Ok(code)
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"))
}

/// Whether a pack may be written there: nothing of anyone's is overwritten.
fn free(output: &Path) -> Result<(), Failure> {
    let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent.filter(|parent| is_zip(output) && !parent.is_dir()) {
        let shown = parent.display().to_string();
        return Err(Failure::new(NOT_KNOWN, render("cli.pack.no_folder", &[("path", &shown)])));
    }
    let is_free = match fs::read_dir(output) {
        Ok(mut entries) => !is_zip(output) && entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let shown = output.display().to_string();
    if is_free { Ok(()) } else { Err(Failure::new(NOT_KNOWN, render("cli.pack.taken", &[("path", &shown)]))) }
}

fn write(folder: &Path, files: &Files) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, content) in files {
        // Only a file that is not there yet.
        fs::File::create_new(folder.join(name))?.write_all(content)?;
    }
    Ok(())
}

fn read(pack: &Path) -> Result<Files, String> {
    if !pack.is_dir() {
        return unzip_pack(&input::read(pack, MOST_BYTES, "cli.pack.too_large")?);
    }
    let shown = pack.display().to_string();
    let unreadable =
        |error: io::Error| render("cli.file.unreadable", &[("path", &shown), ("reason", &error.to_string())]);
    let mut files = Files::new();
    let mut left = MOST_BYTES;
    for entry in fs::read_dir(pack).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let content = input::read(&entry.path(), left, "cli.pack.too_large")?;
        left = left.saturating_sub(content.len() as u64);
        files.insert(name, content);
        if files.len() > MOST_FILES {
            return Err(format!("{shown}: {}", render("cli.pack.too_large", &[])));
        }
    }
    Ok(files)
}
