//! What commands that judge a partner share: a profile that is thrown away afterwards, and the partner from its file
//! with its tokens.

use crate::{BAD_FILE, EnvironmentArgument, Failure, NOT_KNOWN, TokenArguments, USAGE, input, token};
use desk::{
    Dependencies, Desk, Environment, NoHost, PartnerFile, PartnerSource, SandboxServer, Vault, WireError, now,
};
use sandbox::{CANDIDATE_FAULTS, FAULTS, Fault, Sandbox};
use std::{path::Path, sync::Arc};
use text::render;

/// Every fault that can be simulated.
pub(crate) fn faults() -> impl Iterator<Item = &'static Fault> {
    FAULTS.iter().chain(CANDIDATE_FAULTS)
}

/// Opens a profile in `folder` whose Sandbox simulates `faults`.
pub(crate) fn open(folder: &Path, faults: &[String]) -> Result<Arc<Desk>, Failure> {
    if let Some(name) = faults.iter().find(|name| !self::faults().any(|fault| fault.name == **name)) {
        return Err(Failure::new(USAGE, render("cli.fault.unknown", &[("name", name)])));
    }
    let failed = |error: &dyn std::fmt::Display| Failure::new(NOT_KNOWN, error);
    let sandbox = Arc::new(Sandbox::new(folder.to_owned(), 0, now));
    let desk = Desk::open(Dependencies {
        folder: folder.to_owned(),
        vault: Vault::for_this_session(),
        sandbox: sandbox.clone(),
        host: Arc::new(NoHost),
        clock: now,
        rc: None,
        clipboard_keeps: desk::CLIPBOARD_KEEPS,
        outcome_polls: desk::OUTCOME_POLL_DELAYS,
    })
    .map_err(|error| failed(&error))?;
    for name in faults {
        sandbox.set_fault(name, true).map_err(|error| failed(&error))?;
    }
    Ok(desk)
}

/// The partner in a file, with the tokens of the environment or of standard input.
pub(crate) async fn source(
    file: &Path,
    environment: Option<EnvironmentArgument>,
    tokens: &TokenArguments,
) -> Result<PartnerSource, Failure> {
    let file = read_file(file)?;
    let customer_token = if tokens.token_stdin {
        Some(token::from_standard_input(tokens.token_wait).await?)
    } else {
        token::from_environment("PARTNER_DESK_CUSTOMER_TOKEN")?
    };
    Ok(PartnerSource {
        file,
        environment: match environment {
            Some(EnvironmentArgument::Rc) => Environment::Rc,
            _ => Environment::Sandbox,
        },
        customer_token,
        personal_token: token::from_environment("PARTNER_DESK_PERSONAL_TOKEN")?,
    })
}

fn read_file(path: &Path) -> Result<PartnerFile, Failure> {
    let bad = |message: String| Failure::new(BAD_FILE, message);
    let bytes = input::read(path, PartnerFile::MAX_FILE_BYTES, "error.file.too_large").map_err(bad)?;
    PartnerFile::from_bytes(&bytes)
        .map_err(|fault| bad(format!("{}: {}", path.display(), WireError::from(fault).message)))
}
