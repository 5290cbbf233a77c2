//! What a picture breaks in the process that works on it is told, and breaks nothing else.
#![expect(clippy::disallowed_methods, reason = "files of a test need no care for what was there")]

use logo::{Choices, LogoFault};
use logo_process::{Limits, LogoProcess, ProcessFault};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_logo-process");
const MARK: &[u8] =
    br##"<svg xmlns="http://www.w3.org/2000/svg" width="30" viewBox="0 0 30 20"><path fill="#063" d="M0 0h30v20z"/></svg>"##;

async fn import(program: &str, bytes: &[u8], limits: Limits) -> Result<logo::Imported, ProcessFault> {
    LogoProcess::Program(PathBuf::from(program)).import(bytes, &Choices::default(), limits).await
}

#[tokio::test]
async fn the_process_answers_as_the_work_here_would() {
    let here = LogoProcess::Here.import(MARK, &Choices::default(), Limits::USUAL).await.unwrap();
    let there = import(PROGRAM, MARK, Limits::PATIENT).await.unwrap();
    assert_eq!(there, here);
    let fault = import(PROGRAM, b"<svg", Limits::PATIENT).await.unwrap_err();
    assert!(matches!(fault, ProcessFault::Logo(LogoFault::NotXml { line: 1, .. })), "{fault:?}");
}

#[tokio::test]
async fn text_finds_the_fonts_of_the_computer_inside_the_fence() {
    let text = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><text x="4" y="22" font-size="20">Harbour</text></svg>"#;
    let there = import(PROGRAM, text, Limits::PATIENT).await.unwrap();
    let here = LogoProcess::Here.import(text, &Choices::default(), Limits::PATIENT).await.unwrap();
    assert_eq!(there.svg, here.svg);
}

#[tokio::test]
async fn a_picture_that_takes_too_long_is_stopped_in_time() {
    let limits = Limits { time: Duration::from_millis(1), ..Limits::USUAL };
    let fault = import(PROGRAM, MARK, limits).await.unwrap_err();
    assert!(matches!(fault, ProcessFault::TimedOut(0)), "{fault:?}");
}

#[tokio::test]
async fn a_picture_that_takes_too_much_memory_is_told_from_a_crash() {
    let mut picture = Vec::from(&b"BM"[..]);
    // A bitmap of 8,000 x 8,000 pixels, black: 192 MB when it is decoded.
    let (side, row) = (8000i32, 8000 * 3);
    let length = 54 + u32::try_from(side).unwrap() * row;
    for part in [length, 0, 54, 40] {
        picture.extend(part.to_le_bytes());
    }
    picture.extend(side.to_le_bytes());
    picture.extend(side.to_le_bytes());
    picture.extend([1, 0, 24, 0]);
    picture.extend([0; 24]);
    picture.resize(20 * 1024 * 1024, 0);
    let limits = Limits { memory: 1024 * 1024, ..Limits::PATIENT };
    let fault = import(PROGRAM, &picture, limits).await.unwrap_err();
    assert!(matches!(fault, ProcessFault::OutOfMemory(1_048_576)), "{fault:?}");
}

#[tokio::test]
async fn a_process_that_ends_without_an_answer_and_one_that_is_not_there_are_told() {
    let fault = import("/bin/false", MARK, Limits::USUAL).await.unwrap_err();
    assert!(matches!(fault, ProcessFault::Ended(_)), "{fault:?}");
    let fault = import("/no/such/program", MARK, Limits::USUAL).await.unwrap_err();
    assert!(matches!(fault, ProcessFault::NotUsable(_)), "{fault:?}");
}

#[tokio::test]
async fn work_that_is_no_longer_waited_for_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (script, alive) = (folder.path().join("slow"), folder.path().join("pid"));
    let text = format!("#!/bin/sh\necho $$ > {}\nexec sleep 600\n", alive.display());
    std::fs::write(&script, text).unwrap();
    let mut permissions = std::fs::metadata(&script).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    std::fs::set_permissions(&script, permissions).unwrap();
    let program = LogoProcess::Program(script);
    let work = tokio::spawn(async move { program.import(MARK, &Choices::default(), Limits::PATIENT).await });
    let process = loop {
        if let Ok(text) = std::fs::read_to_string(&alive)
            && let Ok(id) = text.trim().parse::<u32>()
        {
            break PathBuf::from(format!("/proc/{id}"));
        }
        tokio::task::yield_now().await;
    };
    assert!(process.exists());
    work.abort();
    assert!(work.await.unwrap_err().is_cancelled());
    // The runtime reaps it when it hears of its end.
    while process.exists() {
        tokio::task::yield_now().await;
    }
}

#[test]
fn inside_the_fence_there_are_no_files_no_connections_and_no_programs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, "secret").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let output = Command::new(PROGRAM).arg("fence").arg(&file).arg(&address).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let is = |what: &str| said.lines().any(|line| line.split(' ').any(|part| part == what));
    assert!(is("thread=true"), "{said}");
    assert!(is("closes_network=true"), "{said}");
    for call in ["connect", "send", "start"] {
        assert!(is(&format!("{call}=false")), "{said}");
    }
    // Landlock is no part of every kernel.
    if is("closes_files=true") {
        assert!(is("read=false") && is("write=false"), "{said}");
    }
}
