//! The Sandbox as a server of its own: a partner's build server drives its recruiter, and the service under test
//! reports to it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{PROGRAM, code, complaint, list_of, member, put, run, text_of};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    thread,
};
use tempfile::TempDir;

const TOKEN: &str = "lighthouse-customer-token";
const SECRET: &str = "lighthousePartnerSecretOfTheTest";

/// A Sandbox that runs, with what it says of itself.
struct Running {
    program: Child,
    said: Value,
    folder: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

impl Running {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let data = folder.join("data");
        let mut program = Command::new(PROGRAM)
            .args(["sandbox", "--data", &data.display().to_string()])
            .args(arguments)
            .env("PARTNER_DESK_CUSTOMER_TOKEN", TOKEN)
            .env("PARTNER_DESK_PARTNER_SECRET", SECRET)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { program, said: serde_json::from_str(&line).unwrap(), folder: data }
    }

    fn data(&self) -> String {
        self.folder.display().to_string()
    }

    /// Asks it something: the status, and the body.
    fn ask(&self, path: &str, more: &[&str]) -> (String, Value) {
        let url = format!("{}{path}", text_of(&self.said, "address"));
        let output = Command::new("curl")
            .args(["-sS", "--cacert", text_of(&self.said, "authority_file"), "-w", "\n%{http_code}", &url])
            .args(more)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let (body, status) = text.rsplit_once('\n').unwrap();
        (status.to_owned(), serde_json::from_str(body).unwrap_or(Value::Null))
    }

    fn send(&self, body: &Value) -> (String, Value) {
        self.ask("/_recruiter/send", &["-H", "Content-Type: application/json", "-d", &body.to_string()])
    }
}

/// Steps with whether the customer can go on after each.
fn steps(told: &Value) -> Vec<(&str, bool)> {
    let steps = list_of(told, "steps").iter();
    steps.map(|step| (text_of(step, "id"), member(step, "is_done").as_bool().unwrap())).collect()
}

fn sentence(told: &Value, index: usize) -> &str {
    text_of(&list_of(told, "steps")[index], "sentence")
}

/// The bodies that a service was posted.
type Posts = Arc<Mutex<Vec<Value>>>;

/// A service that is right, and reports to the Sandbox that `sandbox` gives it.
fn service(sandbox: Arc<Mutex<Option<(String, String)>>>) -> (String, Posts) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let posts = Posts::default();
    let posted = posts.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &posted, &sandbox);
        }
    });
    (at, posts)
}

fn answer(mut stream: TcpStream, posts: &Posts, sandbox: &Mutex<Option<(String, String)>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or_default() == 0 || line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_ascii_lowercase());
    }
    let Some(first) = lines.first() else { return };
    let length =
        lines.iter().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let is_known = lines.contains(&format!("authorization: bearer {TOKEN}"));
    let (status, body) = match first.split(' ').nth(1).unwrap() {
        _ if !is_known => ("401 Unauthorized", r#"{"error":"Unknown token"}"#.to_owned()),
        "/check" => ("204 No Content", String::new()),
        "/tests" => ("200 OK", r#"[{"id":7,"name":"Signals"}]"#.to_owned()),
        _ => {
            let candidate: Value = serde_json::from_slice(&body).unwrap();
            match text_of(&candidate, "test_id") {
                "7" if text_of(&candidate, "first_name") == "Nobody" => {
                    ("402 Payment Required", format!(r#"{{"error":"No credits left for {TOKEN}"}}"#))
                }
                "7" if text_of(&candidate, "first_name") == "Slow" => {
                    posts.lock().unwrap().push(candidate);
                    // Until the test says so.
                    while posts.lock().unwrap().last() != Some(&Value::Null) {
                        thread::yield_now();
                    }
                    ("201 Created", "{}".to_owned())
                }
                "7" => {
                    report(&candidate, sandbox);
                    posts.lock().unwrap().push(candidate);
                    ("201 Created", "{}".to_owned())
                }
                _ => ("422 Unprocessable", r#"{"error":"No such test"}"#.to_owned()),
            }
        }
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n");
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    stream.write_all(format!("{head}{length}\r\n{body}").as_bytes()).unwrap();
}

/// As the partner's developers do it: with the authority, the codename and the secret that they configured.
fn report(candidate: &Value, sandbox: &Mutex<Option<(String, String)>>) {
    let Some((address, authority)) = sandbox.lock().unwrap().clone() else { return };
    let url = format!("{address}/api/p/lighthouse/reports/{}", text_of(candidate, "report_id"));
    let body = json!({ "status": "completed", "score": "9/10", "completed_at": "2026-11-26T12:00:00Z" });
    let mut patch = Command::new("curl");
    patch.args(["-sS", "-X", "PATCH", "--cacert", &authority, &url, "-d", &body.to_string()]).args([
        "-H",
        &format!("RT-PARTNER-SECRET: {SECRET}"),
        "-H",
        "Content-Type: application/json",
    ]);
    thread::spawn(move || patch.output());
}

/// A partner whose service is at `at`.
fn partner(folder: &Path, at: &str) -> String {
    let record = json!({
        "format": "partner-desk/1", "codename": "lighthouse", "company_id": "48213", "kind": "assessment",
        "name": "Lighthouse", "description": "Keeps the light.", "logo": "",
        "urls": {
            "validate_token": format!("{at}/check"), "tests": format!("{at}/tests"),
            "send_candidate": format!("{at}/send"),
        },
        "inputs": [
            { "kind": "first_name", "name": "first_name", "required": true },
            { "kind": "email", "name": "email", "required": true },
        ],
    });
    put(&folder.join("lighthouse.partner.json"), record.to_string())
}

/// A Sandbox that holds a partner whose service reports to it.
fn beside_a_service(folder: &Path) -> (Running, String, Posts) {
    let to = Arc::new(Mutex::new(None));
    let (at, posts) = service(to.clone());
    let file = partner(folder, &at);
    let running = Running::start(folder, &["--partner", &file]);
    let authority = text_of(&running.said, "authority_file").to_owned();
    *to.lock().unwrap() = Some((text_of(&running.said, "address").to_owned(), authority));
    (running, file, posts)
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
    assert!(sentence(&told, 0).starts_with("No answer came."), "{told}");
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
