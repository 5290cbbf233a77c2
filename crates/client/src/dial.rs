//! From an address to a connection that stands: look-up, ranges, connecting, handshake, each timed.
//! What was checked here is what is connected to.

use crate::exchange::Phases;
use crate::tls::{Shaken, shake_hands};
use crate::{Certificate, Network, Range, TlsTrouble, Trouble};
use hyper_util::client::{
    legacy::connect::{HttpConnector, proxy::Tunnel},
    proxy::matcher::Intercept,
};
use hyper_util::rt::TokioIo;
use std::{
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    time::{Duration, Instant},
};
use tokio::{io::AsyncReadExt, net::TcpStream, time::timeout};
use tower_service::Service;
use url::{Host, Url};

/// How long a server that asked for our certificate is waited for to say that it insists.
const INSISTS_WITHIN: Duration = Duration::from_millis(500);

/// A connection to a live address.
pub(crate) enum Connected {
    /// Over TLS.
    Safe(Box<Shaken<TcpStream>>),
    /// Over plain http.
    Plain(TcpStream),
}

pub(crate) fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}

/// Resolves and judges the host of `url`, so that what was judged is what is connected to. Behind a proxy
/// names are looked up there, and only an address in place of a name can be judged.
async fn judged_addresses(
    network: &Network,
    url: &Url,
    proxy: Option<&Intercept>,
) -> Result<Vec<(SocketAddr, Range)>, Trouble> {
    if proxy.is_some() && matches!(url.host(), Some(Host::Domain(_))) {
        return Ok(Vec::new());
    }
    let addresses = network.addresses(url).await?;
    match addresses.iter().find(|(_, range)| !network.may_reach(*range)) {
        Some((address, _)) => Err(Trouble::NotPublic(address.ip().to_string())),
        None => Ok(addresses),
    }
}

/// Connects to `url` and, over https, shakes hands.
pub(crate) async fn dial(network: &Network, url: &Url, phases: &mut Phases) -> Result<Connected, Trouble> {
    *phases = Phases::default();
    let proxy = network.proxy_for(url);
    let clock = Instant::now();
    let addresses = judged_addresses(network, url, proxy.as_ref()).await;
    phases.name_us = micros(clock);
    let addresses = addresses?;
    let clock = Instant::now();
    let stream = match proxy {
        Some(proxy) => through(&proxy, url).await,
        None => connect(network, &addresses).await,
    };
    phases.connect_us = micros(clock);
    let stream = stream?;
    if url.scheme() != "https" {
        return Ok(Connected::Plain(stream));
    }
    let clock = Instant::now();
    let shaken = shake_hands(stream, url, &network.probe_roots).await;
    phases.tls_us = micros(clock);
    Ok(Connected::Safe(Box::new(shaken?)))
}

/// Dials and asks nothing: what can be told of an address without a request.
pub(crate) async fn knock(
    network: &Network,
    url: &Url,
    phases: &mut Phases,
) -> Result<Option<Certificate>, Trouble> {
    let Connected::Safe(mut shaken) = dial(network, url, phases).await? else { return Ok(None) };
    if shaken.asked_for_ours {
        // TLS 1.3 says only after the handshake that it will not go on without a certificate.
        let said = timeout(INSISTS_WITHIN, shaken.stream.read(&mut [0; 1])).await;
        if matches!(said, Ok(Err(_) | Ok(0))) {
            return Err(Trouble::Tls(TlsTrouble::ClientCertificate));
        }
    }
    Ok(shaken.certificate)
}

/// Every address of the host with its range, without connecting.
pub(crate) async fn look_up(network: &Network, url: &Url) -> Result<Vec<(IpAddr, Range)>, Trouble> {
    if network.proxy_for(url).is_some() && matches!(url.host(), Some(Host::Domain(_))) {
        return Err(Trouble::Proxied);
    }
    let addresses = network.addresses(url).await?;
    Ok(addresses.into_iter().map(|(address, range)| (address.ip(), range)).collect())
}

/// Connects to the first of the addresses that answers. They share the time among them, so that a dead
/// one leaves some for the next.
async fn connect(network: &Network, addresses: &[(SocketAddr, Range)]) -> Result<TcpStream, Trouble> {
    let share = network.limits.call / u32::try_from(addresses.len().max(1)).unwrap_or(u32::MAX);
    let mut last = None;
    for (address, _) in addresses {
        let to = network.dial.as_ref().map_or(*address, |dial| dial(*address));
        let trouble = match timeout(share, TcpStream::connect(to)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Err(_) => Trouble::TimedOut(network.limits.call.as_secs()),
            Ok(Err(error)) => match error.kind() {
                ErrorKind::ConnectionRefused => Trouble::Refused,
                ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Trouble::Offline,
                ErrorKind::TimedOut => Trouble::TimedOut(network.limits.call.as_secs()),
                _ => Trouble::Broken,
            },
        };
        // A family of addresses that this computer has no way to says nothing about the service.
        last = match (last, trouble) {
            (Some(before), Trouble::Offline) => Some(before),
            (_, trouble) => Some(trouble),
        };
    }
    Err(last.unwrap_or(Trouble::Refused))
}

/// Asks the proxy for a tunnel (CONNECT). One that it does not give says nothing about the service.
async fn through(proxy: &Intercept, url: &Url) -> Result<TcpStream, Trouble> {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    let mut tunnel = Tunnel::new(proxy.uri().clone(), connector);
    if let Some(auth) = proxy.basic_auth() {
        tunnel = tunnel.with_auth(auth.clone());
    }
    let to = url.as_str().parse().map_err(|_| Trouble::NameNotFound(String::new()))?;
    let stream: TokioIo<TcpStream> = tunnel.call(to).await.map_err(|_| Trouble::Proxied)?;
    Ok(stream.into_inner())
}
