//! Pipes that are closed, devices that are full, and files that are written whole or not at all.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{
    assert_one_sentence, code, complaint, content, partner_file, pipe_without_writer, program, put, run,
};
use std::{
    fs::{self, File},
    os::unix::fs::{FileTypeExt, PermissionsExt, symlink},
    path::Path,
    process::{Command, Stdio},
};

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// The end of a pipe that nobody reads any more.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn a_closed_pipe_ends_quietly_with_the_code_of_the_result() {
    let failing = ["check", "--example", "--fault", "accepts-every-token"];
    let with = |more: &[&'static str]| failing.iter().chain(more).copied().collect::<Vec<_>>();
    for (arguments, expected) in [
        (with(&[]), 1),
        (with(&["--json"]), 1),
        (with(&["--format", "junit"]), 1),
        (vec!["check", "--example"], 0),
        (vec!["faults"], 0),
        (vec!["faults", "--json"], 0),
        (vec!["--help"], 0),
        (vec!["--version"], 0),
    ] {
        let output = program(&arguments).stdout(closed()).output().unwrap();
        assert_eq!((code(&output), complaint(&output)), (Some(expected), String::new()), "{arguments:?}");
    }
}

#[test]
fn a_full_device_is_told_and_ends_with_2() {
    for arguments in [
        &["check", "--example"][..],
        &["check", "--example", "--json"],
        &["check", "--example", "--fault", "accepts-every-token", "--format", "junit"],
        &["faults"],
        &["faults", "--json"],
        &["sandbox"],
        &["--help"],
        &["--version"],
    ] {
        let output = program(arguments).stdout(full()).output().unwrap();
        assert_eq!(code(&output), Some(2), "{arguments:?}");
        assert_one_sentence(&output, "No space left on device");
    }
}

#[test]
fn a_sandbox_that_cannot_say_where_it_is_does_not_run_on() {
    let output = program(&["sandbox"]).stdout(closed()).output().unwrap();
    assert_eq!(code(&output), Some(2));
    assert_one_sentence(&output, "Broken pipe");
}

#[test]
fn a_full_or_closed_standard_error_leaves_the_exit_code() {
    for error in [full, closed] {
        let with_code =
            |arguments: &[&str]| program(arguments).stderr(error()).output().unwrap().status.code();
        assert_eq!(with_code(&["check", "/no/such/file", "--env", "sandbox"]), Some(65));
        assert_eq!(with_code(&["check"]), Some(64));
        let both = program(&["faults"]).stdout(full()).stderr(error()).output().unwrap();
        assert_eq!(code(&both), Some(2));
    }
}

/// A drawing whose logo takes more than 1 KB.
fn drawing(folder: &Path) -> String {
    let parts: String = (0..90).map(|at| format!(r#"<rect x="{at}" width="9" height="9"/>"#)).collect();
    let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99">{parts}</svg>"#);
    put(&folder.join("in.svg"), svg)
}

#[test]
fn a_logo_that_cannot_be_written_whole_leaves_the_one_that_was_there() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let input = drawing(from.path());
    let output = put(&to.path().join("out.svg"), "the old one");
    let line = format!("trap '' XFSZ; ulimit -f 1; exec '{}' logo '{input}' -o '{output}'", process::PROGRAM);
    let done = Command::new("bash").args(["-c", &line]).output().unwrap();
    assert_eq!(code(&done), Some(2));
    assert_one_sentence(&done, "File too large");
    assert_eq!(fs::read_to_string(&output).unwrap(), "the old one");
    assert_eq!(content(to.path()), [Path::new(&output)], "nothing is left beside it");
    // With room it is replaced, and stays as it was shared.
    fs::set_permissions(&output, PermissionsExt::from_mode(0o664)).unwrap();
    let link = to.path().join("link.svg");
    symlink(&output, &link).unwrap();
    assert_eq!(code(&run(&["logo", &input, "-o", &link.display().to_string()])), Some(0));
    assert!(fs::read_to_string(&output).unwrap().contains("<svg"));
    assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o777, 0o664);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

#[test]
fn a_new_logo_can_be_read_by_whom_other_new_files_can() {
    let folder = tempfile::tempdir().unwrap();
    let input = drawing(folder.path());
    let line = format!(
        "umask 027; cd '{}'; '{}' logo '{input}' -o new.svg",
        folder.path().display(),
        process::PROGRAM
    );
    assert!(Command::new("bash").args(["-c", &line]).output().unwrap().status.success());
    let mode = fs::metadata(folder.path().join("new.svg")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_logo_goes_to_a_file_or_a_character_device_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let input = drawing(folder.path());
    let to = |output: &str| run(&["logo", &input, "-o", output]);
    let full = to("/dev/full");
    assert_eq!(code(&full), Some(2));
    assert_one_sentence(&full, "No space left on device");
    assert_eq!(code(&to("/dev/null")), Some(0));
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device(), "it is still there");
    for output in [pipe_without_writer(folder.path()), folder.path().display().to_string()] {
        let refused = to(&output);
        assert_eq!(code(&refused), Some(2));
        assert_one_sentence(&refused, "Name a file to write to");
    }
    let nowhere = to("/no/such/folder/out.svg");
    assert_eq!(code(&nowhere), Some(2));
    assert_one_sentence(&nowhere, "/no/such/folder/out.svg");
}

#[test]
fn what_files_and_paths_say_does_not_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("\u{1b}[2J.partner.json");
    let output = run(&["check", &path.display().to_string(), "--env", "sandbox"]);
    assert_eq!(code(&output), Some(65));
    assert!(!complaint(&output).contains('\u{1b}'));
    assert_eq!(code(&run(&["check", &partner_file(folder.path(), None), "--env", "sandbox"])), Some(1));
}
