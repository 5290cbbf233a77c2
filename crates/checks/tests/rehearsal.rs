//! What the rehearsal's checks say of answers and reports, right and wrong, usual and unusual.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::{
    Answer, NotSent, ProbeError, REHEARSAL, Redirect, Rehearsal, RehearsalPart, ReportRefusal, ReportUpdate,
    Sent, State, Subject, Then, Verdict, judge_rehearsal,
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
fn a_check_reads_what_it_declares_of_a_rehearsal_and_nothing_else() {
    let sent = Sent::ALL.map(|sent| (sent, json_answer(if sent == Sent::Candidate { 201 } else { 422 }, "")));
    let report =
        json!({"id": "r", "status": "completed", "score": 7, "subtitle": "x", "completed_at": "now"});
    let whole = Rehearsal {
        sent: sent.into_iter().collect(),
        report_id: Some("r".into()),
        ..reported(Kind::BackgroundCheck, report)
    };
    for check in REHEARSAL {
        let mut declared = whole.clone();
        declared.sent.retain(|sent, _| check.parts.contains(&RehearsalPart::Sent(*sent)));
        declared.reports = declared.reports.filter(|_| check.parts.contains(&RehearsalPart::Reports));
        assert_eq!(says(&declared, check.id), says(&whole, check.id), "{}", check.id);
        let mut others = whole.clone();
        others.sent.retain(|sent, _| !check.parts.contains(&RehearsalPart::Sent(*sent)));
        others.reports = others.reports.filter(|_| !check.parts.contains(&RehearsalPart::Reports));
        assert_ne!(says(&others, check.id), says(&whole, check.id), "{}", check.id);
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

fn update(status: u16, refusal: Option<ReportRefusal>, fields: Value) -> ReportUpdate {
    ReportUpdate { at: 0, status, refusal, fields }
}

/// What REPORT-1 says of a report that stands like this after what was sent about it.
fn after(report: Value, updates: Vec<ReportUpdate>) -> (State, String) {
    let mut rehearsal = reported(Kind::Assessment, report);
    rehearsal.report_id = Some("ours".into());
    rehearsal.updates = updates;
    says(&rehearsal, "REPORT-1")
}

#[test]
fn a_report_that_was_not_taken_is_explained_until_one_is() {
    let sent = json!({ "id": "ours", "status": "sent" });
    for refusal in ReportRefusal::ALL {
        let refused = update(401, Some(refusal), json!({ "status": "done" }));
        assert_eq!(after(sent.clone(), vec![refused.clone()]), (State::Fail, refusal.key().to_owned()));
        let taken = update(200, None, json!({ "status": "completed" }));
        let completed = json!({ "id": "ours", "status": "completed" });
        assert_eq!(
            after(completed, vec![refused, taken]),
            (State::Pass, "pass".into()),
            "it came in the end"
        );
    }
}

#[test]
fn a_report_that_ended_stays_as_it_is_but_may_be_told_in_steps_and_again() {
    let completed = json!({ "id": "ours", "status": "completed" });
    let told = |bodies: &[Value]| {
        after(completed.clone(), bodies.iter().map(|body| update(200, None, body.clone())).collect())
    };
    let whole = json!({ "status": "completed", "score": "76%" });
    for right in [
        vec![json!({ "status": "completed" }), json!({ "score": "76%" })],
        vec![json!({ "score": "40%" }), json!({ "score": "76%" }), json!({ "status": "completed" })],
        vec![whole.clone(), whole.clone()],
        vec![whole.clone(), json!({ "status": "completed" }), json!({ "subtitle": "Top 10" })],
    ] {
        assert_eq!(told(&right), (State::Pass, "pass".into()), "{right:?}");
    }
    for wrong in [
        vec![whole.clone(), json!({ "score": "12%" })],
        vec![whole.clone(), json!({ "status": "canceled" })],
        vec![json!({ "status": "failed" }), json!({ "status": "sent" })],
    ] {
        assert_eq!(told(&wrong), (State::Fail, "changed".into()), "{wrong:?}");
    }
}

#[test]
fn a_second_report_is_a_fault_only_where_it_is_known_which_one_was_made_for_the_candidate() {
    let mut rehearsal = reported(Kind::Assessment, json!({ "id": "ours", "status": "completed" }));
    rehearsal.reports.as_mut().unwrap().push(json!({ "id": "other", "status": "sent" }));
    assert_eq!(says(&rehearsal, "REPORT-1").0, State::Pass, "on RC a candidate may have older ones");
    rehearsal.report_id = Some("ours".into());
    assert_eq!(says(&rehearsal, "REPORT-1").0, State::Pass);
    rehearsal.is_only_report = true;
    assert_eq!(says(&rehearsal, "REPORT-1"), (State::Fail, "twice".into()));
}

#[test]
fn at_most_one_candidate_is_accepted_per_agreement() {
    let (accepted, rejected) = (|| json_answer(201, "{}"), || json_answer(401, ""));
    let lost = || Err(ProbeError::Broken);
    let next = |sent: &[(Sent, Result<Answer, ProbeError>)]| posted(sent).next();
    assert_eq!(next(&[]), Some((Sent::WrongToken, Then::AnotherPress)));
    assert_eq!(next(&[(Sent::WrongToken, rejected())]), Some((Sent::NoToken, Then::Next)));
    for ends in [accepted(), lost(), json_answer(429, "")] {
        assert_eq!(next(&[(Sent::WrongToken, ends.clone())]), None);
        assert_eq!(next(&[(Sent::WrongToken, rejected()), (Sent::NoToken, ends)]), None);
    }
    let until_unknown = |answer| {
        next(&[(Sent::WrongToken, rejected()), (Sent::NoToken, rejected()), (Sent::UnknownTest, answer)])
    };
    assert_eq!(until_unknown(json_answer(422, "")), Some((Sent::Candidate, Then::Next)));
    for maybe in [accepted(), lost()] {
        assert_eq!(until_unknown(maybe), Some((Sent::Candidate, Then::AnotherPress)));
    }
    // A token so short that no part of it can be wrong is no reason to stop.
    let no_part = Err(ProbeError::NotSent(NotSent::NoSuchPart));
    assert_eq!(next(&[(Sent::WrongToken, no_part)]), Some((Sent::NoToken, Then::Next)));
}

#[test]
fn nobody_is_blamed_or_told_of_a_lost_answer_for_a_candidate_that_never_left() {
    for (sent, check) in
        [(Sent::WrongToken, "TOKEN-7"), (Sent::UnknownTest, "SEND-2"), (Sent::Candidate, "SEND-1")]
    {
        let rehearsal = Rehearsal { not_sent: Some((sent, ProbeError::Offline)), ..Rehearsal::default() };
        assert_eq!(says(&rehearsal, check), (State::Unknown, "offline".into()), "{check}");
    }
}

#[test]
fn a_report_that_a_person_sent_says_nothing_of_the_service() {
    let completed = json!({ "id": "ours", "status": "completed", "score": 76 });
    let taken = || update(200, None, json!({ "status": "completed" }));
    let mut rehearsal = reported(Kind::Assessment, completed);
    (rehearsal.report_id, rehearsal.by_hand, rehearsal.updates) = (Some("ours".into()), 1, vec![taken()]);
    assert_eq!(says(&rehearsal, "REPORT-1"), (State::Waiting, "by_hand".into()));
    assert_eq!(says(&rehearsal, "REPORT-2").0, State::Waiting);
    // The service has sent one besides.
    rehearsal.updates.push(taken());
    assert_eq!(says(&rehearsal, "REPORT-1"), (State::Pass, "pass".into()));
}
