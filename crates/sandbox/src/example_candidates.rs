//! What the example partner does with a candidate, and the report that it sends back a moment later.

use crate::example_caller::{Faults, On, caller, is_accepted, turned_away};
use crate::reports::{Reports, Sent, new_report};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde_json::{Map, Value, json};
use std::time::Duration;
use store::SandboxReport;

/// So long the candidate takes for the test: long enough to see that it is awaited.
const TAKES: Duration = Duration::from_millis(1_500);
/// Twice as long as Recruitee is taken to wait.
const TOO_LONG: Duration = Duration::from_secs(20);

/// `send_candidate`.
pub(crate) async fn send(
    State(reports): State<Reports>,
    Extension(faults): On,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let names = [
        "send-refuses-the-right-token",
        "send-accepts-a-wrong-token",
        "send-needs-no-token",
        "send-accepts-an-empty-token",
        "send-ignores-the-scheme",
        "accepts-every-token",
    ];
    if !is_accepted(&faults, caller(&reports.file, &headers), names) {
        return rejected(&faults);
    }
    let candidate: Value = serde_json::from_slice(&body).unwrap_or_default();
    if faults.has("send-takes-numbers-only") && !candidate["test_id"].is_number() {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "test_id must be a number");
    }
    let known = candidate["test_id"].as_str().is_some_and(|id| ["1", "2", "3", "4", "5"].contains(&id));
    if !known && !faults.has("send-ignores-the-test") {
        return unknown_test(&faults);
    }
    let answer = match () {
        () if faults.has("send-answers-200-with-an-error") => {
            return Json(json!({ "error": "No credits left" })).into_response();
        }
        () if faults.has("send-fails") => {
            return (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong").into_response();
        }
        () if faults.has("send-redirects") => return Redirect::temporary("/recruitee/send/").into_response(),
        () => (StatusCode::CREATED, Json(json!({}))).into_response(),
    };
    tokio::spawn(report(reports, faults.clone(), candidate));
    if faults.has("send-takes-20-s") {
        tokio::time::sleep(TOO_LONG).await;
    }
    answer
}

fn refused(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({ "error": text }))).into_response()
}

/// To a wrong token.
fn rejected(faults: &Faults) -> Response {
    if faults.has("send-says-no-with-200") {
        return refused(StatusCode::OK, "This token is not known");
    }
    if faults.has("send-answers-404-to-wrong-tokens") {
        return StatusCode::NOT_FOUND.into_response();
    }
    turned_away(faults)
}

fn unknown_test(faults: &Faults) -> Response {
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    match () {
        () if faults.has("send-refuses-with-a-page") => {
            (unprocessable, Html("<h1>Unprocessable</h1>")).into_response()
        }
        () if faults.has("send-refuses-without-a-text") => unprocessable.into_response(),
        () if faults.has("send-refuses-at-length") => {
            refused(unprocessable, &"This test is no longer offered. ".repeat(8))
        }
        () if faults.has("send-refuses-with-401") => refused(StatusCode::UNAUTHORIZED, "Unknown test"),
        () if faults.has("send-fails-on-unknown-tests") => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        () => refused(unprocessable, "This test is no longer offered"),
    }
}

/// The service's own PATCH, as it stands in the documentation.
async fn report(reports: Reports, faults: Faults, candidate: Value) {
    let Some(report_id) = candidate["report_id"].as_str() else { return };
    let Ok(Some(report)) = reports.file.report(report_id) else {
        // A rehearsal on RC, say: its reports are not here.
        return;
    };
    if faults.has("send-creates-twice") {
        let again = new_report(&report.codename, &report.candidate_id, Map::new());
        if let Err(error) = reports.file.set_report(&again) {
            tracing::warn!(%error, "the second report could not be made");
        }
    }
    tokio::time::sleep(TAKES).await;
    if faults.has("report-never-comes") {
        return;
    }
    for fields in bodies(&faults, (reports.clock)()) {
        let sent = sending(&reports, &faults, &report, fields);
        if reports.take(sent).await.is_err() {
            tracing::debug!("a report of the sample partner was refused");
        }
    }
}

fn sending(reports: &Reports, faults: &Faults, report: &SandboxReport, fields: Map<String, Value>) -> Sent {
    let own = |codename: &str| reports.file.partner(codename).ok().flatten();
    let secret_hash = own(&report.codename).map(|partner| partner.secret_hash).unwrap_or_default();
    let is_wrong = faults.has("report-with-a-wrong-secret");
    Sent {
        codename: if faults.has("report-under-another-codename") {
            format!("{}-x", report.codename)
        } else {
            report.codename.clone()
        },
        report_id: if faults.has("report-for-the-candidate-id") {
            report.candidate_id.clone()
        } else {
            report.id.clone()
        },
        secret_hash: if is_wrong { String::new() } else { secret_hash },
        body: Ok(fields),
    }
}

fn bodies(faults: &Faults, now: i64) -> Vec<Map<String, Value>> {
    let at = jiff::Timestamp::from_millisecond(now).unwrap_or_default().to_string();
    let completed_at = match () {
        () if faults.has("report-time-without-a-zone") => at.trim_end_matches('Z').to_owned(),
        () if faults.has("report-time-not-in-utc") => at.replace('Z', "+02:00"),
        () => at,
    };
    let score = match () {
        () if faults.has("report-score-a-number") => json!(76),
        () if faults.has("report-score-too-long") => json!("76 of 100 points"),
        () => json!("76%"),
    };
    let status = match () {
        () if faults.has("report-with-an-unknown-status") => "done",
        () if faults.has("report-failed") => "failed",
        () => "completed",
    };
    let whole = json!({ "status": status, "score": score, "completed_at": completed_at });
    let all = match () {
        () if faults.has("report-in-steps") => {
            vec![
                json!({ "status": status }),
                json!({ "score": score }),
                json!({ "completed_at": completed_at }),
            ]
        }
        () if faults.has("report-sent-again") => vec![whole.clone(), whole],
        () if faults.has("report-completed-twice") => {
            vec![whole.clone(), json!({ "status": "completed", "score": "12%" })]
        }
        () if faults.has("report-canceled-after-completed") => vec![whole, json!({ "status": "canceled" })],
        () => vec![whole],
    };
    all.into_iter().filter_map(|body| body.as_object().cloned()).collect()
}
