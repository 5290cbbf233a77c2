//! Journeys of a token through the real window, by keyboard alone: clipboard, keychain in each of its moods,
//! new hosts, ledger.

use serde_json::json;
use tests::{Key, KeychainState, Machine, Window, alone};

/// A new partner that works in the Sandbox, on the page with the keys.
async fn at_the_keys(window: &Window) {
    window.enter("[data-testid=new-partner]").await;
    window.fill("name", "Lighthouse").await;
    window.go("Connection").await;
    window.tab_to("input[name=environment]").await;
    window.press(Key::Space).await;
    window.see("[data-testid=paste-field-personal_token], [data-testid=keychain-waits]").await;
}

async fn is_accessible(window: &Window, what: &str) {
    let faults = window.accessibility_faults().await;
    assert!(faults.is_empty(), "{what}: {faults:#?}");
}

async fn kept(window: &Window, field: &str, last_four: &str, place: &str) {
    let selector = format!("[data-testid=kept-field-{field}]");
    window.read(&selector, last_four).await;
    window.read(&selector, place).await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_token_is_pasted_without_passing_the_page_tried_noted_and_copied_for_a_while() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    at_the_keys(&window).await;

    // By the button; turned away, and kept all the same.
    machine.copy("Bearer pasted-by-button-7Kd2\n");
    window.enter("[data-testid=paste-field-personal_token]").await;
    kept(&window, "personal_token", "7Kd2", "GNOME Keyring, Login").await;
    window.read("[data-testid=verified]", "rejected by").await;
    window.until("document.activeElement?.id === 'field-personal_token'").await;
    window.read("[data-testid=facts-field-personal_token]", "Last used").await;

    // By the keys for pasting, in the place of another.
    machine.copy("pasted-by-keys-q9Zt");
    window.enter("[data-testid=replace-field-personal_token]").await;
    window.until("document.activeElement?.matches('input[id=field-personal_token]') === true").await;
    window.control("v").await;
    kept(&window, "personal_token", "q9Zt", "GNOME Keyring, Login").await;
    assert_eq!(machine.secrets(), ["pasted-by-keys-q9Zt"], "the keychain has it, and the old one is gone");
    let page = window.value("document.documentElement.outerHTML").await.to_string();
    assert!(!page.contains("pasted-by"), "the page never had it");

    // An empty clipboard and a wrong thing on it get a sentence at the field.
    window.go("URLs").await;
    machine.copy("two words");
    window.enter("[data-testid=paste-field-customer_token]").await;
    window.read("[data-testid=fault-customer_token]", "letters, digits and symbols").await;
    machine.copy("pasted-by-keys-q9Zt");
    window.enter("[data-testid=paste-field-customer_token]").await;
    window.read("[data-testid=fault-customer_token]", "You pasted your Personal API token").await;

    // Each use stands in the ledger, which can be narrowed and saved.
    window.go("Activity").await;
    window.enter("[data-testid=show-token-usage]").await;
    window.read("[data-testid=token-usage]", "Saved in GNOME Keyring, Login").await;
    is_accessible(&window, "the ledger").await;
    window.enter("[data-testid=token-usage-sent]").await;
    window.read("[data-testid=token-usage-count]", "2 in total").await;
    window.read("[data-testid=token-usage]", "Sent, rejected (status 401)").await;
    window.tab_to("[id=token-usage-destination]").await;
    window.type_keys("nowhere").await;
    window.read("[data-testid=token-usage-count]", "No token usage matches").await;
    window.control("a").await;
    window.type_keys("partner-desk.invalid").await;
    window.read("[data-testid=token-usage-count]", "2 in total").await;
    window.enter("[data-testid=token-usage-export]").await;
    window.read("[data-testid=news]", "token-uses.csv").await;
    let table = std::fs::read_to_string(machine.home().join("token-uses.csv")).unwrap();
    assert!(table.lines().count() == 3 && !table.contains("pasted-by"), "{table}");

    // Forgetting asks, and leaves nothing.
    window.go("Connection").await;
    window.enter("[data-testid=forget-field-personal_token]").await;
    window.see("[role=alertdialog]").await;
    window.enter("[data-testid=confirm]").await;
    window.see("[data-testid=paste-field-personal_token]").await;
    assert!(machine.secrets().is_empty());
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_partner_secret_is_copied_as_a_secret_made_anew_and_both_are_tried() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.go("Connection").await;
    window.enter("[data-testid=copy-secret]").await;
    window.read("[data-testid=news]", "cleared from the clipboard after 60 seconds").await;
    let old = machine.clipboard("UTF8_STRING");
    assert!(machine.secrets().contains(&old), "{old:?} is not among {:?}", machine.secrets());
    assert_eq!(machine.clipboard("x-kde-passwordManagerHint"), "secret");

    window.enter("[data-testid=regenerate-secret]").await;
    window.read("[role=alertdialog]", "are rejected until").await;
    is_accessible(&window, "the question before a new secret").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[role=alertdialog]') === null").await;
    assert!(machine.secrets().contains(&old), "thought better of");
    window.enter("[data-testid=regenerate-secret]").await;
    window.enter("[data-testid=confirm]").await;
    window.read("[data-testid=secret-said]", "accepts it. The old one no longer works.").await;
    assert!(!machine.secrets().contains(&old));
    window.enter("[data-testid=check-secret]").await;
    window.read("[data-testid=secret-said]", "This secret works").await;

    window.enter("[data-testid=copy-secret]").await;
    window.read("[data-testid=news]", "copied").await;
    let new = machine.clipboard("UTF8_STRING");
    assert!(new != old && machine.secrets().contains(&new));
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_locked_keychain_locks_nobody_out_and_gets_what_was_kept_meanwhile_once_it_is_open() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    at_the_keys(&window).await;
    machine.copy("kept-while-open-1111");
    window.enter("[data-testid=paste-field-personal_token]").await;
    kept(&window, "personal_token", "1111", "GNOME Keyring, Login").await;
    window.close().await;

    machine.set_keychain(KeychainState::Locked);
    let window = Window::open(&machine).await;
    window.go("Connection").await;
    window.see("[data-testid=keychain-notice][data-code='keychain.locked']").await;
    window.read("[data-testid=keychain-notice]", "changed nothing in it").await;
    window.read("[data-testid=unknown-personal_token]", "couldn’t check").await;
    is_accessible(&window, "a locked keychain").await;
    let notices = "document.querySelectorAll('[data-testid=keychain-notice]').length";
    assert_eq!(window.value(notices).await, json!(1), "two tokens, one cause, one notice");
    machine.copy("kept-while-locked-2222");
    window.enter("[data-testid=paste-field-personal_token]").await;
    kept(&window, "personal_token", "2222", "In memory").await;
    window.read("[data-testid=keychain-notice]", "until you close Partner Desk").await;

    window.enter("[data-testid=keychain-again]").await;
    window.until("document.querySelector('[data-testid=keychain-again]')?.ariaDisabled !== 'true'").await;
    window.see("[data-testid=keychain-notice]").await;
    machine.unlock_keychain();
    window.enter("[data-testid=keychain-again]").await;
    window.until("document.querySelector('[data-testid=keychain-notice]') === null").await;
    kept(&window, "personal_token", "2222", "GNOME Keyring, Login").await;
    assert_eq!(machine.secrets(), ["kept-while-locked-2222"]);
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_keychain_that_does_not_answer_is_waited_for_given_up_and_taken_back_when_it_answers() {
    let _alone = alone();
    let machine = Machine::start();
    machine.set_keychain(KeychainState::Hanging);
    let window = Window::open(&machine).await;
    at_the_keys(&window).await;
    window.read("[data-testid=keychain-waits]", "Waiting for your keychain").await;
    is_accessible(&window, "a keychain that is waited for").await;
    window.enter("[data-testid=keychain-stop]").await;
    window.until("document.querySelector('[data-testid=keychain-waits]') === null").await;
    window.see("[data-testid=keychain-notice][data-code='keychain.waiting']").await;

    // Nobody is locked out: a token can be put in at once, and used.
    window.enter("[data-testid=practice-token]").await;
    window.read("[data-testid=kept-field-personal_token]", "In memory").await;
    window.read("[data-testid=verified]", "work").await;

    // The person answers the keychain's question after all; nothing has to be pressed.
    machine.release_keychain();
    window.read("[data-testid=kept-field-personal_token]", "Odd keyring").await;
    window.until("document.querySelector('[data-testid=keychain-notice]') === null").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn it_is_asked_before_the_customer_token_goes_to_another_host() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.check().await;
    window.read("[data-testid=headline]", "Start the rehearsal next").await;
    let elsewhere = "https://elsewhere.sandbox.partner-desk.invalid";
    window.go("URLs").await;
    window.read("[data-testid=where-it-goes]", "https://harbour.sandbox.partner-desk.invalid").await;
    window.fill("urls.tests", &format!("{elsewhere}/recruitee/tests")).await;
    window.saved().await;
    window.read("[data-testid=origin-held]", elsewhere).await;

    // Asked when it is about to be sent; no is no.
    window.enter("[data-testid=try-tests]").await;
    window.read("[data-testid=origin-question]", elsewhere).await;
    window.read("[data-testid=origin-question]", "Test list URL").await;
    is_accessible(&window, "the question before a new host").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[role=alertdialog]') === null").await;
    window.read("[data-testid=origin-held]", elsewhere).await;

    // The checks go on without it, and say what they could not know.
    window.control("\u{e007}").await;
    window.see("[data-testid=origin-question]").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[data-testid=run]') !== null").await;
    window.until("document.querySelector('.vrow[data-check=TESTS-1]')?.dataset.icon === 'unknown'").await;
    window.go("Activity").await;
    window.enter("[data-testid=show-token-usage]").await;
    window.enter("[data-testid=token-usage-held_back]").await;
    window.read("[data-testid=token-usage]", elsewhere).await;
    window.read("[data-testid=token-usage]", "you haven’t confirmed that it may be sent there").await;

    // Yes is yes, once.
    window.go("URLs").await;
    window.enter("[data-testid=try-tests]").await;
    window.see("[data-testid=origin-question]").await;
    window.enter("[data-testid=confirm]").await;
    window.until("document.querySelector('[data-testid=tried-tests]')?.innerText.length > 0").await;
    window.until("document.querySelector('[data-testid=origin-held]') === null").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_partner_file_named_at_the_start_is_opened_and_the_window_goes_nowhere_else() {
    let _alone = alone();
    let machine = Machine::start();
    let file = machine.put("us.partner.json", br#"{"format": "partner-desk/1", "name": "Lighthouse"}"#);
    let window = Window::open_with(&machine, &["partner-desk://evil", &file.display().to_string()]).await;
    window.until("document.getElementById('field-name')?.value === 'Lighthouse'").await;
    let address = window.value("location.href").await;
    for way in [
        "location.href = 'https://example.com/'",
        "location.assign('file:///etc/passwd')",
        "window.open('https://example.com/')",
        "document.body.appendChild(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))",
        "Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' }).click()",
        "Object.assign(document.createElement('a'), { href: 'data:text/html,x' }).click()",
    ] {
        window.client.execute(way, vec![]).await.unwrap();
        window.go("Details").await;
        assert_eq!(window.value("location.href").await, address, "{way}");
        window.until("document.getElementById('field-name')?.value === 'Lighthouse'").await;
    }
    assert_eq!(window.client.windows().await.unwrap().len(), 1);
    window.close().await;
}
