use crate::TlsError;
use std::net::{IpAddr, SocketAddr};
use url::Url;

/// The host that must be there.
#[derive(Debug, Clone)]
pub struct Control {
    /// Recruitee's own.
    pub url: Url,
    /// Where it really is: for tests alone.
    pub at: Option<SocketAddr>,
}

/// What was seen of it.
#[derive(Debug, Default)]
pub(crate) struct ControlSeen {
    pub(crate) addresses: Vec<IpAddr>,
    pub(crate) is_portal: bool,
    pub(crate) connects: bool,
    /// `None` when no connection stood.
    pub(crate) handshake: Option<Result<(), TlsError>>,
    /// Who signed the certificate that was shown.
    pub(crate) issuer: String,
    /// By how many seconds this computer is ahead.
    pub(crate) ahead_s: Option<i64>,
}
