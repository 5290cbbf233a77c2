//! `check`: one partner, judged in a profile that is thrown away afterwards.

use crate::{
    Failure, NOT_KNOWN, USAGE,
    arguments::{CheckArguments, FailOn, Format},
    junit,
    output::{printable, say},
    profile::{self, FileArguments},
};
use desk::{CheckRequest, Report, check_ids};
use sandbox::CANDIDATE_FAULTS;
use std::path::Path;
use text::render;

/// Judges a file or the sample partner, with `folder` for the profile, and says what was found.
pub(crate) async fn run(folder: &Path, arguments: CheckArguments) -> Result<u8, Failure> {
    let only = arguments.only.as_deref().map(ids).transpose()?;
    let found_elsewhere = |name: &&String| CANDIDATE_FAULTS.iter().any(|fault| fault.name == **name);
    if let Some(name) = arguments.fault.iter().find(found_elsewhere) {
        return Err(Failure::new(USAGE, render("cli.fault.of_rehearsal", &[("name", name)])));
    }
    let report = match &arguments.file {
        None => profile::open(folder, &arguments.fault)?.app.check_example(only.as_deref()).await,
        Some(file) => {
            let file = FileArguments {
                file,
                environment: arguments.environment,
                sandbox: arguments.sandbox.as_deref(),
                tokens: &arguments.tokens,
            };
            let (desk, source) = profile::open_file(folder, file).await?;
            desk.app.check_file(CheckRequest { source, only }).await
        }
    };
    let report = report.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    say(match arguments.format {
        _ if arguments.json => format!("{:#}", report.value),
        Format::Json => format!("{:#}", report.value),
        Format::Text => as_text(&report),
        Format::Junit => {
            junit::render(&report.value, arguments.fail_on).map_err(|error| Failure::new(NOT_KNOWN, error))?
        }
    })
    .await?;
    Ok(exit_code(&report, arguments.fail_on))
}

fn exit_code(report: &Report, fail_on: FailOn) -> u8 {
    let sum = report.outcome;
    let is_open = |verdict: &serde_json::Value| {
        verdict["level"] == "should" && ["unknown", "stale"].iter().any(|state| verdict["verdict"] == *state)
    };
    // The sum counts those that are required alone.
    let open_advice = || report.value["verdicts"].as_array().into_iter().flatten().any(is_open);
    let counts_advice = fail_on == FailOn::Should;
    match () {
        () if sum.fail > 0 || (counts_advice && sum.advice > 0) => 1,
        () if sum.open > 0 || (counts_advice && open_advice()) => NOT_KNOWN,
        () => 0,
    }
}

/// The ids in `--only`, as people type them: any case, parted by commas or spaces.
fn ids(typed: &[String]) -> Result<Vec<String>, Failure> {
    let all: Vec<&str> = check_ids().collect();
    let parts = typed.iter().flat_map(|part| part.split(|char: char| char == ',' || char.is_whitespace()));
    let ids: Vec<String> = parts.filter(|part| !part.is_empty()).map(str::to_ascii_uppercase).collect();
    let (key, id) = match ids.iter().find(|id| !all.contains(&id.as_str())) {
        Some(id) => ("cli.only.unknown", id.as_str()),
        None if ids.is_empty() => ("cli.only.empty", ""),
        None => return Ok(ids),
    };
    Err(Failure::new(USAGE, render(key, &[("id", id), ("ids", &all.join(", "))])))
}

fn as_text(report: &Report) -> String {
    let list = |name: &str| report.value[name].as_array().cloned().unwrap_or_default();
    let mut lines: Vec<String> = list("verdicts")
        .iter()
        .map(|verdict| {
            let text = |key: &str| verdict[key].as_str().unwrap_or_default();
            let sentence = printable(text("sentence"));
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
