//! What the preview shows: Recruitee's labels for each kind, and what the partner's service last answered.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::Bench;
use desk::{FieldName, PreviewView, TokenAnswerName, TryRequest};
use partner::{Field, UrlField};
use serde_json::{Value, json};

async fn try_url(bench: &Bench, id: &str, url: UrlField) -> PreviewView {
    let request = TryRequest { partner_id: id.to_owned(), url: url.into() };
    bench.desk.readiness.try_url(request).await.unwrap().partner.preview
}

fn body(preview: &PreviewView) -> Value {
    serde_json::from_str(&preview.body).unwrap()
}

#[tokio::test]
async fn each_kind_has_its_own_labels_and_says_where_nobody_has_documented_them() {
    let bench = Bench::new();
    let id = bench.create().await;
    let mut seen = Vec::new();
    for kind in ["assessment", "background_check", "reference_check", "video_interview"] {
        let preview = bench.edit(&id, Field::Kind, kind).await.preview;
        let labels = [preview.category, preview.action, preview.menu_item, preview.dialog_title];
        seen.push((kind, labels, preview.list_label, preview.approximate));
    }
    insta::assert_debug_snapshot!(seen);
}

#[tokio::test]
async fn a_text_that_is_cut_off_somewhere_is_told_at_once() {
    let bench = Bench::new();
    let id = bench.create().await;
    let too_long = |preview: PreviewView| preview.too_long;
    assert_eq!(too_long(bench.edit(&id, Field::Name, "n".repeat(30)).await.preview), []);
    assert_eq!(
        too_long(bench.edit(&id, Field::Name, "ñ".repeat(31)).await.preview),
        [FieldName(Field::Name)]
    );
    bench.edit(&id, Field::Description, "d ".repeat(65)).await;
    assert_eq!(too_long(bench.open(&id).await.preview), [FieldName(Field::Name)]);
    let both = bench.edit(&id, Field::Description, "d".repeat(131)).await.preview;
    assert_eq!(too_long(both), [FieldName(Field::Name), FieldName(Field::Description)]);
}

#[tokio::test]
async fn the_dialog_and_the_body_follow_the_candidate_fields() {
    let bench = Bench::new();
    let id = bench.example().await;
    let fields = json!([
        { "kind": "email", "name": "mail", "required": true },
        { "kind": "admin", "required": false },
    ]);
    let preview = bench.edit(&id, Field::Inputs, fields).await.preview;
    let shown: Vec<_> =
        preview.fields.iter().map(|field| (&*field.label, &*field.value, field.is_choice)).collect();
    assert_eq!(shown, [("Email address", "sample.candidate@example.com", true), ("Team member", "", true)]);
    let sent = body(&preview);
    assert_eq!(sent.get("mail"), Some(&json!("sample.candidate@example.com")));
    assert_eq!(sent.get("admin"), Some(&Value::Null));
    assert_eq!(sent.get("first_name"), None);
}

#[tokio::test]
async fn the_list_in_the_dialog_is_the_services_own_until_its_url_changes_also_after_a_restart() {
    let bench = Bench::new();
    let id = bench.example().await;
    assert_eq!(bench.open(&id).await.preview.tests, None);
    bench.run(&id).await;
    let seen = bench.open(&id).await.preview;
    let tests = seen.tests.clone().unwrap();
    assert_eq!((tests.names.len(), tests.is_current), (5, true));
    assert_eq!(body(&seen).get("test_name"), Some(&json!(tests.names[0])));
    assert_eq!(seen.token.as_ref().map(|token| token.answer), Some(checks::TokenAnswer::Accepted.into()));
    let Bench { desk, folder, .. } = bench;
    drop(desk);

    let bench = Bench::on(folder);
    assert_eq!(bench.open(&id).await.preview, seen, "what the last run saw is shown again");
    bench.edit(&id, Field::Url(UrlField::Tests), "https://api.example.com/tests").await;
    let after = bench.open(&id).await.preview;
    assert!(!after.tests.as_ref().unwrap().is_current);
    assert_eq!(body(&after).get("test_name"), Some(&json!("Sample test")), "not one of the old list");
    assert!(after.token.unwrap().is_current, "the token check is another URL");
    bench.undo(&id).await;
    assert!(bench.open(&id).await.preview.tests.unwrap().is_current);
}

#[tokio::test]
async fn trying_a_url_shows_what_the_customer_would_meet() {
    let bench = Bench::new();
    let id = bench.example().await;
    let answer = |preview: PreviewView| preview.token.unwrap().answer;
    let expected = |answer: checks::TokenAnswer| TokenAnswerName(answer);
    assert_eq!(
        answer(try_url(&bench, &id, UrlField::ValidateToken).await),
        expected(checks::TokenAnswer::Accepted)
    );
    bench.fault("refuses-the-right-token", true).await;
    assert_eq!(
        answer(try_url(&bench, &id, UrlField::ValidateToken).await),
        expected(checks::TokenAnswer::Rejected)
    );
    bench.fault("answers-500", true).await;
    let failed = try_url(&bench, &id, UrlField::ValidateToken).await;
    assert_eq!(failed.standard_error, "There was a problem with the {name} API");
    assert_eq!(failed.own_error, None);
    assert_eq!(answer(failed), expected(checks::TokenAnswer::Failed));
}
