use crate::{AddressRange, ProbeError};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// How far a URL could be reached without asking anything of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Every address that the name has, or why none.
    pub addresses: Result<Vec<(IpAddr, AddressRange)>, ProbeError>,
    /// `None` over plain http or when no connection was tried.
    pub handshake: Option<Result<Certificate, ProbeError>>,
}

/// The server's own certificate. Stored is only when it ends, which is all that is judged later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
pub struct Certificate {
    /// Whom it is made out to.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// Seconds since 1970.
    pub not_after: i64,
    /// `TLSv1_3`, say.
    pub protocol: String,
}

impl From<i64> for Certificate {
    fn from(not_after: i64) -> Self {
        Self { subject: String::new(), issuer: String::new(), not_after, protocol: String::new() }
    }
}

impl From<Certificate> for i64 {
    fn from(certificate: Certificate) -> Self {
        certificate.not_after
    }
}
