//! Steps of a rehearsal that many tests take.

use super::{
    Bench, of,
    partner_service::{PartnerService, TOKEN},
};
use desk::{
    AllowRequest, Icon, RehearsalRead, RehearsalSend, RehearsalStep, RehearsalView, StepState, TokenName,
};
use partner::{Field, UrlField};
use std::time::Duration;
use tokio::time::Instant;

pub(crate) async fn start(bench: &Bench, id: &str) -> RehearsalView {
    bench.desk.rehearsals.start(of(id)).await.unwrap()
}

pub(crate) fn consent(view: &RehearsalView) -> RehearsalSend {
    RehearsalSend {
        partner_id: view.partner_id.clone(),
        rehearsal_id: view.rehearsal_id.clone(),
        url: view.url.clone(),
        candidate: view.candidate.clone(),
        test_id: "1".into(),
    }
}

pub(crate) async fn send(bench: &Bench, view: &RehearsalView) -> RehearsalView {
    bench.desk.rehearsals.send(consent(view)).await.unwrap()
}

pub(crate) async fn view(bench: &Bench, id: &str) -> RehearsalView {
    bench.desk.rehearsals.view(of(id)).await.unwrap()
}

pub(crate) async fn read(bench: &Bench, id: &str) -> RehearsalView {
    let request = RehearsalRead { partner_id: id.into(), candidate_id: None };
    bench.desk.rehearsals.read(request).await.unwrap()
}

/// Reads reports until they are as they should be.
pub(crate) async fn until(bench: &Bench, id: &str, holds: impl Fn(&RehearsalView) -> bool) -> RehearsalView {
    let began = Instant::now();
    loop {
        let view = read(bench, id).await;
        if holds(&view) {
            return view;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{view:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub(crate) fn state(view: &RehearsalView, step: RehearsalStep) -> StepState {
    view.steps.iter().find(|one| one.step == step).unwrap().state
}

pub(crate) fn icon(view: &RehearsalView, id: &str) -> Icon {
    view.verdicts.iter().find(|verdict| verdict.id == id).unwrap().icon
}

/// The sample partner, with a service of the test's own behind its URLs.
pub(crate) async fn with_service(bench: &Bench, service: &PartnerService) -> String {
    let id = bench.example().await;
    for (url, path) in
        [(UrlField::ValidateToken, "token"), (UrlField::Tests, "tests"), (UrlField::SendCandidate, "send")]
    {
        bench.edit(&id, Field::Url(url), format!("{}/{path}", service.at)).await;
    }
    bench.store_token(&id, TokenName::Customer, TOKEN).await.unwrap();
    let allow = AllowRequest { partner_id: id.clone(), origins: vec![service.at.clone()] };
    bench.desk.tokens.allow_origins(allow).await.unwrap();
    id
}
