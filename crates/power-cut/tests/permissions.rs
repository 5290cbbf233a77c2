//! A profile that may not be written, or that another program holds: a named error, and nothing is lost.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use power_cut::writing::{number, open, write};
use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::Path,
    process::Command,
};

const FILE: &str = "partner-desk.sqlite";

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Opens the profile and writes to it as somebody who is not root: root may write everything.
fn attempt(program: &Path, folder: &Path) -> String {
    let mut command = Command::new(program);
    command.arg("open").arg(folder);
    if rustix::process::getuid().is_root() {
        command.uid(65_534).gid(65_534);
    }
    String::from_utf8(command.output().unwrap().stdout).unwrap().trim().to_owned()
}

#[test]
fn a_folder_or_a_file_that_may_not_be_written_is_named_and_can_be_used_once_it_may() {
    let home = tempfile::tempdir().unwrap();
    allow(home.path(), 0o755);
    let program = home.path().join("kills");
    fs::copy(env!("CARGO_BIN_EXE_kills"), &program).unwrap();
    allow(&program, 0o755);
    let folder = home.path().join("profile");
    fs::create_dir(&folder).unwrap();
    allow(&folder, 0o777);
    assert_eq!(attempt(&program, &folder), "saved 1");

    allow(&folder.join(FILE), 0o444);
    assert_eq!(attempt(&program, &folder), "the data cannot be written");
    allow(&folder.join(FILE), 0o666);
    assert_eq!(attempt(&program, &folder), "saved 2");

    allow(&folder, 0o000);
    let said = attempt(&program, &folder);
    assert!(said.contains("cannot be used") && said.contains("ermission"), "{said}");
    allow(&folder, 0o777);
    assert_eq!(attempt(&program, &folder), "saved 3");
}

#[test]
fn a_file_that_another_program_holds_is_told_and_written_once_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    write(&store, 1).unwrap();
    let other = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = write(&store, 2).unwrap_err();
    assert!(matches!(error, store::StoreError::Locked), "{error:?}");
    assert_eq!(number(&store), 1, "what is there can still be read");
    other.execute_batch("ROLLBACK").unwrap();
    write(&store, 2).unwrap();
    assert_eq!(number(&store), 2);
}
