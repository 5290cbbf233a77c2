//! What a watch found, as it is kept.

use checks::{Message, WatchFinding, WatchKind};
use redact::Scrubber;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// One thing that was found, or why something could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WatchNote {
    /// The written name of a [`WatchKind`]; empty where nothing was found.
    pub(crate) kind: String,
    /// Of its sentence.
    pub(crate) key: String,
    pub(crate) args: Vec<(String, String)>,
}

/// What the latest look found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WatchRecord {
    /// The gravest first.
    #[serde(default)]
    pub(crate) findings: Vec<WatchNote>,
    /// Why something could not be looked at.
    #[serde(default)]
    pub(crate) unknown: Vec<WatchNote>,
    /// How many looks in a row, this one included, did not see everything or saw what may pass by itself. It is looked at
    /// again sooner then.
    #[serde(default)]
    pub(crate) open_looks: u32,
    /// What the person was told of and is still so.
    #[serde(default)]
    pub(crate) told: Vec<String>,
}

/// Days before the end of a certificate at which it is told again.
const TOLD_AT_DAYS: [i64; 4] = [14, 7, 3, 1];

impl WatchNote {
    /// A sentence about a thing of that kind, or why something could not be looked at. `scrubber` knows the secrets that
    /// a service may have echoed.
    pub(crate) fn of(kind: Option<WatchKind>, sentence: &Message, scrubber: &Scrubber) -> Self {
        let args = sentence.args.iter().map(|(name, value)| ((*name).to_owned(), scrubber.clean(value)));
        Self {
            kind: kind.map_or("", WatchKind::key).to_owned(),
            key: sentence.key.clone(),
            args: args.collect(),
        }
    }

    pub(crate) fn found(found: &WatchFinding, scrubber: &Scrubber) -> Self {
        Self::of(Some(found.kind), &found.sentence, scrubber)
    }

    /// What a kind that a newer app knows says here: nothing.
    pub(crate) fn kind(&self) -> Option<WatchKind> {
        WatchKind::ALL.iter().copied().find(|kind| kind.key() == self.kind)
    }

    /// In a sentence.
    pub(crate) fn sentence(&self) -> String {
        let args: Vec<(&str, &str)> =
            self.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        text::render(&self.key, &args)
    }

    /// What is told of it, in a few words.
    pub(crate) fn title(&self) -> String {
        text::plain(&format!("watch.kind.{}", self.kind))
    }

    /// What makes it another thing to tell of. Days that pass do not, but for a few; neither does the status.
    fn identity(&self) -> String {
        let days = self.args.iter().find(|(name, _)| name == "days").and_then(|(_, days)| days.parse().ok());
        let step = days.and_then(|days: i64| TOLD_AT_DAYS.into_iter().filter(|at| *at >= days).min());
        let about = self.args.iter().filter(|(name, _)| ["address", "field"].contains(&name.as_str()));
        let about: Vec<&str> = about.map(|(_, value)| value.as_str()).collect();
        format!("{}:{}:{}:{}", self.kind, self.key, about.join(","), step.unwrap_or_default())
    }
}

impl WatchRecord {
    pub(crate) fn of_json(value: &Value) -> Self {
        let mut record: Self = serde_json::from_value(value.clone()).unwrap_or_default();
        record.findings.retain(|note| note.kind().is_some());
        record
    }

    /// Takes over what an earlier look found and this one could not judge.
    pub(crate) fn carry_over(&mut self, before: &Self, open: &BTreeSet<WatchKind>) {
        let is_here = |kind| self.findings.iter().any(|one| one.kind() == Some(kind));
        let kept = before
            .findings
            .iter()
            .filter(|note| note.kind().is_some_and(|kind| open.contains(&kind) && !is_here(kind)));
        self.findings.extend(kept.cloned().collect::<Vec<_>>());
    }

    /// The gravest first, and each once: one fault fails several checks.
    pub(crate) fn sort(&mut self) {
        let place = |note: &WatchNote| WatchKind::ALL.iter().position(|kind| Some(*kind) == note.kind());
        self.findings.sort_by_key(place);
        self.findings.dedup();
    }

    /// What is to be told now, and notes it as told. What may pass by itself is told when it is seen again.
    pub(crate) fn tell(&mut self, before: &Self) -> Vec<WatchNote> {
        let is_seen_before =
            |note: &WatchNote| before.findings.iter().any(|one| one.identity() == note.identity());
        let (mut news, mut told) = (Vec::new(), Vec::new());
        let mut is_open = !self.unknown.is_empty();
        for note in &self.findings {
            let is_passing = note.kind().is_some_and(WatchKind::is_passing);
            if before.told.contains(&note.identity()) {
                told.push(note.identity());
            } else if !is_passing || is_seen_before(note) {
                told.push(note.identity());
                news.push(note.clone());
            } else {
                is_open = true;
            }
        }
        self.told = told;
        self.open_looks = if is_open { before.open_looks.saturating_add(1) } else { 0 };
        news
    }

    /// A mark for the list of partners; empty where nothing was found.
    pub(crate) fn mark(&self) -> String {
        match &*self.findings {
            [] => String::new(),
            [one] => one.title(),
            several => text::counted("watch.findings", several.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: &str, key: &str, days: Option<i64>) -> WatchRecord {
        let args = days.map(|days| ("days".to_owned(), days.to_string())).into_iter().collect();
        let note = WatchNote { kind: kind.into(), key: key.into(), args };
        WatchRecord { findings: vec![note], ..WatchRecord::default() }
    }

    fn ends_in(days: i64) -> WatchRecord {
        found("certificate_ends", "check.ADDR-5.soon", Some(days))
    }

    #[test]
    fn the_end_of_a_certificate_is_told_at_14_7_3_and_1_days_and_not_each_day() {
        let (mut told, mut before) = (Vec::new(), WatchRecord::default());
        for days in (0..14).rev() {
            let mut now = ends_in(days);
            if !now.tell(&before).is_empty() {
                told.push(days);
            }
            before = now;
        }
        assert_eq!(told, [13, 7, 3, 1]);
    }

    #[test]
    fn a_service_that_is_down_is_told_when_it_is_still_down_at_the_next_look_and_once() {
        let down = || found("unanswered", "watch.unanswered.status", None);
        let (mut first, mut second, mut third) = (down(), down(), down());
        assert_eq!(first.tell(&WatchRecord::default()), []);
        assert_eq!(first.open_looks, 1, "it is looked at again soon");
        assert_eq!(second.tell(&first).len(), 1);
        assert_eq!(third.tell(&second), []);
    }

    #[test]
    fn what_could_not_be_judged_stays_as_it_was_and_is_not_told_again() {
        let mut before = found("token_check_lax", "watch.token_check_lax.tests_changed", None);
        assert_eq!(before.tell(&WatchRecord::default()).len(), 1);
        let mut offline = WatchRecord::default();
        offline.carry_over(&before, &BTreeSet::from([WatchKind::TokenCheckLax]));
        assert_eq!(offline.findings, before.findings);
        assert_eq!(offline.tell(&before), []);
        let mut again = found("token_check_lax", "watch.token_check_lax.tests_changed", None);
        assert_eq!(again.tell(&offline), []);
        let mut repaired = WatchRecord::default();
        repaired.carry_over(&before, &BTreeSet::new());
        assert_eq!(repaired.findings, [], "what was judged and holds is found no more");
    }

    #[test]
    fn what_a_newer_app_found_is_left_out() {
        let kept = serde_json::json!({ "findings": [{ "kind": "moon", "key": "watch.moon", "args": [] }] });
        assert_eq!(WatchRecord::of_json(&kept), WatchRecord::default());
        assert_eq!(WatchRecord::of_json(&Value::Null).mark(), "");
    }
}
