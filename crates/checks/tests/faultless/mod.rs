//! A partner with which nothing is wrong, and what remains of it after a change.
#![allow(dead_code, reason = "each test file takes what it needs")]

use checks::*;
use partner::{Draft, Environment, Kind, UrlField};

#[expect(clippy::unnecessary_wraps, reason = "evidence holds results")]
pub(crate) fn answer(status: u16, content_type: &str, body: &str) -> Result<Answer, ProbeError> {
    Ok(Answer {
        status,
        content_type: content_type.into(),
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
        is_cut: false,
        body_fault: None,
        redirect: None,
        found_at: None,
        took_ms: 80,
        came_at_ms: 0,
    })
}

/// 24 November 2026.
pub(crate) const NOW: i64 = 1_795_500_000;
pub(crate) const ARTICLE: &str = "<title>Connect Harbour Tests</title><h1>Connect Harbour Tests to Recruitee</h1><p>Copy \
    your token under Settings, Integrations in Harbour Tests. Paste it in Recruitee under Marketplace, Harbour \
    Tests, and press Enable. Then open a candidate, choose Send test, pick a test and press Send. The result \
    shows on the profile of the candidate on the same day.</p>";

pub(crate) const WRONG: [TokenSent; 9] = [
    TokenSent::Changed,
    TokenSent::Part2,
    TokenSent::Part3,
    TokenSent::Part4,
    TokenSent::Part5,
    TokenSent::Later,
    TokenSent::Missing,
    TokenSent::Empty,
    TokenSent::OtherScheme,
];

/// A partner with which nothing is wrong.
pub(crate) fn faultless() -> Evidence {
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
    for url_field in UrlField::ALL {
        draft.urls.set(url_field, format!("https://api.harbour.partner/{}", url_field.key()));
        let reach = Reach {
            addresses: Ok(vec![("93.184.216.34".parse().unwrap(), AddressRange::Public)]),
            handshake: Some(Ok(Certificate::from(NOW + 80 * 86_400))),
        };
        evidence.reach.insert(url_field, reach);
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

pub(crate) fn judge(evidence: &Evidence) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    judge_ready(evidence, &CheckSelection::all(), &mut verdicts);
    assert_eq!(verdicts.len(), CATALOGUE.len(), "every check gets a verdict");
    verdicts
}

pub(crate) fn count(verdicts: &[Verdict]) -> Outcome {
    outcome(verdicts.iter().map(|verdict| (verdict.id, verdict.level, verdict.state)))
}

/// What does not apply before the promotion, and what the text of the article says, which `tests/topics.rs` judges.
const TOPICS: [&str; 5] = ["HELP-3", "HELP-4", "HELP-5", "HELP-6", "PROM-1"];

/// `id:sentence` of everything that is neither green nor waiting for a person, without what the text of the article
/// says.
pub(crate) fn remains(change: impl FnOnce(&mut Evidence)) -> Vec<String> {
    left(change, |id| !TOPICS.contains(&id))
}

fn left(change: impl FnOnce(&mut Evidence), is_asked: fn(&str) -> bool) -> Vec<String> {
    let mut evidence = faultless();
    change(&mut evidence);
    judge(&evidence)
        .into_iter()
        .filter(|verdict| is_asked(verdict.id))
        .filter(|verdict| !verdict.state.is_green() && verdict.state != State::Waiting)
        .map(|verdict| match verdict.cause {
            Some(Cause::DependsOn(id)) => format!("{} unknown after {id}", verdict.id),
            Some(cause) => format!("{} unknown {cause:?}", verdict.id),
            None => verdict.sentence.key.trim_start_matches("check.").to_owned(),
        })
        .collect()
}
