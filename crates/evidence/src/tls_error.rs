use serde::{Deserialize, Serialize};

/// Declares the enum, the list of all and the keys together, so that none can be missing from the others.
macro_rules! tls_errors {
    ($($(#[$doc:meta])* $name:ident => $key:literal,)*) => {
        /// What is wrong with a certificate or the handshake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum TlsError {
            $($(#[$doc])* $name,)*
        }

        impl TlsError {
            /// All of them, in the order in which they are declared.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its written name, from which the keys of its sentences are made.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// The key of the text that names it beside a request.
            pub fn text_key(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("trouble.tls.", $key),)*
                }
            }
        }
    };
}

tls_errors! {
    /// Out of date.
    Expired => "expired",
    /// Out of date further up the chain.
    ChainExpired => "chain_expired",
    /// Not in force yet.
    NotYetValid => "not_yet_valid",
    /// Made out to another name.
    WrongName => "wrong_name",
    /// Names its host only where nobody looks any more (the common name).
    NoNames => "no_names",
    /// Signed by itself.
    SelfSigned => "self_signed",
    /// Signed by nobody that is trusted.
    UnknownIssuer => "unknown_issuer",
    /// The certificates between the server's own and the authority's are not sent.
    IncompleteChain => "incomplete_chain",
    /// Signed with a method that is broken (MD5, SHA-1).
    WeakSignature => "weak_signature",
    /// Made for another purpose than a server.
    NotForServers => "not_for_servers",
    /// An authority's certificate in the place of a server's.
    AuthorityAsServer => "authority_as_server",
    /// Not readable as a certificate.
    Unreadable => "unreadable",
    /// Nothing newer than TLS 1.1.
    OldProtocol => "old_protocol",
    /// The server speaks something else than TLS.
    NotTls => "not_tls",
    /// The server asks the caller for a certificate.
    ClientCertificate => "client_certificate",
    /// The server does not know the name.
    NameNotServed => "name_not_served",
    /// The server ends the handshake with an alert.
    Refused => "refused",
    /// The connection ends in the middle of the handshake.
    CutOff => "cut_off",
    /// Any other fault.
    Other => "other",
}
