//! What may be named as a file, and how its text may be encoded.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{assert_one_sentence, code, complaint, member, pipe_without_writer, put, record, run, text_of};
use serde_json::Value;
use std::{fs::File, os::unix::net::UnixListener, path::Path};

/// `check` and `logo` with this file.
fn both(file: &str, output: &Path) -> [std::process::Output; 2] {
    let output = output.display().to_string();
    [run(&["check", file, "--env", "sandbox"]), run(&["logo", file, "-o", &output])]
}

#[test]
fn what_is_no_regular_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let _bound = UnixListener::bind(&socket).unwrap();
    for (file, sentence) in [
        (pipe_without_writer(folder.path()), "is a pipe or a device, not a file"),
        (socket.display().to_string(), "is a pipe or a device, not a file"),
        ("/dev/zero".into(), "is a pipe or a device, not a file"),
        ("/dev/tty".into(), "is a pipe or a device, not a file"),
        (folder.path().display().to_string(), "is a folder, not a file"),
    ] {
        for refused in both(&file, &folder.path().join("out.svg")) {
            assert_eq!(code(&refused), Some(65), "{file}");
            assert_one_sentence(&refused, sentence);
            assert!(complaint(&refused).contains(&file));
        }
    }
    assert!(!folder.path().join("out.svg").exists());
}

#[test]
fn a_file_beyond_the_limit_is_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.partner.json");
    // It takes no room on the disk, and would take hours to read.
    File::create(&path).unwrap().set_len(1 << 42).unwrap();
    for (refused, sentence) in both(&path.display().to_string(), &folder.path().join("out.svg"))
        .iter()
        .zip(["too large to be a partner file", "larger than 20 MB"])
    {
        assert_eq!(code(refused), Some(65));
        assert_one_sentence(refused, sentence);
    }
}

#[test]
fn a_partner_file_is_read_in_utf_8_and_utf_16_with_a_mark_or_without() {
    let folder = tempfile::tempdir().unwrap();
    let text = record(None);
    let marked = format!("\u{feff}{text}\r\n");
    let utf_16 =
        |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for (name, bytes) in [
        ("utf-8", text.clone().into_bytes()),
        ("utf-8 with a mark", marked.clone().into_bytes()),
        ("utf-16le", utf_16(&text, u16::to_le_bytes)),
        ("utf-16le with a mark", utf_16(&marked, u16::to_le_bytes)),
        ("utf-16be", utf_16(&text, u16::to_be_bytes)),
        ("utf-16be with a mark", utf_16(&marked, u16::to_be_bytes)),
    ] {
        let file = put(&folder.path().join(name), bytes);
        let output = run(&["check", &file, "--env", "sandbox", "--json", "--only", "REC-4"]);
        assert_eq!(code(&output), Some(0), "{name}: {}", complaint(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(text_of(member(&report, "partner"), "codename"), "lighthouse", "{name}");
    }
}

#[test]
fn a_partner_file_in_another_encoding_is_refused_by_that_name() {
    let folder = tempfile::tempdir().unwrap();
    let latin_1: Vec<u8> = record(None).chars().map(|char| u8::try_from(char).unwrap_or(b'-')).collect();
    let utf_32: Vec<u8> = record(None).chars().flat_map(|char| u32::from(char).to_le_bytes()).collect();
    let mut cut: Vec<u8> = record(None).encode_utf16().flat_map(u16::to_le_bytes).collect();
    cut.pop();
    for (name, bytes) in [("latin-1", latin_1), ("utf-32", utf_32), ("cut", cut)] {
        let file = put(&folder.path().join(name), bytes);
        let output = run(&["check", &file, "--env", "sandbox"]);
        assert_eq!(code(&output), Some(65), "{name}");
        assert_one_sentence(&output, "isn’t UTF-8 or UTF-16 text");
    }
}
