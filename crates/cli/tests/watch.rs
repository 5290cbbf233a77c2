//! Promoted partners watched by a build server or cron.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{
    assert_one_sentence, bare, code, complaint, list_of, member, program, put, run, send, text_of,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    process::Output,
    sync::{Arc, Mutex},
    thread,
};
use tempfile::TempDir;

const TOKEN: &str = "lighthouse-customer-token";

/// What the service of a partner answers.
#[derive(Clone)]
struct Answers {
    tests: String,
    article: String,
    to_wrong_tokens: u16,
}

/// A partner's service on loopback.
struct Service {
    at: String,
    answers: Arc<Mutex<Answers>>,
    /// The first line of each request, and the token in it.
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Service {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let article = include_str!("../../sandbox/src/harbour.html").to_owned();
        let tests = r#"[{"id": 1, "name": "Knots", "level": "easy"}]"#.to_owned();
        let answers = Arc::new(Mutex::new(Answers { tests, article, to_wrong_tokens: 401 }));
        let asked = Arc::<Mutex<Vec<(String, String)>>>::default();
        let (of_thread, told) = (answers.clone(), asked.clone());
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let head: Vec<String> =
                    lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let Some(first) = head.first() else { continue };
                let bearer = head.iter().find_map(|line| {
                    line.to_ascii_lowercase()
                        .starts_with("authorization:")
                        .then(|| line.split_whitespace().last().unwrap_or_default().to_owned())
                });
                told.lock().unwrap().push((first.clone(), bearer.clone().unwrap_or_default()));
                let answers = of_thread.lock().unwrap().clone();
                let is_right = bearer.as_deref() == Some(TOKEN);
                let (status, kind, body) = match first.split(' ').nth(1).unwrap_or_default() {
                    "/help" => (200, "text/html", answers.article.as_str()),
                    _ if !is_right => (answers.to_wrong_tokens, "application/json", "{}"),
                    "/tests" => (200, "application/json", answers.tests.as_str()),
                    _ => (200, "application/json", "{}"),
                };
                let head = format!("HTTP/1.1 {status} Answer\r\ncontent-type: {kind}\r\nconnection: close");
                let _ = stream
                    .write_all(format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).as_bytes());
            }
        });
        Self { at, answers, asked }
    }

    fn file(&self, folder: &Path, codename: &str) -> String {
        let url = |path: &str| format!("{}/{path}", self.at);
        let record = json!({
            "format": "partner-desk/1", "codename": codename, "company_id": "48213", "kind": "assessment",
            "name": "Harbour Tests", "description": "", "logo": "", "inputs": [],
            "urls": { "validate_token": url("check"), "tests": url("tests"), "send_candidate": url("send"),
                "help_article": url("help") }
        });
        put(&folder.join(format!("{codename}.partner.json")), record.to_string())
    }
}

fn watched(arguments: &[&str]) -> Output {
    let common = ["watch", "--once", "--json", "--env", "sandbox"];
    program(&[&common, arguments].concat()).env("PARTNER_DESK_CUSTOMER_TOKEN", TOKEN).output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn kinds(look: &Value) -> Vec<&str> {
    list_of(look, "findings").iter().map(|one| text_of(one, "kind")).collect()
}

#[test]
fn a_service_that_is_as_it_was_ends_with_0_and_is_never_sent_a_candidate() {
    let (folder, service) = (TempDir::new().unwrap(), Service::start());
    let output = watched(&[&service.file(folder.path(), "lighthouse")]);
    let looks = lines(&output);
    assert_eq!(code(&output), Some(0), "{looks:?} {}", complaint(&output));
    let look = looks.first().unwrap();
    assert_eq!(text_of(look, "format"), "partner-desk-watch/1");
    assert_eq!(text_of(look, "result"), "fine");
    assert_eq!(text_of(member(look, "partner"), "codename"), "lighthouse");
    assert_eq!(list_of(look, "not_checked"), [] as [Value; 0]);
    let asked = service.asked.lock().unwrap().clone();
    assert!(asked.iter().any(|(first, _)| first.starts_with("GET /tests")), "{asked:?}");
    assert!(
        asked.iter().all(|(first, _)| first.starts_with("GET ") && !first.contains("/send")),
        "{asked:?}"
    );
}

#[test]
fn what_changed_between_two_starts_is_found_by_what_the_first_has_kept() {
    let (folder, service) = (TempDir::new().unwrap(), Service::start());
    let file = service.file(folder.path(), "lighthouse");
    let state = folder.path().join("state.json").display().to_string();
    let look = || watched(&[&file, "--state", &state]);
    assert_eq!(code(&look()), Some(0));
    assert_eq!(code(&look()), Some(0), "nothing changed");
    service.answers.lock().unwrap().tests = r#"[{"id": 1, "name": "Knots"}]"#.into();
    let changed = look();
    assert_eq!(code(&changed), Some(1));
    assert_eq!(kinds(&lines(&changed)[0]), ["tests_changed"]);
    {
        let mut answers = service.answers.lock().unwrap();
        answers.article = answers.article.replace("Copy", "Delete").replace("copy", "delete");
        answers.to_wrong_tokens = 200;
    }
    let changed = look();
    assert_eq!(
        kinds(&lines(&changed)[0]),
        ["token_check_lax", "token_check_lax", "tests_changed", "article_changed"]
    );
    let kept = fs::read_to_string(&state).unwrap();
    assert!(!kept.contains(TOKEN) && !kept.contains("Knots"), "hashes and names of fields: {kept}");
    service.answers.lock().unwrap().to_wrong_tokens = 401;
    let accepted = watched(&[&file, "--state", &state, "--accept"]);
    assert_eq!(code(&accepted), Some(1), "it is said once more");
    assert_eq!(code(&look()), Some(0), "what was accepted is no change");
}

#[test]
fn each_of_several_partners_is_asked_with_its_own_token_alone() {
    let folder = TempDir::new().unwrap();
    let (one, other) = (Service::start(), Service::start());
    let files = [one.file(folder.path(), "light-house"), other.file(folder.path(), "harbour")];
    let output = program(&["watch", &files[0], &files[1], "--once", "--json", "--env", "sandbox"])
        .env("PARTNER_DESK_CUSTOMER_TOKEN", "a-token-of-nobody-in-particular")
        .env("PARTNER_DESK_CUSTOMER_TOKEN_LIGHT_HOUSE", TOKEN)
        .output()
        .unwrap();
    let looks = lines(&output);
    assert_eq!(looks.iter().map(|look| text_of(look, "result")).collect::<Vec<_>>(), ["fine", "unknown"]);
    assert_eq!(code(&output), Some(2), "one could not be asked whole");
    let told = other.asked.lock().unwrap().clone();
    assert!(told.iter().all(|(_, bearer)| bearer.is_empty()), "{told:?}");
    assert!(one.asked.lock().unwrap().iter().any(|(_, bearer)| bearer == TOKEN));
}

#[test]
fn people_read_a_line_per_partner_and_one_per_finding() {
    let (folder, service) = (TempDir::new().unwrap(), Service::start());
    service.answers.lock().unwrap().to_wrong_tokens = 200;
    let output =
        program(&["watch", &service.file(folder.path(), "lighthouse"), "--once", "--env", "sandbox"])
            .env("PARTNER_DESK_CUSTOMER_TOKEN", TOKEN)
            .output()
            .unwrap();
    assert_eq!(code(&output), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<&str> = said.lines().collect();
    assert!(said[0].starts_with("Harbour Tests: needs attention ("), "{said:?}");
    assert!(
        said[1].starts_with("  A wrong token is accepted: Your Token check URL answered 200"),
        "{said:?}"
    );
}

#[test]
fn what_cannot_be_read_ends_with_65_and_the_same_partner_twice_with_64() {
    let (folder, service) = (TempDir::new().unwrap(), Service::start());
    let file = service.file(folder.path(), "lighthouse");
    let other = put(&folder.path().join("notes.json"), r#"{"format": "notes"}"#);
    let output = watched(&[&file, "--state", &other]);
    assert_eq!(code(&output), Some(65));
    assert_one_sentence(&output, "notes.json");
    assert_eq!(fs::read_to_string(&other).unwrap(), r#"{"format": "notes"}"#, "nothing is overwritten");
    let absent = folder.path().join("absent.partner.json").display().to_string();
    assert_eq!(code(&watched(&[&absent])), Some(65));
    let alike = service.file(folder.path(), "light_house");
    let hyphen = service.file(folder.path(), "light-house");
    for (other, part) in [(&file, "the same codename"), (&hyphen, "the same variable")] {
        let output = watched(&[if other == &file { &file } else { &alike }, other]);
        assert_eq!(code(&output), Some(64));
        assert_one_sentence(&output, part);
    }
    let output = watched(&[&file, &hyphen, "--token-stdin"]);
    assert_eq!(code(&output), Some(64));
    assert_one_sentence(&output, "--token-stdin works with one file only");
    assert_eq!(code(&run(&["watch", "--once"])), Some(64), "no file");
}

#[test]
fn without_once_it_goes_on_until_it_is_stopped_and_leaves_nothing_behind() {
    let (folder, service) = (TempDir::new().unwrap(), Service::start());
    let file = service.file(folder.path(), "lighthouse");
    let temporary = TempDir::new().unwrap();
    let mut child = bare(&["watch", &file, "--json", "--env", "sandbox"], temporary.path())
        .env("PARTNER_DESK_CUSTOMER_TOKEN", TOKEN)
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert_eq!(text_of(&serde_json::from_str(&first).unwrap(), "result"), "fine");
    send("TERM", &child);
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert_eq!(process::content(temporary.path()), [] as [std::path::PathBuf; 0]);
}
