//! Where tokens come from: the environment, or standard input when that is asked for.
//!
//! Standard input is never read unasked: it may be a terminal, a pipe that nobody writes to, or the rest of
//! the script that runs this command.

use crate::{Failure, NOT_KNOWN, USAGE, output::aside};
use desk::{UnparsedSecret, decode};
use std::{
    env,
    io::{self, IsTerminal, Read},
    time::Duration,
};
use text::render;

/// More than any token with its line break.
const MAX_KILOBYTES: u64 = 64;

/// A token from the environment; an empty variable is none.
#[expect(clippy::disallowed_methods, reason = "this is the edge at which tokens come in")]
pub(crate) fn from_environment(name: &str) -> Result<Option<UnparsedSecret>, Failure> {
    match env::var(name) {
        Ok(text) if text.trim().is_empty() => Ok(None),
        Ok(text) => Ok(Some(UnparsedSecret::new(text))),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => {
            Err(Failure::new(USAGE, render("cli.token.variable", &[("name", name)])))
        }
    }
}

/// The token on standard input, read to its end for at most `seconds`.
pub(crate) async fn from_standard_input(seconds: u64) -> Result<UnparsedSecret, Failure> {
    let misuse = |key: &str| Failure::new(USAGE, render(key, &[]));
    if io::stdin().is_terminal() {
        return Err(misuse("cli.token.terminal"));
    }
    let reading = aside(|| {
        // Room for all of it, so that no shorter copy of the token is left behind.
        let mut bytes = Vec::with_capacity(usize::try_from(MAX_KILOBYTES * 1024 + 2).unwrap_or_default());
        io::stdin().lock().take(MAX_KILOBYTES * 1024 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    let bytes = match tokio::time::timeout(Duration::from_secs(seconds), reading).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => {
            let reason = error.to_string();
            return Err(Failure::new(USAGE, render("cli.token.unreadable", &[("reason", &reason)])));
        }
        Err(_) => {
            let waited = render("cli.token.waited", &[("seconds", &seconds.to_string())]);
            return Err(Failure::new(NOT_KNOWN, waited));
        }
    };
    if bytes.len() as u64 > MAX_KILOBYTES * 1024 {
        let limit = MAX_KILOBYTES.to_string();
        return Err(Failure::new(USAGE, render("cli.token.too_long", &[("kilobytes", &limit)])));
    }
    let text = decode(&bytes).ok_or_else(|| misuse("cli.token.not_text"))?;
    if text.trim().is_empty() {
        return Err(misuse("cli.token.empty"));
    }
    Ok(UnparsedSecret::new(text))
}
