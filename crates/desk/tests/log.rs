//! The log: what is told of a command that failed leads to its lines, and nothing else stands in them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::Bench;
use desk::{ErrorCode, LOG_FOLDER, Nothing, WireError};
use partner::Field;
use recruitee::{Cut, World};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::{self, Write},
    sync::{Arc, Mutex},
};
use tracing::{Level, subscriber::DefaultGuard};

/// The log of this test's own thread, for as long as it is held.
struct Captured(Arc<Mutex<Vec<u8>>>, #[expect(dead_code, reason = "held")] DefaultGuard);

struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Captured {
    fn start() -> Self {
        let bytes = Arc::<Mutex<Vec<u8>>>::default();
        let into = bytes.clone();
        let log = tracing_subscriber::fmt()
            .with_max_level(Level::INFO)
            .with_ansi(false)
            .with_writer(move || Lines(into.clone()))
            .finish();
        Self(bytes, tracing::subscriber::set_default(log))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines that tell of an error, found by the id that it has on the wire.
    fn lines_of(&self, error: &WireError) -> Vec<String> {
        let id = format!("request_id={}", error.request_id.as_deref().unwrap());
        self.text().lines().filter(|line| line.contains(&id)).map(str::to_owned).collect()
    }
}

/// By its name, as the page does it: the id is given where a command comes in.
async fn refused(bench: &Bench, command: &str, request: Value) -> WireError {
    bench.desk.call(command, request).await.unwrap_err()
}

#[tokio::test]
async fn an_outcome_that_was_to_be_expected_is_noted_once_and_not_as_an_error() {
    let (log, bench) = (Captured::start(), Bench::new());
    let unknown = refused(&bench, "partner_open", json!({ "partner_id": "nobody" })).await;
    let mistyped = refused(&bench, "link_open", json!({ "url": "ftp://canary.example" })).await;
    assert_ne!(unknown.request_id, mistyped.request_id);
    for (error, command) in [(unknown, "partner_open"), (mistyped, "link_open")] {
        let lines = log.lines_of(&error);
        assert_eq!(lines.len(), 1, "{}", log.text());
        assert!(lines[0].contains(" INFO ") && !error.is_internal, "{lines:?}");
        assert!(lines[0].contains(&format!("command=\"{command}\"")), "{lines:?}");
        assert!(lines[0].contains(&format!("code=\"{}\"", error.code.key())), "{lines:?}");
    }
    assert!(!log.text().contains(" ERROR ") && !log.text().contains("canary"), "{}", log.text());
}

#[tokio::test]
async fn a_fault_of_the_app_is_an_error_in_the_log_and_its_reason_bears_the_same_id() {
    let (log, bench) = (Captured::start(), Bench::new());
    let other = Connection::open(bench.folder.path().join("partner-desk.sqlite")).unwrap();
    other.execute_batch("ALTER TABLE partners RENAME TO elsewhere").unwrap();
    let error = refused(&bench, "partners_list", json!({})).await;
    assert_eq!(error.code, ErrorCode::StoreFailed);
    assert!(error.is_internal);
    let lines = log.lines_of(&error);
    assert_eq!(lines.len(), 2, "{}", log.text());
    assert!(lines[0].contains(" WARN ") && lines[0].contains("no such table"), "{lines:?}");
    assert!(lines[1].contains("ERROR ") && lines[1].contains("code=\"store.failed\""), "{lines:?}");
}

#[tokio::test]
async fn a_command_that_breaks_is_told_of_by_its_id_and_without_its_text() {
    let log = Captured::start();
    let broken = desk::guarded("partner_open", async {
        let token = "canary".to_owned();
        panic!("broke with {token}")
    });
    let error: WireError = broken.await.map(|(): ()| ()).unwrap_err();
    assert_eq!(error.code, ErrorCode::CommandBroke);
    let lines = log.lines_of(&error);
    assert_eq!(lines.len(), 1, "{}", log.text());
    assert!(lines[0].contains("ERROR ") && lines[0].contains("command=\"partner_open\""), "{lines:?}");
    assert!(!log.text().contains("canary"), "{}", log.text());
}

#[tokio::test]
async fn what_a_save_notes_on_its_way_bears_the_id_of_its_command() {
    let log = Captured::start();
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let plan = world.bench.plan(&world.id).await.plan_hash;
    world.recruitee.cut("PATCH", Cut::AfterFullSend);
    world.bench.desk.call("save_apply", json!({ "partner_id": world.id, "plan_hash": plan })).await.unwrap();
    let text = log.text();
    let line = text.lines().find(|line| line.contains("no answer came to a write")).unwrap();
    assert!(line.contains("call{command=\"save_apply\" request_id="), "{line}");
}

#[tokio::test]
async fn a_report_of_a_problem_ends_with_the_latest_lines_of_the_log_or_says_that_there_are_none() {
    let bench = Bench::new();
    let report = async || bench.desk.app.problem_report(Nothing {}).await.unwrap().text;
    let without = report().await;
    assert!(without.trim_end().ends_with("it couldn’t be read."), "{without}");
    assert!(without.contains("What happened:"), "the rest of the report is there: {without}");
    let logs = bench.folder.path().join(LOG_FOLDER);
    fs::create_dir(&logs).unwrap();
    let mut file = File::create(logs.join("partner-desk.2026-01-10.log")).unwrap();
    for number in 0..60 {
        writeln!(file, "line {number}").unwrap();
    }
    let with = report().await;
    assert!(with.trim_end().ends_with("line 58\nline 59") && with.contains("\nline 10\n"), "{with}");
    assert!(!with.contains("line 9\n"), "{with}");
}
