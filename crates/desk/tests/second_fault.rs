//! What is already done stays true, and is told so, whatever fails on this side after it; and what is known of a
//! server is not undone by an answer that comes late.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use desk::ErrorCode;
use recruitee::{COMPANY, SECRET, World};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        mpsc::{Sender, channel},
    },
};

/// Another program that holds the data file as soon as it is told to.
#[derive(Clone, Default)]
struct OtherProgram(Arc<Mutex<Option<Connection>>>);

impl OtherProgram {
    fn holds(&self, folder: &Path) {
        let connection = Connection::open(folder.join("partner-desk.sqlite")).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        *self.0.lock().unwrap() = Some(connection);
    }

    fn lets_go(&self) {
        drop(self.0.lock().unwrap().take());
    }
}

/// Holds the answer to the next request of a method back; it is what the server held when it was asked.
struct HeldBack {
    is_asked: tokio::sync::oneshot::Receiver<()>,
    lets_go: Sender<()>,
}

impl World {
    fn holds_back(&self, method: &str) -> HeldBack {
        let (asked, is_asked) = tokio::sync::oneshot::channel();
        let (lets_go, may_go) = channel();
        self.recruitee.before_answering(method, move || {
            let _ = asked.send(());
            let _ = may_go.recv();
        });
        HeldBack { is_asked, lets_go }
    }

    /// Runs a command while the answer to its first read is held back, and `meanwhile` in between.
    async fn with_late_answer(&self, command: &'static str, meanwhile: impl AsyncFnOnce(&Self)) -> Value {
        let mut held = self.holds_back("GET");
        let (desk, id) = (self.bench.desk.clone(), self.id.clone());
        let request = json!({ "partner_id": id, "token": "personal", "value": "another-token" });
        let mut running = tokio::spawn(async move { desk.call(command, request).await });
        tokio::select! {
            asked = &mut held.is_asked => asked.unwrap(),
            ended = &mut running => panic!("{command} asked nothing: {ended:?}"),
        }
        meanwhile(self).await;
        held.lets_go.send(()).unwrap();
        running.await.unwrap().unwrap()
    }

    async fn connect(&self, company_id: &str) {
        let request = json!({ "partner_id": self.id, "environment": "rc", "company_id": company_id });
        self.bench.call("connection_set", request).await;
    }

    /// The fields of the draft that the server does not hold, as far as is known.
    async fn differs(&self) -> Value {
        self.view().await.get("differs").unwrap().clone()
    }
}

#[tokio::test]
async fn a_save_that_rc_took_is_told_as_saved_though_nothing_can_be_written_down() {
    let world = World::registered().await;
    world.bench.edit(&world.id, "name", json!("Harbour Ltd")).await;
    let plan = world.bench.plan(&world.id).await["mark"].clone();
    let other = OtherProgram::default();
    let (holder, folder) = (other.clone(), world.bench.folder.path().to_owned());
    world.recruitee.before_answering("PATCH", move || holder.holds(&folder));
    let said = world.bench.call("save_apply", json!({ "partner_id": world.id, "plan": plan })).await;
    assert_eq!(said["is_saved"], true, "{said}");
    assert!(said["news"].as_str().unwrap().contains("RC"), "{}", said["news"]);
    other.lets_go();
    // What was to be written down is written down with what comes next.
    let plan = world.bench.plan(&world.id).await;
    assert_eq!(plan["action"], "nothing");
    assert_eq!(world.view().await.get("not_known"), Some(&Value::Null));
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
    let calls = world.bench.call("activity_list", json!({})).await;
    let patches = calls.as_array().unwrap().iter().filter(|call| {
        call["exchange"]["request"].as_str().is_some_and(|request| request.starts_with("PATCH"))
    });
    assert_eq!(patches.count(), 1, "{calls}");
    let ledger =
        world.bench.call("ledger_list", json!({ "token": "personal", "group": "sent", "destination": "" }));
    let uses = ledger.await["uses"].as_array().unwrap().len();
    // Create: two reads and a write with one after it; the same for the update; then the last plan.
    assert!(uses >= 7, "{uses} uses of the personal token");
}

#[tokio::test]
async fn a_secret_that_is_shown_once_is_kept_and_can_be_copied_though_it_cannot_be_noted() {
    let world = World::new().await;
    let plan = world.bench.plan(&world.id).await["mark"].clone();
    let other = OtherProgram::default();
    let (holder, folder) = (other.clone(), world.bench.folder.path().to_owned());
    world.recruitee.before_answering("POST", move || holder.holds(&folder));
    let said = world.bench.call("save_apply", json!({ "partner_id": world.id, "plan": plan })).await;
    assert_eq!(said["is_saved"], true, "{said}");
    let (desk, id) = (world.bench.desk.clone(), world.id.clone());
    let copying = tokio::spawn(async move { desk.call("secret_copy", json!({ "partner_id": id })).await });
    // It is taken off again after a moment.
    while world.bench.clipboard.text().is_none() {
        assert!(!copying.is_finished(), "it was never there");
        tokio::task::yield_now().await;
    }
    assert_eq!(world.bench.clipboard.text().as_deref(), Some(SECRET));
    copying.await.unwrap().unwrap();
    let is_kept = |secret: &desk::TypedSecret| secret.text_for_safekeeping() == SECRET;
    assert!(world.keychain.kept.lock().unwrap().values().any(is_kept), "the keychain has it");
    other.lets_go();
    // It is noted by now, so that it can be found and forgotten.
    world.bench.call("activity_list", json!({})).await;
    let world = world.restart();
    world.bench.call("tokens_forget_all", json!({})).await;
    assert_eq!(world.keychain.count(), 0);
}

#[tokio::test]
async fn a_read_that_was_asked_before_a_save_does_not_undo_it() {
    for command in ["token_verify", "readiness_run"] {
        let world = World::registered().await;
        world.bench.edit(&world.id, "name", json!("Harbour Ltd")).await;
        let plan = world.bench.plan(&world.id).await["mark"].clone();
        let save = async |world: &World| {
            let said = world.bench.call("save_apply", json!({ "partner_id": world.id, "plan": plan })).await;
            assert_eq!(said["is_saved"], true, "{said}");
        };
        world.with_late_answer(command, save).await;
        assert_eq!(world.differs().await, json!([]), "{command}");
    }
}

#[tokio::test]
async fn a_plan_whose_answer_was_overtaken_by_a_save_shows_what_was_saved() {
    let world = World::registered().await;
    world.bench.edit(&world.id, "name", json!("Harbour Ltd")).await;
    let plan = world.bench.plan(&world.id).await["mark"].clone();
    let late = world
        .with_late_answer("save_plan", async |world: &World| {
            let said = world.bench.call("save_apply", json!({ "partner_id": world.id, "plan": plan })).await;
            assert_eq!(said["is_saved"], true, "{said}");
        })
        .await;
    assert_eq!(late["action"], "nothing", "{late}");
    assert_eq!(world.view().await["name"], "Harbour Ltd");
}

#[tokio::test]
async fn a_late_404_leaves_a_registration_as_it_is_and_it_is_registered_once() {
    for command in ["token_verify", "readiness_run"] {
        let world = World::new().await;
        let plan = world.bench.plan(&world.id).await["mark"].clone();
        let register = async |world: &World| {
            let said = world.bench.call("save_apply", json!({ "partner_id": world.id, "plan": plan })).await;
            assert_eq!(said["is_saved"], true, "{said}");
        };
        world.with_late_answer(command, register).await;
        assert!(world.view().await["locked_since"].is_number(), "{command}");
        assert_eq!(world.differs().await, json!([]), "{command}");
        let _ = world.bench.save(&world.id).await.unwrap();
        assert_eq!(world.recruitee.carried_out("POST"), 1, "{command}");
    }
}

#[tokio::test]
async fn an_answer_for_another_company_is_not_taken_for_this_one() {
    let world = World::registered().await;
    world.connect("99999").await;
    // A token that is put in is tried at once. The 404 of the wrong company comes after the right one was put in.
    world.with_late_answer("token_store", async |world: &World| world.connect(COMPANY).await).await;
    assert_eq!(world.differs().await, json!([]));
}

#[tokio::test]
async fn a_mistyped_company_id_is_asked_about_and_the_right_one_brings_everything_back() {
    let world = World::registered().await;
    world.bench.edit(&world.id, "name", json!("Harbour Ltd")).await;
    let before = world.bench.plan(&world.id).await;
    assert_eq!(before["action"], "update");

    world.connect("48231").await;
    let token = json!({ "partner_id": world.id, "token": "personal", "value": "personal-token" });
    let tried = world.bench.call("token_store", token).await;
    assert_eq!(tried.get("works"), Some(&Value::Null), "{tried}");
    assert!(tried["sentence"].as_str().unwrap().contains("48231"), "{}", tried["sentence"]);
    let plan = world.bench.plan(&world.id).await;
    assert_eq!(plan["action"], "missing");
    assert!(plan["missing"].as_str().unwrap().contains("48231"), "{}", plan["missing"]);
    assert!(world.view().await["locked_since"].is_number(), "the codename stays locked");
    let said = world.bench.call("save_apply", json!({ "partner_id": world.id, "plan": plan["mark"] })).await;
    assert_eq!(said["is_saved"], false);
    assert_eq!(world.recruitee.carried_out("POST"), 1, "nothing is registered a second time by itself");

    world.connect(COMPANY).await;
    let plan = world.bench.plan(&world.id).await;
    assert_eq!(plan["action"], "update");
    assert_eq!(plan["changes"], before["changes"]);
    assert_eq!(plan["conflicts"], json!([]), "what both sides had in common is still known");
}

#[tokio::test]
async fn a_partner_that_was_deleted_there_is_registered_again_when_the_person_says_so() {
    let world = World::registered().await;
    let asked = json!({ "partner_id": world.id });
    // While the server holds it there is nothing to be said.
    assert_eq!(
        world.bench.refused("registration_forget", asked.clone()).await.code,
        ErrorCode::SavePlanChanged
    );
    world.recruitee.set(None);
    assert_eq!(world.bench.plan(&world.id).await["action"], "missing");
    let plan = world.bench.call("registration_forget", asked).await;
    assert_eq!(plan["action"], "register");
    assert_eq!(world.view().await.get("locked_since"), Some(&Value::Null));
    assert_eq!(world.bench.save(&world.id).await.unwrap()["is_saved"], true);
    assert_eq!(world.recruitee.carried_out("POST"), 2);
}
