//! New tokens and ids, and the hashes that are kept of them.

use sha2::{Digest, Sha256};

/// Tokens and secrets are kept as hashes: the file opens nothing.
pub(crate) fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

/// 32 letters and digits, as the documentation's sample of a secret.
pub(crate) fn random() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
