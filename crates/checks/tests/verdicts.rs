//! Evidence in, verdicts out: each rule with what passes it and what fails it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use checks::*;
use partner::{Address, Draft, Environment, Field, Input as CandidateField, Kind};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[expect(clippy::unnecessary_wraps, reason = "evidence holds results")]
fn answer(status: u16, content_type: &str, body: &str) -> Result<Answer, Trouble> {
    Ok(Answer { status, content_type: content_type.into(), body: body.as_bytes().to_vec() })
}

/// A partner with which nothing is wrong.
fn faultless() -> Evidence {
    let mut draft = Draft {
        kind: Some(Kind::Assessment),
        name: "Harbour Tests".into(),
        codename: "harbour-tests".into(),
        description: "Tests for the sea.".into(),
        logo: r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><path d="M0 0h9v9z"/></svg>"#
            .into(),
        ..Draft::default()
    };
    let mut evidence = Evidence { registration_in_scope: true, ..Evidence::default() };
    for address in Address::ALL {
        draft.urls.set(address, format!("https://api.harbour.partner/{}", address.key()));
        let reach = Reach {
            addresses: Ok(vec![("93.184.216.34".parse().unwrap(), Range::Public)]),
            handshake: Some(Ok(())),
        };
        evidence.reach.insert(address, reach);
    }
    for token in [TokenSent::Changed, TokenSent::Missing, TokenSent::Empty] {
        evidence.answers.insert(Call::Validate(token), answer(401, "", ""));
        evidence.answers.insert(Call::Tests(token), answer(403, "", ""));
    }
    evidence.answers.insert(Call::Validate(TokenSent::Good), answer(204, "", ""));
    evidence.answers.insert(
        Call::Tests(TokenSent::Good),
        answer(200, "application/json", r#"[{"id":1,"name":"Knots"},{"name":"Tides","id":"2","extra":{}}]"#),
    );
    evidence.answers.insert(Call::Article, answer(200, "text/html; charset=utf-8", "<p>Hello</p>"));
    evidence.personal_token = Presence::Present;
    evidence.partner_secret = Presence::Present;
    evidence.remote = Some(RemoteSeen::Record(Box::new(draft.clone())));
    evidence.subject = Subject {
        draft,
        environment: Some(Environment::Rc),
        company_id: "48213".into(),
        ..Subject::default()
    };
    evidence
}

fn judge(evidence: &Evidence) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    judge_ready(evidence, &mut verdicts);
    assert_eq!(verdicts.len(), CATALOGUE.len(), "every check gets a verdict");
    verdicts
}

fn count(verdicts: &[Verdict]) -> Outcome {
    outcome(verdicts.iter().map(|verdict| (verdict.id, verdict.level, verdict.state)))
}

/// `id:sentence` of everything that is neither green nor waiting for a person.
fn remains(change: impl FnOnce(&mut Evidence)) -> Vec<String> {
    let mut evidence = faultless();
    change(&mut evidence);
    judge(&evidence)
        .into_iter()
        .filter(|verdict| !verdict.state.is_green() && verdict.state != State::Waiting)
        .map(|verdict| match verdict.cause {
            Some(Cause::DependsOn(id)) => format!("{} unknown after {id}", verdict.id),
            Some(cause) => format!("{} unknown {cause:?}", verdict.id),
            None => verdict.sentence.key.trim_start_matches("check.").to_owned(),
        })
        .collect()
}

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
    assert_eq!(
        draft(|d| d.logo.clear()),
        ["LOGO-1.missing", "not_applicable", "not_applicable", "not_applicable"]
    );
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
    assert_eq!((after.advice, after.required), (1, before.required));
}

#[test]
fn the_registration_is_judged_by_what_the_server_said() {
    let remote = |seen: RemoteSeen| remains(move |evidence| evidence.remote = Some(seen));
    assert_eq!(remote(RemoteSeen::NotRegistered), ["REC-6.not_registered"]);
    assert_eq!(remote(RemoteSeen::TurnedAway), ["REC-7.turned_away", "REC-6 unknown after REC-7"]);
    assert_eq!(remote(RemoteSeen::OtherStatus(500)), ["REC-7.status", "REC-6 unknown after REC-7"]);
    assert_eq!(
        remote(RemoteSeen::Trouble(Trouble::Offline)),
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
fn addresses_are_judged_one_by_one_and_the_first_fault_is_named_with_its_field() {
    let url = |text: &'static str| {
        remains(move |e| {
            e.subject.draft.urls.tests = text.into();
            e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
        })
    };
    assert_eq!(url(""), ["ADDR-1.missing"]);
    assert_eq!(url("http://api.harbour.partner"), ["ADDR-1.http"]);
    assert_eq!(url("https://a:b@api.harbour.partner"), ["ADDR-1.user_info"]);
    assert_eq!(url("https://x.m.pipedream.net/"), ["ADDR-3.leftover"]);
    assert_eq!(url("https://abc.ngrok-free.app/"), ["ADDR-3.leftover"]);
    assert_eq!(url("https://notngrok.io.partner/"), [] as [&str; 0]);
    let mut evidence = faultless();
    evidence.subject.draft.urls.tests.clear();
    let verdict = judge(&evidence).into_iter().find(|verdict| verdict.id == "ADDR-1").unwrap();
    assert_eq!(verdict.target, Target::Field(Field::Url(Address::Tests)));
    assert_eq!(verdict.seen.iter().filter(|seen| seen.good == Some(false)).count(), 1);
}

#[test]
fn loopback_is_a_fault_on_rc_and_none_in_the_sandbox() {
    let reach =
        |range| Reach { addresses: Ok(vec![("127.0.0.1".parse().unwrap(), range)]), handshake: Some(Ok(())) };
    assert_eq!(
        remains(|e| drop(e.reach.insert(Address::Tests, reach(Range::Loopback)))),
        ["ADDR-2.not_public"]
    );
    let sandbox = |range| {
        remains(|e| {
            e.subject.environment = Some(Environment::Sandbox);
            e.reach.insert(Address::Tests, reach(range));
        })
    };
    assert_eq!(sandbox(Range::Loopback), [] as [&str; 0]);
    assert_eq!(sandbox(Range::NotPublic), ["ADDR-2.not_public"]);
}

#[test]
fn plain_http_on_loopback_in_the_sandbox_leaves_three_address_checks_without_a_say() {
    let left = remains(|e| {
        e.subject.environment = Some(Environment::Sandbox);
        for address in Address::ALL {
            e.subject.draft.urls.set(address, format!("http://127.0.0.1:8080/{}", address.key()));
        }
        e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
    });
    assert_eq!(left, ["not_applicable"; 4], "ADDR-1, 2, 4 and, with nothing but loopback, 3");
}

#[test]
fn each_fault_of_a_certificate_has_its_own_sentence() {
    for (fault, expect) in [
        (TlsFault::Expired, "ADDR-4.expired"),
        (TlsFault::WrongName, "ADDR-4.wrong_name"),
        (TlsFault::UnknownIssuer, "ADDR-4.unknown_issuer"),
        (TlsFault::IncompleteChain, "ADDR-4.incomplete_chain"),
    ] {
        let left = remains(|e| {
            let reach = e.reach.get_mut(&Address::SendCandidate).unwrap();
            reach.handshake = Some(Err(Trouble::Tls(fault)));
        });
        assert_eq!(left, [expect]);
    }
}

#[test]
fn a_service_that_lets_wrong_tokens_in_fails_each_token_check() {
    let left = remains(|e| {
        for token in [TokenSent::Changed, TokenSent::Missing, TokenSent::Empty] {
            e.answers.insert(Call::Validate(token), answer(200, "", ""));
            e.answers.insert(Call::Tests(token), answer(200, "application/json", "[]"));
        }
    });
    assert_eq!(left, ["TOKEN-2.let_in", "TOKEN-3.let_in", "TOKEN-4.let_in", "TOKEN-6.changed_let_in"]);
}

#[test]
fn refused_and_timed_out_are_faults_while_offline_cancelled_and_429_are_not_known() {
    let validate = |result: Result<Answer, Trouble>| {
        remains(|e| drop(e.answers.insert(Call::Validate(TokenSent::Good), result)))
    };
    assert_eq!(validate(Err(Trouble::Refused)), ["TOKEN-1.refused"]);
    assert_eq!(validate(Err(Trouble::TimedOut(10))), ["TOKEN-1.timed_out"]);
    assert_eq!(validate(answer(500, "", "")), ["TOKEN-1.status"]);
    assert_eq!(validate(Err(Trouble::Offline)), ["TOKEN-1 unknown Offline"]);
    assert_eq!(validate(Err(Trouble::Cancelled)), ["TOKEN-1 unknown Cancelled"]);
    assert_eq!(validate(answer(429, "", "")), ["TOKEN-1 unknown TooManyRequests"]);
    assert_eq!(validate(Err(Trouble::NoToken)), ["TOKEN-1 unknown NoToken"]);
    assert_eq!(validate(Err(Trouble::Tls(TlsFault::Expired))), ["TOKEN-1 unknown after ADDR-4"]);
}

#[test]
fn the_list_of_tests_is_judged_by_its_content() {
    let list = |body: &str| {
        let body = body.to_owned();
        remains(move |e| drop(e.answers.insert(Call::Tests(TokenSent::Good), answer(200, "", &body))))
    };
    let after = |first: &str| {
        let mut all = vec![first.to_owned()];
        all.extend(["TESTS-2", "TESTS-3", "TESTS-4"].map(|id| format!("{id} unknown after TESTS-1")));
        all
    };
    assert_eq!(list(r#"{"tests":[]}"#), after("TESTS-1.not_array"));
    assert_eq!(list("<html>"), after("TESTS-1.not_json"));
    assert_eq!(list(""), after("TESTS-1.empty_body"));
    assert_eq!(list(&"[".repeat(100_000)), after("TESTS-1.not_json"));
    assert_eq!(list("[]"), ["TESTS-4.empty"]);
    assert_eq!(list(r#"[{"name":"a"}]"#), ["TESTS-2.no_id"]);
    assert_eq!(list(r#"[{"id":1,"name":" "}]"#), ["TESTS-2.no_name"]);
    assert_eq!(list("[7]"), ["TESTS-2.no_id"]);
    assert_eq!(list(r#"[{"id":1,"name":"a"},{"id":"1","name":"b"}]"#), ["TESTS-3.twice"]);
    assert_eq!(list("\u{feff}[{\"id\":1,\"name\":\"a\"}]"), [] as [&str; 0]);
}

#[test]
fn the_article_must_open_without_logging_in() {
    let article = |status, kind: &'static str| {
        remains(move |e| drop(e.answers.insert(Call::Article, answer(status, kind, ""))))
    };
    assert_eq!(article(404, "text/html"), ["HELP-1.missing"]);
    assert_eq!(article(403, "text/html"), ["HELP-1.log_in"]);
    assert_eq!(article(200, "application/pdf"), ["HELP-1.not_html"]);
    assert_eq!(article(500, "text/html"), ["HELP-1.status"]);
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
    judge_ready(&evidence, &mut verdicts);
    assert!(verdicts.iter().any(|verdict| verdict.id == "REC-6"));
    assert!(verdicts.iter().all(|verdict| !verdict.id.starts_with("TOKEN")));
    evidence.answers = answers;
    judge_ready(&evidence, &mut verdicts);
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
            prop_assert_eq!(check.inputs_hash(&before) != check.inputs_hash(&after), reads, "{} {:?}", check.id, field);
        }
    }
}
