//! Connections that end in the middle of a write: never a second one by itself, never a false "failed",
//! never a false "saved", also over a restart.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::Bench;
use desk::{
    DeleteRequest, EnvironmentName, ErrorCode, Event, Nothing, PlanAction, SaveOutcome, SaveRequest, Vault,
    WireError,
};
use partner::Field;
use recruitee::{Cut, Recruitee, World};
use serde_json::json;
use std::time::Duration;

impl World {
    /// Presses *Save* on the plan that is on the screen, with no look in between.
    async fn press_save(&self, cut: impl FnOnce(&Recruitee)) -> Result<SaveOutcome, WireError> {
        let plan = self.bench.plan(&self.id).await;
        cut(&self.recruitee);
        self.bench.save_plan(&self.id, &plan.plan_hash).await
    }
}

/// What was said of a save, beside what the server holds.
fn check(said: &Result<SaveOutcome, WireError>, is_there: bool, what: &str) {
    match said {
        Ok(outcome) => assert_eq!(outcome.is_saved, is_there, "{what}: {}", outcome.news),
        // A certain failure may only be told of what certainly was not done.
        Err(error) => assert!(!error.outcome_unknown && !is_there, "{what}: {error:?}"),
    }
}

#[tokio::test]
async fn a_cut_at_any_place_of_a_registration_is_told_truly_and_registers_once() {
    for cut in Cut::ALL {
        let world = World::new().await;
        let said = world.press_save(|recruitee| recruitee.cut("POST", cut)).await;
        check(&said, world.recruitee.has_record(), &format!("{cut:?}"));
        assert_eq!(world.recruitee.carried_out("POST"), usize::from(cut.arrives()), "{cut:?}");
        world.recruitee.clear_up();
        // Pressed again, it is registered once and no more.
        let _ = world.bench.save(&world.id).await.unwrap();
        assert_eq!(world.recruitee.carried_out("POST"), 1, "{cut:?}");
        assert_eq!(world.bench.plan(&world.id).await.action, PlanAction::Nothing, "{cut:?}");
        assert!(world.view().await.locked_since.is_some(), "{cut:?}");
    }
}

#[tokio::test]
async fn a_cut_at_any_place_of_an_update_is_told_truly_and_sends_nothing_twice_by_itself() {
    for cut in Cut::ALL {
        let world = World::registered().await;
        world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
        let said = world.press_save(|recruitee| recruitee.cut("PATCH", cut)).await;
        let is_there = world.recruitee.member("name") == "Harbour Ltd";
        assert_eq!(is_there, cut.arrives(), "{cut:?}");
        check(&said, is_there, &format!("{cut:?}"));
        assert_eq!(world.recruitee.carried_out("PATCH"), usize::from(is_there), "{cut:?}");
        assert_eq!(world.view().await.not_known, None, "{cut:?}");
    }
}

#[tokio::test]
async fn while_nothing_can_be_looked_at_it_is_said_that_nobody_knows_and_a_restart_finds_out() {
    for (method, cut) in [("POST", Cut::AfterFullSend), ("POST", Cut::InBody), ("PATCH", Cut::InAnswerBody)] {
        let what = format!("{method} {cut:?}");
        let world = if method == "POST" { World::new().await } else { World::registered().await };
        world.bench.edit(&world.id, Field::Description, "Knots").await;
        let said = world.press_save(|recruitee| recruitee.cut_for_good(method, cut)).await.unwrap_err();
        assert!(said.outcome_unknown, "{what}: {said:?}");
        assert!(world.view().await.not_known.is_some(), "{what}");
        // Pressed again meanwhile, nothing is sent.
        let plan = world.bench.plan(&world.id).await;
        assert_eq!(plan.action, PlanAction::Unknown, "{what}");
        let again = world.bench.save_plan(&world.id, &plan.plan_hash).await.unwrap_err();
        assert!(again.outcome_unknown, "{what}");

        let world = world.restart();
        world.recruitee.clear_up();
        let mut events = world.bench.desk.events();
        world.bench.desk.app.finish_writes(Nothing {}).await.unwrap();
        let Event::WriteSettled { text, .. } = events.recv().await.unwrap() else { panic!("{what}") };
        let count = world.recruitee.carried_out(method);
        assert_eq!(count, usize::from(cut.arrives()), "{what}");
        let outcome = match (method, cut.arrives()) {
            ("POST", true) => "the partner is registered on RC",
            ("POST", false) => "It wasn’t registered",
            _ => "RC has your changes",
        };
        assert!(text.contains(outcome), "{what}: {text}");
        let view = world.view().await;
        assert_eq!(view.not_known, None, "{what}");
        assert_eq!(view.locked_since.is_some(), cut.arrives(), "{what}");
        let _ = world.bench.save(&world.id).await.unwrap();
        assert_eq!(world.recruitee.carried_out("POST"), 1, "{what}");
        assert_eq!(world.recruitee.member("description"), "Knots", "{what}");
    }
}

#[tokio::test]
async fn an_app_that_ends_between_sending_and_hearing_finds_its_write_at_the_next_start() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let plan = world.bench.plan(&world.id).await;
    world.recruitee.cut_for_good("PATCH", Cut::AfterFullSend);
    let sync = world.bench.desk.sync.clone();
    let request = SaveRequest { partner_id: world.id.clone(), plan_hash: plan.plan_hash };
    let process = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    process.spawn(async move { sync.save(request).await });
    while world.recruitee.carried_out("PATCH") == 0 {
        tokio::task::yield_now().await;
    }
    // The process ends here: whatever it would have done next it does not do.
    tokio::task::spawn_blocking(move || process.shutdown_timeout(Duration::from_secs(10))).await.unwrap();
    let world = world.restart();
    world.recruitee.clear_up();
    assert!(world.view().await.not_known.is_some());
    let plan = world.bench.plan(&world.id).await;
    assert!(plan.settled.as_ref().unwrap().contains("RC has your changes"), "{:?}", plan.settled);
    assert_eq!(plan.action, PlanAction::Nothing);
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
}

#[tokio::test]
async fn a_server_that_fails_after_it_has_saved_is_not_believed() {
    for status in [500, 502, 503, 504] {
        let world = World::registered().await;
        world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
        world.recruitee.says(status);
        let said = world.bench.save(&world.id).await.unwrap();
        assert!(said.is_saved, "{status}");
        assert!(said.news.contains("Partner Desk checked"), "{}", said.news);
    }
}

#[tokio::test]
async fn a_save_that_is_carried_out_after_the_first_look_is_found_by_a_later_one() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    world.updates_late("name", json!("Harbour Ltd"));
    let said = world.bench.save(&world.id).await.unwrap();
    assert!(said.is_saved, "{}", said.news);
    assert_eq!(world.view().await.not_known, None);
}

#[tokio::test]
async fn a_deletion_whose_answer_is_lost_is_looked_after_too() {
    for cut in [Cut::AfterFullSend, Cut::InHeaders] {
        let world = World::registered().await;
        world.recruitee.cut("DELETE", cut);
        let request = DeleteRequest { partner_id: world.id.clone(), codename: "harbour".to_owned() };
        let said = world.bench.desk.sync.delete(request).await;
        assert_eq!(said.is_ok(), cut.arrives(), "{cut:?}");
        if let Err(error) = said {
            assert_eq!(error.code, ErrorCode::DeleteNotDone);
            assert!(error.message.contains("still has the partner"), "{}", error.message);
        }
        assert_eq!(world.view().await.locked_since.is_some(), !cut.arrives(), "{cut:?}");
        assert_eq!(world.view().await.name, "Harbour");
    }
}

#[tokio::test]
async fn a_registration_that_is_found_out_keeps_its_codename_whatever_was_typed_meanwhile() {
    let world = World::new().await;
    let said = world.press_save(|recruitee| recruitee.cut_for_good("POST", Cut::AfterFullSend)).await;
    assert!(said.unwrap_err().outcome_unknown);
    world.bench.edit(&world.id, Field::Codename, "another").await;
    world.recruitee.clear_up();
    let plan = world.bench.plan(&world.id).await;
    assert_eq!(plan.action, PlanAction::Nothing, "{plan:?}");
    assert_eq!(plan.partner.codename, "harbour");
    assert_eq!(world.recruitee.carried_out("POST"), 1);
}

#[tokio::test]
async fn an_open_write_is_looked_after_with_the_token_of_the_company_it_was_made_for() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let said = world.press_save(|recruitee| recruitee.cut_for_good("PATCH", Cut::AfterFullSend)).await;
    assert!(said.unwrap_err().outcome_unknown);
    world.bench.connect(&world.id, EnvironmentName::Rc, Some("777")).await;
    world.recruitee.clear_up();
    world.bench.desk.app.finish_writes(Nothing {}).await.unwrap();
    assert_eq!(world.view().await.not_known, None, "found out with the token that was kept for 48213");
}

#[tokio::test]
async fn a_window_that_only_looks_touches_neither_keychain_nor_server() {
    let world = World::registered().await;
    let vault = Vault::new("Partner Desk (test)", world.keychain.clone());
    let read_only = Bench::read_only(world.bench.folder.path(), vault, world.recruitee.test_network());
    let of = json!({ "partner_id": world.id });
    assert!(read_only.desk.app.start(Nothing {}).await.unwrap().is_read_only);
    assert_eq!(read_only.open(&world.id).await.name, "Harbour");
    let count = world.keychain.count();
    for (command, request) in [
        ("partner_edit", json!({ "partner_id": world.id, "field": "name", "value": "x" })),
        ("token_remove", json!({ "partner_id": world.id, "token": "personal" })),
        ("tokens_remove_all", json!({})),
        ("erase_all", json!({})),
        ("sandbox_reset", json!({})),
        ("readiness_run", of.clone()),
        ("secret_regenerate", of),
    ] {
        let refused = read_only.desk.call(command, request).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::StoreElsewhere, "{command}");
    }
    assert_eq!(world.keychain.count(), count);
}
