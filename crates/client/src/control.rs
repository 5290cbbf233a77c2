//! What must succeed if this computer and its network are in order: Recruitee's own host is looked up and
//! connected to. Asked once a run, and only when something failed, so that a partner is never blamed for a name
//! server, a proxy, a portal or a clock of ours.

use crate::control_seen::{Control, ControlSeen};
use crate::dial::{Judging, connected, date_of};
use crate::tls::{HandshakeError, JudgedAt};
use crate::{AddressRange, Network, OurFault, ProbeError, TlsError};
use std::time::Duration;
use tokio::time::timeout;
use url::{Host, Url};

/// Nobody has this name. A network that knows it answers for every name.
pub const NOBODYS_NAME: &str = "nobody-has-this-name-7f3a91c2e5b84d06.com";
/// A clock that is off by less explains no fault of a certificate.
const CLOCK_TOLERANCE_S: i64 = 300;
/// For each of its steps.
const PATIENCE: Duration = Duration::from_secs(4);

impl Network {
    /// Names what is in the way on our side, if something is; else gives `error` back.
    pub(crate) async fn explained(&self, error: ProbeError, url: &Url) -> ProbeError {
        if !self.leaves_this_computer(url) {
            return error;
        }
        let ours = match &error {
            ProbeError::NameNotFound(_) | ProbeError::NameNotTold(_) => self.names_fault().await,
            ProbeError::NotPublic(_) => self.portal().await,
            ProbeError::TimedOut(_) | ProbeError::Refused | ProbeError::Broken => self.way_fault().await,
            ProbeError::Tls(TlsError::Expired | TlsError::ChainExpired | TlsError::NotYetValid) => {
                match self.clock_fault(url).await {
                    Some(fault) => Some(fault),
                    None => self.interception().await,
                }
            }
            ProbeError::Tls(_) => self.interception().await,
            _ => None,
        };
        ours.map_or(error, ProbeError::from)
    }

    /// Whether this network answers for every name, so that an address that a name has means nothing.
    pub(crate) async fn portal(&self) -> Option<OurFault> {
        self.control_seen().await?.is_portal.then_some(OurFault::Portal)
    }

    pub(crate) fn leaves_this_computer(&self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Domain(host)) => {
                let is_own = host == "localhost" || host.ends_with(".localhost");
                self.local_route(host).is_none() && !is_own
            }
            Some(Host::Ipv4(ip)) => !ip.is_loopback(),
            Some(Host::Ipv6(ip)) => !ip.is_loopback(),
            None => false,
        }
    }

    async fn names_fault(&self) -> Option<OurFault> {
        let seen = self.control_seen().await?;
        seen.addresses.is_empty().then_some(OurFault::Names)
    }

    async fn way_fault(&self) -> Option<OurFault> {
        let seen = self.control_seen().await?;
        match seen {
            _ if seen.is_portal => Some(OurFault::Portal),
            _ if seen.connects => None,
            _ if seen.addresses.is_empty() => Some(OurFault::Names),
            _ => Some(OurFault::NoWayOut),
        }
    }

    /// Whether Recruitee's own certificate is refused too. Then it is not the partner's that is wrong.
    async fn interception(&self) -> Option<OurFault> {
        let seen = self.control_seen().await?;
        match seen.handshake {
            _ if seen.is_portal => Some(OurFault::Portal),
            Some(Err(
                TlsError::UnknownIssuer
                | TlsError::SelfSigned
                | TlsError::IncompleteChain
                | TlsError::WrongName
                | TlsError::NotTls,
            )) => Some(OurFault::Intercepted(seen.issuer.clone())),
            _ => None,
        }
    }

    /// Whether the certificate of `url` is in date by the clocks of others. Recruitee's clock is asked, or, where
    /// that cannot be reached, the service's own.
    async fn clock_fault(&self, url: &Url) -> Option<OurFault> {
        let ahead = match self.control_seen().await?.ahead_s {
            Some(ahead) => ahead,
            None => self.now() - timeout(PATIENCE, date_of(self, url, None)).await.ok()??,
        };
        if ahead.abs() < CLOCK_TOLERANCE_S {
            return None;
        }
        let then = Judging { at: JudgedAt::Second(self.now() - ahead), ..Judging::default() };
        let shaken = timeout(PATIENCE, connected(self, url, then)).await.ok()?;
        shaken.is_ok().then_some(OurFault::Clock(ahead))
    }

    /// `None` in a network that has no control.
    pub(crate) async fn control_seen(&self) -> Option<&ControlSeen> {
        let control = self.control.as_ref()?;
        Some(self.control_seen.get_or_init(|| look(self, control)).await)
    }
}

async fn look(network: &Network, control: &Control) -> ControlSeen {
    let mut seen = ControlSeen::default();
    let is_proxied = network.proxy_for(&control.url).is_some();
    if !is_proxied {
        let names = async |host: &str| match timeout(PATIENCE, network.resolver.resolve(host)).await {
            Ok(Ok(found)) => found,
            _ => Vec::new(),
        };
        let (own, nobodys) =
            tokio::join!(names(control.url.host_str().unwrap_or_default()), names(NOBODYS_NAME));
        // Lists that block hosts name loopback; portals name themselves.
        let is_closed = own
            .iter()
            .any(|ip| !matches!(crate::range_of(*ip), AddressRange::Public | AddressRange::Loopback));
        seen.is_portal = is_closed || own.iter().any(|ip| nobodys.contains(ip));
        seen.addresses = own;
        if seen.addresses.is_empty() && control.at.is_none() {
            return seen;
        }
    }
    let judging = Judging { at: JudgedAt::Whenever, to: control.at };
    match timeout(PATIENCE, connected(network, &control.url, judging)).await {
        Ok(Ok(shaken)) => {
            seen.connects = true;
            seen.handshake = Some(Ok(()));
            seen.issuer = shaken.certificate.map(|certificate| certificate.issuer).unwrap_or_default();
        }
        Ok(Err(HandshakeError { error: ProbeError::Tls(fault), issuer })) => {
            seen.connects = true;
            seen.handshake = Some(Err(fault));
            seen.issuer = issuer;
        }
        Ok(Err(_)) | Err(_) => {}
    }
    if matches!(seen.handshake, Some(Ok(()))) {
        let date = timeout(PATIENCE, date_of(network, &control.url, control.at)).await;
        seen.ahead_s = date.ok().flatten().map(|theirs| network.now() - theirs);
    }
    seen
}
