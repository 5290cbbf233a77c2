//! Evidence in, verdicts out: each rule with what passes it and what fails it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::*;
use faultless::{ARTICLE, answer, count, faultless, judge, remains};
use partner::{Draft, Field, Input as CandidateField, Kind};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn a_faultless_partner_is_ready_with_three_things_to_confirm() {
    let verdicts = judge(&faultless());
    let sum = count(&verdicts);
    assert!(sum.is_ready(), "{:?}", remains(|_| {}));
    assert_eq!((sum.fail, sum.open, sum.advice, sum.to_confirm), (0, 0, 0, 3));
}

#[test]
fn the_record_is_judged_field_by_field() {
    let draft = |change: fn(&mut Draft)| {
        remains(move |evidence| {
            change(&mut evidence.subject.draft);
            evidence.remote = Some(RemoteSeen::Record(Box::new(evidence.subject.draft.clone())));
        })
    };
    assert_eq!(draft(|d| d.kind = None), ["REC-1.missing"]);
    assert_eq!(draft(|d| d.kind = Some(Kind::Other("survey".into()))), ["REC-1.unknown_kind"]);
    assert_eq!(draft(|d| d.name = " ".into()), ["REC-2.missing"]);
    assert_eq!(draft(|d| d.name = "x".repeat(40)), ["REC-2.long"]);
    assert_eq!(draft(|d| d.description = "Lorem ipsum dolor".into()), ["REC-3.placeholder"]);
    assert_eq!(draft(|d| d.codename = "Harbour".into()), ["REC-4.characters"]);
    assert_eq!(draft(|d| d.codename = "-harbour".into()), ["REC-4.dash"]);
    assert_eq!(draft(|d| d.inputs = vec![CandidateField::of_kind("email", true)]), ["REC-5.missing_default"]);
    let without_logo = draft(|d| d.logo.clear());
    assert_eq!(without_logo[0], "LOGO-1.missing");
    assert_eq!(without_logo[1..], ["not_applicable"; 6]);
    assert_eq!(draft(|d| d.logo = d.logo.replace("18 18", "18 9")), ["LOGO-2.not_square"]);
    assert_eq!(draft(|d| d.logo = d.logo.replace("<svg", "<svg width='9'")), ["LOGO-3.fixed"]);
    assert_eq!(draft(|d| d.logo = d.logo.replace("<path", "<path onclick='x()'")), ["LOGO-4.handler"]);
}

#[test]
fn advice_never_stops_promotion() {
    let mut evidence = faultless();
    evidence.subject.draft.name = "A name that is far too long for the dialog".into();
    evidence.remote = Some(RemoteSeen::Record(Box::new(evidence.subject.draft.clone())));
    let (before, after) = (count(&judge(&faultless())), count(&judge(&evidence)));
    assert!(after.is_ready());
    // The length of the name, and that the article calls it otherwise.
    assert_eq!((after.advice, after.required), (2, before.required));
}

#[test]
fn the_registration_is_judged_by_what_the_server_said() {
    let remote = |seen: RemoteSeen| remains(move |evidence| evidence.remote = Some(seen));
    assert_eq!(remote(RemoteSeen::NotRegistered), ["REC-6.not_registered"]);
    assert_eq!(remote(RemoteSeen::TurnedAway), ["REC-7.turned_away", "REC-6 unknown after REC-7"]);
    assert_eq!(remote(RemoteSeen::OtherStatus(500)), ["REC-7.status", "REC-6 unknown after REC-7"]);
    assert_eq!(
        remote(RemoteSeen::Unread(ProbeError::Offline)),
        ["REC-7 unknown Offline", "REC-6 unknown after REC-7"]
    );
    assert_eq!(remains(|e| e.subject.draft.description.push('!')), ["REC-6.differs"]);
    assert_eq!(remains(|e| e.personal_token = Presence::Unknown).len(), 2);
    assert_eq!(remains(|e| e.partner_secret = Presence::Absent), ["REC-8.missing"]);
    assert_eq!(
        remains(|e| {
            e.registration_in_scope = false;
            e.partner_secret = Presence::Absent;
        }),
        ["not_applicable"; 3]
    );
}

#[test]
fn a_list_is_to_fit_the_dialog() {
    let list = |body: String| {
        remains(move |e| drop(e.answers.insert(Call::Tests(TokenSent::Good), answer(200, "", &body))))
    };
    let named = |name: &str| list(serde_json::json!([{"id": 1, "name": name}]).to_string());
    assert_eq!(named("<b>Knots</b>"), ["TESTS-5.markup"]);
    assert_eq!(named("Knots &amp; lines"), ["TESTS-5.markup"]);
    assert_eq!(named("Sales < 5 years & > 2; B&B"), [] as [&str; 0]);
    assert_eq!(named(&"long ".repeat(20)), ["TESTS-5.long"]);
    assert_eq!(named("a\u{0}b"), ["TESTS-5.control"]);
    let many: Vec<_> = (0..501).map(|id| serde_json::json!({"id": id, "name": "x"})).collect();
    assert_eq!(list(serde_json::json!(many).to_string()), ["TESTS-5.many"]);
    let cut = remains(|e| {
        e.answers.insert(
            Call::Tests(TokenSent::Good),
            Ok(Answer { is_cut: true, ..answer(200, "", "[{").unwrap() }),
        );
    });
    assert_eq!(cut.iter().filter(|left| left.ends_with("unknown after TESTS-5")).count(), 1);
    assert!(cut.contains(&"TESTS-5.large".to_owned()));
}

#[test]
fn a_page_that_only_looks_like_an_answer_is_no_article() {
    let page = |body: &str| {
        let body = body.to_owned();
        remains(move |e| drop(e.answers.insert(Call::Article, answer(200, "text/html", &body))))
    };
    assert_eq!(page("<title>Page not found</title><p>Sorry.</p>"), ["HELP-2.soft_404"]);
    assert_eq!(page("<h1>Seite nicht gefunden</h1>"), ["HELP-2.soft_404"]);
    assert_eq!(page("<h1>Log in</h1><input type=password>"), ["HELP-2.log_in_wall"]);
    assert_eq!(page("<div id=root></div><script src=app.js></script>"), ["HELP-2.needs_scripts"]);
    assert_eq!(page("<p>Soon.</p>"), ["HELP-2.empty"]);
    let long = format!("<title>Error 404 explained</title>{}", ARTICLE.repeat(6));
    assert_eq!(page(&long), [] as [&str; 0]);
    let home = remains(|e| {
        let found_at = Some("https://api.harbour.partner/".to_owned());
        e.answers
            .insert(Call::Article, Ok(Answer { found_at, ..answer(200, "text/html", ARTICLE).unwrap() }));
    });
    assert_eq!(home, ["HELP-2.went_home"]);
}

#[test]
fn a_logo_is_to_be_small_drawn_and_seen() {
    let logo = |inside: &str| {
        let source = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18">{inside}</svg>"#);
        remains(move |e| {
            e.subject.draft.logo = source;
            e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
        })
    };
    assert_eq!(logo(r##"<path fill="#fffff4" d="M0 0h18v18z"/>"##), ["LOGO-7.invisible"]);
    assert_eq!(logo(r##"<path fill="#f5e6b0" d="M0 0h18v18z"/>"##), ["LOGO-7.faint"]);
    assert_eq!(logo(r#"<path d="M7 7h4v4z"/>"#), ["LOGO-7.padded"]);
    assert_eq!(logo(&"<path d='M0 0h18v18z'/>".repeat(1000)), ["LOGO-5.large"]);
}

/// How everything stands when `ids` fail and the rest holds.
fn standing(ids: &[&str]) -> std::collections::BTreeMap<&'static str, Earlier> {
    let state = |id| if ids.contains(&id) { State::Fail } else { State::Pass };
    CATALOGUE.iter().map(|check| (check.id, Earlier { state: state(check.id), waits_for: None })).collect()
}

#[test]
fn a_round_holds_what_depends_on_a_check_and_nothing_else_is_called() {
    let round = CheckSelection::of(&["TOKEN-5"], standing(&["TOKEN-5"]));
    assert_eq!(round.len(), 1);
    // What is done with the right token tells a lock-out from a rejection.
    let [good, other] = [TokenSent::Good, TokenSent::OtherScheme].map(Call::Validate);
    assert_eq!(round.calls(), BTreeSet::from([good, other]));
    let round = CheckSelection::of(&["TESTS-1"], standing(&["TESTS-1"]));
    assert_eq!(round.calls(), BTreeSet::from([Call::Tests(TokenSent::Good)]));
    assert!(["TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4"].iter().all(|id| round.holds(id)));
    // What it depends on is judged again when it does not hold, and left alone when it does.
    assert!(!CheckSelection::of(&["HELP-2"], standing(&[])).holds("HELP-1"));
    assert!(CheckSelection::of(&["HELP-2"], standing(&["HELP-1"])).holds("HELP-1"));
    // A check that waited for another is judged with it.
    let mut earlier = standing(&["ADDR-2"]);
    earlier.insert("TOKEN-1", Earlier { state: State::Unknown, waits_for: Some("ADDR-2") });
    assert!(CheckSelection::of(&["ADDR-2"], earlier).holds("TOKEN-1"));
}

#[test]
fn a_check_outside_the_round_counts_as_it_stood() {
    let evidence = faultless();
    let mut verdicts = Vec::new();
    judge_ready(&evidence, &CheckSelection::of(&["TESTS-2"], standing(&[])), &mut verdicts);
    assert_eq!(verdicts.iter().map(|v| (v.id, v.state)).collect::<Vec<_>>(), [("TESTS-2", State::Pass)]);
}

#[test]
fn kept_evidence_is_judged_again_without_a_call_and_without_a_secret() {
    let mut evidence = faultless();
    evidence.answers.insert(
        Call::Tests(TokenSent::Good),
        answer(200, "application/json", r#"[{"id":1,"name":"token-1234"}]"#),
    );
    let kept = KeptEvidence::of(&evidence, |text| text.replace("token-1234", "…"));
    let text = serde_json::to_string(&kept).unwrap();
    assert!(!text.contains("token-1234"));
    let kept: KeptEvidence = serde_json::from_str(&text).unwrap();
    for verdict in kept.judge(evidence.subject.clone()) {
        let then = judge(&evidence).into_iter().find(|then| then.id == verdict.id).unwrap();
        assert_eq!((verdict.id, verdict.state), (then.id, then.state));
    }
}

#[test]
fn the_list_of_tests_is_judged_by_its_content() {
    let list = |body: &str| {
        let body = body.to_owned();
        remains(move |e| drop(e.answers.insert(Call::Tests(TokenSent::Good), answer(200, "", &body))))
    };
    let after = |first: &str| {
        let mut all = vec![first.to_owned()];
        let ids = ["TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"];
        all.extend(ids.map(|id| format!("{id} unknown after TESTS-1")));
        all
    };
    assert_eq!(list(r#"{"tests":[]}"#), after("TESTS-1.object"));
    assert_eq!(list("null"), after("TESTS-1.null"));
    assert_eq!(list("<html>"), after("TESTS-1.page"));
    assert_eq!(list(""), after("TESTS-1.empty_body"));
    assert_eq!(list(r#"[{"id":1,"name":"a"},{"id":2"#), after("TESTS-1.cut_off"));
    assert_eq!(list("[{'id':1}]"), after("TESTS-1.not_json"));
    assert_eq!(list("[{\"id\":1,\"name\":\"a\0\"}]"), after("TESTS-1.not_json"));
    assert_eq!(list(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))), after("TESTS-1.deep"));
    assert_eq!(list("[]"), ["TESTS-4.empty"]);
    assert_eq!(list(r#"[{"name":"a"}]"#), ["TESTS-2.no_id"]);
    assert_eq!(list(r#"[{"id":1,"name":" "}]"#), ["TESTS-2.empty_name"]);
    assert_eq!(list("[7]"), ["TESTS-2.not_object"]);
    assert_eq!(list(r#"[{"id":null,"name":"a"}]"#), ["TESTS-2.odd_id"]);
    assert_eq!(list(r#"[{"id":1,"name":7}]"#), ["TESTS-2.odd_name"]);
    assert_eq!(list(r#"[{"id":1}]"#), ["TESTS-2.no_name"]);
    assert_eq!(list(r#"[{"id":1,"name":"a"},{"id":"1","name":"b"}]"#), ["TESTS-3.twice_as_text"]);
    assert_eq!(list(r#"[{"id":1,"name":"a"},{"id":1,"name":"b"}]"#), ["TESTS-3.twice"]);
    assert_eq!(
        list("\u{feff}[{\"id\":1,\"name\":\"a\"}]"),
        ["TESTS-1.byte_order_mark"],
        "nothing waits for it"
    );
}

#[test]
fn the_article_must_open_without_logging_in() {
    let article = |status, kind: &'static str| {
        remains(move |e| drop(e.answers.insert(Call::Article, answer(status, kind, ""))))
    };
    for (status, kind, expect) in [
        (404, "text/html", "HELP-1.missing"),
        (403, "text/html", "HELP-1.log_in"),
        (200, "application/json", "HELP-1.not_html"),
        (200, "application/pdf", "HELP-1.pdf"),
        (500, "text/html", "HELP-1.server_error"),
    ] {
        assert_eq!(article(status, kind), [expect, "HELP-2 unknown after HELP-1"]);
    }
}

#[test]
fn a_confirmation_is_green_only_while_a_person_stands_by_it() {
    let mut evidence = faultless();
    evidence.subject.confirmed = BTreeSet::from(["FORM-1".to_owned()]);
    let states: Vec<State> =
        judge(&evidence).iter().filter(|v| v.id.starts_with("FORM")).map(|v| v.state).collect();
    assert_eq!(states, [State::Confirmed, State::Waiting, State::Waiting]);
}

#[test]
fn checks_are_judged_as_soon_as_their_calls_are_in() {
    let mut evidence = faultless();
    let answers = std::mem::take(&mut evidence.answers);
    let mut verdicts = Vec::new();
    judge_ready(&evidence, &CheckSelection::all(), &mut verdicts);
    assert!(verdicts.iter().any(|verdict| verdict.id == "REC-6"));
    assert!(verdicts.iter().all(|verdict| !verdict.id.starts_with("TOKEN")));
    evidence.answers = answers;
    judge_ready(&evidence, &CheckSelection::all(), &mut verdicts);
    assert_eq!(verdicts.len(), CATALOGUE.len());
}

proptest! {
    #[test]
    fn an_edit_changes_the_hash_of_exactly_the_checks_that_read_the_field(place in 0usize..10, text in "[a-z]{1,12}") {
        let before = faultless().subject;
        let field = Field::ALL[place];
        let mut after = before.clone();
        let value = match field {
            Field::Inputs => serde_json::json!([{"kind": text, "required": true}]),
            _ => serde_json::json!(text),
        };
        after.draft.set(field, &value).unwrap();
        for check in CATALOGUE {
            let reads = check.inputs.iter().any(|input| *input == Input::Field(field) || *input == Input::Record);
            let input_hashes = |subject| check.input_hashes(subject);
            prop_assert_eq!(input_hashes(&before) != input_hashes(&after), reads, "{} {:?}", check.id, field);
            prop_assert_eq!(check.inputs_hash(&before) != check.inputs_hash(&after), reads, "{} {:?}", check.id, field);
        }
    }
}
