//! TCP connections: to judged addresses, whichever answers first, or through the proxy of this network.

use crate::{AddressRange, Network, OurFault, ProbeError};
use http::{Request, Uri, header};
use http_body_util::Empty;
use hyper::{body::Bytes, client::conn::http1};
use hyper_util::{
    client::{
        legacy::connect::{
            HttpConnector,
            dns::Name,
            proxy::{SocksV4, SocksV5},
        },
        proxy::matcher::Intercept,
    },
    rt::TokioIo,
};
use std::{
    error::Error,
    future::{Ready, ready},
    io::{self, ErrorKind},
    net::SocketAddr,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{net::TcpStream, time::timeout};
use tower_service::Service;
use url::Url;

/// An address family that gives no answer for so long is raced by the other (RFC 8305), so that dead IPv6
/// beside healthy IPv4 costs next to nothing.
const NEXT_FAMILY_AFTER: Duration = Duration::from_millis(150);

/// Gives the addresses that were judged, whatever it is asked for: what was judged is what is connected to.
#[derive(Debug, Clone)]
struct Judged(Vec<SocketAddr>);

impl Service<Name> for Judged {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Ready<io::Result<Self::Response>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Name) -> Self::Future {
        ready(Ok(self.0.clone().into_iter()))
    }
}

/// Connects to the first of the addresses that answers. Addresses of a family share the time among them.
pub(crate) async fn connect(
    network: &Network,
    addresses: &[(SocketAddr, AddressRange)],
) -> Result<TcpStream, ProbeError> {
    let to = |address: &SocketAddr| network.dial.as_ref().map_or(*address, |dial| dial(*address));
    let judged = addresses.iter().map(|(address, _)| to(address)).collect();
    let mut connector = HttpConnector::new_with_resolver(Judged(judged));
    connector.set_happy_eyeballs_timeout(Some(NEXT_FAMILY_AFTER));
    connector.set_connect_timeout(Some(network.limits.call));
    connector.set_nodelay(true);
    // A name without a port: then each address keeps its own.
    let connected = connector.call(Uri::from_static("http://judged.invalid/")).await;
    connected.map(TokioIo::into_inner).map_err(|error| {
        let seconds = network.limits.call.as_secs();
        match io_kind(&error) {
            Some(ErrorKind::ConnectionRefused) => ProbeError::Refused,
            Some(ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown) => ProbeError::Offline,
            Some(ErrorKind::TimedOut | ErrorKind::HostUnreachable) => ProbeError::TimedOut(seconds),
            _ => ProbeError::Broken,
        }
    })
}

/// The kind of the input or output error behind `error`.
fn io_kind(error: &(dyn Error + 'static)) -> Option<ErrorKind> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            return Some(io.kind());
        }
        cause = error.source();
    }
    None
}

/// A connection that stands already, for what speaks over one.
struct Standing(Option<TcpStream>);

impl Service<Uri> for Standing {
    type Response = TokioIo<TcpStream>;
    type Error = io::Error;
    type Future = Ready<io::Result<Self::Response>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(self.0.take().map(TokioIo::new).ok_or_else(|| ErrorKind::NotConnected.into()))
    }
}

/// Asks the proxy for a tunnel to `url`. One that it does not give says nothing about the service.
pub(crate) async fn through(
    network: &Network,
    proxy: &Intercept,
    url: &Url,
) -> Result<TcpStream, ProbeError> {
    let name = proxy.uri().authority().map_or_else(String::new, |authority| {
        authority
            .port()
            .map_or_else(|| authority.host().to_owned(), |port| format!("{}:{port}", authority.host()))
    });
    let down = || ProbeError::from(OurFault::ProxyDown(name.clone()));
    let refused = |status| ProbeError::from(OurFault::ProxyRefused(name.clone(), status));
    let to: Uri = url.as_str().parse().map_err(|_| down())?;
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    // Half of the time of a call, so that it is the proxy that is named.
    let patience = network.limits.call / 2;
    let stream = timeout(patience, connector.call(proxy.uri().clone())).await.map_err(|_| down())?;
    let stream = stream.map_err(|_| down())?.into_inner();
    let scheme = proxy.uri().scheme_str().unwrap_or("http");
    let tunnel = async {
        match scheme {
            "http" => tunnel(stream, proxy, &to).await,
            "socks4" | "socks4a" => {
                let mut socks = SocksV4::new(proxy.uri().clone(), Standing(Some(stream)));
                let stream = socks.call(to).await.map_err(|_| Answered::Refused(0))?;
                Ok(stream.into_inner())
            }
            "socks5" | "socks5h" => {
                let mut socks = SocksV5::new(proxy.uri().clone(), Standing(Some(stream)));
                if let Some((user, password)) = proxy.raw_auth() {
                    socks = socks.with_auth(user.to_owned(), password.to_owned());
                }
                let stream = socks.call(to).await.map_err(|_| Answered::Refused(0))?;
                Ok(stream.into_inner())
            }
            // A proxy that is itself spoken to over TLS is rare, and nothing here speaks to it.
            _ => Err(Answered::Nothing),
        }
    };
    match timeout(patience, tunnel).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(Answered::Refused(407))) => Err(OurFault::ProxyLogIn(name).into()),
        Ok(Err(Answered::Refused(status))) => Err(refused(status)),
        Ok(Err(Answered::Nothing)) | Err(_) => Err(down()),
    }
}

/// What a proxy does that gives no tunnel.
enum Answered {
    /// HTTP status, or 0 where it speaks no HTTP.
    Refused(u16),
    Nothing,
}

/// CONNECT (RFC 9110, 9.3.6).
async fn tunnel(stream: TcpStream, proxy: &Intercept, to: &Uri) -> Result<TcpStream, Answered> {
    let host = to.host().unwrap_or_default();
    let authority = format!("{host}:{}", to.port_u16().unwrap_or(443));
    let mut request = Request::connect(&authority).header(header::HOST, &authority);
    if let Some(auth) = proxy.basic_auth() {
        request = request.header(header::PROXY_AUTHORIZATION, auth.clone());
    }
    let request = request.body(Empty::<Bytes>::new()).map_err(|_| Answered::Nothing)?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|_| Answered::Nothing)?;
    let driver = tokio::spawn(async move { drop(connection.with_upgrades().await) });
    let answer = sender.send_request(request).await.map_err(|_| Answered::Nothing)?;
    if !answer.status().is_success() {
        driver.abort();
        return Err(Answered::Refused(answer.status().as_u16()));
    }
    let upgraded = hyper::upgrade::on(answer).await.map_err(|_| Answered::Nothing)?;
    // The other side of a tunnel speaks only when spoken to: nothing was read ahead.
    let parts = upgraded.downcast::<TokioIo<TcpStream>>().map_err(|_| Answered::Nothing)?;
    Ok(parts.io.into_inner())
}
