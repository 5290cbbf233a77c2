//! Whom a call may reach and how: names, routes, roots and limits. Sandbox and RC differ here only.

use crate::control_seen::ControlSeen;
use crate::tls::JudgedAt;
use crate::{AddressRange, Control, Exchange, ProbeError, Recorder, range_of};
use dns_lookup::LookupErrorKind;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use partner::Environment;
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, UnixTime},
};
use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr, UdpSocket},
    pin::Pin,
    sync::Arc,
    time::Duration,
};
use tokio::{sync::OnceCell, time::timeout};
use url::{Host, Url};

/// The Release Candidate: the only place where partners are developed.
pub const RC_BASE: &str = "https://integrations.rc.recruitee.dev/api/";

/// Turns names into addresses. The system's resolver in the app; tests bring their own.
pub trait Resolve: Send + Sync {
    /// Every address of `host`. An error of the kind [`io::ErrorKind::NotFound`], or no address, says that there
    /// is no such name; any other that it could not be told.
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;
}

/// The resolver of the operating system.
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        let host = host.to_owned();
        // Not tokio's own look-up: it does not tell a name that is missing from a name server that is.
        let look_up = move || match dns_lookup::lookup_host(&host) {
            Ok(found) => Ok(found.collect()),
            Err(error) => match error.kind() {
                LookupErrorKind::NoName | LookupErrorKind::NoData => Err(io::ErrorKind::NotFound.into()),
                _ => Err(io::Error::from(error)),
            },
        };
        Box::pin(async move { tokio::task::spawn_blocking(look_up).await.map_err(io::Error::other)? })
    }
}

/// What a call may cost. Shown to the person.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For one call, from look-up to last byte.
    pub call: Duration,
    /// For one body, in bytes, as sent and as unpacked.
    pub body_bytes: usize,
    /// For one answer of the Partners API, in bytes: a record may carry a large logo.
    pub record_bytes: usize,
    /// Followed per call of an API address.
    pub redirects: usize,
    /// Followed on the way to the article, as browsers do.
    pub article_redirects: usize,
    /// In all, for a service that asks to wait (`Retry-After`), in one run.
    pub waiting: Duration,
    /// After the first wrong token, until it is sent again.
    pub second_look: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(10),
            body_bytes: 1024 * 1024,
            record_bytes: 8 * 1024 * 1024,
            redirects: 5,
            article_redirects: 10,
            waiting: Duration::from_secs(30),
            second_look: Duration::from_secs(2),
        }
    }
}

/// The way to the Sandbox: names that only our dialer knows, all served from one place on loopback.
#[derive(Clone)]
pub struct LocalRoute {
    /// Every host below this name goes there.
    pub suffix: String,
    /// Where the Sandbox listens.
    pub listens_at: SocketAddr,
    /// Its authority, trusted in the Sandbox alone.
    pub authority: CertificateDer<'static>,
    /// Names that are somewhere else for now: the Sandbox simulates faults of networks with them.
    pub moved_names: Option<Arc<Names>>,
}

/// Where a name is; `None` for the usual place, nothing when there is no such name.
pub type Names = dyn Fn(&str) -> Option<Vec<SocketAddr>> + Send + Sync;

/// Where a connection to an address really goes.
pub type Dial = dyn Fn(SocketAddr) -> SocketAddr + Send + Sync;

/// The network of one environment.
#[derive(Clone)]
pub struct Network {
    /// Which one.
    pub environment: Environment,
    /// Where the Partners API begins.
    pub api_base: Url,
    /// Limits for every call.
    pub limits: Limits,
    pub(crate) local: Option<LocalRoute>,
    pub(crate) resolver: Arc<dyn Resolve>,
    pub(crate) probe_roots: Arc<RootCertStore>,
    /// Where probes really connect to: for tests alone.
    pub(crate) dial: Option<Arc<Dial>>,
    /// What must succeed when nothing is wrong on our side.
    pub(crate) control: Option<Control>,
    pub(crate) control_seen: Arc<OnceCell<ControlSeen>>,
    /// By how many seconds the clock of this computer is taken to be ahead: for tests alone.
    clock_ahead_s: i64,
    proxy: Option<Arc<Matcher>>,
    recorder: Recorder,
}

/// Stands in for the internet in tests: an RC, the partners' names, and where both really are.
#[derive(Clone)]
pub struct TestNetwork {
    /// Where the Partners API begins.
    pub api_base: Url,
    /// How its host is reached, and the authority that probes trust too.
    pub route: LocalRoute,
    /// The addresses of partners' names.
    pub resolver: Arc<dyn Resolve>,
    /// Where probes really connect to; `None` for the addresses themselves.
    pub dial: Option<Arc<Dial>>,
    /// The only way out, if there is one, and the hosts that are reached without it, as in `NO_PROXY`.
    pub proxy: Option<(Url, String)>,
    /// What must succeed when nothing is wrong on our side; `None` where only partners are ever at fault.
    pub control: Option<Control>,
    /// By how many seconds the clock of this computer is ahead.
    pub clock_ahead_s: i64,
    /// Limits for every call.
    pub limits: Limits,
}

impl Network {
    /// RC, over the internet.
    pub fn rc(api_base: Url, recorder: Recorder) -> Self {
        Self {
            environment: Environment::Rc,
            api_base,
            limits: Limits::default(),
            local: None,
            resolver: Arc::new(SystemResolver),
            probe_roots: Arc::new(bundled_roots()),
            dial: None,
            control: Url::parse(RC_BASE).ok().map(|url| Control { url, at: None }),
            control_seen: Arc::default(),
            clock_ahead_s: 0,
            proxy: Some(Arc::new(Matcher::from_system())),
            recorder,
        }
    }

    /// RC's rules with something else in the place of the internet: for tests.
    pub fn rc_of_test(test: &TestNetwork, recorder: Recorder) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates([test.route.authority.clone()]);
        Self {
            limits: test.limits,
            local: Some(test.route.clone()),
            resolver: test.resolver.clone(),
            probe_roots: Arc::new(roots),
            dial: test.dial.clone(),
            control: test.control.clone(),
            clock_ahead_s: test.clock_ahead_s,
            proxy: test.proxy.as_ref().map(|(proxy, not)| {
                Arc::new(Matcher::builder().https(proxy.as_str()).no(not.as_str()).build())
            }),
            ..Self::rc(test.api_base.clone(), recorder)
        }
    }

    /// The Sandbox, on this computer.
    pub fn sandbox(api_base: Url, local: LocalRoute, recorder: Recorder) -> Self {
        let mut roots = bundled_roots();
        // An authority of our own making; were it unusable, every call would say so.
        let _ = roots.add(local.authority.clone());
        Self {
            environment: Environment::Sandbox,
            local: Some(local),
            probe_roots: Arc::new(roots),
            ..Self::rc(api_base, recorder)
        }
    }

    /// The same network with another recorder, so that what one call sent can be told from the rest.
    pub fn recording_to(&self, recorder: Recorder) -> Self {
        Self { recorder, ..self.clone() }
    }

    /// Tells the recorder of a call.
    pub fn record(&self, exchange: Exchange) {
        (self.recorder)(exchange);
    }

    /// How long to wait before a wrong token is sent to `url` again. The Sandbox's own example has no cache that
    /// takes its time to learn.
    pub fn second_look(&self, url: &Url) -> Duration {
        let is_own = url.host_str().is_some_and(|host| self.local_route(host).is_some());
        if is_own { self.limits.second_look / 10 } else { self.limits.second_look }
    }

    /// Seconds since 1970, by the clock of this computer.
    pub(crate) fn now(&self) -> i64 {
        i64::try_from(UnixTime::now().as_secs()).unwrap_or(i64::MAX).saturating_add(self.clock_ahead_s)
    }

    /// Certificates are judged by the clock of this computer.
    pub(crate) fn judged_now(&self) -> JudgedAt {
        JudgedAt::Now(self.clock_ahead_s)
    }

    pub(crate) fn local_route(&self, host: &str) -> Option<&LocalRoute> {
        self.local.as_ref().filter(|local| {
            host.strip_suffix(local.suffix.as_str())
                .is_some_and(|front| front.is_empty() || front.ends_with('.'))
        })
    }

    /// Every address behind `url` with its range, resolved once. What is checked here is what is
    /// connected to, so a second answer of the name server cannot slip by.
    pub(crate) async fn addresses(&self, url: &Url) -> Result<Vec<(SocketAddr, AddressRange)>, ProbeError> {
        let port = url.port_or_known_default().unwrap_or(443);
        let ips = match url.host() {
            Some(Host::Ipv4(ip)) => vec![IpAddr::V4(ip)],
            Some(Host::Ipv6(ip)) => vec![IpAddr::V6(ip)],
            Some(Host::Domain(host)) => {
                if let Some(local) = self.local_route(host) {
                    let moved = local.moved_names.as_ref().and_then(|names| names(host));
                    let found = moved.unwrap_or_else(|| vec![local.listens_at]);
                    if found.is_empty() {
                        return Err(ProbeError::NameNotFound(host.to_owned()));
                    }
                    return Ok(found.into_iter().map(|at| (at, range_of(at.ip()))).collect());
                }
                match timeout(self.limits.call / 2, self.resolver.resolve(host)).await {
                    Ok(Ok(ips)) if !ips.is_empty() => ips,
                    _ if !has_route() => return Err(ProbeError::Offline),
                    Ok(Err(error)) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(ProbeError::NameNotTold(host.to_owned()));
                    }
                    Ok(_) => return Err(ProbeError::NameNotFound(host.to_owned())),
                    Err(_) => return Err(ProbeError::NameNotTold(host.to_owned())),
                }
            }
            None => return Err(ProbeError::NameNotFound(String::new())),
        };
        Ok(ips.into_iter().map(|ip| (SocketAddr::new(ip, port), range_of(ip))).collect())
    }

    /// The proxy through which a call to `url` has to go. Only https goes through one; this computer and names
    /// of the Sandbox are never reached that way.
    pub(crate) fn proxy_for(&self, url: &Url) -> Option<Intercept> {
        if url.scheme() != "https" || !self.leaves_this_computer(url) {
            return None;
        }
        self.proxy.as_ref()?.intercept(&url.as_str().parse().ok()?)
    }

    /// Whether calls may go to an address of that range: public ones everywhere, loopback in the
    /// Sandbox too.
    pub(crate) fn may_reach(&self, range: AddressRange) -> bool {
        range == AddressRange::Public
            || (range == AddressRange::Loopback && self.environment == Environment::Sandbox)
    }
}

fn bundled_roots() -> RootCertStore {
    RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}

/// Whether this computer has a way out at all. Connecting a datagram socket sends nothing; it only asks
/// the system for a route. The address is one of those kept for documentation.
fn has_route() -> bool {
    ["198.51.100.1:9", "[2001:db8::1]:9"]
        .iter()
        .zip(["0.0.0.0:0", "[::]:0"])
        .any(|(to, from)| UdpSocket::bind(from).and_then(|socket| socket.connect(to)).is_ok())
}
