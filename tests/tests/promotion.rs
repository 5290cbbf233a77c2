//! From an article without its topics to a pack that fits, by keyboard in the real window.

use serde_json::{Value, json};
use std::fs;
use tests::{Key, Machine, Window, alone};

/// How the checks of the article are shown, by id.
async fn article_icons(window: &Window) -> Value {
    window
        .value(
            "Object.fromEntries([...document.querySelectorAll('[data-testid=article-checks] [data-check]')]
             .map((row) => [row.dataset.check, row.dataset.icon]))",
        )
        .await
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn an_article_without_a_topic_is_written_anew_by_fix_and_passes() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.toggle_fault("article-without-the-token").await;
    window.check().await;
    assert_eq!(window.checks_with("fail").await, ["HELP-3"]);
    window.see("[data-testid=fix]").await;
    window.enter("[data-testid=fix]").await;
    window.see("[data-testid=article-text]").await;
    window.fill("article.token_place", "Settings > API").await;
    window.fill("article.contact", "help@harbour.example").await;
    window.until("document.querySelector('[data-testid=article-text] .msg.ok') !== null").await;
    let icons = article_icons(&window).await;
    for id in ["HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"] {
        assert_eq!(icons.get(id), Some(&json!("pass")), "{id}: {icons}");
    }
    window.enter("[data-testid=save-article]").await;
    window.until(&format!("document.body.innerText.includes({})", json!("help-article.zip"))).await;
    // The service publishes it.
    window.toggle_fault("article-without-the-token").await;
    window.check().await;
    assert_eq!(window.checks_with("fail").await, [] as [&str; 0]);
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_person_confirms_an_article_in_a_language_that_is_not_read() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.toggle_fault("article-in-another-language").await;
    window.check().await;
    let open = window.checks_with("unknown").await;
    assert!(["HELP-3", "HELP-4", "HELP-5"].iter().all(|id| open.contains(&(*id).to_owned())), "{open:?}");
    window.enter("[data-check=HELP-3]").await;
    window.read("main", "can’t read").await;
    window.tab_to("[data-testid=confirm-check]").await;
    window.press(Key::Space).await;
    window.see("[data-testid=confirmed]").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_pack_is_saved_fits_and_says_first_what_changed_since() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.go("Promotion").await;
    window.see("[data-testid=no-pack]").await;
    window.check().await;
    window.go("Promotion").await;
    window.read("[data-testid=caveats]", "Practice").await;
    window.fill("person", "Ada Lovelace").await;
    window.tab_to("[data-testid=promotion] input[type=checkbox]").await;
    window.press(Key::Space).await;
    window.read("[data-testid=promotion]", "Ada Lovelace").await;
    window.enter("[data-testid=save-pack]").await;
    window
        .until("document.querySelector('[data-testid=timeline]')?.innerText.includes('Evidence pack saved')")
        .await;
    let saved = machine.home().join("harbour-tests.practice.evidence.zip");
    let files = desk::unzip_pack(&fs::read(saved).expect("the pack was saved")).expect("it is a pack");
    let page = String::from_utf8_lossy(files.get("index.html").expect("it has a page")).into_owned();
    assert!(page.contains("Practice") && page.contains("Ada Lovelace"));
    window.go("Details").await;
    window.fill("description", "Other words.").await;
    window.saved().await;
    window.go("Promotion").await;
    window.read("[data-testid=caveats]", "out of date").await;
    assert_eq!(window.accessibility_faults().await, [] as [&str; 0]);
    window.close().await;
}
