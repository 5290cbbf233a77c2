//! Servers on loopback that misbehave, and networks that lead to them.
#![allow(dead_code, reason = "each test file takes what it needs")]

use client::*;
use partner::Environment;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use url::Url;

/// Every name is at one public address; where that really leads, the test says.
pub(crate) struct OneAddress(pub(crate) &'static str);

impl Resolve for OneAddress {
    fn resolve<'a>(
        &'a self,
        _: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async { Ok(vec![self.0.parse().unwrap()]) })
    }
}

pub(crate) fn limits() -> Limits {
    Limits {
        call: Duration::from_millis(1500),
        body_bytes: 100_000,
        record_bytes: 100_000,
        redirects: 3,
        ..Limits::default()
    }
}

pub(crate) struct Authority {
    pub(crate) key: KeyPair,
    pub(crate) params: CertificateParams,
    pub(crate) certificate: CertificateDer<'static>,
}

pub(crate) fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap().der().clone();
    Authority { key, params, certificate }
}

/// A server's certificate for `host`, signed by `by`, changed by `change`.
pub(crate) fn server_config(
    host: &str,
    by: &Authority,
    change: impl FnOnce(&mut CertificateParams),
) -> ServerConfig {
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, "server");
    change(&mut params);
    let key = KeyPair::generate().unwrap();
    let issuer = Issuer::new(by.params.clone(), &by.key);
    let certificate = params.signed_by(&key, &issuer).unwrap().der().clone();
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap()
}

/// Answers every connection with `answer`, over TLS when there is a configuration; counts connections.
pub(crate) async fn serve(
    answer: impl Into<Vec<u8>>,
    tls: Option<ServerConfig>,
) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let (answer, seen) = (Arc::new(answer.into()), requests.clone());
    let acceptor = tls.map(|config| TlsAcceptor::from(Arc::new(config)));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (answer, seen, acceptor) = (answer.clone(), seen.clone(), acceptor.clone());
            tokio::spawn(async move {
                let mut buffer = vec![0; 8192];
                if let Some(acceptor) = acceptor {
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let read = stream.read(&mut buffer).await.unwrap_or(0);
                    seen.lock().unwrap().push(String::from_utf8_lossy(&buffer[..read]).into_owned());
                    let _ = stream.write_all(&answer).await;
                    let _ = stream.shutdown().await;
                } else {
                    let read = stream.read(&mut buffer).await.unwrap_or(0);
                    seen.lock().unwrap().push(String::from_utf8_lossy(&buffer[..read]).into_owned());
                    let _ = stream.write_all(&answer).await;
                }
            });
        }
    });
    (address, requests)
}

pub(crate) fn elsewhere(at: SocketAddr, authority: &Authority, ip: &'static str) -> TestNetwork {
    TestNetwork {
        api_base: Url::parse("https://rc.test.invalid/api/").unwrap(),
        route: LocalRoute {
            suffix: "rc.test.invalid".into(),
            listens_at: at,
            authority: authority.certificate.clone(),
            moved_names: None,
        },
        resolver: Arc::new(OneAddress(ip)),
        dial: Some(Arc::new(move |_| at)),
        proxy: None,
        control: None,
        clock_ahead_s: 0,
        limits: limits(),
    }
}

pub(crate) fn rc(at: SocketAddr, authority: &Authority) -> Network {
    Network::rc_of_test(&elsewhere(at, authority, "93.184.216.34"), Arc::new(|_| {}))
}

/// The Sandbox's rules, where plain http on loopback may be called.
pub(crate) fn plain(recorder: Recorder) -> Network {
    let made = authority("unused");
    let at: SocketAddr = "127.0.0.1:9".parse().unwrap();
    let mut network = Network::sandbox(
        Url::parse("https://api.unused.invalid/").unwrap(),
        LocalRoute {
            suffix: "unused.invalid".into(),
            listens_at: at,
            authority: made.certificate,
            moved_names: None,
        },
        recorder,
    );
    network.limits = limits();
    assert_eq!(network.environment, Environment::Sandbox);
    network
}

/// A call without a token whose body is wanted.
pub(crate) fn asking(url: &Url) -> ProbeRequest<'_> {
    ProbeRequest {
        url,
        bearer: Bearer::Missing,
        follow: Follow::SameOrigin,
        asking: Asking::AsRecruitee,
        body: None,
        needs_body: true,
        purpose: "test",
    }
}

pub(crate) async fn get(answer: impl Into<Vec<u8>>) -> Result<Answer, ProbeError> {
    let (at, _) = serve(answer, None).await;
    let url = Url::parse(&format!("http://{at}/x")).unwrap();
    let request = asking(&url);
    Probe::new(&plain(Arc::new(|_| {}))).call(&request).await
}

pub(crate) fn http(head: &str, body: &[u8]) -> Vec<u8> {
    let mut all = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{head}\r\n", body.len()).into_bytes();
    all.extend_from_slice(body);
    all
}
