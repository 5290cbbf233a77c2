//! Every page in made-up languages: longer words, and words from right to left. Nothing is cut and nothing overlaps.
#![expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]

use serde_json::json;
use tests::{Machine, Window, alone};

/// What is cut or overlaps on the page as it is: a list of texts.
const FAULTS: &str = include_str!("files/text_faults.js");

const PAGES: [&str; 14] = [
    "details",
    "logo",
    "connection",
    "addresses",
    "inputs",
    "article",
    "save",
    "readiness",
    "rehearsal",
    "promotion",
    "activity",
    "sandbox",
    "settings",
    "how",
];

async fn go(window: &Window, route: &str) {
    let task = format!(".task[data-place={route}]");
    window.see(&task).await;
    window.value(&format!("document.querySelector({}).click()", json!(task))).await;
    let there = json!(format!("{task}[aria-current=page]"));
    window
        .until(&format!(
            "document.querySelector({there}) !== null && document.querySelector('#main h1') !== null"
        ))
        .await;
}

async fn faults_in(language: &str) -> Vec<String> {
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.check().await;
    window.choose_language(language).await;
    go(&window, "partners").await;
    window.enter("[data-testid=partner-row] a, a[data-testid=partner-row]").await;
    window.see(".task[data-place=details]").await;
    let mut faults = Vec::new();
    for (width, height) in [(1180, 760), (960, 640)] {
        window.resize(width, height).await;
        for page in PAGES {
            go(&window, page).await;
            let found = window.value(&format!("(() => {{ {FAULTS} }})()")).await;
            let found = found.as_array().cloned().unwrap_or_default();
            faults.extend(found.iter().map(|fault| format!("{language}, {page}, {width}: {fault}")));
        }
    }
    window.close().await;
    faults
}

#[tokio::test]
async fn no_page_cuts_or_overlaps_texts_that_are_40_percent_longer() {
    let _alone = alone();
    let faults = faults_in("accented").await;
    assert!(faults.is_empty(), "{}", json!(faults));
}

#[tokio::test]
async fn no_page_cuts_or_overlaps_texts_that_run_from_right_to_left() {
    let _alone = alone();
    let faults = faults_in("mirrored").await;
    assert!(faults.is_empty(), "{}", json!(faults));
}
