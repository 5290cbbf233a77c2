//! Caches, lock-outs, robot walls, and what is in the way on our side: what each makes of the verdicts.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faultless;

use checks::*;
use faultless::{ARTICLE, NOW, WRONG, answer, remains};
use partner::UrlField;

#[expect(clippy::unnecessary_wraps, reason = "evidence holds results")]
fn with(answer: Result<Answer, ProbeError>, headers: &[(&str, &str)]) -> Result<Answer, ProbeError> {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Ok(Answer { headers, ..answer.unwrap() })
}

const LIST: &str = r#"[{"id":1,"name":"Knots"}]"#;

fn list() -> Result<Answer, ProbeError> {
    answer(200, "application/json", LIST)
}

fn no() -> Result<Answer, ProbeError> {
    answer(401, "application/json", "")
}

#[test]
fn a_cache_in_front_is_named_where_it_shows() {
    let wrong = [TokenSent::VARIANTS.as_slice(), &[TokenSent::Later]].concat();
    for headers in [
        [("age", "12")],
        [("x-cache", "Hit from cloudfront")],
        [("cf-cache-status", "HIT")],
        [("cache-status", "Edge; hit; ttl=30")],
        [("x-varnish", "32770 3")],
        [("x-cache-hits", "0, 2")],
        [("x-vercel-cache", "STALE")],
        [("x-cache-status", "HIT")],
        [("x-litespeed-cache", "hit,private")],
    ] {
        let cached = remains(|e| {
            for token in &wrong {
                e.answers.insert(Call::Tests(*token), with(list(), &headers));
            }
        });
        assert_eq!(cached, ["TOKEN-6.cached"], "{headers:?}");
    }
    // One that was asked but had to ask the service itself is no cache's answer.
    for headers in [
        [("age", "0")],
        [("x-cache", "Miss from cloudfront")],
        [("cf-cache-status", "DYNAMIC")],
        [("x-cache-hits", "0")],
    ] {
        let open = remains(|e| {
            for token in &wrong {
                e.answers.insert(Call::Tests(*token), with(list(), &headers));
            }
        });
        assert_eq!(open, ["TOKEN-6.changed_let_in"], "{headers:?}");
    }
    // Rejected first, and seconds later given what the right token got.
    let learned = remains(|e| {
        e.answers.insert(Call::Tests(TokenSent::Good), list());
        e.answers.insert(Call::Tests(TokenSent::Later), list());
    });
    assert_eq!(learned, ["TOKEN-6.cached"]);
    // The answer bears the time of an earlier one; one that came in the same second does so by itself.
    for (came_at_ms, names) in [(2_300, "TOKEN-2.cached"), (280, "TOKEN-2.let_in")] {
        let old = remains(|e| {
            let date = [("date", "Tue, 24 Nov 2026 10:00:00 GMT")];
            e.answers.insert(Call::Validate(TokenSent::Good), with(answer(200, "", ""), &date));
            for token in &wrong {
                let answer = with(answer(200, "", ""), &date).map(|answer| Answer { came_at_ms, ..answer });
                e.answers.insert(Call::Validate(*token), answer);
            }
        });
        assert_eq!(old, [names], "after {came_at_ms} ms");
    }
}

#[test]
fn a_wrong_token_that_is_accepted_in_one_part_alone_is_a_part_that_is_not_checked() {
    for part in TokenSent::VARIANTS {
        let left = remains(|e| drop(e.answers.insert(Call::Validate(part), answer(204, "", ""))));
        assert_eq!(left, ["TOKEN-2.part"], "{part:?}");
    }
    // A token of one part has no further ones.
    let short = remains(|e| {
        for part in &TokenSent::VARIANTS[1..] {
            e.answers.insert(Call::Validate(*part), Err(ProbeError::NotSent(NotSent::NoSuchPart)));
            e.answers.insert(Call::Tests(*part), Err(ProbeError::NotSent(NotSent::NoSuchPart)));
        }
    });
    assert_eq!(short, [] as [&str; 0]);
}

#[test]
fn a_lock_out_after_wrong_tokens_is_no_fault_and_one_before_any_is_not_known() {
    for locked in [answer(429, "", ""), answer(423, "", ""), Err(ProbeError::NotSent(NotSent::LockedOut))] {
        let left = remains(|e| {
            for token in WRONG.into_iter().filter(|token| *token != TokenSent::Changed) {
                e.answers.insert(Call::Validate(token), locked.clone());
                e.answers.insert(Call::Tests(token), locked.clone());
            }
        });
        assert_eq!(left, [] as [&str; 0], "{locked:?}");
        // Nothing was seen of a wrong token: that is no acceptance, and no rejection.
        let left = remains(|e| drop(e.answers.insert(Call::Validate(TokenSent::Changed), locked.clone())));
        assert!(left.len() == 1 && left[0].starts_with("TOKEN-2 unknown"), "{left:?}");
    }
    for body in ["Too many attempts", r#"{"error":"Account temporarily locked"}"#] {
        let left =
            remains(|e| drop(e.answers.insert(Call::Validate(TokenSent::Good), answer(403, "", body))));
        assert!(left.contains(&"TOKEN-1 unknown LockedOut".to_owned()), "{left:?}");
    }
}

#[test]
fn a_body_that_cannot_be_read_changes_nothing_where_the_status_decides() {
    for fault in [ProbeError::NotUnpacked, ProbeError::Broken, ProbeError::TimedOut(10)] {
        let broken =
            |status| Ok(Answer { body_fault: Some(fault.clone()), ..answer(status, "", "").unwrap() });
        let left = remains(|e| {
            for token in WRONG {
                e.answers.insert(Call::Validate(token), broken(401));
                e.answers.insert(Call::Tests(token), broken(403));
            }
            e.answers.insert(Call::Tests(TokenSent::Padded), broken(200));
            e.answers.insert(Call::Validate(TokenSent::Padded), broken(200));
        });
        assert_eq!(left, [] as [&str; 0], "{fault:?}");
        let left = remains(|e| drop(e.answers.insert(Call::Tests(TokenSent::Good), broken(200))));
        assert!(left.iter().any(|one| one.starts_with("no_answer.")), "{left:?}");
        assert!(left.iter().any(|one| one == "TESTS-2 unknown after TESTS-1"), "{left:?}");
    }
}

#[test]
fn a_robot_wall_is_told_apart_and_neither_a_log_in_nor_a_rejection() {
    let page = |status, body: &str| answer(status, "text/html", body);
    let challenge =
        "<title>Just a moment...</title><script src=\"/cdn-cgi/challenge-platform/x.js\"></script>";
    for (name, wall) in [
        ("cf-mitigated", with(page(403, challenge), &[("cf-mitigated", "challenge")])),
        ("the old one", page(503, challenge)),
        ("vercel", with(page(429, ""), &[("x-vercel-mitigated", "challenge")])),
        ("waf", with(page(202, ""), &[("x-amzn-waf-action", "challenge")])),
        ("datadome", with(page(403, "<p>Blocked</p>"), &[("x-datadome", "protected")])),
        ("imperva", page(200, "<iframe src=\"/_Incapsula_Resource?x\">Are you a robot?</iframe>")),
        ("akamai", with(page(403, "<h1>Access Denied</h1>Reference #18"), &[("server", "AkamaiGHost")])),
        ("anubis", page(200, "<h1>Making sure you&#39;re not a bot!</h1>Making sure you're not a bot!")),
    ] {
        let left = remains(|e| drop(e.answers.insert(Call::Article, wall.clone())));
        assert_eq!(left, ["HELP-1 unknown RobotWall", "HELP-2 unknown after HELP-1"], "{name}");
        let left = remains(|e| drop(e.answers.insert(Call::Validate(TokenSent::Changed), wall)));
        assert!(left.contains(&"TOKEN-2 unknown RobotWall".to_owned()), "{name}: {left:?}");
    }
    // Scripts and headers of the same makers on a page that is shown, or on the service's own rejection.
    let marked = format!("{ARTICLE}<script src=\"/cdn-cgi/challenge-platform/x.js\"></script>");
    let fine = remains(|e| {
        e.answers
            .insert(Call::Article, with(page(200, &marked), &[("server", "cloudflare"), ("x-iinfo", "1")]));
        for token in WRONG {
            e.answers
                .insert(Call::Validate(token), with(no(), &[("server", "cloudflare"), ("x-datadome", "1")]));
        }
    });
    assert_eq!(fine, [] as [&str; 0]);
}

#[test]
fn what_is_in_the_way_on_our_side_fails_no_check() {
    let faults = [
        OurFault::Names,
        OurFault::NoWayOut,
        OurFault::Portal,
        OurFault::Intercepted("Inspection".into()),
        OurFault::Clock(-86_400 * 40),
        OurFault::Stalled,
        OurFault::ProxyDown("proxy:8080".into()),
        OurFault::ProxyLogIn("proxy:8080".into()),
        OurFault::ProxyRefused("proxy:8080".into(), 503),
        OurFault::Unparsed,
    ];
    for fault in faults {
        let left = remains(|e| {
            for url_field in UrlField::ALL {
                let error = ProbeError::Ours(fault.clone());
                let reach = Reach { addresses: Err(error.clone()), handshake: Some(Err(error)) };
                e.reach.insert(url_field, reach);
            }
            let calls: Vec<Call> = e.answers.keys().copied().collect();
            for call in calls {
                e.answers.insert(call, Err(ProbeError::Ours(fault.clone())));
            }
            e.remote = Some(RemoteSeen::Unread(ProbeError::Ours(fault.clone())));
        });
        assert!(left.len() > 15, "{left:?}");
        assert!(left.iter().all(|one| one.contains(" unknown ")), "{fault:?}: {left:?}");
        let named = left.iter().filter(|one| one.contains("Ours(")).count();
        assert!(named >= 9, "{fault:?}: {left:?}");
    }
}

#[test]
fn days_left_are_not_judged_by_a_clock_that_differs_from_the_services() {
    let dated = |date: &'static str| {
        remains(|e| {
            for answer in e.answers.values_mut() {
                answer.as_mut().unwrap().headers.push(("date".into(), date.into()));
            }
            for reach in e.reach.values_mut() {
                reach.handshake = Some(Ok(Certificate::from(NOW + 3 * 86_400)));
            }
        })
    };
    assert_eq!(dated("Tue, 24 Nov 2026 06:00:00 GMT"), ["ADDR-5.soon"]);
    assert_eq!(dated("Tue, 24 Nov 2026 06:00:00 nonsense"), ["ADDR-5.soon"]);
    let left = dated("Sat, 24 Oct 2026 06:00:00 GMT");
    assert_eq!(left, ["ADDR-5 unknown Ours(\"clock_ahead_days\")"]);
}
