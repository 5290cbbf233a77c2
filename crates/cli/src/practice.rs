//! `sandbox` and `faults`: the Sandbox as a server of its own, and what it can do wrong.

use crate::{Failure, NOT_KNOWN, say};
use desk::{FaultKind, PracticePurpose, PracticeServer, now};
use sandbox::{COMPANY_ID, FAULTS, Sandbox};
use serde_json::json;
use std::{fs, path::Path};

/// Serves a Sandbox with fresh data until the process is stopped.
pub(crate) async fn serve(port: u16) -> Result<u8, Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure::new(NOT_KNOWN, error);
    let folder = tempfile::tempdir().map_err(|error| fail(&error))?;
    let sandbox = Sandbox::new(folder.path().to_owned(), port, now);
    let route = sandbox.start().await.map_err(|error| fail(&error))?;
    let token = sandbox
        .mint(PracticePurpose::Personal)
        .and_then(|token| token.parse::<desk::Personal>().map_err(|fault| fault.to_string()))
        .map_err(|error| fail(&error))?;
    let authority = folder.path().join("authority.pem");
    write(&authority, &sandbox.authority_pem().unwrap_or_default()).map_err(|error| fail(&error))?;
    let line = json!({
        "address": format!("https://{}", route.listens_at),
        "api_base": route.api_base,
        "token": token.text_for_safekeeping(),
        "company_id": COMPANY_ID,
        "authority_file": authority,
    });
    say(&line.to_string());
    // The folder is removed when this returns.
    stopped().await;
    Ok(0)
}

/// Waits until the process is told to stop.
async fn stopped() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

#[expect(clippy::disallowed_methods, reason = "a file that a build server reads is written at the edge")]
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}

/// Lists the faults with what each must lead to.
#[expect(clippy::unnecessary_wraps, reason = "every command gives an exit code or a failure")]
pub(crate) fn list_faults(as_json: bool) -> Result<u8, Failure> {
    // A correct service is no fault.
    let faults = FAULTS.iter().filter(|fault| fault.kind != FaultKind::Unusual);
    if as_json {
        let list: Vec<_> = faults
            .map(|fault| {
                json!({"name": fault.name, "fails": fault.fails, "unknown": fault.unknown, "exit": fault.exit()})
            })
            .collect();
        say(&format!("{:#}", json!(list)));
    } else {
        for fault in faults {
            say(&format!("{:<38} {}", fault.name, fault.fails.join(", ")));
        }
    }
    Ok(0)
}
