//! What commands that judge a partner share: a profile that is thrown away afterwards, and the partner from its file
//! with its tokens.

use crate::attached::AttachedSandbox;
use crate::{
    BAD_FILE, Failure, NOT_KNOWN, USAGE,
    arguments::{EnvironmentArgument, TokenArguments},
    input, token,
};
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
    let sandbox = Sandbox::new(folder.to_owned(), 0, now);
    for name in faults {
        sandbox.set_fault(name, true).map_err(|error| Failure::new(NOT_KNOWN, error))?;
    }
    open_with(folder, sandbox)
}

/// Opens a profile in `folder` beside a Sandbox.
pub(crate) fn open_with(folder: &Path, sandbox: Sandbox) -> Result<Arc<Desk>, Failure> {
    let opened = Desk::open(Dependencies {
        folder: folder.to_owned(),
        vault: Vault::for_this_session(),
        sandbox: Arc::new(sandbox),
        host: Arc::new(NoHost),
        clock: now,
        rc: None,
        clipboard_keeps: desk::CLIPBOARD_KEEPS,
        outcome_polls: desk::OUTCOME_POLL_DELAYS,
    });
    opened.map_err(|error| Failure::new(NOT_KNOWN, error))
}

/// What is judged from a file.
pub(crate) struct FileArguments<'a> {
    pub(crate) file: &'a Path,
    pub(crate) environment: Option<EnvironmentArgument>,
    /// The folder of a Sandbox that runs.
    pub(crate) sandbox: Option<&'a Path>,
    pub(crate) tokens: &'a TokenArguments,
}

/// Opens a profile in `folder` for the partner in a file, beside its own Sandbox or one that runs.
pub(crate) async fn open_file(
    folder: &Path,
    arguments: FileArguments<'_>,
) -> Result<(Arc<Desk>, PartnerSource), Failure> {
    let mut source = source(&arguments).await?;
    let Some(running) = arguments.sandbox else { return Ok((open(folder, &[])?, source)) };
    if source.environment == Environment::Rc {
        return Err(Failure::new(USAGE, render("cli.sandbox.rc", &[])));
    }
    let attached = AttachedSandbox::at(running)?;
    let codename = source.file.draft.codename.trim().to_owned();
    let Some(secret) = attached.secret_of(&codename) else {
        let args = [("path", &*running.display().to_string()), ("codename", &codename)];
        return Err(Failure::new(NOT_KNOWN, render("cli.sandbox.other_partner", &args)));
    };
    source.partner_secret = Some(secret);
    source.personal_token = Some(attached.token);
    Ok((open_with(folder, attached.sandbox)?, source))
}

/// The partner in a file, with the tokens of the environment or of standard input.
pub(crate) async fn source(arguments: &FileArguments<'_>) -> Result<PartnerSource, Failure> {
    let (file, tokens) = (read_file(arguments.file)?, arguments.tokens);
    let customer_token = if tokens.token_stdin {
        Some(token::from_standard_input(tokens.token_wait).await?)
    } else {
        token::from_environment("PARTNER_DESK_CUSTOMER_TOKEN")?
    };
    let environment = match arguments.environment {
        Some(EnvironmentArgument::Rc) => Environment::Rc,
        _ => Environment::Sandbox,
    };
    Ok(PartnerSource {
        file,
        environment,
        customer_token,
        // A Sandbox has tokens of its own, and does not see one of RC.
        personal_token: match environment {
            Environment::Rc => token::from_environment("PARTNER_DESK_PERSONAL_TOKEN")?,
            Environment::Sandbox => None,
        },
        partner_secret: None,
    })
}

pub(crate) fn read_file(path: &Path) -> Result<PartnerFile, Failure> {
    let bad = |message: String| Failure::new(BAD_FILE, message);
    let bytes = input::read(path, PartnerFile::MAX_FILE_BYTES, "error.file.too_large").map_err(bad)?;
    PartnerFile::from_bytes(&bytes)
        .map_err(|fault| bad(format!("{}: {}", path.display(), WireError::from(fault).message)))
}
