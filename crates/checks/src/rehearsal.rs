//! What a rehearsal saw: the candidates that were posted and the reports that came back.

use crate::auth_outcome::AuthOutcome;
use crate::{Answer, NotSent, ProbeError};
use evidence::ReportUpdate;
use partner::Kind;
use serde_json::Value;
use std::collections::BTreeMap;

/// A candidate that a rehearsal posts to `send_candidate`, in the order in which they go out. The first two must create
/// nothing: when the first is accepted, the second stays unsent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    /// With a wrong token of the right shape.
    WrongToken,
    /// Without a token.
    NoToken,
    /// With the right token and the id of a test that is not in the list.
    UnknownTest,
    /// As Recruitee sends it.
    Candidate,
}

impl Sent {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::WrongToken, Self::NoToken, Self::UnknownTest, Self::Candidate];

    /// The written name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WrongToken => "wrong_token",
            Self::NoToken => "no_token",
            Self::UnknownTest => "unknown_test",
            Self::Candidate => "candidate",
        }
    }

    /// The one of that written name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sent| sent.key() == key)
    }

    /// What may follow an answer. At most one candidate is accepted per press, and one whose answer is lost may have
    /// been.
    pub fn then(self, answer: Result<&Answer, ProbeError>) -> Then {
        match (self, AuthOutcome::of(answer)) {
            (Self::Candidate, _) => Then::Finished,
            // A token so short that no part of it can be wrong.
            (_, AuthOutcome::None(ProbeError::NotSent(NotSent::NoSuchPart))) => Then::Next,
            // Where wrong tokens are accepted, nothing else is learned by sending more.
            (Self::WrongToken | Self::NoToken, AuthOutcome::Accepted(_) | AuthOutcome::None(_)) => {
                Then::Finished
            }
            (Self::UnknownTest, AuthOutcome::Accepted(_) | AuthOutcome::None(_)) => Then::AnotherPress,
            // Whoever is asked to wait, or keeps robots out, does not see the next one either.
            (_, AuthOutcome::AskedToWait(_) | AuthOutcome::Wall(_)) => Then::Finished,
            (_, AuthOutcome::Rejected(_) | AuthOutcome::Odd(_)) => Then::Next,
        }
    }
}

/// What a check needs of a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RehearsalPart {
    /// The answer to a candidate that was posted.
    Sent(Sent),
    /// The reports of that candidate, and what was sent about them.
    Reports,
}

/// What may follow a candidate that was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next one, by itself.
    Next,
    /// The next one, once the person agreed again.
    AnotherPress,
    /// Nothing more is sent.
    Finished,
}

/// All that a rehearsal gathered.
#[derive(Debug, Clone, Default)]
pub struct Rehearsal {
    /// The kind of the partner: some fields of a report are for assessments alone.
    pub kind: Option<Kind>,
    /// The answer to each candidate that was posted.
    pub sent: BTreeMap<Sent, Result<Answer, ProbeError>>,
    /// The reports of the candidate as Recruitee holds them; `None` while they were not read.
    pub reports: Option<Vec<Value>>,
    /// The report that this is about; all of them while it is not known.
    pub report_id: Option<String>,
    /// Nobody else had a report of this candidate before: others were made by the service.
    pub is_only_report: bool,
    /// What was sent about it, where that can be seen: in the Sandbox alone.
    pub updates: Vec<ReportUpdate>,
    /// How often a person has sent a report in the service's place.
    pub by_hand: usize,
    /// The candidate that could not be sent, and why: it is certain that nothing left.
    pub not_sent: Option<(Sent, ProbeError)>,
}

impl Rehearsal {
    /// What is posted next, and whether it follows by itself within a press. `None` when nothing is left.
    pub fn next(&self) -> Option<(Sent, Then)> {
        let mut then = Then::AnotherPress;
        for sent in Sent::ALL {
            match self.answer(sent) {
                None => return Some((sent, then)),
                Some(answer) => then = sent.then(answer),
            }
            if then == Then::Finished {
                return None;
            }
        }
        None
    }

    /// The answer to one candidate; `None` while it was not posted.
    pub(crate) fn answer(&self, sent: Sent) -> Option<Result<&Answer, ProbeError>> {
        self.sent.get(&sent).map(|result| result.as_ref().map_err(Clone::clone))
    }

    /// Whether the service has answered that it does not take the candidate: then no report is awaited.
    pub fn was_refused(&self) -> bool {
        let answered = self.answer(Sent::Candidate).filter(Result::is_ok);
        answered.is_some_and(|answer| !matches!(AuthOutcome::of(answer), AuthOutcome::Accepted(_)))
    }

    /// Why a candidate never left, where that was tried.
    pub(crate) fn never_left(&self, sent: Sent) -> Option<&ProbeError> {
        self.not_sent.as_ref().filter(|(name, _)| *name == sent).map(|(_, error)| error)
    }

    /// Whether a report that ended can only be the one that a person sent.
    pub(crate) fn is_by_hand(&self) -> bool {
        let taken = self.updates.iter().filter(|update| update.refusal.is_none()).count();
        self.by_hand > 0 && taken <= self.by_hand
    }

    /// The same for one that is looked at beside another.
    pub(crate) fn answer_or_unsent(&self, sent: Sent) -> Result<&Answer, ProbeError> {
        self.answer(sent).unwrap_or(Err(ProbeError::NotSent(NotSent::Cancelled)))
    }
}
