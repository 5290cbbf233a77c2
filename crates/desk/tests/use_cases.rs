//! Use cases against a real store, the real Sandbox over HTTPS and a clock that stands where it is put.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use base64::{Engine, prelude::BASE64_STANDARD};
use bench::{Bench, marks, noon};
use desk::ErrorCode;
use sandbox::Sandbox;
use serde_json::{Value, json};

#[tokio::test]
async fn the_worked_example_is_ready_and_nothing_of_it_is_asked_twice() {
    let bench = Bench::new();
    let id = bench.example().await;
    let run = bench.call("readiness_run", json!({ "partner_id": id })).await;
    assert_eq!(run["headline"], "Ready in the Sandbox");
    assert_eq!(run["is_ready"], true);
    let activity = bench.call("activity_list", json!({})).await;
    let mut of_run: Vec<&str> = activity
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["exchange"]["purpose"].as_str().unwrap())
        .filter(|purpose| !purpose.contains("partner"))
        .collect();
    of_run.sort_unstable();
    let unique = of_run.len();
    of_run.dedup();
    assert_eq!(of_run.len(), unique, "each call once: {of_run:?}");
    assert_eq!(bench.example().await, id, "opened again, it is the same one");
}

#[tokio::test]
async fn an_edit_makes_exactly_what_depends_on_it_out_of_date_and_undo_brings_it_back() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    bench.call("readiness_run", request.clone()).await;
    bench.edit(&id, "description", json!("Something else")).await;
    let run = bench.call("readiness_view", request.clone()).await;
    assert_eq!(marks(&run, "stale"), ["REC-3", "REC-6"]);
    assert_eq!(run["is_ready"], false, "out of date is never ready");
    bench.call("partner_undo", request.clone()).await;
    let run = bench.call("readiness_view", request).await;
    assert_eq!(marks(&run, "stale"), [] as [&str; 0]);
    assert_eq!(run["is_ready"], true);
}

#[tokio::test]
async fn saving_sends_only_what_changed_and_reads_it_back() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    bench.edit(&id, "description", json!("Tests of the sea")).await;
    let plan = bench.call("save_plan", request.clone()).await;
    assert_eq!(plan["action"], "update");
    assert_eq!(plan["changes"].as_array().unwrap().len(), 1);
    let saved = bench.save(&id).await.unwrap();
    assert_eq!(saved["plan"]["action"], "nothing");
    let activity = bench.call("activity_list", json!({})).await;
    let patch = activity
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["exchange"]["request"].as_str().unwrap())
        .find(|request| request.starts_with("PATCH"))
        .unwrap();
    assert!(patch.contains("Tests of the sea") && !patch.contains("\"name\""), "{patch}");
}

#[tokio::test]
async fn a_record_with_faults_is_not_sent_and_a_taken_codename_lands_on_its_field() {
    let bench = Bench::new();
    bench.example().await;
    let blank = bench.call("partner_create", json!({})).await;
    let id = blank["id"].as_str().unwrap();
    let error = bench.save(id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SaveProblems);
    assert_eq!(
        error.fields.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(),
        ["kind", "name", "codename"]
    );

    bench.edit(id, "kind", json!("assessment")).await;
    bench.edit(id, "name", json!("Harbour Tests")).await;
    bench.edit(id, "codename", json!("harbour-tests")).await;
    bench
        .call("connection_set", json!({ "partner_id": id, "environment": "sandbox", "company_id": "777" }))
        .await;
    bench.call("token_practice", json!({ "partner_id": id, "token": "personal" })).await;
    let error = bench.save(id).await.unwrap_err();
    assert_eq!((error.code.key(), error.fields[0].field.as_str()), ("api.conflict", "codename"));
}

#[tokio::test]
async fn tokens_are_told_from_each_other_and_bad_ones_are_named() {
    let bench = Bench::new();
    let blank = bench.call("partner_create", json!({})).await;
    let id = blank["id"].as_str().unwrap();
    let store = |value: &str| json!({ "partner_id": id, "token": "personal", "value": value });
    assert_eq!(bench.refused("token_store", store("abc")).await.code, ErrorCode::CompanyIdMissing);
    bench
        .call(
            "connection_set",
            json!({ "partner_id": id, "environment": "sandbox", "company_id": "letters" }),
        )
        .await;
    assert_eq!(bench.refused("token_store", store("abc")).await.code, ErrorCode::CompanyIdNotANumber);
    bench
        .call("connection_set", json!({ "partner_id": id, "environment": "sandbox", "company_id": "10001" }))
        .await;
    assert_eq!(bench.refused("token_store", store("a\nb")).await.code, ErrorCode::TokenUnsendable);
    assert_eq!(bench.refused("token_store", store("  ")).await.code, ErrorCode::TokenEmpty);
    let outcome = bench.call("token_store", store("not-a-token-of-anybody")).await;
    assert_eq!(outcome["works"], false);
    assert_eq!(outcome["tokens"]["personal"]["last_four"], "body");
    assert!(!outcome.to_string().contains("not-a-token-of-any"), "a stored token never comes back");
    let outcome = bench.call("token_practice", json!({ "partner_id": id, "token": "personal" })).await;
    assert_eq!(outcome["works"], true);
}

#[tokio::test]
async fn no_token_is_in_any_file_view_or_entry_of_the_activity() {
    let bench = Bench::new();
    let id = bench.example().await;
    let canary = "canary-0123456789-canary";
    for token in ["customer", "partner_secret", "personal"] {
        let value = format!("{token}-{canary}");
        bench.call("token_store", json!({ "partner_id": id, "token": token, "value": value })).await;
    }
    let request = json!({ "partner_id": id });
    let mut seen = String::new();
    for command in ["readiness_run", "save_plan", "tokens_view", "partner_open", "developer_request"] {
        match bench.desk.call(command, request.clone()).await {
            Ok(view) => seen.push_str(&view.to_string()),
            Err(error) => seen.push_str(&format!("{error:?}")),
        }
    }
    for command in ["activity_list", "problem_report", "partners_list"] {
        seen.push_str(&bench.call(command, json!({})).await.to_string());
    }
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
    let file = Sandbox::new(std::env::temp_dir(), 0, noon);
    let text = desk::SandboxServer::example(&file).to_text();
    let copy = bench.call("partner_import", json!({ "text": text })).await;
    assert_eq!(copy["name"], "Harbour Tests");
    assert_eq!(copy["environment"], Value::Null, "a file chooses no environment");
    // Notepad writes UTF-16; what is no text at all is told as that.
    let utf_16 = text.encode_utf16().flat_map(u16::to_le_bytes);
    let bytes = BASE64_STANDARD.encode([0xff, 0xfe].into_iter().chain(utf_16).collect::<Vec<u8>>());
    let again = bench.call("partner_import", json!({ "text": "", "bytes": bytes })).await;
    assert_eq!(again["description"], copy["description"]);
    let zip = BASE64_STANDARD.encode(b"PK\x03\x04\x00\xff\xfe\x80\x81");
    let error = bench.refused("partner_import", json!({ "text": "", "bytes": zip })).await;
    assert_eq!(error.code, ErrorCode::FileNotText);
    let error = bench.refused("partner_import", json!({ "text": "{" })).await;
    assert_eq!(error.code, ErrorCode::FileNotJson);

    let delete = |codename: &str| json!({ "partner_id": id, "codename": codename });
    assert_eq!(bench.refused("remote_delete", delete("other")).await.code, ErrorCode::DeleteOtherCodename);
    let view = bench.call("remote_delete", delete("harbour-tests")).await;
    assert_eq!(view["locked_since"], Value::Null);
    assert_eq!(view["name"], "Harbour Tests", "the draft stays");
}

#[tokio::test]
async fn every_setting_place_and_restart_is_remembered() {
    let bench = Bench::new();
    let settings = bench.call("settings_set", json!({ "theme": "dark", "zoom": 99.0 })).await;
    assert_eq!(settings, json!({ "theme": "dark", "zoom": 3.0 }));
    let id = bench.example().await;
    bench.call("place_set", json!({ "partner_id": id, "place": "logo" })).await;
    let start = bench.call("app_start", json!({})).await;
    assert_eq!(start["last"], json!({ "partner_id": id, "place": "logo" }));
    bench.call("partner_remove", json!({ "partner_id": id })).await;
    assert_eq!(bench.call("app_start", json!({})).await["last"], Value::Null);
    bench.call("erase_all", json!({})).await;
    assert_eq!(bench.call("partners_list", json!({})).await["partners"], json!([]));
}

#[tokio::test]
async fn a_blank_draft_with_a_codename_takes_over_what_the_server_holds_once_a_token_works() {
    let bench = Bench::new();
    bench.example().await;
    let draft = bench.call("partner_import_rc", json!({ "codename": "harbour-tests" })).await;
    assert_eq!(draft["environment"], "rc", "an import is from RC; the Sandbox stands in for it here");
    let id = draft["id"].as_str().unwrap();
    let connect = json!({ "partner_id": id, "environment": "sandbox", "company_id": "10001" });
    bench.call("connection_set", connect).await;
    let outcome = bench.call("token_practice", json!({ "partner_id": id, "token": "personal" })).await;
    assert_eq!(outcome["partner"]["name"], "Harbour Tests");
    assert!(outcome["partner"]["locked_since"].is_number(), "it is registered, so the codename is locked");
    assert_eq!(outcome["partner"]["differs"], json!([]));
    let error = bench.refused("partner_import_rc", json!({ "codename": "Harbour 2" })).await;
    assert_eq!(error.code, ErrorCode::ImportCodenameCharacters);
}
