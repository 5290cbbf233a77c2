//! The Sandbox's own certificate authority, one per profile, and the certificate it serves.

use crate::{EXAMPLE_HOST, SUFFIX, server::StartError};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    SanType, date_time_ymd,
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use std::{net::Ipv4Addr, sync::Arc};
use store::{Authority, SandboxFile};

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

/// How the Sandbox answers a handshake: a fresh certificate for its names, signed by its authority.
pub(crate) fn server_config(authority: &Authority) -> Result<Arc<ServerConfig>, StartError> {
    let issuer = Issuer::new(authority_params()?, KeyPair::from_pem(&authority.key_pem)?);
    let names = [format!("*.{SUFFIX}"), SUFFIX.into(), EXAMPLE_HOST.into(), "localhost".into()];
    let mut params = CertificateParams::new(names)?;
    params.subject_alt_names.push(SanType::IpAddress(Ipv4Addr::LOCALHOST.into()));
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2096, 1, 1);
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, &issuer)?;
    let chain = vec![certificate.der().clone(), CertificateDer::from(authority.certificate.clone())];
    let key =
        PrivateKeyDer::try_from(key.serialize_der()).map_err(|error| StartError::Key(error.to_owned()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
