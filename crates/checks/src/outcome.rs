//! All verdicts together: ready or not.

use crate::{Level, State, find};

/// The sum of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// `must` checks that apply.
    pub required: usize,
    /// Of those, green.
    pub pass: usize,
    /// Of those, failing.
    pub fail: usize,
    /// Of those, neither: unknown, stale or waiting.
    pub open: usize,
    /// Of those that are open, the ones that wait for the rehearsal.
    pub to_rehearse: usize,
    /// Failing advice.
    pub advice: usize,
    /// Manual checks that nobody has confirmed yet. They never block.
    pub to_confirm: usize,
}

impl Outcome {
    /// Whether every `must` that applies is green.
    pub fn is_ready(self) -> bool {
        self.required > 0 && self.pass == self.required
    }
}

/// Counts verdicts, each given by the id of its check, the level of its finding and its state.
pub fn outcome<'a>(verdicts: impl IntoIterator<Item = (&'a str, Level, State)>) -> Outcome {
    let mut sum = Outcome::default();
    for (id, level, state) in verdicts {
        match (level, state) {
            (_, State::NotApplicable) => {}
            (Level::Must, state) => {
                sum.required += 1;
                match state {
                    state if state.is_green() => sum.pass += 1,
                    State::Fail => sum.fail += 1,
                    State::Waiting => (sum.open, sum.to_rehearse) = (sum.open + 1, sum.to_rehearse + 1),
                    _ => sum.open += 1,
                }
            }
            (Level::Should, State::Fail) => {
                sum.advice += 1;
                // A required check whose only finding is advice: what is required holds.
                if find(id).is_some_and(|check| check.level == Level::Must) {
                    sum.required += 1;
                    sum.pass += 1;
                }
            }
            (Level::Manual, State::Waiting) => sum.to_confirm += 1,
            (Level::Should | Level::Manual, _) => {}
        }
    }
    sum
}
