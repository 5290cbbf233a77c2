//! The send dialog: the integration is turned on, and the list of tests read.

use crate::recruiter::held_partner::HeldPartner;
use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::sent::SentCandidate;
use crate::recruiter::step::{Calls, PartnerCall, Step, not_done};
use checks::{TestEntry, TokenAnswer, tests_in};
use partner::UrlField;
use std::sync::Arc;
use text::{counted, plain, render};
use tokio::sync::Mutex;
use uuid::Uuid;

/// A dialog that a recruiter has open, or did not come to.
pub(crate) struct Dialog {
    pub(crate) id: String,
    pub(crate) held: HeldPartner,
    pub(crate) steps: Vec<Step>,
    pub(crate) tests: Vec<TestEntry>,
    /// The candidate that was sent from it.
    pub(crate) sent: Mutex<Option<Arc<SentCandidate>>>,
}

impl Dialog {
    /// Whether a candidate can be sent from it.
    pub(crate) fn is_open(&self) -> bool {
        self.steps.iter().all(|step| step.is_done)
    }
}

/// Turns the integration of a partner on and opens the dialog, as far as its service lets it.
pub(crate) async fn open(calls: &Calls, held: HeldPartner) -> Result<Dialog, Obstacle> {
    let mut steps = vec![enable(calls, &held).await?];
    let mut tests = Vec::new();
    if steps[0].is_done {
        let (step, listed) = list(calls, &held).await?;
        steps.push(step);
        tests = listed;
    }
    Ok(Dialog { id: Uuid::new_v4().to_string(), held, steps, tests, sent: Mutex::default() })
}

async fn enable(calls: &Calls, held: &HeldPartner) -> Result<Step, Obstacle> {
    let url = held.url(UrlField::ValidateToken)?;
    let call = PartnerCall { url, body: None, purpose: "purpose.validate_good" };
    let (answer, exchanges) = calls.call(held, call).await;
    let is_done = answer.as_ref().is_ok_and(|answer| TokenAnswer::of(answer.status) == TokenAnswer::Accepted);
    let sentence = if is_done {
        plain("recruiter.enable.accepted")
    } else {
        not_done("recruiter.enable", held, &answer)
    };
    Ok(Step { id: "enable", is_done, sentence, exchanges })
}

async fn list(calls: &Calls, held: &HeldPartner) -> Result<(Step, Vec<TestEntry>), Obstacle> {
    let url = held.url(UrlField::Tests)?;
    let call = PartnerCall { url, body: None, purpose: "purpose.tests_good" };
    let (answer, exchanges) = calls.call(held, call).await;
    let is_accepted =
        answer.as_ref().is_ok_and(|answer| TokenAnswer::of(answer.status) == TokenAnswer::Accepted);
    let tests = answer.as_ref().ok().and_then(tests_in);
    let sentence = match &tests {
        Some(tests) if tests.is_empty() => plain("recruiter.tests.empty"),
        Some(tests) => counted("recruiter.tests.listed", tests.len()),
        None if is_accepted => {
            let text = render("preview.standard_error", &[("name", &held.record.name)]);
            render("recruiter.tests.no_list", &[("text", &text)])
        }
        None => not_done("recruiter.tests", held, &answer),
    };
    let tests = tests.unwrap_or_default();
    Ok((Step { id: "tests", is_done: !tests.is_empty(), sentence, exchanges }, tests))
}
