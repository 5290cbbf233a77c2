//! The command line as a build server meets it: arguments, exit codes, JSON.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{list_of, member, text_of};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

fn run(arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_partner-desk-cli"))
        .args(arguments)
        .env_remove("PARTNER_DESK_CUSTOMER_TOKEN")
        .env_remove("PARTNER_DESK_PERSONAL_TOKEN")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that is misused ends without reading.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn with(report: &Value, verdict: &str) -> Vec<String> {
    let all = list_of(report, "verdicts").iter();
    all.filter(|one| text_of(one, "verdict") == verdict).map(|one| text_of(one, "id").to_owned()).collect()
}

#[test]
fn the_example_is_ready_and_a_fault_ends_as_the_list_says() {
    let output = run(&["check", "--example", "--json"], "");
    assert_eq!(output.status.code(), Some(0));
    let report = said(&output);
    assert_eq!(member(&report, "ready"), true);
    assert!(list_of(&report, "not_judged").iter().any(|id| id == "SEND-1"));
    let first = &list_of(&report, "verdicts")[0];
    for key in ["id", "verdict", "level", "sentence", "mended_by", "field"] {
        assert!(member(first, key).is_string(), "{key}");
    }
    // What each verdict rests on, and how often it was sent.
    let token = list_of(&report, "verdicts").iter().find(|one| text_of(one, "id") == "TOKEN-2").unwrap();
    let calls = list_of(token, "calls");
    assert!(calls.len() > 5, "{calls:?}");
    let once = |call: &Value| member(call, "sent") == 1 && list_of(call, "repeated").is_empty();
    assert!(calls.iter().all(once), "{calls:?}");
    assert_eq!(text_of(&calls[0], "call"), "Token check: right token");
    // The fault bench goes through all of them; here one of each exit code is enough.
    let faults = said(&run(&["faults", "--json"], ""));
    for name in ["accepts-every-token", "answers-429", "tests-with-markup"] {
        let fault = faults.as_array().unwrap().iter().find(|fault| text_of(fault, "name") == name).unwrap();
        let output = run(&["check", "--example", "--json", "--fault", name], "");
        let report = said(&output);
        assert_eq!(output.status.code().map(i64::from), member(fault, "exit").as_i64(), "{name}");
        assert_eq!(json!(with(&report, "fail")), *member(fault, "fails"), "{name}");
        assert_eq!(json!(with(&report, "unknown")), *member(fault, "unknown"), "{name}");
    }
}

#[test]
fn some_checks_alone_are_judged_with_what_they_depend_on() {
    let output = run(&["check", "--example", "--json", "--only", "TESTS-2,TOKEN-5"], "");
    let report = said(&output);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(with(&report, "pass"), ["TOKEN-5", "TESTS-2"]);
    assert!(list_of(&report, "not_judged").contains(&json!("TESTS-1")));
}

#[test]
fn checks_are_named_in_any_case_with_commas_spaces_or_one_by_one() {
    for only in [
        &["--only", "tests-2, token-5"][..],
        &["--only", "TOKEN-5 Tests-2"],
        &["--only", " ,token-5,,", "--only", "\tTESTS-2\n"],
    ] {
        let output = run(&[&["check", "--example", "--json"], only].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{only:?}");
        assert_eq!(with(&said(&output), "pass"), ["TOKEN-5", "TESTS-2"], "{only:?}");
    }
}

#[test]
fn a_check_that_does_not_exist_is_named_with_those_that_do() {
    for (only, sentence) in
        [("token-1, nope-2", "no check NOPE-2"), (" , ", "--only needs at least one check")]
    {
        let output = run(&["check", "--example", "--only", only], "");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(64));
        assert!(said.contains(sentence), "{said}");
        let all = run(&["check", "--example", "--json"], "");
        let report: Value = serde_json::from_slice(&all.stdout).unwrap();
        let verdicts = list_of(&report, "verdicts");
        assert!(verdicts.len() > 30);
        assert!(verdicts.iter().all(|verdict| said.contains(text_of(verdict, "id"))), "{said}");
    }
}

#[test]
fn help_and_usage_say_the_name_whatever_the_file_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("pdc");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_partner-desk-cli"), &other).unwrap();
    for arguments in
        [&["--help"][..], &["help", "check"], &["check", "--help"], &["check"], &["nonsense"], &[]]
    {
        let output = Command::new(&other).args(arguments).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(said.contains("Usage: partner-desk-cli"), "{arguments:?}: {said}");
        assert!(!said.contains("pdc"), "{arguments:?}: {said}");
    }
}

#[test]
fn advice_ends_with_1_where_it_is_asked_for() {
    let check = |more: &[&str]| {
        let all: Vec<&str> =
            ["check", "--example", "--fault", "tests-with-markup"].iter().chain(more).copied().collect();
        run(&all, "").status.code()
    };
    assert_eq!(check(&["--fail-on", "must"]), Some(0));
    assert_eq!(check(&["--fail-on", "should"]), Some(1));
    assert_eq!(check(&["--format", "json", "--json"]), Some(64), "one way to say it");
}

#[test]
fn the_result_as_junit_has_a_case_for_each_check() {
    let output = run(&["check", "--example", "--fault", "article-missing", "--format", "junit"], "");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("<?xml"), "{text}");
    let count = |what: &str| text.matches(what).count();
    assert_eq!((count("<failure "), count("<error "), count("<skipped")), (1, 4, 5), "{text}");
    assert!(text.contains(r#"name="HELP-1: The help article doesn’t open""#), "{text}");
}

#[test]
fn junit_fails_a_build_for_what_the_exit_code_counts_and_for_nothing_else() {
    let check = |fault: &str, more: &[&str]| {
        let arguments = ["check", "--example", "--format", "junit", "--fault", fault];
        let output = run(&[&arguments, more].concat(), "");
        let xml = String::from_utf8(output.stdout).unwrap();
        let document = roxmltree::Document::parse(&xml).unwrap();
        let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
        let advice = document.descendants().filter(|node| node.attribute("type") == Some("should"));
        let said = advice.filter(|node| node.attribute("message").is_some_and(|text| !text.is_empty()));
        (output.status.code(), count("failure"), count("error"), said.count())
    };
    assert_eq!(check("tests-with-markup", &[]), (Some(0), 0, 0, 1));
    assert_eq!(check("tests-with-markup", &["--fail-on", "must"]), (Some(0), 0, 0, 1));
    assert_eq!(check("tests-with-markup", &["--fail-on", "should"]), (Some(1), 1, 0, 1));
    // A recommendation that could not be checked.
    assert_eq!(check("tests-null", &["--only", "TESTS-5"]), (Some(0), 0, 0, 1));
    assert_eq!(check("tests-null", &["--only", "TESTS-5", "--fail-on", "should"]), (Some(2), 0, 1, 1));
}

#[test]
fn junit_holds_what_a_file_says_even_where_xml_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd.partner.json");
    put(
        &file,
        r#"{"format":"partner-desk/1","codename":"a\ufffe<&\u0000\u001b[31m\uffffb","name":"N\uffff\u000b","urls":{}}"#,
    );
    let arguments = ["check", &file.display().to_string(), "--env", "sandbox", "--format", "junit"];
    let output = run(&arguments, "");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let xml = String::from_utf8(output.stdout).unwrap();
    let document = roxmltree::Document::parse(&xml).unwrap();
    let suite = document.descendants().find(|node| node.has_tag_name("testsuite")).unwrap();
    assert_eq!(suite.attribute("name"), Some("a\u{fffd}<&\u{fffd}\u{fffd}[31m\u{fffd}b"));
}

#[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
fn put(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

#[test]
fn a_file_is_registered_in_a_sandbox_of_its_own_and_judged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lighthouse.partner.json");
    put(
        &file,
        r#"{"format":"partner-desk/1","codename":"lighthouse","company_id":"48213","kind":"assessment","name":"Lighthouse",
            "description":"Keeps the light.","logo":"","urls":{},"inputs":[]}"#,
    );
    let path = file.display().to_string();
    let output = run(&["check", &path, "--env", "sandbox", "--json", "--token-stdin"], "some-customer-token");
    let report = said(&output);
    assert_eq!(output.status.code(), Some(1), "no addresses: ADDR-1 fails");
    assert_eq!(with(&report, "fail"), ["REC-5", "LOGO-1", "ADDR-1"]);
    assert!(with(&report, "pass").contains(&"REC-6".to_owned()), "it was registered");
    assert!(!String::from_utf8_lossy(&output.stdout).contains("some-customer-token"));
}

#[test]
fn misuse_is_64_and_an_unreadable_file_65() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.partner.json");
    put(&broken, "{");
    let path = broken.display().to_string();
    let code = |arguments: &[&str]| run(arguments, "").status.code();
    assert_eq!(code(&["check"]), Some(64));
    assert_eq!(code(&["check", &path]), Some(64), "no environment");
    assert_eq!(code(&["check", "--example", "--fault", "no-such-fault"]), Some(64));
    assert_eq!(code(&["check", &path, "--env", "sandbox"]), Some(65));
    assert_eq!(code(&["check", "/no/such/file", "--env", "sandbox"]), Some(65));
    assert_eq!(code(&["logo", "/no/such/file", "-o", &path]), Some(65));
    assert_eq!(code(&["--help"]), Some(0));
}

#[test]
fn a_picture_becomes_a_logo_file() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.svg"), folder.path().join("out.svg"));
    put(
        &input,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"><rect width="9" height="9"/></svg>"#,
    );
    let done =
        run(&["logo", &input.display().to_string(), "-o", &output.display().to_string(), "--json"], "");
    assert_eq!(done.status.code(), Some(0));
    let report = said(&done);
    assert!(list_of(&report, "findings").iter().any(|finding| text_of(finding, "verdict") == "fixed"));
    assert_eq!(member(&report, "accepted"), true);
    assert_eq!(text_of(&report, "method"), "svg");
    assert_eq!(member(&report, "likeness"), 1.0);
    assert!(fs::read_to_string(output).unwrap().contains(r#"viewBox="0 -10 40 40""#));
}

#[test]
fn a_logo_that_is_refused_is_told_from_one_that_cannot_be_read_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.svg"), folder.path().join("out.svg"));
    for (svg, id, expected) in [
        (r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>"#, "nothing_drawn", 1),
        (r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g>"#, "not_xml", 65),
    ] {
        put(&input, svg);
        let done =
            run(&["logo", &input.display().to_string(), "-o", &output.display().to_string(), "--json"], "");
        assert_eq!(done.status.code(), Some(expected));
        let report = said(&done);
        assert_eq!(member(&report, "accepted"), false);
        assert_eq!(list_of(&report, "findings").iter().map(|one| text_of(one, "id")).next(), Some(id));
        assert!(!output.exists());
    }
    put(&input, &" ".repeat(20 * 1024 * 1024 + 1));
    let done =
        run(&["logo", &input.display().to_string(), "-o", &output.display().to_string(), "--json"], "");
    assert_eq!(done.status.code(), Some(65));
    let report = said(&done);
    let sentences: Vec<&str> =
        list_of(&report, "findings").iter().map(|one| text_of(one, "sentence")).collect();
    assert_eq!(sentences.len(), 1);
    assert!(sentences[0].contains("20 MB"), "{sentences:?}");
}
