//! `rehearse`: plays the recruiter against a partner's URLs, up to the report.

use crate::{
    Failure, NOT_KNOWN,
    arguments::{FailOn, Format, RehearseArguments},
    junit,
    output::{printable, say},
    profile::{self, FileArguments},
};
use desk::{RehearsalReport, SendOptions};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use text::plain;

/// Plays the rehearsal of a file or of the sample partner, with `folder` for the profile.
pub(crate) async fn run(folder: &Path, arguments: RehearseArguments) -> Result<u8, Failure> {
    let send = arguments.send.then_some(SendOptions {
        email: arguments.candidate_email,
        test: arguments.test,
        wait: Duration::from_secs(arguments.wait),
    });
    let report = match &arguments.file {
        None => profile::open(folder, &arguments.fault)?.app.rehearse_example(send).await,
        Some(file) => {
            let file = FileArguments {
                file,
                environment: arguments.environment,
                sandbox: arguments.sandbox.as_deref(),
                tokens: &arguments.tokens,
            };
            let (desk, source) = profile::open_file(folder, file).await?;
            desk.app.rehearse_file(source, send).await
        }
    };
    let report = report.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    say(match arguments.format {
        _ if arguments.json => format!("{:#}", report.value),
        Format::Json => format!("{:#}", report.value),
        Format::Text => as_text(&report),
        Format::Junit => junit::render(&as_checks(&report.value), FailOn::Must)
            .map_err(|error| Failure::new(NOT_KNOWN, error))?,
    })
    .await?;
    Ok(exit_code(&report))
}

fn exit_code(report: &RehearsalReport) -> u8 {
    let steps = report.value["steps"].as_array();
    let any = |verdict: &str| steps.is_some_and(|steps| steps.iter().any(|step| step["verdict"] == verdict));
    match () {
        () if report.outcome.fail > 0 || any("fail") => 1,
        () if report.outcome.open > 0 || any("unknown") => NOT_KNOWN,
        () => 0,
    }
}

/// The result as one of checks: the calls that no check of the rehearsal judges are some too, and what is still
/// awaited at the end is not known.
fn as_checks(report: &Value) -> Value {
    let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
    let asked =
        list("steps").into_iter().filter(|step| ["enable", "tests"].iter().any(|id| step["id"] == *id));
    let asked = asked.map(|mut step| {
        let is_advice = step["verdict"] == "advice";
        step["title"] = plain(&format!("rehearsal.step.{}", step["id"].as_str().unwrap_or_default())).into();
        step["level"] = if is_advice { "should" } else { "must" }.into();
        if is_advice {
            step["verdict"] = "fail".into();
        }
        step
    });
    let mut verdicts: Vec<Value> = asked.chain(list("verdicts")).collect();
    for verdict in &mut verdicts {
        if verdict["verdict"] == "waiting" {
            verdict["verdict"] = "unknown".into();
        }
    }
    json!({ "partner": report["partner"], "verdicts": verdicts })
}

fn as_text(report: &RehearsalReport) -> String {
    let list = |name: &str| report.value[name].as_array().cloned().unwrap_or_default();
    let line = |entry: &Value, width: usize| {
        let text = |key: &str| entry[key].as_str().unwrap_or_default();
        format!("{:<width$} {:<15} {}", text("id"), text("verdict"), printable(text("sentence")))
            .trim_end()
            .to_owned()
    };
    let mut lines: Vec<String> = list("steps").iter().map(|step| line(step, 14)).collect();
    lines.push(String::new());
    lines.extend(list("verdicts").iter().map(|verdict| line(verdict, 14)));
    lines.push(String::new());
    let is_ready = report.value["ready"] == true;
    lines.push(plain(if is_ready { "cli.rehearse.ready" } else { "cli.rehearse.not_ready" }));
    lines.join("\n")
}
