//! Signals: the process ends with their number, and leaves nothing on the disk.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use desk::SandboxServer;
use process::{assert_one_sentence, bare, code, content, partner_file, send, text_of};
use sandbox::Sandbox;
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

const SIGNALS: [(&str, i32); 3] = [("HUP", 129), ("INT", 130), ("TERM", 143)];

/// Starts a Sandbox and waits until it says where it is.
fn sandbox(mut command: Command) -> Child {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(Path::new(text_of(&said, "authority_file")).exists());
    child
}

#[test]
fn a_sandbox_that_is_stopped_takes_its_folder_with_it() {
    for (signal, expected) in SIGNALS {
        let temporary = tempfile::tempdir().unwrap();
        let mut child = sandbox(bare(&["sandbox"], temporary.path()));
        assert!(!content(temporary.path()).is_empty());
        send(signal, &child);
        assert_eq!(child.wait().unwrap().code(), Some(expected), "{signal}");
        assert!(content(temporary.path()).is_empty(), "{signal}: {:?}", content(temporary.path()));
    }
}

/// The faults that a Sandbox over a folder simulates.
fn simulated(folder: &Path) -> Vec<&'static str> {
    let faults = Sandbox::new(folder.to_owned(), 0, || 0).faults().unwrap();
    faults.into_iter().filter(|fault| fault.is_on).map(|fault| fault.name).collect()
}

#[test]
fn a_sandbox_with_a_folder_keeps_its_data_there_and_simulates_only_what_it_was_started_with() {
    let (temporary, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = folder.path().join("kept/here");
    let arguments =
        ["sandbox", "--data", data.to_str().unwrap(), "--fault", "answers-429", "--fault", "gzip"];
    let mut child = sandbox(bare(&arguments, temporary.path()));
    assert_eq!(simulated(&data), ["answers-429", "gzip"]);
    send("TERM", &child);
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(content(temporary.path()).is_empty(), "no other folder is used");
    let authority = std::fs::read(data.join("authority.pem")).unwrap();

    let mut child = sandbox(bare(&arguments[..3], temporary.path()));
    assert_eq!(simulated(&data), [""; 0]);
    assert_eq!(
        std::fs::read(data.join("authority.pem")).unwrap(),
        authority,
        "what trusts it trusts it still"
    );
    send("TERM", &child);
    child.wait().unwrap();
}

#[test]
fn a_sandbox_is_not_started_with_a_fault_that_nobody_knows_or_where_no_folder_can_be() {
    let temporary = tempfile::tempdir().unwrap();
    let output = bare(&["sandbox", "--fault", "no-such-fault"], temporary.path()).output().unwrap();
    assert_eq!(code(&output), Some(64));
    assert_one_sentence(&output, "There is no fault named no-such-fault");
    let file = tempfile::NamedTempFile::new().unwrap();
    let below = file.path().join("data");
    let output = bare(&["sandbox", "--data", below.to_str().unwrap()], temporary.path()).output().unwrap();
    assert_eq!(code(&output), Some(2));
    assert_one_sentence(&output, "couldn’t be created");
    assert!(content(temporary.path()).is_empty());
}

#[test]
fn a_check_that_is_stopped_while_it_waits_for_an_answer_takes_its_folder_with_it() {
    for (signal, expected) in SIGNALS {
        let (temporary, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let file = partner_file(folder.path(), Some(silent.local_addr().unwrap().port()));
        let mut child = bare(&["check", &file, "--env", "sandbox"], temporary.path()).spawn().unwrap();
        // It is called, and never answers.
        let held = silent.accept().unwrap();
        assert!(!content(temporary.path()).is_empty());
        send(signal, &child);
        assert_eq!(child.wait().unwrap().code(), Some(expected), "{signal}");
        assert!(content(temporary.path()).is_empty(), "{signal}: {:?}", content(temporary.path()));
        drop(held);
    }
}

#[test]
fn a_check_that_is_stopped_while_it_waits_for_a_token_takes_its_folder_with_it() {
    let (temporary, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = partner_file(folder.path(), None);
    let arguments = ["check", &file, "--env", "sandbox", "--token-stdin"];
    let mut child = bare(&arguments, temporary.path()).stdin(Stdio::piped()).spawn().unwrap();
    let held = child.stdin.take();
    while content(temporary.path()).is_empty() {
        assert!(child.try_wait().unwrap().is_none(), "it waits");
        std::thread::yield_now();
    }
    send("TERM", &child);
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(content(temporary.path()).is_empty());
    drop(held);
}

#[test]
fn a_sandbox_that_is_stopped_while_nobody_reads_what_it_says_takes_its_folder_with_it() {
    let temporary = tempfile::tempdir().unwrap();
    let (reader, mut writer) = std::io::pipe().unwrap();
    // As much as a pipe holds on Linux: what is written next waits for a reader.
    writer.write_all(&vec![b' '; 65_536]).unwrap();
    let mut child = bare(&["sandbox"], temporary.path()).stdout(writer).spawn().unwrap();
    let wrote = |name: &str| {
        let folders = content(temporary.path());
        folders.iter().any(|folder| folder.join(name).metadata().is_ok_and(|file| file.len() > 0))
    };
    // The last that it does before it says where it is.
    while !wrote("authority.pem") {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::yield_now();
    }
    send("TERM", &child);
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(content(temporary.path()).is_empty());
    drop(reader);
}

#[test]
fn a_signal_that_the_process_is_started_to_ignore_stays_ignored() {
    let temporary = tempfile::tempdir().unwrap();
    let mut bash = Command::new("bash");
    let line = format!("trap '' HUP INT; exec '{}' sandbox", process::PROGRAM);
    bash.args(["-c", &line]).env("TMPDIR", temporary.path()).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = sandbox(bash);
    for signal in ["HUP", "INT", "TERM"] {
        send(signal, &child);
    }
    assert_eq!(child.wait().unwrap().code(), Some(143), "neither 129 nor 130");
    assert!(content(temporary.path()).is_empty());
}

#[test]
fn a_check_that_ends_by_itself_leaves_nothing_either() {
    for arguments in [&["check", "--example"][..], &["check", "--example", "--fault", "no-such-fault"]] {
        let temporary = tempfile::tempdir().unwrap();
        let output = bare(arguments, temporary.path()).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 64)), "{output:?}");
        assert!(content(temporary.path()).is_empty());
    }
}
