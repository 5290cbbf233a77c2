//! Saving to a Recruitee that changes under one's hands: plans, merges, decisions, putting back.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use desk::ErrorCode;
use recruitee::{Cut, World};
use serde_json::{Value, json};

impl World {
    async fn save(&self) -> Value {
        self.bench.save(&self.id).await.unwrap()
    }

    async fn plan(&self) -> Value {
        self.bench.plan(&self.id).await
    }

    async fn edit(&self, field: &str, value: Value) -> Value {
        self.bench.edit(&self.id, field, value).await
    }

    async fn decide(&self, field: &str, take: &str, value: Value) -> Value {
        let plan = self.plan().await["mark"].clone();
        let request =
            json!({ "partner_id": self.id, "field": field, "take": take, "value": value, "plan": plan });
        self.bench.call("conflict_resolve", request).await
    }
}

fn fields(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["field"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn what_changed_on_the_server_alone_is_taken_over_and_what_changed_here_alone_is_sent() {
    let world = World::registered().await;
    world.recruitee.change("description", json!("Knots"));
    world.recruitee.change("tier", json!("gold"));
    world.edit("name", json!("Harbour Ltd")).await;
    let plan = world.plan().await;
    assert_eq!((fields(&plan["taken"]), fields(&plan["changes"])), (vec!["description"], vec!["name"]));
    assert_eq!(plan["taken"][0]["was"]["text"], "Tests");
    assert_eq!(plan["partner"]["description"], "Knots");
    assert_eq!(world.save().await["is_saved"], true);
    let held = world.recruitee.record().unwrap();
    assert_eq!((&held["name"], &held["description"]), (&json!("Harbour Ltd"), &json!("Knots")));
    assert_eq!(held["tier"], "gold", "what this app does not know stays");
    // What was taken over can be undone like any edit.
    world.bench.call("partner_undo", json!({ "partner_id": world.id })).await;
    assert_eq!(world.view().await["description"], "Tests");
    let plan = world.plan().await;
    assert_eq!(fields(&plan["changes"]), ["description"], "then it is a change of the draft");
}

#[tokio::test]
async fn what_changed_on_both_sides_is_asked_and_nothing_is_sent_before_the_answer() {
    let world = World::registered().await;
    for (take, value, expected) in [
        ("mine", Value::Null, "Mine, mine"),
        ("theirs", Value::Null, "Theirs, theirs"),
        ("edit", json!("Both of ours"), "Both of ours"),
    ] {
        let (mine, theirs) = (format!("Mine, {take}"), format!("Theirs, {take}"));
        let before = world.recruitee.record().unwrap()["name"].clone();
        world.recruitee.change("name", json!(theirs));
        world.edit("name", json!(mine)).await;
        let plan = world.plan().await;
        assert_eq!((plan["action"].as_str().unwrap(), fields(&plan["conflicts"])), ("decide", vec!["name"]));
        let row = &plan["conflicts"][0];
        let texts = ["mine", "theirs", "seen"].map(|side| row[side]["text"].clone());
        assert_eq!(texts, [json!(mine), json!(theirs), before]);
        let count = world.recruitee.carried_out("PATCH");
        assert_eq!(world.save().await["is_saved"], false);
        assert_eq!(world.recruitee.carried_out("PATCH"), count, "nothing was sent");
        let plan = world.decide("name", take, value).await;
        assert_eq!(fields(&plan["conflicts"]), [] as [&str; 0]);
        assert_eq!(plan["partner"]["name"], expected);
        world.save().await;
        assert_eq!(world.recruitee.record().unwrap()["name"], expected);
    }
}

#[tokio::test]
async fn candidate_fields_of_both_sides_are_brought_together_one_by_one() {
    let world = World::registered().await;
    let mut theirs = world.recruitee.record().unwrap()["inputs"].clone();
    theirs[0]["required"] = json!(false);
    theirs[0]["label"] = json!("Given name");
    world.recruitee.change("inputs", theirs.clone());
    let mut mine = json!([]);
    for input in world.view().await["inputs"].as_array().unwrap() {
        mine.as_array_mut().unwrap().push(input["raw"].clone());
    }
    mine.as_array_mut().unwrap().push(json!({ "kind": "phone", "name": "phone", "required": true }));
    world.edit("inputs", mine).await;
    let plan = world.plan().await;
    assert_eq!((fields(&plan["taken"]), fields(&plan["conflicts"])), (vec!["inputs"], vec![]));
    world.save().await;
    theirs.as_array_mut().unwrap().push(json!({ "kind": "phone", "name": "phone", "required": true }));
    assert_eq!(world.recruitee.record().unwrap()["inputs"], theirs);
}

#[tokio::test]
async fn a_save_does_only_what_was_shown_and_shows_anew_when_anything_has_changed_since() {
    let world = World::registered().await;
    world.edit("name", json!("Mine")).await;
    let plan = world.plan().await;
    let request = json!({ "partner_id": world.id, "plan": plan["mark"] });
    // The server changes between looking and pressing.
    world.recruitee.change("description", json!("Knots"));
    let outcome = world.bench.call("save_apply", request).await;
    assert_eq!(outcome["is_saved"], false);
    assert_eq!(fields(&outcome["plan"]["taken"]), ["description"]);
    assert_eq!(world.recruitee.carried_out("PATCH"), 0);
    // So does the draft.
    let request = json!({ "partner_id": world.id, "plan": outcome["plan"]["mark"] });
    world.edit("description", json!("Sails")).await;
    assert_eq!(world.bench.call("save_apply", request.clone()).await["is_saved"], false);
    let decide = json!({ "partner_id": world.id, "field": "name", "take": "mine", "plan": "another" });
    assert_eq!(world.bench.refused("conflict_resolve", decide).await.code, ErrorCode::SavePlanChanged);
    assert_eq!(world.save().await["is_saved"], true);
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
}

#[tokio::test]
async fn a_record_that_is_there_already_is_met_field_by_field_and_never_overwritten_unseen() {
    let world = World::new().await;
    world.recruitee.set(Some(json!({ "codename": "harbour", "kind": "assessment", "name": "Theirs",
        "description": "", "logo": "<svg/>", "urls": { "tests": "https://t.example" } })));
    let plan = world.plan().await;
    assert_eq!(fields(&plan["conflicts"]), ["name"]);
    assert_eq!(plan["conflicts"][0]["seen"]["form"], "none", "they have nothing in common");
    assert_eq!(fields(&plan["taken"]), ["logo", "urls.tests"]);
    assert_eq!(fields(&plan["changes"]), ["description"]);
}

#[tokio::test]
async fn a_save_is_put_back_with_what_others_changed_since_left_alone() {
    let world = World::registered().await;
    assert_eq!(world.plan().await["put_back_at"], Value::Null, "before the registration there was nothing");
    world.edit("name", json!("Harbour Ltd")).await;
    world.edit("urls.tests", json!("https://t.example")).await;
    world.save().await;
    assert!(world.plan().await["put_back_at"].is_number());
    world.recruitee.change("description", json!("By others"));
    let mut urls = world.recruitee.record().unwrap()["urls"].clone();
    urls["website"] = json!("https://w.example");
    world.recruitee.change("urls", urls);
    let of = json!({ "partner_id": world.id });
    let plan = world.bench.call("put_back_plan", of.clone()).await;
    assert_eq!(fields(&plan["rows"]), ["name", "urls.tests"]);
    assert_eq!(
        (&plan["rows"][0]["remote"]["text"], &plan["rows"][0]["draft"]["text"]),
        (&json!("Harbour Ltd"), &json!("Harbour"))
    );
    let stale = json!({ "partner_id": world.id, "plan": "another" });
    assert_eq!(world.bench.call("put_back_apply", stale).await["is_saved"], false);
    let apply = json!({ "partner_id": world.id, "plan": plan["mark"] });
    assert_eq!(world.bench.call("put_back_apply", apply).await["is_saved"], true);
    let held = world.recruitee.record().unwrap();
    assert_eq!((&held["name"], &held["description"]), (&json!("Harbour"), &json!("By others")));
    assert_eq!(held["urls"], json!({ "website": "https://w.example" }));
    let view = world.view().await;
    assert_eq!(view["name"], "Harbour Ltd", "the draft is as it was");
    assert_eq!(fields(&world.plan().await["changes"]), ["name", "urls.tests"]);
    // A put-back is a save, and can be put back.
    let again = world.bench.call("put_back_plan", of).await;
    assert_eq!(again["rows"][0]["draft"]["text"], "Harbour Ltd");
}

#[tokio::test]
async fn refusals_of_the_server_land_on_their_fields_and_nothing_is_open_after_them() {
    let world = World::registered().await;
    world.edit("name", json!("Harbour Ltd")).await;
    world.edit("urls.tests", json!("https://t.example")).await;
    for (status, body, expected) in [
        (422, json!({ "errors": { "name": ["is too long"] } }), vec!["name"]),
        (422, json!({ "errors": { "urls": { "tests": ["is odd"] } } }), vec!["urls.tests"]),
        (
            422,
            json!({ "errors": { "partner.name": ["no"], "inputs.0.kind": ["no"] } }),
            vec!["inputs", "name"],
        ),
        (400, json!({ "errors": [{ "field": "urls[tests]", "message": "no" }] }), vec!["urls.tests"]),
        (409, json!({ "error": "taken" }), vec!["codename"]),
    ] {
        world.recruitee.refuse("PATCH", status, body.clone());
        let error = world.bench.save(&world.id).await.unwrap_err();
        let mut found: Vec<&str> = error.fields.iter().map(|fault| fault.field.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{status} {body}");
        assert_eq!(world.view().await["not_known"], Value::Null);
    }
    assert_eq!(world.save().await["is_saved"], true);
}

#[tokio::test]
async fn each_text_of_a_refusal_is_shown_on_its_field_or_in_the_message_and_once() {
    let world = World::registered().await;
    world.edit("name", json!("Harbour Ltd")).await;
    let json_api = json!({ "errors": [
        { "status": "422", "code": "blank", "source": { "pointer": "/data/attributes/name" }, "detail": "Too long." },
        { "status": "422", "source": { "pointer": "/data/attributes/urls/helpArticle" }, "detail": "Not found." },
        { "status": "422", "source": { "pointer": "/data/attributes/inputs/1/kind" }, "detail": "Unknown." },
        { "status": "422", "source": { "pointer": "/data/attributes/website" }, "detail": "Not a URL." },
        { "status": "422", "title": "The company is closed." },
    ] });
    let rails = json!({ "errors": {
        "name": ["can't be blank", "is odd"], "urls.tests": ["is not https"], "website": ["is gone"],
    }, "status": 422, "request_id": "a1b2" });
    for (status, body, fields, message) in [
        (
            422,
            json_api,
            vec![
                ("name", "Recruitee says: Too long."),
                ("urls.help_article", "Recruitee says: Not found."),
                ("inputs", "Recruitee says: /data/attributes/inputs/1/kind: Unknown."),
            ],
            "Recruitee rejected some fields. It also says: /data/attributes/website: Not a URL. The company is closed.",
        ),
        (
            400,
            rails,
            vec![
                ("name", "Recruitee says: can't be blank, is odd"),
                ("urls.tests", "Recruitee says: is not https"),
            ],
            "Recruitee rejected some fields. It also says: website: is gone",
        ),
        (422, json!("No, personal-token"), vec![], "Recruitee rejected the record: No, ••••"),
        (422, Value::Null, vec![], "Recruitee rejected the record with status code 422 and said no more"),
        (415, json!({ "error": "No JSON" }), vec![], "Recruitee gave an unexpected answer (415): No JSON"),
        (418, Value::Null, vec![], "Recruitee gave an unexpected answer (418)"),
    ] {
        world.recruitee.refuse("PATCH", status, body.clone());
        let error = world.bench.save(&world.id).await.unwrap_err();
        let mut found: Vec<(&str, &str)> =
            error.fields.iter().map(|fault| (fault.field.as_str(), fault.message.as_str())).collect();
        found.sort_by_key(|(field, _)| fields.iter().position(|(known, _)| known == field));
        assert_eq!((found, error.message.as_str()), (fields, message), "{status} {body}");
    }
}

#[tokio::test]
async fn every_moment_can_be_returned_to_except_that_the_key_stays() {
    let world = World::registered().await;
    world.edit("name", json!("Harbour Ltd")).await;
    let history = world.bench.call("draft_history", json!({ "partner_id": world.id, "before": null })).await;
    let moments = history["moments"].as_array().unwrap();
    assert_eq!(moments[0]["how"], "Typed");
    let begin = json!({ "partner_id": world.id, "sequence": 0 });
    let rows = world.bench.call("draft_moment", begin.clone()).await;
    assert_eq!(fields(&rows), ["kind", "name", "description"]);
    let view = world.bench.call("draft_return", begin).await["partner"].clone();
    assert_eq!((&view["name"], &view["codename"]), (&json!(""), &json!("harbour")));
    world.bench.call("partner_undo", json!({ "partner_id": world.id })).await;
    assert_eq!(world.view().await["name"], "Harbour Ltd");
}

#[tokio::test]
async fn two_saves_at_once_are_one_save() {
    let world = World::registered().await;
    world.edit("name", json!("Harbour Ltd")).await;
    let plan = world.plan().await;
    let request = json!({ "partner_id": world.id, "plan": plan["mark"] });
    let (one, two) = tokio::join!(
        world.bench.desk.call("save_apply", request.clone()),
        world.bench.desk.call("save_apply", request)
    );
    let refused = [one, two].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(refused.iter().map(|error| error.code.key()).collect::<Vec<_>>(), ["save.going_on"]);
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
}

#[tokio::test]
async fn a_partner_deleted_by_others_is_asked_about_and_its_draft_stays() {
    let world = World::registered().await;
    world.recruitee.set(None);
    let plan = world.plan().await;
    assert_eq!(plan["action"], "missing");
    assert_eq!(plan["partner"]["name"], "Harbour");
}

#[tokio::test]
async fn a_deletion_whose_answer_was_lost_is_found_out() {
    let world = World::registered().await;
    world.recruitee.cut("DELETE", Cut::AfterFullSend);
    let deleted = json!({ "partner_id": world.id, "codename": "harbour" });
    let view = world.bench.call("remote_delete", deleted).await;
    assert_eq!(view["locked_since"], Value::Null, "no answer came, and looking showed that it is gone");
}

#[tokio::test]
async fn a_field_that_the_server_says_it_saved_and_did_not_stays_in_the_draft_and_is_told() {
    let world = World::registered().await;
    world.edit("name", json!("Harbour Ltd")).await;
    world.edit("description", json!("Knots")).await;
    world.recruitee.ignores("description");
    let outcome = world.save().await;
    assert_eq!(outcome["is_saved"], false);
    let news = outcome["news"].as_str().unwrap();
    assert!(news.contains("holds something else all the same in: Description"), "{news}");
    assert_eq!(world.view().await["description"], "Knots");
    assert_eq!(fields(&outcome["plan"]["changes"]), ["description"]);
    assert_eq!(world.save().await["is_saved"], true);
    assert_eq!(world.recruitee.record().unwrap()["description"], "Knots");
}

#[tokio::test]
async fn where_a_partner_is_connected_stays_while_a_save_is_on_its_way() {
    let world = World::registered().await;
    world.edit("name", json!("Harbour Ltd")).await;
    let plan = world.plan().await;
    let save = json!({ "partner_id": world.id, "plan": plan["mark"] });
    let connect = json!({ "partner_id": world.id, "environment": "sandbox", "company_id": null });
    let (saved, connected) = tokio::join!(
        world.bench.desk.call("save_apply", save),
        world.bench.desk.call("connection_set", connect)
    );
    assert_eq!(saved.unwrap()["is_saved"], true);
    assert_eq!(connected.unwrap_err().code, ErrorCode::SaveGoingOn);
    assert_eq!(world.recruitee.record().unwrap()["name"], "Harbour Ltd");
}
