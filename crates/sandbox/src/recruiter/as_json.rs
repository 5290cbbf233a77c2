//! What a recruiter did, as programs read it.

use crate::recruiter::dialog::Dialog;
use crate::recruiter::sent::SentCandidate;
use crate::recruiter::step::Step;
use client::Exchange;
use serde_json::{Value, json};

/// The name and number of the shape below.
const FORMAT: &str = "partner-desk-recruiter/1";

fn step(step: &Step) -> Value {
    json!({
        "id": step.id,
        "is_done": step.is_done,
        "sentence": step.sentence,
        "exchanges": step.exchanges.iter().map(Exchange::told).collect::<Vec<_>>(),
    })
}

/// A dialog that no candidate was sent from.
pub(crate) fn unsent_dialog(dialog: &Dialog) -> Value {
    json!({
        "format": FORMAT,
        "codename": dialog.held.codename,
        "was_accepted": false,
        "steps": dialog.steps.iter().map(step).collect::<Vec<_>>(),
        "reports": [],
    })
}

/// A candidate that was sent, with the reports that there are by now.
pub(crate) fn sent_candidate(sent: &SentCandidate, reports: Vec<Value>) -> Value {
    json!({
        "format": FORMAT,
        "codename": sent.codename,
        "candidate_id": sent.candidate.candidate_id,
        "report_id": sent.candidate.report_id,
        "was_accepted": sent.was_accepted,
        "steps": sent.steps.iter().map(step).collect::<Vec<_>>(),
        "reports": reports,
    })
}
