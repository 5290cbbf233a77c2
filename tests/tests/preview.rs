//! The preview and the candidate fields in the real window: what is typed is shown and never run, and the dialog
//! and the body follow the fields, by keyboard and by mouse.

use serde_json::{Value, json};
use tests::{Key, Machine, Window, alone};

const FILTERS: [&str; 5] = ["All", "Listing", "Turn on", "Send", "Results"];

/// What a screen reader finds in the preview: each element that is seen, with its role and its own text.
const TREE: &str = "[...document.querySelectorAll('[data-testid=preview] *')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[aria-hidden=true]'))
    .map((one) => [one.getAttribute('role') ?? one.localName, one.getAttribute('aria-label') ?? one.alt ?? '',
      [...one.childNodes].filter((part) => part.nodeType === 3).map((part) => part.data.trim()).join(' ')].join('|'))";

async fn show(window: &Window, filter: &str) {
    let pressed = format!(
        "(() => {{ const found = [...document.querySelectorAll('aside.preview .seg button')]
            .find((one) => one.innerText.trim() === {name});
          found.click(); return true; }})()",
        name = json!(filter)
    );
    window.until(&pressed).await;
}

/// The keys of the body that is shown, in their order.
const KEYS: &str = "Object.keys(JSON.parse(document.querySelector('[data-testid=sent-body]').innerText))";

async fn sends(window: &Window, first: &[&str]) {
    window.until(&format!("{KEYS}.slice(0, {}).join() === {}", first.len(), json!(first.join(",")))).await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn what_is_typed_stands_in_every_place_as_text_and_is_never_run() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.go("Details").await;
    let hostile = "<img src=x onerror=window.ran=1>";
    window.fill("name", hostile).await;
    window.fill("description", "<script>window.ran = 1</script>").await;
    window.read("[data-testid=preview]", &format!("Send {hostile} test")).await;
    for (filter, shown) in [
        ("Listing", "<script>window.ran = 1</script>"),
        ("Turn on", hostile),
        ("Send", hostile),
        ("Results", hostile),
    ] {
        show(&window, filter).await;
        window.read("[data-testid=preview]", shown).await;
        let foreign =
            "[...document.querySelectorAll('[data-testid=preview] :is(img, script, iframe, object)')]
            .filter((one) => !one.src?.startsWith('blob:')).length";
        assert_eq!(window.value(foreign).await, json!(0), "{filter}");
    }
    assert_eq!(window.value("window.ran ?? null").await, json!(null));
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn the_preview_is_accessible_with_every_filter_in_light_and_dark_and_fits_at_double_size() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    // What the service answered is part of it.
    window.check().await;
    window.go("Details").await;
    let mut in_light: Vec<Value> = Vec::new();
    for (theme, zoom) in [("light", 1), ("dark", 1), ("light", 2)] {
        window.set_look(theme, zoom).await;
        if zoom == 2 {
            // The pane makes room for the form: it opens on request.
            window.enter(".foot .only-narrow").await;
            window.until("document.querySelector('aside.preview').getClientRects().length > 0").await;
        }
        for filter in FILTERS {
            show(&window, filter).await;
            let tree = window.value(TREE).await;
            assert!(tree.as_array().is_some_and(|nodes| nodes.len() > 3), "{filter}: {tree}");
            match (theme, zoom) {
                ("light", 1) => in_light.push(tree),
                ("dark", 1) => assert_eq!(tree, in_light.remove(0), "{filter} says the same in dark"),
                _ => {}
            }
            let faults = window.accessibility_faults().await;
            assert!(faults.is_empty(), "{filter}, {theme}, {zoom}: {faults:#?}");
            let wide = "(() => { const one = document.querySelector('[data-testid=preview]'); \
                        return one.scrollWidth - one.clientWidth; })()";
            assert_eq!(window.value(wide).await, json!(0), "{filter} at {zoom} is wider than its pane");
        }
    }
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn candidate_fields_are_moved_by_keyboard_and_mouse_and_another_kind_is_written_as_json() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.go("Candidate fields").await;
    sends(&window, &["first_name", "last_name", "email", "candidate_id"]).await;

    // By keyboard: the row moves with the cursor in it.
    window.tab_to("[data-testid=inputs] li:nth-child(3) [data-act=up]").await;
    window.press(Key::Enter).await;
    sends(&window, &["first_name", "email", "last_name"]).await;
    window
        .until("document.activeElement?.matches('[data-testid=inputs] li:nth-child(2) [data-act=up]')")
        .await;

    // By mouse.
    let handle = |row: usize| format!("[data-testid=inputs] li:nth-child({row}) .handle");
    window.drag(&handle(1), &handle(3)).await;
    sends(&window, &["email", "last_name", "first_name"]).await;

    // Another kind, with a fault on the way.
    window.tab_to("#add-input").await;
    window.press(Key::End).await;
    window.enter("[data-testid=add-input]").await;
    window.until("document.activeElement?.id === 'input-json'").await;
    window.enter("form.json button[type=submit]").await;
    window.read("#input-json-fault", "kind").await;
    window.control("a").await;
    window.type_keys(r#"{"kind": "linkedin", "name": "profile", "required": true}"#).await;
    window.until("document.querySelector('#input-json-fault') === null").await;
    window.enter("form.json button[type=submit]").await;
    sends(&window, &["email", "last_name", "first_name", "profile"]).await;
    window.read("[data-testid=preview]", "linkedin").await;
    window.control("z").await;
    sends(&window, &["email", "last_name", "first_name", "candidate_id"]).await;
    window.close().await;
}
