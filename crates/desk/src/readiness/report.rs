//! The result of the checks as data: the same on the command line and in the file that the app saves. A
//! verdict that is out of date is exported as that, never as green.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::{Exchanges, VerdictRecord, sum};
use crate::readiness::Readiness;
use crate::readiness::words::{sentence, sentence_at_terminal, title};
use crate::wire::{ErrorCode, Message, PartnerId, WireError};
use checks::{Check, Outcome, RULES, State, find};
use serde_json::{Value, json};

/// What was found of a partner.
pub struct Report {
    /// The sum of the verdicts in it.
    pub outcome: Outcome,
    /// `partner-desk-report/1`.
    pub value: Value,
}

/// Which checks a report holds, and which it has to name as not judged.
pub(crate) struct Extent<'a> {
    /// Ids that were asked for; `None` for all.
    pub(crate) only: Option<&'a [String]>,
    /// Without a personal token REC-6 to 8 are out of scope.
    pub(crate) registration: bool,
    /// Who reads it: what to do next is another thing in the window than on the command line.
    pub(crate) reader: Reader,
}

/// Who reads a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Somebody with the window in front of them.
    Window,
    /// Somebody at a terminal, or a build server.
    CommandLine,
}

/// A moment as it is written in files.
pub(crate) fn time(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default()
}

/// The calls that a verdict rests on: what for, how often each was sent, and why again.
fn calls(record: &VerdictRecord, exchanges: &Exchanges) -> Vec<Value> {
    let sent = record.calls.iter().filter_map(|call| exchanges.get(call)).flatten();
    sent.map(|exchange| {
        json!({
            "call": text::plain(&exchange.purpose),
            "url": exchange.url,
            "status": exchange.status,
            "sent": exchange.repeated.len() + 1,
            "repeated": exchange.repeated.iter().map(|key| text::plain(key)).collect::<Vec<_>>(),
        })
    })
    .collect()
}

pub(crate) fn verdict(record: &VerdictRecord, exchanges: &Exchanges, reader: Reader) -> Value {
    let stale = record.state() == State::Stale;
    let spoken = match reader {
        Reader::CommandLine => sentence_at_terminal(record),
        Reader::Window => sentence(record),
    };
    json!({
        "id": record.id,
        "title": title(record),
        "verdict": record.state,
        "level": record.level,
        "code": if stale { "check.stale" } else { record.key.as_str() },
        "sentence": if stale { text::plain("check.stale") } else { spoken },
        "mended_by": record.fixed_by,
        "field": record.target,
        "rule_version": record.version,
        "inputs": record.inputs_hash,
        "calls": calls(record, exchanges),
        "checked_at": (record.at > 0).then(|| time(record.at)),
    })
}

pub(crate) fn report(context: &PartnerSnapshot, extent: &Extent<'_>) -> Report {
    let (kept, left): (Vec<VerdictRecord>, Vec<VerdictRecord>) =
        context.verdicts().into_iter().partition(|record| {
            // At a terminal the rehearsal is another command; in the window it is awaited.
            let is_played = record.at > 0 || extent.reader == Reader::Window;
            let is_of_run = find(&record.id).is_some_and(Check::is_of_run);
            let is_asked = extent.only.is_none_or(|ids| ids.contains(&record.id));
            is_asked && record.is_judged() && (is_of_run || is_played)
        });
    let mut not_judged: Vec<String> = left.into_iter().map(|record| record.id).collect();
    if !extent.registration {
        let out_of_scope = ["REC-6", "REC-7", "REC-8"].map(str::to_owned);
        not_judged.extend(out_of_scope.into_iter().filter(|id| kept.iter().any(|record| record.id == *id)));
    }
    let outcome = sum(&kept);
    let exchanges = context.exchanges();
    let draft = &context.draft;
    let value = json!({
        "format": "partner-desk-report/1",
        "partner": { "name": draft.name.trim(), "codename": draft.codename.trim() },
        "environment": context.environment().map(partner::Environment::key),
        "ready": outcome.is_ready(),
        "rules": context.run.as_ref().map_or(RULES, |run| run.rules.as_str()),
        "checked_at": context.run.as_ref().map(|run| time(run.started_at)),
        "duration_ms": context.run.as_ref().map(|run| run.duration_ms),
        "verdicts": kept.iter().map(|record| verdict(record, &exchanges, extent.reader)).collect::<Vec<_>>(),
        "not_judged": not_judged,
    });
    Report { outcome, value }
}

impl Readiness {
    /// Saves the result as it stands now where the person chooses. Gives the news, or nothing when they
    /// thought better of it.
    pub async fn export(&self, request: PartnerId) -> Result<Message, WireError> {
        let context = self.core.whole_context(&request.partner_id).await?;
        if context.run.is_none() {
            return Err(WireError::plain(ErrorCode::ReadinessNone));
        }
        let report = report(&context, &Extent { only: None, registration: true, reader: Reader::Window });
        let codename = context.draft.codename.trim();
        let name = format!("{}.readiness.json", if codename.is_empty() { "partner" } else { codename });
        self.core.save_as(&name, &format!("{:#}\n", report.value)).await
    }
}
