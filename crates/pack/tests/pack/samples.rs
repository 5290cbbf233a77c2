//! Packs to look at.

use pack::{
    Caveat, Confirmation, Confirmed, Files, Format, Grounds, Header, Level, NotJudged, Pack, Phases,
    Rehearsal, Request, Seen, State, Step, StepState, Time, Verdict, record_hash,
};
use partner::Environment;
use serde_json::{Value, json};

pub(crate) const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#0b6e99" d="M8 48h48L32 8z"/></svg>"##;

pub(crate) fn time(text: &str) -> Time {
    text.parse().unwrap()
}

pub(crate) fn record() -> Value {
    json!({
        "format": partner::FORMAT,
        "codename": "harbour",
        "company_id": "48213",
        "kind": "assessment",
        "name": "Harbour Tests",
        "description": "Short tests of skills, marked the same day.",
        "logo": LOGO,
        "urls": {
            "validate_token": "https://api.harbour.example/recruitee/token",
            "tests": "https://api.harbour.example/recruitee/tests",
            "send_candidate": "https://api.harbour.example/recruitee/candidates",
            "help_article": "https://help.harbour.example/recruitee",
            "website": "https://harbour.example",
        },
        "inputs": [
            { "kind": "first_name", "required": true },
            { "kind": "last_name", "required": true },
            { "kind": "email", "required": true },
            { "kind": "phone", "required": false },
        ],
        "extra": { "tier": 3 },
    })
}

pub(crate) fn verdict(id: &str, state: State, level: Level) -> Verdict {
    Verdict {
        id: id.into(),
        title: "Wrong tokens are rejected".into(),
        group: "Customer token".into(),
        state,
        level,
        sentence: "Your service answered 401 to a wrong token.".into(),
        why: "Otherwise anyone could send candidates to your service.".into(),
        quote: None,
        seen: Vec::new(),
        rule_version: 2,
        is_new_rule: false,
        checked_at: Some(time("2026-03-03T14:05:00Z")),
        confirmed: None,
    }
}

fn verdicts() -> Vec<Verdict> {
    let name = Verdict {
        title: "The name is filled in".into(),
        group: "Record".into(),
        sentence: "The name is filled in.".into(),
        why: "Recruiters choose partners by name.".into(),
        rule_version: 1,
        ..verdict("REC-1", State::Pass, Level::Must)
    };
    let token = Verdict {
        seen: vec![
            Seen {
                what: "A wrong token".into(),
                should: "401 or 403".into(),
                was: "401".into(),
                good: Some(true),
            },
            Seen {
                what: "An empty token".into(),
                should: "401 or 403".into(),
                was: "200".into(),
                good: Some(false),
            },
            Seen {
                what: "A token with a space".into(),
                should: "Either".into(),
                was: "401".into(),
                good: None,
            },
        ],
        ..verdict("TOKEN-2", State::Pass, Level::Must)
    };
    let article = Verdict {
        title: "The help article says where to get a token".into(),
        group: "Help article".into(),
        sentence: "The article says where customers get their token.".into(),
        why: "Customers set up the integration themselves.".into(),
        quote: Some("Open Settings, then API.\nCopy the token.".into()),
        is_new_rule: true,
        ..verdict("HELP-2", State::Fail, Level::Should)
    };
    let form = Verdict {
        title: "The registration form was sent".into(),
        group: "For you to confirm".into(),
        sentence: "You confirmed this.".into(),
        why: "Recruitee knows a partner from this form.".into(),
        confirmed: Some(Confirmed { by: "Mara Lind".into(), at: Some(time("2026-03-02T09:00:00Z")) }),
        ..verdict("FORM-1", State::Confirmed, Level::Manual)
    };
    vec![name, token, article, form]
}

fn header(name: &str, value: &str) -> Header {
    Header { name: name.into(), value: value.into() }
}

pub(crate) fn answered() -> Request {
    Request {
        purpose: "Test list: right token".into(),
        method: "GET".into(),
        url: "https://api.harbour.example/recruitee/tests?tenant=***&empty".into(),
        request_headers: vec![header("Authorization", "Bearer ••••m4Qx")],
        request_body: String::new(),
        status: Some(200),
        response_headers: vec![header("Content-Type", "application/json")],
        response_body: r#"[{"id":"t1","name":"Typing"}]"#.into(),
        error: None,
        started_at: Some(time("2026-03-03T14:05:01.25Z")),
        duration_ms: 120,
        phases: Phases { name_us: 4000, connect_us: 16_500, tls_us: 30_250, first_byte_us: 60_000 },
    }
}

pub(crate) fn lost() -> Request {
    Request {
        purpose: "Candidate URL with a wrong token".into(),
        method: "POST".into(),
        url: "https://api.harbour.example/recruitee/candidates".into(),
        request_headers: vec![header("Content-Type", "application/json")],
        request_body: r#"{"last_name":"O'Hara"}"#.into(),
        status: None,
        response_headers: Vec::new(),
        response_body: String::new(),
        error: Some("The connection was closed before an answer came.".into()),
        started_at: None,
        duration_ms: 30,
        phases: Phases::default(),
    }
}

/// A partner that is ready on RC, with one recommendation.
pub(crate) fn ready() -> Pack {
    let record = record();
    Pack {
        format: Format::V1,
        app_version: env!("CARGO_PKG_VERSION").into(),
        rules: "7".into(),
        made_at: time("2026-03-03T15:00:00Z"),
        environment: Environment::Rc,
        company_id: Some("48213".into()),
        record_hash: record_hash(&record),
        record,
        logo: LOGO.into(),
        checked_at: Some(time("2026-03-03T14:05:00Z")),
        is_ready: true,
        headline: "Ready, with recommendations".into(),
        caveats: Vec::new(),
        verdicts: verdicts(),
        not_judged: Vec::new(),
        confirmations: vec![Confirmation {
            id: "FORM-1".into(),
            sentence: "The registration form was sent.".into(),
            by: "Mara Lind".into(),
            at: Some(time("2026-03-02T09:00:00Z")),
        }],
        rehearsal: Some(Rehearsal {
            steps: vec![Step {
                title: "Send the candidate".into(),
                state: StepState::Passed,
                at: Some(time("2026-03-03T14:20:00Z")),
                sentence: "Your service answered 201.".into(),
            }],
            report: Some("Completed, with a score of 82.".into()),
        }),
        requests: vec![answered(), lost()],
    }
}

/// The same in the Sandbox.
pub(crate) fn practice() -> Pack {
    with_caveats(Pack { environment: Environment::Sandbox, ..ready() })
}

/// A partner for whom each caveat holds that a run can have.
pub(crate) fn open() -> Pack {
    let mut pack = ready();
    pack.is_ready = false;
    pack.headline = "Not ready: 1 check failed".into();
    pack.verdicts.extend([
        verdict("TOKEN-3", State::Fail, Level::Must),
        verdict("TOKEN-4", State::Unknown, Level::Must),
        verdict("TOKEN-5", State::Stale, Level::Must),
        verdict("FORM-2", State::Waiting, Level::Manual),
        verdict("FORM-3", State::NotApplicable, Level::Manual),
    ]);
    pack.not_judged = vec![NotJudged { id: "SEND-1".into(), title: "A candidate is accepted".into() }];
    with_caveats(pack)
}

/// Nothing was run yet.
pub(crate) fn untouched() -> Pack {
    with_caveats(Pack {
        checked_at: None,
        is_ready: false,
        company_id: None,
        headline: "Not checked yet".into(),
        verdicts: Vec::new(),
        confirmations: Vec::new(),
        rehearsal: None,
        requests: Vec::new(),
        logo: String::new(),
        ..ready()
    })
}

pub(crate) fn with_caveats(mut pack: Pack) -> Pack {
    pack.caveats = Caveat::all_of(Grounds {
        environment: pack.environment,
        checked_at: pack.checked_at,
        verdicts: &pack.verdicts,
        not_judged: &pack.not_judged,
    });
    pack
}

pub(crate) fn all() -> [Pack; 5] {
    [ready(), practice(), open(), untouched(), hostile()]
}

/// What a service, or a file of somebody else, may bring along.
pub(crate) const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>]]>--></style>\
    <svg onload=alert(3)>\0\u{1}\u{1b}[31m\u{7f}\u{85}\u{202e}gnp.exe\u{2066}\u{2028}&#x6a;{count}\u{feff}";

/// Each text of it is hostile.
pub(crate) fn hostile() -> Pack {
    let hostile = || HOSTILE.to_owned();
    let mut pack = open();
    let record = json!({
        "format": partner::FORMAT, "codename": HOSTILE, "name": HOSTILE, "kind": HOSTILE, "description": HOSTILE,
        "urls": { "tests": "javascript:alert(1)", HOSTILE: HOSTILE }, "inputs": [{ "kind": HOSTILE }, 7],
        HOSTILE: { HOSTILE: [HOSTILE] }, "extra": { HOSTILE: HOSTILE },
    });
    pack.record_hash = record_hash(&record);
    pack.record = record;
    [pack.rules, pack.headline, pack.logo] = [hostile(), hostile(), hostile()];
    pack.company_id = Some(hostile());
    for verdict in &mut pack.verdicts {
        let texts = [
            &mut verdict.id,
            &mut verdict.title,
            &mut verdict.group,
            &mut verdict.sentence,
            &mut verdict.why,
        ];
        for text in texts {
            *text = hostile();
        }
        verdict.quote = Some(hostile());
        verdict.seen = vec![Seen { what: hostile(), should: hostile(), was: hostile(), good: Some(false) }];
        verdict.confirmed = Some(Confirmed { by: hostile(), at: None });
    }
    pack.not_judged = vec![NotJudged { id: hostile(), title: hostile() }];
    pack.confirmations = vec![Confirmation { id: hostile(), sentence: hostile(), by: hostile(), at: None }];
    pack.rehearsal = Some(Rehearsal {
        steps: vec![Step { title: hostile(), state: StepState::Failed, at: None, sentence: hostile() }],
        report: Some(hostile()),
    });
    pack.requests = vec![Request {
        purpose: hostile(),
        method: hostile(),
        url: hostile(),
        request_headers: vec![header(HOSTILE, HOSTILE)],
        request_body: hostile(),
        response_headers: vec![header("location", HOSTILE), header("content-type", HOSTILE)],
        response_body: hostile(),
        error: Some(hostile()),
        ..answered()
    }];
    with_caveats(pack)
}

/// A file of a pack as text.
pub(crate) fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("{name} is missing")).clone()).unwrap()
}

/// A member that has to be there.
pub(crate) fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not there"))
}
