//! What the rehearsal's checks say of answers and reports, right and wrong, usual and unusual.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::{
    Answer, ProbeError, REHEARSAL, Redirect, Rehearsal, Sent, State, Subject, Verdict, judge_rehearsal,
};
use faultless::answer;
use partner::Kind;
use serde_json::{Value, json};

fn judged(rehearsal: &Rehearsal, id: &str) -> Verdict {
    let verdicts = judge_rehearsal(rehearsal, &Subject::default());
    assert_eq!(verdicts.len(), REHEARSAL.len());
    for verdict in &verdicts {
        assert!(text::has(&verdict.sentence.key), "{}", verdict.sentence.key);
    }
    verdicts.into_iter().find(|verdict| verdict.id == id).unwrap()
}

/// The last part of the sentence's key, with the state.
fn says(rehearsal: &Rehearsal, id: &str) -> (State, String) {
    let verdict = judged(rehearsal, id);
    (verdict.state, verdict.sentence.key.rsplit('.').next().unwrap().to_owned())
}

fn posted(sent: &[(Sent, Result<Answer, ProbeError>)]) -> Rehearsal {
    Rehearsal { sent: sent.iter().cloned().collect(), ..Rehearsal::default() }
}

fn json_answer(status: u16, body: &str) -> Result<Answer, ProbeError> {
    answer(status, "application/json", body)
}

fn reported(kind: Kind, report: Value) -> Rehearsal {
    Rehearsal { kind: Some(kind), reports: Some(vec![report]), ..Rehearsal::default() }
}

#[test]
fn before_it_is_played_every_check_waits() {
    for verdict in judge_rehearsal(&Rehearsal::default(), &Subject::default()) {
        let waits = if verdict.id == "REPORT-3" { State::NotApplicable } else { State::Waiting };
        assert_eq!(verdict.state, waits, "{}", verdict.id);
    }
}

#[test]
fn wrong_tokens_must_be_rejected_and_the_gravest_fault_is_named() {
    let token = |wrong: Result<Answer, ProbeError>, none: Option<Result<Answer, ProbeError>>| {
        let mut sent = vec![(Sent::WrongToken, wrong)];
        sent.extend(none.map(|none| (Sent::NoToken, none)));
        says(&posted(&sent), "TOKEN-7")
    };
    let fails = |variant: &str| (State::Fail, variant.to_owned());
    for status in [401, 403] {
        assert_eq!(token(json_answer(status, ""), Some(json_answer(401, ""))), (State::Pass, "pass".into()));
    }
    // Nothing more was sent after the first was accepted.
    assert_eq!(token(json_answer(201, "{}"), None), fails("let_in"));
    assert_eq!(token(json_answer(200, r#"{"error": "no"}"#), None), fails("error_body"));
    assert_eq!(token(json_answer(401, ""), Some(json_answer(201, "{}"))), fails("missing_let_in"));
    assert_eq!(token(json_answer(500, ""), Some(json_answer(201, "{}"))), fails("missing_let_in"));
    assert_eq!(token(json_answer(404, ""), Some(json_answer(401, ""))), fails("status"));
    let moved = json_answer(302, "").map(|mut answer| {
        answer.redirect = Some(Redirect { to: "https://login.example".into(), is_http: false });
        answer
    });
    assert_eq!(token(moved, Some(json_answer(401, ""))), fails("redirect"));
    assert_eq!(token(Err(ProbeError::Offline), None), (State::Unknown, "offline".into()));
}

#[test]
fn a_candidate_is_accepted_with_any_2xx_and_a_lost_answer_blames_nobody() {
    let candidate = |answer| says(&posted(&[(Sent::Candidate, answer)]), "SEND-1");
    let fails = |variant: &str| (State::Fail, variant.to_owned());
    for (status, body) in [(200, "{}"), (201, r#"{"id": 7}"#), (202, ""), (204, ""), (200, "OK")] {
        assert_eq!(candidate(json_answer(status, body)), (State::Pass, "pass".into()), "{status}");
    }
    assert_eq!(candidate(json_answer(200, r#"{"error": "no credits"}"#)), fails("error_body"));
    assert_eq!(candidate(json_answer(401, "")), fails("turned_away"));
    assert_eq!(candidate(json_answer(402, r#"{"error": "No credits left"}"#)), fails("refused"));
    assert_eq!(candidate(json_answer(404, "")), fails("not_there"));
    assert_eq!(candidate(json_answer(405, "")), fails("method"));
    assert_eq!(candidate(json_answer(422, "")), fails("body"));
    assert_eq!(candidate(json_answer(503, "")), fails("server_error"));
    assert_eq!(candidate(Err(ProbeError::Refused)), fails("refused"));
    for lost in [ProbeError::Broken, ProbeError::TimedOut(10)] {
        assert_eq!(candidate(Err(lost)), (State::Unknown, "lost_answer".into()));
    }
}

#[test]
fn a_refusal_has_a_short_text_for_the_recruiter() {
    let unknown = |answer| says(&posted(&[(Sent::UnknownTest, answer)]), "SEND-2");
    let fails = |variant: &str| (State::Fail, variant.to_owned());
    for status in [400, 402, 404, 422, 499] {
        let refusal = json_answer(status, r#"{"error": "This test is not available"}"#);
        assert_eq!(unknown(refusal), (State::Pass, "pass".into()), "{status}");
    }
    assert_eq!(unknown(json_answer(201, "{}")), fails("let_in"));
    assert_eq!(unknown(json_answer(200, r#"{"error": "no"}"#)), fails("error_body"));
    assert_eq!(unknown(json_answer(403, r#"{"error": "no"}"#)), fails("turned_away"));
    assert_eq!(unknown(json_answer(422, r#"{"message": "no"}"#)), fails("no_text"));
    assert_eq!(unknown(answer(422, "text/html", "<h1>No</h1>")), fails("page"));
    let long = |length: usize| json!({ "error": "x".repeat(length) }).to_string();
    assert_eq!(unknown(json_answer(422, &long(120))), (State::Pass, "pass".into()));
    assert_eq!(unknown(json_answer(422, &long(121))), fails("too_long"));
    assert_eq!(unknown(json_answer(422, r#"{"error": "<b>No</b>"}"#)), fails("markup"));
    assert_eq!(unknown(json_answer(500, r#"{"error": "Broken"}"#)), fails("server_error"));
}

#[test]
fn a_report_ends_as_completed_failed_or_canceled() {
    let report = |report| says(&reported(Kind::Assessment, report), "REPORT-1");
    for status in ["completed", "failed", "canceled"] {
        assert_eq!(report(json!({ "status": status })), (State::Pass, "pass".into()));
    }
    assert_eq!(report(json!({ "status": "sent" })), (State::Waiting, "waiting".into()));
    assert_eq!(report(json!({})), (State::Waiting, "waiting".into()));
    for other in [json!("done"), json!("cancelled"), json!(7)] {
        assert_eq!(report(json!({ "status": other })), (State::Fail, "unknown_status".into()));
    }
}

#[test]
fn a_score_is_short_text_and_a_time_is_in_utc() {
    let report = |id: &str, key: &str, value: Value| {
        says(&reported(Kind::Assessment, json!({ "status": "completed", key: value })), id)
    };
    let fails = |variant: &str| (State::Fail, variant.to_owned());
    for score in [json!("10"), json!("76%"), json!("12/15"), json!("Good"), json!("ñañañañaña"), Value::Null]
    {
        assert_eq!(report("REPORT-2", "score", score), (State::Pass, "pass".into()));
    }
    assert_eq!(report("REPORT-2", "score", json!(76)), fails("not_text"));
    assert_eq!(report("REPORT-2", "score", json!(" ")), fails("empty"));
    assert_eq!(report("REPORT-2", "score", json!("exceptional")), fails("too_long"));
    for time in ["2022-10-06T18:22:26.927622Z", "2022-10-06T18:22:26Z", "2022-10-06T18:22:26+00:00"] {
        assert_eq!(report("REPORT-4", "completed_at", json!(time)), (State::Pass, "pass".into()), "{time}");
    }
    assert_eq!(report("REPORT-4", "completed_at", json!("2022-10-06T18:22:26")), fails("no_zone"));
    assert_eq!(report("REPORT-4", "completed_at", json!("2022-10-06T18:22:26+02:00")), fails("not_utc"));
    assert_eq!(report("REPORT-4", "completed_at", json!("yesterday")), fails("not_a_time"));
    assert_eq!(report("REPORT-4", "completed_at", json!(1_665_080_546)), fails("not_text"));
}

#[test]
fn subtitle_and_properties_are_for_assessments_alone() {
    let report = json!({ "status": "completed", "subtitle": "Top 10 %", "properties": null });
    assert_eq!(says(&reported(Kind::Assessment, report.clone()), "REPORT-3").0, State::NotApplicable);
    for kind in [Kind::BackgroundCheck, Kind::ReferenceCheck] {
        assert_eq!(
            says(&reported(kind.clone(), report.clone()), "REPORT-3"),
            (State::Fail, "subtitle".into())
        );
        let plain = json!({ "status": "completed", "score": "clear", "properties": null });
        assert_eq!(says(&reported(kind, plain), "REPORT-3"), (State::Pass, "pass".into()));
    }
}
