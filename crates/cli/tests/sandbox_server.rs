//! The Sandbox as a server of its own: how it starts and stops, and the commands that use it while it runs.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::sandbox::{Running, TOKEN, beside_a_service, partner};
use process::{PROGRAM, code, complaint, list_of, member, put, run, text_of};
use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

#[test]
fn a_command_that_finds_no_sandbox_running_says_so() {
    let folder = TempDir::new().unwrap();
    let file = partner(folder.path(), "http://127.0.0.1:9");
    let empty = folder.path().display().to_string();
    let beside = |folder: &str| run(&["check", &file, "--env", "sandbox", "--sandbox", folder]);
    let output = beside(&empty);
    assert_eq!(code(&output), Some(2));
    assert!(complaint(&output).contains("No Sandbox is running with --data"), "{}", complaint(&output));
    // One that was killed leaves its folder as it was.
    let running = Running::start(folder.path(), &[]);
    let left = running.data();
    drop(running);
    assert!(Path::new(&left).join("sandbox.json").exists());
    assert_eq!(complaint(&beside(&left)), complaint(&output).replace(&empty, &left));
    let rc = run(&["check", &file, "--env", "rc", "--sandbox", &empty]);
    assert_eq!(code(&rc), Some(64));
}

#[test]
fn a_second_sandbox_with_the_same_folder_does_not_start_and_changes_nothing_of_the_first() {
    let folder = TempDir::new().unwrap();
    let (running, file, _) = beside_a_service(folder.path());
    let second = run(&["sandbox", "--data", &running.data(), "--partner", &file, "--fault", "send-fails"]);
    assert_eq!(code(&second), Some(2));
    process::assert_one_sentence(&second, "Another Sandbox is already running");
    let (status, told) = running.send(&json!({ "wait_seconds": 30 }));
    assert_eq!((status.as_str(), text_of(&list_of(&told, "reports")[0], "status")), ("200", "completed"));
    // Nor one whose port is taken.
    let elsewhere = TempDir::new().unwrap();
    let port = text_of(&running.said, "address").rsplit_once(':').unwrap().1.to_owned();
    let data = elsewhere.path().display().to_string();
    assert_eq!(code(&run(&["sandbox", "--data", &data, "--port", &port])), Some(2));
    assert!(!elsewhere.path().join("sandbox.json").exists());
}

#[cfg(unix)]
#[test]
fn what_opens_a_sandbox_is_readable_for_its_owner_alone_and_says_how_it_is_reached_while_it_runs() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let folder = TempDir::new().unwrap();
    let mut running = Running::start(folder.path(), &[]);
    let data = running.folder.clone();
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o077, 0);
    for name in ["sandbox.json", "sandbox.sqlite"] {
        let mode = fs::metadata(data.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
    }
    assert!(Path::new(text_of(&running.said, "authority_file")).is_absolute());
    process::send("TERM", &running.program);
    running.program.wait().unwrap();
    assert!(!data.join("sandbox.json").exists());
}

#[test]
fn a_token_of_rc_is_not_shown_to_a_sandbox() {
    let folder = TempDir::new().unwrap();
    let file = partner(folder.path(), "http://127.0.0.1:9");
    let output = Command::new(PROGRAM)
        .args(["check", &file, "--env", "sandbox", "--only", "REC-6", "--json"])
        .env("PARTNER_DESK_PERSONAL_TOKEN", "a-token-of-rc")
        .output()
        .unwrap();
    assert_eq!(code(&output), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_partner_that_the_running_sandbox_was_not_started_with_is_named() {
    let folder = TempDir::new().unwrap();
    let file = partner(folder.path(), "http://127.0.0.1:9");
    let running = Running::start(folder.path(), &[]);
    let output = run(&["rehearse", &file, "--env", "sandbox", "--sandbox", &running.data(), "--send"]);
    assert_eq!(code(&output), Some(2));
    process::assert_one_sentence(&output, "wasn’t started with lighthouse");
}

#[test]
fn a_record_that_the_partners_api_would_not_take_is_not_registered() {
    let folder = TempDir::new().unwrap();
    let file = put(
        &folder.path().join("odd.partner.json"),
        r#"{"format":"partner-desk/1","codename":"odd","company_id":"1","kind":"quiz","name":"Odd","urls":{},"inputs":[]}"#,
    );
    let output = run(&["sandbox", "--partner", &file]);
    assert_eq!(code(&output), Some(65));
    assert!(complaint(&output).contains("kind"), "{}", complaint(&output));
}

#[test]
fn the_rehearsal_of_a_service_of_ones_own_is_ready_beside_a_sandbox_that_runs_and_its_check_is_too() {
    let folder = TempDir::new().unwrap();
    let (running, file, posts) = beside_a_service(folder.path());
    let beside = |command: &str, more: &[&str]| -> Output {
        let mut arguments = vec![command, &file, "--env", "sandbox", "--sandbox"];
        let data = running.data();
        arguments.push(&data);
        arguments.extend(more);
        Command::new(PROGRAM)
            .args(arguments)
            .env("PARTNER_DESK_CUSTOMER_TOKEN", TOKEN)
            .env_remove("PARTNER_DESK_PERSONAL_TOKEN")
            .output()
            .unwrap()
    };
    let rehearsed = beside("rehearse", &["--send", "--wait", "30", "--json"]);
    let report: Value = serde_json::from_slice(&rehearsed.stdout).unwrap();
    assert_eq!(code(&rehearsed), Some(0), "{report:#}");
    assert_eq!(member(&report, "ready"), true);
    assert_eq!(posts.lock().unwrap().len(), 1, "one is accepted");
    // For a build server: each step and check by its name.
    let rehearsed = beside("rehearse", &["--send", "--wait", "30", "--format", "junit"]);
    let xml = String::from_utf8(rehearsed.stdout.clone()).unwrap();
    let document = roxmltree::Document::parse(&xml).unwrap();
    let cases = document.descendants().filter(|node| node.has_tag_name("testcase"));
    let names: Vec<&str> = cases.filter_map(|case| case.attribute("name")).collect();
    assert_eq!(names.len(), 9, "{names:?}");
    assert!(names.contains(&"enable: Turn on the integration"), "{names:?}");
    assert!(!xml.contains("<failure") && !xml.contains("<error"), "{xml}");
    // The record that the Sandbox was started with is the one in the file.
    let checked = beside("check", &["--only", "REC-6 TOKEN-1 TESTS-1", "--json"]);
    let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(code(&checked), Some(0), "{report:#}");
}
