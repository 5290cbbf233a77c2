//! The program as a process of its own, and the files that it is given.
#![allow(dead_code, reason = "each file of tests uses its own part")]

pub(crate) mod sandbox;

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Output, Stdio},
};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_partner-desk-cli");

/// The program with no token, nothing on standard input, and an end if it hangs: `timeout` then gives 124.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new("timeout");
    command.arg("120").arg(PROGRAM).args(arguments);
    command
        .env_remove("PARTNER_DESK_CUSTOMER_TOKEN")
        .env_remove("PARTNER_DESK_PERSONAL_TOKEN")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

/// Runs it to its end while its standard input stays open.
pub(crate) fn run_held_open(arguments: &[&str]) -> Output {
    let mut child = program(arguments).stdin(Stdio::piped()).spawn().unwrap();
    let held: ChildStdin = child.stdin.take().unwrap();
    let output = child.wait_with_output().unwrap();
    drop(held);
    output
}

pub(crate) fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

pub(crate) fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The only way in which a test reads JSON: a key that is not there is no null.
pub(crate) fn member<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or_else(|| panic!("there is no {key} in {value}"))
}

/// A member that is text.
pub(crate) fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    member(value, key).as_str().unwrap()
}

/// A member that is a list.
pub(crate) fn list_of<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    member(value, key).as_array().unwrap()
}

/// Nothing reached the person but one sentence of the program's own.
pub(crate) fn assert_one_sentence(output: &Output, part: &str) {
    let said = complaint(output);
    assert!(said.starts_with("partner-desk-cli: ") && said.contains(part), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
pub(crate) fn put(path: &Path, bytes: impl AsRef<[u8]>) -> String {
    fs::write(path, bytes).unwrap();
    path.display().to_string()
}

/// A partner whose URLs lead to this port of loopback, or to none.
pub(crate) fn record(port: Option<u16>) -> String {
    let urls = port.map_or("{}".into(), |port| {
        format!(r#"{{"validate_token":"https://127.0.0.1:{port}/check","tests":"https://127.0.0.1:{port}/tests"}}"#)
    });
    format!(
        r#"{{"format":"partner-desk/1","codename":"lighthouse","company_id":"48213","kind":"assessment",
            "name":"Lighthouse","description":"Keeps the light – été.","logo":"","urls":{urls},"inputs":[]}}"#
    )
}

pub(crate) fn partner_file(folder: &Path, port: Option<u16>) -> String {
    put(&folder.join("lighthouse.partner.json"), record(port))
}

pub(crate) fn pipe_without_writer(folder: &Path) -> String {
    let path = folder.join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path.display().to_string()
}

/// The program itself, to be sent signals: `timeout` would stand between.
pub(crate) fn bare(arguments: &[&str], temporary: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .env("TMPDIR", temporary)
        .env_remove("PARTNER_DESK_CUSTOMER_TOKEN")
        .env_remove("PARTNER_DESK_PERSONAL_TOKEN")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

pub(crate) fn content(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}
