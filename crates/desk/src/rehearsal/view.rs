//! A rehearsal as the page shows it.

use crate::core::snapshot::PartnerSnapshot;
use crate::readiness::view::verdict_view;
use crate::rehearsal::Rehearsals;
use crate::rehearsal::obstacle::{is_guided, obstacle};
use crate::rehearsal::progress::{Played, send_url, text_of};
use crate::rehearsal::steps::steps;
use crate::wire::{
    CandidateText, RehearsalStage, RehearsalView, ReportUpdateView, ReportView, TestChoice, VerdictView,
};
use checks::{ReportUpdate, Sent, Then};
use serde_json::Value;
use std::collections::BTreeMap;

/// The Sandbox is on this computer; RC is not.
const POLL_SANDBOX_MS: u32 = 1_000;
const POLL_RC_MS: u32 = 15_000;
/// So long a report that ended is looked at further: some send its parts one by one.
pub(crate) const SETTLES_MS: i64 = 3_000;

impl Rehearsals {
    pub(crate) fn view_of(&self, context: &PartnerSnapshot, played: Option<&Played>) -> RehearsalView {
        let is_going = self.is_going(&context.row.id);
        let obstacle = obstacle(context);
        let is_out_of_date = played.is_some_and(|played| !played.is_current(context));
        let stage = match played {
            _ if obstacle.is_some() => RehearsalStage::Blocked,
            None => RehearsalStage::Ready,
            Some(_) if is_out_of_date => RehearsalStage::Ready,
            Some(played) => match stage(played, is_going) {
                // Nobody can read its reports.
                RehearsalStage::Waiting if context.registration.codename.is_none() => RehearsalStage::Ended,
                stage => stage,
            },
        };
        let progress = played.map(|played| &played.progress);
        // On RC the number of the candidate that a person sent is needed first.
        let is_settling = progress
            .and_then(|progress| progress.reported.ended_at)
            .is_some_and(|ended_at| self.core.now() - ended_at < SETTLES_MS);
        let can_read = (stage == RehearsalStage::Waiting || (stage == RehearsalStage::Ended && is_settling))
            && (!is_guided(context) || progress.is_some_and(|progress| progress.reported.reports.is_some()));
        RehearsalView {
            partner_id: context.row.id.clone(),
            revision: context.revision,
            rehearsal_id: played.map(|played| played.id.clone()).unwrap_or_default(),
            stage,
            obstacle,
            is_guided: is_guided(context),
            is_out_of_date,
            started_at: played.map(|played| played.started_at),
            url: send_url(context),
            steps: steps(played, is_going),
            tests: progress
                .map(|progress| progress.tests.as_slice())
                .unwrap_or_default()
                .iter()
                .map(|(id, name)| TestChoice { id: id.clone(), name: name.clone() })
                .collect(),
            candidate: progress
                .and_then(|progress| progress.candidate.clone())
                .unwrap_or_else(CandidateText::sample),
            sample: CandidateText::sample(),
            test_id: progress.map(|progress| progress.test_id.clone()).unwrap_or_default(),
            candidate_id: progress.map(|progress| progress.reported.candidate_id.clone()).unwrap_or_default(),
            report: played.and_then(|played| report_view(played.rehearsal().report()?)),
            updates: progress
                .map(|progress| progress.reported.updates.iter().map(update_view).collect())
                .unwrap_or_default(),
            handover: played.and_then(|played| self.handover(context, played)),
            verdicts: verdicts(context, played),
            poll_ms: can_read.then_some(if is_guided(context) { POLL_RC_MS } else { POLL_SANDBOX_MS }),
        }
    }
}

fn stage(played: &Played, is_going: bool) -> RehearsalStage {
    if is_going {
        return RehearsalStage::Sending;
    }
    if played.was_posted(Sent::Candidate) {
        let rehearsal = played.rehearsal();
        let is_over = rehearsal.has_ended() || rehearsal.was_refused();
        return if is_over { RehearsalStage::Ended } else { RehearsalStage::Waiting };
    }
    match played.rehearsal().next() {
        _ if played.progress.tests.is_empty() => RehearsalStage::Ended,
        None => RehearsalStage::Ended,
        Some((Sent::WrongToken, Then::AnotherPress)) => RehearsalStage::Choose,
        Some(_) => RehearsalStage::SendAgain,
    }
}

fn verdicts(context: &PartnerSnapshot, played: Option<&Played>) -> Vec<VerdictView> {
    let exchanges = played.map_or_else(BTreeMap::new, Played::masked_exchanges);
    context.rehearsal_verdicts().iter().filter_map(|record| verdict_view(record, &exchanges)).collect()
}

fn report_view(report: &Value) -> Option<ReportView> {
    let text = |name: &str| text_of(report, name).unwrap_or_default();
    let status = text("status");
    let label = format!("report.{status}");
    let links = report.get("urls").and_then(Value::as_object);
    let is_web = |url: &&str| url.starts_with("https://");
    let link = links.and_then(|urls| {
        let open =
            urls.iter().find(|(name, url)| *name != "cancel" && url.as_str().as_ref().is_some_and(is_web));
        Some(open?.1.as_str()?.to_owned())
    });
    Some(ReportView {
        id: text_of(report, "id")?,
        status_label: if text::has(&label) { text::plain(&label) } else { status.clone() },
        status,
        score: text("score"),
        subtitle: text("subtitle"),
        completed_at: text("completed_at"),
        link,
        json: serde_json::to_string_pretty(report).unwrap_or_default(),
    })
}

fn update_view(update: &ReportUpdate) -> ReportUpdateView {
    let key = match update.refusal {
        None => "rehearsal.update.taken".to_owned(),
        Some(refusal) => format!("rehearsal.update.{}", refusal.key()),
    };
    ReportUpdateView {
        at: update.at,
        was_taken: update.refusal.is_none(),
        sentence: text::render(&key, &[("status", &update.status.to_string())]),
        json: serde_json::to_string_pretty(&update.fields).unwrap_or_default(),
    }
}
