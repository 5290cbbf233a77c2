//! A verdict as it is kept with its run and turned into a view.

use checks::{
    BodyLocation, Call, Cause, Check, Earlier, FixedBy, Level, Outcome, READ, State, Subject, Target,
    Verdict, find, outcome,
};
use client::Exchange;
use partner::Field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::RunRow;

/// A verdict without borrowed parts, as JSON in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VerdictRecord {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) level: String,
    pub(crate) state: String,
    pub(crate) depends_on: Option<String>,
    pub(crate) key: String,
    pub(crate) args: Vec<(String, String)>,
    pub(crate) seen: Vec<SeenRecord>,
    #[serde(rename = "mended_by")]
    pub(crate) fixed_by: String,
    pub(crate) target: String,
    pub(crate) calls: Vec<String>,
    pub(crate) inputs_hash: String,
    /// When it was judged, in milliseconds since 1970.
    #[serde(default)]
    pub(crate) at: i64,
    /// A hash of each thing it read, by name.
    #[serde(default, rename = "marks")]
    pub(crate) input_hashes: Vec<(String, String)>,
    /// The call whose answer shows the fault, and where in its body.
    #[serde(default)]
    pub(crate) place: Option<(String, BodyLocationRecord)>,
}

/// Where in a body a fault is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BodyLocationRecord {
    /// A JSON pointer.
    Pointer(String),
    /// Line and column, from 1.
    Line(usize, usize),
}

/// One line of what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenRecord {
    pub(crate) what: String,
    pub(crate) should: String,
    pub(crate) was: String,
    pub(crate) args: Vec<(String, String)>,
    pub(crate) good: Option<bool>,
}

/// The state of a check without a verdict; none of those that a verdict has.
const UNJUDGED: &str = "none";

const STATES: [State; 7] = [
    State::Pass,
    State::Fail,
    State::Unknown,
    State::Stale,
    State::Waiting,
    State::Confirmed,
    State::NotApplicable,
];

fn owned(args: &[(&'static str, String)]) -> Vec<(String, String)> {
    args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

impl VerdictRecord {
    /// What is kept of a verdict that was judged `at` a time on `subject`.
    pub(crate) fn of(verdict: &Verdict, subject: &Subject, at: i64) -> Self {
        let input_hashes = find(verdict.id).map(|check| check.input_hashes(subject)).unwrap_or_default();
        Self {
            at,
            input_hashes: input_hashes.into_iter().map(|(name, hash)| (name.to_owned(), hash)).collect(),
            place: verdict.place.as_ref().map(|(call, place)| {
                let place = match place {
                    BodyLocation::Pointer(pointer) => BodyLocationRecord::Pointer(pointer.clone()),
                    BodyLocation::Line(line, column) => BodyLocationRecord::Line(*line, *column),
                };
                (call.key(), place)
            }),
            id: verdict.id.into(),
            version: verdict.version,
            level: verdict.level.key().into(),
            state: verdict.state.key().into(),
            depends_on: match verdict.cause {
                Some(Cause::DependsOn(id)) => Some(id.into()),
                _ => None,
            },
            key: verdict.sentence.key.clone(),
            args: owned(&verdict.sentence.args),
            seen: verdict
                .seen
                .iter()
                .map(|seen| SeenRecord {
                    what: seen.what.clone(),
                    should: seen.should.clone(),
                    was: seen.was.key.clone(),
                    args: owned(&seen.was.args),
                    good: seen.good,
                })
                .collect(),
            fixed_by: verdict.fixed_by.key().into(),
            target: verdict.target.key().into(),
            calls: verdict.calls.iter().map(|call| call.key()).collect(),
            inputs_hash: verdict.inputs_hash.clone(),
        }
    }

    /// A check that was not judged yet: it counts as open.
    pub(crate) fn unjudged(check: &Check) -> Self {
        Self {
            id: check.id.into(),
            version: check.version,
            level: check.level.key().into(),
            state: UNJUDGED.into(),
            depends_on: None,
            key: "check.none".into(),
            args: Vec::new(),
            seen: Vec::new(),
            fixed_by: FixedBy::Nobody.key().into(),
            target: check.target.key().into(),
            calls: Vec::new(),
            inputs_hash: String::new(),
            at: 0,
            input_hashes: Vec::new(),
            place: None,
        }
    }

    /// Out of date whatever its inputs are: no inputs have this hash.
    pub(crate) fn outdate(&mut self) {
        self.inputs_hash.clear();
    }

    /// Takes out of it what `clean` knows: services echo tokens, and findings quote services.
    pub(crate) fn cleaned(mut self, clean: impl Fn(&str) -> String) -> Self {
        let seen = self.seen.iter_mut().flat_map(|seen| &mut seen.args);
        for (_, value) in self.args.iter_mut().chain(seen) {
            *value = clean(value);
        }
        self
    }

    pub(crate) fn is_judged(&self) -> bool {
        self.state != UNJUDGED
    }

    /// How it stands, for a round in which it is not judged.
    pub(crate) fn earlier(&self) -> Earlier {
        let waits_for = self.depends_on.as_deref().and_then(find).map(|check| check.id);
        // Advice of a required check: what is required of it holds.
        let is_advice = self.state() == State::Fail && self.level() == Level::Should;
        let is_required = find(&self.id).is_some_and(|check| check.level == Level::Must);
        let state = if is_advice && is_required { State::Pass } else { self.state() };
        Earlier { state, waits_for }
    }

    pub(crate) fn key(state: State) -> String {
        state.key().to_owned()
    }

    pub(crate) fn state(&self) -> State {
        // What this app wrote it can read; a state of a newer app is one we do not know.
        STATES.into_iter().find(|state| state.key() == self.state).unwrap_or(State::Unknown)
    }

    pub(crate) fn level(&self) -> Level {
        Level::ALL.iter().find(|level| level.key() == self.level).copied().unwrap_or(Level::Must)
    }

    /// Where Fix leads; what another version leads to and this one does not know is looked for with the details.
    pub(crate) fn target(&self) -> Target {
        let found = Target::ALL.into_iter().find(|target| target.key() == self.target);
        found.unwrap_or(Target::Field(Field::Name))
    }

    pub(crate) fn fixed_by(&self) -> FixedBy {
        let found = FixedBy::ALL.iter().find(|who| who.key() == self.fixed_by);
        found.copied().unwrap_or(FixedBy::Nobody)
    }

    /// What a person's word for it holds for: this finding, from these inputs and this text of the article.
    pub(crate) fn finding(&self) -> String {
        let read = self.args.iter().find(|(name, _)| name == READ).map_or("", |(_, value)| value);
        format!("{}:{}:{read}", self.inputs_hash, self.key)
    }

    /// Sets a check to what a person now says.
    pub(crate) fn confirm(&mut self, confirmed: bool) {
        let state = if confirmed { State::Confirmed } else { State::Waiting };
        self.state = Self::key(state);
        self.key = format!("check.{}.{}", self.id, state.key());
        let fixed_by = if confirmed { FixedBy::Nobody } else { FixedBy::You };
        fixed_by.key().clone_into(&mut self.fixed_by);
    }
}

/// The verdicts of a run as they are kept. Those of the first rules have the time of their run.
pub(crate) fn records(run: &RunRow) -> Vec<VerdictRecord> {
    let mut kept: Vec<VerdictRecord> = serde_json::from_value(run.verdicts.clone()).unwrap_or_default();
    for verdict in &mut kept {
        if verdict.at == 0 {
            verdict.at = run.started_at;
        }
        for call in verdict.calls.iter_mut().chain(verdict.place.as_mut().map(|(call, _)| call)) {
            *call = written_name(call);
        }
    }
    kept
}

/// What was sent in a run, by the name of the call.
pub(crate) type Exchanges = BTreeMap<String, Vec<Exchange>>;

/// What was sent in a run, as it is kept.
pub(crate) fn exchanges(run: &RunRow) -> Exchanges {
    let kept: Exchanges = serde_json::from_value(run.exchanges.clone()).unwrap_or_default();
    kept.into_iter().map(|(call, sent)| (written_name(&call), sent)).collect()
}

/// The name of a call as it is written today.
fn written_name(call: &str) -> String {
    Call::from_key(call).map_or_else(|| call.to_owned(), Call::key)
}

/// The sum of a list of verdicts.
pub(crate) fn sum(verdicts: &[VerdictRecord]) -> Outcome {
    outcome(
        verdicts
            .iter()
            .filter(|verdict| find(&verdict.id).is_some())
            .map(|verdict| (verdict.id.as_str(), verdict.level(), verdict.state())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_run_of_the_first_versions_is_read_by_the_names_of_today() {
        let exchange = json!({
            "purpose": "purpose.validate_good", "method": "GET", "url": "https://a.example/", "request_headers": [],
            "request_body": "", "status": 200, "response_headers": [], "response_body": "[]", "trouble": null,
            "duration_ms": 1
        });
        let verdict = json!({
            "id": "TESTS-2", "version": 1, "level": "must", "state": "fail", "depends_on": null, "key": "k",
            "args": [], "seen": [], "mended_by": "developer", "target": "urls.tests",
            "calls": ["Tests(Good)", "Validate(OtherScheme)"], "inputs_hash": "h",
            "place": ["Tests(Good)", { "pointer": "/0" }]
        });
        let run = RunRow {
            started_at: 7,
            verdicts: json!([verdict]),
            exchanges: json!({ "Tests(Good)": [exchange] }),
            ..RunRow::default()
        };
        let read = records(&run).remove(0);
        assert_eq!(read.at, 7);
        assert_eq!(read.calls, ["tests.good", "validate.other_scheme"]);
        assert_eq!(read.place.unwrap().0, "tests.good");
        assert_eq!(exchanges(&run)["tests.good"].len(), 1);
    }
}
