//! Use cases against a real store, the real Sandbox over HTTPS and a clock that stands where it is put.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use desk::{Desk, NoHost, Surroundings, Vault, WireError};
use sandbox::Sandbox;
use serde_json::{Value, json};
use std::sync::Arc;

fn noon() -> i64 {
    1_795_000_000_000
}

struct Bench {
    desk: Arc<Desk>,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(Surroundings {
            folder: folder.path().to_owned(),
            vault: Vault::for_this_session(),
            sandbox: Arc::new(Sandbox::new(folder.path().to_owned(), 0, noon)),
            host: Arc::new(NoHost),
            clock: noon,
            rc: None,
        })
        .unwrap();
        Self { desk, folder }
    }

    async fn call(&self, name: &str, request: Value) -> Value {
        self.desk.call(name, request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    async fn refused(&self, name: &str, request: Value) -> WireError {
        self.desk.call(name, request).await.unwrap_err()
    }

    async fn example(&self) -> String {
        self.call("example_open", json!({})).await["id"].as_str().unwrap().to_owned()
    }

    async fn edit(&self, id: &str, field: &str, value: Value) -> Value {
        self.call("partner_edit", json!({ "partner_id": id, "field": field, "value": value })).await
    }
}

fn marks(run: &Value, mark: &str) -> Vec<String> {
    let groups = run["groups"].as_array().unwrap();
    groups
        .iter()
        .flat_map(|group| group["checks"].as_array().unwrap())
        .filter(|check| check["mark"] == mark)
        .map(|check| check["id"].as_str().unwrap().to_owned())
        .collect()
}

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
async fn every_fault_of_the_example_is_found_by_the_checks_that_its_list_names() {
    let bench = Bench::new();
    let id = bench.example().await;
    for fault in sandbox::FAULTS {
        bench.call("sandbox_set_fault", json!({ "name": fault.name, "on": true })).await;
        let run = bench.call("readiness_run", json!({ "partner_id": id })).await;
        assert_eq!(marks(&run, "fail"), fault.fails, "{}", fault.name);
        assert_eq!(marks(&run, "unknown"), fault.unknown, "{}", fault.name);
        bench.call("sandbox_set_fault", json!({ "name": fault.name, "on": false })).await;
    }
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
    let saved = bench.call("save_apply", request).await;
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
    let request = json!({ "partner_id": id });
    let error = bench.refused("save_apply", request.clone()).await;
    assert_eq!(error.code, "save.problems");
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
    let error = bench.refused("save_apply", request).await;
    assert_eq!((error.code.as_str(), error.fields[0].field.as_str()), ("api.conflict", "codename"));
}

#[tokio::test]
async fn tokens_are_told_from_each_other_and_bad_ones_are_named() {
    let bench = Bench::new();
    let blank = bench.call("partner_create", json!({})).await;
    let id = blank["id"].as_str().unwrap();
    let store = |value: &str| json!({ "partner_id": id, "token": "personal", "value": value });
    assert_eq!(bench.refused("token_store", store("abc")).await.code, "company_id.missing");
    bench
        .call(
            "connection_set",
            json!({ "partner_id": id, "environment": "sandbox", "company_id": "letters" }),
        )
        .await;
    assert_eq!(bench.refused("token_store", store("abc")).await.code, "company_id.not_a_number");
    bench
        .call("connection_set", json!({ "partner_id": id, "environment": "sandbox", "company_id": "10001" }))
        .await;
    assert_eq!(bench.refused("token_store", store("a\nb")).await.code, "token.unsendable");
    assert_eq!(bench.refused("token_store", store("  ")).await.code, "token.empty");
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
        bench.call("token_store", json!({ "partner_id": id, "token": token, "value": canary })).await;
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
    let text = desk::PracticeServer::example(&file).to_text();
    let copy = bench.call("partner_import", json!({ "text": text })).await;
    assert_eq!(copy["name"], "Harbour Tests");
    assert_eq!(copy["environment"], Value::Null, "a file chooses no environment");
    let error = bench.refused("partner_import", json!({ "text": "{" })).await;
    assert_eq!(error.code, "file.not_json");

    let delete = |codename: &str| json!({ "partner_id": id, "codename": codename });
    assert_eq!(bench.refused("remote_delete", delete("other")).await.code, "delete.other_codename");
    let view = bench.call("remote_delete", delete("harbour-tests")).await;
    assert_eq!(view["locked_since"], Value::Null);
    assert_eq!(view["name"], "Harbour Tests", "the draft stays");
}

#[tokio::test]
async fn a_cancelled_run_leaves_the_earlier_verdicts() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    let before = bench.call("readiness_run", request.clone()).await;
    bench.call("sandbox_set_fault", json!({ "name": "answers-500", "on": true })).await;
    let mut events = bench.desk.events();
    let desk = bench.desk.clone();
    let running = tokio::spawn({
        let request = request.clone();
        async move { desk.call("readiness_run", request).await }
    });
    events.recv().await.unwrap();
    bench.call("readiness_cancel", request).await;
    let after = running.await.unwrap().unwrap();
    // The press may have come after the last verdict; then there is a whole new run instead.
    assert!(after["groups"] == before["groups"] || after["is_ready"] == false);
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
    assert_eq!(error.code, "import.codename_characters");
}
