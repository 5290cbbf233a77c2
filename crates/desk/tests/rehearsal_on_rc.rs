//! On RC a person sends the candidate whose report is read.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::{
    Bench, of,
    rehearsing::{icon, view},
};
use desk::{ErrorCode, Icon, RehearsalRead, RehearsalStage, RehearsalView, TokenName, Vault, WireError};
use partner::{Environment, Field, UrlField};
use recruitee::World;
use serde_json::json;
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
