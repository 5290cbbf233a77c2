//! What the person stops waiting for: nothing is done of what has not been sent, and of what has been sent nobody
//! knows yet.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use desk::{ErrorCode, Event, WireError};
use recruitee::{SECRET, World};
use serde_json::{Value, json};
use std::sync::mpsc::{Sender, channel};
use tokio::task::JoinHandle;

type Running = JoinHandle<Result<Value, WireError>>;

impl World {
    /// Runs a command until the server has carried out its first request of a method; the answer waits.
    async fn until(&self, method: &str, command: &'static str, request: Value) -> (Running, Sender<()>) {
        let (asked, is_asked) = tokio::sync::oneshot::channel();
        let (lets_go, may_go) = channel();
        self.recruitee.before_answering(method, move || {
            let _ = asked.send(());
            let _ = may_go.recv();
        });
        let desk = self.bench.desk.clone();
        let mut running = tokio::spawn(async move { desk.call(command, request).await });
        tokio::select! {
            asked = is_asked => asked.unwrap(),
            ended = &mut running => panic!("{command} asked nothing: {ended:?}"),
        }
        (running, lets_go)
    }

    async fn cancel(&self, work: &str) {
        let request = json!({ "partner_id": self.id, "work": work, "address": null });
        self.bench.call("work_cancel", request).await;
    }
}

#[tokio::test]
async fn reading_and_verifying_end_at_once_and_are_in_the_ledger() {
    for (command, work) in [("save_plan", "plan"), ("token_verify", "verify"), ("save_apply", "save")] {
        let world = World::registered().await;
        world.bench.edit(&world.id, "name", json!("Harbour Ltd")).await;
        let plan = world.bench.plan(&world.id).await["mark"].clone();
        let uses = json!({ "token": "personal", "group": "sent", "destination": "" });
        let before = world.bench.call("ledger_list", uses.clone()).await["count"].as_u64().unwrap();
        let request = json!({ "partner_id": world.id, "plan": plan });
        let (running, lets_go) = world.until("GET", command, request).await;
        world.cancel(work).await;
        let error = match running.await.unwrap() {
            Ok(plan) if command == "save_plan" => panic!("{plan}"),
            told => told.unwrap_err(),
        };
        assert_eq!(error.code, ErrorCode::WorkCanceled, "{command}");
        assert!(!error.outcome_unknown, "{command}");
        lets_go.send(()).unwrap();
        assert_eq!(world.recruitee.carried_out("PATCH"), 0, "{command}");
        // A token that was on its way has left the app.
        let after = world.bench.call("ledger_list", uses).await["count"].as_u64().unwrap();
        assert_eq!(after, before + 1, "{command}");
        // Nothing stands in the way of doing it after all.
        assert_eq!(world.bench.save(&world.id).await.unwrap()["is_saved"], true, "{command}");
    }
}

#[tokio::test]
async fn of_a_save_that_was_sent_nobody_knows_until_it_is_found_out() {
    let world = World::registered().await;
    world.bench.edit(&world.id, "name", json!("Harbour Ltd")).await;
    let plan = world.bench.plan(&world.id).await["mark"].clone();
    let mut events = world.bench.desk.events();
    let request = json!({ "partner_id": world.id, "plan": plan });
    let (running, lets_go) = world.until("PATCH", "save_apply", request).await;
    world.cancel("save").await;
    let error = running.await.unwrap().unwrap_err();
    assert!(error.outcome_unknown, "{error:?}");
    assert!(world.view().await["not_known"].is_string());
    lets_go.send(()).unwrap();
    let Event::WriteSettled { text, .. } = events.recv().await.unwrap() else { panic!("another event") };
    assert!(text.contains("RC"), "{text}");
    assert_eq!(world.view().await["not_known"], Value::Null);
    assert_eq!(world.bench.plan(&world.id).await["action"], "nothing");
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
}

#[tokio::test]
async fn a_secret_that_comes_after_the_person_stopped_waiting_is_kept() {
    let world = World::new().await;
    let plan = world.bench.plan(&world.id).await["mark"].clone();
    let mut events = world.bench.desk.events();
    let request = json!({ "partner_id": world.id, "plan": plan });
    let (running, lets_go) = world.until("POST", "save_apply", request).await;
    world.cancel("save").await;
    assert!(running.await.unwrap().unwrap_err().outcome_unknown);
    lets_go.send(()).unwrap();
    let Event::WriteSettled { .. } = events.recv().await.unwrap() else { panic!("another event") };
    let is_kept = |secret: &desk::TypedSecret| secret.text_for_safekeeping() == SECRET;
    assert!(world.keychain.kept.lock().unwrap().values().any(is_kept));
    assert!(world.view().await["locked_since"].is_number());
}

#[tokio::test]
async fn a_token_whose_trying_was_canceled_is_kept() {
    let world = World::registered().await;
    let request = json!({ "partner_id": world.id, "token": "personal", "value": "another-token" });
    let (running, lets_go) = world.until("GET", "token_store", request).await;
    world.cancel("verify").await;
    let outcome = running.await.unwrap().unwrap();
    assert_eq!(outcome["works"], Value::Null);
    assert!(outcome["sentence"].as_str().unwrap().contains("kept"), "{}", outcome["sentence"]);
    lets_go.send(()).unwrap();
    let is_kept = |secret: &desk::TypedSecret| secret.text_for_safekeeping() == "another-token";
    assert!(world.keychain.kept.lock().unwrap().values().any(is_kept));
}

#[tokio::test]
async fn a_view_that_was_read_later_has_a_higher_revision() {
    let world = World::new().await;
    let revision = |view: &Value| view["revision"].as_u64().unwrap();
    let first = world.view().await;
    let edited = world.bench.edit(&world.id, "name", json!("Harbour Ltd")).await;
    let asked = json!({ "partner_id": world.id });
    let undone = world.bench.call("partner_undo", asked.clone()).await["partner"].clone();
    assert!(revision(&first) < revision(&edited));
    assert!(revision(&edited) < revision(&undone), "a step back is no older");
    let run = world.bench.call("readiness_view", asked).await;
    assert!(revision(&undone) < revision(&run));
}
