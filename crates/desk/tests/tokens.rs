//! Tokens from clipboard to keychain to their hosts and out again: what is shown, asked, noted and forgotten.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, InMemory, marks};
use desk::{ErrorCode, Event, Fault, Vault};
use serde_json::{Value, json};
use std::sync::Arc;

fn bench() -> (Bench, Arc<InMemory>) {
    let keychain = Arc::<InMemory>::default();
    let vault = Vault::new("Partner Desk (test)", keychain.clone());
    (Bench::with(tempfile::tempdir().unwrap(), vault), keychain)
}

/// The same profile in another process, by a build with that name in the keychain.
fn again(bench: Bench, keychain: &Arc<InMemory>, namespace: &str) -> Bench {
    Bench::with(bench.close(), Vault::new(namespace, keychain.clone()))
}

async fn in_sandbox(bench: &Bench) -> String {
    let id = bench.call("partner_create", json!({})).await["id"].as_str().unwrap().to_owned();
    let request = json!({ "partner_id": id, "environment": "sandbox", "company_id": null });
    bench.call("connection_set", request).await;
    id
}

async fn tokens(bench: &Bench, id: &str) -> Value {
    bench.call("tokens_view", json!({ "partner_id": id })).await
}

async fn uses(bench: &Bench, filter: Value) -> Vec<(String, String)> {
    let mut request = json!({ "token": null, "destination": "", "group": null });
    request.as_object_mut().unwrap().extend(filter.as_object().unwrap().clone());
    let ledger = bench.call("ledger_list", request).await;
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    ledger["uses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(one, "destination"), text(one, "outcome")))
        .collect()
}

#[tokio::test]
async fn a_pasted_token_goes_from_the_clipboard_to_the_keychain_and_nothing_of_it_comes_back_but_four_characters()
 {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    bench.clipboard.put("  Bearer pasted-token-7Kd2\n");
    let request = json!({ "partner_id": id, "token": "customer" });
    let outcome = bench.call("token_paste", request.clone()).await;
    assert!(!outcome.to_string().contains("pasted-token"), "{outcome}");
    let view = &outcome["tokens"]["customer"];
    assert_eq!((&view["last_four"], &view["kept"]), (&json!("7Kd2"), &json!("Test keyring, Login")));
    assert_eq!(keychain.count(), 1);

    *bench.clipboard.text.lock().unwrap() = None;
    let refused = bench.refused("token_paste", request.clone()).await;
    assert_eq!(
        (refused.code.key(), refused.fields[0].field.as_str()),
        ("clipboard.no_text", "customer_token")
    );
    bench.clipboard.put("two words");
    let refused = bench.refused("token_paste", request).await;
    assert!(!refused.message.contains("two words"));
    assert_eq!(tokens(&bench, &id).await["customer"]["last_four"], "7Kd2", "what was kept is still there");
}

#[tokio::test]
async fn a_token_in_the_place_of_another_is_refused_before_it_can_be_sent_there() {
    let (bench, _) = bench();
    let id = in_sandbox(&bench).await;
    bench.call("token_practice", json!({ "partner_id": id, "token": "personal" })).await;
    bench.call("token_store", json!({ "partner_id": id, "token": "customer", "value": "a-token" })).await;
    let refused = bench
        .refused("token_store", json!({ "partner_id": id, "token": "partner_secret", "value": "a-token" }))
        .await;
    assert_eq!((refused.code.key(), refused.fields[0].field.as_str()), ("token.mixed_up", "partner_secret"));
    assert!(refused.message.contains("Customer token"), "{}", refused.message);
}

#[tokio::test]
async fn no_personal_token_is_asked_for_before_there_is_a_company() {
    let (bench, _) = bench();
    let id = bench.call("partner_create", json!({})).await["id"].as_str().unwrap().to_owned();
    let rc = |company: &str| json!({ "partner_id": id, "environment": "rc", "company_id": company });
    bench.call("connection_set", rc("letters")).await;
    assert!(tokens(&bench, &id).await["personal"]["blocked"].as_str().unwrap().contains("company ID"));
    bench.call("connection_set", rc("48213")).await;
    assert_eq!(tokens(&bench, &id).await["personal"]["blocked"], Value::Null);
}

#[tokio::test]
async fn a_copied_secret_is_marked_and_taken_off_the_clipboard_unless_something_else_is_there_by_then() {
    let (bench, _) = bench();
    let id = bench.example().await;
    let mut events = bench.desk.events();
    let request = json!({ "partner_id": id });
    let cleared = async |events: &mut tokio::sync::broadcast::Receiver<Event>| loop {
        if let Event::ClipboardCleared { .. } = events.recv().await.unwrap() {
            return;
        }
    };
    let said = bench.call("secret_copy", request.clone()).await;
    assert!(bench.clipboard.text().is_some() && *bench.clipboard.is_marked.lock().unwrap());
    assert!(!said.to_string().contains(&bench.clipboard.text().unwrap()));
    cleared(&mut events).await;
    assert_eq!(bench.clipboard.text(), None);

    bench.call("secret_copy", request.clone()).await;
    bench.clipboard.put("something of the person's own");
    assert!(!bench.desk.tokens.take_off_the_clipboard(None));
    assert_eq!(bench.clipboard.text().as_deref(), Some("something of the person's own"));

    // At the end of the app the time is not waited for.
    bench.call("secret_copy", request).await;
    assert!(bench.desk.tokens.take_off_the_clipboard(None));
    assert_eq!(bench.clipboard.text(), None);
    assert_eq!(uses(&bench, json!({ "destination": "clipboard" })).await.len(), 3);
}

#[tokio::test]
async fn where_a_token_is_is_said_truly_after_a_restart_too() {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    let store = |value: &str| json!({ "partner_id": id, "token": "customer", "value": value });
    bench.call("token_store", store("first-token")).await;

    // Another build has a place of its own and says so.
    let bench = again(bench, &keychain, "Partner Desk development (test)");
    let view = tokens(&bench, &id).await["customer"].clone();
    assert_eq!(view["state"], "absent");
    assert!(view["note"].as_str().unwrap().contains("another build"), "{view}");

    // Kept in memory only: the one in the keychain is the older one.
    let bench = again(bench, &keychain, "Partner Desk (test)");
    assert_eq!(tokens(&bench, &id).await["customer"]["note"], Value::Null);
    keychain.fails_with(Some(Fault::Locked));
    let outcome = bench.call("token_store", store("second-token")).await;
    let view = &outcome["tokens"]["customer"];
    assert_eq!((&view["is_session_only"], &view["last_four"]), (&json!(true), &json!("oken")));
    let notices = outcome["tokens"]["notices"].as_array().unwrap();
    assert_eq!(notices.len(), 1, "three tokens, one cause, one notice");
    assert_eq!(notices[0]["code"], "keychain.locked");
    let bench = again(bench, &keychain, "Partner Desk (test)");
    let view = tokens(&bench, &id).await["customer"].clone();
    assert_eq!((&view["state"], &view["note"]), (&json!("unknown"), &Value::Null));
    keychain.fails_with(None);
    let view = tokens(&bench, &id).await["customer"].clone();
    assert_eq!(view["state"], "present");
    assert!(view["note"].as_str().unwrap().contains("older"), "{view}");

    // A keychain that forgot.
    keychain.kept.lock().unwrap().clear();
    bench.call("token_store", store("third-token")).await;
    keychain.kept.lock().unwrap().clear();
    let view = tokens(&bench, &id).await["customer"].clone();
    assert!(view["note"].as_str().unwrap().contains("Test keyring, Login"), "{view}");
}

#[tokio::test]
async fn a_locked_keychain_gets_what_was_kept_in_memory_once_it_is_tried_again() {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    keychain.fails_with(Some(Fault::Refused));
    bench.call("token_store", json!({ "partner_id": id, "token": "customer", "value": "the-token" })).await;
    keychain.fails_with(None);
    let view = bench.call("keychain_try_again", json!({ "partner_id": id })).await;
    assert_eq!(view["notices"], json!([]));
    assert_eq!(view["customer"]["kept"], "Test keyring, Login");
    let bench = again(bench, &keychain, "Partner Desk (test)");
    let view = tokens(&bench, &id).await["customer"].clone();
    assert_eq!((&view["state"], &view["note"]), (&json!("present"), &Value::Null), "and that is noted");
}

#[tokio::test]
async fn an_address_on_another_host_gets_the_customer_token_only_after_the_person_has_said_yes() {
    let (bench, _) = bench();
    let id = bench.example().await;
    let partner = json!({ "partner_id": id });
    let run = bench.call("readiness_run", partner.clone()).await;
    assert_eq!(marks(&run, "unknown"), [] as [&str; 0]);
    let elsewhere = "https://elsewhere.sandbox.partner-desk.invalid";
    let view = bench.edit(&id, "urls.tests", json!(format!("{elsewhere}/recruitee/tests"))).await;
    let held: Vec<&Value> =
        view["origins"].as_array().unwrap().iter().filter(|one| one["is_allowed"] == false).collect();
    assert_eq!(held.len(), 1);
    assert_eq!((&held[0]["origin"], &held[0]["addresses"]), (&json!(elsewhere), &json!(["tests"])));

    let tried = bench.call("address_try", json!({ "partner_id": id, "address": "tests" })).await;
    assert_eq!(tried["good"], Value::Null);
    assert!(tried["sentence"].as_str().unwrap().contains("not been sent"), "{tried}");
    let run = bench.call("readiness_run", partner.clone()).await;
    assert!(marks(&run, "unknown").contains(&"TESTS-1".to_owned()));
    let there = json!({ "destination": elsewhere });
    assert!(uses(&bench, there.clone()).await.iter().all(|(_, outcome)| outcome.starts_with("Not sent")));
    assert!(!uses(&bench, json!({ "destination": elsewhere, "group": "held_back" })).await.is_empty());

    // An answer to an older question is no yes to this one.
    let allow = |origin: &str| json!({ "partner_id": id, "origins": [origin] });
    let refused = bench.refused("origins_allow", allow("https://evil.sandbox.partner-desk.invalid")).await;
    assert_eq!(refused.code, ErrorCode::OriginChanged);
    let view = bench.call("origins_allow", allow(elsewhere)).await;
    assert!(view["origins"].as_array().unwrap().iter().all(|one| one["is_allowed"] == true));
    bench.call("address_try", json!({ "partner_id": id, "address": "tests" })).await;
    assert!(uses(&bench, there).await[0].1.starts_with("Sent"));

    // Going back to a host that it has been to asks nothing; undo is such a way.
    let view = bench.call("partner_undo", partner.clone()).await;
    assert!(view["partner"]["origins"].as_array().unwrap().iter().all(|one| one["is_allowed"] == true));

    // Another token is another matter.
    bench.call("partner_redo", partner.clone()).await;
    bench.call("token_practice", json!({ "partner_id": id, "token": "customer" })).await;
    let view = bench.edit(&id, "urls.tests", json!("https://third.sandbox.partner-desk.invalid/tests")).await;
    assert!(view["origins"].as_array().unwrap().iter().any(|one| one["is_allowed"] == false));
}

#[tokio::test]
async fn a_new_partner_secret_is_tried_and_so_is_the_old_one() {
    let (bench, _) = bench();
    let id = bench.example().await;
    let partner = json!({ "partner_id": id });
    let before = bench.call("tokens_view", partner.clone()).await["partner_secret"]["last_four"].clone();
    assert_eq!(bench.call("secret_verify", partner.clone()).await["works"], true);
    let outcome = bench.call("secret_regenerate", partner.clone()).await;
    assert_eq!(outcome["works"], true);
    let sentence = outcome["sentence"].as_str().unwrap();
    assert!(sentence.contains("takes it") && sentence.contains("old one is turned away"), "{sentence}");
    assert_ne!(outcome["tokens"]["partner_secret"]["last_four"], before);
    let wrong = json!({ "partner_id": id, "token": "partner_secret", "value": "not-the-secret" });
    let outcome = bench.call("token_store", wrong).await;
    assert_eq!(outcome["works"], false, "one that is put in is tried at once");
    assert_eq!(uses(&bench, json!({ "token": "partner_secret", "group": "sent" })).await.len(), 5);
}

#[tokio::test]
async fn forgetting_leaves_nothing_and_never_claims_more_than_the_keychain_said() {
    let (bench, keychain) = bench();
    let id = bench.example().await;
    assert_eq!(keychain.count(), 3);
    bench.call("token_forget", json!({ "partner_id": id, "token": "customer" })).await;
    assert_eq!(keychain.count(), 2);
    keychain.fails_with(Some(Fault::Locked));
    let refused = bench.refused("tokens_forget_all", json!({})).await;
    assert_eq!(refused.code, ErrorCode::KeychainLocked);
    let refused = bench.refused("erase_all", json!({})).await;
    assert_eq!(refused.code, ErrorCode::KeychainLocked, "tokens would be left that nobody could find");
    keychain.fails_with(None);
    let said = bench.call("tokens_forget_all", json!({})).await;
    assert!(said["text"].as_str().unwrap().starts_with("2 tokens"), "{said}");
    assert_eq!(keychain.count(), 0);
    assert_eq!(tokens(&bench, &id).await["personal"]["state"], "absent");

    // Where no keychain is, nothing can be left in one, and nobody is locked out of erasing.
    keychain.fails_with(Some(Fault::NoService));
    bench.call("token_store", json!({ "partner_id": id, "token": "customer", "value": "in-memory" })).await;
    let bench = again(bench, &keychain, "Partner Desk (test)");
    bench.call("erase_all", json!({})).await;
    assert_eq!(bench.call("partners_list", json!({})).await["partners"], json!([]));
}

#[tokio::test]
async fn tokens_of_another_build_go_with_the_rest() {
    let (bench, keychain) = bench();
    let id = in_sandbox(&bench).await;
    bench.call("token_store", json!({ "partner_id": id, "token": "customer", "value": "the-token" })).await;
    let bench = again(bench, &keychain, "Partner Desk development (test)");
    bench.call("tokens_forget_all", json!({})).await;
    assert_eq!(keychain.count(), 0);
}

#[tokio::test]
async fn the_ledger_is_saved_as_a_table_without_a_token_in_it() {
    let (bench, _) = bench();
    let id = bench.example().await;
    bench.call("readiness_run", json!({ "partner_id": id })).await;
    bench.call("ledger_export", json!({ "token": "customer", "destination": "", "group": null })).await;
    let table = std::fs::read_to_string(bench.folder.path().join("token-uses.csv")).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("Time (UTC),Partner,Environment,Token,Where to"));
    assert!(lines.len() > 8 && lines[1..].iter().all(|line| line.contains("Customer token")));
    bench.call("secret_copy", json!({ "partner_id": id })).await;
    assert!(!table.contains(&bench.clipboard.text().unwrap()));
}

#[tokio::test]
async fn a_command_that_breaks_is_an_error_and_says_nothing_of_why() {
    let breaking = async { panic!("holding a-token") };
    let broken = desk::guarded::<()>("token_store", breaking).await.unwrap_err();
    assert_eq!(broken.code, ErrorCode::CommandBroke);
    assert!(!format!("{broken:?}").contains("a-token"));
}
