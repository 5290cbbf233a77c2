//! `sandbox` and `faults`: the Sandbox as a server of its own, and what it can do wrong.

use crate::{Failure, NOT_KNOWN, SandboxArguments, USAGE, output, profile::faults};
use desk::{FaultKind, SandboxServer, TokenPurpose, now};
use sandbox::{CANDIDATE_FAULTS, COMPANY_ID, Sandbox};
use serde_json::json;
use std::{fs, path::Path};
use text::render;

/// Serves a Sandbox with its data in `folder` until a signal ends it.
pub(crate) async fn serve(folder: &Path, arguments: SandboxArguments) -> Result<u8, Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure::new(NOT_KNOWN, error);
    fs::create_dir_all(folder).map_err(|error| {
        let args = [("path", &*folder.display().to_string()), ("reason", &error.to_string())];
        Failure::new(NOT_KNOWN, render("cli.data.failed", &args))
    })?;
    let sandbox = Sandbox::new(folder.to_owned(), arguments.port, now);
    let known = sandbox.faults().map_err(|error| fail(&error))?;
    for name in &arguments.fault {
        if !known.iter().any(|fault| fault.name == name) {
            return Err(Failure::new(USAGE, render("cli.fault.unknown", &[("name", name)])));
        }
    }
    // Those of an earlier start are over: only what was asked for is simulated.
    for fault in &known {
        let is_on = arguments.fault.iter().any(|name| name == fault.name);
        sandbox.set_fault(fault.name, is_on).map_err(|error| fail(&error))?;
    }
    let route = sandbox.start().await.map_err(|error| fail(&error))?;
    let token = sandbox
        .mint(TokenPurpose::Personal)
        .and_then(|token| token.parse::<desk::Personal>().map_err(|fault| fault.to_string()))
        .map_err(|error| fail(&error))?;
    let authority = folder.join("authority.pem");
    write(&authority, &sandbox.authority_pem().unwrap_or_default()).map_err(|error| fail(&error))?;
    let line = json!({
        "address": format!("https://{}", route.listens_at),
        "api_base": route.api_base,
        "token": token.expose_secret(),
        "company_id": COMPANY_ID,
        "authority_file": authority,
    });
    // A Sandbox that nobody knows how to reach would only run on unseen.
    output::write(line.to_string()).await.map_err(|error| output::not_written(&error))?;
    std::future::pending().await
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
