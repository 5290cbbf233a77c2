//! Sending one candidate from an open dialog, and the report that comes back.

use crate::recruiter::Recruiter;
use crate::recruiter::dialog::Dialog;
use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::step::{PartnerCall, Step, not_done};
use crate::refusal::on_disk;
use crate::reports::{new_report, shown};
use checks::{Rehearsal, TokenAnswer};
use partner::{Kind, Sending, UrlField};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use store::StoreError;
use text::render;
use uuid::Uuid;

/// Between two looks for a report.
const LOOKS_APART: Duration = Duration::from_millis(200);

/// Whom to send. What is left out is that of the sample, whose mail reaches nobody.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Candidate {
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
}

/// A candidate that was sent, or was to be.
pub(crate) struct Sent {
    pub(crate) codename: String,
    pub(crate) name: String,
    pub(crate) kind: Option<Kind>,
    pub(crate) whom: Sending,
    pub(crate) steps: Vec<Step>,
    pub(crate) was_accepted: bool,
}

impl Recruiter {
    /// Sends one candidate for a test of the dialog, the first where none is named.
    pub(crate) async fn send(
        &self,
        dialog: &Dialog,
        candidate: Candidate,
        test_id: Option<&str>,
    ) -> Result<Arc<Sent>, Obstacle> {
        let held = &dialog.held;
        let test = match test_id {
            Some(id) => dialog.tests.iter().find(|test| test.id == id),
            None => dialog.tests.first(),
        };
        let Some(test) = test else {
            let known = dialog.tests.iter().map(|test| test.id.clone()).collect();
            return Err(Obstacle::UnknownTest(test_id.unwrap_or_default().to_owned(), known));
        };
        let candidate_id = Sending::candidate_number(Uuid::new_v4().as_u128());
        let report = new_report(&held.codename, &candidate_id.to_string(), Map::new());
        // Once per dialog: who comes second waits for the first, and sees what came of it.
        let mut sent_before = dialog.sent.lock().await;
        if let Some(report_id) = &*sent_before {
            return self.sent(report_id);
        }
        *sent_before = Some(report.id.clone());
        let sample = Sending::sample(&report.id);
        let whom = Sending {
            first_name: candidate.first_name.unwrap_or(sample.first_name),
            last_name: candidate.last_name.unwrap_or(sample.last_name),
            email: candidate.email.unwrap_or(sample.email),
            phone: candidate.phone.unwrap_or(sample.phone),
            candidate_id,
            company_id: held.company_id.parse().unwrap_or(1),
            report_id: report.id.clone(),
            test_id: test.id.clone(),
            test_name: test.name.clone(),
        };
        on_disk(self.reports.file.clone(), move |file| file.set_report(&report)).await?;
        let body = serde_json::to_string(&whom.body(&held.record.inputs)).unwrap_or_default();
        let url = held.url(UrlField::SendCandidate)?;
        let call = PartnerCall { url, body: Some(&body), purpose: "purpose.send_candidate" };
        let (answer, exchanges) = self.call(held, call).await;
        let was_accepted =
            answer.as_ref().is_ok_and(|answer| TokenAnswer::of(answer.status) == TokenAnswer::Accepted);
        let sentence = match &answer {
            Ok(answer) if was_accepted => {
                render("recruiter.send.accepted", &[("status", &answer.status.to_string())])
            }
            answer => not_done("recruiter.send", held, answer),
        };
        let step = Step { id: "send", is_done: was_accepted, sentence, exchanges };
        let sent = Arc::new(Sent {
            codename: held.codename.clone(),
            name: held.record.name.clone(),
            kind: held.record.kind.clone(),
            whom,
            steps: dialog.steps.iter().cloned().chain([step]).collect(),
            was_accepted,
        });
        Self::remember(&self.sent, &sent);
        Ok(sent)
    }

    /// What was sent with that report.
    pub(crate) fn sent(&self, report_id: &str) -> Result<Arc<Sent>, Obstacle> {
        self.sent.lock().iter().find(|sent| sent.whom.report_id == report_id).cloned().ok_or(Obstacle::Gone)
    }

    /// The newest first.
    pub(crate) fn all_sent(&self) -> Vec<Arc<Sent>> {
        self.sent.lock().iter().rev().cloned().collect()
    }

    /// The candidate's reports as the Sandbox holds them.
    pub(crate) fn reports_of(&self, sent: &Sent) -> Result<Vec<Value>, StoreError> {
        let candidate_id = sent.whom.candidate_id.to_string();
        let all = self.reports.file.reports(&sent.codename)?;
        Ok(all.iter().filter(|report| report.candidate_id == candidate_id).map(shown).collect())
    }

    /// Waits until the report has ended, but no longer than that.
    pub(crate) async fn wait_for_report(&self, sent: &Sent, wait: Duration) -> Result<(), StoreError> {
        let began = Instant::now();
        while sent.was_accepted && began.elapsed() < wait && !has_ended(sent, self.reports_of(sent)?) {
            tokio::time::sleep(LOOKS_APART).await;
        }
        Ok(())
    }
}

/// Whether the report of what was sent has ended.
pub(crate) fn has_ended(sent: &Sent, reports: Vec<Value>) -> bool {
    let report_id = Some(sent.whom.report_id.clone());
    Rehearsal { kind: sent.kind.clone(), reports: Some(reports), report_id, ..Rehearsal::default() }
        .has_ended()
}
