//! The log as daily files of the profile. The shell writes them; a report of a problem ends with their latest
//! lines.

use std::{
    collections::VecDeque,
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// The folder of the log files, in the profile's folder.
pub const LOG_FOLDER: &str = "logs";
/// How the name of a log file begins; the day follows.
pub const LOG_PREFIX: &str = "partner-desk";
/// How it ends.
pub const LOG_SUFFIX: &str = "log";

const LINES: usize = 50;
const BYTES: usize = 16 * 1024;

/// The latest lines of the log, the newest last, with `~` for the home folder. Blocks.
///
/// # Errors
/// When there is no log, or it cannot be read.
pub(crate) fn latest_lines(profile: &Path, home: Option<&Path>) -> io::Result<Vec<String>> {
    let files = files(profile)?;
    let (mut latest, mut room) = (VecDeque::new(), BYTES);
    for file in files.iter().rev() {
        let text = match tail(file) {
            Ok(text) => text,
            Err(error) if latest.is_empty() => return Err(error),
            Err(_) => break,
        };
        for line in text.lines().rev() {
            let line = without_home(&cleaned(line), home);
            if latest.len() == LINES || line.len() >= room {
                return Ok(latest.into());
            }
            room -= line.len() + 1;
            latest.push_front(line);
        }
    }
    if latest.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(latest.into()) }
}

/// Empties every log file; one that somebody has open goes on empty. Blocks.
///
/// # Errors
/// The first fault; what could be emptied is.
pub(crate) fn empty(profile: &Path) -> io::Result<()> {
    let mut result = Ok(());
    for file in files(profile)? {
        let emptied = File::options().write(true).open(file).and_then(|file| file.set_len(0));
        result = result.and(emptied);
    }
    result
}

/// The log files, by the day in their names.
fn files(profile: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(profile.join(LOG_FOLDER))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && name.starts_with(LOG_PREFIX) && name.ends_with(LOG_SUFFIX) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// The whole lines at the end of a file.
fn tail(path: &PathBuf) -> io::Result<String> {
    let mut file = File::open(path)?;
    let skipped = file.metadata()?.len().saturating_sub(BYTES as u64);
    file.seek(SeekFrom::Start(skipped))?;
    let mut bytes = Vec::new();
    file.take(BYTES as u64).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    if skipped == 0 {
        return Ok(text.into_owned());
    }
    Ok(text.split_once('\n').map_or_else(String::new, |(_, whole)| whole.to_owned()))
}

/// Nobody knows who has written into the file since.
fn cleaned(line: &str) -> String {
    line.chars().filter(|char| !char.is_control()).collect()
}

/// The name of the home folder is that of a person. Quoted texts hold it with each backslash twice.
fn without_home(line: &str, home: Option<&Path>) -> String {
    let home = home.map(|home| home.display().to_string()).unwrap_or_default();
    if home.len() < 2 {
        return line.to_owned();
    }
    let line = with_tilde(line, &home);
    if home.contains('\\') { with_tilde(&line, &home.replace('\\', "\\\\")) } else { line }
}

/// With `~` for each `home` that is not the beginning of a longer name.
fn with_tilde(line: &str, home: &str) -> String {
    let mut short = String::with_capacity(line.len());
    let mut parts = line.split(home);
    short.extend(parts.next());
    for part in parts {
        let is_longer = part.starts_with(|char: char| char.is_alphanumeric() || "-_.".contains(char));
        short.push_str(if is_longer { home } else { "~" });
        short.push_str(part);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn profile(files: &[(&str, &str)]) -> tempfile::TempDir {
        let profile = tempfile::tempdir().unwrap();
        fs::create_dir(profile.path().join(LOG_FOLDER)).unwrap();
        for (name, text) in files {
            let path = profile.path().join(LOG_FOLDER).join(name);
            File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
        }
        profile
    }

    fn numbered(numbers: std::ops::Range<usize>, filler: &str) -> String {
        numbers.map(|number| format!("line {number}{filler}\n")).collect()
    }

    #[test]
    fn the_latest_lines_are_taken_from_the_newest_files() {
        let profile = profile(&[
            ("partner-desk.2026-01-09.log", &numbered(0..30, "")),
            ("partner-desk.2026-01-10.log", &numbered(30..60, "")),
            ("notes.txt", "a file of others"),
        ]);
        let lines = latest_lines(profile.path(), None).unwrap();
        assert_eq!(lines.join("\n") + "\n", numbered(10..60, ""));
    }

    #[test]
    fn long_lines_fill_no_report_and_none_is_cut() {
        let filler = "é".repeat(500);
        let profile = profile(&[("partner-desk.2026-01-10.log", &numbered(0..40, &filler))]);
        let lines = latest_lines(profile.path(), None).unwrap();
        assert!(lines.iter().map(|line| line.len() + 1).sum::<usize>() <= BYTES);
        assert!((14..=16).contains(&lines.len()), "{}", lines.len());
        assert!(lines.iter().all(|line| line.starts_with("line ") && line.ends_with(&filler)));
    }

    #[test]
    fn the_home_folder_and_control_characters_are_left_out() {
        let text = "moved to /home/ann/x\u{1b}[2J, /home/anna/y, \"/home/ann\"\n";
        let profile = profile(&[("partner-desk.2026-01-10.log", text)]);
        let lines = latest_lines(profile.path(), Some(Path::new("/home/ann"))).unwrap();
        assert_eq!(lines, ["moved to ~/x[2J, /home/anna/y, \"~\""]);
        let line = r#"to "C:\\Users\\ann\\x" C:\Users\ann\y"#;
        assert_eq!(without_home(line, Some(Path::new(r"C:\Users\ann"))), r#"to "~\\x" ~\y"#);
    }

    #[test]
    fn an_erased_log_is_empty_and_goes_on_in_the_file_that_is_open() {
        let names = ["partner-desk.2026-01-09.log", "partner-desk.2026-01-10.log"];
        let profile = profile(&names.map(|name| (name, "a host\n")));
        let folder = profile.path().join(LOG_FOLDER);
        let mut open = File::options().append(true).open(folder.join(names[1])).unwrap();
        empty(profile.path()).unwrap();
        open.write_all(b"later\n").unwrap();
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(names.map(text), ["", "later\n"]);
    }

    #[test]
    fn a_log_that_is_not_there_or_is_no_file_is_an_error() {
        assert!(latest_lines(tempfile::tempdir().unwrap().path(), None).is_err());
        assert!(latest_lines(profile(&[("partner-desk.2026-01-10.log", "")]).path(), None).is_err());
        let profile = profile(&[]);
        fs::create_dir(profile.path().join(LOG_FOLDER).join("partner-desk.2026-01-10.log")).unwrap();
        assert!(latest_lines(profile.path(), None).is_err());
    }
}
