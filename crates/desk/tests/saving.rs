//! Saving to a Recruitee that changes under one's hands: plans, merges, decisions, putting back.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::{fields, of};
use desk::{
    ConnectionRequest, DeleteRequest, DraftHistoryRequest, EnvironmentName, ErrorCode, PartnerView,
    PlanAction, PlanView, ResolveRequest, RevertView, RevisionRequest, SaveOutcome, SaveRequest, Take,
    UrlField, ValueForm, WireError,
};
use partner::Field;
use recruitee::{Cut, World};
use serde_json::{Value, json};

const TESTS: Field = Field::Url(UrlField::Tests);

impl World {
    async fn save(&self) -> SaveOutcome {
        self.bench.save(&self.id).await.unwrap()
    }

    async fn save_plan(&self, plan_hash: &str) -> SaveOutcome {
        self.bench.save_plan(&self.id, plan_hash).await.unwrap()
    }

    async fn plan(&self) -> PlanView {
        self.bench.plan(&self.id).await
    }

    async fn edit(&self, field: Field, value: impl Into<Value>) -> PartnerView {
        self.bench.edit(&self.id, field, value).await
    }

    async fn decide(&self, take: Take, value: Option<&str>, plan_hash: &str) -> Result<PlanView, WireError> {
        let request = ResolveRequest {
            partner_id: self.id.clone(),
            field: Field::Name.into(),
            take,
            value: value.map(str::to_owned),
            plan_hash: plan_hash.to_owned(),
        };
        self.bench.desk.sync.resolve(request).await
    }

    async fn plan_revert(&self) -> RevertView {
        self.bench.desk.sync.plan_revert(of(&self.id)).await.unwrap()
    }

    async fn revert(&self, plan_hash: &str) -> SaveOutcome {
        let request = SaveRequest { partner_id: self.id.clone(), plan_hash: plan_hash.to_owned() };
        self.bench.desk.sync.revert(request).await.unwrap()
    }

    fn held(&self, key: &str) -> Value {
        self.recruitee.member(key)
    }
}

#[tokio::test]
async fn what_changed_on_the_server_alone_is_taken_over_and_what_changed_here_alone_is_sent() {
    let world = World::registered().await;
    world.recruitee.change("description", json!("Knots"));
    world.recruitee.change("tier", json!("gold"));
    world.edit(Field::Name, "Harbour Ltd").await;
    let plan = world.plan().await;
    assert_eq!((fields(&plan.taken), fields(&plan.changes)), (vec![Field::Description], vec![Field::Name]));
    assert_eq!(plan.taken[0].was.text, "Tests");
    assert_eq!(plan.partner.description, "Knots");
    assert!(world.save().await.is_saved);
    assert_eq!((world.held("name"), world.held("description")), (json!("Harbour Ltd"), json!("Knots")));
    assert_eq!(world.held("tier"), "gold", "what this app does not know stays");
    // What was taken over can be undone like any edit.
    world.bench.undo(&world.id).await;
    assert_eq!(world.view().await.description, "Tests");
    let plan = world.plan().await;
    assert_eq!(fields(&plan.changes), [Field::Description], "then it is a change of the draft");
}

#[tokio::test]
async fn what_changed_on_both_sides_is_asked_and_nothing_is_sent_before_the_answer() {
    let world = World::registered().await;
    for (take, value, expected) in [
        (Take::Mine, None, "Mine, mine"),
        (Take::Theirs, None, "Theirs, theirs"),
        (Take::Edit, Some("Both of ours"), "Both of ours"),
    ] {
        let (mine, theirs) = (format!("Mine, {}", take.key()), format!("Theirs, {}", take.key()));
        let before = world.held("name");
        world.recruitee.change("name", json!(theirs));
        world.edit(Field::Name, mine.as_str()).await;
        let plan = world.plan().await;
        assert_eq!((plan.action, fields(&plan.conflicts)), (PlanAction::Decide, vec![Field::Name]));
        let row = &plan.conflicts[0];
        assert_eq!((&row.mine.text, &row.theirs.text), (&mine, &theirs));
        assert_eq!(json!(row.seen.as_ref().unwrap().text), before);
        let count = world.recruitee.carried_out("PATCH");
        assert!(!world.save().await.is_saved);
        assert_eq!(world.recruitee.carried_out("PATCH"), count, "nothing was sent");
        let plan_hash = world.plan().await.plan_hash;
        let plan = world.decide(take, value, &plan_hash).await.unwrap();
        assert_eq!(fields(&plan.conflicts), []);
        assert_eq!(plan.partner.name, expected);
        world.save().await;
        assert_eq!(world.held("name"), expected);
    }
}

#[tokio::test]
async fn candidate_fields_of_both_sides_are_brought_together_one_by_one() {
    let world = World::registered().await;
    let mut theirs = world.held("inputs").as_array().unwrap().clone();
    let first = theirs[0].as_object_mut().unwrap();
    assert_eq!(first.insert("required".into(), json!(false)), Some(json!(true)));
    first.insert("label".into(), json!("Given name"));
    world.recruitee.change("inputs", json!(theirs));
    let phone = json!({ "kind": "phone", "name": "phone", "required": true });
    let mut mine: Vec<Value> = world.view().await.inputs.into_iter().map(|input| input.raw).collect();
    mine.push(phone.clone());
    world.edit(Field::Inputs, mine).await;
    let plan = world.plan().await;
    assert_eq!((fields(&plan.taken), fields(&plan.conflicts)), (vec![Field::Inputs], vec![]));
    world.save().await;
    theirs.push(phone);
    assert_eq!(world.held("inputs"), json!(theirs));
}

#[tokio::test]
async fn a_save_does_only_what_was_shown_and_shows_anew_when_anything_has_changed_since() {
    let world = World::registered().await;
    world.edit(Field::Name, "Mine").await;
    let plan = world.plan().await;
    // The server changes between looking and pressing.
    world.recruitee.change("description", json!("Knots"));
    let outcome = world.save_plan(&plan.plan_hash).await;
    assert!(!outcome.is_saved);
    assert_eq!(fields(&outcome.plan.taken), [Field::Description]);
    assert_eq!(world.recruitee.carried_out("PATCH"), 0);
    // So does the draft.
    world.edit(Field::Description, "Sails").await;
    assert!(!world.save_plan(&outcome.plan.plan_hash).await.is_saved);
    let refused = world.decide(Take::Mine, None, "another").await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SavePlanChanged);
    assert!(world.save().await.is_saved);
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
}

#[tokio::test]
async fn a_record_that_is_there_already_is_met_field_by_field_and_never_overwritten_unseen() {
    let world = World::new().await;
    world.recruitee.set(Some(json!({ "codename": "harbour", "kind": "assessment", "name": "Theirs",
        "description": "", "logo": "<svg/>", "urls": { "tests": "https://t.example" } })));
    let plan = world.plan().await;
    assert_eq!(fields(&plan.conflicts), [Field::Name]);
    let seen = plan.conflicts[0].seen.as_ref().unwrap();
    assert_eq!(seen.form, ValueForm::Nothing, "they have nothing in common");
    assert_eq!(fields(&plan.taken), [Field::Logo, TESTS]);
    assert_eq!(fields(&plan.changes), [Field::Description]);
}

#[tokio::test]
async fn a_save_is_put_back_with_what_others_changed_since_left_alone() {
    let world = World::registered().await;
    assert_eq!(world.plan().await.revertible_save_at, None, "before the registration there was nothing");
    world.edit(Field::Name, "Harbour Ltd").await;
    world.edit(TESTS, "https://t.example").await;
    world.save().await;
    assert!(world.plan().await.revertible_save_at.is_some());
    world.recruitee.change("description", json!("By others"));
    world.recruitee.change_url("website", "https://w.example");
    let plan = world.plan_revert().await;
    assert_eq!(fields(&plan.rows), [Field::Name, TESTS]);
    let name = &plan.rows[0];
    assert_eq!((name.remote.text.as_str(), name.draft.text.as_str()), ("Harbour Ltd", "Harbour"));
    assert!(!world.revert("another").await.is_saved);
    assert!(world.revert(&plan.plan_hash).await.is_saved);
    assert_eq!((world.held("name"), world.held("description")), (json!("Harbour"), json!("By others")));
    assert_eq!(world.held("urls"), json!({ "website": "https://w.example" }));
    assert_eq!(world.view().await.name, "Harbour Ltd", "the draft is as it was");
    assert_eq!(fields(&world.plan().await.changes), [Field::Name, TESTS]);
    // A put-back is a save, and can be put back.
    assert_eq!(world.plan_revert().await.rows[0].draft.text, "Harbour Ltd");
}

#[tokio::test]
async fn refusals_of_the_server_land_on_their_fields_and_nothing_is_open_after_them() {
    let world = World::registered().await;
    world.edit(Field::Name, "Harbour Ltd").await;
    world.edit(TESTS, "https://t.example").await;
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
        assert_eq!(world.view().await.not_known, None);
    }
    assert!(world.save().await.is_saved);
}

#[tokio::test]
async fn each_text_of_a_refusal_is_shown_on_its_field_or_in_the_message_and_once() {
    let world = World::registered().await;
    world.edit(Field::Name, "Harbour Ltd").await;
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
        (422, Value::Null, vec![], "Recruitee rejected the record with status code 422 and no error message"),
        (
            415,
            json!({ "error": "No JSON" }),
            vec![],
            "Recruitee returned an unexpected status code (415): No JSON",
        ),
        (418, Value::Null, vec![], "Recruitee returned an unexpected status code (418)"),
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
    world.edit(Field::Name, "Harbour Ltd").await;
    let partners = &world.bench.desk.partners;
    let latest = DraftHistoryRequest { partner_id: world.id.clone(), before: None };
    assert_eq!(partners.draft_history(latest).await.unwrap().revisions[0].how, "Edited");
    let begin = RevisionRequest { partner_id: world.id.clone(), sequence: 0 };
    let rows = partners.draft_revision(begin.clone()).await.unwrap();
    assert_eq!(fields(&rows), [Field::Kind, Field::Name, Field::Description]);
    let view = partners.draft_return(begin).await.unwrap().partner;
    assert_eq!((view.name.as_str(), view.codename.as_str()), ("", "harbour"));
    world.bench.undo(&world.id).await;
    assert_eq!(world.view().await.name, "Harbour Ltd");
}

#[tokio::test]
async fn two_saves_at_once_are_one_save() {
    let world = World::registered().await;
    world.edit(Field::Name, "Harbour Ltd").await;
    let plan = world.plan().await;
    let save = async || world.bench.save_plan(&world.id, &plan.plan_hash).await;
    let (one, two) = tokio::join!(save(), save());
    let refused = [one, two].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(refused.iter().map(|error| error.code).collect::<Vec<_>>(), [ErrorCode::SaveGoingOn]);
    assert_eq!(world.recruitee.carried_out("PATCH"), 1);
}

#[tokio::test]
async fn a_partner_deleted_by_others_is_asked_about_and_its_draft_stays() {
    let world = World::registered().await;
    world.recruitee.set(None);
    let plan = world.plan().await;
    assert_eq!(plan.action, PlanAction::Missing);
    assert_eq!(plan.partner.name, "Harbour");
}

#[tokio::test]
async fn a_server_that_was_read_and_holds_no_such_partner_is_not_called_unread() {
    let world = World::new().await;
    let note = world.plan().await.partner;
    assert_eq!(note.remote_note, "RC has no partner with this codename");
    assert!(note.remote_seen_at.is_some(), "the page says when");
}

#[tokio::test]
async fn a_deletion_whose_answer_was_lost_is_found_out() {
    let world = World::registered().await;
    world.recruitee.cut("DELETE", Cut::AfterFullSend);
    let request = DeleteRequest { partner_id: world.id.clone(), codename: "harbour".to_owned() };
    let view = world.bench.desk.sync.delete(request).await.unwrap();
    assert_eq!(view.locked_since, None, "no answer came, and looking showed that it is gone");
}

#[tokio::test]
async fn a_field_that_the_server_says_it_saved_and_did_not_stays_in_the_draft_and_is_told() {
    let world = World::registered().await;
    world.edit(Field::Name, "Harbour Ltd").await;
    world.edit(Field::Description, "Knots").await;
    world.recruitee.ignores("description");
    let outcome = world.save().await;
    assert!(!outcome.is_saved);
    let news = &outcome.news;
    assert!(news.contains("returned different values for Description"), "{news}");
    assert_eq!(world.view().await.description, "Knots");
    assert_eq!(fields(&outcome.plan.changes), [Field::Description]);
    assert!(world.save().await.is_saved);
    assert_eq!(world.held("description"), "Knots");
}

#[tokio::test]
async fn where_a_partner_is_connected_stays_while_a_save_is_on_its_way() {
    let world = World::registered().await;
    world.edit(Field::Name, "Harbour Ltd").await;
    let plan = world.plan().await;
    let connect = ConnectionRequest {
        partner_id: world.id.clone(),
        environment: EnvironmentName::Sandbox,
        company_id: None,
    };
    let (saved, connected) = tokio::join!(
        world.bench.save_plan(&world.id, &plan.plan_hash),
        world.bench.desk.connection.set(connect)
    );
    assert!(saved.unwrap().is_saved);
    assert_eq!(connected.unwrap_err().code, ErrorCode::SaveGoingOn);
    assert_eq!(world.held("name"), "Harbour Ltd");
}
