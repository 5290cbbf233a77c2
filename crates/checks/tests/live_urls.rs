//! The rules of what live addresses answer: reach, certificates, redirects, times and tokens.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::*;
use faultless::{ARTICLE, NOW, WRONG, answer, count, faultless, judge, remains};
use partner::{Environment, Field, UrlField};
use std::collections::BTreeSet;

#[test]
fn addresses_are_judged_one_by_one_and_the_first_fault_is_named_with_its_field() {
    let url = |text: &'static str| {
        remains(move |e| {
            e.subject.draft.urls.tests = text.into();
            e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
        })
    };
    // That all three differ is known only when all three are there.
    assert_eq!(url(""), ["ADDR-1.missing", "ADDR-7 unknown after ADDR-1"]);
    assert_eq!(url("http://api.harbour.partner"), ["ADDR-1.http"]);
    assert_eq!(url("https://a:b@api.harbour.partner"), ["ADDR-1.user_info"]);
    assert_eq!(url("https://x.m.pipedream.net/"), ["ADDR-3.leftover"]);
    assert_eq!(url("https://abc.ngrok-free.app/"), ["ADDR-3.leftover"]);
    assert_eq!(url("https://notngrok.io.partner/"), [] as [&str; 0]);
    assert_eq!(url("https://your-domain.com/tests"), ["ADDR-3.placeholder"]);
    assert_eq!(url("https://api.harbour.partner/{company}/tests"), ["ADDR-3.placeholder"]);
    assert_eq!(url("https://api.harbour.partner/tests:list"), [] as [&str; 0]);
    let mut evidence = faultless();
    evidence.subject.draft.urls.tests.clear();
    let verdict = judge(&evidence).into_iter().find(|verdict| verdict.id == "ADDR-1").unwrap();
    assert_eq!(verdict.target, Target::Field(Field::Url(UrlField::Tests)));
    assert_eq!(verdict.seen.iter().filter(|seen| seen.good == Some(false)).count(), 1);
}

#[test]
fn a_url_that_browsers_repair_silently_fails_by_its_cause_and_shows_the_url_to_use() {
    for (text, variant, meant) in [
        ("https:api.harbour.partner/t", "slashes", "https://api.harbour.partner/t"),
        ("https:///api.harbour.partner/t", "slashes", "https://api.harbour.partner/t"),
        ("https:\\\\api.harbour.partner\\t", "backslashes", "https://api.harbour.partner/t"),
        ("https://api.har\u{ad}bour.partner/t", "invisible", "https://api.harbour.partner/t"),
        ("https://api.harbour.partner/t\u{feff}", "invisible", "https://api.harbour.partner/t"),
        ("https://api%2eharbour.partner/t", "spelling", "https://api.harbour.partner/t"),
        ("https://https://api.harbour.partner/t", "doubled", "https://api.harbour.partner/t"),
        ("https://http:/api.harbour.partner/t", "doubled", "https://api.harbour.partner/t"),
        ("https://api.harbour.partner/t s", "space", ""),
        ("api.harbour.partner/t", "not_an_address", ""),
    ] {
        let mut evidence = faultless();
        evidence.subject.draft.urls.tests = text.into();
        let verdict = judge(&evidence).into_iter().find(|verdict| verdict.id == "ADDR-1").unwrap();
        assert_eq!(verdict.sentence.key, format!("check.ADDR-1.{variant}"), "{text:?}");
        let shown = verdict.sentence.args.iter().find(|(name, _)| *name == "url");
        assert_eq!(shown.map_or("", |(_, url)| url.as_str()), meant, "{text:?}");
    }
    let passes = |text: &str| {
        let mut evidence = faultless();
        evidence.subject.draft.urls.tests = text.into();
        judge(&evidence).into_iter().find(|verdict| verdict.id == "ADDR-1").unwrap().state
    };
    for text in
        ["https://API.harbour.partner", " https://api.harbour.partner:443/t ", "https://bücher.partner/ü"]
    {
        assert_eq!(passes(text), State::Pass, "{text}");
    }
}

#[test]
fn a_repair_makes_a_verdict_out_of_date_and_another_form_of_the_url_does_not() {
    let hash = |text: &str| {
        let mut subject = faultless().subject;
        subject.draft.urls.tests = text.into();
        find("ADDR-1").unwrap().inputs_hash(&subject)
    };
    assert_ne!(hash("https:/api.harbour.partner"), hash("https://api.harbour.partner/"));
    assert_eq!(hash("https://API.harbour.partner:443"), hash("https://api.harbour.partner/"));
}

#[test]
fn api_urls_are_the_same_when_their_parsed_forms_are() {
    let same = |one: &str, other: &str| {
        let mut evidence = faultless();
        evidence.subject.draft.urls.validate_token = one.into();
        evidence.subject.draft.urls.tests = other.into();
        judge(&evidence).into_iter().find(|verdict| verdict.id == "ADDR-7").unwrap().state == State::Fail
    };
    assert!(same("https://a.partner/x", "HTTPS://A.partner:443/x/"));
    assert!(same("https:/a.partner", "https://a.partner/#part"));
    assert!(same("https://bücher.partner/ü", "https://xn--bcher-kva.partner/%C3%BC?"));
    assert!(!same("https://a.partner/x", "https://a.partner/X"));
    assert!(!same("https://a.partner/x", "https://a.partner/x?part=tests"));
    assert!(!same("", ""));
}

#[test]
fn loopback_is_a_fault_on_rc_and_none_in_the_sandbox() {
    let reach = |range| Reach {
        addresses: Ok(vec![("127.0.0.1".parse().unwrap(), range)]),
        handshake: Some(Ok(Certificate::from(NOW * 2))),
    };
    assert_eq!(
        remains(|e| drop(e.reach.insert(UrlField::Tests, reach(AddressRange::Loopback)))),
        ["ADDR-2.loopback"]
    );
    let sandbox = |range| {
        remains(|e| {
            e.subject.environment = Some(Environment::Sandbox);
            e.reach.insert(UrlField::Tests, reach(range));
        })
    };
    assert_eq!(sandbox(AddressRange::Loopback), [] as [&str; 0]);
    assert_eq!(sandbox(AddressRange::Private), ["ADDR-2.private"]);
}

#[test]
fn plain_http_on_loopback_in_the_sandbox_leaves_most_address_checks_without_a_say() {
    let left = remains(|e| {
        e.subject.environment = Some(Environment::Sandbox);
        for url_field in UrlField::ALL {
            e.subject.draft.urls.set(url_field, format!("http://127.0.0.1:8080/{}", url_field.key()));
        }
        e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
    });
    assert_eq!(left, ["not_applicable"; 5], "ADDR-1 to 5, with nothing but loopback");
}

#[test]
fn a_redirect_on_loopback_is_named_where_other_checks_wait_for_it() {
    let left = remains(|e| {
        e.subject.environment = Some(Environment::Sandbox);
        for url_field in UrlField::ALL {
            e.subject.draft.urls.set(url_field, format!("http://127.0.0.1:8080/{}", url_field.key()));
        }
        e.remote = Some(RemoteSeen::Record(Box::new(e.subject.draft.clone())));
        let redirect = Some(Redirect { to: "http://127.0.0.1:9090".into(), is_http: true });
        let answer = Ok(Answer { redirect, ..answer(302, "", "").unwrap() });
        e.answers.insert(Call::Validate(TokenSent::Good), answer);
    });
    assert!(left.contains(&"TOKEN-1 unknown after ADDR-6".to_owned()), "{left:?}");
    assert!(left.contains(&"ADDR-6.other_origin".to_owned()), "{left:?}");
}

#[test]
fn each_fault_of_tls_has_its_own_sentence_in_the_catalogue() {
    let sentences: BTreeSet<String> = TlsError::ALL
        .iter()
        .map(|fault| {
            let mut evidence = faultless();
            let reach = evidence.reach.get_mut(&UrlField::SendCandidate).unwrap();
            reach.handshake = Some(Err(ProbeError::Tls(*fault)));
            let verdicts = judge(&evidence);
            let key = verdicts.into_iter().find(|verdict| verdict.id == "ADDR-4").unwrap().sentence.key;
            assert_ne!(text::plain(&key), key, "text/en.json lacks the sentence for {fault:?}");
            key
        })
        .collect();
    assert_eq!(sentences.len(), TlsError::ALL.len(), "{sentences:?}");
}

#[test]
fn each_fault_of_a_certificate_has_its_own_sentence() {
    for (fault, expect) in [
        (TlsError::Expired, "ADDR-4.expired"),
        (TlsError::WrongName, "ADDR-4.wrong_name"),
        (TlsError::UnknownIssuer, "ADDR-4.unknown_issuer"),
        (TlsError::IncompleteChain, "ADDR-4.incomplete_chain"),
    ] {
        let left = remains(|e| {
            let reach = e.reach.get_mut(&UrlField::SendCandidate).unwrap();
            reach.handshake = Some(Err(ProbeError::Tls(fault)));
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
    let wrong = [TokenSent::VARIANTS.as_slice(), &[TokenSent::Later]].concat();
    assert_eq!(letting_in(&wrong, false, 200, ""), ["TOKEN-2.let_in"]);
    assert_eq!(letting_in(&[Changed], false, 200, ""), ["TOKEN-2.part"]);
    assert_eq!(letting_in(&[Missing], false, 200, ""), ["TOKEN-3.let_in"]);
    assert_eq!(letting_in(&[Empty], false, 200, ""), ["TOKEN-4.let_in"]);
    assert_eq!(letting_in(&[OtherScheme], false, 200, ""), ["TOKEN-5.let_in"]);
    assert_eq!(letting_in(&wrong, true, 200, "[]"), ["TOKEN-6.changed_let_in"]);
    assert_eq!(letting_in(&[Changed], true, 200, "[]"), ["TOKEN-6.part"]);
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
    let at = |ips: &[(&str, AddressRange)]| {
        let addresses: Vec<_> = ips.iter().map(|(ip, range)| (ip.parse().unwrap(), *range)).collect();
        remains(|e| e.reach.get_mut(&UrlField::Tests).unwrap().addresses = Ok(addresses))
    };
    for (ip, range, expect) in [
        ("10.0.0.7", AddressRange::Private, "ADDR-2.private"),
        ("127.0.0.1", AddressRange::Loopback, "ADDR-2.loopback"),
        ("169.254.169.254", AddressRange::LinkLocal, "ADDR-2.link_local"),
        ("100.64.0.1", AddressRange::Shared, "ADDR-2.shared"),
        ("192.0.2.1", AddressRange::Documentation, "ADDR-2.documentation"),
        ("224.0.0.1", AddressRange::Multicast, "ADDR-2.multicast"),
        ("0.0.0.0", AddressRange::Reserved, "ADDR-2.reserved"),
    ] {
        assert_eq!(at(&[(ip, range)]), [expect]);
        assert_eq!(at(&[("93.184.216.34", AddressRange::Public), (ip, range)]), ["ADDR-2.mixed"]);
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
        for url_field in UrlField::ALL {
            e.reach.get_mut(&url_field).unwrap().addresses = Err(ProbeError::Proxied);
        }
    });
    assert_eq!(left, ["ADDR-2 unknown Proxied"]);
}

#[test]
fn a_certificate_is_to_last_fourteen_days() {
    let days = |days: i64| {
        remains(move |e| {
            e.reach.get_mut(&UrlField::Tests).unwrap().handshake =
                Some(Ok(Certificate::from(NOW + days * 86_400 + 60)));
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
    let left = remains(|e| drop(e.answers.insert(Call::Tests(TokenSent::Good), Err(ProbeError::Redirects))));
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
fn refused_and_timed_out_are_faults_while_offline_cancelled_and_429_are_not_known() {
    let validate = |result: Result<Answer, ProbeError>| {
        remains(|e| drop(e.answers.insert(Call::Validate(TokenSent::Good), result)))
    };
    assert_eq!(
        validate(Err(ProbeError::Refused)),
        ["ADDR-6 unknown after ADDR-4", "ADDR-8 unknown after ADDR-4", "no_answer.refused"]
    );
    assert_eq!(
        validate(Err(ProbeError::TimedOut(10))),
        ["ADDR-6 unknown after TOKEN-1", "ADDR-8.timed_out", "no_answer.timed_out"]
    );
    assert_eq!(validate(answer(500, "", "")), ["TOKEN-1.server_error"]);
    for (error, cause) in
        [(ProbeError::Offline, "Offline"), (ProbeError::NotSent(NotSent::Cancelled), "Cancelled")]
    {
        let all = ["ADDR-6", "ADDR-8", "TOKEN-1"].map(|id| format!("{id} unknown {cause}"));
        assert_eq!(validate(Err(error)), all);
    }
    assert_eq!(validate(answer(429, "", "")), ["TOKEN-1 unknown TooManyRequests"]);
    assert_eq!(validate(Err(ProbeError::NotSent(NotSent::NoToken))), ["TOKEN-1 unknown NoToken"]);
    assert_eq!(
        validate(Err(ProbeError::Tls(TlsError::Expired))),
        ["ADDR-6", "ADDR-8", "TOKEN-1"].map(|id| format!("{id} unknown after ADDR-4"))
    );
}
