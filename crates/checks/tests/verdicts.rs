//! Evidence in, verdicts out: each rule with what passes it and what fails it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use checks::*;
use partner::{Address, Draft, Environment, Field, Input as CandidateField, Kind};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[expect(clippy::unnecessary_wraps, reason = "evidence holds results")]
fn answer(status: u16, content_type: &str, body: &str) -> Result<Answer, Trouble> {
    Ok(Answer {
        status,
        content_type: content_type.into(),
        body: body.as_bytes().to_vec(),
        is_cut: false,
        redirect: None,
        found_at: None,
        took_ms: 80,
    })
}

/// 24 November 2026.
const NOW: i64 = 1_795_500_000;
const ARTICLE: &str = "<title>Connect Harbour Tests</title><h1>Connect Harbour Tests to Recruitee</h1><p>Copy \
    your token under Settings, Integrations in Harbour Tests. Paste it in Recruitee under Marketplace, Harbour \
    Tests, and press Enable. Then open a candidate, choose Send test, pick a test and press Send. The result \
    shows on the profile of the candidate on the same day.</p>";

const WRONG: [TokenSent; 4] =
    [TokenSent::Changed, TokenSent::Missing, TokenSent::Empty, TokenSent::OtherScheme];

/// A partner with which nothing is wrong.
fn faultless() -> Evidence {
    let mut draft = Draft {
        kind: Some(Kind::Assessment),
        name: "Harbour Tests".into(),
        codename: "harbour-tests".into(),
        description: "Tests for the sea.".into(),
        logo: r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><path d="M0 0h18v18z"/></svg>"#
            .into(),
        ..Draft::default()
    };
    let mut evidence = Evidence { registration_in_scope: true, at: NOW, ..Evidence::default() };
    for address in Address::ALL {
        draft.urls.set(address, format!("https://api.harbour.partner/{}", address.key()));
        let reach = Reach {
            addresses: Ok(vec![("93.184.216.34".parse().unwrap(), Range::Public)]),
            handshake: Some(Ok(Some(NOW + 80 * 86_400))),
        };
        evidence.reach.insert(address, reach);
    }
    for token in WRONG {
        evidence.answers.insert(Call::Validate(token), answer(401, "", ""));
        evidence.answers.insert(Call::Tests(token), answer(403, "", ""));
    }
    for token in [TokenSent::Good, TokenSent::Padded] {
        evidence.answers.insert(Call::Validate(token), answer(204, "", ""));
        evidence.answers.insert(
            Call::Tests(token),
            answer(
                200,
                "application/json",
                r#"[{"id":1,"name":"Knots"},{"name":"Tides","id":"2","extra":{}}]"#,
            ),
        );
    }
    evidence.answers.insert(Call::Article, answer(200, "text/html; charset=utf-8", ARTICLE));
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
    judge_ready(evidence, &Round::all(), &mut verdicts);
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
    let reach = |range| Reach {
        addresses: Ok(vec![("127.0.0.1".parse().unwrap(), range)]),
        handshake: Some(Ok(Some(NOW * 2))),
    };
    assert_eq!(
        remains(|e| drop(e.reach.insert(Address::Tests, reach(Range::Loopback)))),
        ["ADDR-2.loopback"]
    );
    let sandbox = |range| {
        remains(|e| {
            e.subject.environment = Some(Environment::Sandbox);
            e.reach.insert(Address::Tests, reach(range));
        })
    };
    assert_eq!(sandbox(Range::Loopback), [] as [&str; 0]);
    assert_eq!(sandbox(Range::Private), ["ADDR-2.private"]);
}

#[test]
fn plain_http_on_loopback_in_the_sandbox_leaves_most_address_checks_without_a_say() {
    let left = remains(|e| {
        e.subject.environment = Some(Environment::Sandbox);
        for address in Address::ALL {
            e.subject.draft.urls.set(address, format!("http://127.0.0.1:8080/{}", address.key()));
        }
        e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
    });
    assert_eq!(left, ["not_applicable"; 7], "all of ADDR but ADDR-7, with nothing but loopback");
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
        assert_eq!(left, [expect, "ADDR-5 unknown after ADDR-4"]);
    }
}

fn letting_in(tokens: &[TokenSent], list: bool, status: u16, body: &str) -> Vec<String> {
    remains(|e| {
        for token in tokens {
            let call = if list { Call::Tests(*token) } else { Call::Validate(*token) };
            e.answers.insert(call, answer(status, "application/json", body));
        }
    })
}

#[test]
fn a_token_that_is_let_in_wrongly_is_named_by_what_it_was() {
    use TokenSent::{Changed, Empty, Missing, OtherScheme};
    assert_eq!(letting_in(&[Changed], false, 200, ""), ["TOKEN-2.let_in"]);
    assert_eq!(letting_in(&[Missing], false, 200, ""), ["TOKEN-3.let_in"]);
    assert_eq!(letting_in(&[Empty], false, 200, ""), ["TOKEN-4.let_in"]);
    assert_eq!(letting_in(&[OtherScheme], false, 200, ""), ["TOKEN-5.let_in"]);
    assert_eq!(letting_in(&[Changed], true, 200, "[]"), ["TOKEN-6.changed_let_in"]);
    assert_eq!(letting_in(&[Missing], true, 200, "[]"), ["TOKEN-6.missing_let_in"]);
    assert_eq!(letting_in(&[Empty], true, 200, "[]"), ["TOKEN-6.empty_let_in"]);
    assert_eq!(letting_in(&[OtherScheme], true, 200, "[]"), ["TOKEN-6.other_scheme_let_in"]);
    assert_eq!(letting_in(&[Changed], false, 404, ""), ["TOKEN-2.status"]);
    assert_eq!(letting_in(&[Changed], true, 404, ""), ["TOKEN-6.wrong_status"]);
    let no = r#"{"error":"unknown token"}"#;
    assert_eq!(letting_in(&[Changed], false, 200, no), ["TOKEN-2.error_body"]);
}

#[test]
fn a_service_that_says_yes_to_everything_is_named_as_that() {
    let yes = ["TOKEN-2.says_yes", "TOKEN-3.says_yes", "TOKEN-4.says_yes", "TOKEN-5.let_in"];
    assert_eq!(letting_in(&WRONG, false, 204, ""), yes);
    assert_eq!(letting_in(&WRONG, true, 200, "[]"), ["TOKEN-6.says_yes"]);
}

#[test]
fn what_an_empty_token_or_another_scheme_gets_from_the_list_is_advice() {
    let mut evidence = faultless();
    evidence.answers.insert(Call::Tests(TokenSent::OtherScheme), answer(200, "application/json", "[]"));
    let sum = count(&judge(&evidence));
    assert!(sum.is_ready());
    assert_eq!(sum.advice, 1);
}

#[test]
fn a_space_behind_the_token_is_shown_and_never_judged() {
    for status in [200, 401, 500] {
        let mut evidence = faultless();
        evidence.answers.insert(Call::Validate(TokenSent::Padded), answer(status, "", ""));
        let verdicts = judge(&evidence);
        let verdict = verdicts.iter().find(|verdict| verdict.id == "TOKEN-1").unwrap();
        assert_eq!((verdict.state, verdict.seen.len(), verdict.seen[1].good), (State::Pass, 2, None));
    }
}

#[test]
fn ranges_names_and_several_answers_are_told_apart() {
    let at = |ips: &[(&str, Range)]| {
        let addresses: Vec<_> = ips.iter().map(|(ip, range)| (ip.parse().unwrap(), *range)).collect();
        remains(|e| e.reach.get_mut(&Address::Tests).unwrap().addresses = Ok(addresses))
    };
    for (ip, range, expect) in [
        ("10.0.0.7", Range::Private, "ADDR-2.private"),
        ("127.0.0.1", Range::Loopback, "ADDR-2.loopback"),
        ("169.254.169.254", Range::LinkLocal, "ADDR-2.link_local"),
        ("100.64.0.1", Range::Shared, "ADDR-2.shared"),
        ("192.0.2.1", Range::Documentation, "ADDR-2.documentation"),
        ("224.0.0.1", Range::Multicast, "ADDR-2.multicast"),
        ("0.0.0.0", Range::Reserved, "ADDR-2.reserved"),
    ] {
        assert_eq!(at(&[(ip, range)]), [expect]);
        assert_eq!(at(&[("93.184.216.34", Range::Public), (ip, range)]), ["ADDR-2.mixed"]);
    }
    let named = |host: &str| {
        let url = format!("https://{host}/tests");
        remains(move |e| {
            e.subject.draft.urls.tests = url;
            e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
        })
    };
    assert_eq!(named("intranet"), ["ADDR-2.single_label"]);
    assert_eq!(named("api.harbour.local"), ["ADDR-2.local_name"]);
    assert_eq!(named("api.home.arpa"), ["ADDR-2.local_name"]);
    assert_eq!(named("api.notlocal"), [] as [&str; 0]);
}

#[test]
fn behind_a_proxy_where_a_name_leads_is_not_known_and_the_rest_is() {
    let left = remains(|e| {
        for address in Address::ALL {
            e.reach.get_mut(&address).unwrap().addresses = Err(Trouble::Proxied);
        }
    });
    assert_eq!(left, ["ADDR-2 unknown Proxied"]);
}

#[test]
fn a_certificate_is_to_last_fourteen_days() {
    let days = |days: i64| {
        remains(move |e| {
            e.reach.get_mut(&Address::Tests).unwrap().handshake = Some(Ok(Some(NOW + days * 86_400 + 60)));
        })
    };
    assert_eq!(days(14), [] as [&str; 0]);
    assert_eq!(days(13), ["ADDR-5.soon"]);
}

#[test]
fn redirects_to_elsewhere_are_one_fault_that_other_checks_wait_for() {
    let redirected = |to: &str, is_http| {
        let redirect = Some(Redirect { to: to.into(), is_http });
        remains(move |e| {
            let answer = Answer { redirect, ..answer(302, "", "").unwrap() };
            e.answers.insert(Call::Validate(TokenSent::Good), Ok(answer));
        })
    };
    let other = ["ADDR-6.other_origin", "TOKEN-1 unknown after ADDR-6"];
    assert_eq!(redirected("https://login.harbour.partner", false), other);
    assert_eq!(redirected("http://api.harbour.partner", true)[0], "ADDR-6.to_http");
    let left = remains(|e| drop(e.answers.insert(Call::Tests(TokenSent::Good), Err(Trouble::Redirects))));
    assert_eq!(left[0], "ADDR-6.loop");
}

#[test]
fn addresses_are_to_differ_and_to_answer_in_five_seconds() {
    let left = remains(|e| {
        e.subject.draft.urls.send_candidate = "https://api.harbour.partner/tests/".into();
        e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
    });
    assert_eq!(left, ["ADDR-7.same"]);
    let slow = remains(|e| {
        e.answers.insert(
            Call::Article,
            Ok(Answer { took_ms: 5_001, ..answer(200, "text/html", ARTICLE).unwrap() }),
        );
    });
    assert_eq!(slow, ["ADDR-8.slow"]);
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
        let found_at = Some("https://harbour.partner/".to_owned());
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
    let round = Round::of(&["TOKEN-5"], standing(&["TOKEN-5"]));
    assert_eq!(round.len(), 1);
    assert_eq!(round.calls(), BTreeSet::from([Call::Validate(TokenSent::OtherScheme)]));
    let round = Round::of(&["TESTS-1"], standing(&["TESTS-1"]));
    assert_eq!(round.calls(), BTreeSet::from([Call::Tests(TokenSent::Good)]));
    assert!(["TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4"].iter().all(|id| round.holds(id)));
    // What it depends on is judged again when it does not hold, and left alone when it does.
    assert!(!Round::of(&["HELP-2"], standing(&[])).holds("HELP-1"));
    assert!(Round::of(&["HELP-2"], standing(&["HELP-1"])).holds("HELP-1"));
    // A check that waited for another is judged with it.
    let mut earlier = standing(&["ADDR-2"]);
    earlier.insert("TOKEN-1", Earlier { state: State::Unknown, waits_for: Some("ADDR-2") });
    assert!(Round::of(&["ADDR-2"], earlier).holds("TOKEN-1"));
}

#[test]
fn a_check_outside_the_round_counts_as_it_stood() {
    let evidence = faultless();
    let mut verdicts = Vec::new();
    judge_ready(&evidence, &Round::of(&["TESTS-2"], standing(&[])), &mut verdicts);
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
fn refused_and_timed_out_are_faults_while_offline_cancelled_and_429_are_not_known() {
    let validate = |result: Result<Answer, Trouble>| {
        remains(|e| drop(e.answers.insert(Call::Validate(TokenSent::Good), result)))
    };
    assert_eq!(
        validate(Err(Trouble::Refused)),
        ["ADDR-6 unknown after ADDR-4", "ADDR-8 unknown after ADDR-4", "no_answer.refused"]
    );
    assert_eq!(
        validate(Err(Trouble::TimedOut(10))),
        ["ADDR-6 unknown after TOKEN-1", "ADDR-8.timed_out", "no_answer.timed_out"]
    );
    assert_eq!(validate(answer(500, "", "")), ["TOKEN-1.server_error"]);
    for (trouble, cause) in [(Trouble::Offline, "Offline"), (Trouble::Cancelled, "Cancelled")] {
        let all = ["ADDR-6", "ADDR-8", "TOKEN-1"].map(|id| format!("{id} unknown {cause}"));
        assert_eq!(validate(Err(trouble)), all);
    }
    assert_eq!(validate(answer(429, "", "")), ["TOKEN-1 unknown TooManyRequests"]);
    assert_eq!(validate(Err(Trouble::NoToken)), ["TOKEN-1 unknown NoToken"]);
    assert_eq!(
        validate(Err(Trouble::Tls(TlsFault::Expired))),
        ["ADDR-6", "ADDR-8", "TOKEN-1"].map(|id| format!("{id} unknown after ADDR-4"))
    );
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
    assert_eq!(list(r#"[{'id':1}]"#), after("TESTS-1.not_json"));
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
    assert_eq!(list("\u{feff}[{\"id\":1,\"name\":\"a\"}]"), [] as [&str; 0]);
}

#[test]
fn the_article_must_open_without_logging_in() {
    let article = |status, kind: &'static str| {
        remains(move |e| drop(e.answers.insert(Call::Article, answer(status, kind, ""))))
    };
    for (status, kind, expect) in [
        (404, "text/html", "HELP-1.missing"),
        (403, "text/html", "HELP-1.log_in"),
        (200, "application/pdf", "HELP-1.not_html"),
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
    judge_ready(&evidence, &Round::all(), &mut verdicts);
    assert!(verdicts.iter().any(|verdict| verdict.id == "REC-6"));
    assert!(verdicts.iter().all(|verdict| !verdict.id.starts_with("TOKEN")));
    evidence.answers = answers;
    judge_ready(&evidence, &Round::all(), &mut verdicts);
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
            let marks = |subject| check.input_marks(subject);
            prop_assert_eq!(marks(&before) != marks(&after), reads, "{} {:?}", check.id, field);
            prop_assert_eq!(check.inputs_hash(1, &before) != check.inputs_hash(1, &after), reads, "{} {:?}", check.id, field);
        }
    }
}
