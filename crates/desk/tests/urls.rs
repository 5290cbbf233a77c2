//! URLs as a person types them, and as they are kept, compared and sent.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::{Bench, fields};
use desk::{
    ErrorCode, ImportRequest, PartnerView, PasteRequest, PlanAction, ProblemCode, UrlField, UrlRequest,
};
use partner::Field;
use recruitee::World;
use serde_json::json;

const TESTS: Field = Field::Url(UrlField::Tests);

fn left(id: &str, field: Field, text: &str) -> UrlRequest {
    UrlRequest { partner_id: id.to_owned(), field: field.into(), text: text.to_owned() }
}

async fn leave(bench: &Bench, id: &str, text: &str) -> PartnerView {
    bench.desk.partners.normalize_url(left(id, TESTS, text)).await.unwrap()
}

fn notes(view: &PartnerView) -> Vec<&str> {
    view.url_notes.iter().map(|note| note.message.as_str()).collect()
}

#[tokio::test]
async fn a_url_that_was_repaired_on_leaving_its_field_is_told_and_undo_brings_back_what_was_typed() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    let typed = "https:\\api.har\u{ad}bour.com\\tests";
    let view = bench.edit(id, TESTS, typed).await;
    assert_eq!(
        (view.tests.as_str(), notes(&view)),
        (typed, vec![]),
        "nothing is rewritten while it is typed"
    );
    let view = leave(bench, id, typed).await;
    assert_eq!(view.tests, "https://api.harbour.com/tests");
    assert_eq!(
        notes(&view),
        [
            "Changed to https://api.harbour.com/tests: removed invisible characters, replaced backslashes with slashes, corrected the slashes after the colon"
        ]
    );
    let undone = bench.undo(id).await;
    assert_eq!((undone.tests.as_str(), notes(&undone)), (typed, vec![]));
    let redone = bench.redo(id).await;
    assert_eq!(notes(&redone).len(), 1);
    let view = bench.edit(id, Field::Name, "Harbour Ltd").await;
    assert_eq!(notes(&view), [] as [&str; 0], "what was done since then is news enough");

    // The form of a parser is kept without a word, and a text that was typed over meanwhile stays.
    bench.edit(id, TESTS, "https://API.harbour.com").await;
    let view = leave(bench, id, "https://API.harbour.com").await;
    assert_eq!((view.tests.as_str(), notes(&view)), ("https://api.harbour.com/", vec![]));
    bench.edit(id, TESTS, "https:/newer.com").await;
    assert_eq!(leave(bench, id, "https:/older.com").await.tests, "https:/newer.com");
    bench.edit(id, TESTS, "https://https://api.harbour.com").await;
    let view = leave(bench, id, "https://https://api.harbour.com").await;
    assert_eq!(view.tests, "https://https://api.harbour.com", "what was meant is suggested, not taken");
    let is_doubled = ProblemCode(partner::ProblemCode::UrlDoubled);
    let doubled = view.problems.iter().find(|problem| problem.code == is_doubled).unwrap();
    assert_eq!(doubled.suggestion.as_ref().unwrap().value, "https://api.harbour.com/");
    let other = left(id, Field::Name, "https:/x.com");
    let refused = bench.desk.partners.normalize_url(other).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::CommandRequest);
}

#[tokio::test]
async fn urls_that_are_pasted_or_imported_are_repaired_as_a_step_of_their_own() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    let text = "tests: https:/api.harbour.com/tests\nvalidate_token: https://API.harbour.com";
    let pasted = PasteRequest { partner_id: id.to_owned(), text: text.to_owned() };
    let view = bench.desk.partners.paste_urls(pasted).await.unwrap();
    assert_eq!(
        (view.tests.as_str(), view.validate_token.as_str()),
        ("https://api.harbour.com/tests", "https://api.harbour.com/")
    );
    assert_eq!((view.url_notes[0].field.0, notes(&view).len()), (TESTS, 1));
    let undone = bench.undo(id).await;
    assert_eq!(undone.tests, "https:/api.harbour.com/tests");
    assert_eq!(undone.validate_token, "https://api.harbour.com/");

    let file = json!({ "format": "partner-desk/1", "name": "H", "urls": {
        "tests": "https:///api.harbour.com", "help_article": "https://help.harbour.com" } });
    let file = ImportRequest { text: file.to_string(), bytes: None };
    let view = bench.desk.partners.import(file).await.unwrap();
    assert_eq!(
        (view.tests.as_str(), view.help_article.as_str()),
        ("https://api.harbour.com/", "https://help.harbour.com/")
    );
    assert_eq!(notes(&view).len(), 1);
}

#[tokio::test]
async fn what_is_sent_is_the_repaired_url_and_two_forms_of_one_url_are_no_change() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    bench.edit(id, TESTS, "https:/api.harbour.com").await;
    let saved = bench.save(id).await.unwrap();
    assert_eq!((saved.is_saved, saved.plan.action), (true, PlanAction::Nothing));
    assert_eq!(world.recruitee.url("tests"), "https://api.harbour.com/");
    for same in ["https://api.harbour.com", "https://API.harbour.com:443/"] {
        world.recruitee.change_url("tests", same);
        assert_eq!(bench.plan(id).await.action, PlanAction::Nothing, "{same}");
    }
}

#[tokio::test]
async fn a_broken_url_on_the_server_is_a_change_worth_saving_and_never_a_conflict() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    bench.edit(id, TESTS, "https://api.harbour.com/tests").await;
    bench.save(id).await.unwrap();
    world.recruitee.change_url("tests", "https:/api.harbour.com/tests");
    let plan = bench.plan(id).await;
    assert_eq!((plan.action, plan.conflicts), (PlanAction::Update, vec![]));
    assert_eq!(fields(&plan.changes)[0], TESTS);
    let saved = bench.save(id).await.unwrap();
    assert_eq!((saved.is_saved, saved.plan.action), (true, PlanAction::Nothing));
    assert_eq!(world.recruitee.url("tests"), "https://api.harbour.com/tests");
}
