//! What the preview shows: Recruitee's labels for each kind, and what the partner's service last answered.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::Bench;
use desk::{AllowRequest, FieldName, PreviewPlace, PreviewView, TokenAnswerName, TryRequest, Vault};
use partner::{Field, UrlField};
use recruitee::World;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

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
async fn what_a_recruiter_chooses_from_is_called_packages_for_checks_and_tests_for_assessments() {
    let bench = Bench::new();
    let id = bench.example().await;
    for (kind, list, sample, tried) in [
        ("assessment", "Tests", "Sample test", "5 tests, "),
        ("background_check", "Packages", "Sample package", "5 packages, "),
        ("reference_check", "Packages", "Sample package", "5 packages, "),
    ] {
        let preview = bench.edit(&id, Field::Kind, kind).await.preview;
        assert_eq!((preview.list_label.as_str(), preview.sample_item.as_str()), (list, sample));
        let request = TryRequest { partner_id: id.clone(), url: UrlField::Tests.into() };
        let sentence = bench.desk.readiness.try_url(request).await.unwrap().sentence;
        assert!(sentence.starts_with(tried), "{sentence}");
    }
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
    assert!(preview.approximate.contains(&PreviewPlace::Send), "the key of an admin is an assumption");
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
    assert_eq!(failed.token.as_ref().unwrap().own_error, None);
    assert_eq!(answer(failed), expected(checks::TokenAnswer::Failed));
}

/// A service that answers each path with a status and a body of its own.
async fn serve(answers: &'static [(&'static str, u16, &'static str)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).await.unwrap_or(0);
            let request = String::from_utf8_lossy(&buffer[..read]).into_owned();
            let found = answers.iter().find(|(path, ..)| request.contains(path));
            let (_, status, body) = found.unwrap_or(&("", 404, ""));
            let head = format!("HTTP/1.1 {status} Answer\r\nContent-Length: {}", body.len());
            let _ = stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n{body}").as_bytes()).await;
        }
    });
    at
}

#[tokio::test]
async fn a_text_of_the_services_own_is_shown_where_it_was_sent_and_goes_with_the_next_answer() {
    let bench = Bench::new();
    let id = bench.example().await;
    let at = serve(&[
        ("/tests", 402, r#"{"error": "No credits left"}"#),
        ("/token", 500, r#"{"error": "Not for people"}"#),
        ("/paid", 200, r#"[{"id": 1, "name": "Ruby"}]"#),
        ("/gone", 200, "<html>"),
    ])
    .await;
    bench.edit(&id, Field::Url(UrlField::Tests), format!("{at}/tests")).await;
    bench.edit(&id, Field::Url(UrlField::ValidateToken), format!("{at}/token")).await;
    let origins = vec![at.clone()];
    bench.desk.tokens.allow_origins(AllowRequest { partner_id: id.clone(), origins }).await.unwrap();
    try_url(&bench, &id, UrlField::ValidateToken).await;
    let refused = try_url(&bench, &id, UrlField::Tests).await;
    assert_eq!(refused.own_error.as_deref(), Some("No credits left"));
    assert_eq!(refused.tests.as_ref().map(|tests| tests.count), Some(0), "there is no list to choose from");
    // A server error is no text for people, and that of the list says nothing of the token.
    assert_eq!(refused.token.as_ref().and_then(|token| token.own_error.clone()), None);

    let elsewhere = bench.edit(&id, Field::Url(UrlField::Tests), format!("{at}/paid")).await.preview;
    assert_eq!(elsewhere.own_error, None, "another URL has not said it");
    let paid = try_url(&bench, &id, UrlField::Tests).await;
    assert_eq!((paid.own_error, paid.tests.map(|tests| tests.names)), (None, Some(vec!["Ruby".to_owned()])));
    bench.edit(&id, Field::Url(UrlField::Tests), format!("{at}/gone")).await;
    let gone = try_url(&bench, &id, UrlField::Tests).await.tests.unwrap();
    assert!(gone.is_current && gone.names.is_empty(), "what came is no list: the one before is not shown");
}

#[tokio::test]
async fn a_view_only_window_shows_what_the_other_windows_runs_have_seen() {
    let world = World::registered().await;
    let (bench, id) = (&world.bench, world.bench.example().await);
    let vault = Vault::new("Partner Desk (test)", world.keychain.clone());
    let other = Bench::read_only(bench.folder.path(), vault, world.recruitee.test_network());
    assert_eq!(other.open(&id).await.preview.tests, None);
    bench.run(&id).await;
    assert_eq!(other.open(&id).await.preview.tests.map(|tests| tests.count), Some(5));
}

#[tokio::test]
async fn trying_one_url_after_a_restart_keeps_what_the_last_run_saw_of_the_other() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.run(&id).await;
    let Bench { desk, folder, .. } = bench;
    drop(desk);
    let bench = Bench::on(folder);
    let tried = try_url(&bench, &id, UrlField::ValidateToken).await;
    assert_eq!(tried.tests.map(|tests| (tests.count, tests.is_current)), Some((5, true)));
}
