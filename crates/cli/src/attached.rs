//! A Sandbox that another process serves: the service under test reports to it, and it outlives this command.

use crate::{Failure, NOT_KNOWN};
use desk::{UnparsedSecret, now};
use sandbox::Sandbox;
use serde::Deserialize;
use std::{
    fs::{self, File, TryLockError},
    net::SocketAddr,
    path::Path,
};
use text::render;

/// How a Sandbox that runs is reached, in its folder.
pub(crate) const RUNNING_FILE: &str = "sandbox.json";
/// Locked in that folder for as long as it runs.
pub(crate) const LOCK_FILE: &str = "sandbox.lock";

/// What a Sandbox that runs says of itself.
#[derive(Deserialize)]
struct RunningSandbox {
    address: String,
    token: UnparsedSecret,
    partners: Vec<RunningPartner>,
}

#[derive(Deserialize)]
struct RunningPartner {
    codename: String,
    secret: UnparsedSecret,
}

/// A Sandbox that another process serves, with the tokens that open it.
pub(crate) struct AttachedSandbox {
    pub(crate) sandbox: Sandbox,
    pub(crate) token: UnparsedSecret,
    partners: Vec<RunningPartner>,
}

impl AttachedSandbox {
    /// The one that runs with its data in `folder`.
    pub(crate) fn at(folder: &Path) -> Result<Self, Failure> {
        let absent = || {
            let args = [("path", &*folder.display().to_string())];
            Failure::new(NOT_KNOWN, render("cli.sandbox.absent", &args))
        };
        let lock = File::open(folder.join(LOCK_FILE)).map_err(|_| absent())?;
        // Nobody holds it: a Sandbox that was killed leaves its file behind.
        if !matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)) {
            return Err(absent());
        }
        let text = fs::read(folder.join(RUNNING_FILE)).map_err(|_| absent())?;
        let running: RunningSandbox = serde_json::from_slice(&text).map_err(|_| absent())?;
        let listens_at: SocketAddr =
            running.address.strip_prefix("https://").and_then(|at| at.parse().ok()).ok_or_else(absent)?;
        let sandbox = Sandbox::attached(folder.to_owned(), listens_at, now)
            .map_err(|error| Failure::new(NOT_KNOWN, error))?;
        Ok(Self { sandbox, token: running.token, partners: running.partners })
    }

    /// The secret of a partner that it was started with: it makes none for others.
    pub(crate) fn secret_of(&self, codename: &str) -> Option<UnparsedSecret> {
        let partner = self.partners.iter().find(|partner| partner.codename == codename.trim())?;
        Some(partner.secret.clone())
    }
}
