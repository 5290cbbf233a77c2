//! How far a rehearsal is, as it is kept, and what its checks say of it.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::VerdictRecord;
use crate::wire::{CandidateText, RehearsalStep};
use checks::{
    KeptAnswer, NotSent, ProbeError, REHEARSAL, Rehearsal, ReportUpdate, Sent, Subject, judge_rehearsal,
};
use client::Exchange;
use partner::{Kind, UrlField};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{RehearsalCall, RehearsalRow};

/// What a rehearsal needs to be taken up again.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Progress {
    /// Where candidates go, as it stood at the start.
    pub(crate) url: String,
    pub(crate) kind: Option<Kind>,
    /// How the two steps that have no effect went.
    pub(crate) asked: Vec<AskedStep>,
    pub(crate) tests: Vec<(String, String)>,
    pub(crate) candidate: Option<CandidateText>,
    pub(crate) test_id: String,
    pub(crate) reported: Reported,
    /// The candidate that could not be sent in the last press, and why.
    pub(crate) not_sent: Option<(String, ProbeError, Vec<Exchange>)>,
}

/// What is known of the candidate's report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Reported {
    /// Recruitee's number of the candidate.
    pub(crate) candidate_id: String,
    /// The report that this is about.
    pub(crate) report_id: Option<String>,
    /// It was made for this candidate, in the Sandbox.
    pub(crate) is_made_here: bool,
    /// As they were last read.
    pub(crate) reports: Option<Vec<Value>>,
    pub(crate) updates: Vec<ReportUpdate>,
    /// How often a person sent it in the service's place.
    pub(crate) by_hand: usize,
    /// When it was first read as ended.
    pub(crate) ended_at: Option<i64>,
}

/// A step that has no effect: its verdict and what was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AskedStep {
    pub(crate) step: RehearsalStep,
    pub(crate) verdict: VerdictRecord,
    pub(crate) exchanges: Vec<Exchange>,
}

/// One candidate that was posted.
pub(crate) struct PostedCall {
    pub(crate) sent: Sent,
    /// `None` while it is on its way, and for good when the app ended meanwhile.
    pub(crate) answer: Option<Result<KeptAnswer, ProbeError>>,
    pub(crate) exchanges: Vec<Exchange>,
}

/// A rehearsal as it is kept.
pub(crate) struct Played {
    pub(crate) id: String,
    pub(crate) started_at: i64,
    pub(crate) progress: Progress,
    pub(crate) verdicts: Vec<VerdictRecord>,
    pub(crate) posted: Vec<PostedCall>,
}

impl Played {
    /// Reads what is kept. What a newer app wrote and this one cannot read is left out.
    pub(crate) fn of(row: RehearsalRow) -> Self {
        let posted = |call: RehearsalCall| {
            Some(PostedCall {
                sent: Sent::from_key(&call.name)?,
                answer: serde_json::from_value(call.answer).ok().flatten(),
                exchanges: serde_json::from_value(call.exchanges).unwrap_or_default(),
            })
        };
        Self {
            id: row.id,
            started_at: row.started_at,
            progress: serde_json::from_value(row.progress).unwrap_or_default(),
            verdicts: serde_json::from_value(row.verdicts).unwrap_or_default(),
            posted: row.calls.into_iter().filter_map(posted).collect(),
        }
    }

    /// What was sent, as the rules read it. An answer that nobody waited for is lost.
    pub(crate) fn rehearsal(&self) -> Rehearsal {
        let lost = || Err(ProbeError::Broken);
        let answer = |call: &PostedCall| match &call.answer {
            Some(Ok(answer)) => Ok(answer.restore()),
            Some(Err(error)) => Err(error.clone()),
            None => lost(),
        };
        Rehearsal {
            kind: self.progress.kind.clone(),
            sent: self.posted.iter().map(|call| (call.sent, answer(call))).collect(),
            reports: self.progress.reported.reports.clone(),
            report_id: self.progress.reported.report_id.clone(),
            is_only_report: self.progress.reported.is_made_here,
            updates: self.progress.reported.updates.clone(),
            by_hand: self.progress.reported.by_hand,
            not_sent: None,
        }
    }

    /// Whether that candidate was posted, or may have been.
    pub(crate) fn was_posted(&self, sent: Sent) -> bool {
        self.posted.iter().any(|call| call.sent == sent)
    }

    /// Whether a call was noted of which nothing came back.
    pub(crate) fn has_lost_answers(&self) -> bool {
        self.posted.iter().any(|call| call.answer.is_none())
    }

    /// The verdicts anew. They stand for what was true at the start: what changed since makes them out of date.
    pub(crate) fn judged(&self, subject: &Subject, now: i64) -> Vec<VerdictRecord> {
        let mut rehearsal = self.rehearsal();
        if let Some((name, error, _)) = &self.progress.not_sent
            && let Some(sent) = Sent::from_key(name)
        {
            rehearsal.not_sent = Some((sent, error.clone()));
        }
        let candidate = self.progress.candidate.clone().unwrap_or_else(CandidateText::sample);
        judge_rehearsal(&rehearsal, subject)
            .iter()
            .map(|verdict| {
                let mut record =
                    VerdictRecord::of(verdict, subject, now).cleaned(|text| candidate.masked(text));
                if let Some(before) = self.verdicts.iter().find(|before| before.id == record.id) {
                    record.inputs_hash.clone_from(&before.inputs_hash);
                    record.input_hashes.clone_from(&before.input_hashes);
                }
                record.calls = calls_of(&record.id).iter().map(|sent| sent.key().to_owned()).collect();
                record
            })
            .collect()
    }

    /// What was sent, for whoever does not need to know the person: by the names that verdicts have for calls.
    pub(crate) fn masked_exchanges(&self) -> BTreeMap<String, Vec<Exchange>> {
        let candidate = self.progress.candidate.clone().unwrap_or_else(CandidateText::sample);
        let masked = |call: &PostedCall| {
            call.exchanges.iter().map(|exchange| masked(exchange.clone(), &candidate)).collect()
        };
        self.posted.iter().map(|call| (call.sent.key().to_owned(), masked(call))).collect()
    }

    /// Whether what it was started with is still so.
    pub(crate) fn is_current(&self, context: &PartnerSnapshot) -> bool {
        let subject = context.subject();
        let check = |record: &VerdictRecord| {
            let check = REHEARSAL.iter().find(|check| check.id == record.id);
            check.is_none_or(|check| check.inputs_hash(&subject) == record.inputs_hash)
        };
        self.progress.url == send_url(context) && self.verdicts.iter().all(check)
    }
}

/// A member as text: some have numbers for IDs.
pub(crate) fn text_of(report: &Value, name: &str) -> Option<String> {
    match report.get(name)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The candidates that a check of the rehearsal judges.
fn calls_of(id: &str) -> &'static [Sent] {
    match id {
        "TOKEN-7" => &[Sent::WrongToken, Sent::NoToken],
        "SEND-1" => &[Sent::Candidate],
        "SEND-2" => &[Sent::UnknownTest],
        _ => &[],
    }
}

/// An exchange without the person in it.
pub(crate) fn masked(mut exchange: Exchange, candidate: &CandidateText) -> Exchange {
    for text in [&mut exchange.request_body, &mut exchange.response_body] {
        *text = candidate.masked(text);
    }
    for (_, value) in &mut exchange.response_headers {
        *value = candidate.masked(value);
    }
    exchange
}

/// The Candidate URL of the draft.
pub(crate) fn send_url(context: &PartnerSnapshot) -> String {
    context.draft.urls.get(UrlField::SendCandidate).trim().to_owned()
}

/// What came of a post, as it is kept.
pub(crate) fn ended(
    sent: Sent,
    answer: &Result<KeptAnswer, ProbeError>,
    exchanges: &[Exchange],
) -> RehearsalCall {
    RehearsalCall { name: sent.key().to_owned(), at: 0, answer: json!(answer), exchanges: json!(exchanges) }
}

/// Whether it is certain that nothing went out.
pub(crate) fn never_left(answer: &Result<KeptAnswer, ProbeError>, exchanges: &[Exchange]) -> bool {
    match answer {
        Ok(_) | Err(ProbeError::NotSent(NotSent::NoSuchPart)) => false,
        Err(_) => !exchanges.iter().any(|exchange| exchange.was_sent),
    }
}
