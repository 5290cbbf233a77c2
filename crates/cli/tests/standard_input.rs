//! Standard input holds a token only where `--token-stdin` says so.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{
    assert_one_sentence, code, complaint, list_of, partner_file, program, put, run, run_held_open, text_of,
};
use serde_json::Value;
use std::{
    fs::File,
    io::Write,
    process::{Command, Output, Stdio},
};

/// How many checks could not be made since no token was given.
fn without_token(output: &Output) -> usize {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let verdicts = list_of(&report, "verdicts").iter();
    verdicts.filter(|verdict| text_of(verdict, "code") == "check.unknown.no_token").count()
}

fn run_with(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = program(arguments).stdin(Stdio::piped()).spawn().unwrap();
    // Misuse ends without reading.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[test]
fn an_open_standard_input_is_not_read_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = partner_file(folder.path(), Some(9));
    let output = run_held_open(&["check", &file, "--env", "sandbox", "--json"]);
    assert_eq!(code(&output), Some(1), "{}", complaint(&output));
    assert!(without_token(&output) > 0);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("--token-stdin"), "the sentence says how to give one: {said}");
}

#[test]
fn a_script_on_standard_input_goes_on_after_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let file = partner_file(folder.path(), None);
    let line = format!("timeout 120 '{}' check '{file}' --env sandbox >/dev/null", process::PROGRAM);
    let script = put(&folder.path().join("script"), format!("{line}\necho ended with $?\necho the rest\n"));
    let bash = |input: Stdio| {
        let mut bash = Command::new("bash");
        bash.env_remove("PARTNER_DESK_CUSTOMER_TOKEN").stdin(input).output().unwrap()
    };
    let from_file = bash(File::open(&script).unwrap().into());
    let mut cat = Command::new("cat").arg(&script).stdout(Stdio::piped()).spawn().unwrap();
    let from_pipe = bash(cat.stdout.take().unwrap().into());
    assert!(cat.wait().unwrap().success());
    for output in [from_file, from_pipe] {
        assert_eq!(String::from_utf8_lossy(&output.stdout), "ended with 1\nthe rest\n");
    }
}

#[test]
fn a_token_is_read_from_standard_input_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = partner_file(folder.path(), Some(9));
    let check = ["check", &file, "--env", "sandbox", "--json", "--token-stdin"];
    let utf_16: Vec<u8> = "\u{feff}some-token\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for input in [&b"some-token"[..], b"some-token \r\n", b"\n  some-token\n\n", &utf_16] {
        let output = run_with(&check, input);
        assert_eq!(code(&output), Some(1), "{input:?}: {}", complaint(&output));
        assert_eq!(without_token(&output), 0, "{input:?}");
        assert!(!String::from_utf8_lossy(&output.stdout).contains("some-token"));
    }
    // Two tokens are none: nobody can tell which is meant.
    let output = run_with(&check, b"some-token\nanother-token\n");
    assert_eq!(code(&output), Some(2));
    assert_one_sentence(&output, "");
    assert!(!complaint(&output).contains("some-token"));
}

#[test]
fn a_token_that_does_not_come_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = partner_file(folder.path(), None);
    let check = ["check", &file, "--env", "sandbox", "--token-stdin", "--token-wait", "1"];
    let waited = run_held_open(&check);
    assert_eq!(code(&waited), Some(2));
    assert_one_sentence(&waited, "waited 1 s, but standard input is still open");
    for (input, sentence) in [
        (&b""[..], "found nothing on standard input"),
        (b" \r\n", "found nothing on standard input"),
        (b"\xc3\x28\xff", "isn’t UTF-8 or UTF-16 text"),
    ] {
        let output = run_with(&check, input);
        assert_eq!(code(&output), Some(64), "{input:?}");
        assert_one_sentence(&output, sentence);
    }
    let endless = program(&check).stdin(File::open("/dev/zero").unwrap()).output().unwrap();
    assert_eq!(code(&endless), Some(64));
    assert_one_sentence(&endless, "more than 64 KB");
    let directory = program(&check).stdin(File::open("/").unwrap()).output().unwrap();
    assert_eq!(code(&directory), Some(64));
    assert_one_sentence(&directory, "couldn’t be read from standard input");
    assert_eq!(code(&run(&["check", "--example", "--token-stdin"])), Some(64), "the example has its own");
    assert_eq!(code(&run(&["check", &file, "--env", "sandbox", "--token-wait", "1"])), Some(64));
}

#[test]
fn a_terminal_is_not_asked_for_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let file = partner_file(folder.path(), None);
    let in_terminal = |flag: &str| {
        let line = format!("timeout 120 '{}' check '{file}' --env sandbox {flag}", process::PROGRAM);
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        // `script` stays while its own input does; what it hands on is a terminal.
        let mut child = script
            .env_remove("PARTNER_DESK_CUSTOMER_TOKEN")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let held = child.stdin.take();
        let output = child.wait_with_output().unwrap();
        drop(held);
        output
    };
    let asked = in_terminal("--token-stdin");
    assert_eq!(code(&asked), Some(64));
    assert!(String::from_utf8_lossy(&asked.stdout).contains("Standard input is a terminal"));
    assert_eq!(code(&in_terminal("")), Some(1));
}

#[test]
fn a_token_in_the_environment_that_is_no_text_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = partner_file(folder.path(), None);
    // A Sandbox has personal tokens of its own.
    for (name, environment) in [
        ("PARTNER_DESK_CUSTOMER_TOKEN", "sandbox"),
        ("PARTNER_DESK_CUSTOMER_TOKEN", "rc"),
        ("PARTNER_DESK_PERSONAL_TOKEN", "rc"),
    ] {
        let no_text: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"t\xffken");
        let output = program(&["check", &file, "--env", environment]).env(name, no_text).output().unwrap();
        assert_eq!(code(&output), Some(64));
        assert_one_sentence(&output, name);
    }
}
