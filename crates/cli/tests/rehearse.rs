//! The rehearsal as a build server meets it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{list_of, member, text_of};
use serde_json::{Value, json};
use std::process::{Command, Output};

fn rehearse(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_partner-desk-cli"))
        .arg("rehearse")
        .args(arguments)
        .env_remove("PARTNER_DESK_CUSTOMER_TOKEN")
        .env_remove("PARTNER_DESK_PERSONAL_TOKEN")
        .output()
        .unwrap()
}

fn said(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The steps, each with its verdict.
fn steps(report: &Value) -> Vec<(&str, &str)> {
    list_of(report, "steps").iter().map(|step| (text_of(step, "id"), text_of(step, "verdict"))).collect()
}

fn step<'r>(report: &'r Value, id: &str) -> &'r Value {
    list_of(report, "steps").iter().find(|step| text_of(step, "id") == id).unwrap()
}

#[test]
fn without_somebodys_word_nothing_with_an_effect_is_called() {
    let output = rehearse(&["--example", "--json"]);
    assert_eq!(output.status.code(), Some(2), "what is required is not known yet");
    let report = said(&output);
    assert_eq!(member(&report, "ready"), false);
    assert_eq!(
        steps(&report),
        [
            ("enable", "pass"),
            ("tests", "pass"),
            ("wrong_token", "waiting"),
            ("no_token", "waiting"),
            ("unknown_test", "waiting"),
            ("candidate", "waiting"),
            ("report", "waiting"),
        ]
    );
    let called: Vec<&str> = list_of(&report, "steps")
        .iter()
        .map(|step| member(step, "exchange"))
        .filter(|exchange| !exchange.is_null())
        .map(|exchange| text_of(exchange, "method"))
        .collect();
    assert_eq!(called, ["GET", "GET"]);
}

#[test]
fn the_sample_partner_is_played_to_its_report_without_a_window() {
    let output = rehearse(&["--example", "--send", "--test", "3", "--json"]);
    let report = said(&output);
    assert_eq!(output.status.code(), Some(0), "{report:#}");
    assert_eq!(member(&report, "ready"), true);
    assert!(steps(&report).iter().all(|(_, verdict)| *verdict == "pass"), "{report:#}");
    let sent = member(step(&report, "candidate"), "exchange");
    let body: Value = serde_json::from_str(text_of(sent, "request_body")).unwrap();
    assert_eq!(*member(&body, "test_id"), json!("3"));
    assert_eq!(*member(&body, "email"), json!("sample.candidate@example.com"));
    assert_eq!(list_of(&report, "verdicts").len(), 7);
}

#[test]
fn a_mailbox_of_ones_own_is_sent_and_is_not_in_the_result() {
    let output = rehearse(&["--example", "--send", "--candidate-email", "zoe@harbour.example", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let (report, told) = (said(&output), String::from_utf8(output.stdout.clone()).unwrap());
    assert!(!told.contains("zoe@harbour.example"));
    let body = text_of(member(step(&report, "candidate"), "exchange"), "request_body").to_owned();
    assert!(body.contains("••••"), "{body}");
    let slip = rehearse(&["--example", "--send", "--candidate-email", "zoe"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&slip.stderr).contains("Enter an email address"));
}

#[test]
fn a_fault_ends_as_the_list_of_faults_says() {
    let list =
        Command::new(env!("CARGO_BIN_EXE_partner-desk-cli")).args(["faults", "--json"]).output().unwrap();
    let list: Value = serde_json::from_slice(&list.stdout).unwrap();
    let of_candidates: Vec<&Value> =
        list.as_array().unwrap().iter().filter(|fault| text_of(fault, "command") == "rehearse").collect();
    assert!(of_candidates.len() >= 15);
    // All of them are gone through with the core alone; here one of each exit code is enough.
    for name in ["send-accepts-a-wrong-token", "report-never-comes", "report-score-a-number"] {
        let fault = of_candidates.iter().find(|fault| text_of(fault, "name") == name).unwrap();
        let output = rehearse(&["--example", "--send", "--wait", "3", "--fault", name, "--json"]);
        let report = said(&output);
        assert_eq!(output.status.code().map(i64::from), member(fault, "exit").as_i64(), "{name}: {report:#}");
        let failed: Vec<&str> = list_of(&report, "verdicts")
            .iter()
            .filter(|verdict| text_of(verdict, "verdict") == "fail")
            .map(|verdict| text_of(verdict, "id"))
            .collect();
        assert_eq!(json!(failed), *member(fault, "fails"), "{name}");
    }
}

#[test]
fn a_rehearsal_that_cannot_start_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.partner.json");
    std::fs::File::create(&file).unwrap();
    let empty = rehearse(&[file.to_str().unwrap(), "--env", "sandbox"]);
    assert_eq!(empty.status.code(), Some(65));
    let misused = rehearse(&["--example", "--candidate-email", "zoe@harbour.example"]);
    assert_eq!(misused.status.code(), Some(64), "a mailbox is for sending");
}

#[test]
fn people_read_a_line_per_step_and_one_per_check() {
    let output = rehearse(&["--example", "--send"]);
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn a_fault_that_only_a_candidate_brings_to_light_is_not_taken_for_found_by_check() {
    let output = process::run(&["check", "--example", "--fault", "send-fails"]);
    assert_eq!(process::code(&output), Some(64));
    process::assert_one_sentence(&output, "rehearse --example --send --fault send-fails");
}
