//! The handshake of probes: our own roots, and an eye on the chain that the server sends.

use crate::{Certificate, ProbeError, TlsError};
use parking_lot::Mutex;
use rustls::{
    AlertDescription, CertificateError, ClientConfig, DigitallySignedStruct, Error, InvalidMessage,
    RootCertStore, SignatureScheme,
    client::{
        ResolvesClientCert, WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    pki_types::{CertificateDer, ServerName, UnixTime},
    sign::CertifiedKey,
};
use std::{
    io::ErrorKind,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::{TlsConnector, client::TlsStream};
use url::Url;
use x509_parser::{
    certificate::X509Certificate,
    oid_registry::{OID_PKCS1_MD5WITHRSAENC, OID_PKCS1_SHA1WITHRSA, OID_SHA1_WITH_RSA},
    parse_x509_certificate,
};

/// A connection that stands.
pub(crate) struct TlsConnection<S> {
    pub(crate) stream: TlsStream<S>,
    pub(crate) certificate: Option<Certificate>,
    /// The server asked for a certificate of ours. Whether it insists shows later.
    pub(crate) asked_for_ours: bool,
    pub(crate) is_http2: bool,
}

/// When certificates are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum JudgedAt {
    /// By this computer's clock, which is taken to be off by so many seconds: 0 but in tests.
    Now(i64),
    /// At that second since 1970.
    Second(i64),
    /// At some time at which the server's own is in date: for connections that carry nothing but a question for
    /// the time.
    #[default]
    Whenever,
}

/// Which versions of HTTP are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alpn {
    /// HTTP/2 or HTTP/1.1, as the server likes.
    Any,
    /// HTTP/1.1 alone.
    Http1,
}

/// How a handshake is made.
#[derive(Clone, Copy)]
pub(crate) struct Handshake<'a> {
    /// Of whose host.
    pub(crate) url: &'a Url,
    /// Who is trusted.
    pub(crate) roots: &'a Arc<RootCertStore>,
    /// When.
    pub(crate) at: JudgedAt,
    /// What is offered.
    pub(crate) alpn: Alpn,
}

/// Why there is no connection, and who signed the certificate that was shown, if one was.
#[derive(Debug)]
pub(crate) struct HandshakeError {
    pub(crate) error: ProbeError,
    pub(crate) issuer: String,
}

impl From<ProbeError> for HandshakeError {
    fn from(error: ProbeError) -> Self {
        Self { error, issuer: String::new() }
    }
}

/// Shakes hands with whoever is at the other end of `stream`.
pub(crate) async fn handshake<S>(stream: S, how: Handshake<'_>) -> Result<TlsConnection<S>, HandshakeError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let other = ProbeError::Tls(TlsError::Other);
    let host = how.url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let name = ServerName::try_from(host).map_err(|_| other.clone())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let judge = WebPkiServerVerifier::builder_with_provider(how.roots.clone(), provider.clone())
        .build()
        .map_err(|_| other.clone())?;
    let verifier = Arc::new(Capturing { judge, at: how.at, presented: Mutex::default() });
    let asked = Arc::new(Asked::default());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| other.clone())?
        .dangerous()
        // The judgement itself stays with rustls; the wrapper remembers what was presented, and when.
        .with_custom_certificate_verifier(verifier.clone())
        .with_client_cert_resolver(asked.clone());
    config.alpn_protocols = match how.alpn {
        Alpn::Any => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        Alpn::Http1 => vec![b"http/1.1".to_vec()],
    };
    let shaken = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    let presented = verifier.presented();
    let asked_for_ours = asked.0.load(Ordering::Relaxed);
    let issuer = || presented.own().map(|own| own.issuer().to_string()).unwrap_or_default();
    match shaken {
        Ok(stream) => {
            let session = stream.get_ref().1;
            let protocol = session.protocol_version().map(|version| format!("{version:?}"));
            let is_http2 = session.alpn_protocol() == Some(b"h2");
            let certificate = presented.own().map(|own| Certificate {
                subject: own.subject().to_string(),
                issuer: own.issuer().to_string(),
                not_after: own.validity().not_after.timestamp(),
                protocol: protocol.unwrap_or_default(),
            });
            Ok(TlsConnection { stream, certificate, asked_for_ours, is_http2 })
        }
        Err(error) => {
            let fault = match error.get_ref().and_then(|inner| inner.downcast_ref()) {
                Some(Error::AlertReceived(_)) if asked_for_ours => TlsError::ClientCertificate,
                Some(fault) => name_fault(fault, &presented),
                None if is_end(error.kind()) => TlsError::CutOff,
                None => TlsError::Other,
            };
            Err(HandshakeError { error: ProbeError::Tls(fault), issuer: issuer() })
        }
    }
}

fn is_end(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)
}

fn name_fault(fault: &Error, presented: &Presented) -> TlsError {
    match fault {
        Error::InvalidCertificate(fault) => name_certificate_fault(fault, presented),
        Error::PeerIncompatible(_) | Error::AlertReceived(AlertDescription::ProtocolVersion) => {
            TlsError::OldProtocol
        }
        Error::AlertReceived(AlertDescription::UnrecognisedName) => TlsError::NameNotServed,
        Error::AlertReceived(AlertDescription::CertificateRequired) => TlsError::ClientCertificate,
        Error::AlertReceived(_) => TlsError::Refused,
        Error::InvalidMessage(InvalidMessage::UnknownProtocolVersion) => TlsError::OldProtocol,
        Error::InvalidMessage(_) => TlsError::NotTls,
        _ => TlsError::Other,
    }
}

fn name_certificate_fault(fault: &CertificateError, presented: &Presented) -> TlsError {
    let Some(own) = presented.own() else { return TlsError::Unreadable };
    // What is wrong with the signature or the purpose explains whatever follows from it.
    if is_weak(&own) {
        return TlsError::WeakSignature;
    }
    if own.is_ca() && own.subject() != own.issuer() {
        return TlsError::AuthorityAsServer;
    }
    match fault {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            let is_own = own.validity().not_after.timestamp() < presented.now;
            if is_own { TlsError::Expired } else { TlsError::ChainExpired }
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsError::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            let has_names = own.subject_alternative_name().is_ok_and(|names| names.is_some());
            if has_names { TlsError::WrongName } else { TlsError::NoNames }
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            TlsError::NotForServers
        }
        CertificateError::BadEncoding => TlsError::Unreadable,
        // Self-signed ones fail in more than one way, by what else they hold.
        _ if own.subject() == own.issuer() => TlsError::SelfSigned,
        CertificateError::UnknownIssuer if presented.lacks_issuer() => TlsError::IncompleteChain,
        CertificateError::UnknownIssuer => TlsError::UnknownIssuer,
        _ => TlsError::Other,
    }
}

fn is_weak(certificate: &X509Certificate<'_>) -> bool {
    let by = &certificate.signature_algorithm.algorithm;
    [OID_PKCS1_MD5WITHRSAENC, OID_PKCS1_SHA1WITHRSA, OID_SHA1_WITH_RSA].contains(by)
}

/// What the server presented, and when.
#[derive(Debug, Clone, Default)]
struct Presented {
    chain: Vec<CertificateDer<'static>>,
    now: i64,
}

impl Presented {
    fn own(&self) -> Option<X509Certificate<'_>> {
        parse_x509_certificate(self.chain.first()?).ok().map(|(_, own)| own)
    }

    /// A second at which all of what was sent is in date; `None` when there is none.
    fn in_date(&self) -> Option<i64> {
        let periods = self.chain.iter().filter_map(|one| parse_x509_certificate(one).ok());
        let (from, to) = periods.fold((0, i64::MAX), |(from, to), (_, one)| {
            let period = one.validity();
            (from.max(period.not_before.timestamp()), to.min(period.not_after.timestamp()))
        });
        (from < to && to < i64::MAX).then_some(from + (to - from) / 2)
    }

    /// Whether the certificate that signed the server's own is missing from what was sent.
    fn lacks_issuer(&self) -> bool {
        let Some(own) = self.own() else { return false };
        !self.chain.iter().skip(1).any(|issuer| {
            parse_x509_certificate(issuer).is_ok_and(|(_, issuer)| issuer.subject() == own.issuer())
        })
    }
}

/// Has no certificate to show, and remembers that one was asked for.
#[derive(Debug, Default)]
struct Asked(AtomicBool);

impl ResolvesClientCert for Asked {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}

/// Lets rustls judge and keeps the chain, so that a fault can be named exactly.
#[derive(Debug)]
struct Capturing {
    judge: Arc<WebPkiServerVerifier>,
    at: JudgedAt,
    presented: Mutex<Presented>,
}

impl Capturing {
    fn presented(&self) -> Presented {
        self.presented.lock().clone()
    }
}

impl ServerCertVerifier for Capturing {
    fn verify_server_cert(
        &self,
        own: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut presented = Presented {
            chain: std::iter::once(own).chain(others).map(|one| one.clone().into_owned()).collect(),
            now: 0,
        };
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        presented.now = match self.at {
            JudgedAt::Now(off) => now.saturating_add(off),
            JudgedAt::Second(second) => second,
            JudgedAt::Whenever => presented.in_date().unwrap_or(now),
        };
        let at = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(presented.now).unwrap_or(0)));
        *self.presented.lock() = presented;
        self.judge.verify_server_cert(own, others, name, ocsp, at)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        own: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.judge.verify_tls12_signature(message, own, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        own: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.judge.verify_tls13_signature(message, own, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.judge.supported_verify_schemes()
    }
}
