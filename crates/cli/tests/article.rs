//! A help article judged alone, as a build server meets it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{code, complaint, list_of, member, put, run, text_of};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};
use tempfile::TempDir;

/// The sample partner's own.
fn sample() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../sandbox/src/harbour.html")).unwrap()
}

fn judged(arguments: &[&str]) -> (Option<i32>, Value) {
    let output = run(&[&["article", "--json"], arguments].concat());
    let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", complaint(&output)));
    (code(&output), said)
}

fn verdicts(report: &Value) -> Vec<(&str, &str)> {
    list_of(report, "verdicts").iter().map(|one| (text_of(one, "id"), text_of(one, "verdict"))).collect()
}

/// Serves a page on loopback for as long as the test lasts.
fn served(status: &'static str, page: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}/help", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            let head = format!("HTTP/1.1 {status}\r\ncontent-type: text/html\r\nconnection: close\r\n");
            let _ =
                stream.write_all(format!("{head}content-length: {}\r\n\r\n{page}", page.len()).as_bytes());
        }
    });
    at
}

#[test]
fn an_article_in_a_file_or_at_a_url_is_judged_with_quotes() {
    let folder = TempDir::new().unwrap();
    let file = put(&folder.path().join("harbour.html"), sample());
    for article in [file, served("200 OK", sample())] {
        let (code, report) = judged(&[&article, "--name", "Harbour Tests"]);
        assert_eq!(code, Some(0), "{report:#}");
        let ids = ["HELP-1", "HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];
        assert_eq!(verdicts(&report), ids.map(|id| (id, "pass")));
        assert_eq!(text_of(&report, "language"), "en");
        let quote = text_of(&list_of(&report, "verdicts")[2], "quote");
        assert!(quote.contains("Settings, then Integrations"), "{quote}");
        assert!(member(&list_of(&report, "verdicts")[0], "quote").is_null());
    }
}

#[test]
fn an_article_without_a_topic_ends_with_1_and_names_it() {
    let folder = TempDir::new().unwrap();
    let (before, rest) = sample()
        .split_once("<h2 id=\"use\">How to use it</h2>")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    assert!(rest.contains("Send Harbour Tests test"));
    let file = put(&folder.path().join("harbour.html"), before + "</main></body></html>");
    let (code, report) = judged(&[&file]);
    assert_eq!(code, Some(1), "{report:#}");
    let verdicts = verdicts(&report);
    assert_eq!(verdicts[4], ("HELP-5", "fail"));
    assert_eq!(verdicts[5], ("HELP-6", "unknown"), "nobody said what the partner is called");
    let output = run(&["article", &file]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("HELP-5  fail     It explains how to use the integration."), "{text}");
    assert!(
        text.contains("HELP-3  pass     It says where to find the token. “In Harbour Tests, open Settings"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_told_ends_with_2_and_what_cannot_be_read_with_65() {
    let (code_of_missing, report) = judged(&[&served("404 Not Found", sample())]);
    assert_eq!((code_of_missing, verdicts(&report)[0]), (Some(1), ("HELP-1", "fail")));
    assert!(verdicts(&report)[2..].iter().all(|(_, verdict)| *verdict == "unknown"), "{report:#}");
    // Plain http elsewhere is not called.
    let (code_of_http, report) = judged(&["http://help.example.com/recruitee"]);
    assert_eq!(code_of_http, Some(2));
    assert!(verdicts(&report).iter().all(|(_, verdict)| *verdict == "unknown"), "{report:#}");
    let output = run(&["article", "/no/such/page.html"]);
    assert_eq!(code(&output), Some(65));
}
