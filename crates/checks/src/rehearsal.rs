//! What a rehearsal saw: the candidates that were posted and the reports that came back.

use crate::{Answer, NotSent, ProbeError};
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
}

impl Rehearsal {
    /// The answer to one candidate; `None` while it was not posted.
    pub(crate) fn answer(&self, sent: Sent) -> Option<Result<&Answer, ProbeError>> {
        self.sent.get(&sent).map(|result| result.as_ref().map_err(Clone::clone))
    }

    /// The same for one that is looked at beside another.
    pub(crate) fn answer_or_unsent(&self, sent: Sent) -> Result<&Answer, ProbeError> {
        self.answer(sent).unwrap_or(Err(ProbeError::NotSent(NotSent::Cancelled)))
    }
}
