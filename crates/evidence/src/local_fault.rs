use serde::{Deserialize, Serialize};

/// What is in the way on our side: this computer, its network, or this app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
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
    /// The proxy did not make the connection: its host and port, and its HTTP status, 0 where it gave none
    /// (SOCKS).
    #[error("the proxy {0} did not connect: {1}")]
    ProxyRefused(String, u16),
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
            Self::ProxyRefused(proxy, status) => {
                let mut args = one("proxy", proxy.clone());
                args.push(("status".into(), status.to_string()));
                ("trouble.ours.proxy_refused", args)
            }
            Self::Unparsed => ("trouble.ours.unparsed", Vec::new()),
        }
    }
}
