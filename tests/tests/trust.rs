//! What makes the form trusted, through the real window and by keyboard alone: undo after a restart, the plan,
//! a conflict, a lost answer, a file that cannot be written, a second window.

use tests::{Key, Machine, Window, alone};

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn undo_goes_all_the_way_back_after_a_restart_wherever_the_focus_is_and_history_leads_anywhere() {
    let _alone = alone();
    let machine = Machine::start();
    let logo = machine.put(
        "logo.svg",
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#0b6b6b"/></svg>"##,
    );
    let window = Window::open(&machine).await;
    window.enter("[data-testid=new-partner]").await;
    window.fill("name", "Lighthouse").await;
    window.go("Logo").await;
    window.choose_file("[data-testid=logo-file]", &logo).await;
    window.see("[data-testid=logo-findings], .specimens, figure.after img").await;
    window.go("Candidate fields").await;
    window.tab_to("[data-testid=inputs] input[type=checkbox]").await;
    window.press(Key::Space).await;
    window.until("!document.querySelector('[data-testid=inputs] input').checked").await;
    window.saved().await;
    machine.kill_app();
    drop(window);

    // The focus is on a box that is ticked, in a search field, on the page itself.
    let window = Window::open(&machine).await;
    window.see("[data-testid=inputs]").await;
    window.tab_to("[data-testid=inputs] input[type=checkbox]").await;
    window.control("z").await;
    window.until("document.querySelector('[data-testid=inputs] input').checked").await;
    window.read("[data-testid=news]", "Undone: Candidate fields").await;
    window.go("Sandbox").await;
    window.tab_to("[data-testid=find-fault]").await;
    window.control("z").await;
    window.read("[data-testid=news]", "Undone: Logo").await;
    // What was typed into a search field is undone in it first.
    window.type_keys("tls").await;
    window.control("z").await;
    window.until("document.querySelector('[data-testid=find-fault]').value !== 'tls'").await;
    window.go("Activity").await;
    window.control("z").await;
    window.read("[data-testid=news]", "Undone: Name").await;
    window.control("y").await;
    window.read("[data-testid=news]", "Redone: Name").await;

    // Typed over, what was undone is still in the history, and can be returned to.
    window.go("Details").await;
    window.fill("name", "Harbour").await;
    window.saved().await;
    window.enter("[data-testid=open-history]").await;
    window.read("[data-testid=revisions]", "Lighthouse").await;
    let undone = "[...document.querySelectorAll('.undone')].map((row) => row.innerText).join('|')";
    window.until(&format!("{undone}.includes('Logo') && {undone}.includes('Candidate fields')")).await;
    window.enter(".undone .revision").await;
    window.read("[data-testid=revision-rows]", "Candidate fields").await;
    window.enter("[data-testid=return]").await;
    window.read("[data-testid=news]", "back at that version").await;
    window.read("[data-testid=revision]", "Restored from an earlier version").await;
    window.go("Details").await;
    window.until("document.getElementById('field-name').value === 'Lighthouse'").await;
    window.go("Logo").await;
    window.see("figure.after img").await;
    window.control("z").await;
    window.go("Details").await;
    window.until("document.getElementById('field-name').value === 'Harbour'").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn the_plan_shows_what_changes_a_conflict_is_decided_and_the_save_is_put_back() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.go("Details").await;
    window.fill("name", "Harbour Tests Ltd").await;
    window.fill("description", "Our own words.").await;
    window.saved().await;
    window.toggle_fault("record-edited-by-others").await;
    window.go("Review and save").await;
    window.read("[data-testid=conflict-description]", "Our own words.").await;
    window.read("[data-testid=conflict-description]", "a colleague at Recruitee").await;
    window.read("[data-testid=changes]", "Harbour Tests Ltd").await;
    window.read("[data-testid=save]", "Resolve 1 conflict first").await;
    // The button leads to the question.
    window.enter("[data-testid=save]").await;
    window.until("document.activeElement?.dataset.testid === 'mine-description'").await;
    window.enter("[data-testid=edit-description]").await;
    window.until("document.activeElement?.id === 'decide-description'").await;
    window.control("a").await;
    window.type_keys("Words of both.").await;
    window.enter("[data-testid=use-description]").await;
    window.read("[data-testid=save]", "Save 2 changes").await;
    window.until("document.activeElement?.id === 'field-check_and_save'").await;
    window.press(Key::Enter).await;
    window.read("[data-testid=news]", "Saved to").await;
    window.read("[data-testid=save]", "Nothing to save").await;

    // The save is taken back; the draft is as it was.
    window.enter("[data-testid=revert-open]").await;
    window.read("[data-testid=revert-rows]", "Words of both.").await;
    window.read("[data-testid=revert-rows]", "a colleague at Recruitee").await;
    window.enter("[data-testid=revert-send]").await;
    window.read("[data-testid=news]", "has its previous values again").await;
    window.read("[data-testid=save]", "Save 2 changes").await;
    window.read("[data-testid=changes]", "Words of both.").await;

    // A change there alone is taken over, and can be undone.
    window.go("Details").await;
    window.fill("description", "Words that a colleague at Recruitee put in.").await;
    window.saved().await;
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Save 1 change").await;
    window.enter("[data-testid=save]").await;
    window.read("[data-testid=news]", "Saved to").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_lost_answer_is_said_looked_after_and_found_out_also_after_a_restart() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    // The answer alone is lost: looking shows that it was saved.
    window.toggle_fault("save-answer-lost").await;
    window.go("Details").await;
    window.fill("description", "First words.").await;
    window.saved().await;
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Save 1 change").await;
    window.enter("[data-testid=save]").await;
    window
        .read(
            "[data-testid=news]",
            "There was no clear response, so Partner Desk checked: the Sandbox has your changes.",
        )
        .await;
    window.read("[data-testid=save]", "Nothing to save").await;

    // Nothing can be looked at: nobody knows, and that is said everywhere.
    window.toggle_fault("recruitee-goes-dark").await;
    window.go("Details").await;
    window.fill("description", "Second words.").await;
    window.saved().await;
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Save 1 change").await;
    window.enter("[data-testid=save]").await;
    window.read("[data-testid=not-known]", "The last save to the Sandbox isn’t confirmed yet").await;
    window.see("[data-testid=status-not-known]").await;
    window.read("[data-testid=save]", "Check the Sandbox again").await;
    machine.kill_app();
    drop(window);

    let window = Window::open(&machine).await;
    // It looks by itself after the start, and says which it was.
    window
        .read(
            "[data-testid=news]",
            "There was no clear response, so Partner Desk checked: the Sandbox has your changes.",
        )
        .await;
    window.go("Review and save").await;
    window.read("[data-testid=save]", "Nothing to save").await;
    window.until("document.querySelector('[data-testid=status-not-known]') === null").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_file_that_cannot_be_written_is_said_with_what_to_do_and_written_once_it_can() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    window.enter("[data-testid=new-partner]").await;
    window.fill("name", "Lighthouse").await;
    window.saved().await;
    let file = machine.profile().join("partner-desk.sqlite");
    let other = rusqlite::Connection::open(file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    window.fill("description", "Keeps the light.").await;
    window.until("document.querySelector('[data-testid=saved]').dataset.state === 'failed'").await;
    window.read("[data-testid=saved]", "Couldn’t save on this computer: Another program is using").await;
    window.read("[data-testid=cannot-save]", "a backup or file sync").await;
    // What was typed stays, and the window does not close over it.
    window.until("document.getElementById('field-description').value === 'Keeps the light.'").await;
    machine.ask_to_close();
    window.read("[role=alertdialog]", "aren’t saved on this computer").await;
    window.press(Key::Escape).await;
    window.until("document.querySelector('[role=alertdialog]') === null").await;
    other.execute_batch("ROLLBACK").unwrap();
    window.saved().await;
    window.until("document.querySelector('[data-testid=cannot-save]') === null").await;
    machine.kill_app();
    drop(window);
    let window = Window::open(&machine).await;
    window.until("document.getElementById('field-description')?.value === 'Keeps the light.'").await;
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_second_window_on_the_same_data_looks_on_and_takes_over_when_the_first_is_closed() {
    let _alone = alone();
    let machine = Machine::start();
    let first = Window::open(&machine).await;
    first.enter("[data-testid=new-partner]").await;
    first.fill("name", "Lighthouse").await;
    first.saved().await;
    // Another session: no bus tells the two of each other.
    let second = Window::open(&machine).await;
    second.read("[data-testid=looking]", "open in another window").await;
    second.until("document.getElementById('field-name').value === 'Lighthouse'").await;
    second.until("document.getElementById('field-name').matches(':disabled')").await;
    // What only shows, or leads on, can be used.
    second.tab_to("aside.preview .seg button:last-child").await;
    second.press(Key::Enter).await;
    second.until("document.activeElement.getAttribute('aria-pressed') === 'true'").await;
    second.tab_to(".foot .btn.primary").await;
    first.fill("description", "Keeps the light.").await;
    first.saved().await;
    second.client.execute("window.dispatchEvent(new Event('focus'))", vec![]).await.unwrap();
    second.until("document.getElementById('field-description').value === 'Keeps the light.'").await;
    second.enter("[data-testid=work-here]").await;
    second.read("[data-testid=error]", "already open").await;
    first.close().await;
    machine.wait_until_free().await;
    second.enter("[data-testid=work-here]").await;
    second.until("document.querySelector('[data-testid=looking]') === null").await;
    second.fill("name", "Harbour").await;
    second.saved().await;
    second.close().await;
    // Both have written into the log of the day, and what the second was told leads there.
    let log = machine.log();
    assert_eq!(log.matches("Partner Desk starts").count(), 2, "{log}");
    let refused = log.lines().filter(|line| line.contains("code=\"store.in_use\"")).collect::<Vec<_>>();
    assert_eq!(refused.len(), 1, "{log}");
    assert!(refused[0].contains(" INFO call{command=\"window_take_over\" request_id="), "{refused:?}");
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn damaged_data_is_rebuilt_and_said_and_data_of_a_newer_app_is_left_alone() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    window.enter("[data-testid=new-partner]").await;
    window.fill("name", "Lighthouse").await;
    window.saved().await;
    window.go("Partners").await;
    window.close().await;
    // A copy is kept at the next start; then the file is damaged.
    let window = Window::open(&machine).await;
    window.read("[data-testid=partner-row]", "Lighthouse").await;
    machine.wait_for_file("partner-desk.copy-").await;
    window.close().await;
    let file = machine.profile().join("partner-desk.sqlite");
    // All of it into one file, as after a quiet end.
    let all = rusqlite::Connection::open(&file).unwrap();
    all.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(all);
    machine.spoil(&file);
    let window = Window::open(&machine).await;
    window.read("[data-testid=notice]", "was damaged").await;
    window.read("[data-testid=partner-row]", "Lighthouse").await;
    window.go("Settings").await;
    window.enter("[data-testid=export-all]").await;
    window.read("[data-testid=news]", "partner-desk.partner.json").await;
    let all = std::fs::read_to_string(machine.home().join("partner-desk.partner.json")).unwrap();
    assert!(all.contains("\"name\": \"Lighthouse\""), "{all}");
    window.close().await;

    machine.wait_until_ended().await;
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&file).unwrap();
    let window = Window::open(&machine).await;
    window.read("#main h1", "saved by a newer version of Partner Desk").await;
    window.close().await;
    assert!(std::fs::read(&file).unwrap() == before, "not a byte of it was changed");
}
