//! `watch`: partners after their promotion, looked at once or until it is stopped.

use crate::{
    BAD_FILE, Failure, NOT_KNOWN, USAGE,
    arguments::{EnvironmentArgument, WatchArguments},
    input,
    output::{complain, printable, say},
    output_file::write,
    profile::{self, FileArguments},
    token,
};
use desk::{Desk, Environment, PartnerFile, PartnerSource, WatchOutcome, WatchReport, WireError};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use text::render;

/// Where the token of the only partner is.
const TOKEN: &str = "PARTNER_DESK_CUSTOMER_TOKEN";
/// What is kept between two looks is at most this long.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
const FORMAT: &str = "partner-desk-watch-state/1";

/// A partner that is watched.
struct Watched {
    file: PathBuf,
    /// What it is remembered by: another environment is another service.
    name: String,
    /// Where its token is, with several files.
    variable: String,
    id: String,
}

type State = BTreeMap<String, Value>;

/// Looks at the partners in files, with `folder` for the profile, and says what was found.
pub(crate) async fn run(folder: &Path, arguments: WatchArguments) -> Result<u8, Failure> {
    if arguments.tokens.token_stdin && arguments.files.len() > 1 {
        return Err(Failure::new(USAGE, render("cli.watch.token_stdin", &[])));
    }
    let desk = profile::open(folder, &[])?;
    let state = arguments.state.as_deref().map(read_state).transpose()?.unwrap_or_default();
    let watched = take(&desk, &arguments, &state).await?;
    loop {
        let code = look(&desk, &arguments, &watched).await?;
        if arguments.once {
            return Ok(code);
        }
        tokio::time::sleep(Duration::from_secs(arguments.every * 3600)).await;
    }
}

/// One look at each. That one could not be looked at keeps nothing of the others back.
async fn look(desk: &Arc<Desk>, arguments: &WatchArguments, watched: &[Watched]) -> Result<u8, Failure> {
    let reports = desk.watch.report(watched.iter().map(|one| one.id.clone()).collect()).await;
    let (mut code, mut seen) = (0, State::new());
    for (one, report) in watched.iter().zip(reports) {
        let report = match report {
            Ok(report) => report,
            Err(error) => {
                let args = [("path", &*one.file.display().to_string()), ("reason", &error.to_string())];
                complain(&render("cli.watch.failed", &args));
                code = graver(code, WatchOutcome::Unknown);
                continue;
            }
        };
        let outcome = report.outcome;
        say(if arguments.json { as_json(one, report) } else { as_text(one, &report) }).await?;
        code = graver(code, outcome);
        let known = async {
            if arguments.accept {
                desk.watch.accept_latest(&one.id).await?;
            }
            desk.watch.baseline(&one.id).await
        };
        seen.insert(one.name.clone(), known.await.map_err(|error| Failure::new(NOT_KNOWN, error))?);
    }
    if let Some(path) = &arguments.state {
        // What another job has kept there meanwhile stays.
        let mut state = read_state(path)?;
        state.extend(seen);
        write_state(path, &state)?;
    }
    Ok(code)
}

/// A finding is graver than what could not be looked at.
fn graver(code: u8, outcome: WatchOutcome) -> u8 {
    match (code, outcome) {
        (1, _) | (_, WatchOutcome::Found) => 1,
        (_, WatchOutcome::Unknown) => NOT_KNOWN,
        (code, WatchOutcome::Fine) => code,
    }
}

async fn take(desk: &Arc<Desk>, arguments: &WatchArguments, state: &State) -> Result<Vec<Watched>, Failure> {
    let environment: Environment = arguments.environment.into();
    let mut watched: Vec<Watched> = Vec::new();
    for file in &arguments.files {
        let record = profile::read_file(file)?;
        let codename = record.draft.codename.trim().to_owned();
        let (name, variable) = (format!("{}/{codename}", environment.key()), variable(&codename));
        let shown = file.display().to_string();
        let misused = |key: &str, args: &[(&str, &str)]| {
            Failure::new(USAGE, render(key, &[&[("path", shown.as_str())], args].concat()))
        };
        if codename.is_empty() && arguments.files.len() > 1 {
            return Err(misused("cli.watch.codename", &[]));
        }
        if let Some(twin) = watched.iter().find(|one| one.variable == variable) {
            let other = twin.file.display().to_string();
            let key = if twin.name == name { "cli.watch.twice" } else { "cli.watch.same_variable" };
            return Err(misused(key, &[("other", &other), ("name", &variable)]));
        }
        let source = source(arguments, (file, record), &variable).await?;
        let refused = |error: WireError| Failure::new(NOT_KNOWN, format!("{shown}: {error}"));
        let id = desk.app.take_watched(source).await.map_err(refused)?;
        if let Some(baseline) = state.get(&name) {
            desk.watch.set_baseline(&id, baseline.clone()).await.map_err(refused)?;
        }
        watched.push(Watched { file: file.clone(), name, variable, id });
    }
    Ok(watched)
}

/// A partner with its token. With several files each has a variable of its own: the token of one is for no other.
async fn source(
    arguments: &WatchArguments,
    (path, file): (&Path, PartnerFile),
    variable: &str,
) -> Result<PartnerSource, Failure> {
    if let [_] = &*arguments.files {
        let (tokens, environment) = (&arguments.tokens, Some(arguments.environment));
        let source =
            profile::source(&FileArguments { file: path, environment, sandbox: None, tokens }).await?;
        return Ok(PartnerSource { personal_token: None, ..source });
    }
    Ok(PartnerSource {
        customer_token: token::from_environment(variable)?,
        file,
        environment: arguments.environment.into(),
        personal_token: None,
        partner_secret: None,
    })
}

/// `PARTNER_DESK_CUSTOMER_TOKEN_HARBOUR_CHECKS` for `harbour-checks`.
fn variable(codename: &str) -> String {
    let name: String = codename
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
        .collect();
    format!("{TOKEN}_{name}")
}

fn as_json(watched: &Watched, report: WatchReport) -> String {
    let mut value = report.value;
    value["file"] = watched.file.display().to_string().into();
    // One line for each look.
    value.to_string()
}

fn as_text(watched: &Watched, report: &WatchReport) -> String {
    let name = report.value["partner"]["name"].as_str().filter(|name| !name.is_empty());
    let name = name.unwrap_or(&watched.name);
    let at = report.value["checked_at"].as_str().unwrap_or_default();
    let key = match report.outcome {
        WatchOutcome::Fine => "cli.watch.fine",
        WatchOutcome::Found => "cli.watch.found",
        WatchOutcome::Unknown => "cli.watch.unknown",
    };
    let head = render(key, &[("name", name), ("at", at)]);
    let lines = report.lines.iter().map(|line| format!("  {line}"));
    [head].into_iter().chain(lines).map(|line| printable(&line)).collect::<Vec<_>>().join("\n")
}

/// What earlier looks saw. A file that isn't there yet is a first look.
fn read_state(path: &Path) -> Result<State, Failure> {
    let shown = path.display().to_string();
    let bad = || Failure::new(BAD_FILE, render("cli.watch.state_unreadable", &[("path", &shown)]));
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::new()),
        // The reader says why it can't be read.
        _ => {}
    }
    let bytes = input::read(path, MOST_BYTES, "error.file.too_large")
        .map_err(|message| Failure::new(BAD_FILE, message))?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|_| bad())?;
    if value["format"] != FORMAT {
        return Err(bad());
    }
    serde_json::from_value(value["partners"].clone()).map_err(|_| bad())
}

/// Written whole or not at all: a look that is cut short forgets nothing.
fn write_state(path: &Path, state: &State) -> Result<(), Failure> {
    let text = format!("{:#}\n", json!({ "format": FORMAT, "partners": state }));
    write(path, &text).map_err(|failure| {
        // What was found is said already; what was seen would be told as new next time.
        complain(&failure.message);
        Failure::new(failure.code, render("cli.watch.state_lost", &[]))
    })
}

impl From<EnvironmentArgument> for Environment {
    fn from(argument: EnvironmentArgument) -> Self {
        match argument {
            EnvironmentArgument::Sandbox => Self::Sandbox,
            EnvironmentArgument::Rc => Self::Rc,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_several_partners_has_a_variable_of_its_own() {
        assert_eq!(variable("harbour-checks"), "PARTNER_DESK_CUSTOMER_TOKEN_HARBOUR_CHECKS");
        assert_ne!(variable("a"), variable("b"));
    }

    #[test]
    fn a_finding_decides_the_exit_code_before_what_could_not_be_looked_at() {
        assert_eq!(graver(0, WatchOutcome::Fine), 0);
        assert_eq!(graver(0, WatchOutcome::Unknown), 2);
        assert_eq!(graver(1, WatchOutcome::Unknown), 1);
        assert_eq!(graver(2, WatchOutcome::Found), 1);
    }
}
