//! Earlier runs: which there were, what changed between two of them, and why a check that was green is
//! not any more.

use crate::core::snapshot::{PartnerSnapshot, runs_of};
use crate::core::verdict_record::{VerdictRecord, records, sum};
use crate::readiness::Readiness;
use crate::readiness::words::{headline_of, icon, title, word};
use crate::wire::{
    CompareRequest, ComparisonRow, ComparisonView, EarlierView, ErrorCode, HistoryView, Icon, PartnerId,
    RunSummary, WireError,
};
use checks::{CATALOGUE, Check, KeptEvidence, RULES, State};
use store::RunRow;

/// Why a verdict differs from an earlier one: what the person changed, else a changed rule, else
/// Recruitee or the service.
fn because(before: &VerdictRecord, after: &VerdictRecord) -> String {
    let changed: Vec<&str> = after
        .input_hashes
        .iter()
        .filter(|(name, hash)| before.input_hashes.iter().any(|(known, was)| known == name && was != hash))
        .map(|(name, _)| name.as_str())
        .collect();
    // What Recruitee holds is nothing that the person typed.
    let own: Vec<String> = changed
        .iter()
        .filter(|name| **name != "last_seen")
        .map(|name| text::plain(&format!("field.{name}")))
        .collect();
    if !own.is_empty() {
        text::render("because.you", &[("fields", &own.join(", "))])
    } else if before.input_hashes.is_empty() || after.input_hashes.is_empty() {
        // The first rules did not keep what they read.
        text::plain("because.unknown")
    } else if before.version != after.version {
        text::plain("because.rule")
    } else if after.id.starts_with("REC-") && !after.calls.is_empty() {
        text::plain("because.recruitee")
    } else if !after.calls.is_empty() {
        text::plain("because.server")
    } else {
        text::plain("because.unknown")
    }
}

/// When a check was last green, for one that is not any more. `runs` begin with the latest.
pub(crate) fn was_green(now: &VerdictRecord, runs: &[Vec<VerdictRecord>]) -> Option<EarlierView> {
    if now.state() != State::Fail {
        return None;
    }
    let green = runs.iter().flatten().find(|then| then.id == now.id && then.state().is_green())?;
    Some(EarlierView { at: green.at, because: because(green, now) })
}

/// Whether earlier runs were judged without this check, or by an earlier version of its rule.
pub(crate) fn is_new_rule(check: &Check, runs: &[Vec<VerdictRecord>]) -> bool {
    let knew_it = |run: &Vec<VerdictRecord>| {
        run.iter().any(|verdict| verdict.id == check.id && verdict.version >= check.version)
    };
    check.is_of_run() && runs.iter().any(|run| !run.is_empty()) && !runs.iter().any(knew_it)
}

/// What a newer set of rules says of a run that was judged by an older one: nothing when they are the same.
pub(crate) fn newer_rules(context: &PartnerSnapshot) -> Vec<String> {
    let Some(run) = context.run.as_ref().filter(|run| run.rules != RULES) else { return Vec::new() };
    let (kept, subject) = (records(run), context.subject());
    let title = |id: &str| text::plain(&format!("check.{id}.title"));
    let passed = |id: &str| kept.iter().find(|verdict| verdict.id == id && verdict.state().is_green());
    let same_inputs =
        |check: &checks::Check, verdict: &VerdictRecord| verdict.inputs_hash == check.inputs_hash(&subject);
    let evidence: Option<KeptEvidence> = serde_json::from_value(run.evidence.clone()).ok();
    let again = evidence.map(|evidence| evidence.judge(subject.clone())).unwrap_or_default();
    let (mut differ, mut open) = (Vec::new(), Vec::new());
    for check in CATALOGUE {
        let Some(verdict) = passed(check.id).filter(|verdict| same_inputs(check, verdict)) else { continue };
        match again.iter().find(|again| again.id == check.id) {
            Some(again) if !again.state.is_green() => differ.push(title(check.id)),
            Some(_) => {}
            None if verdict.version != check.version => open.push(title(check.id)),
            None => {}
        }
    }
    let new: Vec<String> = CATALOGUE
        .iter()
        .filter(|check| !kept.iter().any(|verdict| verdict.id == check.id))
        .map(|check| title(check.id))
        .collect();
    let mut lines = vec![text::render("rules.newer", &[("from", &run.rules), ("to", RULES)])];
    for (key, titles) in [("rules.differ", differ), ("rules.open", open), ("rules.new", new)] {
        if !titles.is_empty() {
            lines.push(text::render(key, &[("checks", &titles.join("; "))]));
        }
    }
    lines
}

/// Every check of a run, also those that were not judged then.
fn all(run: &RunRow) -> Vec<VerdictRecord> {
    let kept = records(run);
    CATALOGUE
        .iter()
        .map(|check| {
            let found = kept.iter().find(|verdict| verdict.id == check.id).cloned();
            found.unwrap_or_else(|| VerdictRecord::unjudged(check))
        })
        .collect()
}

impl Readiness {
    async fn runs(&self, id: &str) -> Result<(PartnerSnapshot, Vec<RunRow>), WireError> {
        self.core.read_context(id, PartnerSnapshot::read, runs_of).await
    }

    /// The runs that are kept, the latest first.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn history(&self, request: PartnerId) -> Result<HistoryView, WireError> {
        let (context, runs) = self.runs(&request.partner_id).await?;
        let runs = runs
            .iter()
            .map(|run| {
                let verdicts = all(run);
                let sum = sum(&verdicts);
                let (headline, icon) = match (sum.is_ready(), sum.advice) {
                    // Ready is more than a run: the rehearsal is part of it.
                    (true, 0) => (text::plain("headline.run_passed"), Icon::Pass),
                    (true, _) => (text::plain("headline.run_passed_advice"), Icon::Advice),
                    (false, _) => headline_of(context.environment(), sum),
                };
                let asked: Vec<String> = serde_json::from_value(run.asked.clone()).unwrap_or_default();
                RunSummary {
                    id: run.id,
                    started_at: run.started_at,
                    duration_ms: run.duration_ms,
                    headline,
                    icon,
                    asked: asked.join(", "),
                    rules: run.rules.clone(),
                }
            })
            .collect();
        Ok(HistoryView { runs })
    }

    /// What changed between two runs.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn compare(&self, request: CompareRequest) -> Result<ComparisonView, WireError> {
        let (_, runs) = self.runs(&request.partner_id).await?;
        let find = |id: i64| {
            runs.iter()
                .find(|run| run.id == id)
                .map(all)
                .ok_or_else(|| WireError::plain(ErrorCode::CommandRequest))
        };
        let (earlier, later) = (find(request.earlier)?, find(request.later)?);
        let pairs = earlier.iter().zip(&later);
        let rows: Vec<ComparisonRow> = pairs
            .filter(|(before, after)| before.state != after.state || before.key != after.key)
            .map(|(before, after)| ComparisonRow {
                check_id: after.id.clone(),
                title: title(after),
                before: word(icon(before)),
                before_icon: icon(before),
                after: word(icon(after)),
                after_icon: icon(after),
                because: if before.is_judged() && after.is_judged() {
                    because(before, after)
                } else {
                    text::plain("because.not_judged")
                },
            })
            .collect();
        Ok(ComparisonView { same: CATALOGUE.len() - rows.len(), rows })
    }
}
