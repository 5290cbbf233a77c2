//! Journeys through the real window, by keyboard alone, with a real Secret Service and the Sandbox over
//! HTTPS. One session at a time: each has the machine to itself.

use serde_json::json;
use tests::{Key, Machine, Window, alone};

const HOST: &str = "https://harbour.sandbox.partner-desk.invalid";

async fn choose_sandbox(window: &Window) {
    window.go("Connection").await;
    window.tab_to("input[name=environment]").await;
    window.press(Key::Space).await;
    window.see("[data-testid=practice-token]").await;
    window.enter("[data-testid=practice-token]").await;
    window.see("[data-testid=kept-field-personal_token]").await;
    window.read("[data-testid=verified]", "work").await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_new_partner_is_filled_in_by_keyboard_alone_saved_checked_mended_and_green() {
    let _alone = alone();
    let machine = Machine::start();
    let logo = machine.put(
        "logo.svg",
        br##"<svg xmlns="http://www.w3.org/2000/svg" width="240" height="96" viewBox="0 0 240 96" onload="x()"><rect width="96" height="96" fill="#0b6b6b"/></svg>"##,
    );
    let window = Window::open(&machine).await;

    // Details.
    window.enter("[data-testid=new-partner]").await;
    window.read("#main h1", "Details").await;
    window.tab_to("input[name=kind]").await;
    window.press(Key::Space).await;
    window.fill("name", "Lighthouse 360").await;
    window.enter("[data-testid=suggest-codename]").await;
    window.until("document.getElementById('field-codename').value === 'lighthouse-three-six-zero'").await;
    window.fill("description", "Tests for keepers of the light.").await;
    window.saved().await;
    window.read("[data-testid=preview]", "Send Lighthouse 360 test").await;

    // Logo: the file is chosen, made square, and what was wrong with it is told.
    window.go("Logo").await;
    window.choose_file("[data-testid=logo-file]", &logo).await;
    window.read("[data-testid=logo-findings]", "Fixed width and height removed").await;
    window.read("[data-testid=logo-findings]", "Code in the drawing: onload").await;

    // Connection and keys.
    choose_sandbox(&window).await;
    window.go("URLs").await;
    // Addresses: a fault is told on leaving the field, and goes on the keystroke that mends it.
    window.fill("urls.validate_token", "http://harbour.sandbox.partner-desk.invalid/recruitee/token").await;
    window.until("document.querySelector('[data-testid=\"fault-urls.validate_token\"]') === null").await;
    window.press(Key::Tab).await;
    window.read("[data-testid=\"fault-urls.validate_token\"]", "starts with https://").await;
    window.fill("urls.validate_token", &format!("{HOST}/recruitee/token")).await;
    window.until("document.querySelector('[data-testid=\"fault-urls.validate_token\"]') === null").await;
    window.saved().await;
    window.enter("[data-testid=practice-customer]").await;
    window.see("[data-testid=kept-field-customer_token]").await;
    window.fill("urls.tests", &format!("{HOST}/recruitee/tests")).await;
    window.fill("urls.send_candidate", &format!("{HOST}/recruitee/send")).await;
    window.fill("urls.help_article", &format!("{HOST}/help/nowhere")).await;
    window.saved().await;
    window.enter("[data-testid=try-tests]").await;
    window.read("[data-testid=tried-tests]", "5 tests").await;
    window.read("[data-testid=preview]", "Knots and lines").await;

    // Review and save: registered, and the codename is locked.
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Register").await;
    window.read("[data-testid=changes]", "Lighthouse 360").await;
    window.enter("[data-testid=save]").await;
    window.read("[data-testid=news]", "Registered").await;
    window.go("Connection").await;
    window.see("[data-testid=kept-field-partner_secret]").await;

    // Faults of the service are found by their checks.
    window.toggle_fault("accepts-every-token").await;
    window.toggle_fault("tests-with-one-id-twice").await;
    window.check().await;
    window.read("[data-testid=headline]", "Not ready").await;
    assert_eq!(
        window.checks_with("fail").await,
        ["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-6", "TESTS-3", "HELP-1"]
    );

    // Fix lands in the field; the address is mended and saved; the service is mended too.
    window.tab_to("[data-check=HELP-1].vrow").await;
    window.press(Key::Enter).await;
    window.see("[data-testid=detail][data-check=HELP-1]").await;
    window.enter("[data-testid=fix]").await;
    window.until("document.activeElement?.id === 'field-urls.help_article'").await;
    window.control("a").await;
    window.type_keys(&format!("{HOST}/help/recruitee")).await;
    window.saved().await;
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Save 1 change").await;
    window.enter("[data-testid=save]").await;
    window.read("[data-testid=news]", "Saved to").await;
    window.toggle_fault("accepts-every-token").await;
    window.toggle_fault("tests-with-one-id-twice").await;
    window.check().await;
    window.read("[data-testid=headline]", "Start the rehearsal next").await;
    assert_eq!(window.checks_with("fail").await, [] as [&str; 0]);

    // An edit makes what depends on it out of date at once.
    window.go("Details").await;
    window.fill("name", "Lighthouse").await;
    window.saved().await;
    window.go("Readiness").await;
    // The article is read for the name, too.
    let stale = ["REC-2", "REC-6", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];
    assert_eq!(window.checks_with("stale").await, stale);
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_fault_is_looked_into_mended_asked_again_alone_and_compared_with_the_run_before() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.check().await;
    window.read("[data-testid=headline]", "Start the rehearsal next").await;
    window.toggle_fault("list-needs-no-token").await;
    window.check().await;
    assert_eq!(window.checks_with("fail").await, ["TOKEN-6"]);

    // The check tells since when, shows each token with what was done, and what was sent.
    window
        .read(
            "[data-testid=detail][data-check=TOKEN-6] [data-testid=was-green]",
            "service’s response changed",
        )
        .await;
    let row =
        "[...document.querySelectorAll('[data-testid=token-table] tbody tr')].map((row) => row.innerText)";
    // The sandbox's tokens have one part, so there are three wrong ones of its shape.
    window.until(&format!("{row}.length === 9")).await;
    let table = window.value(row).await.to_string();
    assert!(table.contains("No token") && table.contains("Accepted, 5 tests"), "{table}");
    window.enter("[data-testid=sent]").await;
    window.until("document.querySelectorAll('[data-testid=exchange]').length === 9").await;
    let sent = window.value("document.querySelector('.detail').innerText").await.to_string();
    assert!(sent.contains("Authorization: Bearer ••••") && sent.contains("First byte"), "{sent}");

    // What the rule means is one press away.
    window.enter("[data-testid=about-check]").await;
    window.read("[data-testid=reference]", "A wrong token and a missing token must get 401 or 403").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[data-testid=reference]') === null").await;

    // Fix lands in the field, with the way back to the check.
    window.enter("[data-testid=fix]").await;
    window.until("document.activeElement?.id === 'field-urls.tests'").await;
    window.read("[data-testid=mending]", "without a token").await;
    window.enter("[data-testid=back-to-check]").await;
    window.until("document.activeElement?.dataset.check === 'TOKEN-6'").await;

    // The service is mended; the one check is asked again, and nothing else.
    window.toggle_fault("list-needs-no-token").await;
    window.go("Readiness").await;
    window.enter(".vrow[data-check=TOKEN-6]").await;
    window.enter("[data-testid=detail][data-check=TOKEN-6] [data-testid=recheck]").await;
    window.read("[data-testid=headline]", "Start the rehearsal next").await;

    // Three runs are kept; the last one says what it asked and what changed.
    window.enter("[data-testid=show-history]").await;
    window.until("document.querySelectorAll('[data-testid=runs] .vrow').length === 3").await;
    window.read("[data-testid=runs] .vrow", "Partial run").await;
    window.read("[data-testid=comparison]", "Checked again: TOKEN-6").await;
    window.read("[data-testid=comparison] [data-check=TOKEN-6]", "service’s response changed").await;
    // Beside the first run nothing differs.
    window.tab_to("[id=compare-with]").await;
    window.press(Key::Down).await;
    window.read("[data-testid=same]", "Every check had the same result").await;

    // An edit makes the check out of date; asking what remains makes it known again.
    window.go("Details").await;
    window.fill("description", "Tests of the sea.").await;
    window.saved().await;
    window.go("Review and save").await;
    // The button does nothing before the plan is there.
    window.read("[data-testid=save]", "Save 1 change").await;
    window.enter("[data-testid=save]").await;
    window.read("[data-testid=news]", "Saved to").await;
    window.go("Readiness").await;
    window.enter("[data-testid=show-remains]").await;
    // What was read after the save settles the check that compares the draft with the server.
    assert_eq!(window.checks_with("stale").await, ["REC-3"]);
    window.enter("[data-testid=recheck-failed]").await;
    window.read("[data-testid=headline]", "Start the rehearsal next").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_draft_is_there_after_the_app_was_killed_and_undo_still_works() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    window.enter("[data-testid=new-partner]").await;
    window.fill("name", "Lighthouse").await;
    window.fill("description", "Keeps the light.").await;
    window.saved().await;
    machine.kill_app();
    drop(window);

    let window = Window::open(&machine).await;
    window.until("document.getElementById('field-name')?.value === 'Lighthouse'").await;
    window.until("document.getElementById('field-description').value === 'Keeps the light.'").await;
    window.control("z").await;
    window.until("document.getElementById('field-description').value === ''").await;
    window.read("[data-testid=news]", "Undone: Description").await;
    window.close().await;
}

async fn choose_in_menu(window: &Window, name: &str) {
    window.tab_to(".partner-menu").await;
    window.press(Key::Enter).await;
    window.until("document.activeElement?.closest('.menu') !== null").await;
    let chosen =
        format!("document.querySelector('.menu [data-highlighted]')?.innerText.trim() === {}", json!(name));
    for _ in 0..20 {
        if window.value(&chosen).await == json!(true) {
            break;
        }
        window.press(Key::Down).await;
    }
    window.until(&chosen).await;
    window.press(Key::Enter).await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_partner_is_saved_as_a_file_without_a_secret_removed_and_brought_back() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    choose_in_menu(&window, "Save as a file").await;
    window.read("[data-testid=news]", "harbour-tests.partner.json").await;
    let text = std::fs::read_to_string(machine.home().join("harbour-tests.partner.json")).unwrap();
    assert!(text.contains("\"format\": \"partner-desk/1\"") && !text.contains("secret"), "{text}");

    choose_in_menu(&window, "Remove from this computer").await;
    window.read("[data-testid=news]", "was removed").await;
    window.enter("[data-testid=news] .link").await;
    window.read("[data-testid=partner-row]", "Harbour Tests").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn bad_input_gets_a_sentence_and_loses_nothing() {
    let _alone = alone();
    let machine = Machine::start();
    let broken = machine.put("broken.partner.json", b"{\"format\": \"partner-desk/1\",\n \"name\": }");
    let huge = machine.put("huge.png", &vec![7; 50 * 1024 * 1024]);
    let window = Window::open(&machine).await;
    window.choose_file("[data-testid=import-file]", &broken).await;
    window.read("[data-testid=error]", "line 2").await;

    window.enter("[data-testid=new-partner]").await;
    window.read("#main h1", "Details").await;
    window.fill("name", "Lighthouse").await;
    window.go("Logo").await;
    window.choose_file("[data-testid=logo-file]", &huge).await;
    window.read("[data-testid=fault-logo]", "larger than 20 MB").await;

    window.go("Connection").await;
    window.tab_to("input[value=rc], input[name=environment]").await;
    window.press(Key::Down).await;
    window.until("document.querySelector('input[value=rc]').checked").await;
    window.see("[id=field-company_id]").await;
    window.fill("company_id", "letters").await;
    // A token belongs to a company: while there is none, the field says so and asks for nothing.
    machine.copy("some-token");
    window.enter("[data-testid=paste-field-personal_token]").await;
    window.read("[data-field=personal_token]", "Enter the company ID first. It is a number").await;
    window.fill("company_id", "48213").await;
    window.press(Key::Tab).await;
    window
        .until("!document.querySelector('[data-field=personal_token]').innerText.includes('First put in')")
        .await;

    window.go("Details").await;
    window.until("document.getElementById('field-name').value === 'Lighthouse'").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn every_screen_is_accessible_in_light_and_dark_at_usual_and_at_double_size() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    let faults = window.accessibility_faults().await;
    assert!(faults.is_empty(), "first run: {faults:#?}");
    window.enter("[data-testid=open-example]").await;
    window.see("[data-testid=run]").await;
    window.check().await;
    for (theme, zoom) in [("light", 1), ("dark", 1), ("light", 2)] {
        window.set_look(theme, zoom).await;
        for place in [
            "Connection",
            "Details",
            "Logo",
            "URLs",
            "Candidate fields",
            "Review and save",
            "Readiness",
            "Rehearsal",
            "Promotion",
            "History",
            "Activity",
            "Sandbox",
            "Settings",
            "How it works",
        ] {
            window.go(place).await;
            let faults = window.accessibility_faults().await;
            assert!(faults.is_empty(), "{place}, {theme}, {zoom}: {faults:#?}");
            let wide = window
                .value("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .await;
            assert_eq!(wide, json!(0), "{place} at {zoom} is wider than the window");
        }
    }
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn the_page_can_reach_nothing_but_the_listed_commands() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    let ask = |what: &str| {
        format!(
            "const done = arguments[arguments.length - 1]; ({what}).then(() => done('reached'), (e) => done(String(e)))"
        )
    };
    for what in [
        "fetch('https://127.0.0.1:1/')",
        "window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', {})",
        "window.__TAURI_INTERNALS__.invoke('plugin:opener|open_url', { url: 'https://example.com' })",
        "window.__TAURI_INTERNALS__.invoke('plugin:clipboard-manager|read_text', {})",
        "window.__TAURI_INTERNALS__.invoke('no_such_command', { request: {} })",
    ] {
        let answer = window.client.execute_async(&ask(what), vec![]).await.unwrap();
        assert_ne!(answer, json!("reached"), "{what}");
    }
    let listed = window
        .client
        .execute_async(&ask("window.__TAURI_INTERNALS__.invoke('partners_list', { request: {} })"), vec![])
        .await;
    assert_eq!(listed.unwrap(), json!("reached"));
    window.close().await;
}
