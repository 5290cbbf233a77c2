//! Faults below HTTP: where a name leads, how a handshake goes, and connections that break.

use crate::authority::{self, Leaf};
use crate::error::StartError;
use crate::names::EXAMPLE_HOST;
use rustls::ServerConfig;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use store::{Authority, Millis, SandboxFile};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Longer than any caller waits.
const FOREVER: Duration = Duration::from_secs(120);
/// A TLS alert: record type 21, fatal, and the number of the alert (RFC 8446, 6).
const fn alert(number: u8) -> [u8; 7] {
    [21, 3, 3, 0, 2, 2, number]
}

/// Where the example partner's name leads while a fault moves it; `usual` is where it is otherwise.
pub(crate) fn whereabouts(host: &str, file: &SandboxFile, usual: SocketAddr) -> Option<Vec<SocketAddr>> {
    if host != EXAMPLE_HOST {
        return None;
    }
    let on = file.faults().ok()?;
    moved(&|name| on.iter().any(|fault| fault == name), usual)
}

fn moved(has: &dyn Fn(&str) -> bool, usual: SocketAddr) -> Option<Vec<SocketAddr>> {
    let v4 = |a, b, c, d| IpAddr::V4(Ipv4Addr::new(a, b, c, d));
    let private = v4(10, 0, 0, 7);
    let moved: [(&str, &[IpAddr]); 10] = [
        ("name-not-found", &[]),
        ("leads-to-a-private-address", &[private]),
        ("leads-to-a-link-local-address", &[v4(169, 254, 169, 254)]),
        ("leads-to-a-carrier-address", &[v4(100, 64, 0, 1)]),
        ("leads-to-a-documentation-address", &[v4(192, 0, 2, 1)]),
        ("leads-to-a-multicast-address", &[v4(224, 0, 0, 251)]),
        ("leads-to-a-reserved-address", &[v4(0, 0, 0, 0)]),
        ("leads-to-a-private-address-in-v6", &[IpAddr::V6(Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, 7))]),
        (
            "leads-to-a-private-address-within-v6",
            &[IpAddr::V6(Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0x0a00, 7))],
        ),
        // The first port of loopback, where nobody listens.
        ("connection-refused", &[v4(127, 0, 0, 1)]),
    ];
    if has("leads-to-one-private-address-of-two") {
        return Some(vec![usual, SocketAddr::new(private, 443)]);
    }
    let (fault, ips) = moved.into_iter().find(|(fault, _)| has(fault))?;
    let port = if fault == "connection-refused" { 1 } else { 443 };
    Some(ips.iter().map(|ip| SocketAddr::new(*ip, port)).collect())
}

/// The certificate and the manner of a faulty handshake; `None` when none of its faults is on.
pub(crate) fn handshake(
    has: &(dyn Fn(&str) -> bool + Sync),
    authority: &Authority,
    now: Millis,
) -> Option<Result<Arc<ServerConfig>, StartError>> {
    let leaves = [
        ("tls-expired", Leaf::Expired),
        ("tls-chain-expired", Leaf::ChainExpired),
        ("tls-not-yet-valid", Leaf::NotYetValid),
        ("tls-wrong-name", Leaf::WrongName),
        ("tls-no-names", Leaf::NoNames),
        ("tls-self-signed", Leaf::SelfSigned),
        ("tls-unknown-issuer", Leaf::UnknownIssuer),
        ("tls-incomplete-chain", Leaf::IncompleteChain),
        ("tls-weak-signature", Leaf::WeakSignature),
        ("tls-not-for-servers", Leaf::NotForServers),
        ("tls-authority-as-server", Leaf::AuthorityAsServer),
        ("tls-unreadable", Leaf::Unreadable),
        ("tls-ends-soon", Leaf::EndsSoon(now)),
        ("tls-wants-a-client-certificate", Leaf::WantsClientCertificate),
        ("tls-1-2", Leaf::OldButSafe),
        ("http2", Leaf::Http2Only),
    ];
    let (_, leaf) = leaves.into_iter().find(|(fault, _)| has(fault))?;
    Some(authority::server_config(authority, leaf))
}

/// What is said in place of a handshake: nothing, an alert, or something that is no TLS.
pub(crate) async fn instead_of_handshake<S>(has: &(dyn Fn(&str) -> bool + Sync), mut stream: S) -> Option<S>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let said: [(&str, &[u8]); 5] = [
        ("tls-cut-off", &[]),
        ("tls-old-protocol", &alert(70)),
        ("tls-name-not-served", &alert(112)),
        ("tls-refused", &alert(40)),
        ("tls-not-tls", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
    ];
    if has("tls-silent") {
        let _ = tokio::time::timeout(FOREVER, stream.read(&mut [0; 1])).await;
        return None;
    }
    match said.into_iter().find(|(fault, _)| has(fault)) {
        Some((_, bytes)) => {
            let _ = stream.write_all(bytes).await;
            let _ = stream.shutdown().await;
            None
        }
        None => Some(stream),
    }
}

/// What is said in place of HTTP, once the request is in.
pub(crate) async fn instead_of_http<S>(has: &(dyn Fn(&str) -> bool + Sync), mut stream: S) -> Option<S>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let said: [(&str, &[u8]); 3] = [
        ("cuts-before-the-answer", b""),
        ("speaks-no-http", b"SSH-2.0-Harbour_9.6\r\n"),
        (
            "packs-what-cannot-be-unpacked",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
        ),
    ];
    if has("never-answers") {
        while stream.read(&mut [0; 1024]).await.is_ok_and(|read| read > 0) {}
        return None;
    }
    match said.into_iter().find(|(fault, _)| has(fault)) {
        Some((_, bytes)) => {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(bytes).await;
            let _ = stream.shutdown().await;
            None
        }
        None => Some(stream),
    }
}
