//! What the person stops waiting for: nothing is done of what has not been sent, and of what has been sent nobody
//! knows yet.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::of;
use desk::{
    ErrorCode, Event, PlanAction, SaveRequest, TokenName, TokenStoreRequest, TokenUsageRequest,
    TokenUseGroup, UnparsedSecret, WireError, WorkName, WorkRequest,
};
use partner::Field;
use recruitee::{SECRET, World};
use std::{
    fmt::Debug,
    pin::Pin,
    sync::mpsc::{Sender, channel},
};
use tokio::task::JoinHandle;

type Running<T> = JoinHandle<Result<T, WireError>>;
type Work<T> = Pin<Box<dyn Future<Output = Result<T, WireError>> + Send>>;

impl World {
    /// Runs a use case until the server has carried out its first request of a method; the answer waits.
    async fn until<T: Debug + Send + 'static>(
        &self,
        method: &str,
        work: Work<T>,
    ) -> (Running<T>, Sender<()>) {
        let (asked, is_asked) = tokio::sync::oneshot::channel();
        let (lets_go, may_go) = channel();
        self.recruitee.before_answering(method, move || {
            let _ = asked.send(());
            let _ = may_go.recv();
        });
        let mut running = tokio::spawn(work);
        tokio::select! {
            asked = is_asked => asked.unwrap(),
            ended = &mut running => panic!("nothing was asked: {ended:?}"),
        }
        (running, lets_go)
    }

    async fn cancel(&self, work: WorkName) {
        let request = WorkRequest { partner_id: self.id.clone(), work, url: None };
        self.bench.desk.app.cancel_work(request).await.unwrap();
    }

    fn saving(&self, mark: String) -> Work<desk::SaveOutcome> {
        let (sync, partner_id) = (self.bench.desk.sync.clone(), self.id.clone());
        Box::pin(async move { sync.save(SaveRequest { partner_id, plan_hash: mark }).await })
    }

    /// Whether the keychain has it.
    fn keeps(&self, secret: &str) -> bool {
        let is_kept = |kept: &UnparsedSecret| kept.expose_secret() == secret;
        self.keychain.kept.lock().unwrap().values().any(is_kept)
    }
}

#[tokio::test]
async fn reading_and_verifying_end_at_once_and_are_in_the_ledger() {
    for work in [WorkName::Plan, WorkName::Verify, WorkName::Save] {
        let world = World::registered().await;
        world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
        let plan = world.bench.plan(&world.id).await;
        let uses = || TokenUsageRequest {
            token: Some(TokenName::Personal),
            group: Some(TokenUseGroup::Sent),
            ..TokenUsageRequest::default()
        };
        let before = world.bench.uses(uses()).await.len();
        let (sync, connection) = (world.bench.desk.sync.clone(), world.bench.desk.connection.clone());
        let request = of(&world.id);
        let doing: Work<()> = match work {
            WorkName::Plan => Box::pin(async move { sync.plan(request).await.map(drop) }),
            WorkName::Verify => Box::pin(async move { connection.verify_token(request).await.map(drop) }),
            _ => {
                let saving = world.saving(plan.plan_hash);
                Box::pin(async move { saving.await.map(drop) })
            }
        };
        let (running, lets_go) = world.until("GET", doing).await;
        world.cancel(work).await;
        let error = running.await.unwrap().unwrap_err();
        assert_eq!(error.code, ErrorCode::WorkCanceled, "{work:?}");
        assert!(!error.outcome_unknown, "{work:?}");
        lets_go.send(()).unwrap();
        assert_eq!(world.recruitee.carried_out("PATCH"), 0, "{work:?}");
        // A token that was on its way has left the app.
        assert_eq!(world.bench.uses(uses()).await.len(), before + 1, "{work:?}");
        // Nothing stands in the way of doing it after all.
        assert!(world.bench.save(&world.id).await.unwrap().is_saved, "{work:?}");
    }
}

#[tokio::test]
async fn of_a_save_that_was_sent_nobody_knows_until_it_is_found_out() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let plan = world.bench.plan(&world.id).await;
    let mut events = world.bench.desk.events();
    let (running, lets_go) = world.until("PATCH", world.saving(plan.plan_hash)).await;
    world.cancel(WorkName::Save).await;
    let error = running.await.unwrap().unwrap_err();
    assert!(error.outcome_unknown, "{error:?}");
    assert!(world.view().await.not_known.is_some());
    lets_go.send(()).unwrap();
    let Event::WriteSettled { text, .. } = events.recv().await.unwrap() else { panic!("another event") };
    assert!(text.contains("RC"), "{text}");
    assert_eq!(world.view().await.not_known, None);
    assert_eq!(world.bench.plan(&world.id).await.action, PlanAction::Nothing);
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
}

#[tokio::test]
async fn a_secret_that_comes_after_the_person_stopped_waiting_is_kept() {
    let world = World::new().await;
    let plan = world.bench.plan(&world.id).await;
    let mut events = world.bench.desk.events();
    let (running, lets_go) = world.until("POST", world.saving(plan.plan_hash)).await;
    world.cancel(WorkName::Save).await;
    assert!(running.await.unwrap().unwrap_err().outcome_unknown);
    lets_go.send(()).unwrap();
    let Event::WriteSettled { .. } = events.recv().await.unwrap() else { panic!("another event") };
    assert!(world.keeps(SECRET));
    assert!(world.view().await.locked_since.is_some());
}

#[tokio::test]
async fn a_token_whose_trying_was_canceled_is_kept() {
    let world = World::registered().await;
    let connection = world.bench.desk.connection.clone();
    let request = TokenStoreRequest {
        partner_id: world.id.clone(),
        token: TokenName::Personal,
        value: UnparsedSecret::new("another-token".to_owned()),
    };
    let storing: Work<_> = Box::pin(async move { connection.store_token(request).await });
    let (running, lets_go) = world.until("GET", storing).await;
    world.cancel(WorkName::Verify).await;
    let outcome = running.await.unwrap().unwrap();
    assert_eq!(outcome.works, None);
    assert!(outcome.sentence.contains("saved"), "{}", outcome.sentence);
    lets_go.send(()).unwrap();
    assert!(world.keeps("another-token"));
}

#[tokio::test]
async fn a_view_that_was_read_later_has_a_higher_revision() {
    let world = World::new().await;
    let first = world.view().await;
    let edited = world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let undone = world.bench.undo(&world.id).await;
    assert!(first.revision < edited.revision);
    assert!(edited.revision < undone.revision, "a step back is no older");
    assert!(undone.revision < world.bench.latest_run(&world.id).await.revision);
}
