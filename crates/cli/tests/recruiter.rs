//! The recruiter of a Sandbox that runs, as scripts drive it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::sandbox::{Running, SECRET, TOKEN, beside_a_service, service};
use process::{list_of, member, text_of};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;

/// Steps with whether the customer can go on after each.
fn steps(told: &Value) -> Vec<(&str, bool)> {
    let steps = list_of(told, "steps").iter();
    steps.map(|step| (text_of(step, "id"), member(step, "is_done").as_bool().unwrap())).collect()
}

fn sentence(told: &Value, index: usize) -> &str {
    text_of(&list_of(told, "steps")[index], "sentence")
}

#[test]
fn a_recruiter_sends_one_candidate_to_the_sample_and_gets_its_report() {
    let folder = TempDir::new().unwrap();
    let running = Running::start(folder.path(), &[]);
    let (status, told) = running.send(&json!({ "test_id": "2", "wait_seconds": 30 }));
    assert_eq!((status.as_str(), member(&told, "was_accepted")), ("200", &json!(true)));
    assert_eq!(steps(&told), [("enable", true), ("tests", true), ("send", true)]);
    let report = &list_of(&told, "reports")[0];
    assert_eq!((text_of(report, "status"), text_of(report, "score")), ("completed", "76%"));
    // The same again, for whoever does not want to wait.
    let (status, again) = running.ask(&format!("/_recruiter/send/{}", text_of(&told, "report_id")), &[]);
    assert_eq!((status.as_str(), again), ("200", told));
}

#[test]
fn a_fault_of_the_sample_is_told_as_its_recruiter_would_see_it() {
    let folder = TempDir::new().unwrap();
    let running = Running::start(folder.path(), &["--fault", "send-answers-200-with-an-error"]);
    let (_, told) = running.send(&json!({}));
    assert_eq!(
        steps(&told),
        [("enable", true), ("tests", true), ("send", true)],
        "Recruitee reads the status"
    );
    drop(running);
    let running = Running::start(folder.path(), &["--fault", "send-fails"]);
    let (_, told) = running.send(&json!({ "wait_seconds": 30 }));
    assert_eq!(member(&told, "was_accepted"), false, "and nothing is waited for");
    assert!(sentence(&told, 2).contains("There was a problem with the Harbour Tests API"), "{told}");
    drop(running);
    let running = Running::start(folder.path(), &["--fault", "name-not-found"]);
    let (_, told) = running.send(&json!({}));
    assert_eq!(steps(&told), [("enable", false)]);
    assert!(sentence(&told, 0).starts_with("Your service didn’t respond."), "{told}");
}

#[test]
fn a_service_of_ones_own_is_sent_a_candidate_by_its_recruiter_and_reports_with_the_secret_that_it_knows() {
    let folder = TempDir::new().unwrap();
    let (running, _, posts) = beside_a_service(folder.path());
    let partners = list_of(&running.said, "partners");
    assert_eq!(partners, [json!({ "codename": "lighthouse", "secret": SECRET })]);
    let candidate = json!({ "first_name": "Ann", "email": "ann@example.com" });
    let (status, told) = running.send(&json!({ "candidate": candidate, "wait_seconds": 30 }));
    assert_eq!(status, "200", "{told}");
    assert_eq!(text_of(&list_of(&told, "reports")[0], "score"), "9/10");
    let posts = posts.lock().unwrap();
    assert_eq!(posts.len(), 1);
    assert_eq!(
        (text_of(&posts[0], "first_name"), text_of(&posts[0], "email"), text_of(&posts[0], "test_name")),
        ("Ann", "ann@example.com", "Signals")
    );
    assert!(posts[0].get("last_name").is_none(), "the partner did not ask for one");
    assert!(!told.to_string().contains(TOKEN), "a token is told to nobody");
    let (_, told) = running.send(&json!({ "candidate": { "first_name": "Nobody" } }));
    assert_eq!(member(&told, "was_accepted"), false);
    assert!(sentence(&told, 2).contains("The recruiter reads: “No credits left for ••••"), "{told}");
    assert!(!told.to_string().contains(TOKEN), "also where the service names it");
}

#[test]
fn a_dialog_whose_browser_gave_up_waiting_sends_nobody_a_second_time() {
    let folder = TempDir::new().unwrap();
    let (running, _, posts) = beside_a_service(folder.path());
    let post = |path: &str, more: &[&str]| -> String {
        let url = format!("{}{path}", text_of(&running.said, "address"));
        let curl = Command::new("curl")
            .args(["-sS", "-i", "--cacert", text_of(&running.said, "authority_file"), &url])
            .args(more)
            .output()
            .unwrap();
        let head = String::from_utf8_lossy(&curl.stdout).into_owned();
        let to = head.lines().find_map(|line| line.strip_prefix("location: "));
        to.unwrap_or_default().trim().to_owned()
    };
    let dialog = post("/_recruiter", &["-d", "codename=lighthouse&token="]);
    assert!(dialog.starts_with("/_recruiter/dialogs/"), "{dialog}");
    let form = ["-d", "first_name=Slow&email=slow%40example.com&test_id=7"];
    let gave_up = post(&dialog, &[&form[..], &["--max-time", "1"]].concat());
    assert_eq!(gave_up, "", "no answer yet");
    posts.lock().unwrap().push(Value::Null);
    let sent = post(&dialog, &form);
    assert!(sent.starts_with("/_recruiter/sent/"), "{sent}");
    let candidates = posts.lock().unwrap().iter().filter(|post| post.is_object()).count();
    assert_eq!(candidates, 1);
}

#[test]
fn a_customer_token_is_sent_to_the_partner_that_it_was_given_for_and_to_no_other() {
    let folder = TempDir::new().unwrap();
    let (running, ..) = beside_a_service(folder.path());
    let (at, posts) = service(Arc::default());
    let record = json!({
        "kind": "assessment", "name": "Other",
        "urls": {
            "validate_token": format!("{at}/check"), "tests": format!("{at}/tests"),
            "send_candidate": format!("{at}/send"),
        },
    });
    let authorization = format!("Authorization: Bearer {}", text_of(&running.said, "token"));
    let path = format!("/api/p/other/c/{}/partner", text_of(&running.said, "company_id"));
    let (status, _) = running.ask(&path, &["-H", &authorization, "-d", &record.to_string()]);
    assert_eq!(status, "201");
    let (status, said) = running.send(&json!({ "codename": "other" }));
    assert_eq!(status, "422", "{said}");
    assert!(text_of(&said, "error").contains("customer token"), "{said}");
    // Whoever says it is meant.
    let (status, told) = running.send(&json!({ "codename": "other", "token": TOKEN }));
    assert_eq!((status.as_str(), member(&told, "was_accepted")), ("200", &json!(true)), "{told}");
    assert_eq!(posts.lock().unwrap().len(), 1);
    // And the first is still the one that is meant where none is named.
    let (_, told) = running.send(&json!({}));
    assert_eq!(text_of(&told, "codename"), "lighthouse");
}

#[test]
fn what_a_script_gets_wrong_is_told_with_a_status_and_what_to_do() {
    let folder = TempDir::new().unwrap();
    let running = Running::start(folder.path(), &[]);
    let json_type = ["-H", "Content-Type: application/json", "-d"];
    let asked = |more: &[&str]| {
        let (status, said) = running.ask("/_recruiter/send", more);
        (status, text_of(&said, "error").to_owned())
    };
    let sent = |body: &str| asked(&[&json_type[..], &[body]].concat());
    for (answer, status, part) in [
        (asked(&["-d", "{}"]), "415", "application/json"),
        (sent(r#"{"token": "#), "400", "line 1, column 9"),
        (sent(r#"{"token": 5}"#), "400", "wait_seconds"),
        (sent(r#"{"tokne": "abc-canary"}"#), "400", "codename, token"),
        (sent("[]"), "400", "JSON object"),
        (sent(r#"{"candidate": ["Ann"]}"#), "400", "candidate (first_name"),
        (sent(r#"{"wait_seconds": 9999}"#), "400", "3600"),
        (sent(&format!(r#"{{"codename": "{}"}}"#, "x".repeat(70_000))), "413", "64 KB"),
        (sent(r#"{"codename": "lighthouse"}"#), "404", "harbour-tests"),
        (sent(r#"{"test_id": "99"}"#), "422", "1, 2, 3, 4, 5"),
        (sent(r#"{"token": "line\nbreak"}"#), "422", "line break"),
        (
            asked(&[&json_type[..], &["{}", "-H", "Origin: https://shop.example"]].concat()),
            "403",
            "this computer",
        ),
        (asked(&[&json_type[..], &["{}", "-H", "Host: shop.example"]].concat()), "403", "this computer"),
    ] {
        assert_eq!(answer.0, status, "{answer:?}");
        assert!(answer.1.contains(part) && !answer.1.contains("canary"), "{answer:?}");
    }
    let (status, told) = running.send(&json!({ "token": "a-wrong-token" }));
    assert_eq!((status.as_str(), steps(&told)), ("200", vec![("enable", false)]), "no fault of the script");
    assert!(sentence(&told, 0).contains("status 401"), "{told}");
}
