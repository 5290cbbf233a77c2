//! What the checks judge: the record as it stands, and what the live addresses answered.

use partner::{Address, Draft, Environment};
use serde::{Deserialize, Serialize};
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

/// Which token a call carries: the rows of the truth table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// A call that a check needs. Each is made once per run, whoever needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Headers of caches, robot walls and clocks; names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Why the body could not be read to its end. The status stands all the same.
    pub body_fault: Option<Trouble>,
    /// There was more of it than the limit.
    pub is_cut: bool,
    /// Where a redirect leads that was not followed, since it leaves the origin.
    pub redirect: Option<Redirect>,
    /// Where it was found in the end, when redirects were followed.
    pub found_at: Option<String>,
    /// From the look-up to the last byte.
    pub took_ms: u64,
    /// When the last byte came, in milliseconds of a clock that only runs on; says something beside another one.
    pub came_at_ms: u64,
}

impl Answer {
    /// A header's value; `name` in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim())
    }

    /// The seconds after which the service wants to be asked again.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        self.header("retry-after")?.parse().ok()
    }
}

/// A redirect that leads to another origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// Its origin, as it can be shown.
    pub to: String,
    /// The same host, but over plain http.
    pub is_http: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The person has not said yet that the token may go to that origin.
    NotAllowed,
    /// A proxy looks names up, so their addresses cannot be seen from here.
    Proxied,
    /// Something on our side is in the way; says nothing about the service.
    Ours(OurFault),
    /// The name servers of this name cannot tell now, while those of others can.
    NameNotTold,
    /// The token has no further part that could be wrong: nothing was sent.
    NoSuchPart,
    /// Nothing was sent, since the service had asked to wait: so many seconds, where it said how many.
    AskedToWait(Option<u64>),
    /// Nothing was sent, since the service had locked us out for wrong tokens before.
    LockedOut,
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
    /// The body says that it is packed, and cannot be unpacked.
    NotUnpacked,
    /// More redirects than are followed.
    Redirects,
}

/// What is in the way on our side: this computer, its network, or this app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OurFault {
    /// Names that exist are not found from here.
    Names,
    /// Hosts that are there cannot be connected to from here.
    NoWayOut,
    /// This network answers for every name by itself.
    Portal,
    /// Certificates are signed anew on the way, by this signer.
    Intercepted(String),
    /// This computer's clock is ahead by so many seconds; negative when it is behind.
    Clock(i64),
    /// This process stood still while the call was made, twice.
    Stalled,
    /// The proxy cannot be reached.
    ProxyDown(String),
    /// The proxy asks for a name and a password.
    ProxyLogIn(String),
    /// The proxy did not make the connection; with its HTTP status, 0 for none.
    ProxyRefused(String, u16),
    /// The answer is HTTP that our library does not read.
    Unparsed,
}

/// What is wrong with a certificate or the handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TlsFault {
    /// Out of date.
    Expired,
    /// Out of date further up the chain.
    ChainExpired,
    /// Not in force yet.
    NotYetValid,
    /// Made out to another name.
    WrongName,
    /// Names its host only where nobody looks any more (the common name).
    NoNames,
    /// Signed by itself.
    SelfSigned,
    /// Signed by nobody that is trusted.
    UnknownIssuer,
    /// The server does not send the certificates between its own and the authority's.
    IncompleteChain,
    /// Signed with a method that is broken (MD5, SHA-1).
    WeakSignature,
    /// Made for another purpose than a server.
    NotForServers,
    /// An authority's certificate in the place of a server's.
    AuthorityAsServer,
    /// Not readable as a certificate.
    Unreadable,
    /// Nothing newer than TLS 1.1 offered.
    OldProtocol,
    /// The server speaks something else than TLS.
    NotTls,
    /// The server asks the caller for a certificate.
    ClientCertificate,
    /// The server does not know the name.
    NameNotServed,
    /// The server ends the handshake with an alert.
    Refused,
    /// The connection ends in the middle of the handshake.
    CutOff,
    /// Another fault of the handshake.
    Other,
}

/// The kind of range an address lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Range {
    /// Reachable from everywhere.
    Public,
    /// This computer.
    Loopback,
    /// A private network.
    Private,
    /// One cable or one radio cell.
    LinkLocal,
    /// Shared address space of carriers (CGNAT).
    Shared,
    /// Kept for examples.
    Documentation,
    /// Many receivers at once.
    Multicast,
    /// Any other range that the internet does not route.
    Reserved,
}

/// How far an address could be reached without asking anything of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Every address that the name has, or why none.
    pub addresses: Result<Vec<(IpAddr, Range)>, Trouble>,
    /// The handshake, with the time at which the certificate ends (seconds since 1970); `None` over plain
    /// http or when there was nothing to shake hands with.
    pub handshake: Option<Result<Option<i64>, Trouble>>,
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
