//! The Sandbox's own certificate authority, one per profile, and the certificate it serves.

use crate::error::StartError;
use crate::names::{EXAMPLE_HOST, SUFFIX};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, SanType, date_time_ymd,
};
use rustls::{
    RootCertStore, ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
    server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier},
    sign::CertifiedKey,
};
use std::{net::Ipv4Addr, sync::Arc, time::Duration};
use store::{Authority, Millis, SandboxFile};

/// The parameters never change, so that the key alone is enough to sign again.
fn authority_params() -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Partner Desk Sandbox, this computer only");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2096, 1, 1);
    Ok(params)
}

/// The authority of this profile, made at the first start.
pub(crate) fn authority(file: &SandboxFile) -> Result<Authority, StartError> {
    if let Some(authority) = file.authority()? {
        return Ok(authority);
    }
    let key = KeyPair::generate()?;
    let certificate = authority_params()?.self_signed(&key)?;
    let authority = Authority { key_pem: key.serialize_pem(), certificate: certificate.der().to_vec() };
    file.set_authority(&authority)?;
    Ok(authority)
}

/// What a server presents. All but the first are for practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// A certificate in order.
    Good,
    /// In order, over TLS 1.2.
    OldButSafe,
    /// In order, and HTTP/2 the only language.
    Http2Only,
    /// Ends five days after this time.
    EndsSoon(Millis),
    Expired,
    /// In order itself, signed by one that is out of date.
    ChainExpired,
    NotYetValid,
    WrongName,
    /// Names its host in the common name alone.
    NoNames,
    SelfSigned,
    UnknownIssuer,
    IncompleteChain,
    /// Signed with SHA-1.
    WeakSignature,
    /// For people's mail rather than for servers.
    NotForServers,
    AuthorityAsServer,
    Unreadable,
    WantsClientCertificate,
}

/// A certificate signed with SHA-1 long ago: nothing makes such ones any more. Nobody holds its key.
const WEAK: &[u8] = include_bytes!("weak.der");

/// How a handshake is answered: a fresh certificate, signed by the Sandbox's authority unless it is to be
/// faulty in just that.
pub(crate) fn server_config(authority: &Authority, leaf: Leaf) -> Result<Arc<ServerConfig>, StartError> {
    let key = KeyPair::generate()?;
    let chain = chain(authority, leaf, &key)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let der =
        PrivateKeyDer::try_from(key.serialize_der()).map_err(|error| StartError::Key(error.to_owned()))?;
    let signer = provider.key_provider.load_private_key(der)?;
    let builder = ServerConfig::builder_with_provider(provider.clone());
    let builder = match leaf {
        Leaf::OldButSafe => builder.with_protocol_versions(&[&rustls::version::TLS12])?,
        _ => builder.with_safe_default_protocol_versions()?,
    };
    let builder = if leaf == Leaf::WantsClientCertificate {
        let mut roots = RootCertStore::empty();
        roots.add(authority.certificate.clone().into())?;
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(|error| StartError::Key(error.to_string()))?;
        builder.with_client_cert_verifier(verifier)
    } else {
        builder.with_no_client_auth()
    };
    // Not compared with its key: some of them are faulty on purpose.
    let presented = Arc::new(CertifiedKey::new(chain, signer));
    let mut config = builder.with_cert_resolver(Arc::new(Presents(presented)));
    let protocol: &[u8] = if leaf == Leaf::Http2Only { b"h2" } else { b"http/1.1" };
    config.alpn_protocols = vec![protocol.to_vec()];
    Ok(Arc::new(config))
}

#[derive(Debug)]
struct Presents(Arc<CertifiedKey>);

impl ResolvesServerCert for Presents {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}

fn leaf_params(leaf: Leaf) -> Result<CertificateParams, rcgen::Error> {
    let names = match leaf {
        Leaf::WrongName => vec!["other.partner-desk.invalid".into()],
        Leaf::NoNames => Vec::new(),
        _ => vec![format!("*.{SUFFIX}"), SUFFIX.into(), EXAMPLE_HOST.into(), "localhost".into()],
    };
    let mut params = CertificateParams::new(names)?;
    if !matches!(leaf, Leaf::WrongName | Leaf::NoNames) {
        params.subject_alt_names.push(SanType::IpAddress(Ipv4Addr::LOCALHOST.into()));
    }
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, EXAMPLE_HOST);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2096, 1, 1);
    match leaf {
        Leaf::EndsSoon(now) => {
            let seconds = u64::try_from(now / 1000).unwrap_or_default() + 5 * 86_400 + 3_600;
            params.not_after = date_time_ymd(1970, 1, 1) + Duration::from_secs(seconds);
        }
        Leaf::Expired => params.not_after = date_time_ymd(2026, 2, 1),
        Leaf::NotYetValid => params.not_before = date_time_ymd(2095, 1, 1),
        Leaf::NotForServers => params.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection],
        Leaf::AuthorityAsServer => params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
        _ => {}
    }
    Ok(params)
}

/// The certificates that are sent, the server's own first.
fn chain(
    authority: &Authority,
    leaf: Leaf,
    key: &KeyPair,
) -> Result<Vec<CertificateDer<'static>>, StartError> {
    let issuer = Issuer::new(authority_params()?, KeyPair::from_pem(&authority.key_pem)?);
    let root = CertificateDer::from(authority.certificate.clone());
    let params = leaf_params(leaf)?;
    Ok(match leaf {
        Leaf::WeakSignature => vec![CertificateDer::from(WEAK.to_vec())],
        Leaf::Unreadable => vec![CertificateDer::from(b"no certificate".to_vec())],
        Leaf::SelfSigned => vec![params.self_signed(key)?.der().clone()],
        Leaf::UnknownIssuer | Leaf::IncompleteChain | Leaf::ChainExpired => {
            let between_key = KeyPair::generate()?;
            let mut between = authority_params()?;
            between.distinguished_name.push(DnType::CommonName, "Harbour Certificates");
            if leaf == Leaf::ChainExpired {
                between.not_after = date_time_ymd(2026, 2, 1);
            }
            let certificate = match leaf {
                Leaf::UnknownIssuer => between.self_signed(&between_key)?,
                _ => between.signed_by(&between_key, &issuer)?,
            };
            let own = params.signed_by(key, &Issuer::new(between, between_key))?.der().clone();
            match leaf {
                Leaf::IncompleteChain => vec![own],
                _ => vec![own, certificate.der().clone()],
            }
        }
        _ => vec![params.signed_by(key, &issuer)?.der().clone(), root],
    })
}
