//! A rehearsal without a window: played in one go, with its result as data.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::{VerdictRecord, sum};
use crate::readiness::report::{Reader, verdict};
use crate::rehearsal::Rehearsals;
use crate::rehearsal::obstacle::is_guided;
use crate::rehearsal::progress::Played;
use crate::rehearsal::steps::steps;
use crate::wire::{
    CandidateText, ErrorCode, PartnerId, RehearsalRead, RehearsalSend, RehearsalStage, RehearsalStep,
    RehearsalView, StepState, WireError,
};
use checks::Outcome;
use client::Exchange;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Whom to send, once somebody agreed to it.
pub struct SendOptions {
    /// A mailbox of one's own; the sample's where there is none.
    pub email: Option<String>,
    /// The id of the test; the first of the list where there is none.
    pub test: Option<String>,
    /// How long to wait for the report.
    pub wait: Duration,
}

/// What a rehearsal found.
pub struct RehearsalReport {
    /// The sum of the verdicts of its checks.
    pub outcome: Outcome,
    /// `partner-desk-rehearsal/1`.
    pub value: Value,
}

/// Between two looks at the reports.
const LOOKS_APART: Duration = Duration::from_millis(500);

impl Rehearsals {
    /// Plays a rehearsal from its start: up to the list of tests, or to the report where `send` agrees to that.
    ///
    /// # Errors
    /// When something is missing, or see [`WireError`].
    pub(crate) async fn rehearse(
        &self,
        partner_id: &str,
        send: Option<SendOptions>,
    ) -> Result<RehearsalReport, WireError> {
        if let Some(email) = send.as_ref().and_then(|send| send.email.clone()) {
            // Before anything is called.
            CandidateText { email, ..CandidateText::sample() }.judged()?;
        }
        let started = self.start(PartnerId { partner_id: partner_id.to_owned() }).await?;
        if let (Some(send), RehearsalStage::Choose) = (send, started.stage) {
            let wait = send.wait;
            let sent = self.send(agreed(started, send)?).await?;
            if sent.stage == RehearsalStage::Waiting && !sent.is_guided {
                self.wait_for_report(partner_id, wait).await;
            }
        }
        let (context, played) = self.read_one(partner_id).await?;
        Ok(report(&context, played.as_ref()))
    }

    async fn wait_for_report(&self, partner_id: &str, wait: Duration) {
        let began = Instant::now();
        loop {
            let request = RehearsalRead { partner_id: partner_id.to_owned(), candidate_id: None };
            match self.read(request).await {
                // Its parts may come one by one.
                Ok(view) if view.stage != RehearsalStage::Waiting && view.poll_ms.is_none() => return,
                // Candidates were sent: what is known of them is told whatever fails now.
                Err(error) => tracing::info!(code = error.code.key(), "the reports could not be read"),
                Ok(_) => {}
            }
            if began.elapsed() >= wait {
                return;
            }
            tokio::time::sleep(LOOKS_APART.min(wait)).await;
        }
    }
}

fn agreed(started: RehearsalView, send: SendOptions) -> Result<RehearsalSend, WireError> {
    let test_id = match send.test {
        Some(id) if started.tests.iter().any(|test| test.id == id) => id,
        Some(_) => return Err(WireError::plain(ErrorCode::RehearsalNoTest).at("test_id")),
        None => started.tests.into_iter().next().map(|test| test.id).unwrap_or_default(),
    };
    let sample = CandidateText::sample();
    let email = send.email.unwrap_or_else(|| sample.email.clone());
    Ok(RehearsalSend {
        partner_id: started.partner_id,
        rehearsal_id: started.rehearsal_id,
        url: started.url,
        candidate: CandidateText { email, ..sample },
        test_id,
    })
}

/// What was found, without the person in it.
fn report(context: &PartnerSnapshot, played: Option<&Played>) -> RehearsalReport {
    // On RC, Recruitee makes the report, of a candidate that a person sends there.
    let is_judged = |record: &VerdictRecord| !is_guided(context) || !record.id.starts_with("REPORT-");
    let records: Vec<VerdictRecord> = context.rehearsal_verdicts().into_iter().filter(is_judged).collect();
    let outcome = sum(&records);
    let exchanges = played.map(Played::masked_exchanges).unwrap_or_default();
    let candidate = played.and_then(|played| played.progress.candidate.clone());
    let candidate = candidate.unwrap_or_else(CandidateText::sample);
    let sent_for = |step: RehearsalStep| -> Option<Exchange> {
        let asked = played?.progress.asked.iter().find(|asked| asked.step == step);
        let asked = asked.and_then(|asked| asked.exchanges.last().cloned());
        asked.or_else(|| exchanges.get(step.key())?.last().cloned())
    };
    let steps = steps(played, false);
    let asked = [RehearsalStep::Enable, RehearsalStep::Tests];
    let is_enabled = steps
        .iter()
        .filter(|step| asked.contains(&step.step))
        .all(|step| matches!(step.state, StepState::Passed | StepState::Advice));
    let told: Vec<Value> = steps
        .iter()
        .map(|step| {
            json!({
                "id": step.step,
                "verdict": verdict_of(step.state),
                "sentence": candidate.masked(&step.sentence),
                "exchange": sent_for(step.step).as_ref().map(Exchange::told),
            })
        })
        .collect();
    let draft = &context.draft;
    let value = json!({
        "format": "partner-desk-rehearsal/1",
        "partner": { "name": draft.name.trim(), "codename": draft.codename.trim() },
        "environment": context.environment().map(partner::Environment::key),
        "ready": outcome.is_ready() && is_enabled,
        "steps": told,
        "verdicts": records
            .iter()
            .map(|record| verdict(record, &exchanges, Reader::CommandLine))
            .collect::<Vec<_>>(),
    });
    RehearsalReport { outcome, value }
}

fn verdict_of(state: StepState) -> &'static str {
    match state {
        StepState::Passed => "pass",
        StepState::Failed => "fail",
        StepState::Advice => "advice",
        StepState::Unknown => "unknown",
        StepState::Open | StepState::Going => "waiting",
        StepState::Skipped => "not_played",
    }
}
