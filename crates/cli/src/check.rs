//! `check`: one partner, judged in a profile that is thrown away afterwards.

use crate::{
    BAD_FILE, CheckArguments, EnvironmentArgument, FailOn, Failure, Format, NOT_KNOWN, USAGE, junit, say,
};
use desk::{
    CheckRequest, Desk, Environment, NoHost, PartnerFile, PracticeServer, Report, Surroundings, TypedSecret,
    Vault, is_check, now,
};
use sandbox::{FAULTS, Sandbox};
use std::{
    fs,
    io::{IsTerminal, Read},
    path::Path,
    sync::Arc,
};

/// Judges a file or the worked example and says what was found.
pub(crate) async fn run(arguments: CheckArguments) -> Result<u8, Failure> {
    let unknown = arguments.fault.iter().find(|name| !FAULTS.iter().any(|fault| fault.name == **name));
    if let Some(name) = unknown {
        return Err(Failure::new(USAGE, format!("there is no fault called {name}; `faults` lists them")));
    }
    let stranger = arguments.only.iter().flatten().find(|id| !is_check(id));
    if let Some(id) = stranger {
        return Err(Failure::new(USAGE, format!("there is no check called {id}")));
    }
    let file = arguments.file.as_deref().map(read_file).transpose()?;
    let folder = tempfile::tempdir().map_err(|error| Failure::new(NOT_KNOWN, error))?;
    let sandbox = Arc::new(Sandbox::new(folder.path().to_owned(), 0, now));
    let desk = Desk::open(Surroundings {
        folder: folder.path().to_owned(),
        vault: Vault::for_this_session(),
        sandbox: sandbox.clone(),
        host: Arc::new(NoHost),
        clock: now,
        rc: None,
        clipboard_keeps: desk::CLIPBOARD_KEEPS,
        looks: desk::LOOKS,
    })
    .map_err(|error| Failure::new(NOT_KNOWN, error))?;
    for name in &arguments.fault {
        sandbox.set_fault(name, true).map_err(|error| Failure::new(NOT_KNOWN, error))?;
    }
    let report = match file {
        None => desk.check_example(arguments.only.as_deref()).await,
        Some(file) => {
            let environment = match arguments.environment {
                Some(EnvironmentArgument::Rc) => Environment::Rc,
                _ => Environment::Sandbox,
            };
            let request = CheckRequest {
                file,
                environment,
                customer_token: customer_token()?,
                personal_token: from_environment("PARTNER_DESK_PERSONAL_TOKEN"),
                only: arguments.only.clone(),
            };
            desk.check_file(request).await
        }
    };
    let report = report.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    say(&match arguments.format {
        _ if arguments.json => format!("{:#}", report.value),
        Format::Json => format!("{:#}", report.value),
        Format::Text => as_text(&report),
        Format::Junit => junit::render(&report.value).map_err(|error| Failure::new(NOT_KNOWN, error))?,
    });
    let outcome = report.outcome;
    let fails = outcome.fail > 0 || (arguments.fail_on == FailOn::Should && outcome.advice > 0);
    Ok(match fails {
        true => 1,
        false if outcome.open == 0 => 0,
        false => NOT_KNOWN,
    })
}

fn read_file(path: &Path) -> Result<PartnerFile, Failure> {
    let bad = |reason: String| Failure::new(BAD_FILE, format!("{}: {reason}", path.display()));
    // A partner file has at most 4 MB; what is larger is not read to its end.
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| bad(error.to_string()))?;
    file.take(5 * 1024 * 1024).read_to_end(&mut bytes).map_err(|error| bad(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| bad("the file is no text".into()))?;
    PartnerFile::parse(&text).map_err(|fault| bad(fault.to_string()))
}

#[expect(clippy::disallowed_methods, reason = "this is the edge at which tokens come in")]
fn from_environment(name: &str) -> Option<TypedSecret> {
    std::env::var(name).ok().filter(|text| !text.trim().is_empty()).map(TypedSecret::new)
}

/// From the environment, else from standard input when something is piped in.
fn customer_token() -> Result<Option<TypedSecret>, Failure> {
    if let Some(token) = from_environment("PARTNER_DESK_CUSTOMER_TOKEN") {
        return Ok(Some(token));
    }
    if std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let mut text = String::new();
    let read = std::io::stdin().take(8192).read_to_string(&mut text);
    read.map_err(|_| Failure::new(USAGE, "the customer token on standard input is no text"))?;
    Ok((!text.trim().is_empty()).then(|| TypedSecret::new(text)))
}

fn as_text(report: &Report) -> String {
    let list = |name: &str| report.value[name].as_array().cloned().unwrap_or_default();
    let mut lines: Vec<String> = list("verdicts")
        .iter()
        .map(|verdict| {
            let text = |key: &str| verdict[key].as_str().unwrap_or_default();
            // Sentences quote what a service said; a terminal would obey it.
            let sentence = text("sentence").replace(char::is_control, "\u{fffd}");
            format!("{:<9} {:<15} {:<7} {sentence}", text("id"), text("verdict"), text("level"))
        })
        .collect();
    let sum = report.outcome;
    lines.push(format!(
        "{}: {} of {} required checks pass, {} fail, {} not known; {} pieces of advice, {} to confirm",
        if sum.is_ready() { "ready" } else { "not ready" },
        sum.pass,
        sum.required,
        sum.fail,
        sum.open,
        sum.advice,
        sum.to_confirm
    ));
    let not_judged: Vec<String> =
        list("not_judged").iter().map(|id| id.as_str().unwrap_or_default().to_owned()).collect();
    lines.push(format!("not judged here: {}", not_judged.join(", ")));
    lines.join("\n")
}
