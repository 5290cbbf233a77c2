//! What the checks judge: the record as it stands, and what the live addresses answered.

use partner::{Address, Draft, Environment};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

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
    pub personal_token_mark: Option<String>,
    /// Changes whenever the partner secret is replaced or forgotten.
    pub partner_secret_mark: Option<String>,
    /// Changes whenever the customer token is replaced or forgotten.
    pub customer_token_mark: Option<String>,
    /// What the server held when it was last read.
    pub last_seen: Option<Draft>,
    /// Ids of the manual checks that a person has confirmed.
    pub confirmed: BTreeSet<String>,
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

/// Which token a call carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenSent {
    /// The customer token itself.
    Good,
    /// One character in its middle changed.
    Changed,
    /// No `Authorization` header.
    Missing,
    /// `Bearer` and nothing behind it.
    Empty,
}

/// A call that a check needs. Each is made once per run, whoever needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// `GET /partner` at Recruitee.
    Remote,
    /// Name, address and TLS handshake of one of the partner's addresses; nothing is asked of it.
    Reach(Address),
    /// `GET validate_token`.
    Validate(TokenSent),
    /// `GET tests`.
    Tests(TokenSent),
    /// `GET help_article`.
    Article,
}

/// An answer as it came, cut at the limit for bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The `Content-Type`, as sent.
    pub content_type: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// This computer has no network.
    Offline,
    /// The person pressed Cancel.
    Cancelled,
    /// The address itself is faulty (ADDR-1).
    NoAddress,
    /// The address is not public (ADDR-2), so nothing was sent.
    NotPublic,
    /// The token is missing.
    NoToken,
    /// The keychain could not be read.
    Keychain,
    /// No such name.
    NameNotFound,
    /// Nobody listens.
    Refused,
    /// The connection broke.
    Broken,
    /// No answer within so many seconds.
    TimedOut(u64),
    /// A fault of TLS (ADDR-4).
    Tls(TlsFault),
    /// The body is larger than so many bytes.
    TooLarge(usize),
    /// What came back is no HTTP.
    NotHttp,
    /// More redirects than are followed, or one that leads nowhere.
    Redirects,
}

/// What is wrong with a certificate or the handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsFault {
    /// Out of date.
    Expired,
    /// Not in force yet.
    NotYetValid,
    /// Made out to another name.
    WrongName,
    /// Signed by nobody that is trusted.
    UnknownIssuer,
    /// The server does not send the certificates between its own and the authority's.
    IncompleteChain,
    /// Nothing newer than TLS 1.1 offered.
    OldProtocol,
    /// Another fault of the handshake.
    Other,
}

/// The kind of range an address lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Reachable from everywhere.
    Public,
    /// This computer.
    Loopback,
    /// Any other range that the internet does not route.
    NotPublic,
}

/// How far an address could be reached without asking anything of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Every address that the name has, or why none.
    pub addresses: Result<Vec<(IpAddr, Range)>, Trouble>,
    /// The handshake; `None` over plain http or when there was nothing to shake hands with.
    pub handshake: Option<Result<(), Trouble>>,
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
    Trouble(Trouble),
}

/// All that was gathered in one run.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The record and its surroundings.
    pub subject: Subject,
    /// `false` on the command line without a personal token: REC-6 to 8 are then not applicable.
    pub registration_in_scope: bool,
    /// The personal token.
    pub personal_token: Presence,
    /// The partner secret.
    pub partner_secret: Presence,
    /// The result of [`Call::Remote`].
    pub remote: Option<RemoteSeen>,
    /// The results of [`Call::Reach`].
    pub reach: BTreeMap<Address, Reach>,
    /// The results of the other calls.
    pub answers: BTreeMap<Call, Result<Answer, Trouble>>,
}

impl Evidence {
    /// Whether the result of `call` is in.
    pub fn holds(&self, call: Call) -> bool {
        match call {
            Call::Remote => self.remote.is_some(),
            Call::Reach(address) => self.reach.contains_key(&address),
            _ => self.answers.contains_key(&call),
        }
    }

    /// The result of one call to a live address. Checks are judged only when their calls are in, so a
    /// missing one can only mean that it was cancelled.
    pub(crate) fn answer(&self, call: Call) -> Result<&Answer, Trouble> {
        match self.answers.get(&call) {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(trouble)) => Err(trouble.clone()),
            None => Err(Trouble::Cancelled),
        }
    }
}
