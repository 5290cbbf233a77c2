//! Why a call got no answer, told apart by who is at fault.

/// No answer, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// This computer has no way to the network.
    #[error("this computer is offline")]
    Offline,
    /// Something between this computer and the service is in the way; says nothing about the service.
    #[error("{0}")]
    Ours(#[from] OurFault),
    /// The name does not exist.
    #[error("the name {0} was not found")]
    NameNotFound(String),
    /// The name servers of this name answer that they cannot tell now, while those of others can.
    #[error("the name {0} could not be looked up")]
    NameNotTold(String),
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

/// What is in the way on our side: this computer, its network, or this app.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OurFault {
    /// Names that exist are not found from here: no name server, or one that fails.
    #[error("this computer's network cannot look up names")]
    Names,
    /// Hosts that are there cannot be connected to from here.
    #[error("this computer's network lets no connection out")]
    NoWayOut,
    /// This network answers for every name by itself: a log-in page of a hotel, say.
    #[error("this network answers for every name")]
    Portal,
    /// Something in between signs certificates anew, Recruitee's among them; holds the signer's name.
    #[error("certificates are signed anew by {0}")]
    Intercepted(String),
    /// This computer's clock is wrong by so many seconds; positive when it is ahead.
    #[error("the clock of this computer is off by {0} s")]
    Clock(i64),
    /// This process stood still while the call was made, also when it was repeated: sleep, say.
    #[error("this computer stood still during the call")]
    Stalled,
    /// The proxy cannot be reached.
    #[error("the proxy {0} does not answer")]
    ProxyDown(String),
    /// The proxy asks for a name and a password (407).
    #[error("the proxy {0} asks for a log-in")]
    ProxyLogIn(String),
    /// The proxy did not make the connection.
    #[error("the proxy {proxy} did not connect: {status}")]
    ProxyRefused {
        /// Host and port.
        proxy: String,
        /// HTTP status, or 0 where it gave none (SOCKS).
        status: u16,
    },
    /// The answer is HTTP that browsers read and our library does not.
    #[error("our HTTP library does not read this answer")]
    Unparsed,
}

impl OurFault {
    /// Its key in the catalogue of texts, with what is to be filled in.
    pub fn key(&self) -> (&'static str, Vec<(String, String)>) {
        let one = |name: &str, value: String| vec![(name.to_owned(), value)];
        match self {
            Self::Names => ("trouble.ours.names", Vec::new()),
            Self::NoWayOut => ("trouble.ours.no_way_out", Vec::new()),
            Self::Portal => ("trouble.ours.portal", Vec::new()),
            Self::Intercepted(issuer) => ("trouble.ours.intercepted", one("issuer", issuer.clone())),
            Self::Clock(seconds) => ("trouble.ours.clock", one("seconds", seconds.to_string())),
            Self::Stalled => ("trouble.ours.stalled", Vec::new()),
            Self::ProxyDown(proxy) => ("trouble.ours.proxy_down", one("proxy", proxy.clone())),
            Self::ProxyLogIn(proxy) => ("trouble.ours.proxy_log_in", one("proxy", proxy.clone())),
            Self::ProxyRefused { proxy, status } => {
                let mut args = one("proxy", proxy.clone());
                args.push(("status".into(), status.to_string()));
                ("trouble.ours.proxy_refused", args)
            }
            Self::Unparsed => ("trouble.ours.unparsed", Vec::new()),
        }
    }
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
            Self::Ours(fault) => fault.key(),
            Self::NameNotTold(host) => ("trouble.name_not_told", one("host", host.clone())),
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
