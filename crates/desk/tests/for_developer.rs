//! What the person hands to the developer of the service: a first letter, and everything that failed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, checks, of, with_icon};
use desk::{ErrorCode, Icon, TokenName};
use partner::{Field, UrlField};

async fn letter(bench: &Bench, id: &str) -> String {
    bench.desk.partners.developer_request(of(id)).await.unwrap().text
}

#[tokio::test]
async fn the_letter_names_what_is_missing_and_everything_that_recruitee_calls() {
    let bench = Bench::new();
    let id = bench.create().await;
    bench.edit(&id, Field::Name, "Acme").await;
    bench.edit(&id, Field::Url(UrlField::Tests), "https://acme.example/tests").await;
    insta::assert_snapshot!("letter", letter(&bench, &id).await);
}

#[tokio::test]
async fn a_letter_about_a_whole_partner_asks_for_a_token_alone_and_holds_none() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.store_token(&id, TokenName::Customer, "customer-canary-0123456789").await.unwrap();
    let text = letter(&bench, &id).await;
    assert!(!text.contains("URL of the help article") && !text.contains("not known yet"), "{text}");
    assert!(text.contains("A customer token of a test account"), "{text}");
    assert!(!text.contains("canary"), "{text}");
}

#[tokio::test]
async fn one_text_and_one_page_hold_every_fault_that_the_developer_fixes() {
    let bench = Bench::new();
    let id = bench.example().await;
    for fault in ["accepts-every-token", "tests-not-a-list"] {
        bench.fault(fault, true).await;
    }
    bench.edit(&id, Field::Description, "").await;
    let run = bench.run(&id).await;
    let theirs: Vec<&desk::VerdictView> =
        checks(&run).filter(|check| !check.developer_text.is_empty()).collect();
    assert!(theirs.len() > 2, "{theirs:?}");
    assert_eq!(run.for_developer, theirs.len());
    let text = bench.desk.readiness.developer_text(of(&id)).await.unwrap().text;
    for check in &theirs {
        assert!(text.contains(&check.developer_text), "{} in {text}", check.id);
    }
    let advice = with_icon(&run, Icon::Advice);
    assert!(advice.contains(&"REC-3") && !text.contains("REC-3"), "what the person fixes is not in it");
    let said = bench.desk.readiness.save_developer_report(of(&id)).await.unwrap().text;
    assert!(said.contains("harbour-tests.for-developer.html"), "{said}");
    let page = std::fs::read_to_string(bench.folder.path().join("harbour-tests.for-developer.html")).unwrap();
    assert_eq!(page.matches("<section>").count(), theirs.len());
}

#[tokio::test]
async fn without_a_run_there_is_nothing_to_hand_over() {
    let bench = Bench::new();
    let id = bench.example().await;
    let refused = bench.desk.readiness.developer_text(of(&id)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ReadinessNone);
}
