//! Walks the sample partner through the real window, prints the checklist and leaves pictures: what
//! `cargo xtask run` does where there is no display.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a walk that cannot go on has failed")]

use std::path::Path;
use tests::{Key, KeychainState, Machine, Window};

const PLACES: [(&str, &str); 14] = [
    ("Partners", "partners"),
    ("Connection", "connection"),
    ("Details", "details"),
    ("Logo", "logo"),
    ("URLs", "addresses"),
    ("Candidate fields", "inputs"),
    ("Review and save", "save"),
    ("Readiness", "readiness"),
    ("Rehearsal", "rehearsal"),
    ("Promotion", "promotion"),
    ("Activity", "activity"),
    ("Sandbox", "sandbox"),
    ("Settings", "settings"),
    ("How it works", "how"),
];

#[tokio::main]
async fn main() {
    let folder = &Path::new(env!("CARGO_MANIFEST_DIR")).join("../screenshots");
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    window.client.set_window_size(1180, 760).await.unwrap();
    window.see("[data-testid=open-example]").await;
    for theme in ["light", "dark"] {
        paint(&window, theme).await;
        window.picture(&folder.join(format!("first-run-{theme}.png"))).await;
    }
    window
        .client
        .execute("document.querySelector('[data-testid=open-example]').click()", vec![])
        .await
        .unwrap();
    window.see("[data-testid=run]").await;
    window.check().await;
    window.read("[data-testid=headline]", "Start the rehearsal next").await;
    print_checklist(&window).await;
    for theme in ["light", "dark"] {
        for (name, file) in PLACES {
            if name == "Partners" {
                continue;
            }
            paint(&window, theme).await;
            window.go(name).await;
            settle(file, &window).await;
            window.picture(&folder.join(format!("{file}-{theme}.png"))).await;
        }
    }
    trust(&window, folder).await;
    fix(&window, folder).await;
    for theme in ["light", "dark"] {
        paint(&window, theme).await;
        window.go("Partners").await;
        window.see("[data-testid=partner-row]").await;
        window.picture(&folder.join(format!("partners-{theme}.png"))).await;
    }
    keys(&window, folder).await;
    window.close().await;
    for (state, name) in
        [(KeychainState::Locked, "keychain-locked"), (KeychainState::Hanging, "keychain-waits")]
    {
        machine.set_keychain(state);
        let window = Window::open(&machine).await;
        window.client.set_window_size(1180, 760).await.unwrap();
        // The app begins with the partner that was in front.
        window.go("Connection").await;
        window.see("[data-testid=keychain-notice], [data-testid=keychain-waits]").await;
        both(&window, folder, name).await;
        window.close().await;
    }
    println!("Pictures of every screen, light and dark: {}", folder.canonicalize().unwrap().display());
}

async fn click(window: &Window, selector: &str) {
    window.see(selector).await;
    let press = format!("document.querySelector('{selector}').click()");
    window.client.execute(&press, vec![]).await.unwrap();
}

async fn both(window: &Window, folder: &Path, name: &str) {
    for theme in ["light", "dark"] {
        paint(window, theme).await;
        window.picture(&folder.join(format!("{name}-{theme}.png"))).await;
    }
}

/// A save: what both have changed, what is put back, what nobody knows; and the history behind it.
async fn trust(window: &Window, folder: &Path) {
    let fault = async |name: &str| {
        window.go("Sandbox").await;
        click(window, &format!("[data-testid=fault-{name}]")).await;
    };
    let describe = async |text: &str| {
        window.go("Details").await;
        window.fill("description", text).await;
        window.saved().await;
    };
    window.go("Details").await;
    window.fill("name", "Harbour Tests Ltd").await;
    describe("Skills tests for crews, harbours and shipping offices.").await;
    fault("record-edited-by-others").await;
    window.go("Review and save").await;
    window.see("[data-testid=conflict-description]").await;
    both(window, folder, "save-decide").await;
    click(window, "[data-testid=mine-description]").await;
    window.read("[data-testid=save]", "Save 2 changes").await;
    both(window, folder, "save-changes").await;
    click(window, "[data-testid=save]").await;
    window.read("[data-testid=save]", "Nothing to save").await;
    click(window, "[data-testid=revert-open]").await;
    window.see("[data-testid=revert-rows]").await;
    window
        .client
        .execute("document.querySelector('[data-testid=revert]').scrollIntoView()", vec![])
        .await
        .unwrap();
    both(window, folder, "revert").await;
    fault("recruitee-goes-dark").await;
    describe("Skills tests for crews.").await;
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Save 1 change").await;
    click(window, "[data-testid=save]").await;
    window.see("[data-testid=not-known]").await;
    both(window, folder, "save-not-known").await;
    fault("recruitee-goes-dark").await;
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Nothing to save").await;
    window.control("z").await;
    describe("Skills tests for crews and harbours.").await;
    click(window, "[data-testid=open-history]").await;
    click(window, ".undone .revision").await;
    window.see("[data-testid=revision-rows]").await;
    both(window, folder, "history").await;
    // As it was, for what follows.
    describe("Skills tests for crews.").await;
}

/// Keys: put in, made anew, let go to another host, and where they have been.
async fn keys(window: &Window, folder: &Path) {
    click(window, "[data-testid=partner-row]").await;
    window.see(".switcher").await;
    window.go("Activity").await;
    click(window, "[data-testid=show-token-usage]").await;
    window.see("[data-testid=token-usage]").await;
    both(window, folder, "ledger").await;
    window.go("Connection").await;
    click(window, "[data-testid=replace-field-personal_token]").await;
    window.until("document.activeElement?.id === 'field-personal_token'").await;
    window.type_keys("typed").await;
    click(window, "[data-testid=check-secret]").await;
    window.read("[data-testid=secret-said]", "accepts").await;
    both(window, folder, "connection-typing").await;
    click(window, "[data-testid=regenerate-secret]").await;
    window.see("[role=alertdialog]").await;
    both(window, folder, "regenerate").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[role=alertdialog]') === null").await;
    window.go("URLs").await;
    window.fill("urls.tests", "https://elsewhere.sandbox.partner-desk.invalid/recruitee/tests").await;
    window.saved().await;
    window.see("[data-testid=origin-held]").await;
    both(window, folder, "addresses-held").await;
    click(window, "[data-testid=try-tests]").await;
    window.see("[data-testid=origin-question]").await;
    both(window, folder, "origin-question").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[role=alertdialog]') === null").await;
}

/// The way of a fault: found, shown in the table, looked into, mended and compared.
async fn fix(window: &Window, folder: &Path) {
    let click = async |selector: &str| click(window, selector).await;
    let both = async |name: &str| both(window, folder, name).await;
    for fault in ["accepts-every-token", "tests-with-one-id-twice", "article-missing"] {
        window.go("Sandbox").await;
        click(&format!("[data-testid=fault-{fault}]")).await;
    }
    click("[data-testid=faults-tls] summary").await;
    both("sandbox-faults").await;
    window.check().await;
    window.read("[data-testid=headline]", "Not ready").await;
    click(".vrow[data-check=TOKEN-6]").await;
    window.see("[data-testid=detail][data-check=TOKEN-6] [data-testid=token-table]").await;
    both("readiness-tokens").await;
    click(".vrow[data-check=TESTS-3]").await;
    click("[data-testid=detail][data-check=TESTS-3] [data-testid=sent]").await;
    window.see("[data-testid=exchange] mark").await;
    window
        .client
        .execute("document.querySelector('[data-testid=exchange]').scrollIntoView()", vec![])
        .await
        .unwrap();
    both("readiness-sent").await;
    click("[data-testid=about-check]").await;
    window.see("[data-testid=reference] .versions").await;
    both("readiness-reference").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[data-testid=reference]') === null").await;
    click(".vrow[data-check=HELP-1]").await;
    click("[data-testid=detail][data-check=HELP-1] [data-testid=fix]").await;
    window.see("[data-testid=mending]").await;
    both("mending").await;
    click("[data-testid=back-to-check]").await;
    click("[data-testid=show-history]").await;
    window.see("[data-testid=comparison] [data-check=TOKEN-2]").await;
    both("readiness-history").await;
}

async fn paint(window: &Window, theme: &str) {
    window
        .client
        .execute(&format!("document.documentElement.dataset.theme = '{theme}'"), vec![])
        .await
        .unwrap();
}

/// Waits for what a page reads after it has opened.
async fn settle(file: &str, window: &Window) {
    match file {
        "readiness" => window.see("[data-testid=headline]").await,
        "save" => window.see(".answers").await,
        "connection" | "addresses" => window.see(".secret").await,
        "activity" => window.see("[data-testid=activity]").await,
        "sandbox" => window.see("[data-testid^='fault-']").await,
        _ => {}
    }
}

async fn print_checklist(window: &Window) {
    let groups = window
        .value(
            "(() => { document.querySelectorAll('.checks .seg button')[1].click(); return document.querySelector('[data-testid=headline]').innerText; })()",
        )
        .await;
    window.until("document.querySelectorAll('.vrow[data-check]').length > 25").await;
    let lines = window
        .value(
            "[...document.querySelectorAll('.checks .group, .vrow[data-check]')].map((row) => row.matches('.group') \
             ? '\\n' + row.innerText.replace(/\\n/g, '  ') \
             : '  ' + row.dataset.check.padEnd(9) + row.querySelector('.w').innerText.padEnd(16) + row.children[1].innerText)",
        )
        .await;
    println!("{}", groups.as_str().unwrap_or_default());
    for line in lines.as_array().unwrap() {
        println!("{}", line.as_str().unwrap_or_default());
    }
    println!();
}
