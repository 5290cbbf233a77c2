//! Why the Sandbox does not start.

use store::StoreError;

/// Why the Sandbox does not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error("its file: {0}")]
    Store(#[from] StoreError),
    #[error("its certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("its key: {0}")]
    Key(String),
    #[error("its TLS: {0}")]
    Tls(#[from] rustls::Error),
    #[error("its port: {0}")]
    Port(#[from] std::io::Error),
}
