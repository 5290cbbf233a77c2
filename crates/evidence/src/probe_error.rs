use crate::{OurFault, TlsError};
use serde::{Deserialize, Serialize};

/// Why a call got no answer, told apart by who is at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ProbeError {
    /// This computer has no way to the network.
    #[error("this computer is offline")]
    Offline,
    /// Something between this computer and the service is in the way; says nothing about the service.
    #[error("{0}")]
    Ours(#[from] OurFault),
    /// The name does not exist. It is not stored: the URL tells it.
    #[error("the name {0} was not found")]
    NameNotFound(#[serde(skip)] String),
    /// The name servers of this name answer that they cannot tell now, while those of others can. The name is
    /// not stored: the URL tells it.
    #[error("the name {0} could not be looked up")]
    NameNotTold(#[serde(skip)] String),
    /// One of the name's addresses is not public; nothing was sent. It is not stored: `Reach` holds
    /// all of them.
    #[error("{0} is not a public address")]
    NotPublic(#[serde(skip)] String),
    /// A proxy looks names up, so their addresses cannot be seen from here.
    #[error("a proxy looks the name up")]
    Proxied,
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
    #[error("TLS: {}", .0.key())]
    Tls(TlsError),
    /// The body is larger than so many bytes.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
    /// What came back is no HTTP.
    #[error("the answer is no HTTP")]
    NotHttp,
    /// The body says that it is packed, and cannot be unpacked.
    #[error("the body cannot be unpacked")]
    NotUnpacked,
    /// More redirects than are followed.
    #[error("more redirects than are followed")]
    Redirects,
    /// The token is not for this origin, so nothing was sent: the person has not allowed it to go there.
    #[error("the token is not for this origin")]
    #[serde(rename = "NotAllowed")]
    WrongOrigin,
    /// Whoever makes the calls decided not to make this one.
    #[error("nothing was sent")]
    #[serde(untagged)]
    NotSent(NotSent),
}

/// Why a call was not made. The client itself never says this; a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotSent {
    /// The person pressed Cancel.
    Cancelled,
    /// The person has not chosen an environment yet: there is no connection to Recruitee, and no token.
    NotConnected,
    /// The URL itself is faulty (ADDR-1).
    NoAddress,
    /// The token is missing.
    NoToken,
    /// The keychain could not be read.
    Keychain,
    /// The token has no further part that could be wrong.
    NoSuchPart,
    /// The service had asked to wait: so many seconds, where it said how many.
    AskedToWait(Option<u64>),
    /// The service had locked us out for wrong tokens before.
    LockedOut,
}

impl ProbeError {
    /// Its key, where trying again may help: the connection never stood or broke on the way.
    pub fn transient(&self) -> Option<&'static str> {
        matches!(self, Self::Broken | Self::Tls(TlsError::CutOff)).then(|| self.key().0)
    }

    /// Its key in the catalogue of texts, with what is to be filled in.
    pub fn key(&self) -> (&'static str, Vec<(String, String)>) {
        let one = |name: &str, value: String| vec![(name.to_owned(), value)];
        match self {
            Self::Offline => ("trouble.offline", Vec::new()),
            Self::Ours(fault) => fault.key(),
            Self::NameNotTold(host) => ("trouble.name_not_told", one("host", host.clone())),
            Self::NameNotFound(host) => ("trouble.name_not_found", one("host", host.clone())),
            Self::NotPublic(ip) => ("trouble.not_public", one("ip", ip.clone())),
            Self::Proxied => ("trouble.proxied", Vec::new()),
            Self::Refused => ("trouble.refused", Vec::new()),
            Self::Broken => ("trouble.broken", Vec::new()),
            Self::TimedOut(seconds) => ("trouble.timed_out", one("seconds", seconds.to_string())),
            Self::Tls(fault) => (fault.text_key(), Vec::new()),
            Self::TooLarge(bytes) => ("trouble.too_large", one("bytes", bytes.to_string())),
            Self::NotHttp => ("trouble.not_http", Vec::new()),
            Self::NotUnpacked => ("trouble.not_unpacked", Vec::new()),
            Self::Redirects => ("trouble.redirects", Vec::new()),
            Self::WrongOrigin => ("trouble.wrong_origin", Vec::new()),
            Self::NotSent(_) => ("trouble.not_sent", Vec::new()),
        }
    }
}

impl From<NotSent> for ProbeError {
    fn from(reason: NotSent) -> Self {
        Self::NotSent(reason)
    }
}
