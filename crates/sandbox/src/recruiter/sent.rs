//! A candidate that was sent, and the reports that came back.

use crate::recruiter::step::Step;
use crate::reports::shown;
use checks::Rehearsal;
use partner::{Kind, Sending};
use serde_json::Value;
use store::{SandboxFile, StoreError};

/// A candidate that was sent, or was to be.
pub(crate) struct SentCandidate {
    pub(crate) codename: String,
    pub(crate) name: String,
    pub(crate) kind: Option<Kind>,
    pub(crate) candidate: Sending,
    pub(crate) steps: Vec<Step>,
    pub(crate) was_accepted: bool,
}

impl SentCandidate {
    /// The candidate's reports as the Sandbox holds them.
    pub(crate) fn reports(&self, file: &SandboxFile) -> Result<Vec<Value>, StoreError> {
        let candidate_id = self.candidate.candidate_id.to_string();
        let all = file.reports(&self.codename)?;
        Ok(all.iter().filter(|report| report.candidate_id == candidate_id).map(shown).collect())
    }

    /// Whether the report of what was sent has ended.
    pub(crate) fn has_ended(&self, reports: Vec<Value>) -> bool {
        let report_id = Some(self.candidate.report_id.clone());
        Rehearsal { kind: self.kind.clone(), reports: Some(reports), report_id, ..Rehearsal::default() }
            .has_ended()
    }
}
