//! Which checks are judged together: all, or some with those that depend on them.

use crate::{CATALOGUE, Call, Check, Evidence, Level, State, Verdict, find};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a check from before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    /// As it stands now.
    pub state: State,
    /// The check that it waited for, where that was the cause.
    pub waits_for: Option<&'static str>,
}

/// The checks to be judged, and what is known of the others.
#[derive(Debug, Clone, Default)]
pub struct CheckSelection {
    wanted: BTreeSet<&'static str>,
    earlier: BTreeMap<&'static str, Earlier>,
}

impl CheckSelection {
    /// All checks.
    pub fn all() -> Self {
        Self { wanted: CATALOGUE.iter().map(|check| check.id).collect(), earlier: BTreeMap::new() }
    }

    /// The checks of `ids` and no others.
    pub fn exactly(ids: &[&str]) -> Self {
        let wanted = CATALOGUE.iter().map(|check| check.id).filter(|id| ids.contains(id)).collect();
        Self { wanted, earlier: BTreeMap::new() }
    }

    /// The checks of `ids`, those that depend on them, and those that they depend on and that do not hold
    /// as far as is known. A check depends on another by its declaration, or because it waited for it.
    pub fn of(ids: &[&str], earlier: BTreeMap<&'static str, Earlier>) -> Self {
        let mut wanted: BTreeSet<&'static str> =
            CATALOGUE.iter().map(|check| check.id).filter(|id| ids.contains(id)).collect();
        loop {
            let before = wanted.len();
            for check in CATALOGUE {
                let waits_for = earlier.get(check.id).and_then(|earlier| earlier.waits_for);
                if check.depends_on.iter().chain(&waits_for).any(|id| wanted.contains(id)) {
                    wanted.insert(check.id);
                }
                if wanted.contains(check.id) {
                    let open = |id: &&&'static str| {
                        earlier.get(**id).is_none_or(|known| {
                            !known.state.is_green() && known.state != State::NotApplicable
                        })
                    };
                    wanted.extend(check.depends_on.iter().chain(&waits_for).filter(open));
                }
            }
            if wanted.len() == before {
                return Self { wanted, earlier };
            }
        }
    }

    /// Whether a check is judged in this round.
    pub fn holds(&self, id: &str) -> bool {
        self.wanted.contains(id)
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.wanted.len()
    }

    /// Whether there is nothing to judge.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The calls that it takes, each once.
    pub fn calls(&self) -> BTreeSet<Call> {
        self.checks().flat_map(|check| check.calls.iter().copied()).collect()
    }

    fn checks(&self) -> impl Iterator<Item = &'static Check> + '_ {
        CATALOGUE.iter().filter(|check| self.holds(check.id))
    }

    /// How a check stands that others depend on: as judged now, else as known from before.
    pub(crate) fn state(&self, id: &str, verdicts: &[Verdict]) -> Option<State> {
        let judged = verdicts.iter().find(|verdict| verdict.id == id).map(|verdict| {
            // Advice of a required check stands in nobody's way: what is required of it holds.
            let is_advice = verdict.state == State::Fail && verdict.level == Level::Should;
            let is_required = find(id).is_some_and(|check| check.level == Level::Must);
            if is_advice && is_required { State::Pass } else { verdict.state }
        });
        judged.or_else(|| Some(self.earlier.get(id)?.state))
    }
}

/// Judges every check of the round whose calls are all in and which is not among `verdicts` yet, and adds
/// it. Call it again whenever a call has ended; once all calls are in, every check has its verdict.
pub fn judge_ready(evidence: &Evidence, round: &CheckSelection, verdicts: &mut Vec<Verdict>) {
    loop {
        let before = verdicts.len();
        for check in round.checks() {
            let judged = |id: &str| verdicts.iter().any(|verdict| verdict.id == id);
            let due = !judged(check.id)
                && check.calls.iter().all(|call| evidence.holds(*call))
                && check.depends_on.iter().all(|id| judged(id) || !round.holds(id));
            if due {
                let verdict = check.judge(evidence, |id| round.state(id, verdicts));
                verdicts.push(verdict);
            }
        }
        // A check may depend on one that stands after it.
        if verdicts.len() == before {
            return;
        }
    }
}
