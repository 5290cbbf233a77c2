//! The recruiter's pages in an ordinary browser, by keyboard.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use desk::{SandboxServer, now};
use sandbox::{RecruiterOptions, Sandbox};
use serde_json::json;
use tempfile::TempDir;
use tests::{Key, Window, alone};

/// A Sandbox that runs with these faults, and its page.
async fn sandbox(faults: &[&str]) -> (TempDir, Sandbox, String) {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::new(folder.path().to_owned(), 0, now).with_recruiter(RecruiterOptions::default());
    for fault in faults {
        sandbox.set_fault(fault, true).unwrap();
    }
    let route = sandbox.start().await.unwrap();
    (folder, sandbox, format!("https://{}/_recruiter", route.listens_at))
}

async fn is_accessible(window: &Window) {
    let faults = window.accessibility_faults().await;
    assert!(faults.is_empty(), "{faults:#?}");
    let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(window.value(wide).await, json!(0), "the page is wider than the window");
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_sends_a_candidate_by_keyboard_and_sees_the_report_arrive() {
    let _alone = alone();
    let (_folder, sandbox, page) = sandbox(&[]).await;
    let window = Window::in_chromium(&page, false).await;
    window.read("h1", "Play the recruiter").await;
    is_accessible(&window).await;
    window.tab_to("main button").await;
    window.press(Key::Enter).await;

    window.read("h1", "Send Harbour Tests test").await;
    is_accessible(&window).await;
    window.tab_to("input[name=first_name]").await;
    window.control("a").await;
    window.type_keys("Ann <script>window.ran = 1</script>").await;
    window.tab_to("select[name=test_id]").await;
    window.press(Key::Down).await;
    window.press(Key::End).await;
    window.tab_to("main button").await;
    window.press(Key::Enter).await;

    window.read("h1", "Sent to Harbour Tests").await;
    window.read("main", "Ann <script>").await;
    window.read("[data-sent]", "Waiting for your service").await;
    is_accessible(&window).await;
    window.read("[data-sent]", "76%").await;
    window.read("[data-sent]", "Completed").await;
    is_accessible(&window).await;
    assert_eq!(window.value("window.ran ?? null").await, json!(null), "a name is never run");
    assert_eq!(window.value("document.querySelectorAll('ol li').length").await, json!(3));

    // Back in the dialog, the button sends nobody a second time.
    window.client.back().await.unwrap();
    window.read("h1", "Send Harbour Tests test").await;
    window.tab_to("main button").await;
    window.press(Key::Enter).await;
    window.read("[data-sent]", "76%").await;
    window.client.goto(&page).await.unwrap();
    window.until("document.querySelectorAll('ul a').length === 1").await;
    drop(sandbox);
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_reads_why_the_dialog_does_not_open_or_the_candidate_is_not_sent_in_dark_too() {
    let _alone = alone();
    let (_folder, sandbox, page) = sandbox(&["refuses-the-right-token"]).await;
    let window = Window::in_chromium(&page, true).await;
    is_accessible(&window).await;
    window.enter("main button").await;
    window.read("[role=alert]", "The last step below explains why").await;
    window.read("ol", "status 401").await;
    is_accessible(&window).await;

    sandbox.set_fault("refuses-the-right-token", false).unwrap();
    sandbox.set_fault("send-takes-numbers-only", true).unwrap();
    window.enter("main a.button").await;
    window.enter("main button").await;
    window.enter("main form button").await;
    window.read("h1", "Not sent to Harbour Tests").await;
    window.read("ol", "test_id must be a number").await;
    is_accessible(&window).await;

    window.client.goto(&format!("{page}/dialogs/none")).await.unwrap();
    window.read("[role=alert]", "Start again").await;
    is_accessible(&window).await;
    window.close().await;
}
