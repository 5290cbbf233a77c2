//! From an address to a connection that stands: look-up, ranges, connecting, handshake, each timed.
//! What was checked here is what is connected to.

use crate::connect::{connect, through};
use crate::exchange::Phases;
use crate::request::{Asking, Content, build};
use crate::tls::{Alpn, Handshake, HandshakeError, JudgedAt, TlsConnection, handshake};
use crate::{AddressRange, Bearer, Certificate, Network, ProbeError, TlsError};
use http::header;
use hyper::client::conn::http1;
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use std::{
    net::{IpAddr, SocketAddr},
    time::{Duration, Instant},
};
use tokio::{io::AsyncReadExt, net::TcpStream, time::timeout};
use url::{Host, Url};

/// How long a server that asked for our certificate is waited for to say that it insists.
const INSISTS_WITHIN: Duration = Duration::from_millis(500);

/// A connection to a live address.
pub(crate) enum Connected {
    /// Over TLS.
    Safe(Box<TlsConnection<TcpStream>>),
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
) -> Result<Vec<(SocketAddr, AddressRange)>, ProbeError> {
    if proxy.is_some() && matches!(url.host(), Some(Host::Domain(_))) {
        return Ok(Vec::new());
    }
    let addresses = network.addresses(url).await?;
    match addresses.iter().find(|(_, range)| !network.may_reach(*range)) {
        Some((address, _)) => Err(ProbeError::NotPublic(address.ip().to_string())),
        None => Ok(addresses),
    }
}

/// Connects to `url` and, over https, shakes hands.
pub(crate) async fn dial(
    network: &Network,
    url: &Url,
    alpn: Alpn,
    phases: &mut Phases,
) -> Result<Connected, ProbeError> {
    *phases = Phases::default();
    let proxy = network.proxy_for(url);
    let clock = Instant::now();
    let addresses = judged_addresses(network, url, proxy.as_ref()).await;
    phases.name_us = micros(clock);
    let addresses = addresses?;
    let clock = Instant::now();
    let stream = match proxy {
        Some(proxy) => through(network, &proxy, url).await,
        None => connect(network, &addresses).await,
    };
    phases.connect_us = micros(clock);
    let stream = stream?;
    if url.scheme() != "https" {
        return Ok(Connected::Plain(stream));
    }
    let clock = Instant::now();
    let how = Handshake { url, roots: &network.probe_roots, at: network.judged_now(), alpn };
    let shaken = handshake(stream, how).await;
    phases.tls_us = micros(clock);
    Ok(Connected::Safe(Box::new(shaken.map_err(|not| not.error)?)))
}

/// When a certificate is judged, and where the host is taken to be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Judging {
    pub(crate) at: JudgedAt,
    pub(crate) to: Option<SocketAddr>,
}

/// A handshake that is judged at another time than now. No token goes over it.
pub(crate) async fn connected(
    network: &Network,
    url: &Url,
    judging: Judging,
) -> Result<TlsConnection<TcpStream>, HandshakeError> {
    let proxy = network.proxy_for(url);
    let stream = match (judging.to, proxy) {
        (Some(to), _) => TcpStream::connect(to).await.map_err(|_| ProbeError::Refused)?,
        (None, Some(proxy)) => through(network, &proxy, url).await?,
        (None, None) => {
            let addresses = judged_addresses(network, url, None).await?;
            connect(network, &addresses).await?
        }
    };
    let how = Handshake { url, roots: &network.probe_roots, at: judging.at, alpn: Alpn::Http1 };
    handshake(stream, how).await
}

/// What time it is for the server of `url`, in seconds since 1970, though its certificate be out of date: one
/// request without a token, of whose answer only the `Date` is read.
pub(crate) async fn date_of(network: &Network, url: &Url, to: Option<SocketAddr>) -> Option<i64> {
    let shaken = connected(network, url, Judging { at: JudgedAt::Whenever, to }).await.ok()?;
    let request =
        build(url, Content { bearer: Bearer::Missing, asking: Asking::AsRecruitee, body: None }).ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(shaken.stream)).await.ok()?;
    let driver = tokio::spawn(async move { drop(connection.await) });
    let answer = sender.send_request(request).await.ok();
    driver.abort();
    date(answer?.headers().get(header::DATE)?.to_str().ok()?)
}

/// A date of HTTP, in seconds since 1970.
pub fn date(text: &str) -> Option<i64> {
    let at = httpdate::parse_http_date(text).ok()?;
    let since = at.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// Dials and asks nothing: what can be told of an address without a request.
pub(crate) async fn probe_tls(
    network: &Network,
    url: &Url,
    phases: &mut Phases,
) -> Result<Option<Certificate>, ProbeError> {
    let Connected::Safe(mut shaken) = dial(network, url, Alpn::Any, phases).await? else { return Ok(None) };
    if shaken.asked_for_ours {
        // TLS 1.3 says only after the handshake that it will not go on without a certificate.
        let said = timeout(INSISTS_WITHIN, shaken.stream.read(&mut [0; 1])).await;
        if matches!(said, Ok(Err(_) | Ok(0))) {
            return Err(ProbeError::Tls(TlsError::ClientCertificate));
        }
    }
    Ok(shaken.certificate)
}

/// Every address of the host with its range, without connecting.
pub(crate) async fn look_up(network: &Network, url: &Url) -> Result<Vec<(IpAddr, AddressRange)>, ProbeError> {
    if network.proxy_for(url).is_some() && matches!(url.host(), Some(Host::Domain(_))) {
        return Err(ProbeError::Proxied);
    }
    let addresses = network.addresses(url).await?;
    Ok(addresses.into_iter().map(|(address, range)| (address.ip(), range)).collect())
}
