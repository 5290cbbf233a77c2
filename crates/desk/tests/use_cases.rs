//! Use cases against a real store, the real Sandbox over HTTPS and a clock that stands where it is put.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use base64::{Engine, prelude::BASE64_STANDARD};
use bench::{Bench, InMemory, noon, of, on_the_wire, with_icon};
use desk::{
    DeleteRequest, EnvironmentName, ErrorCode, Icon, ImportRequest, LanguageChoice, LastRoute, Nothing,
    PlanAction, Route, Settings, Theme, TokenName, Vault, WireError,
};
use partner::Field;
use sandbox::Sandbox;
use serde::Serialize;
use std::sync::Arc;

#[tokio::test]
async fn the_worked_example_is_ready_and_nothing_of_it_is_asked_twice() {
    let bench = Bench::new();
    let id = bench.example().await;
    let run = bench.run(&id).await;
    assert_eq!(run.headline, "All checks passed so far. Start the rehearsal next");
    assert!(!run.is_ready, "the rehearsal is part of it");
    let activity = bench.activity().await;
    let mut of_run: Vec<&str> = activity
        .iter()
        .map(|entry| entry.exchange.purpose.as_str())
        .filter(|purpose| !purpose.contains("partner"))
        .collect();
    of_run.sort_unstable();
    let unique = of_run.len();
    of_run.dedup();
    assert_eq!(of_run.len(), unique, "each call once: {of_run:?}");
    bench.rehearse(&id).await;
    let after = bench.latest_run(&id).await;
    assert_eq!((after.headline.as_str(), after.is_ready), ("Ready in the Sandbox", true));
    assert_eq!((after.meter.required, after.meter.pass), (run.meter.required, run.meter.required));
    assert_eq!(bench.example().await, id, "opened again, it is the same one");
}

#[tokio::test]
async fn a_start_asks_no_keychain_and_starts_no_sandbox() {
    let folder = {
        let bench = Bench::new();
        bench.example().await;
        bench.close()
    };
    let keychain = Arc::<InMemory>::default();
    let bench = Bench::with(folder, Vault::new("test", keychain.clone()));
    let app = &bench.desk.app;
    app.start(Nothing {}).await.unwrap();
    let list = bench.desk.partners.list(Nothing {}).await.unwrap();
    bench.open(&list.partners[0].id).await;
    app.window_ready(Nothing {}).await.unwrap();
    assert_eq!(keychain.asked(), 0);
    assert!(!app.sandbox_view(Nothing {}).await.unwrap().is_running);
    bench.tokens(&list.partners[0].id).await;
    assert!(keychain.asked() > 0, "the page with the tokens asks it");
}

#[tokio::test]
async fn an_edit_makes_exactly_what_depends_on_it_out_of_date_and_undo_brings_it_back() {
    let bench = Bench::new();
    let id = bench.rehearsed_example().await;
    bench.run(&id).await;
    bench.edit(&id, Field::Description, "Something else").await;
    let run = bench.latest_run(&id).await;
    assert_eq!(with_icon(&run, Icon::Stale), ["REC-3", "REC-6"]);
    assert!(!run.is_ready, "out of date is never ready");
    bench.undo(&id).await;
    let run = bench.latest_run(&id).await;
    assert_eq!(with_icon(&run, Icon::Stale), [] as [&str; 0]);
    assert!(run.is_ready);
}

#[tokio::test]
async fn saving_sends_only_what_changed_and_reads_it_back() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.edit(&id, Field::Description, "Tests of the sea").await;
    let plan = bench.plan(&id).await;
    assert_eq!(plan.action, PlanAction::Update);
    assert_eq!(plan.changes.len(), 1);
    let saved = bench.save(&id).await.unwrap();
    assert_eq!(saved.plan.action, PlanAction::Nothing);
    let activity = bench.activity().await;
    let mut requests = activity.iter().map(|entry| entry.exchange.request.as_str());
    let patch = requests.find(|request| request.starts_with("PATCH")).unwrap();
    assert!(patch.contains("Tests of the sea") && !patch.contains("\"name\""), "{patch}");
}

#[tokio::test]
async fn a_record_with_faults_is_not_sent_and_a_taken_codename_lands_on_its_field() {
    let bench = Bench::new();
    bench.example().await;
    let id = bench.create().await;
    let error = bench.save(&id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SaveProblems);
    assert_eq!(
        error.fields.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(),
        ["kind", "name", "codename"]
    );

    bench.edit(&id, Field::Kind, "assessment").await;
    bench.edit(&id, Field::Name, "Harbour Tests").await;
    bench.edit(&id, Field::Codename, "harbour-tests").await;
    bench.connect(&id, EnvironmentName::Sandbox, Some("777")).await;
    bench.take_token(&id, TokenName::Personal).await;
    let error = bench.save(&id).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), (ErrorCode::ApiConflict, "codename"));
}

#[tokio::test]
async fn tokens_are_told_from_each_other_and_bad_ones_are_named() {
    let bench = Bench::new();
    let id = bench.create().await;
    let store = async |value: &str| bench.store_token(&id, TokenName::Personal, value).await;
    assert_eq!(store("abc").await.unwrap_err().code, ErrorCode::CompanyIdMissing);
    bench.connect(&id, EnvironmentName::Sandbox, Some("letters")).await;
    assert_eq!(store("abc").await.unwrap_err().code, ErrorCode::CompanyIdNotANumber);
    bench.connect(&id, EnvironmentName::Sandbox, Some("10001")).await;
    assert_eq!(store("a\nb").await.unwrap_err().code, ErrorCode::TokenUnsendable);
    assert_eq!(store("  ").await.unwrap_err().code, ErrorCode::TokenEmpty);
    let outcome = store("not-a-token-of-anybody").await.unwrap();
    assert_eq!(outcome.works, Some(false));
    assert_eq!(outcome.tokens.personal.last_four, "body");
    assert!(!on_the_wire(&outcome).contains("not-a-token-of-any"), "a stored token never comes back");
    let outcome = bench.take_token(&id, TokenName::Personal).await;
    assert_eq!(outcome.works, Some(true));
}

/// What a use case told, as it crosses to the page.
fn told(outcome: Result<impl Serialize, WireError>) -> String {
    match outcome {
        Ok(view) => on_the_wire(&view),
        Err(error) => on_the_wire(&error),
    }
}

#[tokio::test]
async fn no_token_is_in_any_file_view_or_entry_of_the_activity() {
    let bench = Bench::new();
    let id = bench.example().await;
    let canary = "canary-0123456789-canary";
    for (token, name) in [
        (TokenName::Customer, "customer"),
        (TokenName::PartnerSecret, "partner_secret"),
        (TokenName::Personal, "personal"),
    ] {
        bench.store_token(&id, token, &format!("{name}-{canary}")).await.unwrap();
    }
    let desk = &bench.desk;
    let mut seen = String::new();
    seen.push_str(&told(desk.readiness.run(of(&id)).await));
    seen.push_str(&told(desk.sync.plan(of(&id)).await));
    seen.push_str(&told(desk.tokens.view(of(&id)).await));
    seen.push_str(&told(desk.partners.open(of(&id)).await));
    seen.push_str(&told(desk.partners.developer_request(of(&id)).await));
    seen.push_str(&on_the_wire(&bench.activity().await));
    seen.push_str(&on_the_wire(&desk.app.problem_report(Nothing {}).await.unwrap()));
    seen.push_str(&on_the_wire(&desk.partners.list(Nothing {}).await.unwrap()));
    for entry in std::fs::read_dir(bench.folder.path()).unwrap().flatten() {
        seen.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap_or_default()));
    }
    assert!(!seen.contains(canary));
    assert!(seen.contains("nary"), "the last four are shown, so the search looks in the right places");
}

#[tokio::test]
async fn a_partner_goes_through_a_file_and_back_and_is_deleted_only_with_its_codename() {
    let bench = Bench::new();
    let id = bench.example().await;
    let partners = &bench.desk.partners;
    let file = Sandbox::new(std::env::temp_dir(), 0, noon);
    let text = desk::SandboxServer::example(&file).to_text();
    let as_text = |text: &str| ImportRequest { text: text.to_owned(), bytes: None };
    let as_bytes = |bytes: &[u8]| ImportRequest { bytes: Some(BASE64_STANDARD.encode(bytes)), ..as_text("") };
    let copy = partners.import(as_text(&text)).await.unwrap();
    assert_eq!(copy.name, "Harbour Tests");
    assert_eq!(copy.environment, None, "a file chooses no environment");
    // Notepad writes UTF-16; what is no text at all is told as that.
    let utf_16 = text.encode_utf16().flat_map(u16::to_le_bytes);
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf_16).collect();
    let again = partners.import(as_bytes(&bytes)).await.unwrap();
    assert_eq!(again.description, copy.description);
    let error = partners.import(as_bytes(b"PK\x03\x04\x00\xff\xfe\x80\x81")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::FileNotText);
    let error = partners.import(as_text("{")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::FileNotJson);

    let delete = async |codename: &str| {
        let request = DeleteRequest { partner_id: id.clone(), codename: codename.to_owned() };
        bench.desk.sync.delete(request).await
    };
    assert_eq!(delete("other").await.unwrap_err().code, ErrorCode::DeleteOtherCodename);
    let view = delete("harbour-tests").await.unwrap();
    assert_eq!(view.locked_since, None);
    assert_eq!(view.name, "Harbour Tests", "the draft stays");
}

#[tokio::test]
async fn every_setting_place_and_restart_is_remembered() {
    let bench = Bench::new();
    let app = &bench.desk.app;
    let settings = app
        .set_settings(Settings { theme: Theme::Dark, zoom: 99.0, language: LanguageChoice::English })
        .await
        .unwrap();
    assert_eq!(settings, Settings { theme: Theme::Dark, zoom: 3.0, language: LanguageChoice::English });
    let id = bench.example().await;
    let place = LastRoute { partner_id: Some(id.clone()), route: Route::Logo };
    app.set_route(place.clone()).await.unwrap();
    let start = app.start(Nothing {}).await.unwrap();
    assert_eq!((start.last, start.settings), (Some(place), settings));
    bench.desk.partners.remove(of(&id)).await.unwrap();
    assert_eq!(app.start(Nothing {}).await.unwrap().last, None);
    app.erase_all(Nothing {}).await.unwrap();
    assert!(bench.desk.partners.list(Nothing {}).await.unwrap().partners.is_empty());
}

#[tokio::test]
async fn a_blank_draft_with_a_codename_takes_over_what_the_server_holds_once_a_token_works() {
    let bench = Bench::new();
    bench.example().await;
    let id = bench.create().await;
    bench.edit(&id, Field::Codename, "harbour-tests").await;
    bench.connect(&id, EnvironmentName::Sandbox, Some("10001")).await;
    let outcome = bench.take_token(&id, TokenName::Personal).await;
    assert_eq!(outcome.partner.name, "Harbour Tests");
    assert!(outcome.partner.locked_since.is_some(), "it is registered, so the codename is locked");
    assert_eq!(outcome.partner.differs, Some(vec![]));
}

#[tokio::test]
async fn a_new_partner_is_dropped_when_it_is_left_untouched_and_kept_once_something_was_typed() {
    let bench = Bench::new();
    let go = async |partner_id: Option<&str>, route: Route| {
        let place = LastRoute { partner_id: partner_id.map(str::to_owned), route };
        bench.desk.app.set_route(place).await.unwrap();
    };
    let count = async || bench.desk.partners.list(Nothing {}).await.unwrap().partners.len();
    let untouched = bench.create().await;
    go(Some(&untouched), Route::Details).await;
    // The person comes back from pages of the app.
    go(None, Route::Settings).await;
    go(Some(&untouched), Route::Logo).await;
    assert_eq!(count().await, 1);
    go(None, Route::Partners).await;
    assert_eq!(count().await, 0);

    let typed = bench.create().await;
    go(Some(&typed), Route::Details).await;
    bench.edit(&typed, Field::Name, "Acme").await;
    bench.undo(&typed).await;
    go(None, Route::Partners).await;
    assert_eq!(count().await, 1, "what was undone can be done again");
    let connected = bench.create().await;
    go(Some(&connected), Route::Connection).await;
    bench.connect(&connected, EnvironmentName::Sandbox, None).await;
    go(Some(&typed), Route::Details).await;
    assert_eq!(count().await, 2);
    let copy = bench.desk.partners.duplicate(of(&typed)).await.unwrap();
    go(Some(&copy.id), Route::Details).await;
    go(None, Route::Partners).await;
    assert_eq!(count().await, 2, "a copy of an empty partner holds nothing either");
}
