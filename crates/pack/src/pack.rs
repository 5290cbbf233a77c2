//! The pack as data: `evidence.json`.

use crate::caveat::{Caveat, Grounds};
use crate::evidence::{Confirmation, NotJudged, Rehearsal, Request, Verdict};
use crate::names::Format;
use crate::time::Time;
use partner::Environment;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a reviewer is sent. Every file of it is made from this alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Which format.
    pub format: Format,
    /// The version of the app that made it.
    pub app_version: String,
    /// The set of rules that judged.
    pub rules: String,
    /// When it was made.
    pub made_at: Time,
    /// Where the partner was checked.
    pub environment: Environment,
    /// The company that the partner belongs to.
    pub company_id: Option<String>,
    /// The record, as a `.partner.json` file has it.
    pub record: Value,
    /// [`crate::record_hash`] of the record.
    pub record_hash: String,
    /// The logo as SVG; empty where there is none.
    pub logo: String,
    /// When the checks were run; `None` when they never were.
    pub checked_at: Option<Time>,
    /// Whether the partner is ready.
    pub is_ready: bool,
    /// The result in a sentence.
    pub headline: String,
    /// What a reader must know first.
    pub caveats: Vec<Caveat>,
    /// In the order of the catalog.
    pub verdicts: Vec<Verdict>,
    /// Checks without a verdict.
    pub not_judged: Vec<NotJudged>,
    /// What people confirmed.
    pub confirmations: Vec<Confirmation>,
    /// The latest rehearsal.
    pub rehearsal: Option<Rehearsal>,
    /// What the verdicts rest on.
    pub requests: Vec<Request>,
}

impl Pack {
    /// Whether it was made in the Sandbox: then it can't be sent as a request.
    pub fn is_practice(&self) -> bool {
        self.environment == Environment::Sandbox
    }

    /// What its caveats have to hold at least.
    pub(crate) fn grounds(&self) -> Grounds<'_> {
        Grounds {
            environment: self.environment,
            checked_at: self.checked_at,
            verdicts: &self.verdicts,
            not_judged: &self.not_judged,
        }
    }

    /// The caveats as one line; empty where there are none. Those that follow from what was found are in it whatever
    /// the pack says.
    pub(crate) fn caveat_lines(&self) -> Vec<String> {
        let own = self.caveats.iter().filter(|caveat| !matches!(caveat, Caveat::Practice {})).cloned();
        let mut all: Vec<Caveat> = self.is_practice().then_some(Caveat::Practice {}).into_iter().collect();
        all.extend(own);
        for caveat in Caveat::all_of(self.grounds()) {
            if !all.contains(&caveat) {
                all.push(caveat);
            }
        }
        all.iter().map(Caveat::sentence).collect()
    }

    /// A text of the record; empty where it is none.
    pub(crate) fn text_of(&self, pointer: &str) -> &str {
        self.record.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }
}
