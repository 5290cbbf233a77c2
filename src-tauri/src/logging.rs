//! Where the log goes: warnings to the terminal, more of it into daily files of the profile.

use desk::{LOG_FOLDER, LOG_PREFIX, LOG_SUFFIX};
use parking_lot::Mutex;
use std::{
    fs,
    io::{self, Write},
    path::Path,
    sync::OnceLock,
};
use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_appender::{
    non_blocking::{NonBlocking, WorkerGuard},
    rolling::{InitError, RollingFileAppender, Rotation},
};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    fmt::{self, MakeWriter, writer::OptionalWriter},
    layer::SubscriberExt,
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// Our own crates, as they name themselves in the log: what they tell is kept from INFO on.
const OURS: [&str; 18] = [
    "partner_desk",
    "desk",
    "client",
    "contract",
    "article_draft",
    "developer_report",
    "pack",
    "vault",
    "store",
    "sandbox",
    "checks",
    "partner",
    "logo",
    "logo_process",
    "redact",
    "text",
    "evidence",
    "sandbox_api",
];
/// A file a day.
const FILES_KEPT: usize = 14;
/// A longer line is cut: one that foreign text makes long must not push all others out of the report.
const LINE_BYTES: usize = 4 * 1024;

/// Set once the profile's folder is known; until then the terminal alone has the log.
static FILE: OnceLock<NonBlocking> = OnceLock::new();

/// Begins the log. Its file follows when the profile's folder is known.
pub(crate) fn begin() {
    let terminal =
        fmt::layer().without_time().with_ansi(false).with_writer(io::stderr).with_filter(LevelFilter::WARN);
    let file = || OneLine(FILE.get().cloned().map_or_else(OptionalWriter::none, OptionalWriter::some));
    tracing_subscriber::registry().with(terminal).with(file_layer(file)).init();
}

/// Writes the log into the profile's folder too. A folder that cannot be written costs the files and nothing
/// else.
pub(crate) fn write_files(profile: &Path) -> LogFiles {
    let opened = open(&profile.join(LOG_FOLDER));
    let guard = match opened {
        Ok((writer, guard)) => {
            // Taken only when it was set before, and then that one goes on.
            let _ = FILE.set(writer);
            tracing::info!(
                version = env!("CARGO_PKG_VERSION"),
                system = std::env::consts::OS,
                process = std::process::id(),
                "Partner Desk starts"
            );
            Some(guard)
        }
        Err(error) => {
            tracing::warn!(%error, "no log file can be written, so the log goes to the terminal alone");
            None
        }
    };
    LogFiles(Mutex::new(guard))
}

/// The log files while they are written. They are written by a thread of their own, so that no command waits
/// for the disk.
pub(crate) struct LogFiles(Mutex<Option<WorkerGuard>>);

impl LogFiles {
    /// Writes what is still on its way. The last thing before the app ends.
    pub(crate) fn finish(&self) {
        drop(self.0.lock().take());
    }
}

/// Opens the file of the day to add to it: a second window on the same profile writes into it too.
fn open(folder: &Path) -> Result<(NonBlocking, WorkerGuard), InitError> {
    // The appender counts the files before it makes their folder, and complains when there is none. That it
    // cannot be made, the appender says.
    let _ = fs::create_dir_all(folder);
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(LOG_PREFIX)
        .filename_suffix(LOG_SUFFIX)
        .max_log_files(FILES_KEPT)
        .build(folder)?;
    Ok(tracing_appender::non_blocking(appender))
}

fn file_layer<S, W>(writer: W) -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let kept = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets(OURS.map(|name| (name, LevelFilter::INFO)));
    fmt::layer().with_ansi(false).with_writer(writer).with_filter(kept)
}

/// Makes one line of each entry, whatever texts of others stand in it: the formatter writes an entry at once, and
/// escapes some of them only.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, entry: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(entry);
        let mut line = String::with_capacity(text.len());
        for char in text.trim_end().chars() {
            if line.len() >= LINE_BYTES {
                line.push('…');
                break;
            }
            // Separators of lines and what changes the direction of writing are no control characters.
            if char.is_control() || matches!(char, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
                line.extend(char.escape_default());
            } else {
                line.push(char);
            }
        }
        line.push('\n');
        self.0.write_all(line.as_bytes())?;
        Ok(entry.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs::File, sync::Arc};

    #[derive(Clone, Default)]
    struct Buffer(Arc<Mutex<Vec<u8>>>);

    impl Write for Buffer {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What the file would hold after some work.
    fn logged(work: impl FnOnce()) -> String {
        let buffer = Buffer::default();
        let writer = buffer.clone();
        let layer = file_layer(move || OneLine(writer.clone()));
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), work);
        let bytes = buffer.0.lock().clone();
        String::from_utf8(bytes).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_text_of_others_forges_no_line_of_the_log_and_none_gets_too_long() {
        let forged = "x\r\n2026-01-01T00:00:00Z ERROR desk: forged\u{1b}[2J\u{85}\u{2028}\u{202e}";
        let text = logged(|| {
            let span = tracing::error_span!("command", name = %forged);
            let _inside = span.enter();
            tracing::warn!(shown = %forged, quoted = forged, "{forged}");
            tracing::warn!("{}", "é".repeat(100_000));
        });
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].contains("x\\r\\n2026-01-01") && lines[0].contains("\\u{1b}[2J"), "{text}");
        for line in lines {
            let odd = |char: char| char.is_control() || "\u{2028}\u{202e}".contains(char);
            assert!(line.ends_with('\n') && !line.trim_end().contains(odd), "{line:?}");
            assert!(line.len() <= LINE_BYTES + 8, "{}", line.len());
        }
    }

    #[test]
    fn the_log_has_the_time_in_utc_what_we_tell_and_the_warnings_of_others() {
        let text = logged(|| {
            tracing::info!(target: "desk::sync", "of ours");
            tracing::debug!(target: "desk::sync", "too small");
            tracing::warn!(target: "hyper::client", "a warning of others");
            tracing::info!(target: "hyper::client", "news of others");
        });
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].contains("Z  INFO desk::sync: of ours"), "{text}");
        assert!(lines[1].contains("Z  WARN hyper::client: a warning of others"), "{text}");
        assert!(lines[0].as_bytes()[10] == b'T' && lines[0].starts_with("20"), "{text}");
    }

    #[test]
    fn each_of_our_crates_is_told_of() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
        let names: BTreeSet<String> = names(&crates).iter().map(|name| name.replace('-', "_")).collect();
        // The window uses neither.
        for name in names.iter().filter(|name| !["cli", "power_cut"].contains(&name.as_str())) {
            assert!(OURS.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn two_windows_add_to_one_file_of_the_day() {
        let folder = tempfile::tempdir().unwrap();
        let logs = folder.path().join(LOG_FOLDER);
        let (mut first, first_guard) = open(&logs).unwrap();
        first.write_all(b"one\n").unwrap();
        drop(first_guard);
        let (mut second, second_guard) = open(&logs).unwrap();
        let (mut third, third_guard) = open(&logs).unwrap();
        second.write_all(b"two\n").unwrap();
        drop(second_guard);
        third.write_all(b"three\n").unwrap();
        drop(third_guard);
        let names = names(&logs);
        assert_eq!(names.len(), 1, "{names:?}");
        assert!(names[0].starts_with("partner-desk.20") && names[0].ends_with(LOG_SUFFIX), "{names:?}");
        assert_eq!(fs::read_to_string(logs.join(&names[0])).unwrap(), "one\ntwo\nthree\n");
    }

    #[test]
    fn fourteen_files_are_kept_and_files_of_others_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for day in 1..=20 {
            let path = folder.path().join(format!("partner-desk.2020-01-{day:02}.log"));
            File::create(&path).unwrap();
            // The clock of a file system is coarse: files of one tick are of one age.
            while tempfile::tempfile().unwrap().metadata().unwrap().modified().unwrap()
                <= path.metadata().unwrap().modified().unwrap()
            {}
        }
        File::create(folder.path().join("notes.txt")).unwrap();
        drop(open(folder.path()).unwrap());
        let names = names(folder.path());
        assert_eq!(names.len(), FILES_KEPT + 1, "{names:?}");
        assert!(names.contains(&"notes.txt".to_owned()), "{names:?}");
        assert!(!names.contains(&"partner-desk.2020-01-07.log".to_owned()), "{names:?}");
    }

    #[test]
    fn a_folder_that_cannot_be_written_costs_the_files_alone() {
        let folder = tempfile::tempdir().unwrap();
        let profile = folder.path().join("profile");
        File::create(&profile).unwrap();
        let files = write_files(&profile);
        assert!(files.0.lock().is_none());
        files.finish();
        assert!(FILE.get().is_none());
    }
}
