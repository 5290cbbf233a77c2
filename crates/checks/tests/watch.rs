//! What a watch finds after the promotion, and what it leaves alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::*;
use faultless::{answer, faultless};
use partner::UrlField;
use proptest::prelude::*;
use serde_json::{Value, json};

const LIST: Call = Call::Tests(TokenSent::Good);

fn with_tests(list: &Value) -> Evidence {
    let mut evidence = faultless();
    evidence.answers.insert(LIST, answer(200, "application/json", &list.to_string()));
    evidence
}

fn with_article(html: &str) -> Evidence {
    let mut evidence = faultless();
    evidence.answers.insert(Call::Article, answer(200, "text/html", html));
    evidence
}

fn article(passages: &str) -> String {
    let filler =
        "Harbour Checks sends a candidate a reference check from Recruitee with one press. ".repeat(8);
    format!(
        "<html><title>Connect Harbour Checks with Recruitee</title><main><h1>Connect</h1><p>{filler}</p>{passages}</main></html>"
    )
}

fn seen(evidence: &Evidence) -> WatchSeen {
    WatchSeen::of(evidence, str::to_owned)
}

fn changes(before: &Evidence, now: &Evidence) -> Vec<String> {
    let found = seen(before).changes(&seen(now));
    found.into_iter().map(|one| one.sentence.key).collect()
}

#[test]
fn a_watch_asks_for_nothing_with_an_effect_and_sends_few_wrong_tokens() {
    let calls = watch_calls();
    assert_eq!(calls.len(), 11);
    let wrong = |call: &&Call| matches!(call, Call::Validate(token) | Call::Tests(token) if *token != TokenSent::Good);
    assert_eq!(calls.iter().filter(wrong).count(), 4);
    assert!(watch_selection().calls().is_subset(&calls), "every check that is judged has its calls");
    assert!(!calls.contains(&Call::Remote), "Recruitee is not asked");
}

#[test]
fn every_check_of_a_watch_means_something_when_it_fails() {
    assert!(WATCHED.iter().all(|id| WatchKind::of_check(id, "").is_some()));
    assert_eq!(watch_selection().len(), WATCHED.len());
}

#[test]
fn a_service_that_stays_as_it_is_changes_nothing() {
    let evidence = faultless();
    assert_eq!(changes(&evidence, &evidence), [] as [&str; 0]);
    assert_eq!(watch_answers(&evidence).findings, []);
}

#[test]
fn a_list_that_loses_a_field_a_type_or_all_its_ids_has_changed() {
    let before = with_tests(
        &json!([{ "id": "a", "name": "Ruby", "kind": "code" }, { "id": "b", "name": "Go", "kind": "code" }]),
    );
    for (now, change) in [
        (json!([{ "id": "a", "name": "Ruby" }, { "id": "b", "name": "Go", "kind": "code" }]), "field"),
        (json!([{ "id": "a", "name": "Ruby", "kind": 7 }]), "type"),
        (json!([{ "id": "c", "name": "Ruby", "kind": "code" }]), "ids"),
    ] {
        assert_eq!(changes(&before, &with_tests(&now)), [format!("watch.tests_changed.{change}")], "{now}");
    }
}

#[test]
fn a_list_with_a_test_or_a_field_more_is_the_same_list() {
    let before =
        with_tests(&json!([{ "id": "a", "name": "Ruby", "note": null }, { "id": "b", "name": "Go" }]));
    for now in [
        json!([{ "id": "a", "name": "Ruby" }]),
        json!([{ "id": "b", "name": "Golang" }, { "id": "z", "name": "Zig" }]),
        json!([{ "id": "a", "name": "Ruby", "note": "new", "level": 2 }]),
    ] {
        assert_eq!(changes(&before, &with_tests(&now)), [] as [&str; 0], "{now}");
    }
}

#[test]
fn an_article_changes_with_its_text_and_not_with_its_dates_and_counts() {
    let said =
        "<p>Open the settings and copy the token that you find there. 12 people found this useful.</p>";
    let before = with_article(&article(said));
    let same = [
        said.replace("12", "13"),
        said.replace("<p>", "<p>Written by Jane Doe of Harbour Checks. Updated over 2 weeks ago.</p><p>"),
        said.replace("copy", "<b>copy</b>"),
    ];
    for said in same {
        assert_eq!(changes(&before, &with_article(&article(&said))), [] as [&str; 0], "{said}");
    }
    let other = article(&said.replace("copy the token", "delete the token"));
    assert_eq!(changes(&before, &with_article(&other)), ["watch.article_changed"]);
}

#[test]
fn what_could_not_be_read_has_not_changed_and_what_was_read_before_is_kept() {
    let before = seen(&faultless());
    let mut evidence = faultless();
    for call in [LIST, Call::Article] {
        evidence.answers.insert(call, Err(ProbeError::Offline));
    }
    let now = seen(&evidence);
    assert_eq!(now, WatchSeen::default());
    assert_eq!(before.changes(&now), []);
    assert_eq!(before.clone().renewed(now.clone()), before);
    assert_eq!(now.completed(&before), before, "the first look that reads it sets what is compared with");
}

#[test]
fn a_wrong_token_that_is_accepted_is_found_at_each_url() {
    for (call, key) in [
        (Call::Validate(TokenSent::Changed), "validate_token_changed"),
        (Call::Validate(TokenSent::Missing), "validate_token_missing"),
        (Call::Tests(TokenSent::Changed), "tests_changed"),
        (Call::Tests(TokenSent::Missing), "tests_missing"),
    ] {
        let mut evidence = faultless();
        evidence.answers.insert(call, answer(200, "application/json", "[]"));
        let found = watch_answers(&evidence).findings;
        assert_eq!(found.len(), 1, "{key}");
        assert_eq!(found[0].kind, WatchKind::TokenCheckLax);
        assert_eq!(found[0].sentence.key, format!("watch.token_check_lax.{key}"));
    }
    let mut evidence = faultless();
    evidence.answers.insert(Call::Validate(TokenSent::Good), answer(401, "application/json", "{}"));
    assert_eq!(watch_answers(&evidence).findings[0].kind, WatchKind::TokenRejected);
}

#[test]
fn a_service_that_can_not_be_asked_is_not_blamed_and_what_is_open_is_said() {
    let mut evidence = faultless();
    for call in watch_calls() {
        if !matches!(call, Call::Reach(_)) {
            evidence.answers.insert(call, Err(ProbeError::Offline));
        }
    }
    let answers = watch_answers(&evidence);
    assert_eq!(answers.findings, []);
    assert!(answers.unknown.iter().all(|one| one.key == "check.unknown.offline"), "{answers:?}");
    let open = [WatchKind::TokenRejected, WatchKind::TokenCheckLax, WatchKind::Unanswered];
    assert!(open.iter().all(|kind| answers.open.contains(kind)));
}

#[test]
fn a_service_that_fails_is_said_to_fail_and_not_to_reject_tokens_or_to_accept_wrong_ones() {
    for call in [Call::Validate, Call::Tests] {
        for (result, key) in [
            (answer(503, "text/html", "maintenance"), "watch.unanswered.status"),
            (answer(404, "text/html", ""), "watch.unanswered.status"),
            (Err(ProbeError::Refused), "watch.no_answer.refused"),
            (Err(ProbeError::TimedOut(30)), "watch.no_answer.timed_out"),
        ] {
            let mut evidence = faultless();
            for token in [TokenSent::Good, TokenSent::Changed, TokenSent::Missing] {
                evidence.answers.insert(call(token), result.clone());
            }
            let answers = watch_answers(&evidence);
            assert_eq!(answers.findings.len(), 1, "{answers:?}");
            assert_eq!(answers.findings[0].kind, WatchKind::Unanswered);
            assert_eq!(answers.findings[0].sentence.key, key);
            assert!(answers.open.contains(&WatchKind::TokenCheckLax), "wrong tokens were not judged");
        }
    }
}

#[test]
fn the_certificate_that_ends_first_is_the_one_that_is_told() {
    let mut evidence = faultless();
    for (url_field, days) in [(UrlField::ValidateToken, 12), (UrlField::HelpArticle, 2)] {
        let certificate = Certificate::from(faultless::NOW + days * 86_400 + 60);
        evidence.reach.get_mut(&url_field).unwrap().handshake = Some(Ok(certificate));
    }
    let verdict = judge_one("ADDR-5", &evidence).unwrap();
    let told: Vec<_> = verdict.sentence.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(told, [("days", "2"), ("address", "address.help_article")]);
    assert_eq!(verdict.target, Target::Field(partner::Field::Url(UrlField::HelpArticle)));
}

#[test]
fn a_token_that_a_service_echoes_as_a_name_is_not_kept() {
    let token = "secret-".repeat(20);
    let evidence = with_tests(&json!([{ "id": 1, "name": "x", token.as_str(): 1 }]));
    let kept = WatchSeen::of(&evidence, |text| text.replace(&token, "***"));
    assert!(!serde_json::to_string(&kept).unwrap().contains("secret-"));
}

proptest! {
    #[test]
    fn whatever_a_service_sends_it_is_the_same_as_itself(list in "\\PC{0,60}", html in "\\PC{0,200}") {
        let mut evidence = faultless();
        evidence.answers.insert(LIST, answer(200, "application/json", &list));
        evidence.answers.insert(Call::Article, answer(200, "text/html", &article(&html)));
        let first = seen(&evidence);
        prop_assert_eq!(first.changes(&first), []);
        let kept: WatchSeen = serde_json::from_value(serde_json::to_value(&first).unwrap()).unwrap();
        prop_assert_eq!(kept, first);
    }
}
