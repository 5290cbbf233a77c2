//! What is already done stays true, and is told so, whatever fails on this side after it; and what is known of a
//! server is not undone by an answer that comes late.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::of;
use desk::{
    EnvironmentName, ErrorCode, Nothing, PlanAction, TokenName, TokenOutcome, TokenStoreRequest,
    TokenUsageRequest, TokenUseGroup, UnparsedSecret, WireError,
};
use partner::Field;
use recruitee::{COMPANY, SECRET, World};
use rusqlite::Connection;
use std::{
    fmt::Debug,
    path::Path,
    pin::Pin,
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

type Work<T> = Pin<Box<dyn Future<Output = Result<T, WireError>> + Send>>;

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

    /// Does something while the answer to its first read is held back, and `meanwhile` in between.
    async fn with_late_answer<T: Debug + Send + 'static>(
        &self,
        work: Work<T>,
        meanwhile: impl AsyncFnOnce(&Self),
    ) -> T {
        let mut held = self.holds_back("GET");
        let mut running = tokio::spawn(work);
        tokio::select! {
            asked = &mut held.is_asked => asked.unwrap(),
            ended = &mut running => panic!("nothing was asked: {ended:?}"),
        }
        meanwhile(self).await;
        held.lets_go.send(()).unwrap();
        running.await.unwrap().unwrap()
    }

    /// Two use cases that read the record on their way.
    fn readers(&self) -> [(&'static str, Work<()>); 2] {
        let (connection, readiness) = (self.bench.desk.connection.clone(), self.bench.desk.readiness.clone());
        let (one, other) = (of(&self.id), of(&self.id));
        [
            ("verify_token", Box::pin(async move { connection.verify_token(one).await.map(drop) })),
            ("run", Box::pin(async move { readiness.run(other).await.map(drop) })),
        ]
    }

    fn storing_token(&self, value: &str) -> Work<TokenOutcome> {
        let connection = self.bench.desk.connection.clone();
        let request = TokenStoreRequest {
            partner_id: self.id.clone(),
            token: TokenName::Personal,
            value: UnparsedSecret::new(value.to_owned()),
        };
        Box::pin(async move { connection.store_token(request).await })
    }

    async fn connect(&self, company_id: &str) {
        self.bench.connect(&self.id, EnvironmentName::Rc, Some(company_id)).await;
    }

    /// The fields of the draft that the server does not hold, as far as is known.
    async fn differs(&self) -> Option<Vec<String>> {
        self.view().await.differs
    }

    /// Saves what a plan has shown, which succeeds.
    async fn save_plan(&self, mark: &str) {
        let said = self.bench.save_plan(&self.id, mark).await.unwrap();
        assert!(said.is_saved, "{said:?}");
    }
}

#[tokio::test]
async fn a_save_that_rc_took_is_told_as_saved_though_nothing_can_be_written_down() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let plan = world.bench.plan(&world.id).await;
    let other = OtherProgram::default();
    let (holder, folder) = (other.clone(), world.bench.folder.path().to_owned());
    world.recruitee.before_answering("PATCH", move || holder.holds(&folder));
    let said = world.bench.save_plan(&world.id, &plan.plan_hash).await.unwrap();
    assert!(said.is_saved, "{said:?}");
    assert!(said.news.contains("RC"), "{}", said.news);
    other.lets_go();
    // What was to be written down is written down with what comes next.
    let plan = world.bench.plan(&world.id).await;
    assert_eq!(plan.action, PlanAction::Nothing);
    assert_eq!(world.view().await.not_known, None);
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
    let calls = world.bench.activity().await;
    let patches = calls.iter().filter(|call| call.exchange.request.starts_with("PATCH"));
    assert_eq!(patches.count(), 1, "{calls:?}");
    let sent = TokenUsageRequest {
        token: Some(TokenName::Personal),
        group: Some(TokenUseGroup::Sent),
        ..TokenUsageRequest::default()
    };
    let uses = world.bench.uses(sent).await.len();
    // Create: two reads and a write with one after it; the same for the update; then the last plan.
    assert!(uses >= 7, "{uses} uses of the personal token");
}

#[tokio::test]
async fn a_secret_that_is_shown_once_is_kept_and_can_be_copied_though_it_cannot_be_noted() {
    let world = World::new().await;
    let plan = world.bench.plan(&world.id).await;
    let other = OtherProgram::default();
    let (holder, folder) = (other.clone(), world.bench.folder.path().to_owned());
    world.recruitee.before_answering("POST", move || holder.holds(&folder));
    world.save_plan(&plan.plan_hash).await;
    let (tokens, request) = (world.bench.desk.tokens.clone(), of(&world.id));
    let copying = tokio::spawn(async move { tokens.copy_secret(request).await });
    // It is taken off again after a moment.
    while world.bench.clipboard.text().is_none() {
        assert!(!copying.is_finished(), "it was never there");
        tokio::task::yield_now().await;
    }
    assert_eq!(world.bench.clipboard.text().as_deref(), Some(SECRET));
    copying.await.unwrap().unwrap();
    let is_kept = |secret: &UnparsedSecret| secret.expose_secret() == SECRET;
    assert!(world.keychain.kept.lock().unwrap().values().any(is_kept), "the keychain has it");
    other.lets_go();
    // It is noted by now, so that it can be found and forgotten.
    world.bench.activity().await;
    let world = world.restart();
    world.bench.desk.tokens.forget_all(Nothing {}).await.unwrap();
    assert_eq!(world.keychain.count(), 0);
}

#[tokio::test]
async fn a_read_that_was_asked_before_a_save_does_not_undo_it() {
    for at in 0..2 {
        let world = World::registered().await;
        let (name, reading) = world.readers().into_iter().nth(at).unwrap();
        world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
        let plan = world.bench.plan(&world.id).await;
        world.with_late_answer(reading, async |world: &World| world.save_plan(&plan.plan_hash).await).await;
        assert_eq!(world.differs().await, Some(vec![]), "{name}");
    }
}

#[tokio::test]
async fn a_plan_whose_answer_was_overtaken_by_a_save_shows_what_was_saved() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let plan = world.bench.plan(&world.id).await;
    let (sync, request) = (world.bench.desk.sync.clone(), of(&world.id));
    let planning: Work<_> = Box::pin(async move { sync.plan(request).await });
    let late =
        world.with_late_answer(planning, async |world: &World| world.save_plan(&plan.plan_hash).await).await;
    assert_eq!(late.action, PlanAction::Nothing, "{late:?}");
    assert_eq!(world.view().await.name, "Harbour Ltd");
}

#[tokio::test]
async fn a_late_404_leaves_a_registration_as_it_is_and_it_is_registered_once() {
    for at in 0..2 {
        let world = World::new().await;
        let (name, reading) = world.readers().into_iter().nth(at).unwrap();
        let plan = world.bench.plan(&world.id).await;
        world.with_late_answer(reading, async |world: &World| world.save_plan(&plan.plan_hash).await).await;
        assert!(world.view().await.locked_since.is_some(), "{name}");
        assert_eq!(world.differs().await, Some(vec![]), "{name}");
        let _ = world.bench.save(&world.id).await.unwrap();
        assert_eq!(world.recruitee.carried_out("POST"), 1, "{name}");
    }
}

#[tokio::test]
async fn an_answer_for_another_company_is_not_taken_for_this_one() {
    let world = World::registered().await;
    world.connect("99999").await;
    // A token that is put in is tried at once. The 404 of the wrong company comes after the right one was put in.
    let storing = world.storing_token("another-token");
    world.with_late_answer(storing, async |world: &World| world.connect(COMPANY).await).await;
    assert_eq!(world.differs().await, Some(vec![]));
}

#[tokio::test]
async fn a_mistyped_company_id_is_asked_about_and_the_right_one_brings_everything_back() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let before = world.bench.plan(&world.id).await;
    assert_eq!(before.action, PlanAction::Update);

    world.connect("48231").await;
    let tried = world.storing_token("personal-token").await.unwrap();
    assert_eq!(tried.works, None, "{tried:?}");
    assert!(tried.sentence.contains("48231"), "{}", tried.sentence);
    let plan = world.bench.plan(&world.id).await;
    assert_eq!(plan.action, PlanAction::Missing);
    assert!(plan.missing.as_ref().unwrap().contains("48231"), "{:?}", plan.missing);
    assert!(world.view().await.locked_since.is_some(), "the codename stays locked");
    assert!(!world.bench.save_plan(&world.id, &plan.plan_hash).await.unwrap().is_saved);
    assert_eq!(world.recruitee.carried_out("POST"), 1, "nothing is registered a second time by itself");

    world.connect(COMPANY).await;
    let plan = world.bench.plan(&world.id).await;
    assert_eq!(plan.action, PlanAction::Update);
    assert_eq!(plan.changes, before.changes);
    assert_eq!(plan.conflicts, [], "what both sides had in common is still known");
}

#[tokio::test]
async fn a_partner_that_was_deleted_there_is_registered_again_when_the_person_says_so() {
    let world = World::registered().await;
    let forget = async || world.bench.desk.sync.forget_registration(of(&world.id)).await;
    // While the server holds it there is nothing to be said.
    assert_eq!(forget().await.unwrap_err().code, ErrorCode::SavePlanChanged);
    world.recruitee.set(None);
    assert_eq!(world.bench.plan(&world.id).await.action, PlanAction::Missing);
    assert_eq!(forget().await.unwrap().action, PlanAction::Register);
    assert_eq!(world.view().await.locked_since, None);
    assert!(world.bench.save(&world.id).await.unwrap().is_saved);
    assert_eq!(world.recruitee.carried_out("POST"), 2);
}
