//! Running other programs from the root of the repository.

use crate::Outcome;
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A command at the root.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// A program that was built, by profile and name.
pub(crate) fn built(profile: &str, name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join(profile).join(name)
}

/// Runs a command whose output is shown.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Outcome {
    finish(command(program, arguments), &format!("{program} {}", arguments.join(" ")))
}

/// Runs npm in the folder of the page.
pub(crate) fn npm(arguments: &[&str]) -> Outcome {
    let mut command = command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(root().join("ui"));
    finish(command, &format!("npm {}", arguments.join(" ")))
}

/// Runs a prepared command and says what failed.
pub(crate) fn finish(mut command: Command, what: &str) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{what}` failed ({status})")),
        Err(error) => Err(format!("`{what}` could not be started: {error}")),
    }
}

/// Starts a program that is ended together with those that it starts itself, where the system has groups of them.
pub(crate) fn in_its_own_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

/// Whether a program can be found and started.
pub(crate) fn exists(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}
