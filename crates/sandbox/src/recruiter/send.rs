//! Sending one candidate from an open dialog.

use crate::recruiter::dialog::Dialog;
use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::sent::SentCandidate;
use crate::recruiter::step::{Calls, PartnerCall, Step, not_done};
use crate::refusal::on_disk;
use crate::reports::new_report;
use checks::TokenAnswer;
use partner::{Sending, UrlField};
use serde::Deserialize;
use serde_json::Map;
use text::render;
use uuid::Uuid;

/// The candidate. What is left out is that of the sample, whose mail reaches nobody.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Candidate {
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
}

/// What the person chose in the dialog.
pub(crate) struct Choice {
    pub(crate) candidate: Candidate,
    /// The first of the list where none is named.
    pub(crate) test_id: Option<String>,
}

/// Sends one candidate for a test of the dialog.
pub(crate) async fn send(calls: &Calls, dialog: &Dialog, choice: Choice) -> Result<SentCandidate, Obstacle> {
    let Choice { candidate: typed, test_id } = choice;
    let held = &dialog.held;
    let test = match test_id.as_deref() {
        Some(id) => dialog.tests.iter().find(|test| test.id == id),
        None => dialog.tests.first(),
    };
    let Some(test) = test else {
        let known = dialog.tests.iter().map(|test| test.id.clone()).collect();
        return Err(Obstacle::UnknownTest(test_id.unwrap_or_default(), known));
    };
    let candidate_id = Sending::candidate_number(Uuid::new_v4().as_u128());
    let report = new_report(&held.codename, &candidate_id.to_string(), Map::new());
    let sample = Sending::sample(&report.id);
    let candidate = Sending {
        first_name: typed.first_name.unwrap_or(sample.first_name),
        last_name: typed.last_name.unwrap_or(sample.last_name),
        email: typed.email.unwrap_or(sample.email),
        phone: typed.phone.unwrap_or(sample.phone),
        candidate_id,
        company_id: held.company_id.parse().unwrap_or(1),
        report_id: report.id.clone(),
        test_id: test.id.clone(),
        test_name: test.name.clone(),
    };
    on_disk(calls.reports.file.clone(), move |file| file.set_report(&report)).await?;
    let body = serde_json::to_string(&candidate.body(&held.record.inputs)).unwrap_or_default();
    let url = held.url(UrlField::SendCandidate)?;
    let call = PartnerCall { url, body: Some(&body), purpose: "purpose.send_candidate" };
    let (answer, exchanges) = calls.call(held, call).await;
    let was_accepted =
        answer.as_ref().is_ok_and(|answer| TokenAnswer::of(answer.status) == TokenAnswer::Accepted);
    let sentence = match &answer {
        Ok(answer) if was_accepted => {
            render("recruiter.send.accepted", &[("status", &answer.status.to_string())])
        }
        answer => not_done("recruiter.send", held, answer),
    };
    let step = Step { id: "send", is_done: was_accepted, sentence, exchanges };
    Ok(SentCandidate {
        codename: held.codename.clone(),
        name: held.record.name.clone(),
        kind: held.record.kind.clone(),
        candidate,
        steps: dialog.steps.iter().cloned().chain([step]).collect(),
        was_accepted,
    })
}
