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
    #[error("TLS: {0:?}")]
    Tls(TlsTrouble),
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
    /// The token is not for this origin; nothing was sent.
    #[error("{0}")]
    WrongOrigin(#[from] redact::WrongOrigin),
}

impl Trouble {
    /// Whether trying again may help: the connection never stood or broke on the way.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Broken | Self::Tls(TlsTrouble::CutOff))
    }

    /// Its key in the catalogue of texts, with what is to be filled in.
    pub fn key(&self) -> (&'static str, Vec<(String, String)>) {
        let one = |name: &str, value: String| vec![(name.to_owned(), value)];
        match self {
            Self::Offline => ("trouble.offline", Vec::new()),
            Self::NameNotFound(host) => ("trouble.name_not_found", one("host", host.clone())),
            Self::NotPublic(ip) => ("trouble.not_public", one("ip", ip.clone())),
            Self::Proxied => ("trouble.proxied", Vec::new()),
            Self::Refused => ("trouble.refused", Vec::new()),
            Self::Broken => ("trouble.broken", Vec::new()),
            Self::TimedOut(seconds) => ("trouble.timed_out", one("seconds", seconds.to_string())),
            Self::Tls(fault) => (fault.key(), Vec::new()),
            Self::TooLarge(bytes) => ("trouble.too_large", one("bytes", bytes.to_string())),
            Self::NotHttp => ("trouble.not_http", Vec::new()),
            Self::NotUnpacked => ("trouble.not_unpacked", Vec::new()),
            Self::Redirects => ("trouble.redirects", Vec::new()),
            Self::WrongOrigin(_) => ("trouble.wrong_origin", Vec::new()),
        }
    }
}

/// What is wrong with a certificate or the handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsTrouble {
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
    /// The certificates between the server's own and the authority's are not sent.
    IncompleteChain,
    /// Signed with a method that is broken (MD5, SHA-1).
    WeakSignature,
    /// Made for another purpose than a server.
    NotForServers,
    /// An authority's certificate in the place of a server's.
    AuthorityAsServer,
    /// Not readable as a certificate.
    Unreadable,
    /// Nothing newer than TLS 1.1.
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
    /// Any other fault.
    Other,
}

impl TlsTrouble {
    fn key(self) -> &'static str {
        match self {
            Self::Expired => "trouble.tls.expired",
            Self::ChainExpired => "trouble.tls.chain_expired",
            Self::NotYetValid => "trouble.tls.not_yet_valid",
            Self::WrongName => "trouble.tls.wrong_name",
            Self::NoNames => "trouble.tls.no_names",
            Self::SelfSigned => "trouble.tls.self_signed",
            Self::UnknownIssuer => "trouble.tls.unknown_issuer",
            Self::IncompleteChain => "trouble.tls.incomplete_chain",
            Self::WeakSignature => "trouble.tls.weak_signature",
            Self::NotForServers => "trouble.tls.not_for_servers",
            Self::AuthorityAsServer => "trouble.tls.authority_as_server",
            Self::Unreadable => "trouble.tls.unreadable",
            Self::OldProtocol => "trouble.tls.old_protocol",
            Self::NotTls => "trouble.tls.not_tls",
            Self::ClientCertificate => "trouble.tls.client_certificate",
            Self::NameNotServed => "trouble.tls.name_not_served",
            Self::Refused => "trouble.tls.refused",
            Self::CutOff => "trouble.tls.cut_off",
            Self::Other => "trouble.tls.other",
        }
    }
}
