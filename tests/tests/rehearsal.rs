//! The rehearsal in the real window, by keyboard: to the badge, with faults, and over a restart.

use serde_json::json;
use std::fs;
use tests::{Key, Machine, Window, alone};

const STEPS: &str =
    "Object.fromEntries([...document.querySelectorAll('[data-testid=rehearsal-steps] [data-step]')]
    .map((step) => [step.dataset.step, step.dataset.state]))";

async fn stage(window: &Window, stage: &str) {
    window.see(&format!("[data-testid=rehearsal-stage][data-stage={stage}]")).await;
}

/// Starts a rehearsal, chooses the second test and sends the sample candidate.
async fn play(window: &Window) {
    window.go("Rehearsal").await;
    window.enter("[data-testid=rehearsal-start]").await;
    stage(window, "choose").await;
    // The list has the focus: the next thing to do is to choose from it.
    window.until("document.activeElement?.id === 'field-test_id'").await;
    window.press(Key::Down).await;
    window.press(Key::Down).await;
    window.until("document.activeElement.value === '2'").await;
    window.read("[data-testid=consent]", "https://harbour.sandbox.partner-desk.invalid/recruitee/send").await;
    window.read("[data-testid=consent]", "sample.candidate@example.com").await;
    window.enter("[data-testid=rehearsal-send]").await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn the_rehearsal_is_played_by_keyboard_to_the_badge_and_makes_the_partner_ready() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.check().await;
    window.read("[data-testid=headline]", "Start the rehearsal next").await;
    play(&window).await;
    stage(&window, "ended").await;
    let steps = window.value(STEPS).await;
    for step in ["enable", "tests", "wrong_token", "no_token", "unknown_test", "candidate", "report"] {
        assert_eq!(steps.get(step), Some(&json!("passed")), "{step}: {steps}");
    }
    window.read("[data-testid=score]", "76%").await;
    // What was sent is one press away.
    window.enter("[data-step=candidate] summary").await;
    window.read("[data-step=candidate] [data-testid=exchange]", "\"test_id\":\"2\"").await;
    window.go("Readiness").await;
    window.read("[data-testid=headline]", "Ready in the Sandbox").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_service_that_accepts_a_wrong_token_ends_the_rehearsal_and_is_named() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.toggle_fault("send-accepts-a-wrong-token").await;
    play(&window).await;
    stage(&window, "ended").await;
    let steps = window.value(STEPS).await;
    assert_eq!(steps.get("wrong_token"), Some(&json!("failed")), "{steps}");
    assert_eq!(steps.get("candidate"), Some(&json!("skipped")), "{steps}");
    window.read("[data-step=wrong_token]", "accepted a candidate with a wrong token").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_report_is_awaited_over_a_restart_and_is_sent_by_hand() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.toggle_fault("report-never-comes").await;
    play(&window).await;
    stage(&window, "waiting").await;
    window.close().await;

    let window = Window::open(&machine).await;
    window.go("Rehearsal").await;
    stage(&window, "waiting").await;
    let faults = window.accessibility_faults().await;
    assert_eq!(faults, [] as [&str; 0]);
    window.fill("report_score", "12/15").await;
    window.enter("[data-testid=send-report]").await;
    stage(&window, "ended").await;
    window.read("[data-testid=score]", "12/15").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_developer_is_given_the_calls_as_files_without_a_token() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    play(&window).await;
    stage(&window, "ended").await;
    for (presses, name) in [
        (1, "harbour-tests.postman_collection.json"),
        (2, "harbour-tests.hurl"),
        (3, "recruitee-partners.openapi.yaml"),
    ] {
        window.enter("[data-testid=contract-menu]").await;
        window.until("document.activeElement?.getAttribute('role')?.startsWith('menu') === true").await;
        // From the last one upwards: the order is OpenAPI, Hurl, Postman.
        window.press(Key::End).await;
        window.until("document.activeElement.innerText.startsWith('Postman')").await;
        for _ in 1..presses {
            window.press(Key::Up).await;
        }
        let mut faults = window.accessibility_faults().await;
        // An open menu is above the page, in none of its regions.
        faults.retain(|fault| !fault.starts_with("region: <div id=\"bits-"));
        assert!(faults.is_empty(), "{faults:#?}");
        window.press(Key::Enter).await;
        window.read("[data-testid=news]", name).await;
        let saved = fs::read_to_string(machine.home().join(name)).unwrap();
        assert!(saved.contains("send_candidate") || saved.contains("recruitee/send"), "{name}: {saved}");
        for secret in machine.secrets() {
            assert!(!saved.contains(&secret), "{name} holds a token");
        }
    }
    window.close().await;
}
