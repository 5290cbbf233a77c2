//! REPORT: what a partner's service tells Recruitee of a candidate.

use crate::rehearsal::Rehearsal;
use crate::verdict::Finding;
use evidence::ReportRefusal;
use jiff::Timestamp;
use partner::Kind;
use serde_json::Value;
use std::collections::BTreeMap;

/// Longer scores do not fit the badge. Ours, measured on the profile.
pub const LONG_SCORE: usize = 10;
/// Statuses of a report that has come to its end.
pub const FINAL_STATUSES: [&str; 3] = ["completed", "failed", "canceled"];

impl Rehearsal {
    /// Whether a report is the one that this is about.
    fn is_about(&self, report: &Value) -> bool {
        let Some(own) = &self.report_id else { return true };
        match report.get("id") {
            Some(Value::String(id)) => id == own,
            Some(id) => {
                let text = id.to_string();
                text == *own
            }
            None => false,
        }
    }

    /// The report that this is about, once it is known which.
    pub fn report(&self) -> Option<&Value> {
        self.report_id.as_ref()?;
        self.reports.iter().flatten().find(|report| self.is_about(report))
    }

    /// Whether that report has come to an end.
    pub fn has_ended(&self) -> bool {
        self.report().and_then(status).is_some_and(|status| FINAL_STATUSES.contains(&status))
    }
}

/// The reports that have come to an end.
fn finished(rehearsal: &Rehearsal) -> Vec<&Value> {
    let is_final = |report: &&Value| status(report).is_some_and(|status| FINAL_STATUSES.contains(&status));
    rehearsal.reports.iter().flatten().filter(|report| rehearsal.is_about(report)).filter(is_final).collect()
}

fn status(report: &Value) -> Option<&str> {
    report.get("status")?.as_str()
}

/// A member that is given.
fn given<'r>(report: &'r Value, name: &str) -> Option<&'r Value> {
    report.get(name).filter(|value| !value.is_null())
}

/// A value as it is quoted in a sentence.
fn quoted(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// REPORT-1: a report reached its end.
pub(crate) fn comes(rehearsal: &Rehearsal) -> Finding {
    let Some(reports) = &rehearsal.reports else { return Finding::waiting() };
    if let Some(status) = finished(rehearsal).first().and_then(|report| status(report)) {
        return ended(rehearsal, reports, status);
    }
    let is_known = |value: &&Value| value.as_str().is_some_and(|status| status == "sent");
    if let Some(other) = reports
        .iter()
        .filter(|report| rehearsal.is_about(report))
        .filter_map(|report| given(report, "status"))
        .find(|status| !is_known(status))
    {
        return Finding::developers("unknown_status").with("value", quoted(other));
    }
    // The last thing that the service tried is what its developer looks at.
    let refused = rehearsal.updates.last().and_then(|update| Some((update, update.refusal?)));
    match refused {
        None => Finding::waiting(),
        Some((update, refusal @ ReportRefusal::UnknownStatus)) => {
            let value = given(&update.fields, "status").map(quoted).unwrap_or_default();
            Finding::developers(refusal.key()).with("value", value)
        }
        Some((update, refusal)) => Finding::developers(refusal.key()).with("status", update.status),
    }
}

/// A report that came to an end stays as it is, and is the only one.
fn ended(rehearsal: &Rehearsal, reports: &[Value], status_now: &str) -> Finding {
    if rehearsal.is_by_hand() {
        return Finding::waiting_for("by_hand");
    }
    if rehearsal.is_only_report && reports.iter().any(|report| !rehearsal.is_about(report)) {
        return Finding::developers("twice").with("count", reports.len());
    }
    // What was sent so far: single members may come one by one.
    let (mut known, mut has_ended) = (BTreeMap::new(), false);
    let own = rehearsal.updates.iter().filter(|update| update.refusal.is_none() && rehearsal.by_hand == 0);
    for update in own {
        for name in ["status", "score", "completed_at"] {
            let Some(now) = given(&update.fields, name) else { continue };
            let before = known.insert(name, now).filter(|before| has_ended && *before != now);
            if let Some(before) = before {
                return Finding::developers("changed")
                    .with("name", name)
                    .with("before", quoted(before))
                    .with("after", quoted(now));
            }
        }
        has_ended |= known
            .get("status")
            .and_then(|status| status.as_str())
            .is_some_and(|now| FINAL_STATUSES.contains(&now));
    }
    Finding::pass().with("status", status_now)
}

/// Judges the finished reports one by one: the first fault counts.
fn each(rehearsal: &Rehearsal, judge: impl Fn(&Value) -> Option<Finding>) -> Finding {
    let finished = finished(rehearsal);
    if finished.is_empty() || rehearsal.is_by_hand() {
        return Finding::waiting();
    }
    finished.into_iter().find_map(judge).unwrap_or_else(Finding::pass)
}

/// REPORT-2: the score is text that fits the badge.
pub(crate) fn score(rehearsal: &Rehearsal) -> Finding {
    each(rehearsal, |report| {
        let score = given(report, "score")?;
        let Some(text) = score.as_str() else {
            return Some(Finding::developers("not_text").with("value", score));
        };
        let length = text.trim().chars().count();
        match length {
            0 => Some(Finding::developers("empty")),
            _ if length > LONG_SCORE => {
                Some(Finding::developers("too_long").with("value", text).with("most", LONG_SCORE))
            }
            _ => None,
        }
    })
}

/// REPORT-3: no subtitle or properties for the two kinds of checks.
pub(crate) fn fields(rehearsal: &Rehearsal) -> Finding {
    if !matches!(rehearsal.kind, Some(Kind::BackgroundCheck | Kind::ReferenceCheck)) {
        return Finding::not_applicable();
    }
    each(rehearsal, |report| {
        let name = ["subtitle", "properties"].into_iter().find(|name| given(report, name).is_some())?;
        Some(Finding::developers(name))
    })
}

/// REPORT-4: the time of completion is one, in UTC.
pub(crate) fn completed_at(rehearsal: &Rehearsal) -> Finding {
    each(rehearsal, |report| {
        let value = given(report, "completed_at")?;
        let fault = |variant| Some(Finding::developers(variant).with("value", quoted(value)));
        let Some(text) = value.as_str() else { return fault("not_text") };
        if text.parse::<Timestamp>().is_err() {
            // A time of no zone is a time all the same: only where is missing.
            let is_time = text.parse::<jiff::civil::DateTime>().is_ok();
            return fault(if is_time { "no_zone" } else { "not_a_time" });
        }
        let is_utc = text.ends_with(['Z', 'z']) || text.ends_with("+00:00");
        if is_utc { None } else { fault("not_utc") }
    })
}
