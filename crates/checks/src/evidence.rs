//! What the checks judge: the record as it stands, and what the live addresses answered.

use crate::{Answer, NotSent, ProbeError, Reach};
use partner::{Draft, Environment, UrlField};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the user can change and a verdict may depend on.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// The record.
    pub draft: Draft,
    /// Where it is registered; `None` until chosen.
    pub environment: Option<Environment>,
    /// As typed.
    pub company_id: String,
    /// Changes whenever the personal token is replaced or forgotten.
    pub personal_token_version: Option<String>,
    /// Changes whenever the partner secret is replaced or forgotten.
    pub partner_secret_version: Option<String>,
    /// Changes whenever the customer token is replaced or forgotten.
    pub customer_token_version: Option<String>,
    /// What the server held when it was last read.
    pub last_seen: Option<Draft>,
    /// Ids of the manual checks that a person has confirmed.
    pub confirmed: BTreeSet<String>,
    /// The record that was promoted.
    pub promoted: Option<Draft>,
    /// The record for which promotion was asked since.
    pub asked_again: Option<Draft>,
}

/// Whether a secret can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Presence {
    /// It is there.
    Present,
    /// It was looked for and is not there.
    #[default]
    Absent,
    /// The keychain could not be read: nothing is known.
    Unknown,
}

/// Which token a call carries: the rows of the truth table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenSent {
    /// The customer token itself.
    Good,
    /// A wrong token of the same shape: one character changed in its most telling part.
    Changed,
    /// Another wrong one: wrong in another part, or in another place of the only part.
    Part2,
    /// The same.
    Part3,
    /// The same.
    Part4,
    /// The same.
    Part5,
    /// The first wrong one once more, after a pause: a cache may have learned the answer meanwhile.
    Later,
    /// No `Authorization` header.
    Missing,
    /// `Bearer` and nothing behind it.
    Empty,
    /// The customer token behind `Basic` in place of `Bearer`.
    OtherScheme,
    /// The customer token with a space behind it. For information: servers differ, and none is wrong.
    Padded,
}

impl TokenSent {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Good,
        Self::Changed,
        Self::Part2,
        Self::Part3,
        Self::Part4,
        Self::Part5,
        Self::Later,
        Self::Missing,
        Self::Empty,
        Self::OtherScheme,
        Self::Padded,
    ];
    /// Wrong tokens of the right shape, each another one.
    pub const VARIANTS: [Self; 5] = [Self::Changed, Self::Part2, Self::Part3, Self::Part4, Self::Part5];

    /// Its name in keys of the catalogue of texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Changed => "changed",
            Self::Part2 => "part_2",
            Self::Part3 => "part_3",
            Self::Part4 => "part_4",
            Self::Part5 => "part_5",
            Self::Later => "later",
            Self::Missing => "missing",
            Self::Empty => "empty",
            Self::OtherScheme => "other_scheme",
            Self::Padded => "padded",
        }
    }
}

/// A call that a check needs. Each is made once per run, whoever needs it. Stored by [`Call::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// `GET /partner` at Recruitee.
    Remote,
    /// Name, address and TLS handshake of one of the partner's addresses; nothing is asked of it.
    Reach(UrlField),
    /// `GET validate_token`.
    Validate(TokenSent),
    /// `GET tests`.
    Tests(TokenSent),
    /// `GET help_article`.
    Article,
}

impl Call {
    /// The URL of the partner that it goes to.
    pub fn url_field(self) -> Option<UrlField> {
        match self {
            Self::Remote => None,
            Self::Reach(url_field) => Some(url_field),
            Self::Validate(_) => Some(UrlField::ValidateToken),
            Self::Tests(_) => Some(UrlField::Tests),
            Self::Article => Some(UrlField::HelpArticle),
        }
    }
}

/// What `GET /partner` said.
#[derive(Debug, Clone)]
pub enum RemoteSeen {
    /// The record.
    Record(Box<Draft>),
    /// 404: no such partner.
    NotRegistered,
    /// 401 or 403.
    TurnedAway,
    /// 429: asked to wait.
    TooManyRequests,
    /// Another status.
    OtherStatus(u16),
    /// No answer.
    Unread(ProbeError),
}

/// All that was gathered in one run.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The record and its surroundings.
    pub subject: Subject,
    /// When it was gathered, in seconds since 1970.
    pub at: i64,
    /// `false` on the command line without a personal token: REC-6 to 8 are then not applicable.
    pub registration_in_scope: bool,
    /// The personal token.
    pub personal_token: Presence,
    /// The partner secret.
    pub partner_secret: Presence,
    /// The result of [`Call::Remote`].
    pub remote: Option<RemoteSeen>,
    /// The results of [`Call::Reach`].
    pub reach: BTreeMap<UrlField, Reach>,
    /// The results of the other calls.
    pub answers: BTreeMap<Call, Result<Answer, ProbeError>>,
}

impl Evidence {
    /// Whether the result of `call` is in.
    pub fn holds(&self, call: Call) -> bool {
        match call {
            Call::Remote => self.remote.is_some(),
            Call::Reach(url_field) => self.reach.contains_key(&url_field),
            _ => self.answers.contains_key(&call),
        }
    }

    /// The result of one call to a live address. Checks are judged only when their calls are in, so a
    /// missing one can only mean that it was cancelled.
    pub(crate) fn answer(&self, call: Call) -> Result<&Answer, ProbeError> {
        match self.answers.get(&call) {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(error)) => Err(error.clone()),
            None => Err(ProbeError::NotSent(NotSent::Cancelled)),
        }
    }
}
