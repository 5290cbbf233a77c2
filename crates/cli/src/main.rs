//! `partner-desk-cli`: the same core without a window, for build servers.
//!
//! Exit codes: 0 ready or done, 1 a required check fails, 2 else one is not known or something did not
//! work, 64 the command is misused, 65 a file cannot be read; 128 and the number of the signal that ended it.

mod arguments;
mod article;
mod attached;
mod check;
mod contract;
mod input;
mod junit;
mod logo;
mod output;
mod output_file;
mod pack;
mod profile;
mod rehearse;
mod sandbox;
mod stop;
mod token;
mod watch;

use arguments::{Arguments, Command};
use clap::Parser;
use std::{process::ExitCode, time::Duration};
use stop::Stop;
use tempfile::TempDir;
use text::render;
use tokio::runtime::Runtime;

/// A command that is misused.
pub(crate) const USAGE: u8 = 64;
/// A file that cannot be read.
pub(crate) const BAD_FILE: u8 = 65;
/// Something did not work, so nothing is known.
pub(crate) const NOT_KNOWN: u8 = 2;
/// What still runs when the result is there, such as a look-up of a name, is waited for so long.
const SHUTDOWN: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    if let Some(code) = desk::serve_if_asked() {
        return code;
    }
    // Fails only when another provider is set already, and this is the first line of the process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let code = match Arguments::try_parse() {
        Ok(arguments) => run(arguments.command),
        Err(error) => usage(&error),
    };
    ExitCode::from(code.unwrap_or_else(|failure| {
        output::complain(&failure.message);
        failure.code
    }))
}

/// Says what is wrong with the arguments, or the help that was asked for.
fn usage(error: &clap::Error) -> Result<u8, Failure> {
    if error.use_stderr() {
        // When standard error is closed or full, only the exit code is left to tell.
        let _ = error.print();
        return Ok(USAGE);
    }
    output::heard(error.print().and_then(|()| std::io::Write::flush(&mut std::io::stdout())))?;
    Ok(0)
}

fn run(command: Command) -> Result<u8, Failure> {
    let broken = |error: std::io::Error| Failure::new(NOT_KNOWN, error);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(broken)?;
    // From here on a signal cannot end the process before its folder is removed.
    let stop = {
        let _inside = runtime.enter();
        Stop::new().map_err(broken)?
    };
    match command {
        Command::Check(arguments) => {
            in_folder(runtime, stop, async |folder| check::run(folder, arguments).await)
        }
        Command::Rehearse(arguments) => {
            in_folder(runtime, stop, async |folder| rehearse::run(folder, arguments).await)
        }
        Command::Sandbox(arguments) => match arguments.data.clone() {
            Some(folder) => until_stopped(&runtime, stop, sandbox::serve(&folder, arguments)),
            None => in_folder(runtime, stop, async |folder| sandbox::serve(folder, arguments).await),
        },
        Command::Article(arguments) => {
            in_folder(runtime, stop, async |folder| article::run(folder, arguments).await)
        }
        Command::Pack(arguments) => {
            in_folder(runtime, stop, async |folder| pack::make(folder, arguments).await)
        }
        Command::Watch(arguments) => {
            in_folder(runtime, stop, async |folder| watch::run(folder, arguments).await)
        }
        Command::Verify(arguments) => until_stopped(&runtime, stop, pack::verify(arguments)),
        Command::Contract(arguments) => until_stopped(&runtime, stop, contract::run(arguments)),
        Command::Logo(arguments) => until_stopped(&runtime, stop, logo::run(arguments)),
        Command::Faults { json } => until_stopped(&runtime, stop, sandbox::list_faults(json)),
    }
}

/// Works in a folder that is removed afterwards, whatever ends the work.
fn in_folder(
    runtime: Runtime,
    stop: Stop,
    work: impl AsyncFnOnce(&std::path::Path) -> Result<u8, Failure>,
) -> Result<u8, Failure> {
    let failed = |key: &str, args: &[(&str, &str)]| Failure::new(NOT_KNOWN, render(key, args));
    let folder =
        TempDir::new().map_err(|error| failed("cli.folder.failed", &[("reason", &error.to_string())]))?;
    let result = until_stopped(&runtime, stop, work(folder.path()));
    // Whoever still writes in the folder would keep it from being removed.
    runtime.shutdown_timeout(SHUTDOWN);
    let path = folder.path().display().to_string();
    if let Err(error) = folder.close() {
        let args = [("path", path.as_str()), ("reason", &error.to_string())];
        output::complain(&render("cli.folder.left", &args));
    }
    result
}

fn until_stopped(
    runtime: &Runtime,
    stop: Stop,
    work: impl Future<Output = Result<u8, Failure>>,
) -> Result<u8, Failure> {
    runtime.block_on(async {
        tokio::select! {
            code = stop.wait() => Ok(code),
            result = work => result,
        }
    })
}

/// Why nothing came of it, with the exit code.
pub(crate) struct Failure {
    pub(crate) code: u8,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(code: u8, message: impl ToString) -> Self {
        Self { code, message: message.to_string() }
    }
}
