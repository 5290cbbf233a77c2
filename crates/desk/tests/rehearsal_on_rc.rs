//! On RC a person sends the candidate whose report is read.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::{
    Bench, of,
    rehearsing::{icon, send, start, view},
};
use desk::{
    ErrorCode, Icon, LocalRoute, RehearsalRead, RehearsalStage, RehearsalView, Resolve, SandboxServer,
    TestNetwork, TokenName, TokenPurpose, Vault, WireError,
};
use partner::{Environment, Field, UrlField};
use recruitee::World;
use sandbox::Sandbox;
use serde_json::json;
use std::{future::Future, io, net::IpAddr, pin::Pin, sync::Arc};
use store::{RehearsalCall, RehearsalRow, Store};

async fn read(bench: &Bench, id: &str, candidate_id: Option<&str>) -> Result<RehearsalView, WireError> {
    let candidate_id = candidate_id.map(str::to_owned);
    bench.desk.rehearsals.read(RehearsalRead { partner_id: id.to_owned(), candidate_id }).await
}

/// A rehearsal on RC whose candidate was accepted, as the app left it before it was started again.
async fn accepted() -> (Bench, recruitee::Recruitee, String) {
    let world = World::registered().await;
    for url in [UrlField::ValidateToken, UrlField::Tests, UrlField::SendCandidate] {
        let at = format!("https://harbour.example/{}", url.key());
        world.bench.edit(&world.id, Field::Url(url), at).await;
    }
    world.bench.store_token(&world.id, TokenName::Customer, "harbour-customer-token").await.unwrap();
    let World { bench, recruitee, keychain, id } = world;
    let folder = bench.close();
    let answer = json!({ "Ok": {
        "status": 201, "content_type": "", "body": "{}", "is_cut": false, "redirect": null, "found_at": null,
        "took_ms": 1,
    } });
    let row = RehearsalRow {
        id: "7d3f0d8e-3c1e-4c64-9d5e-2f6d7c1f0a11".into(),
        progress: json!({
            "url": format!("https://harbour.example/{}", UrlField::SendCandidate.key()),
            "tests": [["1", "Knots"]],
        }),
        verdicts: json!([]),
        ..RehearsalRow::default()
    };
    let (store, _) = Store::open(folder.path(), 0).unwrap();
    store
        .transaction(|change| {
            change.begin_rehearsal(&id, Environment::Rc, &row)?;
            for name in ["wrong_token", "no_token", "unknown_test", "candidate"] {
                change.note_call(&row.id, name, 1)?;
                let call =
                    RehearsalCall { name: name.into(), at: 1, answer: answer.clone(), exchanges: json!([]) };
                change.end_call(&row.id, &call)?;
            }
            Ok(())
        })
        .unwrap();
    drop(store);
    let vault = Vault::new("Partner Desk (test)", keychain.clone());
    (Bench::at(folder, vault, recruitee.test_network()), recruitee, id)
}

#[tokio::test]
async fn the_report_of_a_candidate_that_a_person_sent_is_read_and_older_ones_are_left_alone() {
    let (bench, recruitee, id) = accepted().await;
    let waits = view(&bench, &id).await;
    assert_eq!((waits.stage, waits.is_guided), (RehearsalStage::Waiting, true), "{waits:#?}");
    assert_eq!(waits.poll_ms, None, "nobody knows of which candidate");
    assert_eq!(read(&bench, &id, None).await.unwrap().report, None);
    let slip = read(&bench, &id, Some("48-21")).await.unwrap_err();
    assert_eq!(slip.code, ErrorCode::RehearsalCandidateNumber);

    let none_yet = read(&bench, &id, Some("4820")).await.unwrap();
    assert_eq!((none_yet.stage, none_yet.candidate_id.as_str()), (RehearsalStage::Waiting, "4820"));
    let corrected = read(&bench, &id, Some("4821")).await.unwrap();
    assert_eq!(corrected.candidate_id, "4821", "also while there is as little to read");
    assert!(corrected.poll_ms.is_some());

    // Last year's, with a score that the checks would complain of, and the one that was just made.
    let old =
        json!({ "id": "old", "status": "completed", "score": 76, "completed_at": "2025-01-01T00:00:00Z" });
    recruitee.reports(&json!([old, { "id": "new", "status": "sent" }]));
    let sent = read(&bench, &id, None).await.unwrap();
    assert_eq!(sent.stage, RehearsalStage::Waiting, "{sent:#?}");
    assert_eq!(sent.report.map(|report| report.id).as_deref(), Some("new"));
    recruitee.reports(&json!([old, { "id": "new", "status": "completed", "score": "80%" }]));
    let ended = read(&bench, &id, None).await.unwrap();
    assert_eq!(ended.stage, RehearsalStage::Ended);
    assert_eq!(ended.report.clone().map(|report| report.score).as_deref(), Some("80%"));
    for check in ["REPORT-1", "REPORT-2"] {
        assert_eq!(icon(&ended, check), Icon::Pass, "{check}");
    }
    let gone = bench.desk.rehearsals.forget(of(&id)).await.unwrap();
    assert_eq!(gone.started_at, None);
}

/// Every name is at a public address, as those of partners are.
struct PublicNames;

impl Resolve for PublicNames {
    fn resolve<'a>(
        &'a self,
        _: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async { Ok(vec![IpAddr::from([93, 184, 215, 14])]) })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_candidate_is_sent_on_rc_over_tls_once_and_the_wrong_ones_are_rejected_before() {
    // A service with a certificate: that of a Sandbox, which is no part of this RC.
    let elsewhere = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::new(elsewhere.path().to_owned(), 0, || 0);
    let World { bench, recruitee, keychain, id } = World::registered().await;
    let service = sandbox.start().await.unwrap();
    let network = recruitee.test_network();
    let network = TestNetwork {
        route: LocalRoute { authority: service.authority.into(), ..network.route },
        resolver: Arc::new(PublicNames),
        dial: Some(Arc::new(move |_| service.listens_at)),
        ..network
    };
    let bench = Bench::at(bench.close(), Vault::new("Partner Desk (test)", keychain.clone()), network);
    for (url, path) in
        [(UrlField::ValidateToken, "token"), (UrlField::Tests, "tests"), (UrlField::SendCandidate, "send")]
    {
        let at = format!("https://harbour.sandbox.partner-desk.invalid/recruitee/{path}");
        bench.edit(&id, Field::Url(url), at).await;
    }
    let token = sandbox.mint(TokenPurpose::Customer).unwrap();
    bench.store_token(&id, TokenName::Customer, token.expose_secret()).await.unwrap();

    let started = start(&bench, &id).await;
    assert_eq!(started.stage, RehearsalStage::Choose, "{started:#?}");
    let sent = send(&bench, &started).await;
    assert_eq!((sent.stage, sent.is_guided), (RehearsalStage::Waiting, true), "{sent:#?}");
    for check in ["TOKEN-7", "SEND-1", "SEND-2"] {
        assert_eq!(icon(&sent, check), Icon::Pass, "{check}");
    }
    let posts = |view: &RehearsalView| {
        let steps =
            view.steps.iter().filter(|step| step.exchanges.iter().any(|one| one.request.starts_with("POST")));
        steps.map(|step| step.exchanges.len()).collect::<Vec<_>>()
    };
    assert_eq!(posts(&sent), [1, 1, 1, 1], "each once");
    let again = send(&bench, &started).await;
    assert_eq!(posts(&again), [1, 1, 1, 1], "and not again");
    recruitee.reports(&json!([{ "id": "new", "status": "completed", "score": "80%" }]));
    let ended = read(&bench, &id, Some("4820")).await.unwrap();
    assert_eq!(ended.stage, RehearsalStage::Ended, "{ended:#?}");
}
