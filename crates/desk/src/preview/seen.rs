//! What a partner's service last answered, as far as a customer would see it.

use crate::core::verdict_record::records;
use checks::{Call, KeptEvidence, Subject, TestEntry, TokenAnswer, TokenSent, find, own_error, tests_in};
use store::{Millis, RunRow};

/// The checks that read the same as the two calls: what they read tells whether an answer still stands.
const TOKEN_CHECK: &str = "TOKEN-1";
const TESTS_CHECK: &str = "TESTS-1";

/// An answer with what it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Seen<T> {
    pub(crate) at: Millis,
    /// Of the URL and the token.
    pub(crate) inputs_hash: String,
    pub(crate) value: T,
}

impl<T> Seen<T> {
    /// Whether URL and token are still those of then.
    pub(crate) fn is_current(&self, check: &str, subject: &Subject) -> bool {
        hash(check, subject).is_some_and(|hash| hash == self.inputs_hash)
    }
}

/// The last answers of a service.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServiceSeen {
    token: Option<Seen<TokenAnswer>>,
    tests: Option<Seen<Vec<TestEntry>>>,
    /// The text of its own that came with its last error.
    pub(crate) own_error: Option<String>,
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
        let token = evidence.answer(Call::Validate(TokenSent::Good));
        let tests = evidence.answer(Call::Tests(TokenSent::Good));
        Self {
            own_error: tests.as_ref().and_then(own_error).or_else(|| token.as_ref().and_then(own_error)),
            token: token.zip(rests_on(TOKEN_CHECK)).map(|(answer, (inputs_hash, at))| Seen {
                at,
                inputs_hash,
                value: TokenAnswer::of(answer.status),
            }),
            tests: tests
                .and_then(|answer| tests_in(&answer))
                .zip(rests_on(TESTS_CHECK))
                .map(|(value, (inputs_hash, at))| Seen { at, inputs_hash, value }),
        }
    }

    /// Takes in what is newer; what was not asked again stays.
    pub(crate) fn renew(&mut self, newer: Self) {
        self.token = newer.token.or(self.token.take());
        self.tests = newer.tests.or(self.tests.take());
        self.own_error = newer.own_error.or(self.own_error.take());
    }

    /// The last answer to the customer token, and whether it still stands.
    pub(crate) fn token(&self, subject: &Subject) -> Option<(&Seen<TokenAnswer>, bool)> {
        self.token.as_ref().map(|seen| (seen, seen.is_current(TOKEN_CHECK, subject)))
    }

    /// The test list, and whether it still stands.
    pub(crate) fn tests(&self, subject: &Subject) -> Option<(&Seen<Vec<TestEntry>>, bool)> {
        self.tests.as_ref().map(|seen| (seen, seen.is_current(TESTS_CHECK, subject)))
    }
}
