//! Standard output and standard error. Both may be closed or full, so nothing here panics.

use crate::{Failure, NOT_KNOWN};
use std::{
    io::{self, Write},
    thread,
};
use text::render;
use tokio::sync::oneshot;

/// Does what may wait for ever (a pipe that nobody reads or writes) beside the runtime, so that a signal
/// still ends the process.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let (give, take) = oneshot::channel();
    thread::Builder::new().spawn(move || {
        // Nobody waits for it once a signal has come.
        let _ = give.send(work());
    })?;
    take.await.unwrap_or_else(|_| Err(io::Error::other("the work ended without a result")))
}

/// Writes a line or several to standard output.
pub(crate) async fn write(text: String) -> io::Result<()> {
    aside(move || {
        let mut output = io::stdout().lock();
        output.write_all(text.as_bytes())?;
        output.write_all(b"\n")?;
        output.flush()
    })
    .await
}

/// Says a result. Whoever has read enough of it and closed the pipe (`| head`) is no failure.
pub(crate) async fn say(text: String) -> Result<(), Failure> {
    heard(write(text).await)
}

/// Judges what became of writing to standard output.
pub(crate) fn heard(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(not_written(&error)),
        _ => Ok(()),
    }
}

/// The failure of standard output.
pub(crate) fn not_written(error: &io::Error) -> Failure {
    Failure::new(NOT_KNOWN, render("cli.output.failed", &[("reason", &error.to_string())]))
}

/// Says on standard error what went wrong.
pub(crate) fn complain(message: &str) {
    // When that is closed or full too, only the exit code is left to tell.
    let _ = writeln!(io::stderr(), "partner-desk-cli: {}", printable(message));
}

/// Sentences quote files and services; a terminal would obey their control characters.
pub(crate) fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
