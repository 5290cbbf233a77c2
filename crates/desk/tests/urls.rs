//! URLs as a person types them, and as they are kept, compared and sent.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::Bench;
use desk::ErrorCode;
use recruitee::World;
use serde_json::{Value, json};

async fn leave(bench: &Bench, id: &str, text: &str) -> Value {
    let request = json!({ "partner_id": id, "field": "urls.tests", "text": text });
    bench.call("url_normalize", request).await
}

fn notes(view: &Value) -> Vec<&str> {
    view["url_notes"].as_array().unwrap().iter().map(|note| note["message"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_url_that_was_repaired_on_leaving_its_field_is_told_and_undo_brings_back_what_was_typed() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    let typed = "https:\\api.har\u{ad}bour.com\\tests";
    let view = bench.edit(id, "urls.tests", json!(typed)).await;
    assert_eq!(
        (&view["tests"], notes(&view)),
        (&json!(typed), vec![]),
        "nothing is rewritten while it is typed"
    );
    let view = leave(bench, id, typed).await;
    assert_eq!(view["tests"], "https://api.harbour.com/tests");
    assert_eq!(
        notes(&view),
        [
            "Changed to https://api.harbour.com/tests: removed invisible characters, replaced backslashes with slashes, corrected the slashes after the colon"
        ]
    );
    let undone = bench.call("partner_undo", json!({ "partner_id": id })).await;
    assert_eq!((&undone["partner"]["tests"], notes(&undone["partner"])), (&json!(typed), vec![]));
    let redone = bench.call("partner_redo", json!({ "partner_id": id })).await;
    assert_eq!(notes(&redone["partner"]).len(), 1);
    let view = bench.edit(id, "name", json!("Harbour Ltd")).await;
    assert_eq!(notes(&view), [] as [&str; 0], "what was done since then is news enough");

    // The form of a parser is kept without a word, and a text that was typed over meanwhile stays.
    bench.edit(id, "urls.tests", json!("https://API.harbour.com")).await;
    let view = leave(bench, id, "https://API.harbour.com").await;
    assert_eq!((&view["tests"], notes(&view)), (&json!("https://api.harbour.com/"), vec![]));
    bench.edit(id, "urls.tests", json!("https:/newer.com")).await;
    assert_eq!(leave(bench, id, "https:/older.com").await["tests"], "https:/newer.com");
    bench.edit(id, "urls.tests", json!("https://https://api.harbour.com")).await;
    let view = leave(bench, id, "https://https://api.harbour.com").await;
    assert_eq!(view["tests"], "https://https://api.harbour.com", "what was meant is suggested, not taken");
    let problems = view["problems"].as_array().unwrap();
    let doubled = problems.iter().find(|problem| problem["code"] == "address.doubled").unwrap();
    assert_eq!(doubled["suggestion"]["value"], "https://api.harbour.com/");
    let other = json!({ "partner_id": id, "field": "name", "text": "https:/x.com" });
    assert_eq!(bench.refused("url_normalize", other).await.code, ErrorCode::CommandRequest);
}

#[tokio::test]
async fn urls_that_are_pasted_or_imported_are_repaired_as_a_step_of_their_own() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    let text = "tests: https:/api.harbour.com/tests\nvalidate_token: https://API.harbour.com";
    let view = bench.call("addresses_paste", json!({ "partner_id": id, "text": text })).await;
    assert_eq!(
        (&view["tests"], &view["validate_token"]),
        (&json!("https://api.harbour.com/tests"), &json!("https://api.harbour.com/"))
    );
    assert_eq!((view["url_notes"][0]["field"].as_str(), notes(&view).len()), (Some("urls.tests"), 1));
    let undone = bench.call("partner_undo", json!({ "partner_id": id })).await;
    assert_eq!(undone["partner"]["tests"], "https:/api.harbour.com/tests");
    assert_eq!(undone["partner"]["validate_token"], "https://api.harbour.com/");

    let file = json!({ "format": "partner-desk/1", "name": "H", "urls": {
        "tests": "https:///api.harbour.com", "help_article": "https://help.harbour.com" } });
    let view = bench.call("partner_import", json!({ "text": file.to_string() })).await;
    assert_eq!(
        (&view["tests"], &view["help_article"]),
        (&json!("https://api.harbour.com/"), &json!("https://help.harbour.com/"))
    );
    assert_eq!(notes(&view).len(), 1);
}

#[tokio::test]
async fn what_is_sent_is_the_repaired_url_and_two_forms_of_one_url_are_no_change() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    bench.edit(id, "urls.tests", json!("https:/api.harbour.com")).await;
    let saved = bench.save(id).await.unwrap();
    assert_eq!((&saved["is_saved"], &saved["plan"]["action"]), (&json!(true), &json!("nothing")));
    assert_eq!(world.recruitee.record().unwrap()["urls"]["tests"], "https://api.harbour.com/");
    let urls = world.recruitee.record().unwrap()["urls"].clone();
    for same in ["https://api.harbour.com", "https://API.harbour.com:443/"] {
        let mut urls = urls.clone();
        urls["tests"] = json!(same);
        world.recruitee.change("urls", urls);
        assert_eq!(bench.plan(id).await["action"], "nothing", "{same}");
    }
}

#[tokio::test]
async fn a_broken_url_on_the_server_is_a_change_worth_saving_and_never_a_conflict() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    bench.edit(id, "urls.tests", json!("https://api.harbour.com/tests")).await;
    bench.save(id).await.unwrap();
    let mut urls = world.recruitee.record().unwrap()["urls"].clone();
    urls["tests"] = json!("https:/api.harbour.com/tests");
    world.recruitee.change("urls", urls);
    let plan = bench.plan(id).await;
    assert_eq!((&plan["action"], &plan["conflicts"]), (&json!("update"), &json!([])));
    assert_eq!(plan["changes"][0]["field"], "urls.tests");
    let saved = bench.save(id).await.unwrap();
    assert_eq!((&saved["is_saved"], &saved["plan"]["action"]), (&json!(true), &json!("nothing")));
    assert_eq!(world.recruitee.record().unwrap()["urls"]["tests"], "https://api.harbour.com/tests");
}
