//! Why a call got no answer, told apart by who is at fault.

/// No answer, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// This computer has no way to the network.
    #[error("this computer is offline")]
    Offline,
    /// The name does not exist.
    #[error("the name {0} was not found")]
    NameNotFound(String),
    /// One of the name's addresses is not public; nothing was sent.
    #[error("{0} is not a public address")]
    NotPublic(String),
    /// Nobody listens there.
    #[error("the connection was refused")]
    Refused,
    /// The connection ended before the answer did.
    #[error("the connection broke")]
    Broken,
    /// Nothing within so many seconds.
    #[error("no answer within {0} s")]
    TimedOut(u64),
    /// The handshake failed.
    #[error("TLS: {0:?}")]
    Tls(TlsTrouble),
    /// The body is larger than so many bytes.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
    /// What came back is no HTTP.
    #[error("the answer is no HTTP")]
    NotHttp,
    /// Too many redirects, or one that may not be followed.
    #[error("the redirect cannot be followed")]
    Redirects,
    /// The token is not for this origin; nothing was sent.
    #[error("{0}")]
    WrongOrigin(#[from] redact::WrongOrigin),
}

impl Trouble {
    /// Whether trying again may help: the connection never stood or broke on the way.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Broken)
    }
}

/// What is wrong with a certificate or the handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsTrouble {
    /// Out of date.
    Expired,
    /// Not in force yet.
    NotYetValid,
    /// Made out to another name.
    WrongName,
    /// Signed by nobody that is trusted.
    UnknownIssuer,
    /// The certificates between the server's own and the authority's are not sent.
    IncompleteChain,
    /// Nothing newer than TLS 1.1.
    OldProtocol,
    /// Any other fault.
    Other,
}
