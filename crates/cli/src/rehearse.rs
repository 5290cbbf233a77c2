//! `rehearse`: plays the recruiter against a partner's URLs, up to the report.

use crate::{
    Failure, NOT_KNOWN, RehearseArguments,
    output::{printable, say},
    profile,
};
use desk::{RehearsalReport, SendOptions};
use std::{path::Path, time::Duration};
use text::plain;

/// Plays the rehearsal of a file or of the sample partner, with `folder` for the profile.
pub(crate) async fn run(folder: &Path, arguments: RehearseArguments) -> Result<u8, Failure> {
    let source = match &arguments.file {
        Some(file) => Some(profile::source(file, arguments.environment, &arguments.tokens).await?),
        None => None,
    };
    let desk = profile::open(folder, &arguments.fault)?;
    let send = arguments.send.then_some(SendOptions {
        email: arguments.candidate_email,
        test: arguments.test,
        wait: Duration::from_secs(arguments.wait),
    });
    let report = match source {
        Some(source) => desk.app.rehearse_file(source, send).await,
        None => desk.app.rehearse_example(send).await,
    };
    let report = report.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    say(if arguments.json { format!("{:#}", report.value) } else { as_text(&report) }).await?;
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

fn as_text(report: &RehearsalReport) -> String {
    let list = |name: &str| report.value[name].as_array().cloned().unwrap_or_default();
    let line = |entry: &serde_json::Value, width: usize| {
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
