//! The handshake of probes: our own roots, and an eye on the chain that the server sends.

use crate::{TlsTrouble, Trouble};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};
use url::Url;
use x509_parser::parse_x509_certificate;

/// Shakes hands with whoever is at the other end of `stream` as `url`'s host.
pub(crate) async fn shake_hands(
    stream: TcpStream,
    url: &Url,
    roots: &Arc<RootCertStore>,
) -> Result<TlsStream<TcpStream>, Trouble> {
    let other = Trouble::Tls(TlsTrouble::Other);
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let name = ServerName::try_from(host).map_err(|_| other.clone())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let judge = WebPkiServerVerifier::builder_with_provider(roots.clone(), provider.clone())
        .build()
        .map_err(|_| other.clone())?;
    let verifier = Arc::new(Capturing { judge, chain: Mutex::default() });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| other.clone())?
        .dangerous()
        // The judgement itself stays with rustls; the wrapper only remembers what was presented.
        .with_custom_certificate_verifier(verifier.clone())
        .with_no_client_auth();
    let shaken = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    shaken.map_err(|error| {
        let chain = verifier.chain.lock().unwrap_or_else(PoisonError::into_inner);
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
            Some(fault) => Trouble::Tls(name_fault(fault, &chain)),
            None => Trouble::Broken,
        }
    })
}

fn name_fault(fault: &Error, chain: &[CertificateDer<'_>]) -> TlsTrouble {
    match fault {
        Error::InvalidCertificate(fault) => match fault {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsTrouble::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                TlsTrouble::NotYetValid
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                TlsTrouble::WrongName
            }
            CertificateError::UnknownIssuer if lacks_issuer(chain) => TlsTrouble::IncompleteChain,
            CertificateError::UnknownIssuer => TlsTrouble::UnknownIssuer,
            _ => TlsTrouble::Other,
        },
        Error::PeerIncompatible(_) | Error::AlertReceived(rustls::AlertDescription::ProtocolVersion) => {
            TlsTrouble::OldProtocol
        }
        _ => TlsTrouble::Other,
    }
}

/// Whether the certificate that signed the server's own is missing from what was sent. A self-signed
/// one names itself and lacks nothing.
fn lacks_issuer(chain: &[CertificateDer<'_>]) -> bool {
    let Some((own, others)) = chain.split_first() else { return false };
    let Ok((_, own)) = parse_x509_certificate(own) else { return false };
    let signed_by = |issuer: &CertificateDer<'_>| {
        parse_x509_certificate(issuer).is_ok_and(|(_, issuer)| issuer.subject() == own.issuer())
    };
    own.subject() != own.issuer() && !others.iter().any(signed_by)
}

/// Lets rustls judge and keeps the chain, so that a fault can be named exactly.
#[derive(Debug)]
struct Capturing {
    judge: Arc<WebPkiServerVerifier>,
    chain: Mutex<Vec<CertificateDer<'static>>>,
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
        let presented = std::iter::once(own).chain(others).map(|one| one.clone().into_owned()).collect();
        *self.chain.lock().unwrap_or_else(PoisonError::into_inner) = presented;
        self.judge.verify_server_cert(own, others, name, ocsp, now)
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
