//! What a partner's service last answered, as far as a customer would see it.

use crate::core::verdict_record::records;
use checks::{
    Answer, Call, KeptEvidence, Subject, TestEntry, TokenAnswer, TokenSent, find, own_error, tests_in,
};
use store::{Millis, RunRow};

/// These checks read what the two calls depend on, so their hash tells whether an answer still stands.
const TOKEN_CHECK: &str = "TOKEN-1";
const TESTS_CHECK: &str = "TESTS-1";

/// An answer with what it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Seen<T> {
    pub(crate) at: Millis,
    /// Of the URL and the token.
    pub(crate) inputs_hash: String,
    pub(crate) value: T,
    /// The text of its own that came with an error.
    pub(crate) own_error: Option<String>,
}

/// One call of a round.
#[derive(Debug, Clone, Default)]
pub(crate) enum Called<T> {
    /// It was not made.
    #[default]
    No,
    /// No answer came.
    Unanswered,
    /// It was answered.
    Answered(Seen<T>),
}

impl<T> Called<T> {
    /// Takes in what is newer; what was not asked again stays.
    fn renew(&mut self, newer: Self) {
        if !matches!(newer, Self::No) {
            *self = newer;
        }
    }

    /// The answer, and whether URL and token are still those of then.
    fn standing(&self, check: &str, subject: &Subject) -> Option<(&Seen<T>, bool)> {
        let Self::Answered(seen) = self else { return None };
        Some((seen, hash(check, subject).is_some_and(|hash| hash == seen.inputs_hash)))
    }
}

/// The last answers of a service.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServiceSeen {
    token: Called<TokenAnswer>,
    /// Empty where the answer was no list.
    tests: Called<Vec<TestEntry>>,
}

fn hash(check: &str, subject: &Subject) -> Option<String> {
    find(check).map(|check| check.inputs_hash(subject))
}

impl ServiceSeen {
    /// What was answered just now, to a subject as it is.
    pub(crate) fn of(evidence: &KeptEvidence, subject: &Subject, at: Millis) -> Self {
        Self::read(evidence, |check| hash(check, subject).map(|hash| (hash, at)))
    }

    /// What was answered in a run that is kept.
    pub(crate) fn of_run(run: &RunRow) -> Self {
        let Ok(evidence) = serde_json::from_value::<KeptEvidence>(run.evidence.clone()) else {
            return Self::default();
        };
        let kept = records(run);
        Self::read(&evidence, |check| {
            let record = kept.iter().find(|record| record.id == check)?;
            Some((record.inputs_hash.clone(), record.at))
        })
    }

    fn read(evidence: &KeptEvidence, rests_on: impl Fn(&str) -> Option<(String, Millis)>) -> Self {
        let called = |call, check| match (evidence.answer(call), rests_on(check)) {
            (None, _) | (_, None) => Called::No,
            (Some(Err(_)), _) => Called::Unanswered,
            (Some(Ok(answer)), Some((inputs_hash, at))) => {
                Called::Answered(Seen { at, inputs_hash, own_error: own_error(&answer), value: answer })
            }
        };
        let token = |answer: &Answer| TokenAnswer::of(answer.status);
        let tests = |answer: &Answer| tests_in(answer).unwrap_or_default();
        Self {
            token: called(Call::Validate(TokenSent::Good), TOKEN_CHECK).map(token),
            tests: called(Call::Tests(TokenSent::Good), TESTS_CHECK).map(tests),
        }
    }

    /// Takes in what is newer.
    pub(crate) fn renew(&mut self, newer: Self) {
        self.token.renew(newer.token);
        self.tests.renew(newer.tests);
    }

    /// The last answer to the customer token, and whether it still stands.
    pub(crate) fn token(&self, subject: &Subject) -> Option<(&Seen<TokenAnswer>, bool)> {
        self.token.standing(TOKEN_CHECK, subject)
    }

    /// The test list, and whether it still stands.
    pub(crate) fn tests(&self, subject: &Subject) -> Option<(&Seen<Vec<TestEntry>>, bool)> {
        self.tests.standing(TESTS_CHECK, subject)
    }
}

impl Called<Answer> {
    fn map<T>(self, read: impl Fn(&Answer) -> T) -> Called<T> {
        match self {
            Self::No => Called::No,
            Self::Unanswered => Called::Unanswered,
            Self::Answered(Seen { at, inputs_hash, value, own_error }) => {
                Called::Answered(Seen { at, inputs_hash, value: read(&value), own_error })
            }
        }
    }
}
