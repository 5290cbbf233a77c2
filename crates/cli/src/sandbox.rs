//! `sandbox` and `faults`: the Sandbox as a server of its own, and what it can do wrong.

use crate::attached::RUNNING_FILE;
use crate::{BAD_FILE, Failure, NOT_KNOWN, SandboxArguments, USAGE, output, profile, profile::faults, token};
use desk::{FaultKind, SandboxServer, TokenPurpose, UnparsedSecret, now};
use sandbox::{CANDIDATE_FAULTS, COMPANY_ID, RecruiterOptions, Sandbox};
use serde_json::json;
use std::{fs, io::Write, path::Path};
use text::render;

/// Serves a Sandbox with its data in `folder` until a signal ends it.
pub(crate) async fn serve(folder: &Path, arguments: SandboxArguments) -> Result<u8, Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure::new(NOT_KNOWN, error);
    fs::create_dir_all(folder).map_err(|error| {
        let args = [("path", &*folder.display().to_string()), ("reason", &error.to_string())];
        Failure::new(NOT_KNOWN, render("cli.data.failed", &args))
    })?;
    let customer_token = token::from_environment("PARTNER_DESK_CUSTOMER_TOKEN")?;
    let sandbox = Sandbox::new(folder.to_owned(), arguments.port, now)
        .with_recruiter(RecruiterOptions { customer_token });
    simulate(&sandbox, &arguments.fault)?;
    let partner = match &arguments.partner {
        Some(path) => Some(register(&sandbox, path)?),
        None => None,
    };
    let route = sandbox.start().await.map_err(|error| fail(&error))?;
    let token = sandbox
        .mint(TokenPurpose::Personal)
        .and_then(|token| token.parse::<desk::Personal>().map_err(|fault| fault.to_string()))
        .map_err(|error| fail(&error))?;
    let authority = folder.join("authority.pem");
    write(&authority, &sandbox.authority_pem().unwrap_or_default()).map_err(|error| fail(&error))?;
    let address = format!("https://{}", route.listens_at);
    let line = json!({
        "address": address,
        "api_base": route.api_base,
        "token": token.expose_secret(),
        "company_id": COMPANY_ID,
        "authority_file": authority,
        "recruiter": format!("{address}/_recruiter"),
        "partners": partner.iter().map(|(codename, secret)| {
            json!({ "codename": codename, "secret": secret.expose_secret() })
        }).collect::<Vec<_>>(),
    });
    private(&folder.join(RUNNING_FILE), &line.to_string()).map_err(|error| fail(&error))?;
    // A Sandbox that nobody knows how to reach would only run on unseen.
    output::write(line.to_string()).await.map_err(|error| output::not_written(&error))?;
    std::future::pending().await
}

/// Switches on what was asked for alone: the faults of an earlier start are over.
fn simulate(sandbox: &Sandbox, names: &[String]) -> Result<(), Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure::new(NOT_KNOWN, error);
    let known = sandbox.faults().map_err(|error| fail(&error))?;
    if let Some(name) = names.iter().find(|name| !known.iter().any(|fault| fault.name == **name)) {
        return Err(Failure::new(USAGE, render("cli.fault.unknown", &[("name", name)])));
    }
    for fault in &known {
        let is_on = names.iter().any(|name| name == fault.name);
        sandbox.set_fault(fault.name, is_on).map_err(|error| fail(&error))?;
    }
    Ok(())
}

/// Registers the partner in a file; gives its codename and secret.
fn register(sandbox: &Sandbox, path: &Path) -> Result<(String, UnparsedSecret), Failure> {
    let file = profile::read_file(path)?;
    let secret = match token::from_environment(SECRET_VARIABLE)? {
        Some(secret) => Some(secret.parse().map_err(|fault| {
            let args = [("name", SECRET_VARIABLE), ("reason", &*fault.to_string())];
            Failure::new(USAGE, render("cli.secret.unusable", &args))
        })?),
        None => None,
    };
    let secret = sandbox.register(&file, secret).map_err(|reason| {
        let args = [("path", &*path.display().to_string()), ("reason", &*reason)];
        Failure::new(BAD_FILE, render("cli.partner.refused", &args))
    })?;
    Ok((file.draft.codename.trim().to_owned(), secret))
}

/// The partner secret that the service under test knows already.
const SECRET_VARIABLE: &str = "PARTNER_DESK_PARTNER_SECRET";

/// Writes a file that holds tokens for its owner alone.
fn private(path: &Path, text: &str) -> std::io::Result<()> {
    // Anew, so that an older file with wider rights is not gone on with.
    if let Err(error) = fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(error);
    }
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

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
