//! What a watch found, as it is kept.

use checks::{WatchFinding, WatchKind};
use redact::Scrubber;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    /// Nothing could be looked at: it is tried again soon.
    #[serde(default)]
    pub(crate) is_blind: bool,
}

/// Days before the end of a certificate at which it is told again.
const TOLD_AT_DAYS: [i64; 4] = [14, 7, 3, 1];

impl WatchNote {
    pub(crate) fn of(found: &WatchFinding, scrubber: &Scrubber) -> Self {
        Self {
            kind: found.kind.key().into(),
            key: found.sentence.key.clone(),
            args: found
                .sentence
                .args
                .iter()
                .map(|(name, value)| ((*name).to_owned(), scrubber.clean(value)))
                .collect(),
        }
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

    /// What makes it another thing to tell of. Days that pass do not, but for a few.
    fn identity(&self) -> (String, Option<i64>) {
        let days = self.args.iter().find(|(name, _)| name == "days").and_then(|(_, days)| days.parse().ok());
        let step = days.and_then(|days: i64| TOLD_AT_DAYS.into_iter().filter(|at| *at >= days).min());
        (self.key.clone(), step)
    }
}

impl WatchRecord {
    pub(crate) fn of_json(value: &Value) -> Self {
        let mut record: Self = serde_json::from_value(value.clone()).unwrap_or_default();
        record.findings.retain(|note| note.kind().is_some());
        record
    }

    /// What is found here and was not found before.
    pub(crate) fn news<'a>(&'a self, before: &Self) -> Vec<&'a WatchNote> {
        let told = |note: &&WatchNote| !before.findings.iter().any(|one| one.identity() == note.identity());
        self.findings.iter().filter(told).collect()
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

    fn ends_in(days: i64) -> WatchRecord {
        let note = WatchNote {
            kind: "certificate_ends".into(),
            key: "check.ADDR-5.soon".into(),
            args: vec![("days".into(), days.to_string())],
        };
        WatchRecord { findings: vec![note], ..WatchRecord::default() }
    }

    #[test]
    fn the_end_of_a_certificate_is_told_at_14_7_3_and_1_days_and_not_each_day() {
        let told: Vec<i64> =
            (0..14).rev().filter(|days| !ends_in(*days).news(&ends_in(days + 1)).is_empty()).collect();
        assert_eq!(told, [7, 3, 1]);
        assert_eq!(ends_in(13).news(&WatchRecord::default()).len(), 1);
    }

    #[test]
    fn what_a_newer_app_found_is_left_out() {
        let kept = serde_json::json!({ "findings": [{ "kind": "moon", "key": "watch.moon", "args": [] }] });
        assert_eq!(WatchRecord::of_json(&kept), WatchRecord::default());
        assert_eq!(WatchRecord::of_json(&Value::Null).mark(), "");
    }
}
