//! The ways of four people through the window: a first partner by keyboard, a partner manager without a developer and
//! again when one has answered, thirteen partners without a mouse, and large text in the smallest window.
#![expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]

use serde_json::json;
use std::cell::Cell;
use tests::{Key, Machine, Window, alone, sandbox_desk};

const HOST: &str = "https://harbour.sandbox.partner-desk.invalid";

/// Counts what the hands do: a key, a key with Ctrl, and a text that is typed are one action each.
struct Hands<'a> {
    window: &'a Window,
    actions: Cell<usize>,
}

impl Hands<'_> {
    fn count(&self) {
        self.actions.set(self.actions.get() + 1);
    }

    async fn press(&self, key: Key) {
        self.count();
        self.window.press(key).await;
    }

    async fn control(&self, key: &str) {
        self.count();
        self.window.control(key).await;
    }

    async fn write(&self, text: &str) {
        self.count();
        self.window.type_keys(text).await;
    }

    /// Presses Tab until an element that fits has the focus.
    async fn tab_to(&self, selector: &str) {
        self.window.see(selector).await;
        let there = format!("document.activeElement?.matches({}) === true", json!(selector));
        while self.window.value(&there).await != json!(true) {
            assert!(self.actions.get() < 100, "{selector} isn’t reached");
            self.press(Key::Tab).await;
        }
    }
}

async fn has_focus(window: &Window, selector: &str) {
    window.until(&format!("document.activeElement?.matches({}) === true", json!(selector))).await;
}

#[tokio::test]
async fn a_first_partner_is_saved_in_the_sandbox_with_at_most_24_keyboard_actions() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    let hands = Hands { window: &window, actions: Cell::new(0) };
    hands.control("n").await;
    window.read("#main h1", "Details").await;
    hands.tab_to("input[name=kind]").await;
    hands.press(Key::Space).await;
    hands.tab_to("#field-name").await;
    hands.write("Lighthouse 360").await;
    hands.tab_to("[data-testid=suggest-codename]").await;
    hands.press(Key::Enter).await;
    window.until("document.getElementById('field-codename').value === 'lighthouse-three-six-zero'").await;
    hands.tab_to("#field-description").await;
    hands.write("Tests for keepers of the light.").await;
    hands.control("3").await;
    window.read("#main h1", "Connection").await;
    hands.tab_to("input[name=environment]").await;
    hands.press(Key::Space).await;
    hands.tab_to("[data-testid=practice-token]").await;
    hands.press(Key::Enter).await;
    window.read("[data-testid=verified]", "work").await;
    hands.control("s").await;
    window.read("[data-testid=save]", "Register").await;
    hands.tab_to("[data-testid=save]").await;
    hands.press(Key::Enter).await;
    window.read("[data-testid=news]", "Registered").await;
    has_focus(&window, "[data-testid=run-after-save]").await;
    let actions = hands.actions.get();
    assert!(actions <= 24, "{actions} keyboard actions");
    window.close().await;
}

#[tokio::test]
async fn a_partner_manager_asks_the_developer_first_and_goes_on_when_the_answer_is_there() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    window.control("n").await;
    window.read("#main h1", "Details").await;
    window.tab_to("input[name=kind]").await;
    window.press(Key::Space).await;
    window.fill("name", "Lighthouse 360").await;
    window.enter("[data-testid=suggest-codename]").await;
    window.saved().await;
    // Without URLs and a connection the record is judged, and the rest says what it needs.
    window.go("Readiness").await;
    window.check().await;
    window.choose("TOKEN-1", "TOKEN-1").await;
    window.read("#main", "This needs a connection to Recruitee").await;
    // What the developer has to do goes out as one text.
    window.go("URLs").await;
    window.choose("letter", "developer").await;
    window.see("[data-testid=news]").await;
    let letter = machine.clipboard("UTF8_STRING");
    assert!(letter.contains("WHAT I STILL NEED FROM YOU") && letter.contains("Lighthouse 360"), "{letter}");
    window.close().await;
    machine.wait_until_free().await;

    // A week later four URLs come in one mail; the app opens where it was left.
    let window = Window::open(&machine).await;
    window.read("#main h1", "URLs").await;
    machine.copy(&format!(
        "Token check: {HOST}/recruitee/token\nTests: {HOST}/recruitee/tests\nCandidate: {HOST}/recruitee/send\nHelp article: {HOST}/help/article"
    ));
    window.tab_to("[id=\"field-urls.validate_token\"]").await;
    window.control("v").await;
    window
        .until(&format!("document.getElementById('field-urls.tests').value === '{HOST}/recruitee/tests'"))
        .await;
    window.until("document.getElementById('field-urls.send_candidate').value.endsWith('/send')").await;
    window.go("Connection").await;
    window.tab_to("input[name=environment]").await;
    window.press(Key::Space).await;
    window.enter("[data-testid=practice-token]").await;
    window.read("[data-testid=verified]", "work").await;
    window.go("URLs").await;
    window.enter("[data-testid=practice-customer]").await;
    window.see("[data-testid=kept-field-customer_token]").await;
    window.enter("[data-testid=try-tests]").await;
    window.read("[data-testid=tried-tests]", "5 tests").await;
    window.close().await;
}

#[tokio::test]
async fn thirteen_partners_are_searched_opened_and_walked_between_without_a_mouse() {
    let _alone = alone();
    let machine = Machine::start();
    let (desk, _) = sandbox_desk(&machine.profile());
    for number in 1..=13 {
        let partner = desk.call("partner_create", json!({})).await.unwrap();
        let id = partner.get("id").unwrap();
        let name = json!({ "partner_id": id, "field": "name", "value": format!("Harbor {number}") });
        desk.call("partner_edit", name).await.unwrap();
    }
    drop(desk);
    let window = Window::open(&machine).await;
    window.until("document.querySelectorAll('[data-testid=partner-row]').length === 13").await;
    window.control("f").await;
    has_focus(&window, "#search").await;
    window.type_keys("harbor 1").await;
    window.until("document.querySelectorAll('[data-testid=partner-row]').length === 5").await;
    window.tab_to("[data-testid=partner-row]").await;
    window.press(Key::Down).await;
    let second = "document.querySelectorAll('[data-testid=partner-row]')[1]";
    window.until(&format!("document.activeElement === {second}")).await;
    let name = window.value(&format!("{second}.dataset.name")).await;
    window.press(Key::Enter).await;
    window.read(".switcher b", name.as_str().unwrap()).await;
    // Another partner by its name, on the same page as before.
    window.choose("harbor 7", "Harbor 7").await;
    window.read(".switcher b", "Harbor 7").await;
    window.type_keys("\u{e00a}\u{e012}\u{e000}").await;
    window.read(".switcher b", name.as_str().unwrap()).await;
    window.close().await;
}

#[tokio::test]
async fn at_200_percent_in_the_smallest_window_nothing_is_cut_off_at_the_side() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.client.set_window_size(960, 640).await.unwrap();
    for theme in ["light", "dark"] {
        window.set_look(theme, 2).await;
        for page in [
            "Details",
            "Logo",
            "Connection",
            "URLs",
            "Candidate fields",
            "Help article",
            "Review and save",
            "Readiness",
            "Rehearsal",
            "Promotion",
            "Activity",
            "History",
            "Sandbox",
            "Settings",
            "How it works",
        ] {
            window.go(page).await;
            let wide = "[document.documentElement, ...document.querySelectorAll('#main, #main .scroll, .statusbar')]
                .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className || one.tagName)";
            assert_eq!(window.value(wide).await, json!([]), "{page}");
            let lines =
                window.value("document.querySelector('.statusbar')?.getBoundingClientRect().height").await;
            assert!(lines.as_f64().unwrap() <= 80.0, "{page}: the status bar is {lines} high");
        }
    }
    window.control("k").await;
    has_focus(&window, "[data-testid=palette] input").await;
    let rows = "[...document.querySelectorAll('.cmd')].filter((row) => { const list = row.closest('[data-command-list], .list, [role=listbox]').getBoundingClientRect(); const box = row.getBoundingClientRect(); return box.bottom <= list.bottom + 1 && box.top >= list.top - 1; }).length >= 5";
    window.until(rows).await;
    window.close().await;
}
