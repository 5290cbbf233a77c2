//! `sandbox` and `faults`: the Sandbox as a server of its own, and what it can do wrong.

use crate::attached::{LOCK_FILE, RUNNING_FILE};
use crate::{
    BAD_FILE, Failure, NOT_KNOWN, USAGE, arguments::SandboxArguments, output, profile, profile::faults, token,
};
use desk::{
    FaultKind, FaultSwitch, PartnerFile, PartnerSecret, SandboxServer, Secret, TokenPurpose, UnparsedSecret,
    now,
};
use sandbox::{CANDIDATE_FAULTS, COMPANY_ID, RecruiterOptions, Sandbox};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};
use text::render;

/// Serves a Sandbox with its data in `folder` until a signal ends it.
pub(crate) async fn serve(folder: &Path, arguments: SandboxArguments) -> Result<u8, Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure::new(NOT_KNOWN, error);
    let not_made = |path: &Path, error: std::io::Error| {
        let args = [("path", &*path.display().to_string()), ("reason", &error.to_string())];
        Failure::new(NOT_KNOWN, render("cli.data.failed", &args))
    };
    // Tokens and the key of the authority are in there: for the owner alone.
    #[cfg(unix)]
    let before = rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    fs::create_dir_all(folder).map_err(|error| not_made(folder, error))?;
    let folder = fs::canonicalize(folder).map_err(|error| not_made(folder, error))?;
    let Some(_lock) = lock(&folder).map_err(|error| not_made(&folder, error))? else {
        let args = [("path", &*folder.display().to_string())];
        return Err(Failure::new(NOT_KNOWN, render("cli.sandbox.busy", &args)));
    };
    // That of a Sandbox that was killed: whoever waits for the file waits for this one.
    let running = folder.join(RUNNING_FILE);
    remove(&running).map_err(|error| not_made(&running, error))?;
    let partner = match &arguments.partner {
        Some(path) => Some(Registered::read(path)?),
        None => None,
    };
    let recruiter = RecruiterOptions {
        codename: partner.as_ref().map(|partner| partner.file.draft.codename.trim().to_owned()),
        customer_token: token::from_environment("PARTNER_DESK_CUSTOMER_TOKEN")?,
    };
    let sandbox = Sandbox::new(folder.clone(), arguments.port, now).with_recruiter(recruiter);
    let faults = known(&sandbox, &arguments.fault)?;
    let route = sandbox.start().await.map_err(|error| fail(&error))?;
    // Only now: one that could not start has changed nothing.
    simulate(&sandbox, &faults, &arguments.fault)?;
    let partners = match partner {
        Some(partner) => vec![partner.register(&sandbox)?],
        None => Vec::new(),
    };
    let token = sandbox
        .mint(TokenPurpose::Personal)
        .and_then(|token| token.parse::<desk::Personal>().map_err(|fault| fault.to_string()))
        .map_err(|error| fail(&error))?;
    let authority = folder.join("authority.pem");
    write(&authority, &sandbox.authority_pem().unwrap_or_default())
        .map_err(|error| not_made(&authority, error))?;
    let address = format!("https://{}", route.listens_at);
    let line = json!({
        "address": address,
        "api_base": route.api_base,
        "token": token.expose_secret(),
        "company_id": COMPANY_ID,
        "authority_file": authority,
        "recruiter": format!("{address}/_recruiter"),
        "partners": partners.iter().map(|(codename, secret)| {
            json!({ "codename": codename, "secret": secret.expose_secret() })
        }).collect::<Vec<_>>(),
    })
    .to_string();
    let _announced = Announced::at(running.clone(), &line).map_err(|error| not_made(&running, error))?;
    #[cfg(unix)]
    rustix::process::umask(before);
    // A Sandbox that nobody knows how to reach would only run on unseen.
    output::write(line).await.map_err(|error| output::not_written(&error))?;
    std::future::pending().await
}

/// Held while a Sandbox runs: `None` where another one does.
fn lock(folder: &Path) -> std::io::Result<Option<fs::File>> {
    let file = fs::File::options().create(true).append(true).open(folder.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// The file that says how this Sandbox is reached, while it is.
struct Announced(PathBuf);

impl Announced {
    fn at(path: PathBuf, line: &str) -> std::io::Result<Self> {
        // Whoever waits for it reads it whole.
        let unfinished = path.with_extension("new");
        write(&unfinished, line)?;
        fs::rename(&unfinished, &path)?;
        Ok(Self(path))
    }
}

impl Drop for Announced {
    fn drop(&mut self) {
        // Where it stays, the lock tells that nobody is there.
        let _ = remove(&self.0);
    }
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Every fault, once all that were asked for are among them.
fn known(sandbox: &Sandbox, names: &[String]) -> Result<Vec<FaultSwitch>, Failure> {
    let known = sandbox.faults().map_err(|error| Failure::new(NOT_KNOWN, error))?;
    match names.iter().find(|name| !known.iter().any(|fault| fault.name == **name)) {
        Some(name) => Err(Failure::new(USAGE, render("cli.fault.unknown", &[("name", name)]))),
        None => Ok(known),
    }
}

/// Turns on what was asked for alone: the faults of an earlier start are over.
fn simulate(sandbox: &Sandbox, known: &[FaultSwitch], names: &[String]) -> Result<(), Failure> {
    for fault in known {
        let is_on = names.iter().any(|name| name == fault.name);
        sandbox.set_fault(fault.name, is_on).map_err(|error| Failure::new(NOT_KNOWN, error))?;
    }
    Ok(())
}

/// A partner that is to be registered.
struct Registered<'a> {
    path: &'a Path,
    file: PartnerFile,
    secret: Option<Secret<PartnerSecret>>,
}

impl<'a> Registered<'a> {
    fn read(path: &'a Path) -> Result<Self, Failure> {
        let file = profile::read_file(path)?;
        let secret = match token::from_environment(SECRET_VARIABLE)? {
            Some(secret) => Some(secret.parse().map_err(|fault| {
                let args = [("name", SECRET_VARIABLE), ("reason", &*format!("{fault}"))];
                Failure::new(USAGE, render("cli.secret.unusable", &args))
            })?),
            None => None,
        };
        Ok(Self { path, file, secret })
    }

    /// Its codename and secret.
    fn register(self, sandbox: &Sandbox) -> Result<(String, UnparsedSecret), Failure> {
        let secret = sandbox.register(&self.file, self.secret).map_err(|reason| {
            let args = [("path", &*self.path.display().to_string()), ("reason", &*reason)];
            Failure::new(BAD_FILE, render("cli.partner.refused", &args))
        })?;
        Ok((self.file.draft.codename.trim().to_owned(), secret))
    }
}

/// The partner secret that the service under test knows already.
const SECRET_VARIABLE: &str = "PARTNER_DESK_PARTNER_SECRET";

#[expect(clippy::disallowed_methods, reason = "a file that a build server reads is written at the edge")]
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}

/// Lists the faults with what each must lead to.
pub(crate) async fn list_faults(as_json: bool) -> Result<u8, Failure> {
    // A correct service is no fault.
    let faults = faults().filter(|fault| fault.kind != FaultKind::Unusual);
    let list = if as_json {
        let list: Vec<_> = faults
            .map(|fault| {
                // By which command it is found, and with which exit code.
                let is_candidate = CANDIDATE_FAULTS.iter().any(|one| one.name == fault.name);
                json!({
                    "name": fault.name,
                    "fails": fault.fails,
                    "unknown": fault.unknown,
                    "command": if is_candidate { "rehearse" } else { "check" },
                    "exit": fault.exit(),
                })
            })
            .collect();
        format!("{:#}", json!(list))
    } else {
        let lines: Vec<String> =
            faults.map(|fault| format!("{:<38} {}", fault.name, fault.fails.join(", "))).collect();
        lines.join("\n")
    };
    output::say(list).await?;
    Ok(0)
}
